"""Whether the language versions of one report say the same: section by section, paragraph by paragraph.

Facts are compared clause by clause, and so are the names that each clause gives (`mentions.py`) and how certain it is
(`certainty.py`); of the words, what can be read back in every language: dates, years, numbers from ten on (smaller ones
are words) and symbols. Differences that are as they should be stand in `exempt.yaml`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import language_in_sentence
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.reporting import spoken
from palermo.reporting.checks.certainty import check_certainty
from palermo.reporting.checks.days import find_dates, years
from palermo.reporting.checks.exempt import Aspect, is_exempt
from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.mentions import compare_mentions
from palermo.reporting.checks.passages import MASK
from palermo.reporting.spoken import Paragraph, Report, Run
from palermo.site.docx.text import Style

# Chinese sets no space between a word and a number.
_NUMBER = re.compile(
    r"(?<![/.,])(?<![^\W\u3400-\u9fff])\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|(?<![\d/])\d+(?![\d/º°ª])"
)
_SMALLEST = 10


def check_agreement(reports: Mapping[str, spoken.Report]) -> list[Finding]:
    """Where versions, by the code of their language, differ from the English one, or from the first that there is.

    A difference is reported for the compared version; where all others agree against it, for each of them.
    """
    if len(reports) < 2:
        return []
    model = reports.get("en") or next(iter(reports.values()))
    others = [report for report in reports.values() if report is not model]
    found = [finding for other in others for finding in _compare(model, other)]
    return [*found, *check_certainty(reports)]


def _compare(model: Report, other: Report) -> Iterator[Finding]:
    if _outline(model) != _outline(other):
        what = _("The sections or paragraphs differ from the version in %(language)s.") % {"language": _name(model)}
        yield Finding(Kind.AGREEMENT, "report", None, other.language.code, what)
    theirs = {paragraph.key: paragraph for paragraph in other.paragraphs}
    for paragraph in model.paragraphs:
        if paragraph.key in theirs:
            yield from _compare_paragraphs(paragraph, theirs[paragraph.key], model, other)
    yield from compare_mentions(model, other)


def _compare_paragraphs(model: Paragraph, other: Paragraph, of: Report, with_: Report) -> Iterator[Finding]:
    lang = with_.language.code
    if [clause.facts for clause in model.clauses] != [clause.facts for clause in other.clauses]:
        what = _("The facts stated differ from the version in %(language)s.") % {"language": _name(of)}
        if not is_exempt(other.key, lang, "facts"):
            yield Finding(Kind.AGREEMENT, other.key, other.number, lang, what)
    if model.has_gap or other.has_gap:
        # What is missing is named among the problems; what stands there instead says nothing.
        return
    stated, here = _stated(model, of.language.code), _stated(other, lang)
    if stated["dates"] != here["dates"]:
        # The years go with the dates.
        stated["years"] = here["years"] = set()
    for aspect in stated:
        if stated[aspect] != here[aspect] and not is_exempt(other.key, lang, aspect):
            for what, missing in (
                (_("Only in %(language)s: %(what)s"), stated[aspect] - here[aspect]),
                (_("Only here, not in %(language)s: %(what)s"), here[aspect] - stated[aspect]),
            ):
                if missing:
                    words = {"language": _name(of), "what": comma().join(sorted(missing))}
                    yield Finding(Kind.AGREEMENT, other.key, other.number, lang, what % words)


def _stated(paragraph: Paragraph, lang: str) -> dict[Aspect, set[str]]:
    """What can be read back from the words of a paragraph."""
    contents = (paragraph.content, *(part.content for part in paragraph.subparagraphs))
    runs = [part for content in contents for part in content if isinstance(part, Run)]
    text = "".join(MASK * len(run.text) if run.style is Style.SYMBOL else run.text for run in runs)
    dates = find_dates(text, lang)
    return {
        "dates": {_in_words(*on) for dated in dates for on in dated.dates},
        "years": {str(year) for year in years(text)},
        "numbers": _numbers(text, [(dated.start, dated.end) for dated in dates]),
        "symbols": {run.text for run in runs if run.style is Style.SYMBOL},
    }


def _in_words(year: int | None, month: int, day: int | None) -> str:
    """A date as the reader of the findings writes it."""
    precision = DatePrecision.DAY if day else DatePrecision.MONTH
    try:
        return localize_day(PartialDate(date(year or 0, month, day or 1), precision))
    except ValueError:
        # No year is given, or the month has no such day.
        return "/".join(str(part) for part in (day, month, year) if part)


def _numbers(text: str, dates: list[tuple[int, int]]) -> set[str]:
    found = (match for match in _NUMBER.finditer(text) if not any(a <= match.start() < z for a, z in dates))
    numbers = {int(re.sub(r"\D", "", match[0])) for match in found}
    return {str(number) for number in numbers if number >= _SMALLEST and str(number) not in map(str, years(text))}


def _outline(report: Report) -> list[tuple[str, list[tuple[str, int | None]]]]:
    return [
        (section.key, [(block.key, getattr(block, "number", None)) for block in section.blocks])
        for section in report.sections
    ]


def _name(report: Report) -> str:
    return language_in_sentence(report.language.code)
