"""Passages as XHTML, for web pages and electronic books. Every word is escaped here."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from palermo.site.docx.xml import storable
from palermo.toolkit.renderers.book import (
    Book,
    blocks_of,
    cells_of,
    divide_article,
    with_brackets,
    words_of,
)
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import Bracketed, Emphasis, Footnote, Inline, Link, Words
from palermo.toolkit.texts.passages import Passage

_DEEPEST_HEADING = 6
_TINTED = frozenset({PassageKind.BOX, PassageKind.CHECKLIST, PassageKind.OBJECTIVES, PassageKind.EXERCISE})
_BOX_TO_TICK = "☐"


class PassageWriter:
    """Writes the passages of a book one after the other, and keeps the footnotes that it calls.

    `anchor` gives the address of a passage within the file or book by its key. A book (`is_book`) marks notes as
    reading systems expect them and sets the commentary below the article, not beside it.
    """

    def __init__(self, book: Book, anchor: Callable[[str], str], *, is_book: bool = False) -> None:
        self.book, self.anchor, self.is_book = book, anchor, is_book
        self.notes: list[str] = []
        self._first = 1

    def passage(self, passage: Passage, level: int) -> str:
        """A passage with all that it holds; `level` is that of its heading."""
        if not passage.is_holder:
            return self._words(passage)
        held = self._render_children(passage, level + 1)
        return (
            f'<section class="{passage.kind}" id="{id_of(passage.key)}">\n'
            f"{self.heading(passage, level)}{held}</section>\n"
        )

    def heading(self, passage: Passage, level: int) -> str:
        """The heading of a passage, and the document that belongs to it."""
        label, words = self.book.heading(passage)
        tag = f"h{min(level, _DEEPEST_HEADING)}"
        number = f'<span class="number">{_escape(label)}</span> ' if label else ""
        heading = f"<{tag}>{number}<span{self._language(passage)}>{self.inline(words)}</span></{tag}>\n"
        return heading + self._material(passage)

    def passages(self, passages: Iterable[Passage], level: int, *, mark: str = "") -> str:
        """Passages that one holds, with lists of their items."""
        return "".join(
            self._list(block, mark) if isinstance(block, list) else self.passage(block, level)
            for block in blocks_of(passages)
        )

    def take_notes(self) -> str:
        """The notes called since the last time, as a list."""
        first, self._first = self._first, len(self.notes) + 1
        notes = "".join(self._note(number) for number in range(first, len(self.notes) + 1))
        return f'<ol class="notes" start="{first}">\n{notes}</ol>\n' if notes else ""

    def inline(self, parts: Iterable[Inline], *, in_note: bool = False) -> str:
        """Words with their marks."""
        return "".join(self._part(part, in_note) for part in parts)

    def _part(self, part: Inline, in_note: bool) -> str:
        match part:
            case Words():
                return _escape(part.text).replace("\n", "<br/>")
            case Emphasis():
                return f"<em>{self.inline(part.parts, in_note=in_note)}</em>"
            case Bracketed():
                return f'<span class="bracketed">{self.inline(with_brackets(part.parts), in_note=in_note)}</span>'
            case Link():
                return self._link(part, in_note)
            case Footnote():
                return f" ({self.inline(part.parts, in_note=True)})" if in_note else self._call(part)

    def _link(self, link: Link, in_note: bool) -> str:
        words = self.inline(link.parts, in_note=in_note)
        if key := self.book.passage_of(link.target):
            return f'<a href="{escape(self.anchor(key))}">{words}</a>'
        if address := self.book.address_of(link.target):
            return f'<a href="{_escape(address)}">{words}</a>'
        return words

    def _call(self, note: Footnote) -> str:
        # Its place among the notes is taken before its words are written.
        self.notes.append("")
        number = len(self.notes)
        self.notes[number - 1] = self.inline(note.parts, in_note=True)
        kind = 'epub:type="noteref" ' if self.is_book else ""
        return (
            f'<a {kind}role="doc-noteref" class="call" id="Call{number}" href="#Note{number}"><sup>{number}</sup></a>'
        )

    def _note(self, number: int) -> str:
        kind = ' epub:type="footnote"' if self.is_book else ""
        words = self.notes[number - 1]
        back = f'<a role="doc-backlink" href="#Call{number}">↑</a>'
        return f'<li{kind} id="Note{number}"><p>{words} {back}</p></li>\n'

    def _render_children(self, passage: Passage, level: int) -> str:
        if passage.kind == PassageKind.ARTICLE:
            return self._article(passage, level)
        mark = _BOX_TO_TICK if passage.kind == PassageKind.CHECKLIST else ""
        return self.passages(passage.children, level, mark=mark)

    def _article(self, article: Passage, level: int) -> str:
        own, commentary = divide_article(article)
        words = self.passages(own, level)
        if not commentary:
            return words
        beside = self.passages(commentary, level)
        if self.is_book:
            return words + beside
        return f'<div class="beside"><div>\n{words}</div>\n<div>\n{beside}</div></div>\n'

    def _list(self, items: Sequence[Passage], mark: str) -> str:
        sign = f'<span class="tick" aria-hidden="true">{mark}</span> ' if mark else ""
        kind = ' class="ticked"' if mark else ""
        return f"<ul{kind}>\n{''.join(self._item(item, sign) for item in items)}</ul>\n"

    def _item(self, item: Passage, sign: str) -> str:
        words = self.inline(words_of(item.content))
        return f'<li id="{id_of(item.key)}"{self._language(item)}>{sign}{words}{self._material(item)}</li>\n'

    def _words(self, passage: Passage) -> str:
        if passage.kind == PassageKind.TABLE:
            return self._table(passage) + self._material(passage)
        label = self.book.labels.get(passage.key, "")
        number = f'<span class="number">{_escape(label)}</span> ' if label else ""
        words = self.inline(words_of(passage.content))
        return f'<p id="{id_of(passage.key)}"{self._language(passage)}>{number}{words}</p>\n' + self._material(passage)

    def _table(self, passage: Passage) -> str:
        head, *rows = cells_of(passage.content) or [[]]
        heading = "".join(f'<th scope="col">{self.inline(cell)}</th>' for cell in head)
        body = "".join("<tr>" + "".join(f"<td>{self.inline(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
        found = f"<tbody>\n{body}</tbody>" if body else ""
        if not head:
            return f'<p id="{id_of(passage.key)}"></p>\n'
        return (
            f'<div class="table"><table id="{id_of(passage.key)}"{self._language(passage)}><thead><tr>{heading}</tr>'
            f"</thead>\n{found}</table></div>\n"
        )

    def _material(self, passage: Passage) -> str:
        material = self.book.material_of(passage)
        if material is None:
            return ""
        link = f'<a href="{_escape(material.address)}">{_escape(material.title)}</a>'
        return f'<p class="material">{_escape(self.book.material_heading)}{self.book.colon}{link}</p>\n'

    def _language(self, passage: Passage) -> str:
        """What says that a passage stands in the original language."""
        return language_attributes(self.book) if passage.row.is_missing else ""


def language_attributes(book: Book) -> str:
    """Language and direction of what is not translated."""
    direction = "rtl" if book.original.right_to_left else "ltr"
    tag = book.original.tag
    return f' lang="{tag}" xml:lang="{tag}" dir="{direction}" class="missing"'


def id_of(key: str) -> str:
    """The identifier of a passage in a file: its key, behind a letter where it begins with none."""
    return key if key[:1].isalpha() else f"k{key}"


def _escape(words: str) -> str:
    return escape(storable(words))


def head_of(book: Book, title: str, head: str, *, is_book: bool = False) -> str:
    """A document up to its body."""
    tag, direction = book.language.tag, "rtl" if book.language.right_to_left else "ltr"
    spaces = ' xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"' if is_book else ""
    first = '<?xml version="1.0" encoding="UTF-8"?>\n' if is_book else ""
    own = f' xml:lang="{tag}"' if is_book else ""
    return (
        f'{first}<!DOCTYPE html>\n<html{spaces} lang="{tag}"{own} dir="{direction}">\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{_escape(title)}</title>\n{head}</head>\n"
    )


def cover(book: Book) -> str:
    """Title, kind, version, day and publisher, and the notices."""
    facts = "".join(f"<p>{_escape(line)}</p>\n" for line in book.facts)
    notice = f'<p class="notice">{_escape(book.text.notice)}</p>\n' if book.text.notice else ""
    gap = f'<p class="gap">{_escape(book.gap_notice)}</p>\n' if book.gap_notice else ""
    return f'<header class="cover">\n<h1>{_escape(book.text.title)}</h1>\n{facts}{notice}{gap}</header>\n'


def contents(book: Book, passages: Iterable[Passage], anchor: Callable[[str], str]) -> str:
    """The listed passages as a list of links."""
    from_here = "".join(
        f'<li><a href="{escape(anchor(each.key))}">{_escape(book.plain_heading(each))}</a>'
        f"{contents(book, each.children, anchor)}</li>\n"
        for each in passages
        if each.is_holder and _is_in_contents(each)
    )
    return f"<ol>\n{from_here}</ol>\n" if from_here else ""


def _is_in_contents(passage: Passage) -> bool:
    return passage.kind not in _TINTED | {PassageKind.COMMENTARY, PassageKind.OPTION}
