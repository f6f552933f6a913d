"""Reports, what each paragraph states, and the files of an issued one."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField, RecordIdField
from palermo.core.languages import LANGUAGES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.core.text import plain
from palermo.governance.models import Activity, AgendaItem, DonorContribution, FollowUp, Meeting, Session
from palermo.governance.states.follow_ups import FollowUpOrigin, numbered_origin
from palermo.library.symbols import check_symbol
from palermo.reporting.models.document_types import DocumentType
from palermo.reporting.states import Blueprint, Case, Format, ReportRelation, ReportState
from palermo.treaties.models import Treaty


def file_path(issued: models.Model, filename: str) -> str:
    """By content hash, as in the library."""
    return f"reports/{issued.sha256[:2]}/{issued.sha256}"  # type: ignore[attr-defined]


def check_cases(cases: object) -> None:
    """Refuse what is not a mapping from cases of Russian to texts.

    Raises
    ------
    ValidationError
        Saying what was expected and found.
    """
    known = ", ".join(Case.values)
    if not isinstance(cases, dict):
        raise ValidationError(_("Expected texts by case (%(known)s)."), params={"known": known})
    for case, words in cases.items():
        if case not in Case.values or not isinstance(words, str) or not words.strip():
            raise ValidationError(
                _("Expected a text for one of the cases %(known)s, found “%(case)s”."),
                params={"known": known, "case": case},
            )


class Report(SluggedRecord):
    """A report generated from the record as at its cut-off date, by a blueprint."""

    page_name = "report"

    blueprint = models.CharField(gettext_lazy("Kind of report"), max_length=40, choices=Blueprint.choices)
    title = MultilingualField(gettext_lazy("Title"))
    cutoff_on = models.DateField(gettext_lazy("Cut-off date"))
    session = optional_relation(Session, "reports")
    agenda_item = optional_relation(AgendaItem, "reports")
    meeting = optional_relation(Meeting, "reports")
    activity = optional_relation(Activity, "reports_about", gettext_lazy("Event"))
    contribution = optional_relation(DonorContribution, "reports")
    document_type = optional_relation(DocumentType, "reports")
    # The outline with which it was begun, as a file holds it; without one, that of its shipped type.
    outline = models.JSONField(gettext_lazy("Outline"), default=dict, blank=True)
    symbol = models.CharField(
        gettext_lazy("Symbol"),
        max_length=100,
        blank=True,
        validators=[check_symbol],
        help_text=gettext_lazy("As assigned by the issuing office. Leave empty while pending."),
    )
    original_language = models.CharField(
        gettext_lazy("Original language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES], default="en"
    )
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.MEMBER_STATES
    )
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReportState.choices, default=ReportState.PREPARED
    )
    issued_on = models.DateField(gettext_lazy("Issued on"), null=True, blank=True)
    changes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changed_by",
        verbose_name=gettext_lazy("Related document"),
    )
    relation = models.CharField(
        gettext_lazy("Relation to that document"), max_length=12, choices=ReportRelation.choices, blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("Report")
        verbose_name_plural = gettext_lazy("Reports")
        ordering = ["-cutoff_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.PREPARED, issued_on=None)
                | Q(state=ReportState.ISSUED, issued_on__isnull=False),
                name="issued_report_has_a_date",
                violation_error_message=gettext_lazy("An issued report must have a date of issue."),
            ),
            models.CheckConstraint(
                condition=Q(changes=None, relation="") | (Q(changes__isnull=False) & ~Q(relation="")),
                name="report_that_changes_another_says_how",
                violation_error_message=gettext_lazy("Enter both the related document and the relation, or neither."),
            ),
            models.UniqueConstraint(
                fields=["changes"],
                condition=Q(relation=ReportRelation.ADVANCE),
                name="one_advance_version_a_report",
                violation_error_message=gettext_lazy("This report already has an advance unedited version."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def display_name(self) -> str:
        """What links and headings say: of a report that changes another, first how."""
        title = plain(self.title) or self.slug
        if not self.relation:
            return title
        return _("%(number)s: %(title)s") % {"number": self.get_kind_display(), "title": title}

    def get_kind_display(self) -> str:
        """What lists call it: a report, or of one that changes another or comes before it, how: "Corrigendum"."""
        return str(ReportRelation(self.relation).label if self.relation else self._meta.verbose_name)


class ReportRecommendation(models.Model):
    """A recommendation of a report to its readers; `text` is one full sentence, as printed.

    With a `treaty`, the report states after it how many are parties to that treaty at the cut-off date.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Text"), long=True)
    follow_up = models.OneToOneField(
        FollowUp,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_recommendation",
        error_messages={
            "unique": gettext_lazy("Another record is already linked to this follow-up entry. Choose another entry.")
        },
        verbose_name=gettext_lazy("Follow-up"),
    )
    treaty = models.ForeignKey(
        Treaty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("Treaty"),
        help_text=gettext_lazy("The report states the number of its parties after the recommendation."),
    )

    class Meta:
        verbose_name = gettext_lazy("Recommendation to the readers")
        verbose_name_plural = gettext_lazy("Recommendations to the readers")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="one_report_recommendation_a_number",
                violation_error_message=gettext_lazy("This report already has a recommendation with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    def display_name(self) -> str:
        """Its number in its report."""
        number = numbered_origin(FollowUpOrigin.REPORT, self.number)
        return _("%(number)s: %(title)s") % {"number": number, "title": plain(self.report.title)}

    def get_absolute_url(self) -> str:
        """Its place on the page of its report."""
        return f"{self.report.get_absolute_url()}#recommendation-{self.number}"


class RecordName(models.Model):
    """How reports name a record in a sentence: in full at first mention, in short afterwards.

    `kind` and `record_id` are those of the record's files ("bodies", "ccpcj"); `field` names one of its texts if
    the name is not that of the record itself.

    English, French and Spanish names include their article: "the Commission".
    The Russian ones are in the nominative; `full_cases` and `short_cases` hold the others by `Case`.
    """

    slug = RecordIdField()
    kind = models.CharField(gettext_lazy("Kind"), max_length=40)
    record_id = models.CharField(gettext_lazy("Record"), max_length=100)
    field = models.CharField(gettext_lazy("Field"), max_length=40, blank=True)
    full = MultilingualField(gettext_lazy("Full name"))
    short = MultilingualField(gettext_lazy("Short name"), blank=True)
    full_cases = models.JSONField(gettext_lazy("Full name in Russian, by case"), default=dict, blank=True)
    short_cases = models.JSONField(gettext_lazy("Short name in Russian, by case"), default=dict, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Name in sentences")
        verbose_name_plural = gettext_lazy("Names in sentences")
        ordering = ["kind", "record_id", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id", "field"],
                name="one_name_a_record",
                violation_error_message=gettext_lazy("This record already has a name in sentences."),
            )
        ]

    def __str__(self) -> str:
        return str(self.full)

    def display_name(self) -> str:
        """The name in full."""
        return plain(self.full)

    def clean(self) -> None:
        """Only the cases of Russian, each a text."""
        for cases in (self.full_cases, self.short_cases):
            check_cases(cases)


class StatedRecord(models.Model):
    """A record cited in a paragraph of a report; updated whenever the report is built. It has no foreign key to the
    record: any kind can be cited, and an issued report keeps its citations."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="stated_records")
    paragraph = models.PositiveSmallIntegerField(gettext_lazy("Paragraph"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=40)
    record_id = models.CharField(max_length=100)

    class Meta:
        ordering = ["report", "paragraph", "kind", "record_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "paragraph", "kind", "record_id"],
                name="one_statement_a_paragraph",
                violation_error_message=ON_RECORD,
            )
        ]
        indexes = [models.Index(fields=["kind", "record_id"], name="stated_by_record")]

    def __str__(self) -> str:
        return f"{self.report} {self.paragraph}: {self.kind} {self.record_id}"


class IssuedFile(models.Model):
    """One file of an issued report, frozen: its bytes always match `sha256`."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES])
    format = models.CharField(gettext_lazy("Format"), max_length=4, choices=Format.choices)
    file = models.FileField(upload_to=file_path, max_length=200)
    sha256 = models.CharField(gettext_lazy("Checksum"), max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["report", "language", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language", "format"],
                name="one_file_a_language_and_format",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.language}, {self.format})"


class IssuedText(models.Model):
    """The text of an issued report in one language, as the site shows it permanently, with each paragraph's sources."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(gettext_lazy("Language"), max_length=2, choices=[(l.code, l.name) for l in LANGUAGES])
    content = models.JSONField()

    class Meta:
        ordering = ["report", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language"], name="one_text_a_language", violation_error_message=ON_RECORD
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.language})"
