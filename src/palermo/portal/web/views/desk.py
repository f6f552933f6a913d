"""The desk of a delegation or an agency: action required with deadlines, upcoming dates, updates."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from palermo.accounts.models import Invitation, Organisation, State
from palermo.accounts.queries import invitations_visible_to
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import InvitationState, Role
from palermo.accounts.viewer import Viewer
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.speech.collation import sort_for_reader
from palermo.events.models import Event
from palermo.events.queries.preparation import invitations_to_answer
from palermo.follow_ups.desks import answered_for, reported_by
from palermo.following import reader_news as news
from palermo.governance.models import Activity, Endorsement, Mandate, Meeting, Partner, ReportDue
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.resources import (
    contributions_of,
    contributions_visible_to,
    reports_due_visible_to,
)
from palermo.governance.states.activities import UNFINISHED, ActivityState
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.assistance_rows import assistance_desk
from palermo.governance.web.meeting_papers import papers_of_meetings
from palermo.governance.web.money import contribution_row, with_donor
from palermo.governance.web.open_endorsements import has_replied, open_endorsements
from palermo.governance.web.views.consultations import WITH_MEMBER_STATES
from palermo.knowledge.queries.studies import drafts_to_comment
from palermo.portal.calendar.due import due_day
from palermo.portal.charts.desk import charts_of_committee, next_dates
from palermo.portal.home import next_events
from palermo.portal.web.views.focal_point_desk import focal_point_desk
from palermo.portal.web.views.officer_desk import officer_desk
from palermo.portal.web.views.partner_desk import partner_desk
from palermo.registration.models import Registration
from palermo.registration.web.asked import registrations_open_for, registrations_open_for_others
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState
from palermo.returns.web.desks import return_tasks
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import DUE_FIRST
from palermo.speakers.web.desks import advice_requests
from palermo.toolkit.queries.discussion import rounds_to_comment

RECENT = timedelta(days=120)
SHOWN = 12


class DeskRow(NamedTuple):
    """Something on a desk, and what this reader may do about it now."""

    record: Endorsement | Activity | Invitation
    ways: list[ActionLink]


def desk(request: SiteRequest) -> HttpResponse:
    """Where signing in leads: each role to its own desk."""
    viewer, today = request.viewer, clock.today()
    if not viewer.reads_member_states:
        if Role.FOCAL_POINT in viewer.roles:
            return focal_point_desk(request)
        return partner_desk(request) if Role.PARTNER in viewer.roles else redirect("/")
    if viewer.is_secretariat and not viewer.delegation_ids:
        return officer_desk(request)
    context = {
        **_texts(request),
        **_registrations(viewer),
        **_news(request),
        "states": sort_for_reader(
            State.objects.filter(pk__in=viewer.state_ids).prefetch_related("former_names"),
            lambda state: state.name_today,
        ),
        "organisations": Organisation.objects.filter(pk__in=viewer.organisation_ids),
        "answered_for": answered_for(viewer, request.user),
        "colleagues": _rows(_colleagues_to_invite(viewer), request),
        "reported": reported_by(viewer),
        "activity_groups": _activity_groups(request),
        "invitations": _invitations(viewer, today),
        "advice_wanted": advice_requests(viewer),
        "text_rounds": first_of(rounds_to_comment(viewer).order_by("closes_at", "slug"), SHOWN),
        "study_drafts": first_of(drafts_to_comment(viewer, today), SHOWN),
        "return_tasks": return_tasks(viewer, request.user),
        "contributions": _own_contributions(viewer),
        "assistance": assistance_desk(viewer, request.user),
        "coming": _upcoming(viewer, today),
        "due": _due(viewer),
        "reports": first_of(reports_visible_to(viewer).filter(state=ReportState.PREPARED), 5),
        "today": today,
    }
    charts = charts_of_committee(viewer, today) if viewer.agency_ids else {"timeline": next_dates(viewer, today)}
    return render_with_charts(request, "portal/desk.html", context, charts)


def _texts(request: SiteRequest) -> dict[str, object]:
    """Texts before Member States: those that a delegation is asked about; an agency is only informed of them."""
    viewer = request.viewer
    texts, is_asked = open_endorsements(viewer, 20), Role.DELEGATE in viewer.roles
    asked = FirstRows([each for each in texts if is_asked and not has_replied(each, viewer)], texts.more)
    replied = FirstRows([each for each in texts if has_replied(each, viewer)])
    return {
        "endorsements": _rows(asked, request),
        "replied": _changes(_rows(replied, request)),
        "texts_for_information": FirstRows() if is_asked else texts,
    }


def _registrations(viewer: Viewer) -> dict[str, object]:
    """Events open for registration: to whom the reader acts for, those who used it, and those open to others only."""
    registrations = registrations_open_for(viewer)
    return {
        "registrations": [each for each in registrations if each.is_letter_due or not each.own],
        "registered": [each for each in registrations if each.own and not each.is_letter_due],
        "registrations_for_others": registrations_open_for_others(viewer),
    }


def _news(request: SiteRequest) -> dict[str, object]:
    """What is new since the reader's last visit, and what came shortly before."""
    viewer, since = request.viewer, previous_visit(request)
    latest = news.recent_news(viewer, clock.today() - RECENT, SHOWN)
    return {
        "since": since,
        "new": news.news_since(viewer, since, SHOWN) if since else latest,
        "earlier": [each for each in latest if since and each.day < since],
    }


