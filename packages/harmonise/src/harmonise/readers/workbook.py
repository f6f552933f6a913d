"""Workbooks: values by compiled code; what a sheet hides, from its XML."""

import gc
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any

import duckdb
import python_calamine
from disclosure.progress import Progress
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from harmonise.errors import UnreadableFile
from harmonise.finding import Finding
from harmonise.layouts.layout import Layout, Severity
from harmonise.readers.headings import match_headings
from harmonise.readers.table import LONGEST_CELL, Table, long_cell
from harmonise.readers.workbook_parts import BROKEN, report_parts

BATCH = 20_000
# Unpacked, a workbook as large as a sheet can be; what claims more is an attack or no data.
LARGEST = 4 * 2**30
# All cells between the first and the last are held at once, the empty ones too: a single one far away from the table
# would make them billions.
MOST_CELLS = 100_000_000
MOST_ROWS = 2**20
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
COLUMN = re.compile(rb' r="([A-Z]{2,3})[0-9]')
ROW = re.compile(rb'<(?:\w+:)?row[^>]* r="([0-9]{1,7})"')
CHUNK = 2**22


def read_workbook(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, progress: Progress) -> Table:
    """Read the sheet of a workbook that has the layout into the table of cells.

    Raises
    ------
    UnreadableFile
        If it is no workbook, is protected by a password, has a cell far away from its table, or has no sheet with a
        header.
    """
    ending = path.suffix.lower()
    if ending != ".xls":
        refuse_bombs(path, path, ending)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError as error:
        raise UnreadableFile(
            f"{path}: expected a workbook that can be opened; this one has a password. Save it without one."
        ) from error
    except python_calamine.CalamineError as error:
        raise UnreadableFile(
            f"{path}: expected a workbook ({ending}); it cannot be opened: {error}.", "no-workbook"
        ) from error
    progress("opening the workbook", 0, 0)
    hidden = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
    sheet, header_row, headings = _choose_sheet(path, workbook, layout)
    table = Table(connection, headings, header_row, sheet=sheet.name)
    table.report(Finding("hidden-sheet", Severity.ERROR, found=name, sheet=name) for name in hidden)
    with _uncollected():
        _read_rows(sheet, table, progress)
    table.report(_merged(sheet, table))
    if ending in (".xls", ".ods"):
        table.report([Finding("parts-not-seen", Severity.NOTE, found=ending, sheet=sheet.name)])
    else:
        report_parts(path, table, workbook.sheet_names.index(sheet.name))
    return table


def refuse_bombs(file: Path | IO[bytes], path: Path | str, ending: str) -> None:
    """Refuse a workbook that takes all memory when it is unpacked; `path` names it in sentences.

    Raises
    ------
    UnreadableFile
        Also if it is no workbook.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(part.file_size for part in archive.infolist())
            names = set(archive.namelist())
            sheets = [part for part in archive.namelist() if SHEET.fullmatch(part)] if size <= LARGEST else []
            if size <= LARGEST and any(_has_long_text(archive, part) for part in names if part.endswith(".xml")):
                raise long_cell(path)
            extents = [_extent(archive, part) for part in sheets]
    except UnreadableFile:
        raise
    except (*BROKEN, OSError) as error:
        # A damaged archive can name places that no file has.
        raise UnreadableFile(
            f"{path}: expected a workbook ({ending}); found another kind of file, or a password.", "no-workbook"
        ) from error
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise UnreadableFile(
            f"{path}: expected a workbook ({ending}); found a packed archive of other files. Unpack it.",
            "packed-file",
        )
    if size > LARGEST:
        raise UnreadableFile(
            f"{path}: expected at most {LARGEST >> 30} GiB unpacked; found {size >> 30} GiB.",
            "large-workbook",
            most=f"{LARGEST >> 30} GiB",
            found=f"{size >> 30} GiB",
        )
    for columns, rows in extents:
        if columns * rows > MOST_CELLS:
            raise UnreadableFile(
                f"{path}: expected at most {MOST_CELLS:,} cells from the first to the last; found one in column "
                f"{column_letters(columns - 1)} of {rows:,} rows. Delete what stands far away from the table.",
                "far-cells",
                most=f"{MOST_CELLS:,}",
                column=column_letters(columns - 1),
                rows=f"{rows:,}",
            )


def _has_long_text(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether there is more between two tags of a part than a cell of `LONGEST_CELL` characters takes in UTF-8."""
    since = 0
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            first = chunk.find(b"<")
            if since + (len(chunk) if first < 0 else first) > 4 * LONGEST_CELL:
                return True
            since = since + len(chunk) if first < 0 else len(chunk) - chunk.rfind(b"<")
    return False


