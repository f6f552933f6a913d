"""The texts of a report that are read one by one: its title, headings, paragraphs, cells and footnotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from palermo.reporting.checks.findings import Finding, Kind
from palermo.reporting.realization.inline import plain
from palermo.reporting.spoken import Paragraph, Report, Run, Spoken, Table
from palermo.site.docx.text import Style

# Stands for each sign of what is not prose, so that no check takes it for words.
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./~#?&=%+-]*[\w/]|[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII)
# What a full stop does not end a sentence behind.
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:No|Nos|vol|vols|p|pp|para|paras|art|arts|al|cf|ed|eds|Mr|Mrs|Ms|Dr|M|MM|Mme|núm|núms|párr|párrs|Sr|Sra|"
    r"г|гг|т|с|ст|п|пп|др|пр|см|т\. е|т\. д)|\b[A-ZА-Я])\.$"
)
_SENTENCE_ENDS = re.compile(r"[.!?؟…]+[\"”»’)\]]*\s+(?=[^\W_a-zа-яё]|[«“„(¿¡])")
_CHINESE_ENDS = re.compile(r"[。！？]+[”’）》]*")
_AROUND = 40


class Part(Enum):
    """Parts that are read on their own."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"
    NOTES = "notes"


@dataclass(frozen=True)
class Passage:
    """One text. `is_prose` is false of headings, cells and footnotes, which are not made of sentences.

    `masked` is the text with `MASK` for every sign of a symbol, a gap or an address, so that places in both agree.
    """

    where: str
    number: int | None
    language: str
    part: Part
    is_prose: bool
    text: str
    masked: str

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends."""
        ends = _CHINESE_ENDS if self.language == "zh" else _SENTENCE_ENDS
        starts = [0]
        starts += [
            mark.end()
            for mark in ends.finditer(self.masked)
            if mark.end() < len(self.masked) and not _ABBREVIATIONS.search(self.masked[: mark.end()].rstrip())
        ]
        return list(zip(starts, [*starts[1:], len(self.masked)], strict=True))

    def find(self, kind: Kind, what: str, span: tuple[int, int], *, is_advice: bool = False) -> Finding:
        """What was found at a place of the text, with the words around it."""
        return Finding(kind, self.where, self.number, self.language, what, self.excerpt(*span), is_advice)

    def first_words(self, start: int) -> str:
        """The first words from a place on."""
        words = self.text[start : start + 2 * _AROUND]
        if start + len(words) < len(self.text) and self.language != "zh":
            words = words.rsplit(" ", 1)[0]
        return words if start + len(words) == len(self.text) else f"{words}…"

    def excerpt(self, start: int, end: int) -> str:
        """The words at a place, with some before and behind them, cut between words."""
        first, last = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
        if self.language != "zh":
            first = self.text.rfind(" ", 0, first) + 1 if first else 0
            last = len(self.text) if last == len(self.text) else self.text.find(" ", last) % (len(self.text) + 1)
        return f"{'…' if first else ''}{self.text[first:last]}{'…' if last < len(self.text) else ''}"


@dataclass(frozen=True)
class Reading:
    """A report as the checks read it."""

    report: Report
    passages: tuple[Passage, ...]

    @property
    def lang(self) -> str:
        """The code of its language."""
        return self.report.language.code

    @property
    def prose(self) -> Iterator[Passage]:
        """Paragraphs and their subparagraphs."""
        return (passage for passage in self.passages if passage.is_prose)


def read(report: Report) -> Reading:
    """The texts of a report in the order of reading."""
    return Reading(report, tuple(each for each in _passages(report) if each.text))


def part_names(report: Report) -> dict[str, str]:
    """Where each thing stands, by its key, as the paper calls that part: its title, its summary or a section."""
    names = {"title": plain(report.title), "summary": report.labels.summary}
    names |= {paragraph.key: report.labels.summary for paragraph in report.summary}
    for section in report.sections:
        title = f"{section.label} {plain(section.title)}".strip()
        names |= dict.fromkeys((section.key, *(block.key for block in section.blocks)), title)
    return names


def _passages(report: Report) -> Iterator[Passage]:
    lang = report.language.code
    for line in (report.title, report.subtitle):
        yield _passage("title", None, lang, Part.TITLE, line, is_prose=False)
    for paragraph in report.summary:
        yield from _of_block(paragraph, lang, Part.SUMMARY)
    for section in report.sections:
        yield _passage(section.key, None, lang, Part.TITLE, section.title, is_prose=False)
        for block in section.blocks:
            yield from _of_block(block, lang, Part.BODY)
    for note in (*report.marked_notes, *report.footnotes):
        yield _passage("footnotes", None, lang, Part.NOTES, note.content, is_prose=False)


def _of_block(block: Paragraph | Table, lang: str, part: Part) -> Iterator[Passage]:
    if isinstance(block, Table):
        for cell in (block.caption, *block.headings, *(cell for row in block.rows for cell in row)):
            yield _passage(block.key, None, lang, part, cell, is_prose=False)
        return
    yield _passage(block.key, block.number, lang, part, block.content, is_prose=True)
    for each in block.subparagraphs:
        yield _passage(block.key, block.number, lang, part, each.content, is_prose=True)


def _passage(where: str, number: int | None, lang: str, part: Part, content: Spoken, *, is_prose: bool) -> Passage:
    masked = "".join(_masked(run) for run in content if isinstance(run, Run))
    masked = _ADDRESS.sub(lambda found: MASK * len(found[0]), masked)
    return Passage(where, number, lang, part, is_prose, plain(content), masked)


def _masked(run: Run) -> str:
    return MASK * len(run.text) if run.style in (Style.SYMBOL, Style.GAP) else run.text
