"""The register of what is to be followed up, and what those responsible report on it."""

import textwrap
from collections.abc import Iterable
from typing import ClassVar, Protocol

from django.db import models
from django.db.models import Q
from django.db.models.options import Options
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.languages import active_language
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.governance.models.bodies import Body
from palermo.governance.models.meetings import Meeting
from palermo.governance.models.topics import Topic
from palermo.governance.states.follow_ups import SETTLED, FollowUpOrigin, FollowUpState, ProgressState, numbered_origin
from palermo.library.models import Document

# The longest name of an entry, in characters. Chinese has no blanks at which a text could be cut, and says more in as
# many characters.
LONGEST = 140
LONGEST_CHINESE = 60
CUT = "…"
# How an entry reaches the record that it comes from; of these only action points are known here.
ORIGIN_FIELDS = {
    FollowUpOrigin.RECOMMENDATION: "recommendation",
    FollowUpOrigin.REPORT: "report_recommendation",
    FollowUpOrigin.ACTION_POINT: "action_point",
    FollowUpOrigin.COMMITMENT: "commitment",
}


class FollowUpSource(Protocol):
    """A record that an entry of the register can come from, as this slice knows it.

    It is an `ActionPoint`, an `events.Recommendation`, a `reporting.ReportRecommendation` or an `outreach.Commitment`.
    """

    _meta: ClassVar[Options]
    _default_manager: ClassVar[models.Manager]

    @property
    def pk(self) -> int: ...

    @property
    def number(self) -> int: ...

    @property
    def text(self) -> MultilingualText: ...

    @property
    def follow_up_id(self) -> int | None: ...

    @property
    def follow_up(self) -> "FollowUp | None": ...

    @follow_up.setter
    def follow_up(self, entry: "FollowUp | None", /) -> None: ...

    def get_absolute_url(self) -> str: ...

    def save(self, *, update_fields: Iterable[str] | None = None) -> None: ...


