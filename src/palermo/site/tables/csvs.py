"""CSV: UTF-8 or UTF-16, with commas, semicolons or tabs. The encoding found is noted; nothing is guessed from bytes.

Knows nothing of Django: it runs in the process that `reader` begins.
"""

import csv
import io
import re
from collections.abc import Iterator

from palermo.core.controls import CONTROL
from palermo.site.tables.sheets import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Line,
    Sheet,
    TableRefused,
    check_size,
    sheet_of,
)

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
# As far as the names of columns reach.
LONGEST_HEAD = 100_000
QUOTED = re.compile(r'"[^"]*"?')


def read_csv(content: bytes, name: str) -> Sheet:
    """The table in a CSV file.

    Raises
    ------
    TableRefused
        Naming the byte or the row at which it cannot be read.
    """
    text, encoding = _decode_text(content, name)
    if match := CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        sentence = f"Line {line}: expected text without control characters, found U+{ord(match.group()):04X}."
        raise TableRefused([sentence])
    separator = _separator(text)
    note = f"{name} was read as {encoding}, separated by {SEPARATORS[separator]}."
    return sheet_of(name, list(_rows(text, separator, name)), [note], [])


def _decode_text(content: bytes, name: str) -> tuple[str, str]:
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
    bare = QUOTED.sub("", text[:LONGEST_HEAD].lstrip("\r\n"))
    first = (bare.splitlines() or [""])[0]
    counts = {separator: first.count(separator) for separator in SEPARATORS}
    return max(counts, key=lambda separator: counts[separator])


def _rows(text: str, separator: str, name: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = filled = cells = 0
    try:
        for number, row in enumerate(reader, 1):
            while row and not row[-1]:
                row.pop()
            if not row:
                continue
            filled, cells = filled + 1, cells + len(row) - row.count("")
            if filled > MOST_ROWS + 1:
                filled += sum(1 for each in reader if any(each))
            check_size(name, filled - 1, len(row) if filled == 1 or len(row) > 2 * MOST_COLUMNS else 0, cells)
            yield Line(number, [cell.strip() for cell in row])
    except csv.Error as error:
        raise TableRefused([f"Row {number + 1}: expected cells with closed quotation marks, found: {error}."]) from None
