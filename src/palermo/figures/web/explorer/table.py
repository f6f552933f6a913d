"""The table of the data explorer, page by page: sums first, then every State with its categories."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from palermo.core.speech.collation import sort_for_reader
from palermo.figures.cubes import Figure
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.exploring import Codes, rows_by_state, sums_of
from palermo.figures.labels import area_name, category_name, join_words
from palermo.figures.published_figures import FigureLinks, figures_of
from palermo.figures.web.explorer.exploration import Exploration
from palermo.figures.web.explorer.sums import counts_note, sum_value
from palermo.figures.web.tables import STATE, YEAR, FigureTable, Noted, TableRow, heading_of
from palermo.site.charts.values import NOT_RECORDED, Label, Value

# As many rows, and as many cells and bytes of them, as a page has; as many categories as find room side by side.
ROWS, CELLS, BYTES, ACROSS = 200, 750, 200_000, 8
# A cell without its address, and an address without its categories.
CELL, ADDRESS = 150, 60


class _Layout(NamedTuple):
    """What stands in the rows and in the columns; of one year, the categories of a dimension stand side by side."""

    row_keys: tuple[str, ...]
    column_key: str
    columns: Sequence[str]


class _Block(NamedTuple):
    """Rows that belong together: those of a State, or, without one, the sums."""

    state: str
    number: int


class TablePage(NamedTuple):
    """A page of the table, and the paginator's page for the links to the others."""

    table: FigureTable
    page: Page


