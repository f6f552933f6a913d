"""Where in a table something stands: faults of the record's files by row, column and cell."""

import re
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext_lazy as _

from palermo.record.faults import Fault
from palermo.record.tabular.columns import Columns
from palermo.record.tabular.targets import Target
from palermo.site.tables.sheets import Sheet, letters

# A line of a tree is the number of its sheet and of its row.
STEP = 10_000_000
LINE = re.compile(r"on line (\d+)")
LISTED = re.compile(r"\[\d+\]")
IN_CELL = _("%(sheet)sRow %(row)d, column “%(column)s” (%(cell)s): expected %(expected)s, found %(found)s.%(advice)s")
WITHOUT_COLUMN = _(
    "%(sheet)sRow %(row)d, without a column for %(key)s: expected %(expected)s, found %(found)s.%(advice)s"
)


class Sentence(str):
    """What is wrong, and the line that it is about, by which sentences are put in order."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, words: str, line: int) -> Self:
        """The words, at this line."""
        sentence = super().__new__(cls, words)
        sentence.line = line
        return sentence


@dataclass(frozen=True)
class PlacedSheet:
    """A sheet, what it holds, and which column fills which key; `number` is its place in the table, from one."""

    number: int
    sheet: Sheet
    target: Target
    columns: Columns


@dataclass(frozen=True)
class Places:
    """The sheets of a table: the records first, then the rows of their lists."""

    name: str
    sheets: list[PlacedSheet] = field(default_factory=list)

    def fault(self, line: int, path: str, expected: str, found: str, advice: str = "") -> str:
        """What is wrong at a line of a tree, as a sentence about the table."""
        number, row = divmod(line, STEP)
        placed = self.sheets[max(0, number - 1)]
        place = _column(placed, path)
        values = {
            "sheet": f"{placed.sheet.name}: " if len(self.sheets) > 1 else "",
            "row": row,
            "key": path,
            "expected": expected,
            "found": found,
            "advice": f" {advice}" if advice else "",
        }
        if place is None:
            return Sentence(WITHOUT_COLUMN % values, line)
        sentence = IN_CELL % {**values, "column": placed.sheet.head[place], "cell": f"{letters(place)}{row}"}
        return Sentence(sentence, line)

    def fault_sentence(self, fault: Fault) -> str:
        """A fault of the record's own reading, as a sentence about the table."""
        if not fault.line:
            return str(fault)
        number = fault.line // STEP
        path = fault.field.rpartition("].")[2] if number > 1 or self.sheets[0].target.part else fault.field
        return self.fault(fault.line, LISTED.sub("", path), fault.expected, _found_text(fault.found), fault.advice)


def _found_text(words: str) -> str:
    """What was found, in words about a table instead of a folder of files."""
    words = words.replace("neither in the folder nor in the database", "neither in the table nor in the record")
    return LINE.sub(lambda match: f"in row {int(match[1]) % STEP}", words)


def _column(placed: PlacedSheet, path: str) -> int | None:
    exact = [place for place, each in placed.columns.items() if each == path]
    parts = [place for place, each in placed.columns.items() if each.startswith(f"{path}.")]
    return next(iter([*exact, *parts]), None)
