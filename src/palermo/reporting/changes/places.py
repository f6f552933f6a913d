"""The places of an issued report that can be corrected, named in the numbering as issued, each with its words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from palermo.reporting import spoken
from palermo.reporting.realization.catalogue import message
from palermo.reporting.renderers.wording import plain

# What stands behind the label of a section: "II.", "二.", "ثانيا-".
_LABEL_ENDS = ".、-"


class Place(NamedTuple):
    """A place by its key, its name in the language of the report, and its words; `number` is that of its paragraph."""

    key: str
    name: str
    words: str
    number: int | None = None


def places_of(report: spoken.Report) -> dict[str, Place]:
    """Title, headings, paragraphs, subparagraphs, footnotes and cells of tables, in the order of reading."""
    return {place.key: place for place in _places(report)}


def _places(report: spoken.Report) -> Iterator[Place]:
    lang = report.language.code
    yield Place("title", _name("title", lang), plain(report.title))
    for at, paragraph in enumerate(report.summary, 1):
        yield Place(f"summary-{at}", _name("summary", lang), plain(paragraph.content))
    for section in report.sections:
        if section.title:
            label = section.label.rstrip(_LABEL_ENDS)
            yield Place(f"heading-{section.key}", _name("heading", lang, label=label), plain(section.title))
        for block in section.blocks:
            yield from _table(block, lang) if isinstance(block, spoken.Table) else _paragraph(block, lang)
    for note in report.footnotes:
        yield Place(f"footnote-{note.number}", _name("footnote", lang, number=str(note.number)), plain(note.content))


def _paragraph(block: spoken.Paragraph, lang: str) -> Iterator[Place]:
    if block.number is None:
        return
    number = str(block.number)
    yield Place(f"paragraph-{number}", _name("paragraph", lang, number=number), plain(block.content), block.number)
    for at, item in enumerate(block.subparagraphs, 1):
        name = _name("subparagraph", lang, number=number, label=item.label)
        yield Place(f"paragraph-{number}-{at}", name, plain(item.content), block.number)


def _table(block: spoken.Table, lang: str) -> Iterator[Place]:
    caption = plain(block.caption)
    yield Place(f"table-{block.key}", _name("caption", lang, caption=caption), caption)
    for row, cells in enumerate((block.headings, *block.rows), 1):
        for column, cell in enumerate(cells, 1):
            name = _name("cell", lang, caption=caption, row=str(row), column=str(column))
            yield Place(f"table-{block.key}-{row}-{column}", name, plain(cell))


def _name(kind: str, lang: str, **words: Any) -> str:
    return str(message(f"changes.{kind}", lang).format(words))
