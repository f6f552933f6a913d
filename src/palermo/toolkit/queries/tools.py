"""Who may see which tool."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import Tool


def tools_visible_to(viewer: Viewer) -> QuerySet[Tool]:
    """Tools whose activity the viewer may see."""
    return Tool.objects.filter(activity_seen_by(viewer, "activity__"))
