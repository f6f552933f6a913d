"""Who sees which decision."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Decision,
)
from palermo.governance.states import DecisionState


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Adopted decisions for the viewer's audiences; the secretariat also sees drafts."""
    decisions = Decision.objects.filter(audience__in=viewer.audiences)
    return decisions if viewer.is_secretariat else decisions.exclude(state=DecisionState.DRAFT)
