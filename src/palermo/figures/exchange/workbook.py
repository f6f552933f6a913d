"""Figures as XLSX: sheets with the figures, the dictionary, the sources and notes; a text is never a formula.

The small sheets are written by openpyxl. Of the figures there may be hundreds of thousands, for which it takes a minute
where the XML of a sheet, written line by line, takes seconds.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import batched, chain
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.figures.exchange.dictionary import dictionary_rows
from palermo.figures.exchange.names import NAMED_COLUMNS, named_rows
from palermo.figures.exchange.rows import Extract
from palermo.figures.exchange.sources import note_rows, source_rows
from palermo.site.csvs import Value
from palermo.site.sheets import CONTROL

SHEETS = ("figures", "dictionary", "sources", "notes")
# The file within the book that holds the first sheet, and the style of its headings, the first that openpyxl makes.
FIRST, BOLD = "xl/worksheets/sheet1.xml", 1
BOLD_FONT = Font(bold=True)
# What a sheet has room for, and how many lines are written together.
MOST_ROWS, TOGETHER = 1_048_576, 1_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDE = {"indicator_name": 34, "state_name": 28, "source": 40, "agency": 40, "article": 40, "notice": 40}


def workbook_of_figures(extract: Extract) -> BinaryIO:
    """The book, in the reader's language. Whoever asks for it closes it.

    Refused if a sheet has not room for so many figures.
    """
    number = extract.count()
    if number >= MOST_ROWS:
        raise Refused(
            _(
                "A workbook has room for %(most)d rows; the selection has %(found)d figures. Choose fewer, or "
                "download them as CSV or Parquet."
            )
            % {"most": MOST_ROWS - 1, "found": number}
        )
    content = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by whoever asks for it
    with ZipFile(_book(extract)) as book, ZipFile(content, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for entry in book.infolist():
            if entry.filename != FIRST:
                made.writestr(entry, book.read(entry))
        with made.open(FIRST, "w", force_zip64=True) as sheet:
            for piece in _sheet(chain([NAMED_COLUMNS], named_rows(extract.rows()))):
                sheet.write(piece.encode())
    content.seek(0)
    return content


def _book(extract: Extract) -> io.BytesIO:
    """The book with an empty first sheet."""
    book = Workbook(write_only=True)
    book.create_sheet(SHEETS[0])
    for title, rows in zip(SHEETS[1:], (dictionary_rows, source_rows, note_rows), strict=True):
        sheet = book.create_sheet(title)
        sheet.sheet_view.rightToLeft = active_language().right_to_left
        has_heading = title != "notes"
        sheet.freeze_panes = "A2" if has_heading else None
        for column, width in zip("ABCDEF", (28, 90 if title == "notes" else 18, 40, 24, 24, 24), strict=True):
            sheet.column_dimensions[column].width = width
        wrapped = Alignment(wrap_text=True, vertical="top") if title == "notes" else None
        for at, row in enumerate(rows(extract)):
            font = BOLD_FONT if has_heading and not at else None
            sheet.append([_cell(sheet, value, font, wrapped) for value in row])
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def _cell(sheet: object, value: Value, font: Font | None, alignment: Alignment | None) -> WriteOnlyCell | int | None:
    """A number or nothing as it is, a date as a date, a text as a text."""
    if value is None or isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, value if isinstance(value, date) else CONTROL.sub("", value))
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.data_type = "s"
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell


def _sheet(rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    mirrored = ' rightToLeft="1"' if active_language().right_to_left else ""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{_WIDE.get(name, 16)}" customWidth="1"/>'
        for at, name in enumerate(NAMED_COLUMNS, 1)
    )
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        f'<sheetViews><sheetView{mirrored} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
    )
    letters = [get_column_letter(at) for at in range(1, len(NAMED_COLUMNS) + 1)]
    for lines in batched(enumerate(rows, 1), TOGETHER):
        yield "".join(f'<row r="{at}">{_cells(letters, at, row)}</row>' for at, row in lines)
    yield "</sheetData></worksheet>"


def _cells(letters: list[str], at: int, row: Iterable[Value]) -> str:
    """The cells of a row; empty ones are left out."""
    cells = []
    style = f' s="{BOLD}"' if at == 1 else ""
    for letter, value in zip(letters, row, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, int):
            cells.append(f'<c r="{letter}{at}"><v>{value}</v></c>')
        else:
            cells.append(f'<c r="{letter}{at}"{style}{_text(value)}')
    return "".join(cells)


@lru_cache(maxsize=8192)
def _text(value: Value) -> str:
    """The rest of a cell with a text. Kept, since the same words stand in thousands of cells."""
    words = escape(CONTROL.sub("", str(value)))
    return f' t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
