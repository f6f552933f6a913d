"""The line of the year: what happens month by month, laid out so that density shows."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from palermo.core.dates import PartialDate


@dataclass(frozen=True)
class YearlineEntry:
    """Something on certain days. `kind` is "event" or "meeting" and decides on which side of the line it is drawn.

    `inexact` is the date as it is known where that is not a day: it is shown as it is, and drawn over all its days.
    """

    first: date
    last: date
    words: str
    address: str = ""
    kind: str = "event"
    note: str = ""
    inexact: PartialDate | None = None


class Mark(NamedTuple):
    """A stroke on a month's piece of the line, in days from its top."""

    top: int
    height: int
    kind: str
    is_vague: bool


class Month(NamedTuple):
    """One month: its entries and their strokes; `today` is a day of the month or None."""

    first: date
    days: int
    entries: list[YearlineEntry]
    marks: list[Mark]
    today: int | None


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
    days = calendar.monthrange(first.year, first.month)[1]
    last = first.replace(day=days)
    strokes = [_mark(entry, first, last) for entry in entries if entry.first <= last and entry.last >= first]
    beginning = [entry for entry in entries if entry.first.month == first.month]
    return Month(first, days, beginning, strokes, today.day if first <= today <= last else None)


def _mark(entry: YearlineEntry, first: date, last: date) -> Mark:
    """The part of an entry that lies in a month."""
    begins, ends = max(entry.first, first), min(entry.last, last)
    return Mark(begins.day - 1, (ends - begins).days + 1, entry.kind, entry.inexact is not None)
