"""Consultations and the other meetings with Member States."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.governance.queries import (
    decisions_visible_to,
    endorsements_visible_to,
    guidance_visible_to,
    meetings_visible_to,
)
from palermo.governance.states import MeetingKind
from palermo.library.queries import documents_visible_to
from palermo.portal.access import member_states_only
from palermo.portal.listing import chosen, page_of, years_of
from palermo.portal.statements import statement_parts

WITH_MEMBER_STATES = [MeetingKind.CONSULTATION, MeetingKind.INTERSESSIONAL, MeetingKind.BRIEFING, MeetingKind.PLENARY]


@member_states_only
def consultation_list(request: HttpRequest) -> HttpResponse:
    """Meetings with Member States, latest first; by kind and year."""
    meetings = meetings_visible_to(request.viewer).filter(kind__in=WITH_MEMBER_STATES).select_related("place")
    years = years_of(meetings, "starts_on")
    kind, year = chosen(request, "kind", WITH_MEMBER_STATES), chosen(request, "year", years)
    if kind:
        meetings = meetings.filter(kind=kind)
    if year:
        meetings = meetings.filter(starts_on__year=int(year))
    context = {
        "page": page_of(request, meetings.order_by("-starts_on", "slug")),
        "kinds": [(kind.value, kind.label) for kind in WITH_MEMBER_STATES],
        "kind": kind,
        "years": years,
        "year": year,
        "today": clock.today(),
    }
    return render(request, "portal/consultations/list.html", context)


@member_states_only
def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting: agenda and papers before it; briefings, guidance and what came of it after."""
    viewer = request.viewer
    meetings = (
        meetings_visible_to(viewer).filter(kind__in=WITH_MEMBER_STATES).select_related("place", "body", "session")
    )
    meeting = get_object_or_404(meetings, slug=slug)
    context = {
        "meeting": meeting,
        "is_held": meeting.is_held_by(clock.today()),
        "agenda_items": meeting.agenda_items.all(),
        "papers": documents_visible_to(viewer).filter(meeting_papers__meeting=meeting).prefetch_related("versions"),
        "briefings": meeting.briefings.all(),
        "guidance": guidance_visible_to(viewer).filter(meeting=meeting).prefetch_related("mandates"),
        "decisions": decisions_visible_to(viewer).filter(adopted_at=meeting),
        "endorsements": endorsements_visible_to(viewer).filter(put_at=meeting),
        "statements": statement_parts("meetings", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "portal/consultations/detail.html", context)
