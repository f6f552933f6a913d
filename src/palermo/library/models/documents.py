"""Documents: one work, one symbol, up to six language versions."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.fields import DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.languages import BY_CODE, CODES, LANGUAGES
from palermo.core.records import SluggedRecord
from palermo.core.relations import parent_relation
from palermo.library.states import (
    FORMATS,
    JOB_SUFFIXES,
    AliasKind,
    DocumentKind,
    DocumentState,
    Extraction,
    Modification,
    VersionStatus,
    WithoutFile,
)
from palermo.library.symbols import check_symbol

if TYPE_CHECKING:
    from palermo.library.models.extracted import ExtractedText

# The date on a document, else the day of issue, which only a draft can be without: databases do not agree on where such
# a one stands, so it has a day before all others, part of the query's own words as an index needs it.
DAY = Coalesce("dated_on", "issued_on", models.Func(template="'0001-01-01'", output_field=models.DateField()))
LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES]
# What an audience may be opened to: those that hold more readers.
_OPENS_WIDER = Q(opens_to="")
for _place, _narrow in enumerate(Audience.values[1:], 1):
    _OPENS_WIDER |= Q(audience=_narrow, opens_to__in=Audience.values[:_place])


def file_path(version: "LanguageVersion | AlternativeFormat", filename: str) -> str:
    """Files lie under their content's hash: no name can be guessed and equal files are one."""
    return f"{version.sha256[:2]}/{version.sha256}"


class Document(SluggedRecord):
    """A document. `symbol` is assigned, never invented: empty means pending.

    `languages_meant` are the codes of the languages it was or will be issued in: empty means all six, ["en"] is what
    a paper says as "English only". `opens_on` is the date from which the wider audience `opens_to` may read it.
    """

    page_name = "document"

    symbol = models.CharField(
        gettext_lazy("Symbol"),
        max_length=100,
        validators=[check_symbol],
        blank=True,
        help_text=gettext_lazy("As assigned by the issuing office. Leave empty while pending."),
    )
    title = MultilingualField(gettext_lazy("Title"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=20, choices=DocumentKind.choices)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    original_language = models.CharField(
        gettext_lazy("Original language"), max_length=2, choices=LANGUAGE_CHOICES, default="en"
    )
    dated_on = models.DateField(gettext_lazy("Date"), null=True, blank=True)
    dated_precision = DatePrecisionField()
    dated = PartialDateOf("dated")
    issued_on = models.DateField(gettext_lazy("Issued on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    withdrawal_reason = MultilingualField(gettext_lazy("Reason for withdrawal"), blank=True)
    languages_meant = models.JSONField(
        gettext_lazy("Intended languages"),
        default=list,
        blank=True,
        help_text=gettext_lazy("Leave empty for all six. Languages that are not intended are not reported as missing."),
    )
    job_number = models.CharField(
        gettext_lazy("Job number"),
        max_length=20,
        blank=True,
        help_text=gettext_lazy("Without the letter of the language, which is added automatically: V.08-55217."),
    )
    resubmits = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resubmissions",
        verbose_name=gettext_lazy("Resubmission of"),
    )
    modifies = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="modifications",
        verbose_name=gettext_lazy("Related document"),
    )
    modification = models.CharField(
        gettext_lazy("Relation to that document"), max_length=12, choices=Modification.choices, blank=True
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=gettext_lazy("Replaced by"),
    )
    opens_on = models.DateField(gettext_lazy("Opens on"), null=True, blank=True)
    opens_to = models.CharField(
        gettext_lazy("Becomes available to"), max_length=20, choices=Audience.choices, blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("Document")
        verbose_name_plural = gettext_lazy("Documents")
        ordering = ["-dated_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None, opens_to="") | (Q(opens_on__isnull=False) & ~Q(opens_to="")),
                name="document_that_opens_says_when_and_to_whom",
                violation_error_message=gettext_lazy("Enter both the date and the audience."),
            ),
            models.CheckConstraint(
                condition=Q(modifies=None, modification="") | (Q(modifies__isnull=False) & ~Q(modification="")),
                name="document_that_changes_another_says_how",
                violation_error_message=gettext_lazy("Enter both the related document and the relation, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(state=DocumentState.WITHDRAWN),
                name="only_a_withdrawn_document_is_replaced",
                violation_error_message=gettext_lazy("Only a withdrawn document has a replacement."),
            ),
            models.CheckConstraint(
                condition=_OPENS_WIDER,
                name="document_opens_to_more_readers",
                violation_error_message=gettext_lazy("The new audience must be wider than the present one."),
            ),
            models.CheckConstraint(
                condition=~Q(modifies=F("id")) & ~Q(resubmits=F("id")) & ~Q(replaced_by=F("id")),
                name="document_is_not_tied_to_itself",
                violation_error_message=gettext_lazy("A document cannot be related to itself."),
            ),
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~Q(symbol=""),
                name="one_document_a_symbol",
                violation_error_message=gettext_lazy("Another document already has this symbol."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.ISSUED) | Q(issued_on__isnull=False),
                name="issued_document_has_a_date",
                violation_error_message=gettext_lazy("An issued document must have a date of issue."),
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=DocumentState.WITHDRAWN) & Q(withdrawn_on=None)),
                name="withdrawn_document_has_a_date",
                violation_error_message=gettext_lazy("A withdrawn document must have a date of withdrawal."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "audience", "-dated_on"], name="documents_by_reader"),
            models.Index(fields=["opens_on"], condition=~Q(opens_to=""), name="documents_opening"),
            # The order of lists.
            models.Index(DAY.desc(), "slug", name="documents_by_day"),
            # Few documents are tied to another: a database that counts the others among them looks at every row.
            *(
                models.Index(fields=[tie], condition=Q(**{f"{tie}__isnull": False}), name=f"documents_by_{tie}")
                for tie in ("modifies", "resubmits", "replaced_by")
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or str(self.title)

    @property
    def audience_today(self) -> Audience:
        """Whom it is for today: from the day on which it opens the wider audience, whether or not that is written."""
        return self.audience_on(clock.today())

    def audience_on(self, day: date) -> Audience:
        """Whom it is for on a day."""
        has_opened = self.opens_on is not None and self.opens_on <= day
        return Audience(self.opens_to if has_opened else self.audience)

    @property
    def languages_expected(self) -> list[str]:
        """The codes of the languages it was or will be issued in, in the official order."""
        return [code for code in CODES if not self.languages_meant or code in self.languages_meant]

    def job_number_in(self, code: str) -> str:
        """The job number as a language version bears it, in one piece: "V.08-55217 (E)"; nothing without one."""
        return f"{self.job_number}\N{NO-BREAK SPACE}({JOB_SUFFIXES[code]})" if self.job_number else ""


class DocumentAlias(models.Model):
    """Another symbol the document is or was known by."""

    document = parent_relation(Document, "aliases")
    symbol = models.CharField(
        gettext_lazy("Symbol"),
        max_length=100,
        validators=[check_symbol],
        unique=True,
        error_messages={"unique": gettext_lazy("Another document already has this symbol.")},
        help_text=gettext_lazy("As assigned by the issuing office. Leave empty while pending."),
    )
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=AliasKind.choices)

    class Meta:
        verbose_name = gettext_lazy("Other symbol")
        ordering = ["document", "symbol"]

    def __str__(self) -> str:
        return self.symbol


