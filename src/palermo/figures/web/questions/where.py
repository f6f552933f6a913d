"""Where are victims found and where do they come from? Detected victims by State and by citizenship."""

from collections.abc import Iterator, Mapping
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State
from palermo.accounts.queries import states_by_regional_group
from palermo.core import clock
from palermo.figures.choices import Choice
from palermo.figures.derived import (
    GROUPS,
    OTHERS,
    VICTIMS,
    Series,
    Trend,
    citizenship_sums,
    flows_between,
    reporting_in,
    trend_of,
)
from palermo.figures.dimensions import OWN
from palermo.figures.published_figures import linked_value
from palermo.figures.reporting.sentences import (
    release_facts,
    say_citizenship,
    say_limits,
    say_reported,
    say_sources,
    say_suppressed,
    say_trend,
)
from palermo.figures.units import unit_name
from palermo.figures.web.questions.answers import (
    Answer,
    Asked,
    DataTable,
    explorer_address,
    reporting_note,
    states_note,
    sum_value,
)
from palermo.figures.web.tables import FigureTable, figure_table
from palermo.site.charts.chart import Chart
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.matrix import Line, Matrix
from palermo.site.charts.values import Label
from palermo.site.charts.world_map import AtState, WorldMap

CITIZENSHIP = "citizenship"
LIMITS = ("detection", "comparability", "citizenship", "suppressed")
# As many years as a table of States has columns.
YEARS = 8


def where_victims_are_found(asked: Asked) -> Answer:
    """The answer for a year, on the map, between regions, and over the years of the States that reported in each."""
    by = next((each for each in ("", CITIZENSHIP) if asked.years_of(VICTIMS, each)), None)
    year = asked.year_of(VICTIMS, by) if by is not None else None
    if by is None or year is None:
        return Answer()
    total, citizenship = asked.series(VICTIMS), asked.series(VICTIMS, CITIZENSHIP, year)
    of_year = total.of_year(year) if total else None
    trend = trend_of(total, year) if total else None
    releases = list(dict.fromkeys(each.release for each in (total, citizenship) if each))
    sums = [
        *([of_year.total] if of_year else []),
        *(citizenship_sums(citizenship).values() if citizenship else []),
    ]
    clauses = [
        say_reported(total, year, asked.editions[VICTIMS]) if total and of_year and of_year.figures else None,
        say_trend(trend, total) if total else None,
        *(say_citizenship(citizenship, year) if citizenship else []),
        say_suppressed(sums, *releases),
        *say_sources(*releases),
    ]
    return Answer(
        year,
        asked.years_of(VICTIMS, by),
        {
            "map": _map(of_year, year, asked) if of_year and of_year.figures else None,
            "flows": _flows(citizenship, year) if citizenship else None,
            "trend": _trend(trend) if trend else None,
        },
        [each for each in clauses if each],
        say_limits(LIMITS, release_facts(*releases)),
        list(_tables(total, citizenship, year, asked)),
        releases,
        [asked.editions[VICTIMS]],
    )


def _map(series: Series, year: int, asked: Asked) -> Chart:
    rows = tuple(
        AtState(each.state, Label(asked.names.get(each.state, each.state)), linked_value(series.release, each))
        for each in series.figures
    )
    return WorldMap(
        title=_("Detected victims by State, %(year)d") % {"year": year},
        heading=pgettext("country", "State"),
        column=unit_name("persons"),
        note=reporting_note(reporting_in(series), series.total.suppressed),
        rows=rows,
        is_filled=True,
    )


def _flows(series: Series, year: int) -> Chart | None:
    """From regions of citizenship, rows, to regions of detection, columns; own nationals apart."""
    slugs = dict(State.objects.values_list("pk", "slug"))
    regions = states_by_regional_group(clock.today())
    place_of = {slugs[pk]: each.slug for each in regions for pk in each.states}
    sums = flows_between(series, place_of)
    if not sums:
        return None
    origins = [
        (OWN, _("Own nationals")),
        *((each.slug, each.words) for each in regions),
        (OTHERS, _("Other or not known")),
    ]
    lines = tuple(
        Line(Label(words), tuple(sum_value(sums.get((origin, each.slug))) for each in regions))
        for origin, words in origins
    )
    return Matrix(
        title=_("Citizenship of detected victims and where they were detected, %(year)d") % {"year": year},
        heading=_("Citizenship"),
        note=reporting_note(reporting_in(series), series.total.suppressed),
        columns=tuple(each.words for each in regions),
        lines=lines,
    )


def _trend(trend: Trend) -> Chart:
    values = tuple(sum_value(each, _explored("", year)) for year, each in zip(trend.years, trend.sums, strict=True))
    years = {"first": trend.years[0], "last": trend.years[-1]}
    return Lines(
        title=_("Detected victims in States with a published number for each year from %(first)d to %(last)d") % years,
        heading=_("Year"),
        note=states_note(trend.states),
        periods=tuple(Label(str(year)) for year in trend.years),
        series=(LineSeries(unit_name("persons"), values),),
    )


def _tables(total: Series | None, citizenship: Series | None, year: int, asked: Asked) -> Iterator[DataTable]:
    if total:
        title = _("By State and year")
        first = year - YEARS + 1
        shown = Choice(indicator=VICTIMS, by="", year_from=first, year_until=year)
        yield DataTable("states", title, partial(_by_year, total, first, year, title, asked), explorer_address(shown))
    if citizenship:
        title = _("By State and citizenship, %(year)d") % {"year": year}
        yield DataTable(
            "citizenship", title, partial(_by_citizenship, citizenship, title, asked), _explored(CITIZENSHIP, year)
        )


def _by_year(series: Series, first: int, last: int, title: str, asked: Asked) -> FigureTable:
    shown = [each for each in series.figures if first <= each.year <= last]
    return figure_table(series.release, shown, title=title, rows="state", names=asked.names)


def _by_citizenship(series: Series, title: str, asked: Asked) -> FigureTable:
    shown = [each for each in series.figures if each.codes[CITIZENSHIP] not in GROUPS - {OWN}]
    rows = f"state+{CITIZENSHIP}"
    return figure_table(series.release, shown, title=title, rows=rows, names=asked.names)


def _explored(by: str, year: int, codes: Mapping[str, tuple[str, ...]] | None = None) -> str:
    return explorer_address(Choice(indicator=VICTIMS, by=by, year_from=year, year_until=year, codes=codes or {}))
