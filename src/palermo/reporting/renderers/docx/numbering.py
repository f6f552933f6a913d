"""Automatic numbering that gives exactly the numbers of the report, so that they are the same in all languages.

The styles carry it: one list runs through the whole paper, level 0 of it counts the paragraphs, level 1 the
subparagraphs under each, and another list counts the sections. Where no count of Word gives a language's labels of
sections, as "أولا-", each section has a style of its own with its label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from palermo.reporting.realization.labels import section_label
from palermo.reporting.renderers.wording import number_mark
from palermo.reporting.spoken import Paragraph, Report
from palermo.site.docx.faces import Face
from palermo.site.docx.styles import numbered_heading
from palermo.site.docx.xml import Element, w

# Letters in the order in which Word counts with them, by its name for that count.
_LETTERS = {
    "lowerLetter": ascii_lowercase,
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "decimal": "123456789",
}
# How Word counts sections, by its name for that count, and what follows the number.
_SECTION_COUNTS = (("upperRoman", "%1.", "en"), ("chineseCountingThousand", "%1.", "zh"))
_PARAGRAPHS = 1
_INDENT = 567
# Half the width of a number and of a section's label in Arabic: they are set around a place, see `_justified`.
_HALF_A_NUMBER, _HALF_A_LABEL = 150, 320
# The lists of sections, far behind those of paragraphs.
_FIRST_OF_SECTIONS = 100


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
    """For each numbered paragraph the list that counts it, and how subparagraphs and sections are counted."""

    lists: dict[int, int]
    starts: dict[int, int]  # list -> the number it starts at
    labels: LabelFormat | None
    section_labels: tuple[str, ...]
    section_count: tuple[str, str] | None

    def of(self, paragraph: Paragraph) -> Element | None:
        """The `w:numPr` of a paragraph that its style does not count: one after a gap in the numbers."""
        return None if paragraph.number is None else self._unless_by_style(0, self.lists[paragraph.number])

    def counts_under(self, paragraph: Paragraph) -> bool:
        """Whether its subparagraphs are counted; otherwise their labels have to be written out."""
        written = [item.label for item in paragraph.subparagraphs]
        return paragraph.number is not None and self.labels is not None and self.labels.gives(written)

    def under(self, paragraph: Paragraph) -> Element | None:
        """The `w:numPr` of its subparagraphs, where their style does not count them."""
        return None if paragraph.number is None else self._unless_by_style(1, self.lists[paragraph.number])

    def heading_style(self, section: int) -> str:
        """The style of the heading of a section, counted from 1."""
        return "Heading1" if self.section_count else f"Heading1Section{section}"

    def by_style(self) -> dict[str, Element]:
        """The `w:numPr` of each style that counts."""
        counted = {"NumberedParagraph": _level(0, 1), "Subparagraph": _level(1, 1)} if self.starts else {}
        return counted | ({"Heading1": _level(0, _FIRST_OF_SECTIONS)} if self.section_count else {})

    def section_styles(self, face: Face) -> list[Element]:
        """The styles of headings whose labels no count gives."""
        if self.section_count:
            return []
        return [
            numbered_heading(face, self.heading_style(at), f"Heading 1, {at}", _level(0, _FIRST_OF_SECTIONS + at))
            for at in range(1, len(self.section_labels) + 1)
        ]

    def _unless_by_style(self, level: int, key: int) -> Element | None:
        return None if key == 1 else _level(level, key)


def plan_numbering(report: Report) -> Numbering:
    """Lists for a report: one, unless its numbers leave a gap; then another starts after it."""
    lists: dict[int, int] = {}
    starts: dict[int, int] = {}
    expected = None
    for number in (paragraph.number for paragraph in _paragraphs(report) if paragraph.number is not None):
        if number != expected:
            starts[len(starts) + 1] = number
        lists[number], expected = len(starts), number + 1
    section_labels = tuple(section.label for section in report.sections)
    return Numbering(lists, starts, _label_format(report), section_labels, _section_count(section_labels))


def numbering(report: Report, plan: Numbering, face: Face) -> Element:
    """The whole numbering part."""
    side = face.right_to_left
    mark = number_mark(report.language, 0).replace("0", "%1")
    levels = [_level_element(0, "decimal", mark, "NumberedParagraph", side)]
    if plan.labels:
        label = f"{plan.labels.before}%2{plan.labels.after}"
        levels.append(_level_element(1, plan.labels.count, label, "Subparagraph", side))
    paragraphs = w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=_PARAGRAPHS)
    sections = dict(_section_lists(plan, face))
    return w(
        "numbering",
        paragraphs,
        *sections.values(),
        *(_list(key, start) for key, start in plan.starts.items()),
        *(w("num", w("abstractNumId", val=key), numId=key) for key in sections),
    )


def _section_lists(plan: Numbering, face: Face) -> Iterator[tuple[int, Element]]:
    """The list that counts sections, or one for each section with its label."""
    if plan.section_count:
        yield _FIRST_OF_SECTIONS, _section_list(_FIRST_OF_SECTIONS, *plan.section_count, "Heading1", face)
        return
    for at, label in enumerate(plan.section_labels, start=1):
        key = _FIRST_OF_SECTIONS + at
        yield key, _section_list(key, "decimal", label, plan.heading_style(at), face)


def _section_list(key: int, count: str, text: str, style: str, face: Face) -> Element:
    label = face.heading_label
    inset = _HALF_A_LABEL if face.right_to_left else 0
    place = w("pPr", w("tabs", w("tab", val="num", pos=label)), w("ind", left=label, hanging=label - inset))
    level = w(
        "lvl", w("start", val=1), w("numFmt", val=count), w("pStyle", val=style), w("lvlText", val=text),
        w("lvlJc", val=_justified(face.right_to_left)), place, ilvl=0,
    )  # fmt: skip
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=key)


def _section_count(labels: Sequence[str]) -> tuple[str, str] | None:
    """How Word counts these labels of sections, and what it writes around the number."""
    for count, text, lang in _SECTION_COUNTS:
        if list(labels) == [section_label(at, lang) for at in range(1, len(labels) + 1)]:
            return count, text
    return None


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


def _justified(right_to_left: bool) -> str:
    """Where a number stands at its place. From the right, word processors do not agree which side is left."""
    return "center" if right_to_left else "left"


def _level_element(level: int, count: str, text: str, style: str, right_to_left: bool) -> Element:
    """The number stands at the margin, a letter one step inside it; the lines after it return to the margin."""
    inset = _HALF_A_NUMBER if right_to_left else 0
    place = w("tabs", w("tab", val="num", pos=_INDENT * (level + 1)))
    paragraph = w("pPr", place, w("ind", left=0, firstLine=_INDENT * level + inset))
    return w(
        "lvl", w("start", val=1), w("numFmt", val=count), w("pStyle", val=style), w("lvlText", val=text),
        w("lvlJc", val=_justified(right_to_left)), paragraph, ilvl=level,
    )  # fmt: skip


def _list(key: int, start: int) -> Element:
    override = w("lvlOverride", w("startOverride", val=start), ilvl=0)
    return w("num", w("abstractNumId", val=_PARAGRAPHS), override, numId=key)
