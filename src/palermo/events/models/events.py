"""Events and what they produced. When, under which authority and by whom is the activity's."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Place
from palermo.core.audiences import Audience
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.events.states.events import EventForm, EventKind, OutcomeKind, OutcomeStatus, ShowingKind, TitleUse
from palermo.governance.models import Activity, FollowUp, Meeting
from palermo.governance.states.activities import IN_HAND, ActivityState
from palermo.governance.states.follow_ups import FollowUpOrigin, numbered_origin
from palermo.library.models import Document


class Event(models.Model):
    """An event: its place, its subject and its participants.

    `theme` and `participants` are noun phrases for a sentence; `account`
    describes in full sentences in the past tense what it dealt with. `form` is its designation in reports, and
    `title_use` whether its title is official.

    `concept_note` describes its purpose before it takes place. `order` is its position among the events of its kind in
    reports; events without one follow, by date.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="event",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Activity"),
    )
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=EventKind.choices)
    place = optional_relation(Place, "events")
    form = models.CharField(gettext_lazy("Form"), max_length=20, choices=EventForm.choices, default=EventForm.EVENT)
    title_use = models.CharField(
        gettext_lazy("Official title"), max_length=12, choices=TitleUse.choices, default=TitleUse.DESCRIPTION
    )
    theme = MultilingualField(gettext_lazy("Theme"), blank=True, long=True)
    participants = MultilingualField(gettext_lazy("Participants"), blank=True, long=True)
    account = MultilingualField(gettext_lazy("Account"), blank=True, long=True)
    head_count = models.PositiveIntegerField(gettext_lazy("Number of participants"), null=True, blank=True)
    head_count_is_minimum = models.BooleanField(gettext_lazy("Minimum number"), default=False)
    order = models.PositiveSmallIntegerField(gettext_lazy("Order of presentation"), null=True, blank=True)
    concept_note = optional_relation(Document, "concept_note_of", gettext_lazy("Concept note"))

    class Meta:
        verbose_name = gettext_lazy("Event")
        verbose_name_plural = gettext_lazy("Events")
        ordering = ["activity__starts_on", "activity__slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(head_count_is_minimum=False) | Q(head_count__isnull=False),
                name="minimum_is_of_a_head_count",
                violation_error_message=gettext_lazy("“Minimum number” requires the number of participants."),
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def is_authorized(self) -> bool:
        """Whether it is more than a proposal."""
        return self.activity.state != ActivityState.PROPOSED

    @property
    def is_in_hand(self) -> bool:
        """Whether it is authorized and neither over nor cancelled."""
        return self.activity.state in IN_HAND

    def display_name(self) -> str:
        """What links and headings say."""
        return self.activity.display_name()

    def get_absolute_url(self) -> str:
        """The page of the event."""
        return self.activity.get_absolute_url()

    @property
    def time_zone(self) -> str:
        """The IANA name of the time zone of its hours: that of its place or, where that is not recorded, the
        installation's own, which every page names.
        """
        return (self.place.time_zone if self.place else "") or str(settings.TIME_ZONE)

    def is_held_by(self, day: date) -> bool:
        """Whether it was over when `day` was."""
        end = self.activity.ends_on or self.activity.starts_on
        return end is not None and end <= day


class Rescheduling(models.Model):
    """A change of an event's dates or name: the previous plan and the day of the change."""

    event = parent_relation(Event, "reschedulings")
    decided_on = models.DateField(gettext_lazy("Decided on"))
    decided_at = optional_relation(Meeting, "reschedulings", gettext_lazy("Decided at"))
    previous_title = MultilingualField(gettext_lazy("Former name"))
    previous_starts_on = models.DateField(gettext_lazy("Previously planned start"))
    previous_starts_precision = DatePrecisionField()
    previous_starts = PartialDateOf("previous_starts")
    previous_ends_on = models.DateField(gettext_lazy("Previously planned end"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Change of date or name")
        verbose_name_plural = gettext_lazy("Changes of date or name")
        ordering = ["event", "decided_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "decided_on"],
                name="one_rescheduling_a_day",
                violation_error_message=gettext_lazy("A change decided on that day has already been recorded."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.decided_on}"

    def display_name(self) -> str:
        """The day on which it was decided."""
        return localize_day(self.decided_on)


class Outcome(models.Model):
    """A result of an event. `text` is one or more full sentences in the past tense.

    `stated_count` is the number of recommendations if they are not recorded individually. `process` is the other
    process for which an item was agreed. `adopted_on` is the date on which a draft was adopted. An outcome recorded by
    mistake is withdrawn with a date and a reason, and is kept.
    """

    slug = RecordIdField()
    event = parent_relation(Event, "outcomes")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=OutcomeKind.choices)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=OutcomeStatus.choices, default=OutcomeStatus.ADOPTED
    )
    adopted_on = models.DateField(gettext_lazy("Adopted on"), null=True, blank=True)
    process = MultilingualField(gettext_lazy("Process for which the item was agreed"), blank=True)
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    produced_on = models.DateField(gettext_lazy("Produced on"))
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    withdrawal_reason = MultilingualField(gettext_lazy("Reason for withdrawal"), blank=True)
    stated_count = models.PositiveSmallIntegerField(
        gettext_lazy("Number of recommendations"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Only where the individual recommendations are not on record."),
    )
    document = optional_relation(Document, "outcomes")
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )

    class Meta:
        verbose_name = gettext_lazy("Outcome")
        verbose_name_plural = gettext_lazy("Outcomes")
        ordering = ["event", "order", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on=None) | (~Q(status=OutcomeStatus.DRAFT) & Q(adopted_on__gte=F("produced_on"))),
                name="adopted_outcome_was_produced_before",
                violation_error_message=gettext_lazy(
                    "Only an adopted text has a date of adoption, which must not be before it was produced."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=OutcomeStatus.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(withdrawal_reason={})
                | (~Q(status=OutcomeStatus.WITHDRAWN) & Q(withdrawn_on=None, withdrawal_reason={})),
                name="withdrawn_outcome_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy(
                    "To withdraw an outcome, use its event’s page and give a date and a reason."
                ),
            ),
            models.CheckConstraint(
                condition=Q(process={}) | Q(kind=OutcomeKind.AGREED_ITEM),
                name="process_is_of_an_agreed_item",
                violation_error_message=gettext_lazy("Only an agreed agenda item names another process."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Its place among the outcomes of its event."""
        return f"{reverse('event_outcomes', args=[self.event.activity.slug])}#{self.slug}"


class Showing(models.Model):
    """The presentation of an outcome or a document at the Forum: how, why, and until when."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="showings")
    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="showings",
        verbose_name=gettext_lazy("Document"),
    )
    forum = relation(Event, "showings", gettext_lazy("Forum"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ShowingKind.choices)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True)
    marked_on = models.DateField(gettext_lazy("Marked on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    withdrawal_reason = MultilingualField(gettext_lazy("Reason for withdrawal"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Presentation at the Forum")
        verbose_name_plural = gettext_lazy("Presentations at the Forum")
        ordering = ["outcome", "document", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "forum", "kind"],
                name="one_showing_a_kind",
                violation_error_message=gettext_lazy("This outcome is already marked for that Forum in this way."),
            ),
            models.UniqueConstraint(
                fields=["document", "forum", "kind"],
                name="one_showing_of_a_document_a_kind",
                violation_error_message=gettext_lazy("This document is already marked for that Forum in this way."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, document=None) | Q(outcome=None, document__isnull=False),
                name="shown_is_an_outcome_or_a_document",
                violation_error_message=gettext_lazy("Choose either an outcome or a document."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(marked_on=None) | Q(withdrawn_on__gte=F("marked_on")),
                name="showing_is_withdrawn_after_it_was_marked",
                violation_error_message=gettext_lazy("The end date must not be before the date it was marked."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=False) | Q(withdrawal_reason={}),
                name="reason_is_of_a_withdrawal",
                violation_error_message=gettext_lazy("A reason for removal needs the date of removal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome or self.document}: {self.get_kind_display()}"

    def display_name(self) -> str:
        """What is shown, and how."""
        shown = self.outcome or self.document
        title = plain(shown.title) if shown else ""
        return _("%(title)s: %(how)s") % {"title": title, "how": self.get_kind_display()}

    def get_absolute_url(self) -> str:
        """What is shown at the Forum."""
        return reverse("event_shown", args=[self.forum.activity.slug])


class Recommendation(models.Model):
    """One numbered item of an outcome; its follow-up is in the register, once it was added there.

    In an action plan it is an action. `due` is the deadline as stated in the outcome.
    """

    outcome = parent_relation(Outcome, "recommendations")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    addressee = MultilingualField(gettext_lazy("Addressee"), blank=True)
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendation",
        error_messages={
            "unique": gettext_lazy("Another record is already linked to this follow-up entry. Choose another entry.")
        },
        verbose_name=gettext_lazy("Follow-up"),
    )

    class Meta:
        verbose_name = gettext_lazy("Recommendation")
        verbose_name_plural = gettext_lazy("Recommendations")
        ordering = ["outcome", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "number"],
                name="one_recommendation_a_number",
                violation_error_message=gettext_lazy("This outcome already has a recommendation with that number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}, {self.number}"

    def display_name(self) -> str:
        """Its number in its outcome."""
        number = numbered_origin(FollowUpOrigin.RECOMMENDATION, self.number)
        return _("%(number)s: %(title)s") % {"number": number, "title": plain(self.outcome.title)}

    def get_absolute_url(self) -> str:
        """Its place under its outcome."""
        return f"{self.outcome.get_absolute_url()}-{self.number}"
