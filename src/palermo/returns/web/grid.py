"""A table of a return as it is shown and filled in: rows and columns by their names, what each cell holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_integer
from palermo.core.text import MultilingualText, plain
from palermo.returns.cells import Place, Sheet, codes_of, rows_of
from palermo.returns.checks import EMPTY, Fault, Names, fault_sentence
from palermo.returns.entries import Entry, entry_text
from palermo.returns.figures import list_names
from palermo.returns.models import ReturnFigure, ReturnQuery
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Side, Structure, Table


class Earlier(NamedTuple):
    """What a cell held in another year, or another source: its heading and the figure."""

    heading: str
    words: str


@dataclass
class Cell:
    """A cell: its key, its names, what it holds, and what is beside it.

    `typed` is what stands in its field, `fault` why it was not saved; `parts` are the cells of which it is the sum.
    """

    key: str
    row: str
    column: str
    column_name: str
    typed: str = ""
    fault: str = ""
    words: str = ""
    figure: ReturnFigure | None = None
    earlier: list[Earlier] = field(default_factory=list)
    others: list[Earlier] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    queries: list[ReturnQuery] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What its field is called on the page."""
        return f"cell-{self.key}"

    @property
    def name(self) -> str:
        """Its row and column."""
        return _joined(self.row, self.column_name)


class Heading(NamedTuple):
    """A heading over columns: its words, and over how many."""

    words: str
    span: int


@dataclass
class Row:
    """A row: its key, its name and its cells."""

    key: str
    name: str
    cells: list[Cell]

    @property
    def noted(self) -> int:
        """How many of its figures have a note or a source of their own."""
        figures = [cell.figure for cell in self.cells if cell.figure]
        return sum(bool(each.note or each.article_id or each.agency or each.unit) for each in figures)


