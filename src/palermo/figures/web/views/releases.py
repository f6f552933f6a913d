"""Releases of figures: the list, one with all that stands behind it, what changed, its bundle."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Min, QuerySet, Value, When
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.second_factor import factor_to_show, way_out
from palermo.accounts.viewer import Viewer
from palermo.core.finding import filter_by_words
from palermo.core.rules import can
from palermo.core.speech.signs import comma
from palermo.core.worker import progress_of
from palermo.figures.bundle_content import bundle_content, is_as_released
from palermo.figures.changes import Change, ChangedFigure, count_changes, list_changes
from palermo.figures.dimensions import BY_KEY
from palermo.figures.labels import breakdown_name, category_name, state_names
from palermo.figures.models import FigureOrigin, Indicator, Release
from palermo.figures.pipeline.drafts import has_prepared
from palermo.figures.pipeline.places import bundle_path, cube_path
from palermo.figures.pipeline.preparing import prepare_release
from palermo.figures.pipeline.releasing import publish_release
from palermo.figures.published_figures import value_of
from palermo.figures.publishers import publisher_of
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import (
    figure_origins_visible_to,
    release_decisions_visible_to,
    release_series_visible_to,
    releases_visible_to,
)
from palermo.figures.rules.releases import APPROVALS, LOST, check_may_be_asked, current_decisions
from palermo.figures.rules.republications import check_may_read_source_list
from palermo.figures.states.releases import NEEDS_PREPARED, PUBLISHED, ReleaseKind, ReleaseStatus
from palermo.figures.units import unit_name
from palermo.figures.web.drawn_parts import drawn_parts
from palermo.figures.web.series import lines_of_series
from palermo.knowledge.queries.datasets import dataset_editions_visible_to
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.library.web.downloads import File, serve_papers
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to
from palermo.returns.queries.rounds import rounds_visible_to
from palermo.site.listing import choices_in, filter_value, page_of, search_words

ORIGINS_A_PAGE = 50
CHANGES_A_PAGE = 200
# What is in work comes before what is public.
_IN_WORK_FIRST = Case(When(status__in=PUBLISHED, then=Value(1)), default=Value(0), output_field=IntegerField())


@login_not_required
@require_safe
def release_list(request: SiteRequest) -> HttpResponse:
    """Releases, the latest first; for the secretariat those in preparation before them."""
    viewer, words = request.viewer, search_words(request)
    found = releases_visible_to(viewer)
    statuses = choices_in(found, "status", ReleaseStatus.choices)
    status = filter_value(request, "status", ReleaseStatus.values)
    indicators = indicators_visible_to(viewer).filter(editions__releases__in=found).distinct()
    indicator = filter_value(request, "indicator", [each.slug for each in indicators])
    rows = found.filter(status=status) if status else found
    if indicator:
        rows = rows.filter(indicators__indicator__slug=indicator).distinct()
    kinds = choices_in(found, "kind", ReleaseKind.choices)
    kind = filter_value(request, "kind", ReleaseKind.values)
    rows = rows.filter(kind=kind) if kind else rows
    rows = filter_by_words(rows, words, texts=("title", "summary"), plain=("slug", "population"))
    page = page_of(request, rows.order_by(_IN_WORK_FIRST, "-released_on", "-pk"))
    choices = [(each.slug, each.display_name()) for each in indicators]
    context = {
        "page": page,
        "status": status,
        "statuses": statuses,
        "kind": kind,
        "kinds": kinds,
        "indicator": indicator,
        "indicators": choices if len(choices) > 1 else [],
        "find": words,
        "is_narrowed": bool(status or kind or indicator or words),
    }
    return render(request, "figures/releases/list.html", context)


@login_not_required
@require_safe
def release_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One release: what it contains, how it was made, by whom, from what; before it is public, how far it has come."""
    release = get_object_or_404(releases_visible_to(request.viewer), slug=slug)
    context: dict[str, object] = {
        "release": release,
        "indicators": release.indicators.select_related("indicator"),
        "publisher": publisher_of(request.viewer, release),
    }
    if release.is_published:
        context |= _public_parts(request, release)
        context |= drawn_parts(release)
    if request.viewer.is_secretariat:
        context |= _office_parts(request, release)
    return render(request, "figures/releases/detail.html", context)


