"""Meetings: consultations, intersessional meetings, the Steering Committee's; their agenda, papers and briefings."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, Place, State
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.fields import ArrangedField, MultilingualField, RecordIdField
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.governance.models.sessions import Session, days_outside
from palermo.governance.models.topics import Topic
from palermo.governance.states.bodies import MeetingKind
from palermo.library.models import Document


class Meeting(models.Model):
    """A meeting on one or several days. Whether it was held depends on the date of the query.

    `starts_at` and `ends_at` are hours in `time_zone` (an IANA name). `languages` are those of interpretation, as codes
    with blanks between them, in the order of the United Nations: "ar en fr". Until `corrections_until` delegations may
    correct the secretariat's notes of it. `scheduled_on` is the day on which it was first planned;
    `took_place` records whether it was held, which the date alone does not show.
    """

    slug = RecordIdField()
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=MeetingKind.choices)
    body = optional_relation(Body, "meetings")
    session = optional_relation(Session, "meetings")
    title = MultilingualField(gettext_lazy("Title"), blank=True)
    place = optional_relation(Place, "meetings")
    starts_on = models.DateField(gettext_lazy("Begins on"))
    ends_on = models.DateField(gettext_lazy("Ends on"))
    starts_at = models.TimeField(gettext_lazy("Begins at"), null=True, blank=True)
    ends_at = models.TimeField(gettext_lazy("Ends at"), null=True, blank=True)
    time_zone = models.CharField(
        gettext_lazy("Time zone"),
        max_length=40,
        blank=True,
        help_text=gettext_lazy("The name of a time zone, such as Europe/Vienna."),
    )
    room = models.CharField(gettext_lazy("Room"), max_length=100, blank=True)
    link = models.URLField(gettext_lazy("Web address"), blank=True)
    languages = models.CharField(
        gettext_lazy("Languages of interpretation"),
        max_length=17,
        blank=True,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    chair = optional_relation(Organisation, "meetings_chaired", gettext_lazy("Chair"))
    scheduled_on = models.DateField(gettext_lazy("Scheduled on"), null=True, blank=True)
    took_place = models.BooleanField(
        gettext_lazy("Took place"),
        default=False,
        help_text=gettext_lazy("Until this is recorded, reports state only that the meeting was scheduled."),
    )
    corrections_until = models.DateTimeField(gettext_lazy("Deadline for corrections"), null=True, blank=True)
    cancelled_on = models.DateField(gettext_lazy("Cancelled on"), null=True, blank=True)
    cancellation_reason = MultilingualField(gettext_lazy("Reason for cancellation"), blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )
    summary = MultilingualField(gettext_lazy("Summary"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Meeting")
        verbose_name_plural = gettext_lazy("Meetings")
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="meeting_ends_after_it_begins",
                violation_error_message=gettext_lazy("The meeting must not end before it begins. Check the two dates."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | ~Q(time_zone=""),
                name="hours_have_a_time_zone",
                violation_error_message=gettext_lazy("Enter the time zone of the starting time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False),
                name="end_has_a_beginning_of_its_own",
                violation_error_message=gettext_lazy("An ending time requires a starting time."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "starts_on"], name="meetings_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on}"

    def display_name(self) -> str:
        """Its kind and its day."""
        return _("%(meeting)s, %(date)s") % {"meeting": self.get_kind_display(), "date": localize_day(self.starts_on)}

    def get_absolute_url(self) -> str:
        """The page of the consultation, or of the Steering Committee's meeting."""
        page = "committee_meeting" if self.kind == MeetingKind.COMMITTEE else "consultation"
        return reverse(page, args=[self.slug])

    def clean(self) -> None:
        """A plenary meeting is held while the session sits; others may be held between its parts, or before it."""
        if self.kind != MeetingKind.PLENARY or not (self.session and self.starts_on and self.ends_on):
            return
        for day in (self.starts_on, self.ends_on):
            if sentence := days_outside(self.session, PartialDate(day)):
                raise ValidationError({"session": sentence})

    def is_held_by(self, day: date) -> bool:
        """Whether it had been held when `day` was over."""
        return self.ends_on <= day and (self.cancelled_on is None or self.cancelled_on > self.ends_on)


