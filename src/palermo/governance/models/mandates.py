"""Guidance, endorsements and the mandates that come from them or from operative paragraphs.

One file: the three sources of authority point at one another (guidance is given under a mandate and
may give rise to another).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from palermo.accounts.models import Organisation
from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.governance.models.bodies import Body, Session
from palermo.governance.models.decisions import OperativeParagraph
from palermo.governance.models.meetings import Meeting
from palermo.governance.states import Ask, EndorsementState, GuidanceKind, MandateState, Procedure
from palermo.library.models import Document


class Guidance(models.Model):
    """What Member States said on a topic; always the secretariat's own notes, never an official record."""

    slug = models.SlugField(max_length=100, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="guidance")
    given_on = models.DateField()
    given_precision = DatePrecisionField()
    given = PartialDateOf("given")
    kind = models.CharField(max_length=20, choices=GuidanceKind.choices)
    topic = MultilingualField()
    text = MultilingualField(long=True)
    under = models.ForeignKey("Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="guidance_given")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)

    class Meta:
        ordering = ["given_on", "slug"]
        verbose_name_plural = "guidance"

    def __str__(self) -> str:
        return str(self.topic)


class Endorsement(models.Model):
    """A text put to Member States. `target` is the day by which they were to approve it, where one is on record."""

    slug = models.SlugField(max_length=100, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="endorsements")
    title = MultilingualField()
    text = MultilingualField(blank=True, long=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="endorsements")
    procedure = models.CharField(max_length=10, choices=Procedure.choices)
    put_on = models.DateField()
    put_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="endorsements")
    target_on = models.DateField(null=True, blank=True)
    target_precision = DatePrecisionField()
    target = PartialDateOf("target")
    under = models.ForeignKey(
        "Mandate", on_delete=models.PROTECT, null=True, blank=True, related_name="endorsements_sought"
    )
    state = models.CharField(max_length=15, choices=EndorsementState.choices, default=EndorsementState.OPEN)
    result_on = models.DateField(null=True, blank=True)
    result_precision = DatePrecisionField()
    result = PartialDateOf("result")
    result_note = MultilingualField(blank=True, long=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)

    class Meta:
        ordering = ["-put_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EndorsementState.OPEN, result_on=None)
                | (~Q(state=EndorsementState.OPEN) & Q(result_on__isnull=False)),
                name="closed_endorsement_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(result_on__gte=F("put_on")), name="endorsement_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Mandate(models.Model):
    """A request or authorisation, from exactly one source."""

    slug = models.SlugField(max_length=100, unique=True)
    title = MultilingualField()
    text = MultilingualField(blank=True, long=True)
    paragraph = models.ForeignKey(
        OperativeParagraph, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    addressee_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    addressee_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    ask = models.CharField(max_length=10, choices=Ask.choices)
    in_force_from = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    due_session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates_due"
    )
    state = models.CharField(max_length=10, choices=MandateState.choices, default=MandateState.IN_FORCE)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = MultilingualField(blank=True, long=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)

    class Meta:
        ordering = ["in_force_from", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paragraph__isnull=False, guidance=None, endorsement=None)
                | Q(paragraph=None, guidance__isnull=False, endorsement=None)
                | Q(paragraph=None, guidance=None, endorsement__isnull=False),
                name="mandate_has_exactly_one_source",
            ),
            models.CheckConstraint(
                condition=Q(addressee_organisation__isnull=False) | Q(addressee_body__isnull=False),
                name="mandate_has_an_addressee",
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.IN_FORCE, ended_on=None)
                | (~Q(state=MandateState.IN_FORCE) & Q(ended_on__isnull=False)),
                name="ended_mandate_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("in_force_from")), name="mandate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def is_in_force_on(self, day: date) -> bool:
        """Whether it gave authority on `day`; on the day it ends it no longer does."""
        return self.in_force_from <= day and (self.ended_on is None or day < self.ended_on)
