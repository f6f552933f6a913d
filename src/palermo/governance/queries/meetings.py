"""Who sees which meeting."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import (
    Meeting,
)


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings for the viewer's audiences."""
    return Meeting.objects.filter(audience__in=viewer.audiences)
