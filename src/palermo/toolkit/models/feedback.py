"""What readers of tools need beside the text: the finder, their feedback, and the counts of downloads."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.relations import parent_relation, relation
from palermo.core.text import plain
from palermo.governance.models import Topic
from palermo.toolkit.models.texts import LANGUAGE_CHOICES, Passage, ToolVersion
from palermo.toolkit.models.tools import Tool
from palermo.toolkit.states.feedback import DownloadForm, ReaderFeedbackStatus, ReaderRole
from palermo.toolkit.states.texts import PassageKind


class FinderEntry(models.Model):
    """That a chapter of a tool, or the tool as a whole, answers questions of readers with a role on a topic."""

    tool = parent_relation(Tool, "finder_entries")
    passage = models.ForeignKey(
        Passage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="finder_entries",
        verbose_name=gettext_lazy("Chapter"),
    )
    role = models.CharField(pgettext_lazy("of a reader", "Role"), max_length=16, choices=ReaderRole.choices)
    topic = relation(Topic, "finder_entries")

    class Meta:
        verbose_name = gettext_lazy("Finder entry")
        verbose_name_plural = gettext_lazy("Finder entries")
        ordering = ["tool", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "role", "topic"],
                name="one_finder_entry_a_chapter",
                violation_error_message=ON_RECORD,
            ),
            models.UniqueConstraint(
                fields=["tool", "role", "topic"],
                condition=Q(passage=None),
                name="one_finder_entry_a_tool",
                violation_error_message=ON_RECORD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.role}"

    def display_name(self) -> str:
        """The role and the topic."""
        return f"{self.get_role_display()} · {self.topic.display_name()}"

    def get_absolute_url(self) -> str:
        """The page of its tool."""
        return self.tool.get_absolute_url()


class VersionSection(models.Model):
    """A passage of a version that has a heading, as search and the finder lead to it.

    `page` is the key of the chapter on whose page it stands. A version is frozen, so that sections never change.
    """

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    page = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    kind = models.CharField(gettext_lazy("Kind"), max_length=12, choices=PassageKind.choices)
    number = models.PositiveIntegerField(default=0)
    heading = MultilingualField(gettext_lazy("Heading"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Section of a version")
        verbose_name_plural = gettext_lazy("Sections of versions")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_section_a_passage", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.key}"

    def display_name(self) -> str:
        """The name of the tool, and its heading or what kind of passage it is."""
        heading = plain(self.heading) or self.get_kind_display()
        return _("%(tool)s, %(passage)s") % {"tool": self.version.tool.display_name(), "passage": heading}

    def get_absolute_url(self) -> str:
        """Its place on the page of its chapter."""
        version = self.version
        address = reverse("tool_chapter", args=[version.tool.activity.slug, version.number, self.page])
        return address if self.key == self.page else f"{address}#{self.key}"


class ReaderFeedback(models.Model):
    """What a reader without an account wrote about a passage of a version; nobody knows who it was.

    Read by the secretariat and the drafting group alone, and the reply by whoever has the link of which `digest` is
    the digest.
    """

    slug = RecordIdField()
    version = relation(ToolVersion, "reader_feedback")
    key = models.CharField(gettext_lazy("Passage"), max_length=40)
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    words = models.TextField(gettext_lazy("Feedback"), max_length=2000)
    role = models.CharField(pgettext_lazy("of a reader", "Role"), max_length=16, choices=ReaderRole.choices, blank=True)
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=ReaderFeedbackStatus.choices,
        default=ReaderFeedbackStatus.OPEN,
    )
    sent_on = models.DateField(gettext_lazy("Received on"))
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    reply = MultilingualField(gettext_lazy("Reply"), blank=True, long=True)
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": ON_RECORD})

    class Meta:
        verbose_name = gettext_lazy("Feedback of a reader")
        verbose_name_plural = gettext_lazy("Feedback of readers")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReaderFeedbackStatus.OPEN, decided_on=None)
                | (~Q(status=ReaderFeedbackStatus.OPEN) & Q(decided_on__isnull=False)),
                name="open_feedback_is_undecided",
                violation_error_message=gettext_lazy(
                    "Feedback has a date of decision once it was answered or closed, and not before."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """The tool that it is about."""
        return _("Feedback on %(tool)s") % {"tool": self.version.tool.display_name()}

    def get_absolute_url(self) -> str:
        """Its place in the list of feedback on the tool."""
        return f"{reverse('tool_feedback', args=[self.version.tool.activity.slug])}#{self.slug}"


class DownloadCount(models.Model):
    """How often a version was downloaded in a language and a form in a month; `month` is its first day."""

    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="downloads")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    form = models.CharField(gettext_lazy("Format"), max_length=8, choices=DownloadForm.choices)
    month = models.DateField(gettext_lazy("Month"))
    count = models.PositiveIntegerField(gettext_lazy("Number"), default=0)

    class Meta:
        verbose_name = gettext_lazy("Count of downloads")
        verbose_name_plural = gettext_lazy("Counts of downloads")
        ordering = ["version", "month", "language", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "form", "month"],
                name="one_count_a_month",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language} {self.form} {self.month:%Y-%m}"
