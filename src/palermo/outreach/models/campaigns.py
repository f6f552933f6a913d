"""Campaigns under a mandate: their material, how it is adapted, what is done in them and whom that reaches."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Place, State
from palermo.core.audiences import Audience
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.languages import LANGUAGES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import plain
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models.makers import OfMaker
from palermo.outreach.states.campaigns import (
    CampaignActionKind,
    Depiction,
    Licence,
    MaterialKind,
    MaterialStatus,
    ReachUnit,
    ReportStatus,
)
from palermo.outreach.states.press import AdviceAudience


class Campaign(models.Model):
    """A campaign, as an activity of the initiative: its period, lead, partners and mandate are the activity's."""

    activity = models.OneToOneField(
        Activity,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="campaign",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Activity"),
    )
    aim = MultilingualField(gettext_lazy("Aim"), blank=True, long=True)
    target_group = MultilingualField(gettext_lazy("Target group"), blank=True)
    messages = MultilingualField(gettext_lazy("Messages"), blank=True, long=True)
    countries = models.ManyToManyField(
        State, blank=True, related_name="campaigns", verbose_name=gettext_lazy("Countries")
    )
    budget = models.DecimalField(
        gettext_lazy("Budget"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(gettext_lazy("Currency"), max_length=3, blank=True)
    evaluation = MultilingualField(gettext_lazy("Evaluation"), blank=True, long=True)
    evaluated_on = models.DateField(gettext_lazy("Evaluated on"), null=True, blank=True)
    evaluation_document = optional_relation(
        Document, "evaluation_of_campaigns", gettext_lazy("Report of the evaluation")
    )

    class Meta:
        verbose_name = gettext_lazy("Campaign")
        verbose_name_plural = gettext_lazy("Campaigns")
        ordering = ["activity__slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget=None, currency="") | (Q(budget__gte=0) & ~Q(currency="")),
                name="budget_of_a_campaign_has_a_currency",
                violation_error_message=gettext_lazy("Enter both the amount and its currency, or neither."),
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def display_name(self) -> str:
        """What links and headings say."""
        return self.activity.display_name()

    def get_absolute_url(self) -> str:
        """The page of the campaign."""
        return self.activity.get_absolute_url()


class Material(SluggedRecord):
    """Material of a campaign, in up to six languages: its text, its files, and what may be done with it.

    `text` is the whole wording of a leaflet or post, or the script of a film. `description` says what is to be seen or
    heard, for those who do not. `checked_by` is the reviewer who confirmed that no victim is shown.
    """

    page_name = "material"

    campaign = relation(Campaign, "material")
    kind = models.CharField(gettext_lazy("Kind"), max_length=10, choices=MaterialKind.choices)
    title = MultilingualField(gettext_lazy("Title"))
    target_group = models.CharField(
        gettext_lazy("Target group"), max_length=12, choices=AdviceAudience.choices, blank=True
    )
    text = MultilingualField(gettext_lazy("Text"), blank=True, long=True)
    description = MultilingualField(gettext_lazy("Description of what is shown"), blank=True, long=True)
    depicts = models.CharField(gettext_lazy("Persons shown"), max_length=12, choices=Depiction.choices)
    licence = models.CharField(gettext_lazy("Licence"), max_length=10, choices=Licence.choices)
    rights = MultilingualField(gettext_lazy("Rights holder and conditions of use"), blank=True, long=True)
    rights_until_on = models.DateField(gettext_lazy("May be used until"), null=True, blank=True)
    audience = models.CharField(
        gettext_lazy("Audience"), max_length=20, choices=Audience.choices, default=Audience.PUBLIC
    )
    is_for_partners = models.BooleanField(gettext_lazy("Offered to partners before it is published"), default=False)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=MaterialStatus.choices, default=MaterialStatus.DRAFT
    )
    checked_by = models.CharField(gettext_lazy("Reviewed by"), max_length=200, blank=True)
    checked_on = models.DateField(gettext_lazy("Reviewed on"), null=True, blank=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Campaign material")
        verbose_name_plural = gettext_lazy("Campaign material")
        ordering = ["campaign", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[MaterialStatus.CLEARED, MaterialStatus.PUBLISHED])
                | (Q(checked_on__isnull=False) & ~Q(checked_by="")),
                name="cleared_material_was_reviewed",
                violation_error_message=gettext_lazy(
                    "Material is published only once a reviewer has confirmed that no victim is shown."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=MaterialStatus.PUBLISHED) | Q(published_on__isnull=False),
                name="published_material_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the material was published."),
            ),
            models.CheckConstraint(
                condition=~Q(status=MaterialStatus.WITHDRAWN) | (Q(withdrawn_on__isnull=False) & ~Q(reason={})),
                name="withdrawn_material_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day on which the material was withdrawn and why."),
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "status", "audience"], name="material_by_campaign"),
            models.Index(fields=["status", "slug", "audience", "rights_until_on"], name="material_by_slug"),
        ]


