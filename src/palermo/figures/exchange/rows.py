"""The rows of every file and of the interface for programs: published figures, each with where it comes from.

Whatever writes figures takes them from here, so that a cell is the same on every channel; only Parquet is written from
the cubes themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.viewer import VISITOR
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.figures.choices import Choice
from palermo.figures.cubes import Selection, count_cube, walk_cube
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.pipeline.places import cube_path
from palermo.figures.pipeline.policies import BELOW, HIDDEN, NOT_APPLICABLE, NOT_RECORDED, SMALL
from palermo.figures.published_figures import current_series
from palermo.figures.queries.releases import figure_origins_visible_to, releases_visible_to
from palermo.figures.states.releases import DRAWN, PUBLISHED
from palermo.knowledge.queries.datasets import dataset_editions_visible_to
from palermo.knowledge.queries.sources import sources_visible_to
from palermo.returns.queries.returns import returns_visible_to
from palermo.site.charts.values import ValueKind
from palermo.treaties.queries.laws import laws_visible_to


class Origin(NamedTuple):
    """Where a figure comes from, in words; what is not known is empty."""

    unit: str = ""
    origin: int | None = None
    source: str = ""
    agency: str = ""
    article: str = ""
    dataset: str = ""
    national_return: str = ""


class FigureRow(NamedTuple):
    """A published figure as every channel has it; `sign` is what tables show in place of a number."""

    release: str
    status: str
    indicator: str
    by: str
    state: str
    year: int
    sex: str
    age: str
    form: str
    citizenship: str
    repatriation: str
    kind: str
    value: int | None
    low: int | None
    high: int | None
    sign: str
    unit: str
    origin: int | None
    source: str
    agency: str
    article: str
    dataset: str
    national_return: str
    notice: str


COLUMNS = FigureRow._fields


@dataclass(frozen=True)
class Part:
    """What a release contributes to an extract."""

    release: Release
    selection: Selection

    @cached_property
    def origins(self) -> dict[int, Origin]:
        """Its origins by number, as far as a visitor may see the records that they name."""
        found = figure_origins_visible_to(VISITOR).filter(release=self.release)
        read = found.select_related("source", "dataset_edition__dataset", "of_return", "article")
        seen = Seen.by_visitors(self.release)
        return {each.number: _origin(each, seen) for each in read}

    def rows(self, after: int = -1) -> Iterator[tuple[int, FigureRow]]:
        """Its figures behind a place of its cube, each with its own place."""
        begins = (self.release.slug, self.release.status)
        notice, none = withdrawal_notice(self.release), Origin()
        origins = self.origins
        for place, *key, kind, value, low, high, number in walk_cube(
            cube_path(self.release), self.selection, after=after
        ):
            sign = sign_of(kind, low, high)
            values = (*begins, *key, kind, value, low, high, sign, *origins.get(number, none), notice)
            yield place, FigureRow._make(values)

    def count(self) -> int:
        """How many figures it has."""
        return count_cube(cube_path(self.release), self.selection)


@dataclass(frozen=True)
class Extract:
    """The figures that a choice names; of what the current releases have, each series comes from one release."""

    choice: Choice
    parts: tuple[Part, ...]

    @classmethod
    def of_choice(cls, choice: Choice) -> Self:
        """What a visitor may read of it: nothing where there is no such release, or none with such figures.

        Without a release, each indicator and breakdown comes from the current release made last that has it.
        """
        if choice.release:
            named = releases_visible_to(VISITOR).filter(slug=choice.release).exclude(kind__in=DRAWN)
            return cls(choice, tuple(Part(release, choice.selection()) for release in named))
        return cls(choice, tuple(_current_parts(choice)))

    @classmethod
    def of_release(cls, release: Release) -> Self:
        """Everything that a published release has."""
        if release.status not in PUBLISHED or release.is_drawn:
            raise ValueError(f"{release.slug} has no published figures.")
        return cls(Choice(release=release.slug), (Part(release, Selection()),))

    @property
    def releases(self) -> list[Release]:
        """The releases that it draws on, in the order of the rows."""
        return [part.release for part in self.parts]

    def rows(self) -> Iterator[FigureRow]:
        """All figures, in the order of releases, indicators, breakdowns, States, years and categories."""
        for part in self.parts:
            for _place, row in part.rows():
                yield row

    def count(self) -> int:
        """How many figures there are."""
        return sum(part.count() for part in self.parts)

    def check(self) -> None:
        """Whether the figures are where they belong. Refused if the cube of a release is missing."""
        missing = [release.display_name() for release in self.releases if not cube_path(release).is_file()]
        if missing:
            sentence = _("The figures of “%(release)s” are missing from storage. Please notify the secretariat.")
            raise Refused(sentence % {"release": missing[0]})


def _current_parts(choice: Choice) -> Iterator[Part]:
    seen: set[tuple[str, str]] = set()
    own: dict[int, list[tuple[str, str]]] = {}
    releases: dict[int, Release] = {}
    for each in current_series(choice.indicator, choice.by):
        pair = (each.indicator.slug, each.by)
        releases[each.release_id] = each.release
        if pair not in seen:
            seen.add(pair)
            own.setdefault(each.release_id, []).append(pair)
    for number, pairs in own.items():
        yield Part(releases[number], replace(choice.selection(), series=tuple(pairs)))


def sign_of(kind: str, low: int | None, high: int | None) -> str:
    """What stands in a table in place of a number; empty for a number.

    A figure that is small itself shows its limits, one that is hidden to protect others an asterisk, also where limits
    follow for it from other figures.
    """
    if kind == ValueKind.NOT_RECORDED:
        return NOT_RECORDED
    if kind == ValueKind.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if kind != ValueKind.SUPPRESSED:
        return ""
    return SMALL if (low, high) == (1, BELOW - 1) else HIDDEN


def withdrawal_notice(release: Release) -> str:
    """What every figure of a withdrawn release says, in the reader's language; empty for any other release."""
    if not release.is_withdrawn or release.withdrawn_on is None:
        return ""
    day = format_day(PartialDate(release.withdrawn_on), active_language().code)
    return _("Withdrawn on %(date)s: %(reason)s") % {"date": day, "reason": plain(release.reason)}


