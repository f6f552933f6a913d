"""Tables as CSV, sent as they are made: begun with the mark by which Excel knows UTF-8, harmless to open."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import translation

Value = str | int | date | None
# What a spreadsheet takes for the beginning of a formula, whatever blanks stand before it.
FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r\n]")


class _Line:
    """A file for the CSV writer that gives back what it is given."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[Value]], language: str | None) -> Iterator[bytes]:
    """The lines of a file, in a language: it is sent after the page's own language was put away again."""
    writer = csv.writer(_Line())
    with translation.override(language):
        yield "\ufeff".encode()
        for row in rows:
            yield writer.writerow([harmless(value) for value in row]).encode()


def harmless(value: Value) -> Value:
    """A text that would be taken for a formula, marked as text by the apostrophe that spreadsheets know."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def without_mark(cell: str) -> str:
    """A cell without the apostrophe that marks a text which begins as formulas do."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
