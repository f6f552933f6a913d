"""The content of a text as it is stored: a paragraph with its links, or a table of cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from palermo.reporting import spoken, tree
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak_block
from palermo.reporting.writing.links import Link, LinkedText, carry_links
from palermo.reporting.writing.markup import WrittenLine, parse, symbols_in, write_out, write_words


@dataclass(frozen=True)
class ParagraphContent:
    """The words of a paragraph with marks, their links, and what stands in them as a symbol."""

    text: str
    links: tuple[Link, ...] = ()
    symbols: tuple[str, ...] = ()

    @property
    def linked(self) -> LinkedText:
        """The words with their links."""
        return LinkedText(self.text, self.links)

    @property
    def facts(self) -> tuple[tree.Fact, ...]:
        """The facts that the words state, each once."""
        return self.linked.facts

    def lines(self) -> list[WrittenLine]:
        """The paragraph and its subparagraphs."""
        return parse(self.linked, self.symbols)

    def rewrite(self, text: str, linked: Iterable[Link] = ()) -> "ParagraphContent":
        """Other words in its place, with the links whose words remain and those newly made."""
        links = sorted({*carry_links(self.linked, text).links, *linked})
        return ParagraphContent(text, tuple(links), self.symbols)


@dataclass(frozen=True)
class TableContent:
    """The caption, headings and cells of a table, with marks."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tree.Fact, ...] = field(default=())

    @property
    def text(self) -> str:
        """All words, a line for each row: as tables are compared and searched."""
        return "\n".join([self.caption, *("\t".join(row) for row in (self.headings, *self.rows))])


Content = ParagraphContent | TableContent
_PARAGRAPH, _TABLE = TypeAdapter(ParagraphContent), TypeAdapter(TableContent)


def read_content(stored: Mapping[str, object] | None) -> Content | None:
    """A stored text; None where the paragraph follows the record."""
    if stored is None:
        return None
    return _TABLE.validate_python(stored) if "rows" in stored else _PARAGRAPH.validate_python(stored)


def plain_content(content: Content | None) -> dict[str, object] | None:
    """A text as it is stored."""
    if content is None:
        return None
    kind = _TABLE if isinstance(content, TableContent) else _PARAGRAPH
    plain: dict[str, object] = kind.dump_python(content, mode="json")  # type: ignore[arg-type]  # of its own kind
    return plain


def content_of(block: spoken.Paragraph | spoken.Table, footnotes: Iterable[spoken.Footnote], language: str) -> Content:
    """A paragraph or table as an officer starts to edit it.

    Parameters
    ----------
    block : Paragraph or Table
        As it reads in a report.
    footnotes : iterable of Footnote
        Those of the report, or of the paragraph where it was spoken on its own.
    language : str
    """
    notes = {note.number: note for note in footnotes if note.number}
    if isinstance(block, spoken.Paragraph):
        written = write_out(block, notes, language)
        return ParagraphContent(written.text, written.links, tuple(symbols_in(block)))
    return TableContent(
        write_words(block.caption, notes),
        tuple(write_words(cell, notes) for cell in block.headings),
        tuple(tuple(write_words(cell, notes) for cell in row) for row in block.rows),
    )


def begin_paragraph(block: tree.Paragraph, language: str, text: str) -> ParagraphContent:
    """An officer's first text of a generated paragraph, linked to the facts whose words it kept.

    The text may have been begun from names in full or in short, as the report read: links are taken from both.
    """
    links: dict[tree.Fact, list[Link]] = {}
    symbols: list[str] = []
    for spoken_block, notes in speak_block(block, language):
        content = content_of(spoken_block, notes, language)
        assert isinstance(content, ParagraphContent)
        symbols += content.symbols
        carried: dict[tree.Fact, list[Link]] = {}
        for link in carry_links(content.linked, text).links:
            carried.setdefault(link.fact, []).append(link)
        for fact, found in carried.items():
            links[fact] = max(links.get(fact, []), found, key=len)
    together = sorted({link for found in links.values() for link in found})
    return ParagraphContent(text, tuple(together), tuple(dict.fromkeys(symbols)))


def words_of_block(block: spoken.Paragraph | spoken.Table) -> str:
    """The words of a paragraph or table as they are read, without marks."""
    return "\n".join(plain(line) for line in _lines(block))


def _lines(block: spoken.Paragraph | spoken.Table) -> Iterator[spoken.Spoken]:
    if isinstance(block, spoken.Table):
        yield from (block.caption, *block.headings, *(cell for row in block.rows for cell in row))
    else:
        yield from (block.content, *(part.content for part in block.subparagraphs))