@dataclass
class Grid:
    """A table of a return. `headings` are lines of headings over the columns."""

    table: Table
    corner: str
    headings: list[list[Heading]]
    rows: list[Row]

    @property
    def cells(self) -> list[Cell]:
        """Every cell, row by row."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(bool(cell.typed) for cell in self.cells)


def make_grid(
    structure: Structure,
    table: Table,
    figures: Mapping[Place, ReturnFigure],
    *,
    names: Names,
    added: Iterable[str] = (),
    earlier: Sequence[tuple[str, Mapping[Place, Entry]]] = (),
    faults: Iterable[Fault] = (),
    queries: Iterable[ReturnQuery] = (),
) -> Grid:
    """A table with the rows in which something stands, and those added beside them.

    `names` are those of codes of open rows, `earlier` what other years have, under their headings.
    """
    keys = _row_keys(table, figures, added, names)
    sheet, columns = Sheet(table, keys), table.column_keys
    parts = _parts(structure, sheet)
    column_names = {key: _name(table.columns, key, names) for key in columns}
    by_cell: dict[str, Cell] = {}
    rows = []
    for key in keys:
        row_name = "" if _is_single(table.rows) else _name(table.rows, key, names)
        cells = [Cell(f"{key}.{column}", row_name, column, column_names[column]) for column in columns]
        by_cell |= {cell.key: cell for cell in cells}
        rows.append(Row(key, row_name or plain(table.title), cells))
    for cell in by_cell.values():
        place = (table.key, cell.key)
        cell.parts = parts.get(cell.key, [])
        if figure := figures.get(place):
            entry = Entry(figure.kind, figure.value, figure.low, figure.high)
            cell.figure, cell.typed, cell.words = figure, entry_text(entry), entry_words(entry)
        cell.earlier = [Earlier(heading, entry_words(held[place])) for heading, held in earlier if place in held]
    for fault in faults:
        if fault.table == table.key and fault.check != EMPTY and fault.cell in by_cell:
            cell = by_cell[fault.cell]
            (cell.errors if fault.severity == "error" else cell.warnings).append(
                fault_sentence(fault, structure, names)
            )
    for query in queries:
        if query.table == table.key and query.cell in by_cell:
            by_cell[query.cell].queries.append(query)
    corner = " / ".join(plain(side.dimension.title) for side in table.rows if not _is_single([side]))
    return Grid(table, corner, _headings(table), rows)


def cell_name(table: Table, key: str, names: Names) -> str:
    """The row and the column of a cell."""
    row, _point, column = key.rpartition(".")
    row_name = "" if _is_single(table.rows) else _name(table.rows, row, names)
    return _joined(row_name, _name(table.columns, column, names))


def place_of(structure: Structure, query: ReturnQuery) -> str:
    """What a query is about, in words."""
    table = structure.tables.get(query.table)
    if table is None:
        return _("The whole return")
    if not query.cell:
        return plain(table.title)
    named = {"table": plain(table.title), "cell": cell_name(table, query.cell, list_names(structure, [query.table]))}
    return _("%(table)s: %(cell)s") % named


def _joined(row: str, column: str) -> str:
    return _("%(row)s, %(column)s") % {"row": row, "column": column} if row and column else row or column


def _is_single(sides: Sequence[Side]) -> bool:
    """Whether there is nothing to tell rows apart by."""
    return all(len(side.dimension.codes) == 1 and not side.dimension.is_open for side in sides)


def _row_keys(
    table: Table, figures: Mapping[Place, ReturnFigure], added: Iterable[str], names: Names
) -> tuple[str, ...]:
    given = rows_of(table, figures)
    if not table.has_open_rows:
        return given
    keys = {*given, *added}
    keys = {key for key in keys if codes_of(table.rows, key)}
    return tuple(sorted(keys, key=lambda key: _name(table.rows, key, names).casefold()))


def _name(sides: Sequence[Side], key: str, names: Names) -> str:
    """The names of the codes of a row or column, one after the other; a dimension of one code is not named."""
    codes = codes_of(tuple(sides), key) or ()
    shown = [(side, code) for side, code in zip(sides, codes, strict=False) if not _is_single([side])]
    return ", ".join(_code_name(side, code, names) for side, code in shown)


def _code_name(side: Side, code: str, names: Names) -> str:
    text = side.dimension.codes.get(code)
    return plain(text) if text else names.get((side.dimension.key, code), code)


def _headings(table: Table) -> list[list[Heading]]:
    """A line of headings for each dimension of the columns, the outermost first."""
    lines, repeated = [], 1
    sizes = [len(side.dimension.codes) for side in table.columns]
    for place, side in enumerate(table.columns):
        span = prod(sizes[place + 1 :])
        words = [plain(text) for text in side.dimension.codes.values()]
        lines.append([Heading(each, span) for each in words * repeated])
        repeated *= sizes[place]
    return lines


def _parts(structure: Structure, sheet: Sheet) -> dict[str, list[str]]:
    """The cells of which each total is the sum, by the rules of the questionnaire."""
    found: dict[str, list[str]] = {}
    for rule in structure.rules:
        if rule.kind != "sum" or rule.table != sheet.table.key:
            continue
        wanted = {rule.code, *rule.of}
        places = [place for place in sheet.places_of(rule.side) if wanted <= sheet.sides[place].dimension.codes.keys()]
        for place in places[:1]:
            for codes, cell in sheet.cells.items():
                if codes[place] == rule.code:
                    parts = [sheet.family(place, codes, code) for code in rule.of]
                    found.setdefault(cell, [part for part in parts if part])
    return found


def entry_words(entry: Entry | None) -> str:
    """What a cell holds, in words of the active language."""
    if entry is None:
        return ""
    code = active_language().code
    if entry.value is not None:
        return format_integer(entry.value, code)
    if entry.kind != ValueKind.SUPPRESSED or (entry.low is None and entry.high is None):
        return str(ValueKind(entry.kind).label)
    numbers = {
        "low": "" if entry.low is None else format_integer(entry.low, code),
        "high": "" if entry.high is None else format_integer(entry.high, code),
    }
    if entry.low is None:
        return _("withheld, at most %(high)s") % numbers
    if entry.high is None:
        return _("withheld, at least %(low)s") % numbers
    return _("withheld, %(low)s to %(high)s") % numbers


def by_section(structure: Structure) -> list[tuple[MultilingualText, tuple[Table, ...]]]:
    """Sections with their tables."""
    return [(section.title, section.tables) for section in structure.sections]
