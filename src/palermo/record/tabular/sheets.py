"""A table as read: its rows as text, and what was noticed on the way."""

from dataclasses import dataclass, field
from typing import NamedTuple

from palermo.core.refusals import Refused

LARGEST_TABLE = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
# What a cell of a spreadsheet can hold.
LONGEST_CELL = 32_767


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


def sheet_of(name: str, rows: list[Line], notes: list[str], faults: list[str]) -> Sheet:
    """A sheet from its rows: the first that says something is the head; empty rows are left out.

    Raises
    ------
    TableRefused
        If there is no head, or there are too many rows or columns.
    """
    filled = [line for line in rows if any(cell.strip() for cell in line.cells)]
    if not filled:
        raise TableRefused([f"{name}: expected a row of column names and rows below it, found nothing."])
    head = [" ".join(cell.split()) for cell in filled[0].cells]
    while head and not head[-1]:
        head.pop()
    lines = filled[1:]
    _check_size(name, head, lines)
    return Sheet(name, head, lines, notes, [*faults, *_head_faults(head), *_row_faults(head, lines)])


def _check_size(name: str, head: list[str], lines: list[Line]) -> None:
    if len(lines) > MOST_ROWS:
        raise TableRefused([f"{name}: expected at most {MOST_ROWS:,} rows, found {len(lines):,}. Split the table."])
    if len(head) > MOST_COLUMNS:
        raise TableRefused([f"{name}: expected at most {MOST_COLUMNS} columns, found {len(head):,}."])
    if not lines:
        raise TableRefused([f"{name}: expected rows below the column names, found none."])


def _head_faults(head: list[str]) -> list[str]:
    first: dict[str, int] = {}
    faults = []
    for place, words in enumerate(head):
        if words and first.setdefault(words, place) != place:
            here, there = letters(place), letters(first[words])
            faults.append(f"Column {here}: expected a name of its own, found “{words}”, which column {there} has too.")
    return faults


def _row_faults(head: list[str], lines: list[Line]) -> list[str]:
    nameless = "expected nothing, since the column has no name, found"
    return [
        f"Row {line.number}, column {letters(place)}: {nameless} “{cell[:60]}”."
        for line in lines
        for place, cell in enumerate(line.cells)
        if cell.strip() and (place >= len(head) or not head[place])
    ]


def letters(place: int) -> str:
    """What a spreadsheet calls a column, counted from zero."""
    place, rest = divmod(place, 26)
    return (letters(place - 1) if place else "") + chr(ord("A") + rest)
