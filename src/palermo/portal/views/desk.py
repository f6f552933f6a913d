"""The Member State's desk: what is asked of my delegation and by when, what is coming, what is new."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.governance.models import MeetingPaper
from palermo.governance.queries import (
    decisions_visible_to,
    guidance_visible_to,
    mandates_visible_to,
    meetings_visible_to,
    reports_due_visible_to,
)
from palermo.governance.states import MandateState, MeetingKind
from palermo.library.queries import documents_visible_to
from palermo.portal.asked import asked_now
from palermo.portal.listing import DUE_FIRST
from palermo.portal.meeting_news import meeting_news
from palermo.portal.papers import papers, papers_of_meetings
from palermo.portal.register.desks import answered_for
from palermo.portal.views.consultations import WITH_MEMBER_STATES
from palermo.portal.visits import previous_visit
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState

RECENT = timedelta(days=120)
SHOWN = 12


class News(NamedTuple):
    """Something that came to the record: when, what, what kind of thing."""

    day: date
    record: Model
    title: MultilingualText
    kind: str


def desk(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: each role to its own desk."""
    viewer, today = request.viewer, clock.today()
    if not viewer.reads_member_states:
        return redirect("/")
    since = previous_visit(request)
    news = _news(viewer, today - RECENT)
    context = {
        "states": State.objects.filter(pk__in=viewer.state_ids),
        "organisations": Organisation.objects.filter(pk__in=viewer.organisation_ids),
        "endorsements": asked_now(viewer, 20),
        "answered_for": answered_for(viewer),
        "coming": _coming(viewer, today),
        "since": since,
        "new": [each for each in news if since is None or each.day >= since],
        "earlier": [each for each in news if since is not None and each.day < since],
        "due": _due(viewer),
        "reports_due": reports_due_visible_to(viewer)
        .filter(document=None, contribution=None)
        .select_related("session__body")
        .order_by(DUE_FIRST, "slug")[:10],
        "reports": reports_visible_to(viewer).filter(state=ReportState.PREPARED)[:5],
        "today": today,
    }
    return render(request, "portal/desk.html", context)


def _coming(viewer: Viewer, today: date) -> Any:
    """Meetings ahead, each with its papers; the Committee's only for those who read its papers."""
    kinds = [*WITH_MEMBER_STATES, MeetingKind.COMMITTEE] if viewer.organisation_ids else WITH_MEMBER_STATES
    meetings = meetings_visible_to(viewer).filter(ends_on__gte=today, cancelled_on=None, kind__in=kinds)
    return (
        meetings.select_related("place")
        .prefetch_related(papers_of_meetings(viewer), "agenda_items")
        .order_by("starts_on", "slug")[:8]
    )


def _due(viewer: Viewer) -> Any:
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__isnull=False)
    return mandates.select_related("addressee_organisation", "addressee_body").order_by(DUE_FIRST, "slug")[:10]


def _released(viewer: Viewer, since: date) -> list[News]:
    """Reports of the Steering Committee by the day on which Member States got them, whenever they were issued."""
    rows = MeetingPaper.objects.filter(document__in=documents_visible_to(viewer), released_on__gte=since)
    rows = rows.select_related("document").order_by("-released_on", "pk")[:SHOWN]
    return [News(row.released_on, row.document, row.document.title, row.document.get_kind_display()) for row in rows]


def _news(viewer: Viewer, since: date) -> list[News]:
    """What came to the record lately, latest first, whatever it is."""
    released = _released(viewer, since)
    documents = papers(viewer).filter(issued_on__gte=since).exclude(pk__in=[each.record.pk for each in released])
    documents = documents.order_by("-issued_on", "slug")[:SHOWN]
    guidance = guidance_visible_to(viewer).filter(given_on__gte=since).order_by("-given_on")[:SHOWN]
    decisions = decisions_visible_to(viewer).filter(adopted_on__gte=since).order_by("-adopted_on")[:SHOWN]
    reports = reports_visible_to(viewer).filter(issued_on__gte=since).order_by("-issued_on")[:SHOWN]
    news = [
        *released,
        *(News(each.issued_on, each, each.title, each.get_kind_display()) for each in documents),
        *(News(each.given_on, each, each.topic, _("Guidance")) for each in guidance),
        *(News(each.adopted_on, each, each.title, each.get_kind_display()) for each in decisions),
        *(News(each.issued_on, each, each.title, _("Report")) for each in reports),
        *(News(*told) for told in meeting_news(viewer, since, SHOWN)),
    ]
    return sorted(news, key=lambda each: each.day, reverse=True)[:SHOWN]
