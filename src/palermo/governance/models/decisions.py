"""Decisions and resolutions, with their operative paragraphs."""

from django.db import models
from django.db.models import Q

from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.governance.models.bodies import Body, Session
from palermo.governance.models.meetings import Meeting
from palermo.governance.states import DecisionKind, DecisionState, Wording
from palermo.library.models import Document


class Decision(models.Model):
    """A text a body adopted. `number` is as the body writes it ("16/1"); empty where it gave none."""

    slug = models.SlugField(max_length=100, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices, default=DecisionKind.DECISION)
    number = models.CharField(max_length=40, blank=True)
    title = MultilingualField()
    preamble = MultilingualField(blank=True, long=True)
    wording = models.CharField(max_length=10, choices=Wording.choices, default=Wording.OFFICIAL)
    state = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_precision = DatePrecisionField()
    adopted = PartialDateOf("adopted")
    adopted_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    endorses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="endorsed_by")
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)

    class Meta:
        ordering = ["-adopted_on", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind", "number"], condition=~Q(number=""), name="one_decision_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, adopted_on=None)
                | (~Q(state=DecisionState.DRAFT) & Q(adopted_on__isnull=False)),
                name="adopted_decision_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.SUPERSEDED, superseded_by__isnull=False)
                | (~Q(state=DecisionState.SUPERSEDED) & Q(superseded_by=None)),
                name="superseded_decision_names_its_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class OperativeParagraph(models.Model):
    """One numbered paragraph of a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.PositiveSmallIntegerField()
    text = MultilingualField(long=True)

    class Meta:
        ordering = ["decision", "number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="one_paragraph_a_number")]

    def __str__(self) -> str:
        return f"{self.decision}, {self.number}"
