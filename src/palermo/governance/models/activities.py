"""Anything the initiative does under a mandate."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext

from palermo.accounts.models import Organisation, State
from palermo.core.audiences import Audience
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.governance.models.mandates import Mandate
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityKind, ActivityState, PartnerRole
from palermo.library.models import Document

# An activity is shown as what it is.
PAGES = {
    ActivityKind.EVENT: "event",
    ActivityKind.TOOL: "tool",
    ActivityKind.STUDY: "study",
    ActivityKind.CAMPAIGN: "campaign",
    ActivityKind.OTHER: "activity",
}


class Activity(models.Model):
    """An event, a tool, a study or a campaign as an activity of the initiative: lead, dates and authority.

    `authorised_on` is the day on which it was first authorized, under the mandate it had then; its dispositions show
    whether and since when it continues under another one. An expert meeting for a tool is an
    event that is `part_of` the tool's activity. `scheduled_on` is the day on which its dates were first planned.
    """

    slug = RecordIdField()
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=ActivityKind.choices)
    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    lead = optional_relation(Organisation, "activities_led", gettext_lazy("Lead"))
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=gettext_lazy("Part of"),
    )
    mandate = optional_relation(Mandate, "activities")
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ActivityState.choices, default=ActivityState.PROPOSED
    )
    proposed_on = models.DateField(gettext_lazy("Proposed on"), null=True, blank=True)
    authorised_on = models.DateField(gettext_lazy("Authorized on"), null=True, blank=True)
    scheduled_on = models.DateField(gettext_lazy("Scheduled on"), null=True, blank=True)
    cancelled_on = models.DateField(gettext_lazy("Cancelled on"), null=True, blank=True)
    starts_on = models.DateField(gettext_lazy("Begins on"), null=True, blank=True)
    starts_precision = DatePrecisionField()
    starts = PartialDateOf("starts")
    ends_on = models.DateField(gettext_lazy("Ends on"), null=True, blank=True)
    ends_precision = DatePrecisionField()
    ends = PartialDateOf("ends")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    documents = models.ManyToManyField(
        Document,
        blank=True,
        related_name="activities",
        help_text=gettext_lazy("One per line: the symbol or identifier of the document."),
        verbose_name=gettext_lazy("Documents"),
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Activity")
        verbose_name_plural = gettext_lazy("Activities")
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(NEEDS_NO_AUTHORITY))
                | Q(mandate__isnull=False, authorised_on__isnull=False),
                name="no_activity_without_a_mandate",
                violation_error_message=gettext_lazy(
                    "An activity needs a mandate to go beyond a proposal. Authorize it first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_begins",
                violation_error_message=gettext_lazy(
                    "The activity must not end before it begins. Check the two dates."
                ),
            ),
        ]
        indexes = [
            # With what decides who sees a row, so that lists are counted and turned without reading the rows.
            models.Index(fields=["kind", "starts_on", "audience", "state"], name="activities_of_kind"),
            models.Index(fields=["kind", "slug", "audience", "state"], name="activities_of_kind_by_slug"),
            models.Index(fields=["state", "starts_on", "audience"], name="activities_by_state"),
            models.Index(fields=["starts_on", "audience", "state"], name="activities_by_start"),
            models.Index("kind", Coalesce("ends_on", "starts_on"), name="activities_by_end"),
            models.Index(fields=["mandate", "state", "audience"], name="activities_by_mandate"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title) or self.slug

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django keeps it; its plugin does not know
        """The label of its state; that of an authorized event is “Scheduled”."""
        if self.kind == ActivityKind.EVENT and self.state == ActivityState.AUTHORISED:
            return pgettext("event", "Scheduled")
        return str(ActivityState(self.state).label)

    def get_absolute_url(self) -> str:
        """The page of the event, tool or study it is."""
        return reverse(PAGES[ActivityKind(self.kind)], args=[self.slug])


class Partner(models.Model):
    """An organization or a State that takes part in carrying out an activity."""

    activity = parent_relation(Activity, "partners")
    organisation = optional_relation(Organisation, "partnerships")
    state = optional_relation(State, "partnerships")
    role = models.CharField(gettext_lazy("Role"), max_length=15, choices=PartnerRole.choices)
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)

    class Meta:
        verbose_name = gettext_lazy("Partner")
        ordering = ["activity", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, state=None) | Q(organisation=None, state__isnull=False),
                name="partner_is_an_organisation_or_a_state",
                violation_error_message=gettext_lazy("A partner is either an organization or a State. Choose one."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.state)
