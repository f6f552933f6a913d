"""The register of follow-up: the list, one entry, the overviews, and the register as a file."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.governance.models import FollowUp, Mandate
from palermo.governance.queries.chain import with_chain
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import FollowUpOrigin, FollowUpState
from palermo.governance.web.chains import Part, authority_parts
from palermo.library.web.papers import paper_of
from palermo.portal.register import files
from palermo.portal.register.changes import changes_of
from palermo.portal.register.filters import DUE, asked_of
from palermo.portal.register.overview import BY, groups, in_order, lines, narrowing_name, totals
from palermo.portal.register.words import Row, belongs_to, is_entry_late, origin_name, row_of, who_waits
from palermo.reporting.queries import follow_ups_visible_to, progress_visible_to, with_origin
from palermo.site.listing import filter_value, page_of

LINES_A_PAGE = 100


class Narrowing(NamedTuple):
    """One thing by which the list is narrowed beside the filters that stand there as words."""

    label: str | Promise
    name: str
    without: str


@login_not_required
def follow_up_list(request: SiteRequest) -> HttpResponse:
    """Every entry whose origin the reader may see: what is to be done first, by its due date."""
    viewer, asked = request.viewer, asked_of(request)
    page = page_of(request, in_order(asked, viewer))
    context = {
        "page": page,
        "rows": _rows(page, viewer),
        "asked": asked,
        "find": asked.get("find", ""),
        "states": FollowUpState.choices,
        "due": DUE,
        "origins": FollowUpOrigin.choices,
        "whose": [("1", _("those for whom you act"))] if viewer.state_ids or viewer.organisation_ids else [],
        "narrowings": _narrowings(request, asked, viewer),
        "overviews": list(BY.items()),
        "formats": files.FORMATS,
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/follow_ups/list.html", context)


def _rows(page: Page, viewer: Viewer) -> list[Row]:
    """The entries of a page with what stands beside them, by one query whatever was skipped to come there.

    Numbers may have been kept for a while: only what the reader may see at this moment is shown.
    """
    entries = with_origin(follow_ups_visible_to(viewer)).prefetch_related("responsible_state__former_names")
    found = entries.in_bulk(list(page))
    return [row_of(found[number]) for number in page if number in found]


def _narrowings(request: SiteRequest, asked: dict[str, str], viewer: Viewer) -> list[Narrowing]:
    found = []
    for name in (each for each in BY if each in asked):
        query = request.GET.copy()
        for gone in (name, "page"):
            query.pop(gone, None)
        found.append(Narrowing(BY[name], narrowing_name(name, asked[name], viewer), f"?{query.urlencode()}"))
    return found


@login_not_required
def follow_up_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One entry: its words, where it comes from, who is responsible, how far it is, what was reported on it."""
    viewer = request.viewer
    entry = get_object_or_404(with_origin(follow_ups_visible_to(viewer)), slug=slug)
    progress = list(_progress(entry, viewer))
    origin: Any = entry.origin_record
    context = {
        "entry": entry,
        "words": entry.wording,
        "origin": origin_name(entry),
        "chain": _chain(entry, viewer),
        "withdrawn": _withdrawn_outcome(entry),
        "audience": _audience(entry),
        "addressee": getattr(origin, "addressee", None),
        "responsible": responsible_name(entry),
        "progress": progress,
        "waits": who_waits(entry, progress),
        "changes": changes_of(entry),
        "is_late": is_entry_late(entry),
    }
    return render(request, "portal/follow_ups/detail.html", context)


def _progress(entry: FollowUp, viewer: Viewer) -> Any:
    """What the reader may see of what was reported, with its evidence where they may read that."""
    visible = progress_visible_to(viewer).filter(follow_up=entry).order_by("number")
    return visible.select_related("organisation", "state_by").prefetch_related(
        paper_of(viewer, "evidence"), "state_by__former_names"
    )


def _chain(entry: FollowUp, viewer: Viewer) -> list[Part]:
    """From the decision under which the event was held, or from the report or the meeting, to this entry."""
    parent = belongs_to(entry)
    if parent is None:
        return []
    above = []
    if entry.origin == FollowUpOrigin.RECOMMENDATION:
        activity = parent.event.activity
        mandate = with_chain(Mandate.objects.filter(pk=activity.mandate_id)).first()
        above = [*authority_parts(mandate, viewer), Part(activity.display_name(), activity.get_absolute_url())]
    here = Part(origin_name(entry), entry.origin_record.get_absolute_url(), is_here=True)  # type: ignore[arg-type]
    return [*above, Part(parent.display_name(), parent.get_absolute_url()), here]


def _withdrawn_outcome(entry: FollowUp) -> Any:
    """The outcome that an entry was taken over from, where it was withdrawn since."""
    parent = belongs_to(entry) if entry.origin == FollowUpOrigin.RECOMMENDATION else None
    return parent if parent and parent.withdrawn_on else None


def _audience(entry: FollowUp) -> str:
    """Who reads an entry: those who read its origin, so the narrower of an outcome's and its event's audience."""
    parent = belongs_to(entry)
    if parent is None:
        return Audience.SECRETARIAT
    both = {parent.audience}
    if entry.origin == FollowUpOrigin.RECOMMENDATION:
        both.add(parent.event.activity.audience)
    return [each for each in Audience if each in both][-1]


@login_not_required
def follow_up_overview(request: SiteRequest) -> HttpResponse:
    """How many entries there are of each state, by event, State, topic or year, each number leading to them."""
    viewer, by = request.viewer, filter_value(request, "by", BY) or "event"
    rows = groups(by, viewer)
    page = page_of(request, rows, LINES_A_PAGE)
    foot = totals(rows)
    context = {
        "page": page,
        "lines": lines(by, list(page), viewer, reverse("follow_up_list")),
        "foot": [foot[state] for state in [*FollowUpState.values, "late", "total"]],
        "states": FollowUpState.choices,
        "by": by,
        "by_label": BY[by],
        "choices": list(BY.items()),
    }
    return render(request, "portal/follow_ups/overview.html", context)


@login_not_required
def follow_up_file(request: SiteRequest, form: str) -> HttpResponse:
    """The register, narrowed as the list is, as a table for a spreadsheet; that it was taken is on the log."""
    return files.as_file(request, form, asked_of(request))
