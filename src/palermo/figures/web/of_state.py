"""The figures of one State over the years, each kind as it is, with what was not reported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import State
from palermo.core import clock
from palermo.figures.choices import Choice
from palermo.figures.cubes import Figure, Selection
from palermo.figures.derived import AGES, CONVICTED, JUSTICE, PROSECUTED, SUSPECTED, VICTIMS, Released
from palermo.figures.models import IndicatorEdition, Release
from palermo.figures.published_figures import figures_of, linked_value, reporting_states
from palermo.figures.queries.indicators import editions_on
from palermo.figures.queries.releases import current_releases
from palermo.figures.states.indicators import IndicatorBasis
from palermo.figures.web.questions.answers import explorer_address
from palermo.figures.web.tables import FigureTable, TableRow, figure_table
from palermo.site.charts.chart import Chart
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.values import NOT_RECORDED, Label, Value

# As many years as a table has columns.
YEARS = 10
# The breakdowns of detected victims that a State's page shows, besides the totals of all indicators.
BREAKDOWNS = ("sex+age", "form", "citizenship")


@dataclass(frozen=True)
class ShownTable:
    """A table with the same figures in the data explorer."""

    table: FigureTable
    explored: str


@dataclass(frozen=True)
class NotReported:
    """An indicator of which a State has no figure at all, or none of some years for which others have."""

    edition: IndicatorEdition
    years: tuple[int, ...]
    is_all: bool

    @property
    def periods(self) -> list[str]:
        """The years, those that follow one another as a period."""
        runs = [
            [year for _at, year in run] for _key, run in groupby(enumerate(self.years), lambda pair: pair[1] - pair[0])
        ]
        return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


@dataclass(frozen=True)
class StateFigures:
    """What there is of a State, and what is not."""

    charts: Mapping[str, Chart | None]
    tables: Sequence[ShownTable]
    missing: Sequence[NotReported]
    releases: Sequence[Release]
    is_released: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure of the State."""
        return not self.tables


def figures_of_state(state: State, names: Mapping[str, str]) -> StateFigures:
    """The figures of a State in the current releases, of each indicator those released last.

    `names` are those of States by slug, as `labels.state_names` gives them.
    """
    released = Released(current_releases())
    editions = {
        slug: each
        for slug, each in editions_on(clock.today()).items()
        if each.indicator.basis == IndicatorBasis.RELEASES
    }
    rows = [row for row in released.rows if row.indicator.slug in editions]
    wanted = {(row.indicator.slug, row.by): row.release for row in rows}
    found = _read(state, wanted)
    last = max((row.year_until for row in rows), default=0)
    first = max(min((row.year_from for row in rows), default=0), last - YEARS + 1)
    shown = tuple(range(first, last + 1))
    return StateFigures(
        _charts(found, wanted, shown),
        [*_totals(found, wanted, editions, shown, state), *_breakdowns(found, wanted, shown, state, names)],
        _missing(found, wanted, editions, shown),
        list(dict.fromkeys(wanted[key] for key in found)),
        bool(wanted),
    )


def _read(state: State, wanted: Mapping[tuple[str, str], Release]) -> dict[tuple[str, str], list[Figure]]:
    """The figures by indicator and breakdown, each release read once."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for release in dict.fromkeys(wanted.values()):
        for each in figures_of(release, Selection(states=(state.slug,))):
            if wanted.get((each.indicator, each.by)) == release:
                found[each.indicator, each.by].append(each)
    return dict(found)


def _charts(
    found: Mapping[tuple[str, str], list[Figure]], wanted: Mapping[tuple[str, str], Release], years: Sequence[int]
) -> dict[str, Chart | None]:
    """Detections and the response of the justice system: different measures, so each upon an axis of its own."""
    words = {
        SUSPECTED: pgettext("persons", "Suspected"),
        PROSECUTED: pgettext("persons", "Prosecuted"),
        CONVICTED: pgettext("persons", "Convicted"),
    }
    response = {words[each]: (each, "") for each in JUSTICE}
    return {
        "victims": _lines(_("Detected victims"), {_("Detected victims"): (VICTIMS, "")}, found, wanted, years),
        "response": _lines(_("Persons suspected, prosecuted and convicted"), response, found, wanted, years),
    }


def _lines(
    title: str,
    named: Mapping[str, tuple[str, str]],
    found: Mapping[tuple[str, str], list[Figure]],
    wanted: Mapping[tuple[str, str], Release],
    years: Sequence[int],
) -> Chart | None:
    series = [LineSeries(name, _values(found[key], wanted[key], years)) for name, key in named.items() if key in found]
    if not series:
        return None
    return Lines(
        title=title, heading=_("Year"), periods=tuple(Label(str(year)) for year in years), series=tuple(series)
    )


def _values(figures: Iterable[Figure], release: Release, years: Sequence[int]) -> tuple[Value, ...]:
    by_year = {each.year: linked_value(release, each) for each in figures}
    return tuple(by_year.get(year, NOT_RECORDED) for year in years)


def _totals(
    found: Mapping[tuple[str, str], list[Figure]],
    wanted: Mapping[tuple[str, str], Release],
    editions: Mapping[str, IndicatorEdition],
    years: Sequence[int],
    state: State,
) -> list[ShownTable]:
    """All indicators, not broken down, over the years."""
    rows = [
        TableRow(
            Label(edition.indicator.display_name(), edition.indicator.get_absolute_url()),
            _values(found[key], wanted[key], years),
        )
        for slug, edition in editions.items()
        if (key := (slug, "")) in found
    ]
    if not rows:
        return []
    table = FigureTable(_("Totals by year"), (_("Indicator"), *map(str, years)), tuple(rows))
    return [ShownTable(table, _explored(state, "", "", years))]


def _breakdowns(
    found: Mapping[tuple[str, str], list[Figure]],
    wanted: Mapping[tuple[str, str], Release],
    years: Sequence[int],
    state: State,
    names: Mapping[str, str],
) -> list[ShownTable]:
    titles = {
        "sex+age": _("Detected victims by sex and age"),
        "form": _("Detected victims by form of exploitation"),
        "citizenship": _("Detected victims by citizenship"),
    }
    tables = []
    for by in BREAKDOWNS:
        figures = [
            each
            for each in found.get((VICTIMS, by), ())
            if each.year in years and each.codes.get("age", "unknown") in AGES
        ]
        if figures:
            release = wanted[VICTIMS, by]
            table = figure_table(release, figures, title=titles[by], rows=by, names=names)
            tables.append(ShownTable(table, _explored(state, VICTIMS, by, years)))
    return tables


def _missing(
    found: Mapping[tuple[str, str], list[Figure]],
    wanted: Mapping[tuple[str, str], Release],
    editions: Mapping[str, IndicatorEdition],
    years: Sequence[int],
) -> list[NotReported]:
    """The indicators that have figures of some States, and of this one none, or none for some years."""
    missing = []
    for slug in dict.fromkeys(indicator for indicator, _by in wanted):
        figures = [each for (indicator, _by), group in found.items() if indicator == slug for each in group]
        reported = {each.year for each in figures if reporting_states([each])}
        lacking = tuple(year for year in years if year not in reported)
        if lacking:
            missing.append(NotReported(editions[slug], lacking, not reported))
    return missing


def _explored(state: State, indicator: str, by: str, years: Sequence[int]) -> str:
    chosen = Choice(indicator=indicator, by=by, states=(state.slug,), year_from=years[0], year_until=years[-1])
    return explorer_address(chosen)