def _extent(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """How many columns and rows a sheet has; rows are counted only where there are many columns."""
    columns = max((column_number(each) for each in _find_in_sheet(archive, part, COLUMN)), default=26)
    if columns * MOST_ROWS <= MOST_CELLS:
        return columns, 1
    return columns, max(map(int, _find_in_sheet(archive, part, ROW)), default=1)


def _find_in_sheet(archive: zipfile.ZipFile, part: str, expression: re.Pattern[bytes]) -> set[bytes]:
    """What an expression finds in the XML of a sheet, each once."""
    found: set[bytes] = set()
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            found.update(expression.findall(before + chunk))
            before = chunk[-200:]
    return found


def _choose_sheet(path: Path, workbook: CalamineWorkbook, layout: Layout) -> tuple[CalamineSheet, int, tuple[str, ...]]:
    """The sheet that has most columns of the layout, and where its header is."""
    best = None
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet or (layout.sheets and meta.name not in layout.sheets):
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        top = [_texts(row) for row in islice(_rows(sheet), max(layout.header_row, 20))]
        for number, row in enumerate(top, 1):
            score = (len(match_headings(row, layout).columns), meta.visible == SheetVisibleEnum.Visible, -number)
            if any(row) and (best is None or score > best[0]):
                best = (score, sheet, number, _without_end(row))
    if best is None:
        names = ", ".join(layout.sheets or workbook.sheet_names)
        raise UnreadableFile(
            f"{path}: expected a header within the first 20 rows of a sheet; found none in {names}.",
            "no-header-in-sheets",
            sheets=names,
        )
    return best[1:]


def _without_end(row: Sequence[str]) -> tuple[str, ...]:
    """A header without the empty cells after it, of which a sheet can have thousands."""
    width = max(number for number, cell in enumerate(row, 1) if cell)
    return tuple(row[:width])


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Rows from the first row of the sheet on; calamine leaves out the columns before the first cell."""
    padding: list[Any] = [""] * _offset(sheet)
    return (padding + row for row in sheet.iter_rows()) if padding else iter(sheet.iter_rows())


def _offset(sheet: CalamineSheet) -> int:
    return sheet.start[1] if sheet.start else 0


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles among millions of new cells, which have none: it takes as long as reading them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read_rows(sheet: CalamineSheet, table: Table, progress: Progress) -> None:
    width, number = len(table.headings), table.header_row
    rows = islice(_rows(sheet), table.header_row, None)
    while batch := list(islice(rows, BATCH)):
        numbers = list(range(number + 1, number + 1 + len(batch)))
        number += len(batch)
        blank = [row for row, cells in zip(numbers, batch, strict=True) if cells.count("") == len(cells)]
        if blank:
            for row in blank:
                table.skip_blank(row)
            gone = set(blank)
            batch = [cells for row, cells in zip(numbers, batch, strict=True) if row not in gone]
            numbers = [row for row in numbers if row not in gone]
        columns = list(zip(*batch, strict=True))[:width]
        table.insert(numbers, [_texts(column) for column in columns])
        progress("reading rows", number, sheet.total_height)


def _texts(cells: Sequence[Any]) -> Sequence[str]:
    """Cells as text: numbers and dates in one form, whatever the sheet shows them as."""
    types = set(map(type, cells))
    if types == {str}:
        return cells
    if types == {float}:
        texts = {cell: _text(cell) for cell in set(cells)}
        return [texts[cell] for cell in cells]
    return [cell if type(cell) is str else _text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def _merged(sheet: CalamineSheet, table: Table) -> list[Finding]:
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        # Titles above the header may be merged.
        if bottom + 1 > table.header_row:
            rows = tuple(range(top + 1, min(bottom + 1, top + 1000) + 1))
            where = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            column = table.headings[left] if left < len(table.headings) else ""
            found.append(Finding("merged-cells", Severity.ERROR, top + 1, column, where, rows=rows, sheet=table.sheet))
    return found


def column_number(letters: bytes) -> int:
    """The number of a column by its letters, from 1.

    Examples
    --------
    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column by its number from 0, as a spreadsheet shows them.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
