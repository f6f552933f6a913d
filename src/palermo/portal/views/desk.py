"""The Member State's desk: what is asked of my delegation and by when, what is coming, what is new."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from palermo.accounts.models import State
from palermo.core import clock
from palermo.governance.queries import (
    decisions_visible_to,
    endorsements_open,
    guidance_visible_to,
    mandates_visible_to,
    meetings_visible_to,
    reports_due_visible_to,
)
from palermo.governance.states import MandateState
from palermo.library.queries import documents_visible_to
from palermo.portal.views.consultations import WITH_MEMBER_STATES
from palermo.reporting.queries import reports_visible_to

RECENT = timedelta(days=120)


def desk(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: each role to its own desk."""
    viewer = request.viewer
    if not viewer.reads_member_states:
        return redirect("/")
    today = clock.today()
    meetings = meetings_visible_to(viewer).select_related("place")
    context = {
        "states": State.objects.filter(pk__in=viewer.state_ids),
        "endorsements": endorsements_open(viewer).order_by("target_on", "slug")[:20],
        "coming": meetings.filter(ends_on__gte=today, cancelled_on=None, kind__in=WITH_MEMBER_STATES).order_by(
            "starts_on"
        )[:10],
        "recent": meetings.filter(ends_on__lt=today, starts_on__gte=today - RECENT).order_by("-starts_on")[:8],
        "due": mandates_visible_to(viewer)
        .filter(state=MandateState.IN_FORCE, due_on__isnull=False)
        .order_by("due_on")[:10],
        "reports_due": reports_due_visible_to(viewer)
        .filter(document=None)
        .select_related("body", "session")
        .order_by("due_on")[:10],
        "guidance": guidance_visible_to(viewer).order_by("-given_on")[:5],
        "decisions": decisions_visible_to(viewer).filter(adopted_on__gte=today - RECENT).order_by("-adopted_on")[:5],
        "documents": documents_visible_to(viewer).prefetch_related("versions").order_by("-issued_on", "slug")[:8],
        "reports": reports_visible_to(viewer)[:5],
        "today": today,
    }
    return render(request, "portal/desk.html", context)
