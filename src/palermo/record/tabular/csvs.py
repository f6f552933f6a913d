"""CSV: UTF-8 or UTF-16, with commas, semicolons or tabs. What was found is said; nothing is guessed from bytes."""

import csv
import io

from palermo.record.nodes import CONTROL
from palermo.record.tabular.sheets import LONGEST_CELL, Line, Sheet, TableRefused, sheet_of

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_csv(content: bytes, name: str) -> Sheet:
    """The table in a CSV file.

    Raises
    ------
    TableRefused
        Naming the byte or the row at which it cannot be read.
    """
    text, encoding = _decoded(content, name)
    if match := CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        sentence = f"Line {line}: expected text without control characters, found U+{ord(match.group()):04X}."
        raise TableRefused([sentence])
    separator = _separator(text)
    note = f"{name} was read as {encoding}, separated by {SEPARATORS[separator]}."
    return sheet_of(name, _rows(text, separator), [note], [])


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    for mark, codec, words in MARKS:
        if content.startswith(mark):
            return _as(content, codec, words, name), words
    return _as(content, "utf-8", "UTF-8", name), "UTF-8"


def _as(content: bytes, codec: str, words: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableRefused(
            [
                f"{name}, line {line}: expected {words} text, found the byte 0x{content[error.start]:02x}. "
                "Save the table as “CSV UTF-8” or as a workbook (.xlsx) and try again."
            ]
        ) from None


def _separator(text: str) -> str:
    """The one that stands most often in the first row, outside of quotation marks."""
    first, quoted = [], False
    for mark in text.lstrip("\r\n"):
        quoted = quoted != (mark == '"')
        if mark in "\r\n" and not quoted:
            break
        first.append("" if quoted else mark)
    counts = {separator: first.count(separator) for separator in SEPARATORS}
    return max(counts, key=lambda separator: counts[separator])


def _rows(text: str, separator: str) -> list[Line]:
    csv.field_size_limit(LONGEST_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Line] = []
    try:
        for cells in reader:
            rows.append(Line(len(rows) + 1, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise TableRefused(
            [f"Row {len(rows) + 1}: expected cells with closed quotation marks, found: {error}."]
        ) from None
    return rows
