"""Tables as XLSX: a text is a text whatever it begins with, a date is a date."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from palermo.core.languages import active_language
from palermo.site.csvs import Value

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What no XML file, and so no XLSX file, may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def sheet_file(rows: Iterator[Iterable[Value]], title: str, widths: Mapping[str, int]) -> BinaryIO:
    """A file with one sheet, written as the rows are read; the first row are the headings.

    `widths` are those of columns by their letters. Whoever asks for the file closes it.
    """
    content = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by whoever asks for it
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = active_language().right_to_left
    for column, width in widths.items():
        sheet.column_dimensions[column].width = width
    sheet.append([_heading(sheet, str(value)) for value in next(rows)])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(content)
    content.seek(0)
    return content


def _heading(sheet: WriteOnlyWorksheet, words: str) -> WriteOnlyCell:
    cell = _text_cell(sheet, words)
    cell.font = Font(bold=True)
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, words: str) -> WriteOnlyCell:
    """A text as a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, CONTROL.sub("", words))
    cell.data_type = "s"
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> WriteOnlyCell | int | None:
    """A number or nothing as it is; a date as a date; a text as a text."""
    if isinstance(value, str):
        return _text_cell(sheet, value)
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value
