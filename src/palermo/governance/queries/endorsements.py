"""Who sees which endorsement."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Endorsement,
)
from palermo.governance.states import EndorsementState


def endorsements_visible_to(viewer: Viewer) -> QuerySet[Endorsement]:
    """Endorsements for the viewer's audiences."""
    return Endorsement.objects.filter(audience__in=viewer.audiences)


def endorsements_open(viewer: Viewer) -> QuerySet[Endorsement]:
    """What Member States are asked to approve now."""
    return endorsements_visible_to(viewer).filter(state=EndorsementState.OPEN)
