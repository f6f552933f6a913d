"""Dates as people type them, as in files or in the words of one of the six languages; and hours."""

import re
from datetime import time
from functools import cache

from babel.dates import get_month_names

from palermo.core.dates import EXPECTED, PartialDate
from palermo.core.languages import CODES
from palermo.core.speech.months import month_words

_CHINESE = re.compile(r"^(?P<year>\d{4})\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?$")
# "18 June 2007", "June 2007", "1er juillet 2007", "18 de junio de 2007", "18 июня 2007 г."
_IN_WORDS = re.compile(
    r"^(?:(?P<day>\d{1,2})(?:er|º)?\s+)?(?:de\s+)?(?P<name>[^\d\s][^\d]*?)\.?\s+(?:de\s+)?(?P<year>\d{4})(?:\s*г(?:ода|\.)?)?$"
)

_HOUR = re.compile(r"^(\d{1,2})[:.](\d{2})$")


def read_hour(written: str) -> time:
    """Read an hour of the day as it is typed, by the 24-hour clock: "9:30" or "09:30".

    Raises
    ------
    ValueError
        With what was expected and what was found.
    """
    match = _HOUR.match(written.strip())
    hour, minute = map(int, match.groups()) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"expected a time such as 9:30 or 18:00, found {written!r}")
    return time(hour, minute)


def read_date(written: str) -> PartialDate:
    """Read a date as it is typed: `2007-06-18`, `late 2007-09`, "18 June 2007", "juin 2007", "2007年6月18日".

    Digits alone are read in the order of files only: 6/7/2007 is one day to some readers and another to others.

    Raises
    ------
    ValueError
        With what was expected and what was found.
    """
    typed = written.strip()
    if match := _CHINESE.match(typed):
        return _date_of(match["year"], match["month"], match["day"])
    if (match := _IN_WORDS.match(typed)) and (month := _months().get(match["name"].casefold())):
        return _date_of(match["year"], str(month), match["day"])
    return PartialDate.parse(typed)


def _date_of(year: str, month: str | None, day: str | None) -> PartialDate:
    parts = [year, *(part.zfill(2) for part in (month, day) if part)]
    if int(year) == 0:
        raise ValueError(f"expected {EXPECTED}, found the year {year}")
    return PartialDate.parse("-".join(parts))


@cache
def _months() -> dict[str, int]:
    """The months by their names, in full and in short, in every language."""
    return {
        name.casefold().removesuffix("."): month
        for lang in CODES
        for month in range(1, 13)
        for name in _names_of(month, lang)
    }


def _names_of(month: int, lang: str) -> list[str]:
    if lang == "zh":
        return []
    name = month_words(month, lang)["month"]
    if lang == "ar":
        return [name, *name.split("/")]
    return [
        name,
        get_month_names("wide", "stand-alone", locale=lang)[month],
        get_month_names("abbreviated", "format", locale=lang)[month],
        get_month_names("abbreviated", "stand-alone", locale=lang)[month],
    ]
