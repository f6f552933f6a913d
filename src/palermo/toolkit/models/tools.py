"""Tools and their editions. Expert meetings are events that are part of the tool's activity."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.languages import LANGUAGES
from palermo.core.relations import optional_relation
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.toolkit.states.stages import Stage
from palermo.toolkit.states.tools import EditionState, ToolKind


class Tool(models.Model):
    """A manual, a model law, a handbook. `readers` and `aim` are noun or verb phrases for use in a sentence.

    `notice` stands on every page and file of its text, and on those of the versions that are made of it.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="tool",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Activity"),
    )
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=ToolKind.choices)
    readers = MultilingualField(gettext_lazy("Readers"), blank=True)
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    original_language = models.CharField(
        gettext_lazy("Original language"),
        max_length=2,
        choices=[(language.code, language.name) for language in LANGUAGES],
        default="en",
    )
    notice = MultilingualField(gettext_lazy("Notice on every page"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Tool")
        verbose_name_plural = gettext_lazy("Tools")
        ordering = ["activity__slug"]

    def __str__(self) -> str:
        return str(self.activity)

    def display_name(self) -> str:
        """What links and headings say."""
        return self.activity.display_name()

    def get_absolute_url(self) -> str:
        """The page of the tool."""
        return self.activity.get_absolute_url()


class Edition(models.Model):
    """An edition of the text, with its dates."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="editions")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"))
    state = models.CharField(gettext_lazy("Status"), max_length=10, choices=EditionState.choices)
    due_on = models.DateField(gettext_lazy("Due"))
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    scheduled_on = models.DateField(gettext_lazy("Scheduled on"), null=True, blank=True)
    prepared_on = models.DateField(gettext_lazy("Prepared on"), null=True, blank=True)
    issued_on = models.DateField(gettext_lazy("Issued on"), null=True, blank=True)
    document = optional_relation(Document, "editions")

    class Meta:
        verbose_name = gettext_lazy("Edition")
        ordering = ["tool", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool", "order"],
                name="one_edition_a_place",
                violation_error_message=gettext_lazy("This tool already has an edition with that position."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tool}: {self.get_state_display()}"

    def display_name(self) -> str:
        """Its tool and how finished it is."""
        return _("%(tool)s: %(edition)s") % {
            "tool": self.tool.display_name(),
            "edition": self.get_state_display(),
        }

    def get_absolute_url(self) -> str:
        """Its place on the page of the tool."""
        return f"{self.tool.get_absolute_url()}#edition-{self.order}"

    @property
    def stage(self) -> Stage:
        """The latest of its stages; without any on record, drafting until it is issued."""
        latest = max(self.stages.all(), key=lambda each: each.number, default=None)
        if latest is not None:
            return Stage(latest.stage)
        return Stage.FINAL if self.issued_on else Stage.DRAFTING
