"""XLSX workbooks: values only. A formula counts as its result, a merged cell as each of the cells it covers.

calamine gives the values. What it does not give, merged cells, errors and formulas without a result, is looked up in
the sheet's own XML. Knows nothing of Django: it runs in the process that `reader` begins.
"""

import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from palermo.core.controls import CONTROL
from palermo.site.tables.packages import Package, unpack_workbook
from palermo.site.tables.sheets import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_ROWS,
    Line,
    Sheet,
    SheetForm,
    TableRefused,
    check_size,
    letters,
    sheet_of,
)

# calamine keeps room for every cell between the first and the last.
LARGEST_AREA = 10_000_000
_TAG = rb"<(?:\w{1,20}:)?"
_CELL = _TAG + rb'c\s[^<>]{0,200}?\br=["\']([A-Z]{1,3})([0-9]{1,7})["\']'
# A cell that holds something: its tag is not closed at once.
COLUMN_OF = re.compile(_TAG + rb'c\s[^<>]{0,200}?\br=["\']([A-Z]{1,3})[0-9]{1,7}["\'][^<>]{0,200}(?<!/)>')
ROW_OF = re.compile(_TAG + rb'c\s[^<>]{0,200}?\br=["\'][A-Z]{1,3}([0-9]{1,7})["\'][^<>]{0,200}(?<!/)>')
ROW = re.compile(_TAG + rb'row\s[^<>]{0,200}?\br=["\']([0-9]{1,7})["\']')
ROW_END = re.compile(rb"</(?:\w{1,20}:)?row>")
# What stands in a cell: a number, a string, or the place of a string among those the sheets share.
VALUE = re.compile(_TAG + rb"[vt](?:\s[^<>]{0,200})?>[^<\s]")
# A shared string without a character: a cell that refers to it holds nothing.
EMPTY_STRING = re.compile(rb"<(?:\w{1,20}:)?(?:si|t)(?:\s[^<>]{0,200})?(?:/>|></)")
MERGED = re.compile(_TAG + rb'mergeCell\s[^<>]{0,200}?\bref=["\']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})["\']')
_FORMULA = rb"\s{0,20}<(?:\w{1,20}:)?f\b[^<>]{0,2000}?(?:/>|>[^<]*</(?:\w{1,20}:)?f>)"
_VALUE = rb"\s{0,20}<(?:\w{1,20}:)?v>([^<]{0,60})"
ERROR = re.compile(_CELL + rb'[^<>]{0,200}\bt=["\']e["\'][^<>]{0,200}(?<!/)>(?:' + _FORMULA + rb")?" + _VALUE)
FORMULA = re.compile(
    _CELL + rb"[^<>]{0,200}>" + _FORMULA + rb"\s{0,20}(?:</|<(?:\w{1,20}:)?v\s{0,20}/>|<(?:\w{1,20}:)?v></)"
)
REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
NO_RESULT = "the result of the formula. Open the table in the program it was made with, save it and try again"
BROKEN = (
    *(CalamineError, ParseError, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError),
    zlib.error,
)


