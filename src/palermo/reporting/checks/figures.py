"""Dates and numbers, by the house style of each language.

Source: the United Nations Editorial Manual Online, section on numbers, dates and time
(https://www.un.org/dgacm/en/content/editorial-manual/numbers-dates-time): day, month and year in this order without
ordinals; numbers under ten in words but for dates, percentages, units and references; no sentence opens with figures.
Chinese papers write numbers in figures.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.speech.dates import format_day
from palermo.reporting.checks.days import find_dates, month_names
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import MASK, Passage, Reading

_EXAMPLE = PartialDate(date(2008, 1, 31))
_YEAR = r"(?:19|20)\d\d"
# Before a figure that is a number of something, and behind one that measures.
_REFERENCES = {
    "ar": r"المقرر|المقررين|القرار|الفقرة|الفقرات|البند|المادة|القسم|الجدول|المجلد|رقم|المرفق",
    "en": r"(?:sub)?paragraphs?|paras?\.|sections?|articles?|decisions?|resolutions?|items?|Nos?\.|annex(?:es)?|"
    r"tables?|figures?|chapters?|vols?\.|pages?|pp?\.|parts?|rules?|goals?|targets?",
    "fr": r"paragraphes?|par\.|sections?|articles?|art\.|décisions?|résolutions?|points?|n[o°]s?|annexes?|tableaux?|"
    r"figures?|chapitres?|vol\.|pages?|p\.",
    "es": r"párrafos?|párrs?\.|secci(?:ón|ones)|artículos?|art\.|decisi(?:ón|ones)|"
    r"resoluci(?:ón|ones)|temas?|núms?\.|anexos?|cuadros?|figuras?|capítulos?|vols?\.|páginas?|p\.",
    "ru": r"пункт\w*|п\.|раздел\w*|стать\w*|ст\.|решени\w*|резолюци\w*|№|приложени\w*|таблиц\w*|рисун\w*|глав\w*|"
    r"т\.|том\w*|стр\.",
}
_UNITS = (
    r"%|per cent|pour cent|por ciento|процент|в المائة|في المائة|km|км|kg|кг|million|billion|millones|milliard|млн|"
    r"млрд|مليون|مليار|dollars?|долл|euros?|евро|a\.m\.|p\.m\.|heures?|horas"
)
_JOINTS = {"ar": "و|إلى", "en": "and|to", "fr": "et|à", "es": "y|a", "ru": "и|по"}


def check_figures(reading: Reading) -> Iterator[Finding]:
    """Dates and numbers that are written otherwise than the language's papers write them."""
    for passage in reading.passages:
        yield from _check_dates(passage)
        if passage.is_prose and passage.language in _REFERENCES:
            yield from _check_small_numbers(passage)
        if passage.is_prose and passage.language == "en":
            yield from _check_beginnings(passage)


def _check_dates(passage: Passage) -> Iterator[Finding]:
    what = _("Write dates as “%(example)s”.") % {"example": format_day(_EXAMPLE, passage.language)}
    found = {match.span() for pattern in _wrong_dates(passage.language) for match in pattern.finditer(passage.masked)}
    yield from (passage.find(Kind.FIGURES, what, span) for span in sorted(found))
    if passage.language in ("en", "ru"):
        what = _("Use a dash, not a hyphen, in a range of numbers.")
        for match in re.finditer(r"(?<![\w/-])\d+-\d+(?![\w/-])", passage.masked):
            yield passage.find(Kind.FIGURES, what, match.span())


@cache
def _wrong_dates(lang: str) -> list[re.Pattern[str]]:
    months = "|".join(map(re.escape, sorted(month_names(lang), key=len, reverse=True)))
    capitals = "|".join(re.escape(name[:1].upper() + name[1:]) for name in month_names(lang))
    anywhere = [
        rf"(?<![\d/])\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}(?!\d)",
        rf"(?<![\d/]){_YEAR}[/.-]\d{{1,2}}[/.-]\d{{1,2}}(?!\d)",
    ]
    own = {
        "en": [
            rf"\b(?:{months}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{months})\b",
            rf"\b\d{{1,2}} (?:{months}), {_YEAR}",
            rf"\b0\d (?:{months})\b",
        ],
        "fr": [
            rf"(?<![\d-])1 (?:{months})\b",
            rf"\b\d{{1,2}}(?:e|ème) (?:{months})\b",
            rf"(?-i:\d (?:{capitals})\b)",
            rf"\b0\d (?:{months})\b",
        ],
        "es": [
            rf"\b\d{{1,2}} (?:{months})\b",
            rf"\b\d{{1,2}} de (?:{months}) {_YEAR}",
            rf"(?-i:\d de (?:{capitals})\b)",
            rf"\b(?:1º|1ero|0\d) de (?:{months})\b",
        ],
        "ru": [
            rf"\b\d{{1,2}} (?:{months}) {_YEAR}(?! г[оа]д)",
            rf"(?-i:\d (?:{capitals})\b)",
            rf"\b(?:{months}) {_YEAR} г\.",
            rf"\b0\d (?:{months})\b",
        ],
        "zh": [
            r"年0\d月|月0\d日|\d{1,2}月\d{1,2}号",
            r"[〇零一二三四五六七八九十]{2,4}年[一二三四五六七八九十]{1,2}月",
            rf"(?<!\d){_YEAR}[/.-]\d{{1,2}}(?![\d/.-])",
        ],
        # Both names of the month stand together.
        "ar": [
            rf"\d (?:{'|'.join(name.split('/')[1] for name in month_names(lang))})\b" if lang == "ar" else "(?!)",
            rf"\d (?:{'|'.join(name.split('/')[0] for name in month_names(lang))})(?!/)" if lang == "ar" else "(?!)",
            rf"\b0\d (?:{months})",
        ],
    }
    return [re.compile(pattern, re.IGNORECASE) for pattern in (*anywhere, *own[lang])]


def _check_small_numbers(passage: Passage) -> Iterator[Finding]:
    dates = [(each.start, each.end) for each in find_dates(passage.masked, passage.language)]
    what = _("Write numbers under 10 in words.")
    for match in _small_number(passage.language).finditer(passage.masked):
        if match[1] and not any(start <= match.start() < end for start, end in dates):
            yield passage.find(Kind.FIGURES, what, match.span())


@cache
def _small_number(lang: str) -> re.Pattern[str]:
    sign = rf"[\w{MASK}/№$€£]"
    # References are taken whole, lists of them too, so that only other numbers are left for the group.
    more = rf"(?:(?:,|–|-|\s(?:{_JOINTS[lang]}))\s?\d+)*"
    reference = rf"(?<!\w)(?:{_REFERENCES[lang]})[\s\u00a0]*\d+{more}"
    number = rf"(?<!{sign})(?<!\d[.,–-])([1-9])(?!{sign}|[.,–-]\d|[)\]])(?!\s?(?:{_UNITS}))"
    return re.compile(rf"{reference}|{number}", re.IGNORECASE)


def _check_beginnings(passage: Passage) -> Iterator[Finding]:
    what = _("Do not begin a sentence with a figure.")
    for start, end in passage.sentences:
        match = re.match(r"\d+", passage.masked[start:end])
        if match and not re.fullmatch(_YEAR, match[0]):
            yield passage.find(Kind.FIGURES, what, (start, start + match.end()))
