"""A table as read: its rows as text, and what was noticed on the way. Knows nothing of Django: see `reader`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from palermo.core.refusals import Refused

LARGEST_TABLE = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
# As many as 20,000 rows with 25 cells filled in each, which is more than any kind of record takes.
MOST_CELLS = 500_000
# Nobody corrects more at once, and the rest would only take memory.
MOST_FAULTS = 1_000
# What a cell of a spreadsheet can hold.
LONGEST_CELL = 32_767
LONGEST_NAME = 500


class TableRefused(Refused):
    """A table that was not imported, with a sentence for everything that is wrong in it; nothing of it is kept."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


class Line(NamedTuple):
    """A row of a table: its number as a spreadsheet counts it, and its cells as text."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """One table: its name, the head of each column, the rows below. `faults` are cells that could not be read."""

    name: str
    head: list[str]
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class SheetForm(NamedTuple):
    """A sheet that is no table but a form: the rows that say something, with their cells where they stand."""

    name: str
    is_hidden: bool
    lines: list[Line]
    faults: list[str]


def sheet_of(name: str, rows: list[Line], notes: list[str], faults: Iterable[str]) -> Sheet:
    """A sheet from its rows: the first that is not empty is the head; empty rows are left out.

    Raises
    ------
    TableRefused
        If there is no head, there are too many rows, columns or cells, or the name of a column is too long.
    """
    filled = [line for line in rows if any(map(str.strip, line.cells))]
    if not filled:
        raise TableRefused([f"{name}: expected a row of column names and rows below it, found nothing."])
    head = [" ".join(cell.split()) for cell in filled[0].cells]
    while head and not head[-1]:
        head.pop()
    if long := [(letters(place), len(words)) for place, words in enumerate(head) if len(words) > LONGEST_NAME]:
        column, length = long[0]
        raise TableRefused(
            [f"{name}, column {column}: expected a name of at most {LONGEST_NAME} characters, found {length:,}."]
        )
    lines = filled[1:]
    check_size(name, len(lines), len(head), sum(len(line.cells) - line.cells.count("") for line in lines))
    if not lines:
        raise TableRefused([f"{name}: expected rows below the column names, found none."])
    sheet_faults = chain(faults, _head_faults(head), _row_faults(head, lines))
    return Sheet(name, head, lines, notes, list(islice(sheet_faults, MOST_FAULTS)))


def check_size(name: str, rows: int, columns: int, cells: int) -> None:
    """Refuse a table that is larger than any that is brought in.

    Raises
    ------
    TableRefused
        Saying of what there is too much.
    """
    if rows > MOST_ROWS:
        raise TableRefused([f"{name}: expected at most {MOST_ROWS:,} rows, found {rows:,}. Split the table."])
    if columns > MOST_COLUMNS:
        raise TableRefused([f"{name}: expected at most {MOST_COLUMNS} columns, found {columns:,}."])
    if cells > MOST_CELLS:
        raise TableRefused([f"{name}: expected at most {MOST_CELLS:,} filled cells, found {cells:,}. Split the table."])


def _head_faults(head: list[str]) -> Iterator[str]:
    first: dict[str, int] = {}
    for place, words in enumerate(head):
        if words and first.setdefault(words, place) != place:
            here, there = letters(place), letters(first[words])
            yield f"Column {here}: expected a name of its own, found “{words[:60]}”, which column {there} has too."


def _row_faults(head: list[str], lines: list[Line]) -> Iterator[str]:
    nameless = "expected nothing, since the column has no name, found"
    named = [bool(words) for words in head]
    for line in lines:
        for place, cell in enumerate(line.cells):
            if cell and cell.strip() and not (place < len(named) and named[place]):
                yield f"Row {line.number}, column {letters(place)}: {nameless} “{cell[:60]}”."


def letters(place: int) -> str:
    """What a spreadsheet calls a column, counted from zero."""
    place, rest = divmod(place, 26)
    return (letters(place - 1) if place else "") + chr(ord("A") + rest)
