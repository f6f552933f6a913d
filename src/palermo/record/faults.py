"""What is wrong in a folder of files, each fault in a sentence of its own."""

from collections.abc import Iterable
from typing import NamedTuple

from palermo.core.refusals import Refused

LONGEST_SHOWN = 60


class Fault(NamedTuple):
    """One thing that is wrong: where, what was expected, what was found, and the way out where that is not plain."""

    file: str
    line: int
    field: str
    expected: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "", self.field) if part)
        return f"{where}: expected {self.expected}; found {self.found}. {self.advice}".strip()


class Misread(Exception):  # noqa: N818 -- it is caught and collected, never shown
    """A value, or a file, that cannot be read."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)


class ImportRefused(Refused):
    """A folder that was not imported, with every fault found in it; nothing of it is kept."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        count = "1 error" if len(self.faults) == 1 else f"{len(self.faults)} errors"
        super().__init__("\n".join([f"Nothing was imported: {count}.", *map(str, self.faults)]))


class Spot(NamedTuple):
    """A place in a file."""

    file: str
    line: int = 0
    field: str = ""

    def at(self, key: str, line: int) -> "Spot":
        """The place of `key` inside this one."""
        return Spot(self.file, line, f"{self.field}.{key}" if self.field else key)

    def item(self, place: int, line: int) -> "Spot":
        """The place of the list item that is the `place`-th, counted from one."""
        return Spot(self.file, line, f"{self.field}[{place}]")

    def fault(self, expected: str, found: str, advice: str = "") -> Fault:
        """What is wrong here."""
        return Fault(self.file, self.line, self.field, expected, found, advice)

    def misread(self, expected: str, found: str) -> Misread:
        """What is wrong here, as an exception to raise."""
        return Misread([self.fault(expected, found)])


def quote_value(text: str) -> str:
    """A value as found, for a sentence: between quotation marks, cut where it is long."""
    words = " ".join(text.split())
    if not words:
        return "nothing" if not text else "blank space"
    return f"“{words}”" if len(words) <= LONGEST_SHOWN else f"“{words[:LONGEST_SHOWN]}…”"
