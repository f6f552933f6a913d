"""Mandates: what the initiative is asked or allowed to do, and by what."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.governance.models.bodies import Body
from palermo.governance.models.decisions import OperativeParagraph
from palermo.governance.models.endorsements import Endorsement
from palermo.governance.models.guidance import Guidance
from palermo.governance.models.sessions import Session
from palermo.governance.states.mandates import Ask, MandateState


class Mandate(SluggedRecord):
    """A request or authorization, from exactly one source.

    It is due on a date, by a session ("at its eighteenth session"), or both; `conditions` bind those who act under it.
    """

    page_name = "mandate"

    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    paragraph = optional_relation(OperativeParagraph, "mandates", gettext_lazy("Source: operative paragraph"))
    guidance = optional_relation(Guidance, "mandates", gettext_lazy("Source: guidance"))
    endorsement = optional_relation(Endorsement, "mandates", gettext_lazy("Source: endorsement"))
    addressee_organisation = optional_relation(Organisation, "mandates", gettext_lazy("Addressee (organization)"))
    addressee_body = optional_relation(Body, "mandates", gettext_lazy("Addressee (body)"))
    ask = models.CharField(gettext_lazy("Type of mandate"), max_length=10, choices=Ask.choices)
    in_force_from = models.DateField(gettext_lazy("In force from"))
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    due_session = optional_relation(Session, "mandates_due", gettext_lazy("Due at session"))
    conditions = MultilingualField(gettext_lazy("Conditions"), blank=True, long=True)
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=MandateState.choices, default=MandateState.IN_FORCE
    )
    ended_on = models.DateField(gettext_lazy("Ended on"), null=True, blank=True)
    end_reason = MultilingualField(gettext_lazy("Reason for ending"), blank=True, long=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=pgettext_lazy("mandate", "Superseded by"),
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    # Not stored: how much a reader sees that was done under it, from `queries.mandate_actions`.
    action_count: int
    activity_count: int

    class Meta:
        verbose_name = gettext_lazy("Mandate")
        verbose_name_plural = gettext_lazy("Mandates")
        ordering = ["in_force_from", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paragraph__isnull=False, guidance=None, endorsement=None)
                | Q(paragraph=None, guidance__isnull=False, endorsement=None)
                | Q(paragraph=None, guidance=None, endorsement__isnull=False),
                name="mandate_has_exactly_one_source",
                violation_error_message=gettext_lazy(
                    "A mandate has exactly one source: an operative paragraph, guidance or an endorsement."
                ),
            ),
            models.CheckConstraint(
                condition=Q(addressee_organisation__isnull=False) | Q(addressee_body__isnull=False),
                name="mandate_has_an_addressee",
                violation_error_message=gettext_lazy(
                    "Enter the addressee of the mandate: an organization, a body or both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.IN_FORCE, ended_on=None)
                | (~Q(state=MandateState.IN_FORCE) & Q(ended_on__isnull=False)),
                name="ended_mandate_has_a_date",
                violation_error_message=gettext_lazy("An ended mandate must have an end date."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("in_force_from")),
                name="mandate_ends_after_it_begins",
                violation_error_message=gettext_lazy("This mandate must not begin after it ended. Check the dates."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state=MandateState.SUPERSEDED),
                name="only_a_superseded_mandate_has_a_successor",
                violation_error_message=gettext_lazy("Only a superseded mandate names the mandate that replaced it."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="mandates_by_due_date"),
            # Lists of twenty thousand sort and count what stands here, and read only the rows of one page.
            models.Index(
                fields=["audience", "state", "due_on", "due_session", "in_force_from"], name="mandates_by_reader"
            ),
            models.Index(fields=["audience", "addressee_organisation", "addressee_body"], name="mandates_by_addressee"),
            # Few mandates come from guidance: an index of those few alone is known to be short, and used.
            models.Index(fields=["guidance"], condition=Q(guidance__isnull=False), name="mandates_from_guidance"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def in_force_since(self) -> PartialDate:
        """The day on which it entered into force, as exactly as its source is dated: "late September 2007"."""
        sources = (self.paragraph and self.paragraph.decision.adopted, self.guidance and self.guidance.given)
        dates = (*sources, self.endorsement and self.endorsement.result)
        given = next((each for each in dates if each and each.value == self.in_force_from), None)
        return given or PartialDate(self.in_force_from)

    @property
    def last_due_day(self) -> date | None:
        """The day after which it is late: that of its date, or the last of its session."""
        return self.due_on or (self.due_session.ends_on if self.due_session else None)

    def is_overdue_on(self, day: date) -> bool:
        """Whether it is still in force although it was due before `day`."""
        last = self.last_due_day
        return self.state == MandateState.IN_FORCE and last is not None and last < day

    def is_in_force_on(self, day: date) -> bool:
        """Whether it gave authority on `day`; on the day it ends it no longer does."""
        return self.in_force_from <= day and (self.ended_on is None or day < self.ended_on)
