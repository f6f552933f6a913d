"""Who sees the preparations of an event, and what its participants need."""

from datetime import date

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event, LogisticsTask, ParticipantNeed
from palermo.events.queries.events import events_visible_to
from palermo.events.states import TaskState


def events_with_logistics(viewer: Viewer) -> QuerySet[Event]:
    """Events whose preparations the viewer may see: the secretariat's."""
    seen = events_visible_to(viewer)
    return seen if viewer.is_secretariat else seen.none()


def tasks_visible_to(viewer: Viewer) -> QuerySet[LogisticsTask]:
    """Tasks: the secretariat's."""
    return LogisticsTask.objects.filter(event__in=events_with_logistics(viewer).values("pk"))


def late_tasks(viewer: Viewer, today: date) -> QuerySet[LogisticsTask]:
    """Tasks that should have been done, the earliest first."""
    late = tasks_visible_to(viewer).filter(state=TaskState.OPEN, due_on__lt=today)
    return late.order_by("due_on", "pk")


def needs_visible_to(viewer: Viewer) -> QuerySet[ParticipantNeed]:
    """What participants need, for the officers named to act on it; for no other officer, and for nobody who left."""
    if not viewer.is_secretariat or viewer.user_id is None:
        return ParticipantNeed.objects.none()
    return ParticipantNeed.objects.filter(officers=viewer.user_id)
