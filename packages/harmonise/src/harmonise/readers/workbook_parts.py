"""What the XML of a sheet has beside values: formulas, error values, hidden rows and columns."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from typing import Any

from defusedxml import DefusedXmlException, ElementTree

from harmonise.errors import UnreadableFile
from harmonise.finding import Finding
from harmonise.layouts.layout import Severity
from harmonise.readers.table import Table

# What zipfile and the reader of XML raise on archives that are damaged or made to do harm.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ElementTree.ParseError,
    DefusedXmlException,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A sheet without these signs has nothing that is looked for, which spares reading all its XML. In well-formed XML a
# "<" always begins a tag, so that nothing is overlooked.
SIGNS = re.compile(rb"""<(?:\w+:)?f[\s/>]|\shidden\s*=|\st\s*=\s*["']e["']""")
# Looked for first, since plain texts are found ten times as fast as expressions.
HINTS = (b"<f", b"hidden", b'"e"', b"'e'")
# Then only, elements have no prefix.
UNPREFIXED = b"<worksheet"
CHUNK = 2**20
# More than what the reader of XML takes at a time.
AHEAD = 2**16


def report_parts(path: Path, table: Table, number: int) -> None:
    """Report formulas, error values, hidden rows and columns of the sheet with this number, from 0.

    Raises
    ------
    UnreadableFile
        If the XML is not well formed, or declares a document type or entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of_sheet(archive, number)
            last = _last_sign(archive, part) if part else 0
            if part and last:
                with archive.open(part) as file:
                    table.report(_findings(file, table, last))
    except BROKEN as error:
        raise UnreadableFile(
            f"{path}: expected a workbook; the XML of sheet {table.sheet} cannot be read.",
            "broken-sheet",
            sheet=table.sheet,
        ) from error


def _part_of_sheet(archive: zipfile.ZipFile, number: int) -> str | None:
    sheets = [each for each in _parse(archive, "xl/workbook.xml").iter() if _tag(each) == "sheet"]
    targets = {each.get("Id"): each.get("Target") for each in _parse(archive, "xl/_rels/workbook.xml.rels").iter()}
    target = targets.get(sheets[number].get(RELATION)) if number < len(sheets) else None
    if target is None:
        return None
    part = normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return part if part in archive.namelist() else None


def _parse(archive: zipfile.ZipFile, part: str) -> Any:
    with archive.open(part) as file:
        return ElementTree.parse(file, forbid_dtd=True).getroot()


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _last_sign(archive: zipfile.ZipFile, part: str) -> int:
    """Where in the XML the last sign ends; 0 if there is none."""
    position = last = 0
    hints: tuple[bytes, ...] = HINTS
    with archive.open(part) as file:
        before = b""
        while chunk := file.read(CHUNK):
            # UTF-16 hides the signs: then all is read.
            if b"\0" in chunk[:4]:
                return archive.getinfo(part).file_size
            if position == 0 and UNPREFIXED not in chunk:
                hints = (*HINTS, b":f")
            text = before + chunk
            if any(hint in text for hint in hints):
                for sign in SIGNS.finditer(text):
                    last = position - len(before) + sign.end()
            position += len(chunk)
            before = chunk[-20:]
    return last


def _findings(file: Any, table: Table, last: int) -> Iterator[Finding]:
    """What is found up to the last sign; what comes after it is not read."""
    for _, element in ElementTree.iterparse(file, events=("end",), forbid_dtd=True):
        tag = _tag(element)
        found = None
        if tag == "c":
            found = _cell(element, table)
        elif tag == "row":
            found = _row(element, table)
            element.clear()
            if file.tell() > last + AHEAD:
                return
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            found = _column(element, table)
        if found:
            yield found


def _cell(element: Any, table: Table) -> Finding | None:
    parts = {_tag(child): child.text for child in element}
    letters, row = re.fullmatch(r"([A-Z]*)([0-9]*)", element.get("r", "")).groups()  # type: ignore[union-attr]
    if not row or int(row) <= table.header_row:
        return None
    column = heading_at(table, letters)
    if element.get("t") == "e":
        return Finding("spreadsheet-error", Severity.ERROR, int(row), column, parts.get("v") or "", sheet=table.sheet)
    if "f" in parts:
        return Finding("formula", Severity.WARNING, int(row), column, f"={parts['f'] or '…'}", sheet=table.sheet)
    return None


def _row(element: Any, table: Table) -> Finding | None:
    row = int(element.get("r", 0))
    if element.get("hidden") in ("1", "true") and row > table.header_row:
        return Finding("hidden-row", Severity.WARNING, row, sheet=table.sheet)
    return None


def _column(element: Any, table: Table) -> Finding | None:
    first = int(element.get("min", 1)) - 1
    column = table.headings[first] if first < len(table.headings) else ""
    return Finding("hidden-column", Severity.WARNING, None, column, sheet=table.sheet) if column else None


def heading_at(table: Table, letters: str) -> str:
    """The heading of the column with these letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return table.headings[number - 1] if 0 < number <= len(table.headings) else letters
