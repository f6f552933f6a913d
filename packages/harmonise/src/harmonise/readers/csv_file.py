"""CSV files: encoding and delimiter recognized, read by DuckDB; those with faults record by record."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

import duckdb
from disclosure.progress import Progress, silent

from harmonise.errors import UnreadableFile
from harmonise.finding import Finding
from harmonise.layouts.layout import Layout, Severity
from harmonise.readers.headings import normalize_heading
from harmonise.readers.store import quote_text
from harmonise.readers.table import LONGEST_CELL, Table, long_cell, trimmed_cells

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
DELIMITERS = ",;\t|"
BATCH = 20_000
CHUNK = 2**22
# Within it fit as many headings as a table may have.
LONGEST_LINE = 2**22


@dataclass
class Survey:
    """What one pass over the bytes says of a file."""

    encoding: str = "utf-8"
    plain: bool = True
    findings: list[Finding] = field(default_factory=list)


def read_csv(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, progress: Progress) -> Table:
    """Read a CSV file into the table of cells.

    Raises
    ------
    UnreadableFile
        If it is empty, has no header, or a quotation mark is never closed.
    """
    survey = _survey(path, progress)
    header_row, delimiter, headings = _read_header(path, survey.encoding, layout)
    table = Table(connection, headings, header_row)
    table.report(survey.findings)
    progress("reading", 0, 0)
    if not (survey.plain and _read_fast(path, table, delimiter)):
        _read_slowly(path, survey.encoding, table, delimiter, progress)
    return table


def read_csv_headings(path: Path, layout: Layout) -> tuple[str, ...]:
    """The header of a CSV file: the row that has most headings of a layout.

    Raises
    ------
    UnreadableFile
        If the file is empty or has no header.
    """
    return _read_header(path, _survey(path, silent).encoding, layout)[2]


def _survey(path: Path, progress: Progress) -> Survey:
    """Encoding, and whether DuckDB can number the rows: it leaves blank lines out."""
    survey, size = Survey(), path.stat().st_size
    with path.open("rb") as file:
        start = file.read(64)
        if not start:
            raise UnreadableFile(f"{path}: expected a header and rows; the file is empty.", "empty-file")
        mark = next((mark for mark in BOMS if start.startswith(mark)), b"")
        if BOMS.get(mark) == "utf-16":
            return Survey("utf-16", False, [_other_encoding(1, "UTF-16")])
        if encoding := _unmarked_utf_16(start):
            return Survey(encoding, False, [_other_encoding(1, "UTF-16")])
        if mark:
            survey.encoding = "utf-8-sig"
            survey.findings.append(Finding("byte-order-mark", Severity.NOTE, 1, found="UTF-8"))
        file.seek(0)
        decoder, row, last = codecs.getincrementaldecoder("utf-8")(), 1, b""
        while chunk := file.read(CHUNK):
            joined = last + chunk
            survey.plain = survey.plain and not any(sign in joined for sign in (b"\n\n", b"\n\r\n", b"\0"))
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                row += error.object[: error.start].count(b"\n")
                return Survey("cp1252", False, [*survey.findings, _other_encoding(row, "Windows-1252")])
            row += chunk.count(b"\n")
            last = chunk[-2:]
            progress("looking through the file", file.tell(), size)
    return survey


def _unmarked_utf_16(start: bytes) -> str:
    """UTF-16 without a mark at its beginning: in headings every second byte is zero. Empty if it is not that."""
    pairs = len(start) // 2
    for encoding, zeros in (("utf-16-le", start[1::2].count(0)), ("utf-16-be", start[::2].count(0))):
        if pairs > 1 and 2 * zeros > pairs:
            return encoding
    return ""


def _other_encoding(row: int, name: str) -> Finding:
    return Finding("encoding", Severity.ERROR, row, found=name)


def _read_header(path: Path, encoding: str, layout: Layout) -> tuple[int, str, tuple[str, ...]]:
    """The row of the header, the delimiter and the headings: where most headings of the layout are found."""
    with _open(path, encoding) as file:
        lines = list(_first_lines(path, file, max(layout.header_row, 20)))
    known = {normalize_heading(n) for c in layout.columns for n in (c.name, *c.aliases)}
    best: tuple[int, int, int] = (-1, 0, 0)
    chosen: tuple[int, str, tuple[str, ...]] = (0, ",", ())
    for delimiter in DELIMITERS:
        for row, headings in enumerate(_records(lines, delimiter), 1):
            names = {normalize_heading(heading) for heading in headings}
            score = (len(names & known), len(headings) if row == 1 else 0, -row)
            if score > best:
                best, chosen = score, (row, delimiter, tuple(headings))
    if not any(chosen[2]):
        raise UnreadableFile(f"{path}: expected a header within the first 20 rows; found none.", "no-header")
    return chosen


def _first_lines(path: Path, file: TextIO, number: int) -> Iterator[str]:
    """The lines among which the header is; none is longer than the headings of a table can be."""
    yield from islice(_lines(path, file), number)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


def _open(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="replace", newline="")


def _read_fast(path: Path, table: Table, delimiter: str) -> bool:
    """Whether DuckDB read the file as a whole; what has faults it refuses."""
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(table.headings)))
    try:
        table.connection.execute(
            f"INSERT INTO cells SELECT row_number() OVER () + {table.header_row}, "
            f"{trimmed_cells(len(table.headings))} FROM read_csv("
            f"{quote_text(str(path))}, auto_detect=false, header=false, skip={table.header_row}, "
            f"columns={{{columns}}}, delim={quote_text(delimiter)}, quote='\"', escape='\"', strict_mode=true)"
        )
    except duckdb.Error:
        table.connection.execute("DELETE FROM cells")
        return False
    found = table.connection.execute("SELECT count(*) FROM cells").fetchone()
    table.rows = found[0] if found else 0
    return True


def _read_slowly(path: Path, encoding: str, table: Table, delimiter: str, progress: Progress) -> None:
    """Record by record: rows too long or too short are found, blank ones counted."""
    csv.field_size_limit(LONGEST_CELL)
    batch: list[tuple[int, list[str]]] = []
    with _open(path, encoding) as file:
        reader = csv.reader((line.replace("\0", "") for line in _lines(path, file)), delimiter=delimiter)
        try:
            for row, cells in enumerate(reader, 1):
                if row <= table.header_row:
                    continue
                if not any(cells):
                    _insert(table, batch)
                    table.skip_blank(row)
                    continue
                batch.append((row, _fit(row, cells, table)))
                if len(batch) == BATCH:
                    _insert(table, batch)
                    progress("reading rows", row, 0)
        except csv.Error as error:
            raise UnreadableFile(
                f"{path}: after line {reader.line_num} no rows can be read: {error}.",
                "unread-rows",
                line=reader.line_num,
            ) from error
    _insert(table, batch)


def _lines(path: Path, file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise long_cell(path)
        yield line


def _fit(row: int, cells: list[str], table: Table) -> list[str]:
    width = len(table.headings)
    if len(cells) < width or any(cells[width:]):
        details = {"width": str(width)}
        table.report([Finding("row-length", Severity.ERROR, row, found=str(len(cells)), details=details)])
    return (cells + [""] * width)[:width]


def _insert(table: Table, batch: list[tuple[int, list[str]]]) -> None:
    if batch:
        table.insert([row for row, _ in batch], list(zip(*(cells for _, cells in batch), strict=True)))
        batch.clear()
