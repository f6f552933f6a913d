"""The Steering Committee: who sits on it, when it met, what it proposes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.governance.models import Initiative, Membership
from palermo.governance.queries import activities_visible_to, meetings_visible_to
from palermo.governance.states import ActivityState, MeetingKind
from palermo.portal.access import member_states_only
from palermo.portal.listing import page_of
from palermo.portal.papers import papers_of_meetings, split_papers
from palermo.portal.statements import statement_parts
from palermo.portal.views.consultations import agenda_of, entries_of


@member_states_only
def committee(request: HttpRequest) -> HttpResponse:
    """The Committee's members and meetings; for its readers, the proposals that wait for authority."""
    viewer = request.viewer
    initiative = Initiative.objects.select_related("steering_committee").first()
    body = initiative.steering_committee if initiative else None
    meetings = meetings_visible_to(viewer).filter(kind=MeetingKind.COMMITTEE).select_related("place")
    page = page_of(request, meetings.order_by("-starts_on", "slug"))
    reads_papers = Audience.STEERING_COMMITTEE in viewer.audiences
    proposals = activities_visible_to(viewer).filter(state=ActivityState.PROPOSED).select_related("lead")
    context = {
        "body": body,
        "members": Membership.objects.filter(body=body).select_related("organisation") if body else [],
        "page": page,
        "entries": entries_of(page),
        "reads_papers": reads_papers,
        "proposals": proposals[:50] if reads_papers else [],
        "today": clock.today(),
    }
    return render(request, "portal/committee/board.html", context)


@member_states_only
def committee_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting of the Committee and its report."""
    viewer = request.viewer
    meetings = meetings_visible_to(viewer).filter(kind=MeetingKind.COMMITTEE).select_related("place", "body")
    meeting = get_object_or_404(meetings.prefetch_related(papers_of_meetings(viewer)), slug=slug)
    before, after = split_papers(meeting)
    context = {
        "meeting": meeting,
        "is_held": meeting.is_held_by(clock.today()),
        "agenda_items": agenda_of(meeting, viewer),
        "papers": before,
        "meeting_reports": after,
        "statements": statement_parts("meetings", slug, viewer),
    }
    return render(request, "portal/committee/meeting.html", context)
