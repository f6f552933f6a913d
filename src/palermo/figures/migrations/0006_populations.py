"""Populations and how they are related, with those that releases on record already name."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import palermo.core.fields
from palermo.figures.states.populations import RelationKind

YEAR = {"blank": True, "null": True, "validators": [django.core.validators.MaxValueValidator(9999)]}


def make_populations(apps, editor):
    """A population for each that a release names; how they are related nobody has declared yet."""
    populations = apps.get_model("figures", "Population")
    named = apps.get_model("figures", "Release").objects.exclude(population="")
    for register, slug in named.order_by().values_list("register_id", "population").distinct():
        populations.objects.get_or_create(register_id=register, slug=slug, defaults={"title": {"en": slug}})


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [("figures", "0005_release_kind")]

    operations = [
        migrations.CreateModel(
            name="Population",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", palermo.core.fields.RecordIdField(max_length=80, unique=False)),
                ("title", palermo.core.fields.MultilingualField(verbose_name="Title")),
                ("summary", palermo.core.fields.MultilingualField(blank=True, long=True, verbose_name="Description")),
                ("year_from", models.PositiveSmallIntegerField(verbose_name="From year", **YEAR)),
                ("year_until", models.PositiveSmallIntegerField(verbose_name="Until year", **YEAR)),
                ("arranged", palermo.core.fields.ArrangedField()),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="populations",
                        to="figures.releaseregister",
                        verbose_name="Register",
                    ),
                ),
            ],
            options={
                "verbose_name": "Population",
                "verbose_name_plural": "Populations",
                "ordering": ["register", "slug"],
            },
        ),
        migrations.CreateModel(
            name="PopulationRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=RelationKind.choices, max_length=10, verbose_name="Relation")),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_to",
                        to="figures.population",
                        verbose_name="Other population",
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="figures.population",
                        verbose_name="Population",
                    ),
                ),
            ],
            options={
                "verbose_name": "Relation of populations",
                "verbose_name_plural": "Relations of populations",
                "ordering": ["population", "kind", "other"],
            },
        ),
        migrations.AddConstraint(
            "population",
            models.UniqueConstraint(
                fields=["register", "slug"],
                name="one_population_a_slug",
                violation_error_message="This record already exists. Reload the page to see it.",
            ),
        ),
        migrations.AddConstraint(
            "population",
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_until=None) | Q(year_until__gte=F("year_from")),
                name="years_of_a_population_are_in_order",
                violation_error_message="The last year must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            "populationrelation",
            models.UniqueConstraint(
                fields=["population", "other"],
                name="one_relation_of_two_populations",
                violation_error_message="This record already exists. Reload the page to see it.",
            ),
        ),
        migrations.AddConstraint(
            "populationrelation",
            models.CheckConstraint(
                condition=~Q(population=F("other")),
                name="population_is_related_to_another",
                violation_error_message="Choose another population.",
            ),
        ),
        migrations.RunPython(make_populations, migrations.RunPython.noop),
    ]
