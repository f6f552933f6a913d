"""The Steering Committee: who sits on it, when it meets, what it reported, and what each of its meetings did."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.rules import can
from palermo.governance.models import Body, Initiative, Meeting, MeetingPaper, Membership
from palermo.governance.queries.bodies import former_members, members_on
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.rules.committee import check_is_releasable
from palermo.governance.states.bodies import MeetingKind, Seat
from palermo.governance.web.meeting_facts import facts_of
from palermo.governance.web.meeting_papers import committee_reports, papers_of_meetings, split_papers
from palermo.governance.web.pages.committee import RELEASE
from palermo.governance.web.statements import statement_parts
from palermo.governance.web.views.consultations import action_points_of, agenda_of, entries_of
from palermo.site.access import member_states_only
from palermo.site.action_pages import ActionLink, action_address
from palermo.site.listing import page_of

REPORTS_SHOWN = 10
SEATS = [(Seat.CHAIR, _("Chair")), (Seat.MEMBER, _("Members")), (Seat.OBSERVER, _("Observers"))]


@member_states_only
def committee(request: SiteRequest) -> HttpResponse:
    """The Committee's members, then and now, its meetings ahead and behind, and their reports."""
    viewer, today = request.viewer, clock.today()
    initiative = Initiative.objects.select_related("steering_committee").first()
    body = initiative.steering_committee if initiative else None
    meetings = meetings_visible_to(viewer).filter(kind=MeetingKind.COMMITTEE).select_related("place")
    page = page_of(request, meetings.order_by("-starts_on", "slug"))
    context = {
        "body": body,
        **_seats(body),
        "ahead": meetings.filter(ends_on__gte=today, cancelled_on=None).order_by("starts_on", "slug")[:5],
        "page": page,
        "entries": entries_of(page),
        "reports": committee_reports(viewer)[:REPORTS_SHOWN],
        "reads_papers": Audience.STEERING_COMMITTEE in viewer.audiences,
        "today": today,
    }
    return render(request, "governance/committee/detail.html", context)


def _seats(body: Body | None) -> dict[str, object]:
    """Who sits on it today, seat by seat, and who did."""
    if body is None:
        return {}
    members = list(members_on(body, clock.today()))
    of = {seat: [member for member in members if member.seat == seat] for seat in Seat}
    return {
        "members": members,
        "seats": [(label, of[seat]) for seat, label in SEATS if of[seat]],
        "former": former_members(body, clock.today()),
    }


@member_states_only
def committee_meeting(request: SiteRequest, slug: str) -> HttpResponse:
    """One meeting of the Committee: agenda and papers before it; report, decisions and action points after."""
    viewer = request.viewer
    meetings = meetings_visible_to(viewer).filter(kind=MeetingKind.COMMITTEE).select_related("place", "body", "chair")
    meeting = get_object_or_404(meetings.prefetch_related(papers_of_meetings(viewer)), slug=slug)
    before = split_papers(meeting)[0]
    context = {
        "meeting": meeting,
        "is_held": meeting.is_held_by(clock.today()),
        "agenda_items": agenda_of(meeting, viewer),
        "papers": before,
        "meeting_reports": _reports(meeting, viewer),
        "decisions": decisions_visible_to(viewer).filter(adopted_at=meeting),
        "action_points": action_points_of(meeting, viewer),
        **_attendance(meeting),
        **facts_of(meeting),
        "statements": statement_parts("meetings", slug, viewer),
    }
    return render(request, "governance/committee/meeting.html", context)


def _reports(meeting: Meeting, viewer: Viewer) -> list[tuple[MeetingPaper, list[ActionLink]]]:
    """The reports of a meeting, each with the way to release it where that is possible now."""
    rows = [row for row in meeting.papers.all() if row.is_report]
    for row in rows:
        row.meeting = meeting
    may = viewer.is_secretariat
    return [(row, [_release(row)] if may and can(check_is_releasable, row) else []) for row in rows]


def _release(paper: MeetingPaper) -> ActionLink:
    return ActionLink(RELEASE.label, action_address(RELEASE, paper))


def _attendance(meeting: Meeting) -> dict[str, object]:
    """Who was there, who of the members was not as far as the record says, and who had the chair."""
    rows = list(meeting.attendance.select_related("organisation", "state").prefetch_related("state__former_names"))
    there = {row.organisation_id for row in rows}
    members: list[Membership] = list(members_on(meeting.body, meeting.starts_on)) if meeting.body else []
    chair = next((member.organisation for member in members if member.seat == Seat.CHAIR), None)
    return {
        "attendance": rows,
        "absent": [m for m in members if m.organisation_id not in there and m.seat != Seat.OBSERVER] if rows else [],
        "chair": meeting.chair or chair,
    }
