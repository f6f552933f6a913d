"""Subscriptions, letters and calendar keys of readers. They are no part of the record: readers delete them at will."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.constraints import LINK_TAKEN, ON_RECORD
from palermo.following.states import TARGETS, Frequency
from palermo.governance.models import Activity, Body, Mandate, Meeting, Topic
from palermo.governance.states.bodies import MeetingKind
from palermo.outreach.models import ActionPlan, Commitment, Partnership
from palermo.treaties.models import Treaty

type Target = Topic | Body | Activity | Mandate | Meeting | Treaty | State | Partnership | Commitment | ActionPlan


def _exactly_one() -> Q:
    """Everything, one record, or one kind of meeting."""
    alone = {"everything": False, "meeting_kind": "", **dict.fromkeys(TARGETS)}
    either = Q(**(alone | {"everything": True}))
    either |= Q(**{name: value for name, value in alone.items() if name != "meeting_kind"}) & ~Q(meeting_kind="")
    for target in TARGETS:
        others = {name: value for name, value in alone.items() if name != target}
        either |= Q(**others, **{f"{target}__isnull": False})
    return either


class Subscription(models.Model):
    """What a reader follows, and how often they receive e-mails about it.

    `notified_until` is the position in the log up to which they were notified; later entries are new to them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    everything = models.BooleanField(default=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    treaty = models.ForeignKey(Treaty, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    action_plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    meeting_kind = models.CharField(max_length=20, choices=MeetingKind.choices, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.DAILY)
    begun_at = models.DateTimeField()
    notified_until = models.BigIntegerField(default=0)
    notified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "begun_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(),
                name="subscription_is_to_one_thing",
                violation_error_message=gettext_lazy(
                    "Choose one item to follow: everything, a topic, a body, a type of meeting, a meeting, "
                    "an activity, a mandate, a treaty, a State, a partner, a commitment or an action plan."
                ),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(everything=True),
                name="everything_is_followed_once_by_a_reader",
                violation_error_message=gettext_lazy("You are already following this."),
            ),
            models.UniqueConstraint(
                fields=["user", "meeting_kind"],
                condition=~Q(meeting_kind=""),
                name="kind_of_meeting_is_followed_once_by_a_reader",
                violation_error_message=gettext_lazy("You are already following this."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", target],
                    name=f"{target}_is_followed_once_by_a_reader",
                    violation_error_message=gettext_lazy("You are already following this."),
                )
                for target in TARGETS
            ),
        ]
        indexes = [models.Index(fields=["frequency", "notified_until"], name="subscriptions_by_frequency")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"

    @property
    def target(self) -> Target | None:
        """The record that is followed; None for everything and for a kind of meeting."""
        return next((getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id")), None)


class TaskLetters(models.Model):
    """How often an officer receives e-mails about own tasks that are due or overdue; daily by default."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="task_letters",
        error_messages={"unique": ON_RECORD},
    )
    frequency = models.CharField(max_length=10, choices=Frequency.choices, default=Frequency.DAILY)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"


class CalendarKey(models.Model):
    """A private calendar address at which another application reads a reader's calendar. Only its digest is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    name = models.CharField(gettext_lazy("Name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("made_at")),
                name="calendar_key_is_revoked_after_it_is_made",
                violation_error_message=gettext_lazy("The date of revocation must not be before the date of creation."),
            )
        ]

    def __str__(self) -> str:
        return self.name
