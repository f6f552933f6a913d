"""Tools, their editions and their use. Expert meetings are events that are part of the tool's activity."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Place
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf, RecordIdField
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.toolkit.states import EditionState, ToolKind, UptakeKind, UptakeStatus
from palermo.treaties.models import LawArticle
from palermo.treaties.models.participants import OfParticipant


class Tool(models.Model):
    """A manual, a model law, a handbook. `readers` and `aim` are noun or verb phrases for use in a sentence."""

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
    """An edition of the text, with its date and the body to which it is presented."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="editions")
    order = models.PositiveSmallIntegerField(gettext_lazy("Order"))
    state = models.CharField(gettext_lazy("Status"), max_length=10, choices=EditionState.choices)
    due_on = models.DateField(gettext_lazy("Due"))
    due_precision = DatePrecisionField()
    due = PartialDateOf("due")
    presented_to = MultilingualField(gettext_lazy("Presented to"), blank=True)
    presented_at = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=gettext_lazy("Presented at"),
    )
    scheduled_on = models.DateField(gettext_lazy("Scheduled on"), null=True, blank=True)
    prepared_on = models.DateField(gettext_lazy("Prepared on"), null=True, blank=True)
    issued_on = models.DateField(gettext_lazy("Issued on"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=gettext_lazy("Document"),
    )

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


class Uptake(OfParticipant):
    """What a State or an organization did with a tool, since when, and what shows it.

    `language` is that of a translation, as a language tag such as `pt`; `law` the provision that cites the tool.
    """

    slug = RecordIdField()
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="uptakes", verbose_name=gettext_lazy("Tool"))
    kind = models.CharField(gettext_lazy("Kind of use"), max_length=10, choices=UptakeKind.choices)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    since_precision = DatePrecisionField()
    since = PartialDateOf("since")
    language = models.CharField(gettext_lazy("Language of the translation"), max_length=35, blank=True)
    law = models.ForeignKey(
        LawArticle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=LawArticle._meta.verbose_name,
    )
    evidence = MultilingualField(gettext_lazy("Evidence"), blank=True, long=True)
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uptakes",
        verbose_name=gettext_lazy("Document"),
    )
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=UptakeStatus.choices, default=UptakeStatus.RECORDED
    )
    reported_on = models.DateField(gettext_lazy("Reported on"), null=True, blank=True)
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Use of a tool")
        verbose_name_plural = gettext_lazy("Uses of tools")
        ordering = ["tool", "slug"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.CheckConstraint(
                condition=Q(law=None) | Q(kind=UptakeKind.CITED),
                name="only_a_citation_names_a_law",
                violation_error_message=gettext_lazy(
                    "Choose “Cited in law” as the kind of use, or leave out the provision."
                ),
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(kind=UptakeKind.TRANSLATED),
                name="only_a_translation_names_a_language",
                violation_error_message=gettext_lazy(
                    "Choose “Translated” as the kind of use, or leave out the language."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=UptakeStatus.DECLINED) | Q(decided_on__isnull=False),
                name="declined_use_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the reported use was declined."),
            ),
        ]
        indexes = [models.Index(fields=["tool", "status"], name="uptakes_by_tool")]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """Who did what with it."""
        return _("%(participant)s: %(use)s") % {
            "participant": self.participant.display_name(),
            "use": self.get_kind_display(),
        }

    def get_absolute_url(self) -> str:
        """Its place on the page of the tool."""
        return f"{self.tool.get_absolute_url()}#use-{self.slug}"

    @property
    def audience(self) -> str:
        """Who may read it once it is recorded: the audience of the tool."""
        return self.tool.activity.audience
