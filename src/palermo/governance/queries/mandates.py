"""Who sees which mandate, and which need somebody."""

from datetime import date

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Activity,
    Mandate,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states import MandateState


def mandates_visible_to(viewer: Viewer) -> QuerySet[Mandate]:
    """Mandates for the viewer's audiences."""
    return Mandate.objects.filter(audience__in=viewer.audiences)


def mandates_overdue(viewer: Viewer, today: date) -> QuerySet[Mandate]:
    """In force although their due date has passed."""
    return mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__lt=today)


def activities_under_ended_mandates(viewer: Viewer) -> QuerySet[Activity]:
    """Unfinished activities whose mandate has ended."""
    return activities_visible_to(viewer).filter(state__in=["authorised", "under_way"], mandate__ended_on__isnull=False)
