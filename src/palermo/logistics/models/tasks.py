"""The preparations of an event: tasks counted back from its opening, and what participants need."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core.constraints import ID_TAKEN, ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import parent_relation
from palermo.core.text import plain
from palermo.events.models.events import Event
from palermo.logistics.states import NeedKind, ReminderKind, TaskState
from palermo.registration.models.participants import Participant
from palermo.speakers.models.speakers import Speaker


class LogisticsTask(models.Model):
    """A task for an event, due `days_before` its opening or on a fixed date.

    `blocked_by` are the tasks that must be completed first.
    """

    event = parent_relation(Event, "tasks")
    slug = RecordIdField(unique=False)
    title = MultilingualField(gettext_lazy("Title"))
    note = MultilingualField(gettext_lazy("Note"), blank=True, long=True)
    days_before = models.PositiveSmallIntegerField(gettext_lazy("Days before the opening"), null=True, blank=True)
    due_on = models.DateField(gettext_lazy("Due"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=gettext_lazy("Responsible officer"),
    )
    blocked_by = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="blocks", verbose_name=gettext_lazy("Depends on")
    )
    state = models.CharField(gettext_lazy("Status"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    state_on = models.DateField(gettext_lazy("Status since"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Task")
        ordering = ["event", "due_on", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "slug"], name="one_task_an_id_of_an_event", violation_error_message=ID_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN) | Q(state_on__isnull=False),
                name="task_that_is_over_has_a_date",
                violation_error_message=gettext_lazy("A completed or dropped task must have a date."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """Its place among the preparations of the event."""
        return f"{reverse('event_logistics', args=[self.event.activity.slug])}#task-{self.slug}"

    @property
    def is_fixed(self) -> bool:
        """Whether its day was fixed by hand: it stays where it is when the opening moves."""
        return self.days_before is None

    def is_late(self, today: date) -> bool:
        """Whether it should have been done."""
        return self.state == TaskState.OPEN and self.due_on < today


class TaskReminder(models.Model):
    """An e-mail to the owner of a task: one before the due date, one when the task is overdue."""

    task = models.ForeignKey(LogisticsTask, on_delete=models.CASCADE, related_name="reminders")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReminderKind.choices)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["task", "due_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "owner", "kind", "due_on"],
                name="one_reminder_of_a_kind_and_day",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


# Of whom a need is: exactly one of these is filled.
OF_WHOM = ("participant", "speaker", "delegation")


def _of_one() -> Q:
    nobody = dict.fromkeys(OF_WHOM)
    either = Q(**nobody) & ~Q(person="")
    for name in OF_WHOM:
        others = {other: None for other in OF_WHOM if other != name}
        either |= Q(person="", **others, **{f"{name}__isnull": False})
    return either


class ParticipantNeed(models.Model):
    """A participant's requirement at an event, visible only to the officers named for it, deleted on a set date.

    It belongs to a `participant`, and is deleted with them, to a `speaker`, to a `delegation`, or to another `person`
    by name. It is in no versions and no files.
    """

    event = parent_relation(Event, "needs")
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=gettext_lazy("Participant"),
    )
    speaker = models.ForeignKey(
        Speaker,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=pgettext_lazy("person", "Speaker"),
    )
    delegation = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.CharField(gettext_lazy("Person"), max_length=200, blank=True)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=NeedKind.choices)
    text = models.TextField(gettext_lazy("Text"), max_length=2000)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="needs_to_act_on")
    delete_on = models.DateField()
    is_met = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_of_one(),
                name="need_is_of_somebody",
                violation_error_message=gettext_lazy("A requirement concerns exactly one person or delegation."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def display_name(self) -> str:
        """Whose need it is, and its kind."""
        return f"{self.whose}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """The needs among the preparations of the event."""
        return f"{reverse('event_logistics', args=[self.event.activity.slug])}#needs"

    @property
    def whose(self) -> str:
        """The number and name of the person, or the name of the delegation in the reader's language."""
        if self.participant:
            return f"{self.participant.number} {self.participant.name}"
        if self.delegation:
            return _("Delegation: %(state)s") % {"state": plain(self.delegation.name_today)}
        return plain(self.speaker.name) if self.speaker else self.person

    def clean(self) -> None:
        """It is deleted within a year of the event, and of somebody who is registered for it or proposed to speak."""
        if self.participant and self.participant.registration.event_id != self.event_id:
            raise ValidationError({"participant": _("This person is not registered for this event.")})
        if self.speaker and self.speaker.event_id != self.event_id:
            raise ValidationError({"speaker": _("This person is not a speaker of this event.")})
        ends = self.event.activity.ends_on or self.event.activity.starts_on
        if ends and (self.delete_on - ends).days > 365:
            raise ValidationError({"delete_on": _("Choose a date at most one year after the event.")})
