"""What a Word file says, block by block. Knows nothing of Django: it is read in a process with limits.

Tracked changes are read as accepted. A line is a list of parts: `["t", words, marks]` where marks are "e" (stands out),
"s" (the sign of a bracket) or "b" (words in a bracket); `["l", target, parts]` is a link, `["n", parts]` a footnote.
"""

from collections.abc import Iterable, Iterator
from typing import TypedDict
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from palermo.core.limited_process.reader import run
from palermo.site.docx.opening import open_parts
from palermo.site.docx.reading import (
    DELETED,
    INSERTED,
    NOTE_NUMBERS,
    UNREAD,
    W,
    WordReader,
    has_switch,
    is_computed,
    value_of,
    words_in,
)
from palermo.toolkit.renderers.word_styles import BRACKET, BRACKETED, NUMBER, PROPERTY, is_mark

MOST_BLOCKS = 20_000
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_UNREAD = UNREAD | {f"{W}txbxContent"}
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_MATHEMATICS = frozenset({f"{_M}oMath", f"{_M}oMathPara"})
_NO_LEVEL = 9
type Part = list[object]


class Block(TypedDict):
    """A paragraph, or a table: then `cells` holds the parts of each cell.

    `marks` are the bookmarks of passages that begin in it, `level` the level of a heading from 0 on, 9 for none.
    """

    style: str
    level: int
    is_item: bool
    marks: list[str]
    parts: list[Part]
    cells: list[list[list[Part]]]


class TextFile(TypedDict):
    """All that is read from a file; `fault` says why it could not be.

    `losses` are what could not be read: its kind, the number of blocks before it, and its words.
    """

    fault: str
    token: str
    blocks: list[Block]
    losses: list[tuple[str, int, str]]


def read_text_file(content: bytes, most_parts: int, most_bytes: int) -> TextFile:
    """The paragraphs and tables of a Word file."""
    parts = open_parts(content, most_parts, most_bytes)
    if isinstance(parts, str):
        return _fault(parts)
    try:
        return _Reader(parts).read()
    except ElementTree.ParseError:
        return _fault("xml")


def _fault(reason: str) -> TextFile:
    return {"fault": reason, "token": "", "blocks": [], "losses": []}


class _Style:
    """A style of paragraphs or characters with what it takes from those it is based on."""

    def __init__(self, element: Element) -> None:
        self.name = value_of(element.find(f"{W}name"))
        self.base = value_of(element.find(f"{W}basedOn"))
        self.level = _level(element.find(f"{W}pPr"))
        self.list = _list(element.find(f"{W}pPr"))


