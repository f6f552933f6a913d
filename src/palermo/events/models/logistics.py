"""The preparations of an event: tasks counted back from its opening, and what participants need."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from palermo.core.fields import MultilingualField
from palermo.events.models.events import Event
from palermo.events.states import NeedKind, TaskState


class LogisticsTask(models.Model):
    """Something to be done for an event, by a day: `days_before` its opening, or one that was fixed by hand.

    `blocked_by` are the tasks without which it cannot be done.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks")
    slug = models.SlugField(max_length=100)
    title = MultilingualField()
    note = MultilingualField(blank=True, long=True)
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    blocked_by = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="blocks")
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    state_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["event", "due_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="one_task_an_id_of_an_event"),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN) | Q(state_on__isnull=False), name="task_that_is_over_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_fixed(self) -> bool:
        """Whether its day was fixed by hand: it stays where it is when the opening moves."""
        return self.days_before is None

    def is_late(self, today: date) -> bool:
        """Whether it should have been done."""
        return self.state == TaskState.OPEN and self.due_on < today


class ParticipantNeed(models.Model):
    """What somebody needs at an event, seen only by the officers named to act on it, and deleted on a day.

    `person` is their name, or the number under which they are registered. Neither versions nor files keep any of it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="needs")
    person = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    text = models.TextField(max_length=2000)
    officers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="needs_to_act_on")
    delete_on = models.DateField()
    is_met = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "kind", "person", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self) -> None:
        """It is deleted within a year of the event."""
        ends = self.event.activity.ends_on or self.event.activity.starts_on
        if ends and (self.delete_on - ends).days > 365:
            raise ValidationError({"delete_on": _("Choose a day at most a year after the event.")})