class Range(NamedTuple):
    """A merged range, its rows and columns counted from one."""

    left: int
    top: int
    right: int
    bottom: int


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook that hold something, in their order.

    Raises
    ------
    TableRefused
        If it is no workbook, is too large, or nothing stands in it.
    """
    with _refusing_broken(name):
        package = unpack_workbook(content, name)
        book = CalamineWorkbook.from_filelike(package.as_file())
        filled = list(_filled_sheets(book, package, name))
    if not filled:
        raise TableRefused([f"{name}: expected a row of column names and rows below it, found nothing."])
    return filled


def read_forms(content: bytes, name: str) -> list[SheetForm]:
    """Every sheet of a workbook that is a form to be filled in, hidden ones too, with its cells where they stand.

    Raises
    ------
    TableRefused
        If it is no workbook, or is too large.
    """
    with _refusing_broken(name):
        package = unpack_workbook(content, name)
        book = CalamineWorkbook.from_filelike(package.as_file())
        return list(_sheet_forms(book, package, name))


@contextmanager
def _refusing_broken(name: str) -> Iterator[None]:
    try:
        yield
    except zipfile.BadZipFile:
        raise TableRefused([f"{name}: expected a workbook (.xlsx), found another file."]) from None
    except BROKEN:
        raise TableRefused([f"{name}: expected a workbook (.xlsx), found one that cannot be read."]) from None


def _sheet_forms(book: CalamineWorkbook, package: Package, name: str) -> Iterator[SheetForm]:
    cells = 0
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        xml = package.parts.get(package.sheets[about.name], b"")
        _check_rows(xml, package, name)
        _check_area(xml, about.name, name)
        rows = list(_rows(book.get_sheet_by_name(about.name), name, cells))
        cells += sum(len(line.cells) - line.cells.count("") for line in rows)
        faults = [*_cell_faults(xml), *_control_faults(rows)]
        yield SheetForm(about.name, about.visible != SheetVisibleEnum.Visible, rows, faults)


def _filled_sheets(book: CalamineWorkbook, package: Package, name: str) -> Iterator[Sheet]:
    cells, is_first = 0, True
    for about in book.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
            continue
        xml = package.parts.get(package.sheets[about.name], b"")
        _check_rows(xml, package, name)
        _check_area(xml, about.name, name)
        page = book.get_sheet_by_name(about.name)
        rows = list(_rows(page, name, cells))
        cells += sum(len(line.cells) - line.cells.count("") for line in rows)
        if len(rows) == 1 and not is_first:
            # A list of a template that was not filled in.
            continue
        if sheet := _sheet(about.name, rows, xml, name):
            is_first = False
            yield sheet


def _check_rows(xml: bytes, package: Package, name: str) -> None:
    """Refuse a sheet with too many filled rows before its cells are read, which takes long."""
    place = 0
    for _row in range(MOST_ROWS + 2):
        value = VALUE.search(xml, place)
        end = value and ROW_END.search(xml, value.end())
        if not end:
            return
        place = end.end()
    others = [part for key, part in package.parts.items() if key not in package.sheets.values()]
    if not any(map(EMPTY_STRING.search, others)):
        raise TableRefused([_too_many_rows(name)])


def _too_many_rows(name: str) -> str:
    return f"{name}: expected at most {MOST_ROWS:,} rows, found more. Split the table."


def _check_area(xml: bytes, sheet: str, name: str) -> None:
    """Refuse a sheet in which two cells stand so far apart that the room between them fills the memory."""
    columns = max((_column(reference) for reference in set(COLUMN_OF.findall(xml))), default=0)
    if columns > MOST_COLUMNS * 2:
        raise TableRefused([f"{name}: expected at most {MOST_COLUMNS} columns, found {columns:,}."])
    if columns * max(map(int, ROW.findall(xml)), default=0) <= LARGEST_AREA:
        return
    last = max(map(int, set(ROW_OF.findall(xml))), default=0)
    if columns * last > LARGEST_AREA:
        raise TableRefused(
            [
                f"{name}: expected cells close to one another, found one in row {last:,} and one in column "
                f"{letters(columns - 1)} of the sheet “{sheet}”. Delete what stands far from the table."
            ]
        )


def _column(reference: bytes) -> int:
    number = 0
    for letter in reference:
        number = number * 26 + letter - ord("A") + 1
    return number


def _rows(page: CalamineSheet, name: str, cells: int) -> Iterator[Line]:
    """The rows that say something. A sheet that was formatted to its end has a million, of which few do."""
    if page.total_width > MOST_COLUMNS * 2:
        raise TableRefused([f"{name}: expected at most {MOST_COLUMNS} columns, found {page.total_width:,}."])
    filled = 0
    for number, row in enumerate(page.iter_rows(), 1):
        filled_cells = len(row) - row.count("")
        if not filled_cells:
            continue
        filled, cells = filled + 1, cells + filled_cells
        if filled > MOST_ROWS + 1:
            raise TableRefused([_too_many_rows(name)])
        check_size(name, filled - 1, 0, cells)
        yield Line(number, [each.strip() if type(each) is str else _text(each) for each in row])


def _text(value: object) -> str:
    """A cell's value as it would be written in a file of the record."""
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


def _sheet(title: str, rows: list[Line], xml: bytes, name: str) -> Sheet | None:
    faults = list(_cell_faults(xml))
    _fill_merged(rows, _merged_ranges(xml, name), name)
    faults += _control_faults(rows)
    if not rows and not faults:
        return None
    return sheet_of(title, rows, [f"Sheet “{title}” was read from the workbook {name}."], faults)


def _cell_faults(xml: bytes) -> Iterator[str]:
    """The cells that hold an error, and those whose formula has no result."""
    if b't="e"' in xml or b"t='e'" in xml:
        for place, match in enumerate(ERROR.finditer(xml)):
            if place == MOST_FAULTS:
                break
            column, row, error = (part.decode("utf-8", "replace") for part in match.groups())
            yield f"Cell {column}{row}: expected a value, found the error “{error}”."
    if b"<f" in xml or b":f" in xml:
        for place, match in enumerate(FORMULA.finditer(xml)):
            if place == MOST_FAULTS:
                break
            column, row = (part.decode() for part in match.groups())
            yield f"Cell {column}{row}: expected {NO_RESULT}, found nothing."


def _control_faults(rows: list[Line]) -> Iterator[str]:
    for line in rows:
        if not CONTROL.search("".join(line.cells)):
            continue
        for place, cell in enumerate(line.cells):
            if match := CONTROL.search(cell):
                character = f"U+{ord(match.group()):04X}"
                yield (
                    f"Cell {letters(place)}{line.number}: expected text without control characters, found {character}."
                )


def _merged_ranges(xml: bytes, name: str) -> list[Range]:
    references = dict.fromkeys(MERGED.findall(xml))
    if len(references) > MOST_ROWS:
        raise TableRefused([f"{name}: expected at most {MOST_ROWS:,} merged cells, found {len(references):,}."])
    corners = (REFERENCE.findall(each.decode()) for each in references)
    return [
        Range(_column(first.encode()), int(top), _column(last.encode()), int(bottom))
        for (first, top), (last, bottom) in corners
    ]


def _fill_merged(rows: list[Line], merged: list[Range], name: str) -> None:
    """Write what stands in a merged cell into each of the cells it covers, in rows that say something themselves."""
    numbers = [line.number for line in rows]
    left_over = MOST_CELLS
    for each in merged:
        covered = rows[bisect_left(numbers, each.top) : bisect_right(numbers, each.bottom)]
        if not covered:
            continue
        first = covered[0]
        words = first.cells[each.left - 1] if first.number == each.top and len(first.cells) >= each.left else ""
        for line in covered:
            for place in range(each.left - 1, min(each.right, len(line.cells))):
                line.cells[place] = words
            left_over -= max(0, min(each.right, len(line.cells)) - each.left + 1)
            if left_over < 0:
                raise TableRefused([f"{name}: expected at most {MOST_CELLS:,} cells in merged ones, found more."])
