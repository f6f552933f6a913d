"""Who sees the preparations of an event, and what its participants need."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.logistics.models import LogisticsTask, ParticipantNeed, TaskReminder
from palermo.logistics.states import ReminderKind, TaskState

OVER = (ActivityState.COMPLETED, ActivityState.CANCELLED, ActivityState.GIVEN_UP)
# How long before its day the owner of a task is written to.
AHEAD = timedelta(days=7)


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


def tasks_to_remind_of(today: date, owner: int | None = None) -> dict[int, list[tuple[LogisticsTask, ReminderKind]]]:
    """For each owner the tasks due within a week, or late, of which they have not had a reminder yet.

    A task that gets another day, or another owner, gets a reminder again.
    """
    reminders = TaskReminder.objects.filter(task=OuterRef("pk"), owner=OuterRef("owner"), due_on=OuterRef("due_on"))
    rows = LogisticsTask.objects.filter(state=TaskState.OPEN, owner__is_active=True, due_on__lte=today + AHEAD)
    rows = rows.exclude(event__activity__state__in=OVER).annotate(
        reminded_soon=Exists(reminders.filter(kind=ReminderKind.SOON)),
        reminded_late=Exists(reminders.filter(kind=ReminderKind.LATE)),
    )
    by_owner: dict[int, list[tuple[LogisticsTask, ReminderKind]]] = {}
    for task in (rows.filter(owner=owner) if owner else rows).order_by("owner", "due_on", "pk"):
        kind = ReminderKind.LATE if task.is_late(today) else ReminderKind.SOON
        if task.owner_id and not (task.reminded_late if kind == ReminderKind.LATE else task.reminded_soon):
            by_owner.setdefault(task.owner_id, []).append((task, kind))
    return by_owner


def needs_visible_to(viewer: Viewer) -> QuerySet[ParticipantNeed]:
    """What participants need, for the officers named to act on it; for no other officer, and for nobody who left."""
    if not viewer.is_secretariat or viewer.user_id is None:
        return ParticipantNeed.objects.none()
    needs = ParticipantNeed.objects.filter(officers=viewer.user_id)
    return needs.select_related("participant", "speaker", "delegation")
