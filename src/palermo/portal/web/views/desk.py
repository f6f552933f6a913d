"""The Member State's desk: what is asked of my delegation and by when, what is coming, what is new."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render

from palermo.accounts.models import Organisation, State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.speech.collation import sort_for_reader
from palermo.events.queries.preparation import invitations_to_answer
from palermo.following import reading as news
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.meeting_papers import papers_of_meetings
from palermo.governance.web.open_endorsements import open_endorsements
from palermo.portal.register.desks import answered_for
from palermo.portal.web.views.consultations import WITH_MEMBER_STATES
from palermo.portal.web.views.focal_point_desk import focal_point_desk
from palermo.registration.web.asked import registrations_open_for
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState
from palermo.site.listing import DUE_FIRST
from palermo.speakers.web.desks import advice_requests

RECENT = timedelta(days=120)
SHOWN = 12


def desk(request: SiteRequest) -> HttpResponse:
    """Where signing in leads: each role to its own desk."""
    viewer, today = request.viewer, clock.today()
    if not viewer.reads_member_states:
        return focal_point_desk(request) if Role.FOCAL_POINT in viewer.roles else redirect("/")
    since = previous_visit(request)
    latest = news.recent_news(viewer, today - RECENT, SHOWN)
    context = {
        "states": sort_for_reader(
            State.objects.filter(pk__in=viewer.state_ids).prefetch_related("former_names"),
            lambda state: state.name_today,
        ),
        "organisations": Organisation.objects.filter(pk__in=viewer.organisation_ids),
        "endorsements": open_endorsements(viewer, 20),
        "answered_for": answered_for(viewer),
        "invitations": _invitations(viewer, today),
        "advice_wanted": advice_requests(viewer),
        "registrations": registrations_open_for(viewer),
        "coming": _upcoming_meetings(viewer, today),
        "since": since,
        "new": news.news_since(viewer, since, SHOWN) if since else latest,
        "earlier": [each for each in latest if since and each.day < since],
        "due": _due(viewer),
        "reports_due": _reports_due(viewer),
        "reports": first_of(reports_visible_to(viewer).filter(state=ReportState.PREPARED), 5),
        "today": today,
    }
    return render(request, "portal/desk.html", context)


def _upcoming_meetings(viewer: Viewer, today: date) -> FirstRows:
    """Meetings ahead, each with its papers; the Committee's only for those who read its papers."""
    kinds = [*WITH_MEMBER_STATES, MeetingKind.COMMITTEE] if viewer.organisation_ids else WITH_MEMBER_STATES
    meetings = meetings_visible_to(viewer).filter(ends_on__gte=today, cancelled_on=None, kind__in=kinds)
    meetings = meetings.select_related("place").prefetch_related(papers_of_meetings(viewer), "agenda_items")
    return first_of(meetings.order_by("starts_on", "slug"), 8)


def _invitations(viewer: Viewer, today: date) -> FirstRows:
    """To events that are ahead, for the reader's own State or organization, not answered yet."""
    if not viewer.delegation_ids and not viewer.agency_ids:
        return FirstRows()
    return first_of(invitations_to_answer(viewer).filter(event__activity__starts_on__gte=today), SHOWN)


def _due(viewer: Viewer) -> FirstRows:
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__isnull=False)
    mandates = mandates.select_related("addressee_organisation", "addressee_body")
    return first_of(mandates.order_by(DUE_FIRST, "slug"), 10)


def _reports_due(viewer: Viewer) -> FirstRows:
    reports = reports_due_visible_to(viewer).filter(document=None, contribution=None).select_related("session__body")
    return first_of(reports.order_by(DUE_FIRST, "slug"), 10)
