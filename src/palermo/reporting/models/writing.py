"""What officers write in a report in preparation: its sections, its paragraphs, and every text that they ever had."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import User
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.languages import LANGUAGES
from palermo.reporting.models.parts import PartOfReport
from palermo.reporting.models.reports import Report
from palermo.reporting.states import ParagraphKind, TextAct


class ReportSection(PartOfReport):
    """A section of a report that is being written.

    `key` is that of the outline's section, or one made for a section that an officer added. Without a title of its own
    it has the title that the outline gives. One that was removed is shown again where it has paragraphs.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(gettext_lazy("Position"))
    title = MultilingualField(gettext_lazy("Heading"), blank=True)
    is_annex = models.BooleanField(gettext_lazy("Annex"), default=False)
    is_removed = models.BooleanField(gettext_lazy("Removed"), default=False)
    officer = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="report_sections",
        verbose_name=gettext_lazy("Responsible officer"),
    )

    class Meta:
        verbose_name = gettext_lazy("Section of a report")
        verbose_name_plural = gettext_lazy("Sections of reports")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="one_section_a_key", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.key}"


class ReportParagraph(PartOfReport):
    """A paragraph or table of a report that is being written.

    `key` stays with it wherever it is moved: comments, word files and links find it by its key. `origins` are the
    generated paragraphs that it stands for, each with the sentences taken from it, or all of them; a paragraph that
    officers write freely has none.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(gettext_lazy("Position"))
    kind = models.CharField(max_length=10, choices=ParagraphKind.choices, default=ParagraphKind.PARAGRAPH)
    origins = models.JSONField(default=list, blank=True)
    is_removed = models.BooleanField(gettext_lazy("Removed"), default=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=gettext_lazy("Merged into"),
    )

    class Meta:
        verbose_name = gettext_lazy("Paragraph of a report")
        verbose_name_plural = gettext_lazy("Paragraphs of reports")
        ordering = ["report", "section__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="one_paragraph_a_key", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.key}"


class TextRevision(models.Model):
    """A text of a paragraph in one language, as an act left it; the last one that is no rejected copy counts.

    `content` is empty where the paragraph follows the record again: then it reads as it is generated. `basis` are the
    generated sentences that the text rests on, as they were: a paragraph is flagged when they read otherwise now.
    `rests_on` is the revision of the original language that a translation was made from. Revisions are never changed
    or deleted.
    """

    paragraph = models.ForeignKey(ReportParagraph, on_delete=models.CASCADE, related_name="revisions")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES])
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    content = models.JSONField(null=True, blank=True)
    basis = models.JSONField(default=list, blank=True)
    act = models.CharField(gettext_lazy("Change"), max_length=12, choices=TextAct.choices)
    reason = models.TextField(gettext_lazy("Reason"), blank=True)
    rests_on = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="report_texts",
        verbose_name=gettext_lazy("Author"),
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))

    class Meta:
        verbose_name = gettext_lazy("Text of a paragraph")
        verbose_name_plural = gettext_lazy("Texts of paragraphs")
        ordering = ["paragraph", "language", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "language", "number"],
                name="one_revision_a_number",
                violation_error_message=ON_RECORD,
            ),
            models.CheckConstraint(
                condition=~Q(act=TextAct.KEPT) | ~Q(reason=""),
                name="kept_text_has_a_reason",
                violation_error_message=gettext_lazy("State why the text is kept although the record changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language}) {self.number}"

    def display_name(self) -> str:
        """Its report."""
        return _("%(report)s, version %(number)d") % {
            "report": self.paragraph.report.display_name(),
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        """The page of its report."""
        return self.paragraph.get_absolute_url()
