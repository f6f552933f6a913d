"""Whom figures count, and which of these populations have people in common."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.constraints import ON_RECORD
from palermo.core.fields import ArrangedField, MultilingualField, RecordIdField
from palermo.core.relations import parent_relation, relation
from palermo.core.text import plain
from palermo.figures.models.releases import LAST_YEAR, ReleaseRegister
from palermo.figures.states.populations import RelationKind


class Population(models.Model):
    """People whom releases of a register count, whatever the title of the release.

    Its `slug` is what the specification of a release names. The gate refuses a release about a population that is not
    on the list of its register, and audits those that have people in common together.
    """

    register = relation(ReleaseRegister, "populations", gettext_lazy("Register"))
    slug = RecordIdField(max_length=80, unique=False)
    title = MultilingualField(gettext_lazy("Title"))
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    year_from = models.PositiveSmallIntegerField(
        gettext_lazy("From year"), null=True, blank=True, validators=[MaxValueValidator(LAST_YEAR)]
    )
    year_until = models.PositiveSmallIntegerField(
        gettext_lazy("Until year"), null=True, blank=True, validators=[MaxValueValidator(LAST_YEAR)]
    )
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Population")
        verbose_name_plural = gettext_lazy("Populations")
        ordering = ["register", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "slug"], name="one_population_a_slug", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_until=None) | Q(year_until__gte=F("year_from")),
                name="years_of_a_population_are_in_order",
                violation_error_message=gettext_lazy("The last year must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Its page: whom it counts, its relations and its releases."""
        return reverse("population", args=[self.register.slug, self.slug])


class PopulationRelation(models.Model):
    """How a population is related to another one of its register.

    All populations that are a part of another one make it up together, and have nobody in common.
    """

    population = parent_relation(Population, "relations")
    kind = models.CharField(gettext_lazy("Relation"), max_length=10, choices=RelationKind.choices)
    other = relation(Population, "relations_to", gettext_lazy("Other population"))

    class Meta:
        verbose_name = gettext_lazy("Relation of populations")
        verbose_name_plural = gettext_lazy("Relations of populations")
        ordering = ["population", "kind", "other"]
        constraints = [
            models.UniqueConstraint(
                fields=["population", "other"],
                name="one_relation_of_two_populations",
                violation_error_message=ON_RECORD,
            ),
            models.CheckConstraint(
                condition=~Q(population=F("other")),
                name="population_is_related_to_another",
                violation_error_message=gettext_lazy("Choose another population."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.population}: {self.kind}, {self.other}"

    def display_name(self) -> str:
        """The relation in words."""
        return _("%(relation)s: %(population)s") % {
            "relation": self.get_kind_display(),
            "population": self.other.display_name(),
        }

    def get_absolute_url(self) -> str:
        """Its place on the page of the population."""
        return f"{self.population.get_absolute_url()}#relations"
