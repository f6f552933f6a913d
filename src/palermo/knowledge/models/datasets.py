"""Data that the initiative received: datasets, their editions that never change, and what checks found in them."""

from pathlib import PurePath

from django.core.files.storage import FileSystemStorage
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.knowledge.models.lists import CodeMapping
from palermo.knowledge.models.sources import Agreement, Source
from palermo.knowledge.states.datasets import (
    DatasetEditionStatus,
    DatasetRows,
    FindingSeverity,
    FindingStatus,
    StepKind,
)


class Dataset(SluggedRecord):
    """Data of one source in one layout, of which editions follow each other.

    `layout` names a layout of `harmonise`; `own_layout` is the text of one that belongs to this dataset alone.
    """

    page_name = "dataset"

    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    source = relation(Source, "datasets")
    rows = models.CharField(
        gettext_lazy("A row is"), max_length=10, choices=DatasetRows.choices, default=DatasetRows.FIGURES
    )
    layout = models.CharField(pgettext_lazy("of data", "Layout"), max_length=40, blank=True)
    own_layout = models.TextField(gettext_lazy("Own layout"), blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.SECRETARIAT
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Dataset")
        verbose_name_plural = gettext_lazy("Datasets")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(own_layout="") & ~Q(layout="")) | (~Q(own_layout="") & Q(layout="")),
                name="dataset_has_one_layout",
                violation_error_message=gettext_lazy("Choose a layout, or enter one of its own, not both."),
            ),
        ]


def store_path(edition: "DatasetEdition", name: str) -> str:
    """Where a file of an edition is kept: no page serves this folder, views check each reader."""
    return f"store/{edition.dataset.slug}/{edition.number}/{PurePath(name).name}"


