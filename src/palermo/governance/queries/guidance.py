"""Who sees which guidance."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Guidance,
)


def guidance_visible_to(viewer: Viewer) -> QuerySet[Guidance]:
    """Guidance for the viewer's audiences."""
    return Guidance.objects.filter(audience__in=viewer.audiences)
