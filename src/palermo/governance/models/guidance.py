"""What Member States said, and delegations' corrections of the notes of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.core.constraints import ID_TAKEN
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.governance.models.meetings import Meeting
from palermo.governance.models.topics import Topic
from palermo.governance.states.guidance import AnswerKind, CorrectionState, GuidanceKind


class Guidance(models.Model):
    """What Member States said on a topic; always the secretariat's own notes, never an official record.

    It leads to mandates, to an `answer`, or to no action with the reason: `answer_kind` says which of the last two.
    """

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="guidance")
    given_on = models.DateField()
    given_precision = DatePrecisionField()
    given = PartialDateOf("given")
    kind = models.CharField(max_length=20, choices=GuidanceKind.choices)
    about = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="guidance")
    topic = MultilingualField()
    text = MultilingualField(long=True)
    under = models.ForeignKey("Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="guidance_given")
    answer_kind = models.CharField(max_length=10, choices=AnswerKind.choices, blank=True)
    answer = MultilingualField(blank=True, long=True)
    answered_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)

    class Meta:
        ordering = ["given_on", "slug"]
        verbose_name_plural = "guidance"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_kind="", answered_on=None) | (~Q(answer_kind="") & Q(answered_on__isnull=False)),
                name="answer_to_guidance_has_a_date",
                violation_error_message=gettext_lazy("Guidance that was answered has the day of the answer."),
            )
        ]
        indexes = [models.Index(fields=["given_on", "audience"], name="guidance_by_day")]

    def __str__(self) -> str:
        return str(self.topic)


class Correction(models.Model):
    """A delegation's correction of the secretariat's notes of what was said; accepted, the notes change with it."""

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    guidance = models.ForeignKey(Guidance, on_delete=models.CASCADE, related_name="corrections")
    state_by = models.ForeignKey(State, on_delete=models.PROTECT, related_name="corrections")
    text = MultilingualField(long=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED)
    decided_on = models.DateField(null=True, blank=True)
    answer = MultilingualField(blank=True)
    previous_text = MultilingualField(blank=True, long=True)

    class Meta:
        ordering = ["guidance", "made_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CorrectionState.PROPOSED, decided_on=None)
                | (~Q(state=CorrectionState.PROPOSED) & Q(decided_on__isnull=False)),
                name="decided_correction_has_a_date",
                violation_error_message=gettext_lazy("A correction that was decided has the day of the decision."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.guidance}: {self.state_by}"
