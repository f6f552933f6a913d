"""Dates as people type them, as in files or in the words of one of the six languages; and hours."""

import re
from datetime import time
from functools import cache

from babel.dates import get_month_names

from palermo.core.dates import EXPECTED, DatePrecision, PartialDate
from palermo.core.languages import CODES
from palermo.core.speech.date_words import DATES
from palermo.core.speech.months import month_words

# What a page shows may be copied with marks of direction in it.
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_CHINESE = re.compile(
    r"^(?P<year>\d{4})\s*年(?:\s*(?P<month>\d{1,2})\s*月"
    r"(?:\s*(?P<day>\d{1,2})\s*日|(?P<of_month>[上中下]旬|[初中底末]))?|(?P<of_year>年?[初中底末]))?$"
)
_CHINESE_PARTS = {"上": "early", "初": "early", "中": "mid", "下": "late", "底": "late", "末": "late"}
# "18 June 2007", "June 2007", "1er juillet 2007", "18 de junio de 2007", "18 июня 2007 г."
_IN_WORDS = re.compile(
    r"^(?:(?P<day>\d{1,2})(?:er|º)?\s+)?(?:de\s+)?(?P<name>[^\d\s][^\d]*?)\.?\s+(?:de\s+)?(?P<year>\d{4})(?:\s*г(?:ода|\.)?)?$"
)
_YEAR = re.compile(r"^(?:عام\s+)?(?P<year>\d{4})(?:\s*г(?:ода?|\.)?)?$")
# Words for a part of a month or year that are typed beside those which the site itself writes.
_MORE_PART_WORDS = {
    "early": ("beginning of", "comienzos de", "inicios de", "в начале", "بداية"),
    "mid": ("middle of", "mid", "milieu", "mi", "в середине", "أواسط"),
    "late": ("end of", "finales de", "в конце", "نهاية"),
}
_PART_PRECISIONS = {
    "early": (DatePrecision.EARLY_MONTH, DatePrecision.EARLY_YEAR),
    "mid": (DatePrecision.MID_MONTH, DatePrecision.MID_YEAR),
    "late": (DatePrecision.LATE_MONTH, DatePrecision.LATE_YEAR),
}

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
    """Read a date as it is typed or as the site writes it: `2007-06-18`, "late September 2007", "2007年9月下旬".

    Digits alone are read in the order of files only: 6/7/2007 is one day to some readers and another to others.

    Raises
    ------
    ValueError
        With what was expected and what was found.
    """
    typed = " ".join(_DIRECTION_MARKS.sub("", written).split())
    if match := _CHINESE.match(typed):
        part = (match["of_month"] or match["of_year"] or "").removeprefix("年")[:1]
        return _date_of(match["year"], match["month"], match["day"], _CHINESE_PARTS.get(part))
    part_word, rest = _split_part(typed)
    if (match := _IN_WORDS.match(rest)) and (month := _months().get(match["name"].casefold())):
        return _date_of(match["year"], str(month), match["day"], part_word)
    if match := _YEAR.match(rest):
        return _date_of(match["year"], part_word=part_word)
    return PartialDate.parse(typed)


def _split_part(typed: str) -> tuple[str | None, str]:
    """The part of a month or year that is meant, by its word in files, and the month or year."""
    match = _part_words()[0].match(typed)
    return (_part_words()[1][match[1].casefold()], typed[match.end() :]) if match else (None, typed)


@cache
def _part_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What stands before a month or a year for a part of it in every language, and what each means."""
    parts = {
        DATES[lang]["plain"][precision].partition("{")[0].removesuffix("عام ").strip(" -"): part
        for lang in CODES
        if lang != "zh"
        for part, precisions in _PART_PRECISIONS.items()
        for precision in precisions
    }
    parts |= {word: part for part, words in _MORE_PART_WORDS.items() for word in words}
    longest_first = "|".join(re.escape(word) for word in sorted(parts, key=len, reverse=True))
    return re.compile(rf"^({longest_first})[ \-](?:de )?", re.IGNORECASE), parts


def _date_of(year: str, month: str | None = None, day: str | None = None, part_word: str | None = None) -> PartialDate:
    parts = [year, *(part.zfill(2) for part in (month, day) if part)]
    if int(year) == 0:
        raise ValueError(f"expected {EXPECTED}, found the year {year}")
    return PartialDate.parse(" ".join([part_word or "", "-".join(parts)]).strip())


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
