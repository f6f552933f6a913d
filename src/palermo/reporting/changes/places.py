"""The places of an issued report that can be corrected, named in the numbering as issued, each with its words."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from palermo.reporting import spoken
from palermo.reporting.realization.catalogue import message
from palermo.reporting.renderers.wording import part_of, plain

# What stands behind the label of a section: "II.", "二.", "ثانيا-".
_LABEL_ENDS = ".、-"


class PlaceKind(Enum):
    """What is corrected there: words of the text, a paragraph that is deleted, or one that is inserted."""

    WORDS = "words"
    WHOLE = "whole"
    INSERTION = "insertion"


class Place(NamedTuple):
    """A place by its key, its name in the language of the report, and its words; `number` is that of its paragraph.

    `part` names the part of the text in which it lies: "paragraph-12" for its words, those of its subparagraphs, itself
    as a whole, and the place behind it.
    """

    key: str
    name: str
    words: str
    part: str
    number: int | None = None
    kind: PlaceKind = PlaceKind.WORDS


def places_of(report: spoken.Report) -> dict[str, Place]:
    """Title, headings, paragraphs, subparagraphs, footnotes and cells of tables, in the order of reading.

    Behind its words each numbered paragraph stands as a whole, to be deleted, and the place behind it, where one can be
    inserted.
    """
    return {place.key: place for place in _places(report)}


def _places(report: spoken.Report) -> Iterator[Place]:
    lang = report.language.code
    yield _place("title", _name("title", lang), plain(report.title))
    for at, paragraph in enumerate(report.summary, 1):
        yield _place(f"summary-{at}", _name("summary", lang), plain(paragraph.content))
    for section in report.sections:
        if section.title:
            label = section.label.rstrip(_LABEL_ENDS)
            yield _place(f"heading-{section.key}", _name("heading", lang, label=label), plain(section.title))
        for block in section.blocks:
            yield from _table(block, lang) if isinstance(block, spoken.Table) else _paragraph(block, lang)
    for note in report.footnotes:
        yield _place(f"footnote-{note.number}", _name("footnote", lang, number=str(note.number)), plain(note.content))


def _place(key: str, name: str, words: str) -> Place:
    return Place(key, name, words, key)


def _paragraph(block: spoken.Paragraph, lang: str) -> Iterator[Place]:
    if block.number is None:
        return
    number, part = str(block.number), part_of(block)
    name, words = _name("paragraph", lang, number=number), plain(block.content)
    yield Place(part, name, words, part, block.number)
    for at, item in enumerate(block.subparagraphs, 1):
        under = _name("subparagraph", lang, number=number, label=item.label)
        yield Place(f"{part}-{at}", under, plain(item.content), part, block.number)
    lines = (words, *(f"{item.label} {plain(item.content)}" for item in block.subparagraphs))
    yield Place(f"whole-{number}", name, "\n".join(lines), part, block.number, PlaceKind.WHOLE)
    behind = _name("behind", lang, number=number)
    yield Place(f"behind-{number}", behind, "", part, block.number, PlaceKind.INSERTION)


def _table(block: spoken.Table, lang: str) -> Iterator[Place]:
    caption, part = plain(block.caption), part_of(block)
    yield Place(part, _name("caption", lang, caption=caption), caption, part)
    for row, cells in enumerate((block.headings, *block.rows), 1):
        for column, cell in enumerate(cells, 1):
            name = _name("cell", lang, caption=caption, row=str(row), column=str(column))
            yield Place(f"{part}-{row}-{column}", name, plain(cell), part)


def _name(kind: str, lang: str, **words: Any) -> str:
    return str(message(f"changes.{kind}", lang).format(words))
