"""Who sees which meeting, and which of its papers."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import ActionPoint, Meeting, MeetingPaper
from palermo.library.queries import document_seen_by


def meetings_visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings for the viewer's audiences."""
    return Meeting.objects.filter(audience__in=viewer.audiences)


def meetings_held(viewer: Viewer) -> QuerySet[Meeting]:
    """Those of them at which something can have been decided: they have begun, and were not cancelled."""
    return meetings_visible_to(viewer).filter(cancelled_on=None, starts_on__lte=clock.today())


def meeting_papers_visible_to(viewer: Viewer) -> QuerySet[MeetingPaper]:
    """Papers that the viewer may read, of meetings that the viewer may see."""
    return MeetingPaper.objects.filter(document_seen_by(viewer, "document__"), meeting__in=meetings_visible_to(viewer))


def action_points_visible_to(viewer: Viewer) -> QuerySet[ActionPoint]:
    """Action points of the meetings the viewer may see."""
    return ActionPoint.objects.filter(meeting__in=meetings_visible_to(viewer))