class DatasetEdition(models.Model):
    """The data of a dataset as received at one time, or as made from other editions. They do not change.

    `agreement` is that under which they were accepted. `parents` are the editions from which this one was made.
    `file_digest` and `bytes` describe the file as received, `received_file`; `digest` is that of the rows as stored,
    `rows_file`, a Parquet file. Both are empty once the data were deleted. `counts` are the findings by rule, of which
    `findings` may hold only the first.
    """

    dataset = relation(Dataset, "editions")
    number = models.PositiveIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    agreement = relation(Agreement, "dataset_editions")
    parents = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="made_from_it", verbose_name=gettext_lazy("Made from")
    )
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=DatasetEditionStatus.choices,
        default=DatasetEditionStatus.RECEIVED,
    )
    received_on = models.DateField(gettext_lazy("Received on"))
    covers_from = models.DateField(gettext_lazy("Data from"), null=True, blank=True)
    covers_until = models.DateField(gettext_lazy("Data until"), null=True, blank=True)
    file_name = models.CharField(gettext_lazy("File"), max_length=200, blank=True)
    file_digest = models.CharField(gettext_lazy("Digest of the file"), max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField(gettext_lazy("Size of the file"), null=True, blank=True)
    received_file = models.FileField(
        gettext_lazy("File as received"),
        upload_to=store_path,
        max_length=200,
        blank=True,
        storage=FileSystemStorage,
    )
    rows_file = models.FileField(
        gettext_lazy("File of the rows"), upload_to=store_path, max_length=200, blank=True, storage=FileSystemStorage
    )
    row_count = models.PositiveBigIntegerField(gettext_lazy("Rows"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)
    counts = models.JSONField(gettext_lazy("Findings by rule"), default=dict, blank=True)
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Edition of a dataset")
        verbose_name_plural = gettext_lazy("Editions of datasets")
        ordering = ["dataset", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "number"],
                name="one_edition_of_a_dataset_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=~Q(status=DatasetEditionStatus.REFUSED) | ~Q(reason={}),
                name="refused_edition_has_a_reason",
                violation_error_message=gettext_lazy("Enter the reason why the data are returned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.number}"

    def display_name(self) -> str:
        """The dataset and the number."""
        return _("%(dataset)s, edition %(number)d") % {"dataset": self.dataset.display_name(), "number": self.number}

    def get_absolute_url(self) -> str:
        """The page of the edition."""
        return reverse("dataset_edition", args=[self.dataset.slug, self.number])


class EditionStep(models.Model):
    """A step by which the data of an edition were made, with the version of what made them and a digest of the result.

    `mapping` is that by which a column was harmonized; `report` what the step reports, such as its losses.
    """

    edition = parent_relation(DatasetEdition, "steps", gettext_lazy("Edition"))
    position = models.PositiveSmallIntegerField(gettext_lazy("Position"))
    kind = models.CharField(gettext_lazy("Step"), max_length=12, choices=StepKind.choices)
    version = models.CharField(pgettext_lazy("of software", "Version"), max_length=40)
    column = models.CharField(gettext_lazy("Column"), max_length=120, blank=True)
    mapping = optional_relation(CodeMapping, "steps")
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)
    report = models.JSONField(gettext_lazy("Report"), default=dict, blank=True)
    done_at = models.DateTimeField(pgettext_lazy("step", "Done"))

    class Meta:
        verbose_name = gettext_lazy("Step of an edition")
        verbose_name_plural = gettext_lazy("Steps of editions")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="one_edition_step_a_position", violation_error_message=NUMBER_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.position}"

    def display_name(self) -> str:
        """What was done."""
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its place on the page of the edition."""
        return f"{self.edition.get_absolute_url()}#steps"


class EditionFigure(models.Model):
    """A figure of a State for a year in an accepted edition, beside which other figures of the State are shown.

    Made of the stored rows, and gone with them or when a later edition has its own. `series` says what is counted:
    labels by the columns of the layout. `kind`, `value`, `low` and `high` are as in a return; `row` is that of the
    file, `unit` and `origin` what the row itself says of them.
    """

    edition = parent_relation(DatasetEdition, "figures", gettext_lazy("Edition"))
    row = models.PositiveBigIntegerField(pgettext_lazy("of a table", "Row"))
    state = parent_relation(State, "edition_figures")
    year = models.PositiveIntegerField(gettext_lazy("Year"))
    series = models.JSONField(gettext_lazy("Series"), default=dict)
    kind = models.CharField(gettext_lazy("Kind of value"), max_length=14)
    value = models.BigIntegerField(gettext_lazy("Value"), null=True, blank=True)
    low = models.BigIntegerField(gettext_lazy("At least"), null=True, blank=True)
    high = models.BigIntegerField(gettext_lazy("At most"), null=True, blank=True)
    unit = models.CharField(gettext_lazy("Counting unit"), max_length=120, blank=True)
    origin = models.CharField(gettext_lazy("Source"), max_length=200, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Figure of an edition")
        verbose_name_plural = gettext_lazy("Figures of editions")
        ordering = ["edition", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "row"], name="one_edition_figure_a_row", violation_error_message=NUMBER_TAKEN
            ),
        ]
        indexes = [models.Index(fields=["edition", "state", "year"], name="figures_by_state")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.row}"

    def display_name(self) -> str:
        """Its row."""
        return _("Row %(number)d") % {"number": self.row}

    def get_absolute_url(self) -> str:
        """The page of the edition."""
        return self.edition.get_absolute_url()


class Finding(models.Model):
    """What a check found in an edition: the rule, the place, what was expected and found.

    `details` is what `harmonise` needs to say it in a sentence of any language. Of data on cases it never holds the
    value.
    """

    edition = parent_relation(DatasetEdition, "findings", gettext_lazy("Edition"))
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    rule = models.CharField(gettext_lazy("Rule"), max_length=60)
    severity = models.CharField(gettext_lazy("Severity"), max_length=8, choices=FindingSeverity.choices)
    row = models.PositiveBigIntegerField(pgettext_lazy("of a table", "Row"), null=True, blank=True)
    column = models.CharField(gettext_lazy("Column"), max_length=120, blank=True)
    details = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=FindingStatus.choices, default=FindingStatus.OPEN
    )
    explanation = models.TextField(gettext_lazy("Explanation"), blank=True)
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("in data", "Finding")
        verbose_name_plural = pgettext_lazy("in data", "Findings")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="one_finding_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.EXPLAINED) | ~Q(explanation=""),
                name="explained_finding_has_an_explanation",
                violation_error_message=gettext_lazy("Enter the explanation."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "rule", "status"], name="findings_by_rule")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.number}"

    def display_name(self) -> str:
        """The rule and the row."""
        return f"{self.rule}, {self.row}" if self.row else self.rule

    def get_absolute_url(self) -> str:
        """Its place among the findings of the edition."""
        return f"{self.edition.get_absolute_url()}#findings"
