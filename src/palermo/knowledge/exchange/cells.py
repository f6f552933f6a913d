"""What tables of code lists and of mappings have in common: their faults and how a cell is read."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext as _

from palermo.site.csvs import without_mark
from palermo.site.tables.sheet_reader import read_sheets
from palermo.site.tables.sheets import Sheet, TableRefused

LARGEST_FILE = 5 * 1024 * 1024
LONGEST_SHOWN = 60


class WrongCellError(Exception):
    """A cell that cannot be read; its message states what was expected."""


def read_table(content: bytes, name: str, known: Collection[str], needed: Collection[str], prefix: str = "") -> Sheet:
    """The first sheet of a file, with the names of its columns in lower case and cells without marks.

    Columns whose name begins with `prefix`, if there is one, are known too.

    Raises
    ------
    TableRefused
        With a sentence for every column that is unknown, twice there or missing.
    """
    sheet = read_sheets(content, name)[0]
    faults = list(sheet.faults)
    head = [each.strip().casefold() for each in sheet.head]
    for place, column in enumerate(head):
        if column not in known and not (prefix and column.startswith(prefix) and len(column) > len(prefix)):
            faults.append(
                _("Row 1: expected one of the columns %(known)s, found “%(found)s”.")
                % {"known": ", ".join([*known, *([f"{prefix}…"] if prefix else [])]), "found": column[:LONGEST_SHOWN]}
            )
        elif column in head[:place] and sheet.head[place] not in sheet.head[:place]:
            # Equal ones were found when the table was read.
            faults.append(
                _("Row 1: expected each column once, found “%(first)s” and “%(found)s”.")
                % {"first": sheet.head[head.index(column)], "found": sheet.head[place]}
            )
    faults += [
        _("Row 1: expected the column “%(column)s”, found none.") % {"column": each}
        for each in needed
        if each not in head
    ]
    if faults:
        raise TableRefused(faults)
    sheet.head = head
    width = len(head)
    for line in sheet.lines:
        cells = [without_mark(cell).strip() for cell in line.cells[:width]]
        line.cells[:] = [*cells, *[""] * (width - len(cells))]
    return sheet


def wrong_cell(row: int, column: str, expected: object, found: str) -> str:
    """The sentence on a cell that cannot be read."""
    return _("Row %(row)d, column “%(column)s”: expected %(expected)s, found “%(found)s”.") % {
        "row": row,
        "column": column,
        "expected": expected,
        "found": found[:LONGEST_SHOWN],
    }


def read_day(cell: str) -> date | None:
    """A day as 2007-06-18; None for nothing.

    Raises
    ------
    WrongCellError
        If it is not a day.
    """
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise WrongCellError(_("a day such as 2007-06-18")) from None


def texts_by_language(cells: dict[str, str], columns: dict[str, str]) -> dict[str, str]:
    """The cells of a text in several languages, those that are filled; `columns` names the column of each language."""
    return {code: cells[column] for code, column in columns.items() if cells.get(column)}


def name_columns(codes: Collection[str], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each language with the column that has its text."""
    return ((code, f"{prefix}{code}") for code in codes)
