"""What the page of a figure says: its value in words, where it comes from, and the figures around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.letters import address
from palermo.figures.bundles import Statement, statement_of_bundle
from palermo.figures.choices import Choice
from palermo.figures.cubes import Figure, Selection
from palermo.figures.dimensions import BY_KEY, KEYS, TOTAL
from palermo.figures.exchange.citations import cite
from palermo.figures.labels import breakdown_name, category_name, category_names, codes_in_order, join_words
from palermo.figures.models import FigureOrigin, Indicator, IndicatorEdition, Release, ReleaseSeries
from palermo.figures.pipeline.places import bundle_path
from palermo.figures.pipeline.policies import BELOW
from palermo.figures.published_figures import figure_address, figures_of, find_figure, linked_value, value_of
from palermo.figures.queries.releases import release_series_visible_to
from palermo.figures.states.indicators import IndicatorStatus
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.web.tables import FigureTable, figure_table
from palermo.knowledge.models import Agreement, CodeMapping
from palermo.knowledge.queries.datasets import dataset_editions_visible_to
from palermo.knowledge.queries.lists import code_mappings_visible_to
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.returns.models import Round
from palermo.returns.queries.returns import returns_visible_to
from palermo.returns.queries.rounds import rounds_visible_to
from palermo.site.charts.values import Value, ValueKind, format_number
from palermo.treaties.models import LawArticle
from palermo.treaties.queries.laws import laws_visible_to

# As many other releases, and as many other categories of one year, as a page shows.
RELEASES, CATEGORIES = 20, 200


class InRelease(NamedTuple):
    """A figure as another release has it."""

    release: Release
    value: Value


class Beside(NamedTuple):
    """A figure of the same State and year that is broken down otherwise."""

    words: str
    value: Value


@dataclass(frozen=True)
class Provenance:
    """Where a figure comes from, as far as the viewer may see the records that stand behind it.

    `origin` names everything in words; the records are None where there are none or the viewer may not see them.
    """

    origin: FigureOrigin
    is_source_shown: bool
    is_gift_shown: bool
    agreement: Agreement | None
    round: Round | None
    article: LawArticle | None
    mappings: list[CodeMapping]

    @property
    def source_words(self) -> str:
        """The source in words; empty where it is not stated."""
        return self.origin.source.display_name() if self.origin.source else self.origin.source_text

    @property
    def named_in_data(self) -> str:
        """What the data name as their source, beside the source on record."""
        return self.origin.source_text if self.origin.source else ""

    @property
    def gift(self) -> object:
        """The edition of a dataset or the return that has the figure."""
        return self.origin.dataset_edition or self.origin.of_return

    @property
    def gift_label(self) -> str:
        """What kind of thing that is."""
        return _("Edition of a dataset") if self.origin.dataset_edition else _("National return")


def provenance_of(origin: FigureOrigin, viewer: Viewer) -> Provenance:
    """Where figures with this origin come from."""
    edition, given = origin.dataset_edition, origin.of_return
    is_gift_shown = bool(
        (edition and dataset_editions_visible_to(viewer).filter(pk=edition.pk).exists())
        or (given and returns_visible_to(viewer).filter(pk=given.pk).exists())
    )
    agreement_id = edition.agreement_id if edition else given.agreement_id if given else None
    return Provenance(
        origin,
        bool(origin.source and sources_visible_to(viewer).filter(pk=origin.source.pk).exists()),
        is_gift_shown,
        agreements_visible_to(viewer).filter(pk=agreement_id).first() if agreement_id else None,
        rounds_visible_to(viewer).filter(pk=given.round_id).first() if given else None,
        laws_visible_to(viewer).filter(pk=origin.article_id).first() if origin.article_id else None,
        list(code_mappings_visible_to(viewer).filter(figure_origins=origin).order_by("pk")),
    )


def origin_of(release: Release, number: int) -> FigureOrigin | None:
    """The origin of this number with what it names."""
    joined = FigureOrigin.objects.select_related(
        *("source", "dataset_edition__dataset__source", "of_return__round", "of_return__state", "article")
    )
    return joined.filter(release=release, number=number).first()


def statement_of(release: Release) -> Statement | None:
    """Who made and approved a release, as its bundle has it; None where the bundle is not kept here."""
    try:
        return statement_of_bundle(bundle_path(release), release.digest)
    except FileNotFoundError:
        return None


def edition_of(release: Release, indicator: int) -> IndicatorEdition | None:
    """The edition of an indicator, by its number, by which a release was made; where it names none, the current one."""
    editions = IndicatorEdition.objects.filter(indicator=indicator, status=IndicatorStatus.PUBLISHED)
    named = Exists(editions.filter(pk=OuterRef("pk"), releases=release))
    return editions.select_related("indicator").order_by(named.desc(), "-number").first()


def kind_sentence(value: Value) -> str:
    """What kind of value it is, in a sentence."""
    sentences = {
        ValueKind.COUNT: _("The number that the source recorded."),
        ValueKind.ZERO: _("Zero: the source looked and recorded none."),
        ValueKind.NOT_RECORDED: _("The source did not record this figure. That does not mean that it is zero."),
        ValueKind.NOT_APPLICABLE: _("The figure does not apply to this State."),
        ValueKind.ESTIMATED: _("An estimate. The interval shows how uncertain it is."),
    }
    if value.kind in (ValueKind.COUNT, ValueKind.ZERO) and value.low is not None:
        return _("The number that the source recorded. Its published parts add up to more: at least %(low)s.") % {
            "low": format_number(value.low)
        }
    if value.kind != ValueKind.SUPPRESSED:
        return sentences[value.kind]
    if (value.low, value.high) == (1, BELOW - 1):
        return _("Fewer than %(number)d: small figures are not published, so that no person can be recognized.") % {
            "number": BELOW
        }
    hidden = _("Suppressed, because a small figure could be computed from it.")
    return " ".join(part for part in (hidden, _limits_sentence(value)) if part)


def _limits_sentence(value: Value) -> str:
    """What follows for a suppressed figure from the published figures around it; empty where nothing does."""
    limits = {"low": format_number(value.low or 0), "high": format_number(value.high or 0)}
    if value.high is not None:
        return _("From other published figures it follows that it is between %(low)s and %(high)s.") % limits
    return _("From other published figures it follows that it is at least %(low)s.") % limits if value.low else ""


def other_releases(release: Release, figure: Figure, viewer: Viewer) -> list[InRelease]:
    """A figure in the other releases of the register, the latest first."""
    same = release_series_visible_to(viewer).filter(
        release__register=release.register_id,
        release__status__in=PUBLISHED,
        indicator__slug=figure.indicator,
        by=figure.by,
        year_from__lte=figure.year,
        year_until__gte=figure.year,
    )
    rows: QuerySet[ReleaseSeries] = same.exclude(release=release).select_related("release__register")
    found = []
    for each in rows.order_by("-release__number")[:RELEASES]:
        other = find_figure(each.release, figure.indicator, figure.state, figure.year, figure.codes)
        if other:
            found.append(InRelease(each.release, linked_value(each.release, other)))
    return found


def years_around(release: Release, figure: Figure, names: Mapping[str, str]) -> FigureTable:
    """The figures of the other years for the same State and categories."""
    wanted = {key: (code,) for key, code in figure.codes.items()}
    selection = Selection(indicators=(figure.indicator,), by=figure.by, states=(figure.state,), codes=wanted)
    rows = figures_of(release, selection)
    return figure_table(release, rows, title=_("Other years"), rows="state", columns="year", names=names)


def breakdowns_beside(release: Release, figure: Figure) -> list[tuple[str, list[Beside]]]:
    """The figures of the same State and year with one dimension more or fewer, or another category, by breakdown."""
    selection = Selection(
        indicators=(figure.indicator,), states=(figure.state,), year_from=figure.year, year_until=figure.year
    )
    near = [each for each in figures_of(release, selection) if _is_near(figure, each)][:CATEGORIES]
    found: dict[str, list[Beside]] = {}
    for each in sorted(near, key=_place):
        words = category_names(each.codes) or _("Total")
        found.setdefault(each.by, []).append(Beside(words, linked_value(release, each)))
    return [(breakdown_name(by), rows) for by, rows in found.items()]


def _is_near(figure: Figure, other: Figure) -> bool:
    """Whether another figure differs in one dimension only."""
    return sum(figure.codes.get(key) != other.codes.get(key) for key in KEYS) == 1


def _place(figure: Figure) -> tuple[object, ...]:
    """By breakdown, those of few dimensions first, then in the order of the lists."""
    dimensions = [key in figure.codes for key in KEYS]
    return sum(dimensions), [not each for each in dimensions], [_rank(key, figure) for key in KEYS]


def _rank(key: str, figure: Figure) -> int:
    return codes_in_order(key).index(figure.codes.get(key, TOTAL))


def codes_from(query: Mapping[str, str]) -> dict[str, str] | None:
    """The categories that an address names; None where one is in no list."""
    codes = {key: query[key] for key in KEYS if query.get(key, TOTAL) != TOTAL}
    return codes if all(code in codes_in_order(key) for key, code in codes.items()) else None


def category_facts(figure: Figure) -> list[tuple[str, str]]:
    """The categories of a figure, each with its dimension."""
    return [(str(BY_KEY[key].title), category_name(key, code)) for key, code in figure.codes.items()]


def explorer_address(release: Release, figure: Figure) -> str:
    """The figures of the same State and categories in the data explorer."""
    codes = {key: (code,) for key, code in figure.codes.items()}
    choice = Choice(release.slug, figure.indicator, figure.by, (figure.state,), codes=codes)
    return f"{reverse('data_explorer')}?{urlencode(choice.to_query())}"


def figure_citation(release: Release, indicator: Indicator, figure: Figure, place: str) -> str:
    """A figure in words with its address, and the release as it is cited."""
    parts = [indicator.display_name(), place, str(figure.year), category_names(figure.codes)]
    values = {
        "figure": join_words(part for part in parts if part),
        "value": str(value_of(figure)),
        "address": address(figure_address(release, figure)),
        "release": cite(release),
    }
    return _("%(figure)s: %(value)s. %(address)s. In: %(release)s") % values