def _rows(records: FirstRows, request: SiteRequest) -> FirstRows:
    """These records, each with what may be done about it now."""
    ways = action_links_for_each(list(records), request.viewer, request.user)
    return FirstRows([DeskRow(each, way) for each, way in zip(records, ways, strict=True)], records.more)


def _changes(rows: FirstRows) -> list[DeskRow]:
    """What was done, with the acts that change it alone."""
    return [DeskRow(row.record, [way for way in row.ways if way.is_change]) for row in rows]


def _colleagues_to_invite(viewer: Viewer) -> FirstRows:
    """For a focal point: colleagues whom somebody proposed, and invited ones whose link is no longer valid."""
    if not viewer.is_mission_focal_point:
        return FirstRows()
    expired = Q(state=InvitationState.SENT, expires_at__lt=clock.now())
    waiting = invitations_visible_to(viewer).filter(Q(state=InvitationState.PROPOSED) | expired)
    return first_of(waiting.select_related("state_for", "organisation", "proposed_by").order_by("proposed_at"), SHOWN)


class ActivityGroup(NamedTuple):
    """Activities of an agency by its part in them, with the number of all of them."""

    name: str
    number: int
    rows: FirstRows


def _activity_groups(request: SiteRequest) -> list[ActivityGroup]:
    """What the agencies of a member of the Steering Committee lead, proposals first; then support; then have completed.

    Empty groups are left out.
    """
    viewer = request.viewer
    if not viewer.agency_ids:
        return []
    visible = activities_visible_to(viewer)
    is_led = Q(lead__in=viewer.agency_ids)
    is_supported = Q(pk__in=Partner.objects.filter(organisation__in=viewer.agency_ids).values("activity"))
    unfinished = visible.filter(state__in=sorted(UNFINISHED))
    is_proposed = Case(When(state=ActivityState.PROPOSED, then=Value(0)), default=Value(1))
    by_day = F("starts_on").asc(nulls_last=True)
    groups = [
        (_("As lead agency"), unfinished.filter(is_led).order_by(is_proposed, by_day, "slug")),
        (_("As partner"), unfinished.filter(is_supported).exclude(is_led).order_by(is_proposed, by_day, "slug")),
        (
            _("Completed"),
            visible.filter(is_led | is_supported, state=ActivityState.COMPLETED).order_by("-starts_on", "slug"),
        ),
    ]
    shown = [(name, _rows(first_of(each.select_related("event"), SHOWN), request)) for name, each in groups]
    return [ActivityGroup(name, len(rows) + rows.more, rows) for name, rows in shown if rows]


def _own_contributions(viewer: Viewer) -> FirstRows:
    """Contributions of the reader's own State or agency."""
    own = contributions_of(viewer, contributions_visible_to(viewer))
    first = first_of(with_donor(own).order_by("-given_on", "slug"), SHOWN)
    return FirstRows([contribution_row(each) for each in first], first.more)


def _upcoming_meetings(viewer: Viewer, today: date) -> FirstRows:
    """Meetings ahead, each with its papers; the Committee's only for those who read its papers."""
    kinds = [*WITH_MEMBER_STATES, MeetingKind.COMMITTEE] if viewer.organisation_ids else WITH_MEMBER_STATES
    meetings = meetings_visible_to(viewer).filter(ends_on__gte=today, cancelled_on=None, kind__in=kinds)
    meetings = meetings.select_related("place").prefetch_related(papers_of_meetings(viewer), "agenda_items")
    return first_of(meetings.order_by("starts_on", "slug"), 8)


class Upcoming(NamedTuple):
    """A date ahead: of a meeting, of an event, or the last day of registration for one."""

    day: date
    meeting: Meeting | None = None
    event: Event | None = None
    closing: Registration | None = None


def _upcoming(viewer: Viewer, today: date) -> FirstRows:
    """Meetings and events ahead, and the last day on which people can be registered for one, in order of time."""
    meetings = _upcoming_meetings(viewer, today)
    events = first_of(next_events(viewer, today), 8)
    rows = [Upcoming(each.starts_on, meeting=each) for each in meetings]
    rows += [Upcoming(each.activity.starts_on or date.max, event=each) for each in events]
    rows += [Upcoming(each.closes_on, closing=each) for each in registrations_open_for(viewer)]
    rows.sort(key=lambda row: row.day)
    return FirstRows(rows, meetings.more + events.more)


def _invitations(viewer: Viewer, today: date) -> FirstRows:
    """To events that are ahead, for the reader's own State or organization, not answered yet."""
    if not viewer.delegation_ids and not viewer.agency_ids:
        return FirstRows()
    return first_of(invitations_to_answer(viewer).filter(event__activity__starts_on__gte=today), SHOWN)


class Due(NamedTuple):
    """What the secretariat owes: a mandate or a report, with its date, its session or the condition for it."""

    record: Mandate | ReportDue
    due: PartialDate | None


def _due(viewer: Viewer) -> FirstRows:
    """Mandates and reports that are due, in one order of dates; what has none comes last."""
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__isnull=False)
    reports = reports_due_visible_to(viewer).filter(document=None, contribution=None).select_related("session__body")
    by_day = Coalesce("due_on", "session__starts_on").asc(nulls_last=True)
    asked = first_of(mandates.order_by(DUE_FIRST, "slug"), 10)
    papers = first_of(reports.order_by(by_day, "slug"), 10)
    rows = [*(Due(each, each.due) for each in asked), *(Due(each, due_day(each)) for each in papers)]
    rows.sort(key=lambda row: row.due.value if row.due else date.max)
    return FirstRows(rows, asked.more + papers.more)
