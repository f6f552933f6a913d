"""A table of people as read: its columns known, its cells read, and everything that is wrong in it reported at once.

Between the two steps of the page the table is sent with the form and read again: the server keeps no copy that could
outlive the announced day of deletion.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused, quote
from palermo.record.people.columns import Column, UnfitError, bare, columns_by_name
from palermo.record.tabular.places import IN_CELL, WITHOUT_COLUMN
from palermo.record.uploads import GOOD_FOR
from palermo.site.csvs import FORMULA
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import Line, Sheet, TableRefused, letters, sheet_of

LARGEST = 1024 * 1024
MOST_PEOPLE = 1000
EMPTIES = "-"
SALT = "palermo.record.people"


# The filled cells of a row by the keys of their columns, each as its column reads it.
type Values = dict[str, Any]


@dataclass(frozen=True)
class SheetRow:
    """A row: its number as a spreadsheet counts it, and the values of its filled cells."""

    number: int
    values: Values


@dataclass(frozen=True)
class PeopleTable:
    """A table whose columns are known: `places` says which column of the sheet fills which key."""

    sheet: Sheet
    columns: tuple[Column, ...]
    places: dict[str, int]

    def fault(self, row: int, unfit: UnfitError, key: str = "") -> str:
        """What is wrong in a row, by its line, its column and its cell."""
        key = unfit.key or key
        place = self.places.get(key)
        values = {"sheet": "", "row": row, "key": key, "expected": unfit.expected, "advice": ""}
        actual = unfit.found or (f"“{self._cell(row, place)}”" if place is not None else "nothing")
        if place is None:
            return str(WITHOUT_COLUMN % {**values, "found": actual})
        return str(
            IN_CELL % {**values, "found": actual, "column": self.sheet.head[place], "cell": f"{letters(place)}{row}"}
        )

    def _cell(self, row: int, place: int) -> str:
        return next((_at(line, place) for line in self.sheet.lines if line.number == row), "")

    def rows(self) -> list[SheetRow]:
        """The rows with the values of their cells.

        Raises
        ------
        TableRefused
            With each cell that cannot be read.
        """
        faults, rows, known = list[str](), list[SheetRow](), dict[tuple[str, str], object]()
        for line in self.sheet.lines:
            values: Values = {}
            for column in self.columns:
                if column.key in self.places and (cell := _at(line, self.places[column.key])):
                    try:
                        values[column.key] = _read_cell(column, cell, known)
                    except UnfitError as unfit:
                        faults.append(self.fault(line.number, unfit, column.key))
            rows.append(SheetRow(line.number, values))
        if faults:
            raise TableRefused(faults)
        return rows

    def pack(self) -> str:
        """The table as it travels in the form: signed, since it was read within limits that its copy has not."""
        return signing.dumps([self.sheet.name, self.sheet.head, self.sheet.lines], salt=SALT, compress=True)


def _at(line: Line, place: int) -> str:
    """A cell, without the mark that keeps a spreadsheet from taking it for a formula."""
    cell = line.cells[place].strip() if place < len(line.cells) else ""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _read_cell(column: Column, cell: str, known: dict[tuple[str, str], object]) -> object:
    if cell == EMPTIES:
        return column.empty
    if (column.key, cell) not in known:
        known[column.key, cell] = column.read(cell)
    return known[column.key, cell]


def with_head(pasted: str, columns: tuple[Column, ...], usual: tuple[str, ...]) -> str:
    """Pasted rows under the names of their columns: where the first row has none, they are the usual ones in order."""
    rows = pasted.strip("\r\n")
    first = rows.split("\n", 1)[0].rstrip("\r").split("\t")
    known = columns_by_name(columns)
    if len(first) > len(usual) or any(bare(cell) in known for cell in first):
        return rows
    return "\t".join(usual[: len(first)]) + "\n" + rows


def people_table(content: bytes, name: str, columns: tuple[Column, ...]) -> PeopleTable:
    """Read a CSV file or the first sheet of a workbook.

    Raises
    ------
    TableRefused
        With what keeps it from being read.
    """
    if len(content) > LARGEST:
        raise TableRefused([f"{name}: expected at most {LARGEST:,} bytes, found {len(content):,}. Split the table."])
    return _match_columns(read_sheets(content, name)[0], columns)


def unpack_table(packed: str, columns: tuple[Column, ...]) -> PeopleTable:
    """The table that the form sent back, read as if it came for the first time.

    Refused if it is not what this page sent.
    """
    try:
        name, head, lines = signing.loads(packed, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise Refused(_("The uploaded table has expired. Upload it again.")) from error
    return _match_columns(sheet_of(name, [Line(1, head), *(Line(*line) for line in lines)], [], []), columns)


def _match_columns(sheet: Sheet, columns: tuple[Column, ...]) -> PeopleTable:
    faults, known, places = list(sheet.faults), columns_by_name(columns), dict[str, int]()
    if len(sheet.lines) > MOST_PEOPLE:
        faults.append(
            f"{sheet.name}: expected at most {MOST_PEOPLE:,} rows, found {len(sheet.lines):,}. Split the table."
        )
    expected = ", ".join(column.key for column in columns)
    for place, head in enumerate(sheet.head):
        column = known.get(bare(head))
        if column is None and head:
            faults.append(f"Column {letters(place)}: expected one of {expected}, found “{quote(head)}”.")
        elif column and column.key in places:
            first = sheet.head[places[column.key]]
            faults.append(
                f"Columns “{quote(first)}” and “{quote(head)}”: expected one column for {column.key}, found two."
            )
        elif column:
            places[column.key] = place
    if faults:
        raise TableRefused(faults)
    return PeopleTable(sheet, columns, places)