def table_page(found: Exploration, number: str | None) -> TablePage:
    """The page of the table that is asked for; nonsense gives the first or the last."""
    layout = _layout_of(found)
    blocks = _blocks(found, layout)
    cells = min(CELLS, BYTES // _size_of_cell(found))
    per_page = max(1, min(ROWS, cells // max(len(layout.columns), 1)))
    page = Paginator(range(sum(block.number for block in blocks)), per_page).get_page(number)
    shown = _on_page(blocks, page.start_index() - 1, page.end_index())
    rows = [*_sum_rows(found, layout, shown), *_state_rows(found, layout, shown)]
    head = (_heading(found, layout), *(_column_name(layout, column) for column in layout.columns))
    return TablePage(FigureTable(found.title, head, tuple(rows), tuple(_notes(found))), page)


def _layout_of(found: Exploration) -> _Layout:
    numbers = {key: len(found.categories(key)) for key in found.keys}
    narrow = [key for key in found.keys if 0 < numbers[key] <= ACROSS]
    if len(found.years) != 1 or not narrow:
        return _Layout(found.keys, YEAR, [str(year) for year in found.years])
    across = narrow[-1]
    return _Layout(tuple(key for key in found.keys if key != across), across, found.categories(across))


def _size_of_cell(found: Exploration) -> int:
    """About how many bytes a cell takes, with its address."""
    names = len(found.release.slug) + len(found.indicator.slug) + sum(len(key) + 12 for key in found.keys)
    sums = len(found.parts_address((TOTAL,) * len(KEYS), 2000)) if found.has_sum else 0
    return CELL + max(ADDRESS + names, sums)


def _row_codes(found: Exploration, layout: _Layout) -> list[Codes]:
    """The categories of the rows of a State, each a code for every key."""
    places = [KEYS.index(key) for key in layout.row_keys]
    rows = (tuple(code if at in places else TOTAL for at, code in enumerate(codes)) for codes in found.combinations)
    return list(dict.fromkeys(rows))


def _blocks(found: Exploration, layout: _Layout) -> list[_Block]:
    """The sums, where there are any, then the States by name."""
    numbers = rows_by_state(found.release, found.selection, layout.row_keys)
    # A State that was asked for and has no figures has a row that says so.
    states = [*numbers, *(state for state in found.states if state not in numbers)]
    in_order = sort_for_reader(states, lambda state: area_name(state, found.names))
    sums = [_Block("", len(_row_codes(found, layout)))] if found.has_sum else []
    return [*sums, *(_Block(state, numbers.get(state, 1)) for state in in_order)]


def _on_page(blocks: Sequence[_Block], first: int, last: int) -> list[tuple[_Block, int, int]]:
    """The blocks of which rows are on a page, each with the first of its rows and the one after the last."""
    shown, start = [], 0
    for block in blocks:
        begin, end = max(first - start, 0), min(last - start, block.number)
        if begin < end:
            shown.append((block, begin, end))
        start += block.number
    return shown


def _sum_rows(found: Exploration, layout: _Layout, shown: Sequence[tuple[_Block, int, int]]) -> list[TableRow]:
    span = next(((begin, end) for block, begin, end in shown if not block.state), None)
    if span is None:
        return []
    rows = _row_codes(found, layout)[slice(*span)]
    wanted = {key: tuple({codes[KEYS.index(key)] for codes in rows}) for key in layout.row_keys}
    sums = sums_of(found.release, replace(found.selection, codes={**found.selection.codes, **wanted}))
    made = []
    for codes in rows:
        cells = []
        for column in layout.columns:
            full, year = _place(found, layout, codes, column)
            summed = sums.get((full, year))
            note = counts_note(summed) if summed and summed.states else ""
            cells.append(Noted(sum_value(summed, found.parts_address(full, year), in_full=False), note))
        label = join_words(part for part in (_("Sum"), _codes_words(layout, codes)) if part)
        made.append(TableRow(Label(label), tuple(cells), is_sum=True))
    return made


def _place(found: Exploration, layout: _Layout, codes: Codes, column: str) -> tuple[Codes, int]:
    """The categories and the year of a cell."""
    if layout.column_key == YEAR:
        return codes, int(column)
    at = KEYS.index(layout.column_key)
    return (*codes[:at], column, *codes[at + 1 :]), found.years[0]


def _state_rows(found: Exploration, layout: _Layout, shown: Sequence[tuple[_Block, int, int]]) -> list[TableRow]:
    states = [block.state for block, _begin, _end in shown if block.state]
    if not states:
        return []
    cells: dict[str, dict[Codes, dict[str, Value]]] = {state: {} for state in states}
    links = FigureLinks(found.release)
    for figure in figures_of(found.release, replace(found.selection, states=tuple(states))):
        row = tuple(figure.codes.get(key, TOTAL) if key in layout.row_keys else TOTAL for key in KEYS)
        column = _column_of(layout, figure)
        cells[figure.state].setdefault(row, {})[column] = links.value(figure)
    ranks = {codes: rank for rank, codes in enumerate(_row_codes(found, layout))}
    made = []
    for block, begin, end in shown:
        if not block.state:
            continue
        own = sorted(cells[block.state], key=ranks.__getitem__) or [(TOTAL,) * len(KEYS)]
        for codes in own[begin:end]:
            values = cells[block.state].get(codes, {})
            label = _row_label(found, layout, block.state, codes)
            made.append(TableRow(Label(label), tuple(values.get(each, NOT_RECORDED) for each in layout.columns)))
    return made


def _row_label(found: Exploration, layout: _Layout, state: str, codes: Codes) -> str:
    """The State and the categories; of one State, the categories alone where there are any."""
    words = _codes_words(layout, codes)
    if len(found.states) == 1 and words:
        return words
    return join_words(part for part in (area_name(state, found.names), words) if part)


def _codes_words(layout: _Layout, codes: Codes) -> str:
    named = ((key, codes[KEYS.index(key)]) for key in layout.row_keys)
    return join_words(category_name(key, code) for key, code in named if code != TOTAL)


def _column_of(layout: _Layout, figure: Figure) -> str:
    return str(figure.year) if layout.column_key == YEAR else figure.codes.get(layout.column_key, TOTAL)


def _column_name(layout: _Layout, column: str) -> str:
    return column if layout.column_key == YEAR else category_name(layout.column_key, column)


def _heading(found: Exploration, layout: _Layout) -> str:
    keys = [*([] if len(found.states) == 1 and layout.row_keys else [STATE]), *layout.row_keys]
    return heading_of(keys)


def _notes(found: Exploration) -> list[str]:
    if not found.has_sum:
        return []
    return [_("Sums are of the States that reported, not of all States: their number stands below each sum.")]
