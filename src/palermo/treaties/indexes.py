"""The depositary's index of treaties, as a table: a chapter, the number in it and the name, with place and date.

Nothing here reads the database.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from palermo.core.refusals import quote
from palermo.treaties.lists import number_in_file_name

COLUMNS = ("chapter_no", "treaty_no", "treaty_name")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# "…. New York, 15 November 2000": the place may have commas of its own.
_ADOPTED = re.compile(r"\.\s+[^.]+?,\s*(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})\.?$")


class IndexEntry(NamedTuple):
    """A treaty of the index: its number as the depositary writes it, its English name, when it was adopted."""

    number: str
    name: str
    adopted_on: date | None


def read_index(head: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[IndexEntry], list[str]]:
    """The entries of an index from its column names and its numbered rows, and a sentence for every fault in it."""
    places = {name: place for place, name in enumerate(head)}
    if missing := [name for name in COLUMNS if name not in places]:
        return [], [f"Column names: expected {', '.join(COLUMNS)}, found no {', '.join(missing)}."]
    entries, faults, first = list[IndexEntry](), list[str](), dict[str, int]()
    for row, cells in rows:
        chapter, number, name = (" ".join(_cell(cells, places[column]).split()) for column in COLUMNS)
        written = number_in_file_name(f"{chapter}-{number}")
        if not written:
            expected = "expected a chapter and a number such as 18 and 12.a"
            found = f"found “{quote(chapter)}” and “{quote(number)}”"
            faults.append(f"Row {row}, columns “chapter_no”, “treaty_no”: {expected}, {found}.")
        elif first.setdefault(written, row) != row:
            faults.append(f"Row {row}: expected each treaty once, found {written} again (row {first[written]}).")
        if not name:
            faults.append(f"Row {row}, column “treaty_name”: expected the name of a treaty, found nothing.")
        entries.append(_entry(written, name))
    return entries, faults


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _entry(number: str, name: str) -> IndexEntry:
    """The place and the date behind a name are no part of it."""
    match = _ADOPTED.search(name)
    if not match or match["month"] not in _MONTHS:
        return IndexEntry(number, name, None)
    try:
        adopted_on = date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return IndexEntry(number, name, None)
    return IndexEntry(number, name[: match.start()], adopted_on)