class FollowUp(SluggedRecord):
    """An entry of the follow-up register: who is responsible for what was recommended, agreed or promised, and by when.

    Its text is stored with its origin only. If a body is responsible, its members act for it. What is addressed to the
    States as a group is for each of them.
    """

    page_name = "follow_up"

    origin = models.CharField(gettext_lazy("Origin"), max_length=15, choices=FollowUpOrigin.choices)
    about = optional_relation(Topic, "follow_ups")
    responsible_organisation = optional_relation(Organisation, "follow_ups", gettext_lazy("Responsible organization"))
    responsible_state = optional_relation(State, "follow_ups", gettext_lazy("Responsible State"))
    responsible_body = optional_relation(Body, "follow_ups", gettext_lazy("Responsible body"))
    is_for_each_state = models.BooleanField(gettext_lazy("Each Member State is responsible"), default=False)
    taken_over_on = models.DateField(gettext_lazy("Added on"))
    due_on = models.DateField(gettext_lazy("Due"), null=True, blank=True)
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    state = models.CharField(
        gettext_lazy("Status"), max_length=15, choices=FollowUpState.choices, default=FollowUpState.OPEN
    )
    state_on = models.DateField(gettext_lazy("Status since"), null=True, blank=True)
    note = MultilingualField(gettext_lazy("Progress"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Follow-up")
        verbose_name_plural = gettext_lazy("Follow-up")
        ordering = ["due_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FollowUpState.OPEN) | Q(state_on__isnull=False),
                name="follow_up_has_a_date",
                violation_error_message=gettext_lazy("Enter the date of the current status."),
            ),
            models.CheckConstraint(
                condition=Q(responsible_organisation=None, responsible_state=None, is_for_each_state=False)
                | Q(responsible_organisation=None, responsible_body=None, is_for_each_state=False)
                | Q(responsible_state=None, responsible_body=None, is_for_each_state=False)
                | Q(responsible_organisation=None, responsible_state=None, responsible_body=None),
                name="one_is_responsible_for_a_follow_up",
                violation_error_message=gettext_lazy(
                    "An entry has at most one party responsible: an organization, a State, a body or each State."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "slug"], name="follow_ups_by_due_date"),
            models.Index(fields=["state", "due_on"], name="follow_ups_by_state"),
        ]

    @property
    def origin_record(self) -> FollowUpSource | None:
        """The recommendation or action point that it comes from; None where nothing names the entry."""
        return getattr(self, ORIGIN_FIELDS[FollowUpOrigin(self.origin)], None)

    @property
    def wording(self) -> MultilingualText:
        """The wording of the entry, which is that of its origin."""
        origin = self.origin_record
        return origin.text if origin else MultilingualText()

    def display_name(self) -> str:
        """The beginning of its wording, two lines of a list at most; its id where nothing names it."""
        words = plain(self.wording)
        if active_language().code == "zh" and len(words) > LONGEST_CHINESE:
            return f"{words[:LONGEST_CHINESE]}{CUT}"
        return textwrap.shorten(words, LONGEST, placeholder=CUT) or self.slug

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in SETTLED


class ProgressReport(models.Model):
    """What a State or an organization reports on something it is responsible for, with its evidence.

    `by_party` marks what those that made a commitment report on it: a partner or a group may be no organization of the
    record.
    """

    follow_up = parent_relation(FollowUp, "progress")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    organisation = optional_relation(Organisation, "progress_reports")
    state_by = optional_relation(State, "progress_reports")
    by_party = models.BooleanField(gettext_lazy("Reported by those that made the commitment"), default=False)
    made_on = models.DateField(pgettext_lazy("progress", "Reported on"))
    claims = models.CharField(gettext_lazy("Reported status"), max_length=15, choices=FollowUpState.choices)
    text = MultilingualField(gettext_lazy("Text"), long=True)
    link = models.URLField(gettext_lazy("Web address"), blank=True)
    evidence = optional_relation(Document, "evidence_of", gettext_lazy("Supporting document"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ProgressState.choices, default=ProgressState.REPORTED
    )
    reviewed_on = models.DateField(gettext_lazy("Reviewed on"), null=True, blank=True)
    review = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Progress report")
        verbose_name_plural = gettext_lazy("Progress reports")
        ordering = ["follow_up", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "number"],
                name="one_progress_report_a_number",
                violation_error_message=gettext_lazy("This entry already has a report with that number."),
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(state_by=None),
                name="progress_is_reported_by_one",
                violation_error_message=gettext_lazy("A progress report is made by either an organization or a State."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProgressState.REPORTED, reviewed_on=None)
                | (~Q(state=ProgressState.REPORTED) & Q(reviewed_on__isnull=False)),
                name="reviewed_progress_has_a_date",
                violation_error_message=gettext_lazy("A reviewed report must have the date of review."),
            ),
        ]
        indexes = [models.Index(fields=["state", "made_on"], name="progress_by_state")]

    def __str__(self) -> str:
        return f"{self.follow_up}, {self.number}"

    def display_name(self) -> str:
        """Its day."""
        return (
            # Translators: the day with its preposition: "of 18 June 2007".
            _("Report %(of_day)s") % {"of_day": localize_day(self.made_on, "of")}
        )

    def get_absolute_url(self) -> str:
        """Its place on the page of the entry."""
        return f"{self.follow_up.get_absolute_url()}#progress-{self.number}"


class ActionPoint(models.Model):
    """An action agreed at a meeting; its follow-up entry has the responsible party and the due date."""

    meeting = parent_relation(Meeting, "action_points")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_point",
        error_messages={
            "unique": gettext_lazy("Another record is already linked to this follow-up entry. Choose another entry.")
        },
        verbose_name=gettext_lazy("Follow-up"),
    )

    class Meta:
        verbose_name = gettext_lazy("Action point")
        verbose_name_plural = gettext_lazy("Action points")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="one_action_point_a_number",
                violation_error_message=gettext_lazy("This meeting already has an action point with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"

    def display_name(self) -> str:
        """Its number in its meeting."""
        number = numbered_origin(FollowUpOrigin.ACTION_POINT, self.number)
        return _("%(number)s: %(title)s") % {"number": number, "title": self.meeting.display_name()}

    def get_absolute_url(self) -> str:
        """Its place on the page of its meeting."""
        return f"{self.meeting.get_absolute_url()}#action-{self.number}"