class MaterialFile(models.Model):
    """A file of material in one language, as stored by its digest; `alt` describes a picture in that language."""

    material = parent_relation(Material, "files")
    language = models.CharField(gettext_lazy("Language"), max_length=10, choices=[(l.code, l.name) for l in LANGUAGES])
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    name = models.CharField(gettext_lazy("File name"), max_length=200)
    media_type = models.CharField(gettext_lazy("Media type"), max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(gettext_lazy("Size"))
    alt = models.TextField(gettext_lazy("Text alternative"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("File of campaign material")
        verbose_name_plural = gettext_lazy("Files of campaign material")
        ordering = ["material", "language", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language", "number"],
                name="one_material_file_a_number",
                violation_error_message=NUMBER_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.material}, {self.language}, {self.number}"

    def display_name(self) -> str:
        """Its name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Its place on the page of the material."""
        return f"{self.material.get_absolute_url()}#files"


class MaterialDownload(models.Model):
    """How often the files of material in a language were downloaded in a month; `month` is its first day.

    Without `language` it counts all files together, as one archive. Nothing says whose downloads they were.
    """

    material = parent_relation(Material, "downloads")
    language = models.CharField(
        gettext_lazy("Language"), max_length=10, choices=[(l.code, l.name) for l in LANGUAGES], blank=True
    )
    month = models.DateField(gettext_lazy("Month"))
    count = models.PositiveIntegerField(gettext_lazy("Number"), default=0)

    class Meta:
        verbose_name = gettext_lazy("Count of downloads")
        verbose_name_plural = gettext_lazy("Counts of downloads")
        ordering = ["material", "month", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language", "month"],
                name="one_count_of_material_a_month",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.material} {self.language} {self.month:%Y-%m}"


class Adaptation(OfMaker):
    """How a partner, an organization or a State adapted material for its own use."""

    material = relation(Material, "adaptations")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    text = MultilingualField(gettext_lazy("Adaptation"), long=True)
    language = models.CharField(gettext_lazy("Language of the adaptation"), max_length=35, blank=True)
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    since_on = models.DateField(gettext_lazy("Since"), null=True, blank=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.REPORTED
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)

    class Meta(OfMaker.Meta):
        verbose_name = gettext_lazy("Adaptation of material")
        verbose_name_plural = gettext_lazy("Adaptations of material")
        ordering = ["material", "number"]
        constraints = [
            *OfMaker.Meta.constraints,
            models.UniqueConstraint(
                fields=["material", "number"], name="one_adaptation_a_number", violation_error_message=NUMBER_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material}, {self.number}"

    def display_name(self) -> str:
        """Who adapted it."""
        return plain(self.maker_name)

    def get_absolute_url(self) -> str:
        """Its place on the page of the material."""
        return f"{self.material.get_absolute_url()}#adaptation-{self.number}"


class CampaignAction(OfMaker):
    """What was done, or is planned, in a campaign: a screening, an exhibition, an awareness day."""

    campaign = parent_relation(Campaign, "actions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(gettext_lazy("Kind"), max_length=12, choices=CampaignActionKind.choices)
    title = MultilingualField(gettext_lazy("Title"))
    text = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    place = optional_relation(Place, "campaign_actions")
    starts_on = models.DateField(gettext_lazy("Begins on"))
    starts_precision = DatePrecisionField()
    starts = PartialDateOf("starts")
    ends_on = models.DateField(gettext_lazy("Ends on"), null=True, blank=True)
    link = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.REPORTED
    )
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    answer = MultilingualField(gettext_lazy("Reply of the secretariat"), blank=True, long=True)

    class Meta(OfMaker.Meta):
        verbose_name = gettext_lazy("Activity of a campaign")
        verbose_name_plural = gettext_lazy("Activities of campaigns")
        ordering = ["campaign", "number"]
        constraints = [
            *OfMaker.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="one_campaign_action_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.number}"

    def display_name(self) -> str:
        """Its title."""
        return plain(self.title)

    def get_absolute_url(self) -> str:
        """Its place on the page of the campaign."""
        return f"{self.campaign.get_absolute_url()}#action-{self.number}"


class Reach(models.Model):
    """Whom an activity of a campaign reached: a count, what it counts, and who counted.

    `is_minimum` is "at least", `is_estimate` "about": a count is never more exact than its source.
    """

    action = parent_relation(CampaignAction, "reach", gettext_lazy("Activity"))
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    unit = models.CharField(gettext_lazy("Unit"), max_length=12, choices=ReachUnit.choices)
    count = models.PositiveBigIntegerField(pgettext_lazy("number", "Count"))
    is_minimum = models.BooleanField(gettext_lazy("Minimum number"), default=False)
    is_estimate = models.BooleanField(gettext_lazy("Estimate"), default=False)
    source = MultilingualField(pgettext_lazy("of a figure", "Source"))
    counted_on = models.DateField(gettext_lazy("Counted on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Reach")
        verbose_name_plural = gettext_lazy("Reach")
        ordering = ["action", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "number"], name="one_reach_a_number", violation_error_message=NUMBER_TAKEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}, {self.number}"

    def display_name(self) -> str:
        """What it counts."""
        return str(self.get_unit_display())

    def get_absolute_url(self) -> str:
        """The activity."""
        return self.action.get_absolute_url()
