"""The register of follow-up: the list, one entry, the overviews, and the register as a file."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.records import find_by_pk
from palermo.events.models import Outcome
from palermo.events.queries.register import follow_ups_visible_to, progress_visible_to, with_origin
from palermo.follow_ups import files
from palermo.follow_ups.changes import changes_of
from palermo.follow_ups.filters import DUE, filters_from
from palermo.follow_ups.overview import (
    BY,
    BY_WORDS,
    entries_of,
    facets_of_entries,
    filter_value_name,
    groupings,
    groups,
    in_order,
    lines,
    totals,
)
from palermo.follow_ups.web.charts import bars_of_lines, charts_of_follow_up
from palermo.follow_ups.words import FollowUpRow, belongs_to, next_steps, origin_name, row_of
from palermo.governance.models import FollowUp, Mandate, ProgressReport
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.follow_ups import answers_for_any
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import FollowUpOrigin, FollowUpState
from palermo.governance.web.chains import Part, authority_parts
from palermo.library.web.papers import paper_of
from palermo.outreach.models import Commitment
from palermo.site.action_pages import named_action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import PER_PAGE, filter_value

LINES_A_PAGE = 100
# The grouping in which every entry is counted.
ALL = "origin"
ASSIGN = ("assign-follow-up",)


class ActiveFilter(NamedTuple):
    """One thing by which the list is narrowed beside the filters that stand there as words."""

    label: str | Promise
    name: str
    without: str


@login_not_required
def follow_up_list(request: SiteRequest) -> HttpResponse:
    """Every entry whose origin the reader may see: what is to be done first, by its due date."""
    viewer, filters = request.viewer, filters_from(request)
    numbers = in_order(filters, viewer)
    page: Page = Paginator(numbers, PER_PAGE).get_page(  # type: ignore[arg-type]  # a paginator reads slices alone
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": _rows(page, request),
        "asked": filters,
        "find": filters.get("find", ""),
        **_choices(filters, viewer),
        "narrowings": _active_filters(request, filters, viewer),
        "overviews": [(by, BY_WORDS[by]) for by, _label in groupings(viewer)],
        "formats": files.FORMATS,
        "query": request.GET.urlencode(),
    }
    charts = charts_of_follow_up(viewer, reverse("follow_up_list"))
    return render_with_charts(request, "follow_ups/list.html", context, charts)


def _choices(filters: Mapping[str, str], viewer: Viewer) -> dict[str, list[tuple[str, str | Promise]]]:
    """What the list can be narrowed by: only what leaves some entry beside the filters that are there."""
    facets = facets_of_entries(filters, viewer)
    has = {name: entries_of({**filters, name: "1"}, viewer).exists() for name in _whose(viewer)}
    return {
        "states": facets.choices("state", FollowUpState.choices, filters),
        "due": facets.choices("due", DUE, filters),
        "origins": facets.choices("origin", FollowUpOrigin.choices, filters),
        "whose": [("1", _("my responsibilities"))] if has.get("mine") else [],
        "nobodys": [("1", _("Not assigned"))] if has.get("nobody") else [],
    }


def _whose(viewer: Viewer) -> tuple[str, ...]:
    """By whose responsibility this reader narrows the list: their own, or, who assigns it, that of nobody yet."""
    if viewer.is_secretariat:
        return ("nobody",)
    return ("mine",) if answers_for_any(viewer) else ()


def _rows(page: Page, request: SiteRequest) -> list[FollowUpRow]:
    """The entries of a page with what stands beside them, by one query whatever was skipped to come there.

    Numbers may have been kept for a while: only what the reader may see at this moment is shown. Who assigns
    responsibility can do so where nobody has it yet.
    """
    viewer = request.viewer
    visible = with_origin(follow_ups_visible_to(viewer)).prefetch_related("responsible_state__former_names")
    entries = visible.in_bulk(list(page))
    rows = [row_of(entries[number]) for number in page if number in entries]
    waiting = [row.entry for row in rows if not row.responsible and not row.entry.is_settled]
    links = named_action_links_for_each(ASSIGN, waiting, viewer, request.user)
    ways = {entry.pk: each for entry, each in zip(waiting, links, strict=True)}
    return [row._replace(ways=ways.get(row.entry.pk, ())) for row in rows]


def _active_filters(request: SiteRequest, filters: dict[str, str], viewer: Viewer) -> list[ActiveFilter]:
    active = []
    # By the origin they are narrowed by words of its own.
    for name in (each for each in ("of", *BY) if each in filters and each != ALL):
        query = request.GET.copy()
        for gone in (name, "page"):
            query.pop(gone, None)
        label, value = (
            (_("Origin"), _("recommendations of events and reports"))
            if name == "of"
            else (BY[name], filter_value_name(name, filters[name], viewer))
        )
        active.append(ActiveFilter(label, value, f"?{query.urlencode()}"))
    return active


@login_not_required
def follow_up_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One entry: its words, its origin, who is responsible, its state, and the reports on its progress."""
    viewer = request.viewer
    entry = get_object_or_404(with_origin(follow_ups_visible_to(viewer)), slug=slug)
    progress = list(_progress(entry, viewer))
    context = {
        "entry": entry,
        "words": entry.wording,
        "origin": origin_name(entry),
        "chain": _chain(entry, viewer),
        "withdrawn": _withdrawn_outcome(entry),
        "audience": _audience(entry),
        "addressee": getattr(entry.origin_record, "addressee", None),
        "responsible": responsible_name(entry),
        "progress": progress,
        "waits": next_steps(entry, progress),
        "changes": changes_of(entry),
    }
    return render(request, "follow_ups/detail.html", context)


