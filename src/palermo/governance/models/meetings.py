"""Meetings: consultations, intersessional meetings, the Steering Committee's; their agenda, papers and briefings."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from palermo.accounts.models import Place
from palermo.core.audiences import Audience
from palermo.core.fields import MultilingualField
from palermo.governance.models.bodies import Body, Session
from palermo.governance.states import MeetingKind
from palermo.library.models import Document


class Meeting(models.Model):
    """A meeting on a day or several. Whether it was held is a matter of the date on which one asks."""

    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    title = MultilingualField(blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    cancellation_reason = MultilingualField(blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES)
    summary = MultilingualField(blank=True, long=True)

    class Meta:
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["kind", "starts_on"], name="meetings_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on}"

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
        ordering = ["session", "meeting", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=True, meeting__isnull=False)
                | Q(session__isnull=False, meeting__isnull=True),
                name="agenda_item_of_one_session_or_meeting",
            ),
            models.UniqueConstraint(fields=["session", "number"], name="one_item_a_number_in_a_session"),
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_a_number_in_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingPaper(models.Model):
    """A document before a meeting, or the report of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="meeting_papers")
    is_report = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "is_report", "document"]
        constraints = [models.UniqueConstraint(fields=["meeting", "document"], name="one_paper_once_a_meeting")]

    def __str__(self) -> str:
        return str(self.document)


class Briefing(models.Model):
    """What the secretariat told Member States at a meeting, topic by topic."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="briefings")
    number = models.PositiveSmallIntegerField()
    topic = MultilingualField()
    text = MultilingualField(blank=True, long=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_briefing_a_number")]

    def __str__(self) -> str:
        return str(self.topic)
