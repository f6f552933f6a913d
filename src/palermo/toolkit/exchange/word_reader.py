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
from palermo.toolkit.renderers.word_styles import BRACKET, BRACKETED, NUMBER, PROPERTY, is_mark

MOST_BLOCKS = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_NEW = frozenset({f"{_W}ins", f"{_W}moveTo"})
_UNREAD = frozenset(
    {f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}sdtPr", f"{_W}txbxContent"}
)
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object"})
_OFF = frozenset({"0", "false", "off", "none"})
_MATHEMATICS = frozenset({f"{_M}oMath", f"{_M}oMathPara"})
# Fields whose result each word processor works out anew; the results of others are words.
_WORKED_OUT = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "TOC", "SEQ", "LISTNUM", "AUTONUM"})
_NOTE_NUMBERS = frozenset({"footnote reference", "footnote characters", "footnote anchor", "footnotereference"})
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
        self.name = _value(element.find(f"{_W}name"))
        self.base = _value(element.find(f"{_W}basedOn"))
        self.level = _level(element.find(f"{_W}pPr"))
        self.list = _list(element.find(f"{_W}pPr"))


class _Reader:
    """One file being read."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.styles = {each.get(f"{_W}styleId", ""): _Style(each) for each in self._root("word/styles.xml")
                       if each.tag == f"{_W}style"}  # fmt: skip
        self.notes = {
            kind: {each.get(f"{_W}id", ""): each for each in self._root(f"word/{kind}s.xml").iter(f"{_W}{kind}")}
            for kind in ("footnote", "endnote")
        }
        self.links = {part: self._links(part) for part in ("document", "footnotes", "endnotes")}
        self.part = "document"
        self.blocks: list[Block] = []
        self.losses: list[tuple[str, int, str]] = []
        self.waiting: list[str] = []
        # Each field that is open: what it does, and whether its result has begun.
        self.fields: list[tuple[str, bool]] = []
        self.in_note = False

    def read(self) -> TextFile:
        body = self._root("word/document.xml").find(f"{_W}body")
        if body is None:
            return _fault("xml")
        self._blocks(body)
        if len(self.blocks) > MOST_BLOCKS:
            return _fault("size")
        return {"fault": "", "token": self._token(), "blocks": self.blocks, "losses": self.losses}

    def _root(self, name: str) -> Element:
        # No part declares a document type, so none has entities.
        return ElementTree.fromstring(self.parts[name]) if name in self.parts else Element("none")  # noqa: S314

    def _links(self, part: str) -> dict[str, str]:
        found = self._root(f"word/_rels/{part}.xml.rels")
        return {each.get("Id", ""): each.get("Target", "") for each in found if each.get("Type") == _LINK}

    def _token(self) -> str:
        for each in self._root("docProps/custom.xml"):
            if each.get("name") == PROPERTY:
                return "".join(each.itertext()).strip()
        return ""

    def _lose(self, kind: str, words: str = "") -> None:
        self.losses.append((kind, len(self.blocks), " ".join(words.split())[:200]))

    # Blocks

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag == f"{_W}bookmarkStart":
                self._wait(child)
            elif child.tag in _GONE:
                self._lose("tracked")
            elif child.tag not in _UNREAD:
                self._blocks(child)

    def _wait(self, element: Element) -> None:
        if is_mark(name := element.get(f"{_W}name", "")):
            self.waiting.append(name)

    def _paragraph(self, element: Element) -> None:
        marks, self.waiting = self.waiting, []
        for each in element.iter(f"{_W}bookmarkStart"):
            self._wait(each)
        marks += [name for name in self.waiting if name not in marks]
        self.waiting = []
        properties = element.find(f"{_W}pPr")
        if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            self._lose("tracked")
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else ""
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
                box = next(each.iter(f"{_W}txbxContent"), None)
                if box is None:
                    self._lose("picture")
                else:
                    self._lose("box", "".join(part.text or "" for part in box.iter(f"{_W}t")))
            elif each.tag == f"{_M}oMath":
                self._lose("formula")
            elif each.tag in _GONE | _NEW and len(each):
                self._lose("tracked")
            elif each.tag == f"{_W}commentReference":
                self._lose("comment")

    def _table(self, table: Element) -> None:
        marks, self.waiting = self.waiting, []
        rows: list[list[list[Part]]] = []
        for row in table.findall(f".//{_W}tr"):
            if any(row in set(inner.iter(f"{_W}tr")) for inner in _nested(table)):
                continue
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._lose("tracked")
                continue
            rows.append([part for cell in _cells_of(row) for part in self._cell(cell)])
        if next(iter(_nested(table)), None) is not None:
            self._lose("nested")
        for each in table.iter(f"{_W}bookmarkStart"):
            self._wait(each)
        marks += [name for name in self.waiting if name not in marks]
        self.waiting = []
        self.blocks.append(
            {"style": "", "level": _NO_LEVEL, "is_item": False, "marks": marks, "parts": [], "cells": rows}
        )

    def _cell(self, cell: Element) -> Iterator[list[Part]]:
        """The cell; one over several columns is followed by empty ones."""
        parts: list[Part] = []
        for paragraph in cell.iter(f"{_W}p"):
            self._note_losses(paragraph)
            found = _joined(self._inline(paragraph))
            if parts and found:
                parts.append(["t", " ", ""])
            parts += found
        yield parts
        span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
        if span.isdecimal() and int(span) > 1:
            self._lose("merged")
            for _column in range(1, min(int(span), 20)):
                yield []
        elif cell.find(f"{_W}tcPr/{_W}vMerge") is not None:
            self._lose("merged")

    # Words

    def _inline(self, element: Element) -> Iterator[Part]:
        field_link: list[Part] | None = None
        target = ""
        for child in element:
            if child.tag == f"{_W}r":
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
            elif child.tag == f"{_W}hyperlink":
                yield from self._hyperlink(child)
            elif child.tag == f"{_W}fldSimple":
                if not _is_worked_out(child.get(f"{_W}instr", "")):
                    yield from self._inline(child)
            elif child.tag not in _UNREAD | _GONE | _MATHEMATICS:
                yield from self._inline(child)

    def _hyperlink(self, element: Element) -> Iterator[Part]:
        parts = _joined(self._inline(element))
        anchor = element.get(f"{_W}anchor", "")
        target = self.links[self.part].get(element.get(f"{_R}id", ""), "")
        target = f"{target}#{anchor}" if target and anchor else target or (f"#{anchor}" if anchor else "")
        if target and parts and all(part[0] == "t" for part in parts):
            yield ["l", target, parts]
        else:
            yield from parts

    def _run(self, element: Element) -> Iterator[Part]:
        properties = element.find(f"{_W}rPr")
        style = self.styles.get(_value(properties.find(f"{_W}rStyle"))) if properties is not None else None
        name = style.name if style else ""
        if name == NUMBER:
            return
        marks = "s" if name == BRACKET else "b" if name == BRACKETED else ""
        if name.lower() in {"emphasis", "strong"} or _stands_out(properties):
            marks += "e"
        for child in element:
            if child.tag == f"{_W}fldChar":
                self._field(child.get(f"{_W}fldCharType", ""))
            elif child.tag == f"{_W}instrText" and self.fields:
                does, has_result = self.fields[-1]
                self.fields[-1] = (does + (child.text or ""), has_result)
            elif child.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                yield from self._note(child)
            elif child.tag == f"{_W}ruby":
                base = child.find(f"{_W}rubyBase")
                yield from self._inline(base) if base is not None else ()
            elif name.lower() not in _NOTE_NUMBERS and not self._hides_words() and (words := _words(child)):
                yield ["t", words, marks]

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(("", False))
        elif self.fields and kind == "separate":
            self.fields[-1] = (self.fields[-1][0], True)
        elif self.fields and kind == "end":
            self.fields.pop()

    def _hides_words(self) -> bool:
        """Whether the words are no result of a field, or one that each word processor works out anew."""
        return any(not has_result or _is_worked_out(does) for does, has_result in self.fields)

    def _link_of_fields(self) -> str:
        """The address of the field that is open, where it is a link."""
        for does, has_result in self.fields:
            words = does.split()
            if has_result and words[:1] == ["HYPERLINK"] and len(words) > 1:
                first = words[1].strip('"')
                return f"#{words[2].strip(chr(34))}" if first == "\\l" and len(words) > 2 else first
        return ""

    def _note(self, call: Element) -> Iterator[Part]:
        kind = "endnote" if call.tag == f"{_W}endnoteReference" else "footnote"
        note = self.notes[kind].get(call.get(f"{_W}id", ""))
        if note is None or self.in_note:
            return
        self.in_note, before, self.part = True, self.part, f"{kind}s"
        parts: list[Part] = []
        for paragraph in note.iter(f"{_W}p"):
            parts += [["t", " ", ""]] if parts else []
            parts += self._inline(paragraph)
        self.in_note, self.part = False, before
        yield ["n", _joined(parts)]


def _nested(table: Element) -> Iterator[Element]:
    """The tables in the cells of a table."""
    for each in table.iter(f"{_W}tbl"):
        if each is not table:
            yield each


def _cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iter(f"{_W}tc")


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
    found = _value(properties.find(f"{_W}outlineLvl")) if properties is not None else ""
    return int(found) if found.isdecimal() else None


def _list(properties: Element | None) -> bool | None:
    found = properties.find(f"{_W}numPr/{_W}numId") if properties is not None else None
    return None if found is None else _value(found) != "0"


def _is_worked_out(instruction: str) -> bool:
    return next(iter(instruction.upper().split()), "") in _WORKED_OUT


def _value(element: Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


def _stands_out(properties: Element | None) -> bool:
    if properties is None:
        return False
    marks = [mark for name in ("i", "iCs", "b", "bCs") for mark in properties.findall(f"{_W}{name}")]
    return any((_value(mark) or "1") not in _OFF for mark in marks)


def _words(element: Element) -> str:
    if element.tag == f"{_W}t":
        # Where a word may be divided is the word processor's.
        return (element.text or "").replace("\N{SOFT HYPHEN}", "")
    if element.tag == f"{_W}noBreakHyphen":
        return "-"
    if element.tag in {f"{_W}br", f"{_W}cr"}:
        return "" if element.get(f"{_W}type") in {"page", "column"} else "\n"
    return " " if element.tag == f"{_W}tab" else ""


if __name__ == "__main__":
    run(read_text_file)
