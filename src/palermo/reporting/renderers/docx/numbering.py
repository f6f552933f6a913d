"""Automatic numbering that gives exactly the numbers of the report, so that they are the same in all languages.

One list runs through the whole paper: level 0 counts its paragraphs, level 1 the subparagraphs under each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from palermo.reporting.renderers.wording import number_mark
from palermo.reporting.spoken import Paragraph, Report
from palermo.site.docx.xml import Element, w

# Letters in the order in which Word counts with them, by its name for that count.
_LETTERS = {
    "lowerLetter": ascii_lowercase,
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "decimal": "123456789",
}
_ABSTRACT = 1
_INDENT = 567
# From the right, some word processors set a number before the place it is given, others after it: room for both.
_ARABIC_INSET = 397


@dataclass(frozen=True)
class LabelFormat:
    """How subparagraphs are counted, and what stands around the letter."""

    count: str
    before: str
    after: str

    def gives(self, labels: Sequence[str]) -> bool:
        """Whether counting from one gives exactly these labels."""
        letters = _LETTERS[self.count]
        return list(labels) == [f"{self.before}{letter}{self.after}" for letter in letters[: len(labels)]]


@dataclass(frozen=True)
class Numbering:
    """For each numbered paragraph the list that counts it, and how subparagraphs are counted."""

    lists: dict[int, int]
    starts: dict[int, int]  # list -> the number it starts at
    labels: LabelFormat | None

    def of(self, paragraph: Paragraph) -> Element | None:
        """The `w:numPr` of a paragraph."""
        return None if paragraph.number is None else _level(0, self.lists[paragraph.number])

    def under(self, paragraph: Paragraph) -> Element | None:
        """The `w:numPr` of its subparagraphs; None when their labels have to be written out."""
        written = [item.label for item in paragraph.subparagraphs]
        if paragraph.number is None or self.labels is None or not self.labels.gives(written):
            return None
        return _level(1, self.lists[paragraph.number])


def plan_numbering(report: Report) -> Numbering:
    """Lists for a report: one, unless its numbers leave a gap; then another starts after it."""
    lists: dict[int, int] = {}
    starts: dict[int, int] = {}
    expected = None
    for number in (paragraph.number for paragraph in _paragraphs(report) if paragraph.number is not None):
        if number != expected:
            starts[len(starts) + 1] = number
        lists[number], expected = len(starts), number + 1
    return Numbering(lists, starts, _label_format(report))


def numbering(report: Report, plan: Numbering) -> Element:
    """The whole numbering part."""
    inset = _ARABIC_INSET if report.language.right_to_left else 0
    levels = [_level_element(0, "decimal", number_mark(report.language, 0).replace("0", "%1"), inset)]
    if plan.labels:
        levels.append(_level_element(1, plan.labels.count, f"{plan.labels.before}%2{plan.labels.after}", inset))
    abstract = w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=_ABSTRACT)
    return w("numbering", abstract, *(_list(key, start) for key, start in plan.starts.items()))


def _paragraphs(report: Report) -> Iterator[Paragraph]:
    for section in report.sections:
        yield from (block for block in section.blocks if isinstance(block, Paragraph))


def _label_format(report: Report) -> LabelFormat | None:
    labelled = [[item.label for item in paragraph.subparagraphs] for paragraph in _paragraphs(report)]
    labels = max(labelled, key=len, default=[])
    return next((found for found in _candidates(labels[0]) if found.gives(labels)), None) if labels else None


def _candidates(label: str) -> Iterator[LabelFormat]:
    for count, letters in _LETTERS.items():
        before, letter, after = label.partition(letters[0])
        if letter:
            yield LabelFormat(count, before, after)


def _level(level: int, key: int) -> Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=key))


def _level_element(level: int, count: str, text: str, inset: int) -> Element:
    end = inset + (inset + _INDENT) * level + _INDENT
    paragraph = w("pPr", w("tabs", w("tab", val="num", pos=end)), w("ind", left=end, hanging=_INDENT))
    return w(
        "lvl", w("start", val=1), w("numFmt", val=count), w("lvlText", val=text), w("lvlJc", val="left"), paragraph,
        ilvl=level,
    )  # fmt: skip


def _list(key: int, start: int) -> Element:
    override = w("lvlOverride", w("startOverride", val=start), ilvl=0)
    return w("num", w("abstractNumId", val=_ABSTRACT), override, numId=key)
