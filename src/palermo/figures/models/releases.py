"""Registers of releases, releases with their approvals, what each contains and where its figures come from."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.figures.models.indicators import Indicator, IndicatorEdition
from palermo.figures.states.releases import DRAWN, PUBLISHED, ReleaseKind, ReleaseStatus, Verdict
from palermo.knowledge.models import CodeMapping, DatasetEdition, Source
from palermo.returns.models import Return, Round
from palermo.treaties.models import LawArticle

LAST_YEAR = 9999


class ReleaseRegister(SluggedRecord):
    """All releases of figures that may be about the same people, which are audited together.

    `policy` is the text that the gate holds every release to, as `disclosure.release.policy` reads it. The register
    itself is a folder of the gate's, with the bundles and, sealed, what they do not show.
    """

    page_name = "release_register"

    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    policy = models.TextField(gettext_lazy("Policy"))
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Register of releases")
        verbose_name_plural = gettext_lazy("Registers of releases")
        ordering = ["slug"]


class Release(SluggedRecord):
    """A publication of figures, from the proposal of an analyst to the signed bundle and, it may be, its withdrawal.

    `population` and `population_edition` say whom the figures count, by which the gate knows that two releases are
    about the same people. `attempt` counts how often it was proposed. `number` is that of the register, given with the
    bundle; `digest` is the SHA-256 of the bundle. `loss` is what preparation reports, `refusal` why the gate refused
    the last attempt. `done` of `steps` say how far the work in the background has come; `is_cancelled` asks it to stop.

    Of `required_breakdowns` no figure is hidden to protect others; `hidden_last` are dimensions whose breakdowns are
    spared where hiding others protects as well.

    Of noisy counts, `attributes` are the columns of the cases that are counted, up to `longest` of them together, at
    the privacy loss `epsilon`. A synthetic file has `row_count` rows, `drawn_from` the noisy counts of a release.
    """

    page_name = "release"

    register = relation(ReleaseRegister, "releases", gettext_lazy("Register"))
    kind = models.CharField(
        pgettext_lazy("of a release", "Kind"), max_length=15, choices=ReleaseKind.choices, default=ReleaseKind.PROTECTED
    )
    number = models.PositiveIntegerField(gettext_lazy("Number"), null=True, blank=True)
    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReleaseStatus.choices, default=ReleaseStatus.DRAFT
    )
    population = models.SlugField(gettext_lazy("Population"), max_length=80)
    population_edition = models.CharField(gettext_lazy("Edition of the population"), max_length=80)
    indicators = models.ManyToManyField(
        IndicatorEdition, blank=True, related_name="releases", verbose_name=gettext_lazy("Indicators")
    )
    dataset_editions = models.ManyToManyField(
        DatasetEdition, blank=True, related_name="releases", verbose_name=gettext_lazy("Editions of datasets")
    )
    rounds = models.ManyToManyField(
        Round, blank=True, related_name="releases", verbose_name=gettext_lazy("Rounds of data collection")
    )
    year_from = models.PositiveSmallIntegerField(
        gettext_lazy("From year"), null=True, blank=True, validators=[MaxValueValidator(LAST_YEAR)]
    )
    year_until = models.PositiveSmallIntegerField(
        gettext_lazy("Until year"), null=True, blank=True, validators=[MaxValueValidator(LAST_YEAR)]
    )
    breakdowns = models.JSONField(gettext_lazy("Breakdowns"), default=list, blank=True)
    required_breakdowns = models.JSONField(gettext_lazy("Must be published"), default=list, blank=True)
    hidden_last = models.JSONField(gettext_lazy("Hidden last"), default=list, blank=True)
    thresholds = models.TextField(gettext_lazy("Thresholds"), blank=True)
    declarations = models.JSONField(gettext_lazy("Declarations"), default=list, blank=True)
    attributes = models.JSONField(gettext_lazy("Attributes"), default=list, blank=True)
    epsilon = models.FloatField(gettext_lazy("Privacy loss (ε)"), null=True, blank=True)
    longest = models.PositiveSmallIntegerField(gettext_lazy("Longest combination"), null=True, blank=True)
    row_count = models.PositiveIntegerField(gettext_lazy("Invented rows"), null=True, blank=True)
    drawn_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="illustrations",
        verbose_name=gettext_lazy("Drawn from the counts of"),
    )
    notes = models.TextField(gettext_lazy("Notes for readers"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="releases_made",
        verbose_name=pgettext_lazy("of a release", "Author"),
    )
    attempt = models.PositiveSmallIntegerField(gettext_lazy("Attempt"), default=0)
    loss = models.JSONField(gettext_lazy("Loss"), default=dict, blank=True)
    refusal = models.TextField(gettext_lazy("Reason for the refusal"), blank=True)
    steps = models.PositiveSmallIntegerField(gettext_lazy("Steps"), default=0)
    done = models.PositiveSmallIntegerField(gettext_lazy("Steps done"), default=0)
    is_cancelled = models.BooleanField(gettext_lazy("Cancelled"), default=False)
    proposed_on = models.DateField(gettext_lazy("Proposed on"), null=True, blank=True)
    released_on = models.DateField(gettext_lazy("Released on"), null=True, blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason for the withdrawal"), blank=True, long=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)
    cube_digest = models.CharField(gettext_lazy("Digest of the figures"), max_length=64, blank=True)
    is_invented = models.BooleanField(gettext_lazy("Invented for the demonstration"), default=False)
    arranged = ArrangedField()

    class Meta:
        verbose_name = pgettext_lazy("of figures", "Release")
        verbose_name_plural = pgettext_lazy("of figures", "Releases")
        ordering = ["register", "number", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="one_figure_release_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLISHED)
                | (Q(number__isnull=False) & Q(released_on__isnull=False) & ~Q(digest="") & ~Q(cube_digest="")),
                name="release_has_a_bundle",
                violation_error_message=gettext_lazy("Only what passed the gate is released: it has a signed bundle."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ReleaseStatus.WITHDRAWN) | (Q(withdrawn_on__isnull=False) & ~Q(reason={})),
                name="withdrawn_release_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day and the reason of the withdrawal."),
            ),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_until=None) | Q(year_until__gte=F("year_from")),
                name="years_of_a_release_are_in_order",
                violation_error_message=gettext_lazy("The last year must not be before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReleaseKind.NOISY)
                | (Q(epsilon__isnull=False) & Q(epsilon__gt=0) & Q(longest__isnull=False) & Q(longest__gte=1)),
                name="noisy_release_has_a_privacy_loss",
                violation_error_message=gettext_lazy("Enter the privacy loss and the longest combination."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReleaseKind.SYNTHETIC)
                | (Q(row_count__isnull=False) & Q(row_count__gte=1) & Q(drawn_from__isnull=False)),
                name="synthetic_file_is_drawn_from_counts",
                violation_error_message=gettext_lazy("Choose released noisy counts and how many rows are invented."),
            ),
        ]
        indexes = [models.Index(fields=["status", "population"], name="releases_by_population")]

    @property
    def is_published(self) -> bool:
        """Whether everybody sees it: released, or withdrawn later."""
        return self.status in PUBLISHED

    @property
    def is_drawn(self) -> bool:
        """Whether it holds noisy counts or invented rows, which are in no cube, instead of figures."""
        return self.kind in DRAWN

    @property
    def is_withdrawn(self) -> bool:
        """Whether its figures must no longer be used."""
        return self.status == ReleaseStatus.WITHDRAWN


class ReleaseDecision(models.Model):
    """What a person who is not the author decided on a proposed release.

    `attempt` counts proposals: when a release comes back as a draft, earlier decisions no longer count.
    """

    release = parent_relation(Release, "decisions")
    attempt = models.PositiveSmallIntegerField(gettext_lazy("Attempt"), default=1, validators=[MinValueValidator(1)])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="release_decisions",
        verbose_name=gettext_lazy("Person"),
    )
    verdict = models.CharField(pgettext_lazy("release", "Decision"), max_length=10, choices=Verdict.choices)
    note = models.TextField(gettext_lazy("Note"), blank=True)
    decided_at = models.DateTimeField(gettext_lazy("Decided"))

    class Meta:
        verbose_name = gettext_lazy("Decision on a release")
        verbose_name_plural = gettext_lazy("Decisions on releases")
        ordering = ["release", "attempt", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "attempt", "person"],
                name="one_release_decision_a_person",
                violation_error_message=ON_RECORD,
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(note=""),
                name="returned_release_has_a_note",
                violation_error_message=gettext_lazy("Enter what has to be changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.pk}"

    def display_name(self) -> str:
        """Who decided what."""
        return _("%(person)s: %(verdict)s") % {"person": self.person.name, "verdict": self.get_verdict_display()}

    def get_absolute_url(self) -> str:
        """Its place on the page of the release."""
        return f"{self.release.get_absolute_url()}#decisions"


class FigureOrigin(models.Model):
    """Where figures of a release come from, as far as it is known: the same for all figures that name its number.

    Written before the release and never changed after it. `source_text` is what the data themselves name as their
    source. Either a dataset edition or a return gave the figures.
    """

    release = parent_relation(Release, "origins")
    number = models.PositiveIntegerField(gettext_lazy("Number"))
    source = optional_relation(Source, "figure_origins")
    dataset_edition = optional_relation(DatasetEdition, "figure_origins")
    of_return = optional_relation(Return, "figure_origins")
    table = models.CharField(gettext_lazy("Table"), max_length=60, blank=True)
    source_text = models.CharField(gettext_lazy("Source named in the data"), max_length=200, blank=True)
    agency = models.CharField(gettext_lazy("Agency that recorded the data"), max_length=200, blank=True)
    article = optional_relation(LawArticle, "figure_origins")
    article_text = models.CharField(gettext_lazy("Article of law, in words"), max_length=300, blank=True)
    unit = models.CharField(gettext_lazy("Counting unit"), max_length=40)
    mappings = models.ManyToManyField(
        CodeMapping, blank=True, related_name="figure_origins", verbose_name=gettext_lazy("Mappings")
    )
    note = MultilingualField(gettext_lazy("Note"), blank=True, long=True)

    class Meta:
        verbose_name = gettext_lazy("Origin of figures")
        verbose_name_plural = gettext_lazy("Origins of figures")
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "number"], name="one_figure_origin_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(dataset_edition=None) | Q(of_return=None),
                name="figures_come_from_one_place",
                violation_error_message=gettext_lazy("Figures come from an edition of a dataset or from a return."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.number}"

    def display_name(self) -> str:
        """What the data name as their source, or the record's own name of it."""
        if self.dataset_edition:
            return self.dataset_edition.display_name()
        return self.of_return.display_name() if self.of_return else self.source_text

    def get_absolute_url(self) -> str:
        """Its place on the page of the release."""
        return f"{self.release.get_absolute_url()}#origins"