class _Reader(WordReader):
    """One file being read."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        super().__init__(parts)
        self.styles = {each.get(f"{W}styleId", ""): _Style(each) for each in self.root("word/styles.xml")
                       if each.tag == f"{W}style"}  # fmt: skip
        self.links = {part: self._links(part) for part in ("document", "footnotes", "endnotes")}
        self.part = "document"
        self.blocks: list[Block] = []
        self.losses: list[tuple[str, int, str]] = []
        self.waiting: list[str] = []
        self.in_note = False

    def read(self) -> TextFile:
        body = self.root("word/document.xml").find(f"{W}body")
        if body is None:
            return _fault("xml")
        self._blocks(body)
        if len(self.blocks) > MOST_BLOCKS:
            return _fault("size")
        return {"fault": "", "token": self._token(), "blocks": self.blocks, "losses": self.losses}

    def _links(self, part: str) -> dict[str, str]:
        found = self.root(f"word/_rels/{part}.xml.rels")
        return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("Type") == _LINK}

    def _token(self) -> str:
        for each in self.root("docProps/custom.xml"):
            if each.get("name") == PROPERTY:
                return "".join(each.itertext()).strip()
        return ""

    def _lose(self, kind: str, words: str = "") -> None:
        self.losses.append((kind, len(self.blocks), " ".join(words.split())[:200]))

    # Blocks

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}bookmarkStart":
                self._wait(child)
            elif child.tag in DELETED:
                self._lose("tracked")
            elif child.tag not in _UNREAD:
                self._blocks(child)

    def _wait(self, element: Element) -> None:
        if is_mark(name := element.get(f"{W}name", "")):
            self.waiting.append(name)

    def _paragraph(self, element: Element) -> None:
        marks, self.waiting = self.waiting, []
        for each in element.iter(f"{W}bookmarkStart"):
            self._wait(each)
        marks += [name for name in self.waiting if name not in marks]
        self.waiting = []
        properties = element.find(f"{W}pPr")
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._lose("tracked")
        style = value_of(properties.find(f"{W}pStyle")) if properties is not None else ""
        self._note_losses(element)
        parts = _joined(self._inline(element))
        level, listed = _level(properties), _list(properties)
        for based_on in self._chain(style):
            level = based_on.level if level is None else level
            listed = based_on.list if listed is None else listed
        name = self.styles[style].name if style in self.styles else style
        self.blocks.append(
            {
                "style": name,
                "level": _NO_LEVEL if level is None else level,
                "is_item": bool(listed),
                "marks": marks,
                "parts": parts,
                "cells": [],
            }
        )

    def _chain(self, style: str) -> Iterator[_Style]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = self.styles[style].base

    def _note_losses(self, element: Element) -> None:
        """What of a paragraph cannot be read: pictures, text boxes, formulas, changes that were tracked."""
        for each in element.iter():
            if each.tag in _PICTURES:
                box = next(each.iter(f"{W}txbxContent"), None)
                if box is None:
                    self._lose("picture")
                else:
                    self._lose("box", "".join(part.text or "" for part in box.iter(f"{W}t")))
            elif each.tag == f"{_M}oMath":
                self._lose("formula")
            elif each.tag in DELETED | INSERTED and len(each):
                self._lose("tracked")
            elif each.tag == f"{W}commentReference":
                self._lose("comment")

    def _table(self, table: Element) -> None:
        marks, self.waiting = self.waiting, []
        rows: list[list[list[Part]]] = []
        for row in table.findall(f".//{W}tr"):
            if any(row in set(inner.iter(f"{W}tr")) for inner in _nested(table)):
                continue
            if row.find(f"{W}trPr/{W}del") is not None:
                self._lose("tracked")
                continue
            rows.append([part for cell in _cells_of(row) for part in self._cell(cell)])
        if next(iter(_nested(table)), None) is not None:
            self._lose("nested")
        for each in table.iter(f"{W}bookmarkStart"):
            self._wait(each)
        marks += [name for name in self.waiting if name not in marks]
        self.waiting = []
        self.blocks.append(
            {"style": "", "level": _NO_LEVEL, "is_item": False, "marks": marks, "parts": [], "cells": rows}
        )

    def _cell(self, cell: Element) -> Iterator[list[Part]]:
        """The cell; one over several columns is followed by empty ones."""
        parts: list[Part] = []
        for paragraph in cell.iter(f"{W}p"):
            self._note_losses(paragraph)
            found = _joined(self._inline(paragraph))
            if parts and found:
                parts.append(["t", " ", ""])
            parts += found
        yield parts
        span = value_of(cell.find(f"{W}tcPr/{W}gridSpan"))
        if span.isdecimal() and int(span) > 1:
            self._lose("merged")
            for _column in range(1, min(int(span), 20)):
                yield []
        elif cell.find(f"{W}tcPr/{W}vMerge") is not None:
            self._lose("merged")

    # Words

    def _inline(self, element: Element) -> Iterator[Part]:
        field_link: list[Part] | None = None
        target = ""
        for child in element:
            if child.tag == f"{W}r":
                before = self._link_of_fields()
                found = list(self._run(child))
                here = self._link_of_fields() or before
                if here and found:
                    if field_link is None or target != here:
                        field_link, target = [], here
                        yield ["l", here, field_link]
                    field_link += found
                    continue
                field_link = None if not here else field_link
                yield from found
            elif child.tag == f"{W}hyperlink":
                yield from self._hyperlink(child)
            elif child.tag == f"{W}fldSimple":
                if not is_computed(child.get(f"{W}instr", "")):
                    yield from self._inline(child)
            elif child.tag not in _UNREAD | DELETED | _MATHEMATICS:
                yield from self._inline(child)

    def _hyperlink(self, element: Element) -> Iterator[Part]:
        parts = _joined(self._inline(element))
        anchor = element.get(f"{W}anchor", "")
        target = self.links[self.part].get(element.get(f"{_R}id", ""), "")
        target = f"{target}#{anchor}" if target and anchor else target or (f"#{anchor}" if anchor else "")
        if target and parts and all(part[0] == "t" for part in parts):
            yield ["l", target, parts]
        else:
            yield from parts

    def _run(self, element: Element) -> Iterator[Part]:
        properties = element.find(f"{W}rPr")
        style = self.styles.get(value_of(properties.find(f"{W}rStyle"))) if properties is not None else None
        name = style.name if style else ""
        if name == NUMBER:
            return
        marks = "s" if name == BRACKET else "b" if name == BRACKETED else ""
        if name.lower() in {"emphasis", "strong"} or has_switch(properties, "i", "iCs", "b", "bCs"):
            marks += "e"
        for child in element:
            if self.follow_field(child):
                continue
            if child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield from self._note(child)
            elif child.tag == f"{W}ruby":
                base = child.find(f"{W}rubyBase")
                yield from self._inline(base) if base is not None else ()
            elif name.lower() not in NOTE_NUMBERS and not self.hides_words() and (words := _words(child)):
                yield ["t", words, marks]

    def _link_of_fields(self) -> str:
        """The address of the field that is open, where it is a link."""
        for does, has_result in self.fields:
            words = does.split()
            if has_result and words[:1] == ["HYPERLINK"] and len(words) > 1:
                first = words[1].strip('"')
                return f"#{words[2].strip(chr(34))}" if first == "\\l" and len(words) > 2 else first
        return ""

    def _note(self, call: Element) -> Iterator[Part]:
        kind = "endnote" if call.tag == f"{W}endnoteReference" else "footnote"
        note = self.notes[kind].get(call.get(f"{W}id", ""))
        if note is None or self.in_note:
            return
        self.in_note, before, self.part = True, self.part, f"{kind}s"
        parts: list[Part] = []
        for paragraph in note.iter(f"{W}p"):
            parts += [["t", " ", ""]] if parts else []
            parts += self._inline(paragraph)
        self.in_note, self.part = False, before
        yield ["n", _joined(parts)]


def _nested(table: Element) -> Iterator[Element]:
    """The tables in the cells of a table."""
    for each in table.iter(f"{W}tbl"):
        if each is not table:
            yield each


def _cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iter(f"{W}tc")


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Parts in which words with the same marks are one."""
    joined: list[Part] = []
    for part in parts:
        # Each sign of a bracket is one of its own.
        if part[0] == "t" and joined and joined[-1][0] == "t" and joined[-1][2] == part[2] and "s" not in str(part[2]):
            joined[-1] = ["t", str(joined[-1][1]) + str(part[1]), part[2]]
        else:
            joined.append(part)
    return joined


def _level(properties: Element | None) -> int | None:
    found = value_of(properties.find(f"{W}outlineLvl")) if properties is not None else ""
    return int(found) if found.isdecimal() else None


def _list(properties: Element | None) -> bool | None:
    found = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
    return None if found is None else value_of(found) != "0"


def _words(element: Element) -> str:
    if element.tag in {f"{W}br", f"{W}cr"}:
        return "" if element.get(f"{W}type") in {"page", "column"} else "\n"
    return words_in(element)


if __name__ == "__main__":
    run(read_text_file)
