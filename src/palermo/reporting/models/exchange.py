"""Texts that somebody proposes for a report: on the site, or in a Word file that was exported for editing."""

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import User
from palermo.core.constraints import ON_RECORD
from palermo.core.languages import LANGUAGES
from palermo.reporting.models.clearance import ParagraphComment
from palermo.reporting.models.parts import PartOfReport
from palermo.reporting.models.reports import Report
from palermo.reporting.models.writing import ReportParagraph
from palermo.reporting.states import StrayCommentState, SuggestionKind, SuggestionState

_LANGUAGES = [(l.code, l.name) for l in LANGUAGES]


def word_path(word_file: "WordImport", name: str) -> str:
    """Where an edited file is kept, under its checksum."""
    return f"report-exchange/{word_file.export.report_id}/{word_file.sha256}.docx"


class WordExport(PartOfReport):
    """A report as it was exported for editing in one language.

    `content` holds each paragraph with the revision that counted then, and how its words are read from the file; a file
    names its export by a signed word, so that it is never taken for another report's or language's.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="word_exports")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=_LANGUAGES)
    content = models.JSONField(default=dict)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Officer")
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))

    class Meta:
        verbose_name = gettext_lazy("Word file exported for editing")
        verbose_name_plural = gettext_lazy("Word files exported for editing")
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return f"{self.report} ({self.language}) {self.pk}"


class WordImport(models.Model):
    """An edited Word file as it came back, and what of it is no suggestion: paragraphs left as they were, other words.

    `unchanged` are the keys of paragraphs that the file left as they were; `leftovers` the words of its heads and feet
    that are not the report's.
    """

    export = models.ForeignKey(WordExport, on_delete=models.PROTECT, related_name="imports")
    file = models.FileField(upload_to=word_path, max_length=200, storage=FileSystemStorage)
    name = models.CharField(gettext_lazy("File name"), max_length=200)
    sha256 = models.CharField(gettext_lazy("Checksum"), max_length=64)
    size = models.PositiveBigIntegerField()
    unchanged = models.JSONField(default=list, blank=True)
    leftovers = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Officer")
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))

    class Meta:
        verbose_name = gettext_lazy("Edited Word file")
        verbose_name_plural = gettext_lazy("Edited Word files")
        ordering = ["export", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "sha256"], name="one_import_a_file", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.export}: {self.name}"

    def display_name(self) -> str:
        """Its report."""
        return self.export.display_name()

    def get_absolute_url(self) -> str:
        """The page of its report."""
        return self.export.get_absolute_url()


class DecidedPart(PartOfReport):
    """What an officer decides on once: by whom and when, and the reason where one is given."""

    reason = models.TextField(gettext_lazy("Reason"), blank=True)
    decided_by_name = models.CharField(gettext_lazy("Decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(gettext_lazy("Decided on"), null=True, blank=True)

    class Meta:
        abstract = True


class Suggestion(DecidedPart):
    """A text, place or removal that somebody proposes for a paragraph in one language, until an officer decides.

    `text_then` is the text that it began from, of revision `base`; a table has its `cells`. `after` and `section` say
    where a new or moved paragraph is to stand, `others` which paragraphs are joined to this one. Of a heading,
    `section` is its section, and `after` the one that it is to stand behind. What was accepted as a new paragraph has
    it as `paragraph`.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="suggestions")
    paragraph = models.ForeignKey(
        ReportParagraph, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    word_import = models.ForeignKey(
        WordImport, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=_LANGUAGES)
    kind = models.CharField(gettext_lazy("Change"), max_length=10, choices=SuggestionKind.choices)
    position = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    text_then = models.TextField(blank=True)
    text = models.TextField(gettext_lazy("Text"), blank=True)
    cells = models.JSONField(default=list, blank=True)
    section = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    others = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("Author")
    )
    by_name = models.CharField(max_length=300)
    at = models.DateTimeField(gettext_lazy("Time"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN
    )

    class Meta:
        verbose_name = gettext_lazy("Suggestion for a report")
        verbose_name_plural = gettext_lazy("Suggestions for reports")
        ordering = ["report", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_at=None)
                | (~Q(state=SuggestionState.OPEN) & Q(decided_at__isnull=False)),
                name="decided_suggestion_has_a_time",
                violation_error_message=gettext_lazy("State when the suggestion was accepted or declined."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.language}) {self.kind}: {self.text[:40]}"


class StrayComment(DecidedPart):
    """A comment of an edited Word file that is on no paragraph of the report, until an officer settles it.

    `on` are the words of the file that it is on, and `comment` is what it became. One that answers another goes with
    that.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="stray_comments")
    word_import = models.ForeignKey(WordImport, on_delete=models.CASCADE, related_name="stray_comments")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=_LANGUAGES)
    on = models.TextField(blank=True)
    words = models.TextField(gettext_lazy("Comment"))
    answers = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    is_resolved = models.BooleanField(gettext_lazy("Resolved"), default=False)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(gettext_lazy("Time"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=StrayCommentState.choices, default=StrayCommentState.OPEN
    )
    comment = models.OneToOneField(
        ParagraphComment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        error_messages={"unique": ON_RECORD},
    )

    class Meta:
        verbose_name = gettext_lazy("Comment without a place")
        verbose_name_plural = gettext_lazy("Comments without a place")
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=StrayCommentState.OPEN, decided_at=None)
                | (~Q(state=StrayCommentState.OPEN) & Q(decided_at__isnull=False)),
                name="decided_comment_has_a_time",
                violation_error_message=gettext_lazy("State when the comment was attached or dismissed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.language}): {self.words[:40]}"
