"""References within the report: to paragraphs and sections that are there, and footnotes and calls that match."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.checks.passages import Passage, Reading
from palermo.reporting.spoken import NoteCall, Paragraph, Report, Spoken

_LIST = r"(\d+(?:(?:, ?|–|-|、|至| (?:and|to|et|à|y|a|и|по) |\s?و\s?|和)\d+)*)"
# Of another paper: a decision's paragraphs, items of an agenda.
_OF_ANOTHER = {
    "ar": r"(?!\s+(?:من(?! هذا التقرير)))",
    "zh": "",
    "en": r"(?! (?:of|to|above the)\b(?! (?:the present|this) report))",
    "fr": r"(?! (?:de la|de l’|du|des|de)\b(?! présent rapport))",
    "es": r"(?! (?:del|de la|de los|de)\b(?! presente informe))",
    "ru": r"(?! (?:решени|резолюци|повестки|протокол|конвенци|устав|стать))",
}
_PARAGRAPHS = {
    "ar": rf"الفقر(?:ة|ات|تين) {_LIST}",
    "zh": rf"第{_LIST}段",
    "en": rf"\bparagraphs? {_LIST}",
    "fr": rf"\bparagraphes? {_LIST}",
    "es": rf"\bpárrafos? {_LIST}",
    "ru": rf"\bпункт(?:е|а|у|ом|ы|ах|ов|ам|ами)? {_LIST}",
}
_SECTIONS = {
    "en": r"\bsections? ([IVX]+)\b",
    "fr": r"\bsections? ([IVX]+)\b",
    "es": r"\bsecci(?:ón|ones) ([IVX]+)\b",
    "ru": r"\bраздел(?:е|а|у|ом|ы|ах|ов)? ([IVX]+)\b",
    "zh": r"第([一二三四五六七八九十]+)节",
}
_ANOTHER_BEFORE = re.compile(
    r"(?:decision|resolution|article|Protocol|Convention|décision|résolution|decisión|resolución|решени\w+|резолюци\w+|"
    r"决定|决议|议定书|公约|المقرر|القرار)[^.;。]{0,30}$",
    re.IGNORECASE,
)


def check_references(reading: Reading) -> Iterator[Finding]:
    """What refers to something that is not there, or is referred to by nothing."""
    report = reading.report
    paragraphs = {str(number) for number in _paragraph_numbers(report)}
    sections = {section.label.rstrip(".、-") for section in report.sections}
    for passage in reading.prose:
        what = _("Paragraph %(number)s does not exist.")
        yield from _check(passage, _PARAGRAPHS, paragraphs, what)
        yield from _check(passage, _SECTIONS, sections, _("Section %(number)s does not exist."))
    yield from _check_notes(report)


def _check(passage: Passage, patterns: dict[str, str], there: set[str], what: str) -> Iterator[Finding]:
    pattern = patterns.get(passage.language)
    if pattern is None:
        return
    for match in re.finditer(pattern + _OF_ANOTHER[passage.language], passage.masked):
        if _ANOTHER_BEFORE.search(passage.masked[: match.start()]):
            continue
        for number in re.findall(r"\d+|[IVX]+|[一二三四五六七八九十]+", match[1]):
            if number not in there:
                yield passage.find(Kind.REFERENCES, what % {"number": number}, match.span())


def _paragraph_numbers(report: Report) -> Iterator[int]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.number is not None:
                yield block.number


def _check_notes(report: Report) -> Iterator[Finding]:
    lang = report.language.code
    called = {part.sign for _place, content in _contents(report) for part in content if isinstance(part, NoteCall)}
    notes = {note.sign for note in (*report.marked_notes, *report.footnotes)}
    for sign in sorted(called - notes):
        what = _("Footnote %(number)s does not exist.") % {"number": sign}
        yield Finding(Kind.REFERENCES, "footnotes", None, lang, what)
    for sign in sorted(notes - called):
        what = _("Footnote %(number)s is not referenced in the text.") % {"number": sign}
        yield Finding(Kind.REFERENCES, "footnotes", None, lang, what)


def _contents(report: Report) -> Iterator[tuple[tuple[str, int | None], Spoken]]:
    """Every text with its place, including those of the masthead."""
    for line in vars(report.masthead).values():
        if isinstance(line, tuple):
            yield ("masthead", None), line
    yield from ((("title", None), line) for line in (report.title, report.subtitle))
    for block in (*report.summary, *(block for section in report.sections for block in section.blocks)):
        if isinstance(block, Paragraph):
            contents = (block.content, *(each.content for each in block.subparagraphs))
            yield from (((block.key, block.number), content) for content in contents)
        else:
            cells = (cell for row in (block.headings, *block.rows) for cell in row)
            yield from (((block.key, None), content) for content in (block.caption, *cells))
    yield from (((section.key, None), section.title) for section in report.sections)
    yield from ((("footnotes", None), note.content) for note in (*report.marked_notes, *report.footnotes))
