"""The line of the year: what happens month by month, each entry with its own mark, and where today is among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from palermo.core.dates import PartialDate


@dataclass(frozen=True)
class YearlineEntry:
    """Something on certain days. `kind` is "event", "meeting" or "due", and says how its mark looks.

    `inexact` is the date as it is known where that is not a day: it is said as it is.
    """

    first: date
    last: date
    words: str
    address: str = ""
    kind: str = "event"
    note: str = ""
    inexact: PartialDate | None = None


class Month(NamedTuple):
    """One month: the entries that begin in it, before today and from today on; `today` stands between them."""

    first: date
    earlier: list[YearlineEntry]
    later: list[YearlineEntry]
    today: YearlineEntry | None


class Year(NamedTuple):
    """A year's months, from the first to the last in which something happens; the present one is among them."""

    number: int
    months: list[Month]


def years_of(entries: Iterable[YearlineEntry], today: date) -> list[Year]:
    """The years that have entries, in order; months between two entries are kept even when nothing happened."""
    in_order = sorted(entries, key=attrgetter("first", "last", "words"))
    years = groupby(in_order, lambda entry: entry.first.year)
    return [_year(number, list(of_year), today) for number, of_year in years]


def _year(number: int, entries: list[YearlineEntry], today: date) -> Year:
    end = min(max(entry.last for entry in entries), date(number, 12, 31))
    months_shown = [entries[0].first.month, end.month, *([today.month] if today.year == number else [])]
    months = range(min(months_shown), max(months_shown) + 1)
    return Year(number, [_month(date(number, month, 1), entries, today) for month in months])


def _month(first: date, entries: list[YearlineEntry], today: date) -> Month:
    beginning = [entry for entry in entries if entry.first.month == first.month]
    is_present = (first.year, first.month) == (today.year, today.month)
    return Month(
        first,
        [entry for entry in beginning if entry.first < today],
        [entry for entry in beginning if entry.first >= today],
        YearlineEntry(today, today, "") if is_present else None,
    )
