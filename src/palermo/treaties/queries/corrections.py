"""Who sees which correction to the entry of a State."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.treaties.models import StateCorrection


def state_correction_condition(viewer: Viewer) -> Q:
    """Those of one's own State, for its delegation; all for the secretariat."""
    return Q() if viewer.is_secretariat else Q(state_id__in=sorted(viewer.delegation_ids))


def state_corrections_visible_to(viewer: Viewer) -> QuerySet[StateCorrection]:
    """Corrections that the viewer may see."""
    return StateCorrection.objects.filter(state_correction_condition(viewer)).select_related("state")
