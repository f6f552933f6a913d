"""The dates that a text of each language states, read back from its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from palermo.core.speech.months import month_words

# What joins the days of one month: "16, 20 and 23 July", "du 12 au 16 et du 19 au 23 février".
_JOINTS = {
    "ar": r"\s?(?:،|و|إلى)\s?(?:و)?(?:من )?",
    "en": r"(?:,? (?:and|or|to) |, |–|-)",
    "fr": r"(?:,? (?:et|ou|au) (?:du |le |les )?|, (?:du )?|–|-)",
    "ru": r"(?:,? (?:и|или|по) |, |–|-)",
    "es": r"(?:,? (?:y|o|al|a) (?:del |el )?|, (?:del )?|–|-)",
}
_BEFORE_MONTH = {"es": r" de ", "fr": r" (?:de |d’)?"}
_BEFORE_YEAR = {"es": r" de(?:l)? "}
_YEAR = r"(?:19|20)\d\d"
_LONE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_CHINESE = re.compile(rf"(?:({_YEAR})年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日|({_YEAR})年(\d{{1,2}})月")
# A date without its year takes that of the date behind it, if no more than this stands between them.
_RUN_ON = re.compile(r"[^.;:(\d]{0,24}")


@dataclass(frozen=True)
class Dated:
    """Where a text names days of one month; `days` is empty where it names the month alone."""

    start: int
    end: int
    year: int | None
    month: int
    days: tuple[int, ...]

    @property
    def dates(self) -> list[tuple[int | None, int, int | None]]:
        """Each date: year, month, and day."""
        return [(self.year, self.month, day) for day in self.days] or [(self.year, self.month, None)]


@cache
def month_names(lang: str) -> dict[str, int]:
    """What each month may be called, in small letters."""
    return {name.lower(): month for month in range(1, 13) for name in month_words(month, lang).values()}


def find_dates(text: str, lang: str) -> list[Dated]:
    """The dates of a text, those without a year under the year that the sentence gives them."""
    if lang == "zh":
        return list(_find_chinese(text))
    found = [_dated(match, lang) for match in _pattern(lang).finditer(text)]
    for at in range(len(found) - 1, -1, -1):
        if found[at].year is None:
            found[at] = replace(found[at], year=_year_around(text, found, at))
    return found


def years(text: str) -> set[int]:
    """Every year that a text names."""
    return {int(found[0]) for found in _LONE_YEAR.finditer(text)}


def _year_around(text: str, found: list[Dated], at: int) -> int | None:
    here, behind = found[at], found[at + 1] if at + 1 < len(found) else None
    if behind and behind.year and _RUN_ON.fullmatch(text[here.end : behind.start]):
        return behind.year
    before = [int(year[0]) for year in _LONE_YEAR.finditer(text[: here.start])]
    return before[-1] if before else None


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    day = r"\d{1,2}(?:er|º)?"
    names = sorted(month_names(lang), key=len, reverse=True)
    # In English only the capital distinguishes May and March from may and march.
    months = "|".join(re.escape(name.capitalize() if lang == "en" else name) for name in names)
    days = rf"(?<![\d/])(?P<days>{day}(?:{_JOINTS[lang]}{day})*){_BEFORE_MONTH.get(lang, ' ')}"
    year = rf"(?:{_BEFORE_YEAR.get(lang, ' ')}(?P<year>{_YEAR}))?(?!\d)"
    return re.compile(rf"(?:{days})?(?<!\w)(?P<month>{months})(?!\w){year}")


def _dated(match: re.Match[str], lang: str) -> Dated:
    days = tuple(int(day) for day in re.findall(r"\d{1,2}", match["days"] or ""))
    year = int(match["year"]) if match["year"] else None
    return Dated(match.start(), match.end(), year, month_names(lang)[match["month"].lower()], days)


def _find_chinese(text: str) -> Iterator[Dated]:
    month = 0
    for found in _CHINESE.finditer(text):
        before = [int(year[0]) for year in _LONE_YEAR.finditer(text[: found.end()])]
        month = int(found[2] or found[5] or month)
        if month:
            yield Dated(found.start(), found.end(), before[-1] if before else None, month, _day_of(found))


def _day_of(found: re.Match[str]) -> tuple[int, ...]:
    return (int(found[3]),) if found[3] else ()