class Seen(NamedTuple):
    """The records behind figures that a visitor may see, by primary key."""

    sources: set[int]
    editions: set[int]
    returns: set[int]
    articles: set[int]

    @classmethod
    def by_visitors(cls, release: Release) -> Self:
        """Those of a release."""
        queries: tuple[QuerySet[Any], ...] = (
            sources_visible_to(VISITOR),
            dataset_editions_visible_to(VISITOR),
            returns_visible_to(VISITOR),
            laws_visible_to(VISITOR),
        )
        return cls(
            *(set(query.filter(figure_origins__release=release).values_list("pk", flat=True)) for query in queries)
        )


def _origin(kept: FigureOrigin, seen: Seen) -> Origin:
    edition, given, article = kept.dataset_edition, kept.of_return, kept.article
    source = kept.source.display_name() if kept.source and kept.source_id in seen.sources else ""
    law = _joined([plain(article.title), article.citation]) if article and kept.article_id in seen.articles else ""
    return Origin(
        kept.unit,
        kept.number,
        _joined([source, kept.source_text]),
        kept.agency,
        law or kept.article_text,
        _name_or_kind(f"{edition.dataset.slug}/{edition.number}", edition.pk in seen.editions, _("Dataset"))
        if edition
        else "",
        _name_or_kind(given.slug, given.pk in seen.returns, _("National return")) if given else "",
    )


def _name_or_kind(name: str, is_seen: bool, otherwise: str) -> str:
    """A record by name, or only of which kind it is."""
    return name if is_seen else otherwise


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(filter(None, parts))
