"""States of the tasks of preparations, and kinds of participants' needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskState(models.TextChoices):
    """The state of a task of the preparations."""

    OPEN = "open", pgettext_lazy("task", "To be done")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Not needed")


TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}


class ReminderKind(models.TextChoices):
    """What the owner of a task is reminded of."""

    SOON = "soon", _("Due soon")
    LATE = "late", _("Overdue")


class NeedKind(models.TextChoices):
    """What kind of thing a participant needs."""

    ACCESS = "access", pgettext_lazy("need of a participant", "Access")
    INTERPRETATION = "interpretation", pgettext_lazy("need of a participant", "Interpretation")
    PROTECTION = "protection", pgettext_lazy("need of a participant", "Protection")
    OTHER = "other", pgettext_lazy("need of a participant", "Other")
