"""The number of an entry: the newest day first, then the order in which entries of a day were indexed."""

from datetime import date
from functools import lru_cache

_LAST_DAY = date(2500, 1, 1).toordinal()
A_DAY = 1 << 20


def first_of(day: date | None) -> int:
    """The first number of a day; what has no day comes after everything that has."""
    ordinal = min(day.toordinal(), _LAST_DAY) if day else 0
    return (_LAST_DAY - ordinal + 1) * A_DAY


@lru_cache(maxsize=20_000)
def _year(days: int) -> str:
    day = day_of(days * A_DAY)
    return str(day.year) if day else ""


def year_of(place: int) -> str:
    """The year that a number is of, as it is in an address; "" of what has no day."""
    return _year(place // A_DAY)


def day_of(place: int) -> date | None:
    """The day that a number is of."""
    ordinal = _LAST_DAY + 1 - place // A_DAY
    return date.fromordinal(ordinal) if ordinal else None


def is_of(place: int, day: date | None) -> bool:
    """Whether a number is one of a day's."""
    return first_of(day) <= place < first_of(day) + A_DAY
