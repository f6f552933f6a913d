"""Indicators, registers and releases as kinds of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.figures.models import (
    FigureOrigin,
    Indicator,
    IndicatorEdition,
    Population,
    PopulationRelation,
    Release,
    ReleaseDecision,
    ReleaseRegister,
    ReleaseSeries,
)
from palermo.figures.queries.indicators import (
    indicator_edition_condition,
    indicator_editions_visible_to,
    indicators_visible_to,
)
from palermo.figures.queries.populations import population_relations_visible_to, populations_visible_to
from palermo.figures.queries.releases import (
    figure_origins_visible_to,
    registers_visible_to,
    release_condition,
    release_decisions_visible_to,
    release_series_visible_to,
    releases_visible_to,
)

register(
    RecordKind(
        model=Indicator,
        slug="indicators",
        visible_to=indicators_visible_to,
        pages=("indicator",),
        list_page="indicator_list",
        sitemap_page="indicator",
    ),
    RecordKind(
        model=IndicatorEdition,
        slug="indicator-editions",
        visible_to=indicator_editions_visible_to,
        version_condition=indicator_edition_condition,
        key=("indicator__slug", "number"),
        part_of=("indicator",),
    ),
    RecordKind(
        model=ReleaseRegister,
        slug="release-registers",
        visible_to=registers_visible_to,
        pages=("release_register",),
        summary=lambda kept: kept.summary,
    ),
    RecordKind(
        model=Population,
        slug="populations",
        visible_to=populations_visible_to,
        key=("register__slug", "slug"),
        pages=("population",),
        list_page="population_list",
        summary=lambda population: population.summary,
    ),
    RecordKind(
        model=PopulationRelation,
        slug="population-relations",
        visible_to=population_relations_visible_to,
        key=("population__register__slug", "population__slug", "other__slug"),
        part_of=("population",),
    ),
    RecordKind(
        model=Release,
        slug="figure-releases",
        visible_to=releases_visible_to,
        version_condition=release_condition,
        # How its preparation went, with numbers of what is hidden.
        left_out_of_versions=("loss", "refusal", "steps", "done", "is_cancelled"),
        pages=("release",),
        list_page="release_list",
        sitemap_page="release",
        summary=lambda release: release.summary,
    ),
    RecordKind(
        model=ReleaseDecision,
        slug="release-decisions",
        visible_to=release_decisions_visible_to,
        version_condition=for_secretariat,
        key=("release__slug", "attempt", "person__slug"),
        part_of=("release",),
    ),
    RecordKind(
        model=FigureOrigin,
        slug="figure-origins",
        visible_to=figure_origins_visible_to,
        key=("release__slug", "number"),
        part_of=("release",),
        # As many as a release has sources, written by the work that prepares it.
        is_versioned=False,
    ),
    RecordKind(
        model=ReleaseSeries,
        slug="release-series",
        visible_to=release_series_visible_to,
        key=("release__slug", "indicator__slug", "by"),
        part_of=("release",),
        # Made of the bundle of its release, and again from it.
        is_versioned=False,
    ),
)
