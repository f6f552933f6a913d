"""Who may see which study."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.knowledge.models import Study


def studies_visible_to(viewer: Viewer) -> QuerySet[Study]:
    """Studies whose activity the viewer may see."""
    return Study.objects.filter(activity_seen_by(viewer, "activity__"))
