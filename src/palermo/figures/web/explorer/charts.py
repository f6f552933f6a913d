"""The charts of the data explorer: one form for each view, from released figures and sums of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.speech.collation import sort_for_reader
from palermo.figures.cubes import Selection
from palermo.figures.dimensions import BY_KEY, KEYS, TOTAL
from palermo.figures.exploring import Codes, StateSum, largest_of, reporting_of, sums_of
from palermo.figures.labels import area_name, category_name, join_words
from palermo.figures.published_figures import FigureLinks, figures_of
from palermo.figures.web.explorer.exploration import (
    BARS,
    COLUMNS,
    INTERVALS,
    LINE,
    MAP,
    MATRIX,
    ROWS,
    Exploration,
)
from palermo.figures.web.explorer.sums import Offer, is_constant, offer_of, states_words, sum_value
from palermo.figures.web.tables import in_list_order
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.dots import Dots
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.matrix import Line, Matrix
from palermo.site.charts.values import NOT_RECORDED, Label, Value
from palermo.site.charts.world_map import AtState, WorldMap

STATE, YEAR = "state", "year"
# As many rows and columns of a matrix of categories by State.
CROSSED, CROSSING = 18, 9


@dataclass(frozen=True)
class Shown:
    """A chart with what has to be said of it.

    Attributes
    ----------
    chart : Chart or None
        None where figures are shown as a table alone.
    is_refused : bool
        Whether the values are not joined to a line, since not the same States reported in all years.
    offers : list of Offer
        States whose sums can be compared over time.
    sums : list of pair
        The sums that are shown, each with its name: what the drawing has no room to say.
    """

    chart: Chart | None
    is_refused: bool = False
    offers: Sequence[Offer] = ()
    sums: Sequence[tuple[str, Value]] = ()


def chart_of(found: Exploration) -> Shown:
    """The chart in the form that is shown."""
    makers: dict[str, Callable[[_Cells], Shown]] = {
        LINE: _lines,
        BARS: _bars,
        INTERVALS: _dots,
        MAP: _map,
        MATRIX: _matrix,
    }
    return makers[found.view](_Cells(found)) if found.view in makers else Shown(None)


class _Cells:
    """The values of an exploration by unit (a State, or the sum), categories and year; read once."""

    def __init__(self, found: Exploration, selection: Selection | None = None) -> None:
        self.found = found
        self._narrowed = selection

    @cached_property
    def selection(self) -> Selection:
        """The figures that the form needs: of one year where it shows one."""
        found = self.found
        if self._narrowed:
            return self._narrowed
        if not found.shows_one_year:
            return found.selection
        return replace(found.selection, year_from=found.year, year_until=found.year)

    @cached_property
    def of_states(self) -> Mapping[tuple[str, Codes, int], Value]:
        """The figures of single States."""
        release = self.found.release
        links = FigureLinks(release)
        rows: dict[tuple[str, Codes, int], Value] = {}
        for figure in figures_of(release, self.selection):
            codes = tuple(figure.codes.get(key, TOTAL) for key in KEYS)
            rows[figure.state, codes, figure.year] = links.value(figure)
        return rows

    @cached_property
    def sums(self) -> Mapping[tuple[Codes, int], StateSum]:
        """The sums of the States."""
        return sums_of(self.found.release, self.selection)

    def value(self, unit: str, codes: Codes, year: int) -> Value:
        """The value of a State, or the sum where the unit is an empty string."""
        if unit:
            return self.of_states.get((unit, codes, year), NOT_RECORDED)
        return sum_value(self.sums.get((codes, year)), self.found.parts_address(codes, year))

    def states_of(self, year: int) -> int:
        """The most States that are in a sum of a year."""
        return max((each.states for (_codes, of), each in self.sums.items() if of == year), default=0)

    @property
    def codes(self) -> Codes:
        """The only combination of categories."""
        return self.found.combinations[0] if self.found.combinations else (TOTAL,) * len(KEYS)


def _unit_name(found: Exploration, unit: str) -> str:
    return area_name(unit, found.names) if unit else _("Sum")


def _codes_name(found: Exploration, codes: Codes) -> str:
    """The categories that tell one line from another."""
    return join_words(category_name(key, codes[KEYS.index(key)]) for key in found.varied_keys)


def _series_name(found: Exploration, unit: str, codes: Codes) -> str:
    several = len(found.units) > 1
    parts = [_unit_name(found, unit) if several or not found.varied_keys else "", _codes_name(found, codes)]
    return join_words(part for part in parts if part)


def _lines(cells: _Cells) -> Shown:
    found = cells.found
    reporting = []
    is_refused = False
    if found.has_sum:
        reporting = list(reporting_of(found.release, found.selection).values())
        is_refused = not is_constant(reporting, found.years)
    series = tuple(
        LineSeries(_series_name(found, unit, codes), tuple(cells.value(unit, codes, year) for year in found.years))
        for unit in found.units
        for codes in found.combinations
    )
    counts = tuple(str(cells.states_of(year)) for year in found.years) if found.has_sum else ()
    chart = Lines(
        title=found.title,
        heading=_("Year"),
        periods=tuple(Label(str(year)) for year in found.years),
        series=series,
        counts=counts,
        counts_heading=_("States that reported"),
        is_joined=not is_refused,
        note=_("Below each year: the number of States that reported.") if counts else "",
    )
    named = [
        (f"{each.name} · {year}", value)
        for each in series
        for year, value in zip(found.years, each.values, strict=True)
    ]
    return Shown(chart, is_refused, offer_of(reporting, found.years) if is_refused else (), _sums(found, named))


def _sums(found: Exploration, named: Sequence[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """Sums with what is to be said of them; none where nothing is added up."""
    return [(name, value) for name, value in named if value.hint] if found.has_sum else []


@dataclass(frozen=True)
class _Rows:
    """Rows of bars or dots, with what stands side by side in each."""

    heading: str
    series: tuple[str, ...]
    rows: tuple[Bar, ...]


def _rows_of(cells: _Cells) -> _Rows:
    found = cells.found
    axes = found.bar_axes
    assert axes is not None
    down, aside = axes
    if down == YEAR:
        columns = [(unit, codes) for unit in found.units for codes in found.combinations]
        rows = tuple(
            Bar(Label(_year_words(cells, year)), tuple(cells.value(*column, year) for column in columns))
            for year in found.years
        )
        return _Rows(_("Year"), tuple(_series_name(found, *column) for column in columns), rows)
    if down == STATE:
        states = found.states_by_name
        bars = tuple(
            Bar(Label(_unit_name(found, each)), (cells.value(each, cells.codes, found.year),)) for each in states
        )
        return _Rows(pgettext("country", "State"), (str(found.year),), bars)
    columns_of = (
        [(unit, "") for unit in found.units]
        if aside == STATE
        else [("" if found.has_sum else found.states[0], code) for code in found.categories(aside)]
    )
    names = tuple(
        _unit_name(found, unit) if aside == STATE else category_name(aside, code) for unit, code in columns_of
    )
    rows = tuple(
        Bar(
            Label(category_name(down, each)),
            tuple(
                cells.value(unit, _full(cells.codes, {down: each, aside: code}), found.year)
                for unit, code in columns_of
            ),
        )
        for each in found.categories(down)
    )
    return _Rows(str(BY_KEY[down].title), names, rows)


def _full(codes: Codes, changed: Mapping[str, str]) -> Codes:
    """Codes with those of some dimensions changed."""
    return tuple(changed.get(key) or code for key, code in zip(KEYS, codes, strict=True))


def _year_words(cells: _Cells, year: int) -> str:
    """A year; of a sum, with the number of States that reported."""
    if not cells.found.has_sum:
        return str(year)
    return join_words([str(year), states_words(cells.states_of(year))])


def _bars(cells: _Cells) -> Shown:
    found, rows = cells.found, _rows_of(cells)
    chart = Bars(title=found.title, heading=rows.heading, series=rows.series, rows=rows.rows, note=_states_note(cells))
    return Shown(chart, sums=_sums(found, _list_sums(rows)))


def _dots(cells: _Cells) -> Shown:
    found, rows = cells.found, _rows_of(cells)
    chart = Dots(title=found.title, heading=rows.heading, series=rows.series, rows=rows.rows, note=_states_note(cells))
    return Shown(chart, sums=_sums(found, _list_sums(rows)))


def _list_sums(rows: _Rows) -> list[tuple[str, Value]]:
    several = len(rows.series) > 1
    return [
        (f"{row.label} · {name}" if several else str(row.label), value)
        for row in rows.rows
        for name, value in zip(rows.series, row.values, strict=True)
    ]


def _states_note(cells: _Cells) -> str:
    """Of one year, the number of States that reported."""
    found = cells.found
    if not found.has_sum or not found.shows_one_year:
        return ""
    return _("%(year)d: the sums are of at most %(states)s.") % {
        "year": found.year,
        "states": states_words(cells.states_of(found.year)),
    }


def _map(cells: _Cells) -> Shown:
    found = cells.found
    # Every State without a figure is hatched; of a choice, the chosen ones alone are shown.
    states = found.states or tuple(dict.fromkeys([*found.names, *found.outline.states]))
    in_order = sort_for_reader(states, lambda state: area_name(state, found.names))
    rows = tuple(
        AtState(state, Label(area_name(state, found.names)), cells.value(state, cells.codes, found.year))
        for state in in_order
    )
    chart = WorldMap(
        title=found.title,
        heading=pgettext("country", "State"),
        column=str(found.year),
        rows=rows,
        is_filled=True,
        note=_("More victims detected or persons convicted may mean better work, not more trafficking."),
    )
    return Shown(chart)


def _matrix(cells: _Cells) -> Shown:
    found = cells.found
    axes = found.matrix_axes
    assert axes is not None
    down, across = axes
    if across == YEAR:
        states = found.states_by_name
        lines = tuple(
            Line(
                Label(area_name(state, found.names)),
                tuple(cells.value(state, cells.codes, year) for year in found.years),
            )
            for state in states
        )
        return _matrix_shown(found, pgettext("country", "State"), [str(year) for year in found.years], lines)
    if across == STATE:
        return _matrix_by_state(cells, down)
    unit = found.units[0]
    lines = tuple(
        Line(
            Label(category_name(down, each)),
            tuple(
                cells.value(unit, _full(cells.codes, {down: each, across: code}), found.year)
                for code in found.categories(across)[:COLUMNS]
            ),
        )
        for each in found.categories(down)[:ROWS]
    )
    columns = [category_name(across, code) for code in found.categories(across)[:COLUMNS]]
    return _matrix_shown(found, str(BY_KEY[down].title), columns, lines, _states_note(cells))


def _matrix_by_state(cells: _Cells, down: str) -> Shown:
    """Categories by State, such as origin by destination: of many, those with the largest figures."""
    found = cells.found
    possible = found.states or found.outline.states
    states = largest_of(found.release, cells.selection, STATE, CROSSING)
    narrowed = replace(cells.selection, states=tuple(states))
    categories = largest_of(found.release, narrowed, down, CROSSED)
    wanted = replace(narrowed, codes={**narrowed.codes, down: tuple(categories)})
    shown = _Cells(found, wanted)
    columns = sort_for_reader(states, lambda state: area_name(state, found.names))
    lines = tuple(
        Line(
            Label(category_name(down, code)),
            tuple(shown.value(state, _full(cells.codes, {down: code}), found.year) for state in columns),
        )
        for code in in_list_order(down, categories)
    )
    names = [area_name(state, found.names) for state in columns]
    is_cut = len(columns) < len(possible) or len(lines) < len(found.categories(down))
    note = _("Only the rows and columns with the largest figures are shown; the table has all.") if is_cut else ""
    return _matrix_shown(found, str(BY_KEY[down].title), names, lines, note)


def _matrix_shown(
    found: Exploration, heading: str, columns: Sequence[str], lines: tuple[Line, ...], note: str = ""
) -> Shown:
    return Shown(Matrix(title=found.title, heading=heading, columns=tuple(columns), lines=lines, note=note))
