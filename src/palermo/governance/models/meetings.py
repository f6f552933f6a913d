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
from palermo.core.constraints import ID_TAKEN
from palermo.core.dates import PartialDate
from palermo.core.fields import MultilingualField
from palermo.core.speech.here import say_here
from palermo.core.text import plain
from palermo.governance.models.bodies import Body
from palermo.governance.models.sessions import Session, days_outside
from palermo.governance.models.topics import Topic
from palermo.governance.states.bodies import MeetingKind
from palermo.library.models import Document


class Meeting(models.Model):
    """A meeting on a day or several. Whether it was held is a matter of the date on which one asks.

    `starts_at` and `ends_at` are hours in `time_zone` (an IANA name). `languages` are those of interpretation, as codes
    with blanks between them, in the order of the United Nations: "ar en fr". Until `corrections_until` delegations may
    correct the secretariat's notes of it. `scheduled_on` is the day on which it came to be planned.
    """

    slug = models.SlugField(max_length=100, unique=True, error_messages={"unique": ID_TAKEN})
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    title = MultilingualField(blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    room = models.CharField(max_length=100, blank=True)
    link = models.URLField(blank=True)
    languages = models.CharField(max_length=17, blank=True)
    chair = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings_chaired"
    )
    scheduled_on = models.DateField(null=True, blank=True)
    corrections_until = models.DateTimeField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancellation_reason = MultilingualField(blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)
    summary = MultilingualField(blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Meeting")
        verbose_name_plural = gettext_lazy("Meetings")
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="meeting_ends_after_it_begins",
                violation_error_message=gettext_lazy("The meeting ends before it begins. Look at the two dates."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | ~Q(time_zone=""),
                name="hours_have_a_time_zone",
                violation_error_message=gettext_lazy("Say in which time zone the meeting begins at that hour."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False),
                name="end_has_a_beginning_of_its_own",
                violation_error_message=gettext_lazy("Say at which hour the meeting begins, if you say when it ends."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "starts_on"], name="meetings_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on}"

    def display_name(self) -> str:
        """Its kind and its day."""
        return _("%(meeting)s, %(date)s") % {"meeting": self.get_kind_display(), "date": say_here(self.starts_on)}

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

    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="agenda_items")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="agenda_items")
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20)
    title = MultilingualField()
    documents = models.ManyToManyField(Document, blank=True, related_name="agenda_items")

    class Meta:
        verbose_name = gettext_lazy("Agenda item")
        ordering = ["session", "meeting", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, meeting__isnull=False)
                | Q(session__isnull=False, meeting__isnull=True),
                name="agenda_item_of_one_session_or_meeting",
                violation_error_message=gettext_lazy(
                    "An agenda item belongs to one session or to one meeting, not to both."
                ),
            ),
            models.UniqueConstraint(
                fields=["session", "number"],
                name="one_item_a_number_in_a_session",
                violation_error_message=gettext_lazy("This session has an agenda item of that number already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_item_a_number_in_a_meeting",
                violation_error_message=gettext_lazy("This meeting has an agenda item of that number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingPaper(models.Model):
    """A document before a meeting, or the report of it. A report of the Steering Committee's meeting goes to Member
    States by an act of its own, on `released_on`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="meeting_papers")
    is_report = models.BooleanField(default=False)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Paper")
        ordering = ["meeting", "is_report", "document"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document"],
                name="one_paper_once_a_meeting",
                violation_error_message=gettext_lazy("This document is before the meeting already."),
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
    """What the secretariat told Member States at a meeting, topic by topic."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="briefings")
    number = models.PositiveSmallIntegerField()
    topic = MultilingualField()
    text = MultilingualField(blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Briefing")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_briefing_a_number",
                violation_error_message=gettext_lazy("This meeting has a briefing of that number already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.topic)


class MeetingChange(models.Model):
    """That a meeting was moved: when and where it was to be until then, and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    previous_starts_on = models.DateField()
    previous_ends_on = models.DateField()
    previous_starts_at = models.TimeField(null=True, blank=True)
    previous_place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = MultilingualField(blank=True)

    # In words, where a page shows the change; see `web.meeting_facts.moves_of`.
    hour: str

    class Meta:
        verbose_name = gettext_lazy("Change of the meeting")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_change_a_number",
                violation_error_message=gettext_lazy("This meeting has a move of that number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.decided_on}"


class Attendance(models.Model):
    """That an organisation or a State was at a meeting, with how many people where that is known."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance")
    head_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("at a meeting", "Attendance")
        verbose_name_plural = gettext_lazy("Attendance")
        ordering = ["meeting", "organisation", "state"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, state=None) | Q(organisation=None, state__isnull=False),
                name="attendance_of_an_organisation_or_a_state",
                violation_error_message=gettext_lazy(
                    "Either an organisation or a State was present. Name one of the two."
                ),
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="one_attendance_an_organisation",
                violation_error_message=gettext_lazy("This organisation is on record as present already."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "state"],
                name="one_attendance_a_state",
                violation_error_message=gettext_lazy("This State is on record as present already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.state)


class PointRaised(models.Model):
    """What was raised by Member States at a meeting, by topic. No speaker is named: the notes are nobody's record."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    about = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="points")
    text = MultilingualField(long=True)

    class Meta:
        verbose_name = gettext_lazy("Point raised")
        verbose_name_plural = gettext_lazy("Points raised")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_point_a_number",
                violation_error_message=gettext_lazy("This meeting has a point of that number already."),
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
