"""Dates in words: a day, a period, a list of days, as United Nations papers write them in each language.

Digits are Western in all six languages. Arabic periods are written with words, since a dash between
two numbers is read from either side depending on what stands before it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from palermo.core.dates import PartialDate
from palermo.core.speech.date_words import DATES, DAY_LISTS, ELSE, PERIOD_LISTS, PERIOD_OF_MONTH, PERIODS, TWO_PERIODS
from palermo.core.speech.lists import format_list, joints
from palermo.core.speech.months import month_words

# A day without its year, and within a month already named.
_DAY_OF_MONTH = {"es": "{day} de {month}", "zh": "{month}月{day}日"}
_DAY_ALONE = {"zh": "{day}日"}
_YEARS_JOINED = {"ar": "، و", "zh": "以及", "en": ", and ", "fr": ", et ", "ru": ", а также ", "es": ", y "}
_YEARS_PARTED = {"ar": "، و", "zh": "、"}
_YEAR_AFTER = {"ar": " {}", "en": " {}", "fr": " {}", "ru": " {} года", "es": " de {}"}


def format_day(on: PartialDate, lang: str, form: str = "plain") -> str:
    """One date, exact or not: "18 June 2007", "late September 2007", "mid-2008".

    Parameters
    ----------
    on : PartialDate
    lang : str
        A language code of the record.
    form : str
        "plain" by itself; "when" in a sentence ("in March 2007"); "by" as a deadline; "since" as a beginning; "until"
        as an end; "of" after a noun.
    """
    patterns = DATES[lang]
    words = {"day": _day(on.value, lang), "year": str(on.value.year), **month_words(on.value.month, lang)}
    plain = patterns["plain"][on.precision].format(**words)
    chosen = patterns[form]
    return chosen.get(on.precision, chosen.get(ELSE, "{it}")).format(it=plain, **words)


def format_period(first: date, last: date, lang: str, form: str = "plain") -> str:
    """A period: "19–22 June 2007", "30 July–2 August 2007"; two days running are "10 and 11 October 2007".

    `form` is "plain", or "when" in a sentence: "from 19 to 22 June 2007".
    """
    if first == last:
        return format_day(PartialDate(first), lang, form)
    if last - first == timedelta(days=1):
        return format_day_list((first, last), lang, form)
    beginning, end = _ends_of_period(first, last, lang)
    pattern = PERIODS[lang][form]
    if lang == "ru" and form == "plain" and not _same_month(first, last):
        pattern = "{first} – {last}"
    words = pattern.format(first=beginning, last=end)
    # Before "второго" the preposition takes a vowel.
    return f"со{words[1:]}" if lang == "ru" and form == "when" and first.day == 2 else words


def format_period_list(periods: Sequence[tuple[date, date]], lang: str) -> str:
    """Periods in a sentence, grouped by month and year: "on 12–16 and 19–23 February and 17–19 July 2007".

    Each must lie within one month, else they are joined one by one.
    """
    if len(periods) == 1 or not all(_same_month(first, last) for first, last in periods):
        return format_list([format_period(first, last, lang, "when") for first, last in periods], lang)
    years = [_periods_of_year(year, list(of), lang) for year, of in groupby(sorted(periods), lambda each: each[0].year)]
    pattern = PERIOD_LISTS.get(lang, "{periods}")
    if len(periods) == 2:
        pattern = TWO_PERIODS.get(lang, pattern)
    return pattern.format(periods=_join_years(years, lang))


def _periods_of_year(year: int, periods: list[tuple[date, date]], lang: str) -> str:
    months = [list(of_month) for _, of_month in groupby(periods, lambda period: period[0].month)]
    if lang == "zh":
        named = [
            f"{of_month[0][0].month}月{each}" if not at else each
            for of_month in months
            for at, each in enumerate(_period_words(of_month, lang))
        ]
        return f"{year}年" + format_list(named, lang)
    groups = [
        _DAY_OF_MONTH.get(lang, "{day} {month}").format(
            day=format_list(_period_words(of_month, lang), lang), **month_words(of_month[0][0].month, lang)
        )
        for of_month in months
    ]
    return _join(groups, lang) + _YEAR_AFTER[lang].format(year)


def _period_words(periods: list[tuple[date, date]], lang: str) -> list[str]:
    return [
        PERIOD_OF_MONTH[lang].format(first=_day(first, lang), last=_day(last, lang))
        if first != last
        else _DAY_ALONE.get(lang, "{day}").format(day=_day(first, lang))
        for first, last in periods
    ]


def format_day_list(days: Sequence[date], lang: str, form: str = "plain", *, with_year: bool = True) -> str:
    """Days grouped by month and year: "16, 20 and 23 July and 1 August 2007"; any order, named once each.

    `form` is "plain", or "when" in a sentence: "on 16 July 2007", "les 16 et 20 juillet 2007". Without the year, the
    days must be of one that the sentence names: "on 16 July".
    """
    in_order = sorted(set(days))
    years = [
        _days_of_year(year, list(of_year), lang, with_year=with_year)
        for year, of_year in groupby(in_order, lambda day: day.year)
    ]
    # A comma before the last year only helps where the years have lists in them.
    words = _join(years, lang) if len(in_order) == len(years) else _join_years(years, lang)
    several, one = DAY_LISTS[lang]
    if form == "plain":
        return words
    return (one if len(in_order) == 1 else several).format(days=words)


def _ends_of_period(first: date, last: date, lang: str) -> tuple[str, str]:
    """Both ends, each without what the other says for it."""
    if first.year != last.year:
        return format_day(PartialDate(first), lang), format_day(PartialDate(last), lang)
    if lang == "zh":
        end = _DAY_ALONE["zh"] if _same_month(first, last) else _DAY_OF_MONTH["zh"]
        return format_day(PartialDate(first), lang), end.format(day=last.day, month=last.month)
    beginning = _day(first, lang) if _same_month(first, last) else _day_of_month(first, lang)
    return beginning, format_day(PartialDate(last), lang)


def _days_of_year(year: int, days: list[date], lang: str, *, with_year: bool) -> str:
    if lang == "zh":
        return (f"{year}年" if with_year else "") + format_list(_chinese_days(days), lang)
    months = [list(of_month) for _, of_month in groupby(days, lambda day: day.month)]
    words = _join([_days_of_month(of_month, lang) for of_month in months], lang)
    return words + (_YEAR_AFTER[lang].format(year) if with_year else "")


def _join_years(years: list[str], lang: str) -> str:
    if len(years) == 1:
        return years[0]
    return _YEARS_JOINED[lang].join([_YEARS_PARTED.get(lang, ", ").join(years[:-1]), years[-1]])


def _join(groups: list[str], lang: str) -> str:
    """Groups of days have commas inside and are joined with commas all the same: only the last takes "and"."""
    marks = [str(at) for at in range(len(groups))]
    pieces = [groups[0]]
    for joint, group in zip(joints(marks, lang), groups[1:], strict=True):
        pieces += [joint, group]
    return "".join(pieces)


def _chinese_days(days: list[date]) -> list[str]:
    """Every day, its month only where it changes."""
    months = [None, *(day.month for day in days)]
    patterns = [
        (_DAY_ALONE if day.month == before else _DAY_OF_MONTH)["zh"] for day, before in zip(days, months, strict=False)
    ]
    return [pattern.format(day=day.day, month=day.month) for pattern, day in zip(patterns, days, strict=True)]


def _days_of_month(days: list[date], lang: str) -> str:
    words = format_list([_day(day, lang) for day in days], lang)
    return _DAY_OF_MONTH.get(lang, "{day} {month}").format(day=words, **month_words(days[0].month, lang))


def _day_of_month(day: date, lang: str) -> str:
    return _DAY_OF_MONTH.get(lang, "{day} {month}").format(day=_day(day, lang), **month_words(day.month, lang))


def _day(day: date, lang: str) -> str:
    return "1er" if lang == "fr" and day.day == 1 else str(day.day)


def _same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)
