"""Dates as papers give them: a day, a month, "late September 2007", "mid-2008", a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("a day")
    EARLY_MONTH = "early_month", _("early in a month")
    MID_MONTH = "mid_month", _("the middle of a month")
    LATE_MONTH = "late_month", _("late in a month")
    MONTH = "month", _("a month")
    EARLY_YEAR = "early_year", _("early in a year")
    MID_YEAR = "mid_year", _("the middle of a year")
    LATE_YEAR = "late_year", _("late in a year")
    YEAR = "year", _("a year")


_PARTS = {
    DatePrecision.EARLY_MONTH: (1, 10),
    DatePrecision.MID_MONTH: (11, 20),
    DatePrecision.LATE_MONTH: (21, 31),
    DatePrecision.MONTH: (1, 31),
}
_MONTHS = {
    DatePrecision.EARLY_YEAR: (1, 4),
    DatePrecision.MID_YEAR: (5, 8),
    DatePrecision.LATE_YEAR: (9, 12),
    DatePrecision.YEAR: (1, 12),
}
_WRITTEN = re.compile(r"^(?:(early|mid|late)[ -])?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
EXPECTED = "a date such as 2007-06-18, 2007-03, 2008, late 2007-09 or mid 2008"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date and how exactly it is known; `value` is the last day it can mean.

    Nothing is late before its last possible day, so comparisons use that day.
    """

    value: date
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", DatePrecision(self.precision))

    @property
    def first_day(self) -> date:
        """The first day it can mean."""
        if self.precision in _PARTS:
            return self.value.replace(day=_PARTS[self.precision][0])
        if self.precision in _MONTHS:
            return self.value.replace(month=_MONTHS[self.precision][0], day=1)
        return self.value

    def __str__(self) -> str:
        """The form used in files: `late 2007-09`; `parse` reads it back."""
        word, _, unit = self.precision.value.rpartition("_")
        length = {"day": 10, "month": 7, "year": 4}[unit]
        return f"{word} {self.value.isoformat()[:length]}".strip()

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read the form used in files.

        Raises
        ------
        ValueError
            With what was expected and what was found.
        """
        match = _WRITTEN.match(written.strip())
        if not match:
            raise ValueError(f"expected {EXPECTED}, found {written!r}")
        word, year, month, day = match.groups()
        try:
            return cls._of(word, int(year), int(month) if month else None, int(day) if day else None)
        except ValueError as error:
            raise ValueError(f"expected {EXPECTED}, found {written!r} ({error})") from None

    @classmethod
    def _of(cls, word: str | None, year: int, month: int | None, day: int | None) -> Self:
        if day:
            if word:
                raise ValueError(f"a day cannot be {word}")
            return cls(date(year, month or 1, day))
        unit = "month" if month else "year"
        precision = DatePrecision(f"{word}_{unit}" if word else unit)
        if month:
            last = calendar.monthrange(year, month)[1]
            return cls(date(year, month, min(last, _PARTS[precision][1])), precision)
        last_month = _MONTHS[precision][1]
        return cls(date(year, last_month, calendar.monthrange(year, last_month)[1]), precision)


def recorded_date(record: object, name: str) -> PartialDate | None:
    """The day that a record has under a name such as "adopted_on", as exactly as it is known; None without one."""
    day = getattr(record, name, None)
    precision = getattr(record, f"{name.removesuffix('_on')}_precision", DatePrecision.DAY)
    return PartialDate(day, precision) if day else None
