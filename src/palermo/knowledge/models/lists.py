"""Code lists in six languages, in editions that never change once published, and mappings between editions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import plain
from palermo.knowledge.states.lists import ListEditionStatus, MappingRelation

# How many codes the page of an edition lists at once.
CODES_A_PAGE = 100


class CodeList(SluggedRecord):
    """A list of codes by which data are described: sex, forms of exploitation, countries and areas.

    `origin` is who maintains the list, where that is not the initiative.
    """

    page_name = "code_list"

    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    origin = MultilingualField(gettext_lazy("Maintained by"), blank=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Code list")
        verbose_name_plural = gettext_lazy("Code lists")
        ordering = ["slug"]


class CodeListEdition(models.Model):
    """An edition of a code list. Once it is published its codes do not change; a correction is a new edition.

    `source` and `licence` say where the codes come from. `separators` are what stands between several labels in one
    cell. `refusal` is why codes of the list cannot be exported, where they cannot. `digest` is the SHA-256 of what
    was published.
    """

    code_list = relation(CodeList, "editions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=ListEditionStatus.choices,
        default=ListEditionStatus.DRAFT,
    )
    source = models.TextField(pgettext_lazy("of a code list", "Source"), blank=True)
    licence = models.CharField(gettext_lazy("Licence"), max_length=200, blank=True)
    changes = MultilingualField(gettext_lazy("Changes since the previous edition"), blank=True, long=True)
    separators = models.JSONField(gettext_lazy("Separators"), default=list, blank=True)
    width = models.PositiveSmallIntegerField(gettext_lazy("Digits of a code"), null=True, blank=True)
    refusal = MultilingualField(gettext_lazy("Why it cannot be exported"), blank=True, long=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Edition of a code list")
        verbose_name_plural = gettext_lazy("Editions of code lists")
        ordering = ["code_list", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_list", "number"],
                name="one_edition_of_a_code_list_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(status=ListEditionStatus.DRAFT) | (Q(published_on__isnull=False) & ~Q(digest="")),
                name="published_code_list_has_a_date_and_a_digest",
                violation_error_message=gettext_lazy("Enter the day on which the edition was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_list}/{self.number}"

    def display_name(self) -> str:
        """The list and the number."""
        return _("%(list)s, edition %(number)d") % {"list": self.code_list.display_name(), "number": self.number}

    @property
    def short_name(self) -> str:
        """The number alone, beside the name of its list."""
        return _("Edition %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Where its codes are listed."""
        return reverse("code_list_edition", args=[self.code_list.slug, self.number])

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.status == ListEditionStatus.DRAFT

    def refusal_sentence(self) -> str:
        """Why it cannot be exported, in the reader's language; empty where it can."""
        return plain(self.refusal)


class Code(models.Model):
    """A code of an edition.

    `labels` are further labels, each a mapping with `label` and, where known, `language`, `valid_from` and `valid_to`.
    `attributes` is what else the list says of the code. `valid_to` is the first day on which it is no longer valid.
    """

    edition = parent_relation(CodeListEdition, "codes", gettext_lazy("Edition"))
    position = models.PositiveIntegerField(gettext_lazy("Position"))
    code = models.CharField(pgettext_lazy("of a list", "Code"), max_length=80)
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=gettext_lazy("Parent code"),
    )
    names = MultilingualField(pgettext_lazy("of a code", "Name"))
    labels = models.JSONField(gettext_lazy("Other labels"), default=list, blank=True)
    valid_from = models.DateField(gettext_lazy("Valid from"), null=True, blank=True)
    valid_to = models.DateField(gettext_lazy("Valid until"), null=True, blank=True)
    attributes = models.JSONField(gettext_lazy("Attributes"), default=dict, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a list", "Code")
        verbose_name_plural = pgettext_lazy("of a list", "Codes")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="one_code_an_edition", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="code_ends_after_it_begins",
                violation_error_message=gettext_lazy("A code must not end before it begins. Check the two dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.code}"

    def display_name(self) -> str:
        """Its name."""
        return plain(self.names) or self.code

    def get_absolute_url(self) -> str:
        """Its place in the edition, on the page of the edition that has it."""
        page = (max(self.position, 1) - 1) // CODES_A_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{self.edition.get_absolute_url()}{query}#code-{self.position}"


class CodeMapping(models.Model):
    """How the codes of one edition become those of another; what is published does not change."""

    source = relation(CodeListEdition, "mappings_from", pgettext_lazy("mapping", "From"))
    target = relation(CodeListEdition, "mappings_to", pgettext_lazy("mapping", "To"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=ListEditionStatus.choices,
        default=ListEditionStatus.DRAFT,
    )
    origin = models.TextField(pgettext_lazy("mapping", "Basis"), blank=True)
    licence = models.CharField(gettext_lazy("Licence"), max_length=200, blank=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Mapping")
        verbose_name_plural = gettext_lazy("Mappings")
        ordering = ["source", "target", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "number"], name="one_mapping_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="mapping_leads_to_another_edition",
                violation_error_message=gettext_lazy("Choose two different editions."),
            ),
            models.CheckConstraint(
                condition=Q(status=ListEditionStatus.DRAFT) | (Q(published_on__isnull=False) & ~Q(digest="")),
                name="published_mapping_has_a_date_and_a_digest",
                violation_error_message=gettext_lazy("Enter the day on which the mapping was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.target}, {self.number}"

    def display_name(self) -> str:
        """The two lists and the number."""
        return _("%(source)s to %(target)s, mapping %(number)d") % {
            "source": self.source.display_name(),
            "target": self.target.display_name(),
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        """Where its rows are listed."""
        return reverse("code_mapping", args=self.address)

    @property
    def address(self) -> list[str | int]:
        """The two editions and the number, as addresses have them."""
        editions = (self.source, self.target)
        return [part for each in editions for part in (each.code_list.slug, each.number)] + [self.number]

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.status == ListEditionStatus.DRAFT


class CodeMappingRow(models.Model):
    """What one code of the source becomes; several rows where it stands for several codes together.

    `loss` is what is lost, in a noun phrase or clause of each language.
    """

    mapping = parent_relation(CodeMapping, "rows")
    position = models.PositiveIntegerField(gettext_lazy("Position"))
    source = relation(Code, "mapped_from", pgettext_lazy("mapping", "From"))
    target = optional_relation(Code, "mapped_to", pgettext_lazy("mapping", "To"))
    relation = models.CharField(gettext_lazy("Relation"), max_length=10, choices=MappingRelation.choices)
    loss = MultilingualField(gettext_lazy("What is lost"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Row of a mapping")
        verbose_name_plural = gettext_lazy("Rows of mappings")
        ordering = ["mapping", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "source", "target"], name="one_mapping_row_a_pair", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(relation=MappingRelation.LOSES),
                name="code_without_a_counterpart_is_lost",
                violation_error_message=gettext_lazy("Choose the code of the target, or say that information is lost."),
            ),
            models.CheckConstraint(
                condition=~Q(relation=MappingRelation.LOSES) | ~Q(loss={}),
                name="loss_is_described",
                violation_error_message=gettext_lazy("Describe what is lost."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mapping}: {self.source.code}"

    def display_name(self) -> str:
        """The code of the source."""
        return self.source.display_name()

    def get_absolute_url(self) -> str:
        """Its place among the rows of the mapping."""
        return f"{self.mapping.get_absolute_url()}#row-{self.position}"