class ReleaseSeries(models.Model):
    """What a release has of an indicator under one breakdown: made when its bundle is read back.

    `by` is the breakdown as `breakdown_of` gives it; the numbers are those of figures that are published.
    """

    release = parent_relation(Release, "series")
    indicator = relation(Indicator, "series")
    by = models.CharField(gettext_lazy("Breakdown"), max_length=80, blank=True)
    year_from = models.PositiveSmallIntegerField(gettext_lazy("From year"))
    year_until = models.PositiveSmallIntegerField(gettext_lazy("Until year"))
    states = models.PositiveSmallIntegerField(pgettext_lazy("countries", "States"))
    cells = models.PositiveIntegerField(gettext_lazy("Figures"))
    suppressed = models.PositiveIntegerField(gettext_lazy("Suppressed figures"))

    class Meta:
        verbose_name = gettext_lazy("Series of a release")
        verbose_name_plural = gettext_lazy("Series of releases")
        ordering = ["release", "indicator", "by"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "by"], name="one_series_a_breakdown", violation_error_message=ON_RECORD
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.indicator}, {self.by}"

    def display_name(self) -> str:
        """The indicator."""
        return self.indicator.display_name()

    def get_absolute_url(self) -> str:
        """Its place on the page of the release."""
        return f"{self.release.get_absolute_url()}#content"
