"""A table that somebody hands in is read apart from the site: it can be made so that reading it takes hours."""

from typing import Any

from palermo.core.limited_process.starting import Unreadable, read_apart
from palermo.site.tables.sheets import Line, Sheet, SheetForm, TableRefused

READER = "palermo.site.tables.reader"
FORM_READER = "palermo.site.tables.form_reader"


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook that hold something, or the one of a CSV file.

    Raises
    ------
    TableRefused
        With what keeps it from being read.
    """
    return [
        Sheet(title, head, [Line(number, cells) for number, cells in lines], notes, faults)
        for title, head, lines, notes, faults in _read(READER, content, name)
    ]


def read_sheet_forms(content: bytes, name: str) -> list[SheetForm]:
    """Every sheet of a workbook that is a form to be filled in, hidden ones too.

    Raises
    ------
    TableRefused
        With what keeps it from being read.
    """
    return [
        SheetForm(title, is_hidden, [Line(number, cells) for number, cells in lines], faults)
        for title, is_hidden, lines, faults in _read(FORM_READER, content, name)
    ]


def _read(reader: str, content: bytes, name: str) -> list[Any]:
    try:
        answer = read_apart(reader, content, file=name, name=name)
    except Unreadable as unreadable:
        raise TableRefused([str(unreadable)]) from None
    if "refused" in answer:
        raise TableRefused(answer["refused"])
    sheets: list[Any] = answer["sheets"]
    return sheets
