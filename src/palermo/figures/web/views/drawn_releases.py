"""What was drawn at random: noisy counts as a table, both kinds as files, and the page that invites attacks."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.figures.drawn_content import DrawnFile, NoisyCount, NoisyCounts, noisy_counts, read_drawn
from palermo.figures.exchange.drawn_files import counts_as_csv, counts_as_json, rows_as_csv, rows_as_json
from palermo.figures.models import Release
from palermo.figures.queries.releases import registers_visible_to, releases_visible_to
from palermo.figures.states.releases import PUBLISHED, ReleaseKind
from palermo.figures.web.downloads import public_file, save_as
from palermo.figures.web.drawn_parts import FAULTS, count_line
from palermo.site.listing import filter_value, orders_of

COUNTS_A_PAGE = 100
# As the tests of the library and of the site count them; see docs/explanation/attacks-on-releases.md.
TRIED = {"proposals": 204, "tables": 68, "noisy": (2, 1253), "exact": (62, 62)}
# Without an order that is asked for, as in the file: shorter combinations first.
ORDERS = orders_of(("count",))


@login_not_required
@require_safe
def release_counts(request: SiteRequest, slug: str) -> HttpResponse:
    """Noisy counts of a release: those with an attribute, of one length, sorted, page by page."""
    release = _of_kind(request.viewer, slug, ReleaseKind.NOISY)
    counts = _counts_or_404(release)
    attribute = filter_value(request, "attribute", counts.values)
    value = filter_value(request, "value", counts.values.get(attribute, []))
    lengths = sorted({len(each.combination) for each in counts.counts})
    length = filter_value(request, "length", map(str, lengths))
    order = filter_value(request, "sort", ORDERS)
    found = list(_matching_counts(counts.counts, attribute, value, length))
    if order:
        found.sort(key=lambda each: each.value, reverse=order.startswith("-"))
    page = Paginator(found, COUNTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "release": release,
        "counts": counts,
        "persons": count_line(counts.persons).value,
        "page": page,
        "lines": [count_line(each) for each in page],
        "attribute": attribute,
        "attributes": [(each, each) for each in sorted(counts.values)],
        "value": value,
        "values": [(each, each) for each in sorted(counts.values.get(attribute, []))],
        "length": length,
        "lengths": [(str(each), str(each)) for each in lengths],
        "order": order,
        "is_narrowed": bool(attribute or length),
    }
    return render(request, "figures/releases/counts.html", context)


def _matching_counts(counts: Iterable[NoisyCount], attribute: str, value: str, length: str) -> Iterator[NoisyCount]:
    for each in counts:
        has = not attribute or any(
            name == attribute and (not value or found == value) for name, found in each.combination
        )
        if has and (not length or len(each.combination) == int(length)):
            yield each


@login_not_required
@require_safe
@public_file
def release_counts_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Noisy counts as a file, each with the word “noisy” and its interval."""
    release = _of_kind(VISITOR, slug, ReleaseKind.NOISY)
    counts = _counts_or_404(release)
    if form == "json":
        return save_as(JsonResponse(counts_as_json(release, counts)), f"counts-{slug}.json")
    response = HttpResponse(counts_as_csv(release, counts), content_type="text/csv; charset=utf-8")
    return save_as(response, f"counts-{slug}.csv")


@login_not_required
@require_safe
@public_file
def release_rows_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The invented rows of a synthetic file, each of which says that it is invented."""
    release = _of_kind(VISITOR, slug, ReleaseKind.SYNTHETIC)
    rows = _file_or_404(release)
    if form == "json":
        return save_as(JsonResponse(rows_as_json(release, rows)), f"invented-rows-{slug}.json")
    response = HttpResponse(rows_as_csv(rows), content_type="text/csv; charset=utf-8")
    return save_as(response, f"invented-rows-{slug}.csv")


def _of_kind(viewer: Viewer, slug: str, kind: ReleaseKind) -> Release:
    found: Release = get_object_or_404(releases_visible_to(viewer).filter(status__in=PUBLISHED, kind=kind), slug=slug)
    return found


def _counts_or_404(release: Release) -> NoisyCounts:
    try:
        return noisy_counts(release)
    except FAULTS:
        raise Http404 from None


def _file_or_404(release: Release) -> DrawnFile:
    try:
        return read_drawn(release)
    except FAULTS:
        raise Http404 from None


@login_not_required
@require_safe
def break_releases(request: SiteRequest) -> HttpResponse:
    """What is published under which rules, how to attack it, what was tried, and how to report a success."""
    context = {"registers": registers_visible_to(request.viewer), "tried": TRIED}
    return render(request, "figures/break.html", context)