def _public_parts(request: SiteRequest, release: Release) -> dict[str, object]:
    viewer = request.viewer
    series = release_series_visible_to(viewer).filter(release=release).select_related("indicator", "release")
    page = page_of(request, _origins_shown(viewer, release), ORIGINS_A_PAGE)
    origins = _origin_lines(viewer, list(page))
    of_population = _of_population(viewer, release)
    before = _release_before(viewer, release)
    return {
        "lines": lines_of_series(
            series.order_by("indicator__position", "indicator__slug", "by").prefetch_related("indicator__editions")
        ),
        "bundle": bundle_content(release),
        "page": page,
        "origins": origins,
        "has_sources": any(each.source or each.source_text for each in origins),
        "has_agreements": any(each.agreement for each in origins),
        "others": of_population.exclude(pk=release.pk),
        "before": before,
        "changes": _change_lines(viewer, before, release) if before else [],
    }


def _of_population(viewer: Viewer, release: Release) -> QuerySet[Release]:
    """The releases of the same people, the latest first."""
    same = releases_visible_to(viewer).filter(
        register=release.register, population=release.population, status__in=PUBLISHED
    )
    return same.order_by("-number")


def _release_before(viewer: Viewer, release: Release) -> Release | None:
    """The last release of the same people before this one whose figures are here."""
    earlier = _of_population(viewer, release).filter(number__lt=release.number)
    return next((each for each in earlier if cube_path(each).is_file()), None)


class ChangeLine(NamedTuple):
    """How many figures of an indicator changed in one way."""

    indicator: str
    slug: str
    numbers: list[tuple[Change, int]]


def _change_lines(viewer: Viewer, before: Release, after: Release) -> list[ChangeLine]:
    try:
        counts = count_changes(before, after)
    except FileNotFoundError:
        return []
    names = {each.slug: each.display_name() for each in indicators_visible_to(viewer).filter(slug__in=counts)}
    return [
        ChangeLine(names.get(slug, slug), slug, [(change, numbers.get(change, 0)) for change in Change])
        for slug, numbers in counts.items()
    ]


class OriginLine(NamedTuple):
    """Where figures come from, as far as the reader may see the records that say so.

    Of a return, State and year are those of the figures, which are public.
    """

    source: object
    source_text: str
    edition: object
    national_return: object
    return_of: str
    agency: str
    unit: str
    agreement: object


# Origins that differ in nothing that the table shows are one line of it.
_SHOWN = ("source", "source_text", "dataset_edition", "of_return", "agency", "unit")


def _origins_shown(viewer: Viewer, release: Release) -> QuerySet[FigureOrigin, dict[str, Any]]:
    origins = figure_origins_visible_to(viewer).filter(release=release)
    return origins.order_by().values(*_SHOWN).annotate(first=Min("number")).order_by("first")


def _origin_lines(viewer: Viewer, rows: list[dict[str, Any]]) -> list[OriginLine]:
    sources = sources_visible_to(viewer).in_bulk({row["source"] for row in rows if row["source"]})
    editions = dataset_editions_visible_to(viewer).in_bulk(
        {row["dataset_edition"] for row in rows if row["dataset_edition"]}
    )
    keys = {row["of_return"] for row in rows if row["of_return"]}
    returns = returns_visible_to(viewer).in_bulk(keys)
    given = Return.objects.select_related("state", "round").prefetch_related("state__former_names").in_bulk(keys)
    under = [*(each.agreement_id for each in editions.values()), *(each.agreement_id for each in returns.values())]
    agreements = agreements_visible_to(viewer).in_bulk([each for each in under if each])
    lines = []
    for row in rows:
        edition, national_return = editions.get(row["dataset_edition"]), returns.get(row["of_return"])
        agreement = edition.agreement_id if edition else national_return.agreement_id if national_return else None
        of = given.get(row["of_return"])
        lines.append(
            OriginLine(
                sources.get(row["source"]),
                row["source_text"],
                edition,
                national_return,
                comma().join((of.state.display_name(), str(of.round.year))) if of else "",
                row["agency"],
                unit_name(row["unit"]),
                agreements.get(agreement or 0),
            )
        )
    return lines


