"""Guidance of Member States, and delegations' corrections to the notes of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models.meetings import Meeting
from palermo.governance.models.topics import Topic
from palermo.governance.states.guidance import AnswerKind, CorrectionState, GuidanceKind


class Guidance(SluggedRecord):
    """Guidance of Member States on a topic; always from the secretariat's notes, never an official record.

    It leads to mandates, to an `answer`, or to no action with a reason: `answer_kind` distinguishes the last two.
    """

    page_name = "guidance"

    meeting = optional_relation(Meeting, "guidance")
    given_on = models.DateField(gettext_lazy("Given on"))
    given_precision = DatePrecisionField()
    given = PartialDateOf("given")
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=GuidanceKind.choices)
    about = optional_relation(Topic, "guidance")
    topic = MultilingualField(gettext_lazy("Topic"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    under = models.ForeignKey(
        "Mandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guidance_given",
        verbose_name=gettext_lazy("Under the mandate"),
    )
    answer_kind = models.CharField(gettext_lazy("Type of reply"), max_length=10, choices=AnswerKind.choices, blank=True)
    answer = MultilingualField(gettext_lazy("Reply"), blank=True, long=True)
    answered_on = models.DateField(gettext_lazy("Reply given on"), null=True, blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Guidance")
        verbose_name_plural = gettext_lazy("Guidance")
        ordering = ["given_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_kind="", answered_on=None) | (~Q(answer_kind="") & Q(answered_on__isnull=False)),
                name="answer_to_guidance_has_a_date",
                violation_error_message=gettext_lazy("Guidance with a reply must have the date of the reply."),
            )
        ]
        indexes = [models.Index(fields=["given_on", "audience"], name="guidance_by_day")]

    def __str__(self) -> str:
        return str(self.topic)

    def display_name(self) -> str:
        """Its date."""
        return (
            # Translators: the date with its preposition: "of 18 June 2007".
            _("Guidance %(of_date)s") % {"of_date": localize_day(self.given, "of")}
        )


class Correction(models.Model):
    """A delegation's proposed correction to the secretariat's meeting notes; acceptance changes the notes."""

    slug = RecordIdField()
    guidance = parent_relation(Guidance, "corrections")
    state_by = relation(State, "corrections")
    text = MultilingualField(gettext_lazy("Text"), long=True)
    made_at = models.DateTimeField(gettext_lazy("Proposed on"))
    state = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=CorrectionState.choices,
        default=CorrectionState.PROPOSED,
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply to the delegation"), blank=True)
    previous_text = MultilingualField(gettext_lazy("Previous text"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Correction")
        ordering = ["guidance", "made_at", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CorrectionState.PROPOSED, decided_on=None)
                | (~Q(state=CorrectionState.PROPOSED) & Q(decided_on__isnull=False)),
                name="decided_correction_has_a_date",
                violation_error_message=gettext_lazy("A decided correction must have the date of the decision."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.guidance}: {self.state_by}"

    def display_name(self) -> str:
        """The Member State that corrects."""
        name = self.state_by.short_name_on(timezone.localdate(self.made_at))
        return _("Correction by %(state)s") % {"state": plain(name)}

    def get_absolute_url(self) -> str:
        """The corrections on the page of the guidance."""
        return f"{self.guidance.get_absolute_url()}#corrections"