def _progress(entry: FollowUp, viewer: Viewer) -> QuerySet[ProgressReport]:
    """What the reader may see of what was reported, with its evidence where they may read that."""
    visible = progress_visible_to(viewer).filter(follow_up=entry).order_by("number")
    return visible.select_related("organisation", "state_by").prefetch_related(
        paper_of(viewer, "evidence"), "state_by__former_names"
    )


def _chain(entry: FollowUp, viewer: Viewer) -> list[Part]:
    """From the decision under which the event was held, or from the report or the meeting, to this entry."""
    parent, origin = belongs_to(entry), entry.origin_record
    if parent is None or origin is None:
        return []
    above = []
    if isinstance(parent, Outcome):
        activity = parent.event.activity
        mandate = find_by_pk(with_chain(Mandate.objects.all()), activity.mandate_id)
        above = [*authority_parts(mandate, viewer), Part(activity.display_name(), activity.get_absolute_url())]
    here = Part(origin_name(entry), origin.get_absolute_url(), is_here=True)
    if isinstance(parent, Commitment):
        event = find_by_pk(activities_visible_to(viewer), parent.activity_id)
        return [*([Part(event.display_name(), event.get_absolute_url())] if event else []), here]
    return [*above, Part(parent.display_name(), parent.get_absolute_url()), here]


def _withdrawn_outcome(entry: FollowUp) -> Outcome | None:
    """The outcome that an entry was taken over from, where it was withdrawn since."""
    parent = belongs_to(entry)
    return parent if isinstance(parent, Outcome) and parent.withdrawn_on else None


def _audience(entry: FollowUp) -> str:
    """Who reads an entry: those who read its origin, so the narrower of an outcome's and its event's audience."""
    parent = belongs_to(entry)
    if parent is None:
        return Audience.SECRETARIAT
    both = {parent.audience}
    if isinstance(parent, Outcome):
        both.add(parent.event.activity.audience)
    return [each for each in Audience if each in both][-1]


@login_not_required
def follow_up_overview(request: SiteRequest) -> HttpResponse:
    """How many entries there are of each state, by event, State, topic or year, each number leading to them."""
    viewer = request.viewer
    by = filter_value(request, "by", BY) or next((name for name, _label in groupings(viewer)), "event")
    rows = groups(by, viewer)
    page: Page = Paginator(rows, LINES_A_PAGE).get_page(request.GET.get("page"))
    foot, shown = totals(rows), lines(by, list(page), viewer, reverse("follow_up_list"))
    context = {
        "page": page,
        "lines": shown,
        "foot": [foot[state] for state in [*FollowUpState.values, "late", "total"]],
        "counted": foot["total"],
        "all": totals(groups(ALL, viewer))["total"],
        "states": FollowUpState.choices,
        "by": by,
        "by_label": BY[by],
        "choices": groupings(viewer),
    }
    charts = {"status": bars_of_lines(shown, _("Follow-up by status"), str(BY[by]))}
    return render_with_charts(request, "follow_ups/overview.html", context, charts)


@login_not_required
def follow_up_file(request: SiteRequest, form: str) -> HttpResponseBase:
    """The register, narrowed as the list is, as a table for a spreadsheet; that it was taken is on the log."""
    return files.register_file(request, form, filters_from(request))