def _office_parts(request: SiteRequest, release: Release) -> dict[str, object]:
    """What only the secretariat sees: sources chosen, how far it has come, what was decided, what is missing."""
    viewer, person = request.viewer, request.user
    decisions = release_decisions_visible_to(viewer).filter(release=release).order_by("-attempt", "pk")
    is_asked = can(check_may_be_asked, person, release)
    lack = factor_to_show(person) if is_asked and person.is_authenticated else ""
    return {
        "is_office": True,
        "has_source_list": can(check_may_read_source_list, person, release),
        "lost": LOST if release.status in NEEDS_PREPARED and not has_prepared(release) else "",
        "is_waiting": release.status in (ReleaseStatus.PREPARING, ReleaseStatus.RELEASING),
        "progress": _progress(release),
        "is_author": person.pk == release.author_id,
        "dataset_editions": release.dataset_editions.select_related("dataset"),
        "rounds": rounds_visible_to(viewer).filter(releases=release),
        "breakdowns": [breakdown_name(each) for each in release.breakdowns],
        "required": [breakdown_name(each) for each in release.required_breakdowns],
        "hidden_last": [BY_KEY[each].title for each in release.hidden_last],
        "decisions": decisions,
        "left": APPROVALS - len(current_decisions(release)) if release.status == ReleaseStatus.PROPOSED else 0,
        "time_zone": settings.TIME_ZONE,
        "factor_address": way_out(lack, request.get_full_path()) if lack else "",
        "lack": lack,
    }


def _progress(release: Release) -> str:
    """What has become of the background work on a release."""
    task = {ReleaseStatus.PREPARING: prepare_release, ReleaseStatus.RELEASING: publish_release}.get(
        ReleaseStatus(release.status)
    )
    return progress_of(task, release.pk) if task else ""


class ShownChange(NamedTuple):
    """A figure that changed, in words."""

    changed: ChangedFigure
    indicator: str
    state: str
    categories: list[str]
    before: str
    after: str


@login_not_required
@require_safe
def release_changes(request: SiteRequest, slug: str) -> HttpResponse:
    """What changed since an earlier release of the same people: the one before, or another that is chosen."""
    viewer = request.viewer
    release = get_object_or_404(releases_visible_to(viewer).filter(status__in=PUBLISHED), slug=slug)
    others = list(_of_population(viewer, release).filter(number__lt=release.number))
    since = filter_value(request, "since", [each.slug for each in others])
    before = next((each for each in others if each.slug == since), None) or _release_before(viewer, release)
    if before is None or not cube_path(release).is_file() or not cube_path(before).is_file():
        raise Http404
    lines = _change_lines(viewer, before, release)
    change = filter_value(request, "change", Change.values)
    indicator = filter_value(request, "indicator", [each.slug for each in lines])
    total = sum(
        number
        for line in lines
        for kind, number in line.numbers
        if (not change or kind == change) and (not indicator or line.slug == indicator)
    )
    page = Paginator(range(total), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    found = list_changes(
        before,
        release,
        change=change,
        indicator=indicator,
        first=(page.number - 1) * CHANGES_A_PAGE,
        most=CHANGES_A_PAGE,
    )
    context = {
        "release": release,
        "before": before,
        "lines": lines,
        "changes": Change,
        "page": page,
        "rows": _shown_changes(viewer, found),
        "change": change,
        "change_choices": [(each.value, each.label) for each in Change],
        "indicator": indicator,
        "indicators": [(each.slug, each.indicator) for each in lines],
        "others": [(each.slug, each.display_name()) for each in others],
        "since": before.slug,
    }
    return render(request, "figures/releases/changes.html", context)


def _shown_changes(viewer: Viewer, found: list[ChangedFigure]) -> list[ShownChange]:
    slugs = {each.figure.indicator for each in found}
    names: dict[str, Indicator] = {each.slug: each for each in indicators_visible_to(viewer).filter(slug__in=slugs)}
    states = state_names() if found else {}
    return [
        ShownChange(
            each,
            names[each.figure.indicator].display_name() if each.figure.indicator in names else each.figure.indicator,
            states.get(each.figure.state, each.figure.state),
            [category_name(key, code) for key, code in each.figure.codes.items()],
            str(value_of(each.before)) if each.before else "",
            str(value_of(each.after)) if each.after else "",
        )
        for each in found
    ]


@login_not_required
@require_safe
def release_bundle(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The signed bundle as a ZIP file, if it is the one that was released."""
    release = get_object_or_404(releases_visible_to(request.viewer).filter(status__in=PUBLISHED), slug=slug)
    if not is_as_released(release):
        raise Http404
    path = bundle_path(release)
    file = File(lambda: path.open("rb"), f"{release.slug}.zip", "application/zip", release.digest)
    return serve_papers(request, file, [], is_restricted=False)