class AgendaItem(models.Model):
    """An item on the agenda of a session or of a meeting; `number` is as printed: "4", "2 (b)"."""

    session = models.ForeignKey(
        Session,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=gettext_lazy("Session"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=gettext_lazy("Meeting"),
    )
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"), default=0)
    number = models.CharField(gettext_lazy("Number"), max_length=20)
    title = MultilingualField(gettext_lazy("Title"))
    documents = models.ManyToManyField(
        Document,
        blank=True,
        related_name="agenda_items",
        help_text=gettext_lazy("One per line: the symbol or identifier of the document."),
        verbose_name=gettext_lazy("Documents"),
    )

    class Meta:
        verbose_name = gettext_lazy("Agenda item")
        ordering = ["session", "meeting", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, meeting__isnull=False)
                | Q(session__isnull=False, meeting__isnull=True),
                name="agenda_item_of_one_session_or_meeting",
                violation_error_message=gettext_lazy("An agenda item belongs to either a session or a meeting."),
            ),
            models.UniqueConstraint(
                fields=["session", "number"],
                name="one_item_a_number_in_a_session",
                violation_error_message=gettext_lazy("This session already has an agenda item with that number."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_item_a_number_in_a_meeting",
                violation_error_message=gettext_lazy("This meeting already has an agenda item with that number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingPaper(models.Model):
    """A document before a meeting, or the report of it. A report of a meeting of the Steering Committee is
    shared with Member States by a separate act, on `released_on`."""

    meeting = parent_relation(Meeting, "papers")
    document = relation(Document, "meeting_papers")
    is_report = models.BooleanField(gettext_lazy("Report of the meeting"), default=False)
    released_on = models.DateField(gettext_lazy("Shared with Member States on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Meeting document")
        verbose_name_plural = gettext_lazy("Meeting documents")
        ordering = ["meeting", "is_report", "document"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"],
                name="one_paper_once_a_meeting",
                violation_error_message=gettext_lazy("This document is already before the meeting."),
            )
        ]

    def __str__(self) -> str:
        return str(self.document)

    def display_name(self) -> str:
        """The name of the document."""
        return self.document.display_name()

    def get_absolute_url(self) -> str:
        """The page of its meeting."""
        return self.meeting.get_absolute_url()


class Briefing(models.Model):
    """Information that the secretariat gave to Member States at a meeting, by topic."""

    meeting = parent_relation(Meeting, "briefings")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    topic = MultilingualField(gettext_lazy("Topic"))
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Briefing")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_briefing_a_number",
                violation_error_message=gettext_lazy("This meeting already has a briefing with that number."),
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)


class MeetingChange(models.Model):
    """The rescheduling of a meeting: the previous date and place, and the reason."""

    meeting = parent_relation(Meeting, "changes")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    decided_on = models.DateField(gettext_lazy("Decided on"))
    previous_starts_on = models.DateField(gettext_lazy("Previously planned start"))
    previous_ends_on = models.DateField(gettext_lazy("Previously planned end"))
    previous_starts_at = models.TimeField(gettext_lazy("Previously planned start"), null=True, blank=True)
    previous_place = optional_relation(Place, "+", gettext_lazy("Previously planned place"))
    reason = MultilingualField(gettext_lazy("Reason"), blank=True)

    # In words, where a page shows the change; see `web.meeting_facts.moves_of`.
    hour: str

    class Meta:
        verbose_name = gettext_lazy("Change of the meeting")
        verbose_name_plural = gettext_lazy("Changes of the meeting")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_change_a_number",
                violation_error_message=gettext_lazy("This meeting already has a change with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.decided_on}"

    def display_name(self) -> str:
        """The day on which it was decided."""
        return localize_day(self.decided_on)


class Attendance(models.Model):
    """The presence of an organization or a State at a meeting, with the number of people if known."""

    meeting = parent_relation(Meeting, "attendance")
    organisation = optional_relation(Organisation, "attendance")
    state = optional_relation(State, "attendance")
    head_count = models.PositiveSmallIntegerField(gettext_lazy("Number of participants"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("at a meeting", "Attendance")
        verbose_name_plural = gettext_lazy("Attendance")
        ordering = ["meeting", "organisation", "state"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, state=None) | Q(organisation=None, state__isnull=False),
                name="attendance_of_an_organisation_or_a_state",
                violation_error_message=gettext_lazy("An attendee is either an organization or a State. Choose one."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="one_attendance_an_organisation",
                violation_error_message=gettext_lazy("This organization is already recorded as present."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "state"],
                name="one_attendance_a_state",
                violation_error_message=gettext_lazy("This State is already recorded as present."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.state)


class PointRaised(models.Model):
    """A point raised by Member States at a meeting, by topic. No speaker is named."""

    meeting = parent_relation(Meeting, "points")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    about = optional_relation(Topic, "points")
    text = MultilingualField(gettext_lazy("Text"), long=True)

    class Meta:
        verbose_name = gettext_lazy("Point raised")
        verbose_name_plural = gettext_lazy("Points raised")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_point_a_number",
                violation_error_message=gettext_lazy("This meeting already has a point with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"

    def display_name(self) -> str:
        """Its topic, or the meeting at which it was raised."""
        return plain(self.about.name) if self.about else self.meeting.display_name()

    def get_absolute_url(self) -> str:
        """The page of its meeting."""
        return self.meeting.get_absolute_url()
