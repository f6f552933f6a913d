"""XLSX workbooks: values only. A formula counts as its result, a merged cell as each of the cells it covers.

The cells are read one row at a time. What openpyxl does not tell in that way, merged cells and formulas without a
result, is looked up in the sheet's own XML.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from palermo.record.nodes import CONTROL
from palermo.record.tabular.sheets import MOST_COLUMNS, MOST_ROWS, Line, Sheet, TableRefused, letters, sheet_of

LARGEST_UNPACKED = 200 * 1024 * 1024
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:</|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)"
)
CHUNK = 1024 * 1024
OVERLAP = 64 * 1024
NO_RESULT = "the result of the formula. Open the table in the program it was made with, save it and try again"


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook that hold something, in their order.

    Raises
    ------
    TableRefused
        If it is no workbook, is too large, or nothing stands in it.
    """
    try:
        _check_unpacked(content, name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [_sheet(page, content, name) for page in book.worksheets if page.sheet_state == "visible"]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        found = "another file" if isinstance(error, zipfile.BadZipFile) else "one that cannot be read"
        raise TableRefused([f"{name}: expected a workbook (.xlsx), found {found}."]) from None
    filled = [sheet for sheet in sheets if sheet]
    if not filled:
        raise TableRefused([f"{name}: expected a row of column names and rows below it, found nothing."])
    return filled


def _check_unpacked(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > LARGEST_UNPACKED:
        raise TableRefused([f"{name}: expected at most {LARGEST_UNPACKED:,} bytes when unpacked, found {size:,}."])


def _sheet(page: Any, content: bytes, name: str) -> Sheet | None:
    merged, without_result = _looked_up(content, page._worksheet_path)
    faults: list[str] = []
    rows = [Line(number, list(_cells(cells, number, faults))) for number, cells in _numbered(page, name)]
    _spread(rows, merged)
    for cell in without_result:
        faults.append(f"Cell {cell}: expected {NO_RESULT}, found nothing.")
    if not any(cell for line in rows for cell in line.cells) and not faults:
        return None
    return sheet_of(page.title, rows, [f"Sheet “{page.title}” was read from the workbook {name}."], faults)


def _numbered(page: Any, name: str) -> Iterator[tuple[int, Any]]:
    filled = 0
    for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), 1):
        filled += any(cell.value is not None for cell in cells)
        # A sheet that was formatted to its end has a million rows, of which none says anything.
        if filled > MOST_ROWS + 1:
            raise TableRefused([f"{name}: expected at most {MOST_ROWS:,} rows, found more. Split the table."])
        yield number, cells


def _cells(cells: Any, number: int, faults: list[str]) -> Iterator[str]:
    for place, cell in enumerate(cells):
        text = _text(cell.value)
        if getattr(cell, "data_type", "") == "e":
            faults.append(f"Cell {letters(place)}{number}: expected a value, found the error “{text}”.")
        elif match := CONTROL.search(text):
            found = f"U+{ord(match.group()):04X}"
            faults.append(f"Cell {letters(place)}{number}: expected text without control characters, found {found}.")
        yield text


def _text(value: Any) -> str:
    """A cell's value as it would be written in a file of the record."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _looked_up(content: bytes, path: str) -> tuple[list[tuple[int, int, int, int]], list[str]]:
    """The merged ranges of a sheet, and the cells whose formula has no result."""
    merged: dict[bytes, None] = {}
    formulas: dict[bytes, None] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(path.lstrip("/")) as xml:
        tail = b""
        while chunk := xml.read(CHUNK):
            text = tail + chunk
            merged |= dict.fromkeys(MERGED.findall(text))
            if b"f" in text:
                formulas |= dict.fromkeys(match.group(1) for match in FORMULA.finditer(text))
            tail = text[-OVERLAP:]
    return [range_boundaries(ref.decode()) for ref in merged], [cell.decode() for cell in formulas]


def _spread(rows: list[Line], merged: list[tuple[int, int, int, int]]) -> None:
    """Write what stands in a merged cell into each of the cells it covers, in rows that say something themselves."""
    by_number = {line.number: line.cells for line in rows if any(line.cells)}
    for left, top, right, bottom in merged:
        words = by_number[top][left - 1] if top in by_number and len(by_number[top]) >= left else ""
        for number in range(top, bottom + 1):
            cells = by_number.get(number, [])
            for place in range(left - 1, min(right, len(cells))):
                cells[place] = words
