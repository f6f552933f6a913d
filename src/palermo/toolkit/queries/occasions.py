"""Who may see which occasion, edition and presentation."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.queries.activities import activity_seen_by
from palermo.toolkit.models import Edition, EditionStage, Occasion, Presentation


def editions_visible_to(viewer: Viewer) -> QuerySet[Edition]:
    """Editions of tools that the viewer may see."""
    return Edition.objects.filter(activity_seen_by(viewer, "tool__activity__"))


def stages_visible_to(viewer: Viewer) -> QuerySet[EditionStage]:
    """Stages of editions that the viewer may see."""
    return EditionStage.objects.filter(edition__in=editions_visible_to(viewer))


def presentations_visible_to(viewer: Viewer) -> QuerySet[Presentation]:
    """Presentations of editions that the viewer may see."""
    return Presentation.objects.filter(edition__in=editions_visible_to(viewer))


def occasions_visible_to(viewer: Viewer) -> QuerySet[Occasion]:
    """Occasions at which something is presented that the viewer may see; the secretariat keeps the list and sees all.

    They have no audience of their own: by itself, an occasion would reveal a tool that is for others.
    """
    if viewer.is_secretariat:
        return Occasion.objects.all()
    return Occasion.objects.filter(pk__in=presentations_visible_to(viewer).order_by().values("occasion"))
