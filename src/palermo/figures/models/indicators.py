"""Indicators: what a figure means, in editions that do not change once they are published."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import NUMBER_TAKEN
from palermo.core.fields import ArrangedField, MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import relation
from palermo.core.text import plain
from palermo.figures.states.indicators import IndicatorBasis, IndicatorStatus, Measure


class Indicator(SluggedRecord):
    """Something that is measured, of which editions follow each other. `position` is its place in lists."""

    page_name = "indicator"

    position = models.PositiveSmallIntegerField(gettext_lazy("Position"), default=100)
    basis = models.CharField(gettext_lazy("Basis"), max_length=10, choices=IndicatorBasis.choices)
    measure = models.CharField(gettext_lazy("Measure"), max_length=10, choices=Measure.choices)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Indicator")
        verbose_name_plural = gettext_lazy("Indicators")
        ordering = ["position", "slug"]

    @property
    def current(self) -> "IndicatorEdition | None":
        """The last published edition, read once with the indicator where `editions` was prefetched."""
        published = [each for each in self.editions.all() if each.status == IndicatorStatus.PUBLISHED]
        return max(published, key=lambda each: each.number, default=None)

    def display_name(self) -> str:
        """The title of the last published edition."""
        edition = self.current
        return plain(edition.title) if edition else self.slug


class IndicatorEdition(models.Model):
    """What an indicator means from an edition on; a published one stays as it is.

    `unit` is a counting unit of the questionnaires: persons, offences, cases, States, tools. `dimensions` are keys of
    `palermo.figures.dimensions`. `articles` says on which articles of treaties the definition rests, `sdg` the number
    of the indicator of the Sustainable Development Goals, `sdmx` the code of the series.
    """

    indicator = relation(Indicator, "editions")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)])
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=IndicatorStatus.choices, default=IndicatorStatus.DRAFT
    )
    title = MultilingualField(gettext_lazy("Title"))
    definition = MultilingualField(gettext_lazy("Definition"), long=True)
    unit = models.CharField(gettext_lazy("Counting unit"), max_length=40)
    dimensions = models.JSONField(gettext_lazy("Dimensions"), default=list, blank=True)
    method = MultilingualField(gettext_lazy("Method"), long=True)
    comparability = MultilingualField(gettext_lazy("Limits of comparability"), long=True)
    articles = MultilingualField(gettext_lazy("Articles"), blank=True)
    sdg = models.CharField(gettext_lazy("SDG indicator"), max_length=20, blank=True)
    sdmx = models.CharField(gettext_lazy("SDMX series"), max_length=40, blank=True)
    changes = MultilingualField(gettext_lazy("Changes since the previous edition"), blank=True, long=True)
    published_on = models.DateField(gettext_lazy("Published on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Edition of an indicator")
        verbose_name_plural = gettext_lazy("Editions of indicators")
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"],
                name="one_indicator_edition_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(status=IndicatorStatus.DRAFT) | Q(published_on__isnull=False),
                name="published_indicator_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the edition was published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}/{self.number}"

    def display_name(self) -> str:
        """The title and the number."""
        return _("%(title)s, edition %(number)d") % {"title": plain(self.title), "number": self.number}

    def get_absolute_url(self) -> str:
        """The page of the edition."""
        return reverse("indicator_edition", args=[self.indicator.slug, self.number])
