"""How a report comes to be cleared: comments on its words, who cleared which version, and its document slot."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import User
from palermo.core.constraints import ON_RECORD
from palermo.core.languages import LANGUAGES
from palermo.reporting.models.parts import PartOfReport
from palermo.reporting.models.reports import Report
from palermo.reporting.models.writing import ReportParagraph
from palermo.reporting.states import ClearanceStep


class ParagraphComment(models.Model):
    """What an officer says of words of a paragraph in one language, until it is resolved.

    `text_then` is the whole paragraph as it read, `start` and `end` the words in it; where both are 0, the comment is
    on the whole paragraph. Where the words stand now follows from the edits since (`writing.comments`). One that came
    with a Word file has the name of its author there, and may answer another one.
    """

    paragraph = models.ForeignKey(ReportParagraph, on_delete=models.CASCADE, related_name="comments")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES])
    text_then = models.TextField()
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    words = models.TextField(gettext_lazy("Comment"))
    answers = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Author")
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))
    resolved_by_name = models.CharField(gettext_lazy("Resolved by"), max_length=200, blank=True)
    resolved_at = models.DateTimeField(gettext_lazy("Resolved on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Comment on a paragraph")
        verbose_name_plural = gettext_lazy("Comments on paragraphs")
        ordering = ["paragraph", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language}): {self.words[:40]}"

    def display_name(self) -> str:
        """Its report."""
        return self.paragraph.display_name()

    def get_absolute_url(self) -> str:
        """The page of its report."""
        return self.paragraph.get_absolute_url()


class Clearance(PartOfReport):
    """One step of the clearance of a report, done by an officer for a version of its text.

    `language` is that of the version; empty for the submission, which is of all six. `texts` are the paragraphs as
    they read then, by their keys: the step is out of date when they read otherwise now. Rows are never changed; the
    latest of a step counts.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="clearances")
    step = models.CharField(gettext_lazy("Step"), max_length=10, choices=ClearanceStep.choices)
    language = models.CharField(
        gettext_lazy("Language"), max_length=2, blank=True, choices=[(l.code, l.name) for l in LANGUAGES]
    )
    number = models.PositiveIntegerField()
    texts = models.JSONField(default=dict)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Officer")
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))

    class Meta:
        verbose_name = gettext_lazy("Clearance of a report")
        verbose_name_plural = gettext_lazy("Clearances of reports")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="one_clearance_a_number", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(step=ClearanceStep.SUBMITTED, language="")
                | (~Q(step=ClearanceStep.SUBMITTED) & ~Q(language="")),
                name="cleared_version_has_a_language",
                violation_error_message=gettext_lazy("State the language of the version that is cleared."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}: {self.step} {self.language}"


class DocumentSlot(PartOfReport):
    """The day on which the conference services expect a report."""

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, related_name="slot", error_messages={"unique": ON_RECORD}
    )
    on = models.DateField(gettext_lazy("Document slot"))

    class Meta:
        verbose_name = gettext_lazy("Document slot")
        verbose_name_plural = gettext_lazy("Document slots")
        ordering = ["report"]

    def __str__(self) -> str:
        return f"{self.report}: {self.on}"