class LanguageVersion(models.Model):
    """The document in one language: a text, a file, or both."""

    document = parent_relation(Document, "versions")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=LANGUAGE_CHOICES)
    status = models.CharField(
        gettext_lazy("Status"), max_length=20, choices=VersionStatus.choices, default=VersionStatus.FINAL
    )
    translator = models.CharField(gettext_lazy("Translator"), max_length=200, blank=True)
    dated_on = models.DateField(gettext_lazy("Date"), null=True, blank=True)
    text = models.TextField(gettext_lazy("Text"), blank=True)
    file = models.FileField(upload_to=file_path, max_length=200, blank=True, storage=FileSystemStorage)
    file_name = models.CharField(gettext_lazy("File name"), max_length=200, blank=True)
    media_type = models.CharField(gettext_lazy("File type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Language version")
        ordering = ["document", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="one_version_a_language",
                violation_error_message=gettext_lazy("This document already has a version in that language."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(file=""),
                name="version_has_a_text_or_a_file",
                violation_error_message=gettext_lazy("Enter the text, upload a file, or both."),
            ),
            models.CheckConstraint(
                condition=Q(file="") | (~Q(sha256="") & ~Q(media_type="")),
                name="file_is_described",
                violation_error_message=gettext_lazy("The uploaded file was lost. Upload it again."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"

    def display_name(self) -> str:
        """The document and the language."""
        words = {"document": self.document.display_name(), "language": BY_CODE[self.language].name}
        return _("%(document)s (%(language)s)") % words

    def get_absolute_url(self) -> str:
        """The page of the document, with its text in this language."""
        return f"{self.document.get_absolute_url()}?text={self.language}"

    @property
    def words_of_file(self) -> str:
        """The words that were taken out of the very file that it has now; nothing where there are none yet."""
        extracted = self._extracted
        return extracted.text if extracted else ""

    @property
    def pages_of_file(self) -> range:
        """The numbers of the pages of its PDF; until they are counted, the first alone."""
        extracted = self._extracted
        counted = extracted.pages or 0 if extracted and extracted.state != Extraction.WAITING else 1
        return range(1, counted + 1)

    @property
    def _extracted(self) -> "ExtractedText | None":
        extracted: ExtractedText | None = getattr(self, "extracted", None)
        return extracted if extracted and extracted.sha256 == self.sha256 else None

    @property
    def standing(self) -> VersionStatus | WithoutFile:
        """Its status as shown to readers: without a file, the record holds a summary, which is never final."""
        return VersionStatus(self.status) if self.file else WithoutFile.SUMMARY


class AlternativeFormat(models.Model):
    """Another file of a language version with the same text, such as Word beside PDF."""

    version = parent_relation(LanguageVersion, "alternatives")
    file = models.FileField(upload_to=file_path, max_length=200, storage=FileSystemStorage)
    file_name = models.CharField(gettext_lazy("File name"), max_length=200, blank=True)
    media_type = models.CharField(gettext_lazy("File type"), max_length=100)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = gettext_lazy("Alternative format")
        ordering = ["version", "media_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "media_type"],
                name="one_alternative_a_format",
                violation_error_message=gettext_lazy("This language version has a file in that format already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.media_type}"

    def display_name(self) -> str:
        """The language version and the format."""
        return f"{self.version.display_name()} · {self.format.upper()}"

    def get_absolute_url(self) -> str:
        """The page of the document, with its text in this language."""
        return self.version.get_absolute_url()

    @property
    def format(self) -> str:
        """The ending by which addresses and readers know its format."""
        return FORMATS.get(self.media_type, "bin")
