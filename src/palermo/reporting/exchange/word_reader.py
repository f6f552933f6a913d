"""What a Word file says, paragraph by paragraph. Knows nothing of Django: it is read in a process with limits.

Tracked changes are read as accepted: insertions count, deletions do not, and who made them is noted. Each line is a
list of parts: `["t", words]`, `["e", emphasized words]`, `["n", parts of a note]`, `["c+", id]` and `["c-", id]` where
a comment begins and ends, `["b+", name]` and `["b-", name]` where a bookmark does.
"""

import re
from collections.abc import Iterator
from typing import TypedDict
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from palermo.core.limited_process.reader import run
from palermo.site.docx.opening import open_parts

MOST_LINES = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_NEW = frozenset({f"{_W}ins", f"{_W}moveTo"})
_UNREAD = frozenset({f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}sdtPr"})
_OFF = frozenset({"0", "false", "off", "none"})
# Fields whose result each word processor works out anew; the results of others, such as links, are words.
_WORKED_OUT = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "TOC", "SEQ", "LISTNUM", "AUTONUM"})
Part = list[object]


class Line(TypedDict):
    """A paragraph of the file, or a table: then `cells` holds the parts of each cell."""

    parts: list[Part]
    style: str
    level: int
    authors: list[str]
    cells: list[list[list[Part]]]


class Remark(TypedDict):
    """A comment: its words, who made it and when, the comment that it answers, and whether it is resolved."""

    id: str
    words: str
    author: str
    at: str
    answers: str
    done: bool


class WordFile(TypedDict):
    """All that is read from a file; `fault` says why it could not be."""

    fault: str
    properties: dict[str, str]
    lines: list[Line]
    margins: list[str]
    remarks: list[Remark]


def read_word_file(content: bytes, most_parts: int, most_bytes: int) -> WordFile:
    """The paragraphs, tables, notes and comments of a Word file."""
    parts = open_parts(content, most_parts, most_bytes)
    if isinstance(parts, str):
        return _fault(parts)
    try:
        return _Reader(parts).read()
    except ElementTree.ParseError:
        return _fault("xml")


def _fault(reason: str) -> WordFile:
    return {"fault": reason, "properties": {}, "lines": [], "margins": [], "remarks": []}


class _Reader:
    """One file being read: its parts, and the names of its styles."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.styles = {
            each.get(f"{_W}styleId", ""): _value(each.find(f"{_W}name")) for each in self._root("word/styles.xml")
        }
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.lines: list[Line] = []
        # Bookmarks that begin or end between two paragraphs; parts of a paragraph whose end was deleted.
        self.waiting: list[Part] = []
        # Each field that is open: what it does, and whether its result has begun.
        self.fields: list[tuple[str, bool]] = []

    def read(self) -> WordFile:
        body = self._root("word/document.xml").find(f"{_W}body")
        if body is None:
            return _fault("xml")
        self._blocks(body)
        if self.waiting:
            self.lines.append(_line(self.waiting))
        return {
            "fault": "" if len(self.lines) <= MOST_LINES else "size",
            "properties": self._properties(),
            "lines": self.lines[:MOST_LINES],
            "margins": list(self._margins()),
            "remarks": self._remarks(),
        }

    def _margins(self) -> Iterator[str]:
        for name in sorted(filter(_MARGIN.fullmatch, self.parts)):
            for paragraph in self._root(name).iter(f"{_W}p"):
                parts = self._inline(paragraph, [])
                if words := "".join(str(part[1]) for part in parts if part[0] in {"t", "e"}).strip():
                    yield words

    def _root(self, name: str) -> Element:
        # No part declares a document type, so none has entities.
        return ElementTree.fromstring(self.parts[name]) if name in self.parts else Element("none")  # noqa: S314

    def _properties(self) -> dict[str, str]:
        found = {}
        for each in self._root("docProps/custom.xml"):
            found[each.get("name", "")] = "".join(each.itertext()).strip()
        return found

    def _notes(self, kind: str) -> dict[str, Element]:
        return {each.get(f"{_W}id", ""): each for each in self._root(f"word/{kind}s.xml").iter(f"{_W}{kind}")}

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag in {f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}commentRangeStart"}:
                self.waiting += self._marks(child)
            elif child.tag == f"{_W}commentRangeEnd" and self.lines:
                self.lines[-1]["parts"] += self._marks(child)
            elif child.tag not in _UNREAD | _GONE:
                self._blocks(child)

    def _paragraph(self, element: Element) -> None:
        authors: list[str] = []
        parts = [*self.waiting, *self._inline(element, authors)]
        self.waiting = []
        properties = element.find(f"{_W}pPr")
        mark = properties.find(f"{_W}rPr") if properties is not None else None
        # The end of the paragraph was deleted: it goes on in the next one.
        if mark is not None and (gone := next((each for each in mark if each.tag in _GONE), None)) is not None:
            self.waiting = [*parts, ["a", gone.get(f"{_W}author", "")]]
            if not _has_words(parts):
                self.waiting = [part for part in parts if part[0] in {"b-", "c-"}]
            return
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else ""
        numbering = properties.find(f"{_W}numPr/{_W}ilvl") if properties is not None else None
        level = _value(numbering)
        line = _line(parts, self.styles.get(style, style), int(level) if level.isdecimal() else 0)
        line["authors"] = list(dict.fromkeys([*line["authors"], *filter(None, authors)]))
        self.lines.append(line)
        # A text box stands within a run of its paragraph.
        for box in element.iter(f"{_W}txbxContent"):
            if not _is_fallback(element, box):
                self._blocks(box)

    def _table(self, table: Element) -> None:
        authors: list[str] = []
        rows = []
        for row in table.iter(f"{_W}tr"):
            changes = [each for kind in ("ins", "del") for each in row.findall(f"{_W}trPr/{_W}{kind}")]
            authors += [each.get(f"{_W}author", "") for each in changes]
            if not any(each.tag in _GONE for each in changes):
                rows.append([part for cell in row.iter(f"{_W}tc") for part in self._cells(cell, authors)])
        line = _line(self.waiting)
        line["cells"], line["authors"] = rows, list(dict.fromkeys(filter(None, authors)))
        self.waiting = []
        self.lines.append(line)

    def _cells(self, cell: Element, authors: list[str]) -> Iterator[list[Part]]:
        """The cell; one over several columns is followed by empty ones."""
        yield self._cell(cell, authors)
        span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
        for _column in range(1, min(int(span) if span.isdecimal() else 1, 20)):
            yield []

    def _cell(self, cell: Element, authors: list[str]) -> list[Part]:
        parts: list[Part] = []
        for paragraph in cell.iter(f"{_W}p"):
            found = list(self._inline(paragraph, authors))
            if parts and found:
                parts.append(["t", " "])
            parts += found
        return parts

    def _inline(self, element: Element, authors: list[str]) -> Iterator[Part]:
        for child in element:
            if child.tag == f"{_W}r":
                yield from self._run(child, authors)
            elif child.tag in _GONE:
                authors.append(child.get(f"{_W}author", ""))
            elif child.tag in _NEW:
                authors.append(child.get(f"{_W}author", ""))
                yield from self._inline(child, authors)
            elif marks := self._marks(child):
                yield from marks
            elif child.tag == f"{_W}fldSimple":
                if not _is_worked_out(child.get(f"{_W}instr", "")):
                    yield from self._inline(child, authors)
            elif child.tag not in _UNREAD:
                yield from self._inline(child, authors)

    def _marks(self, element: Element) -> list[Part]:
        key = element.get(f"{_W}id", "")
        if element.tag == f"{_W}bookmarkStart":
            return [["b+", key, element.get(f"{_W}name", "")]]
        if element.tag == f"{_W}bookmarkEnd":
            return [["b-", key]]
        if element.tag == f"{_W}commentRangeStart":
            return [["c+", key]]
        return [["c-", key]] if element.tag == f"{_W}commentRangeEnd" else []

    def _run(self, element: Element, authors: list[str]) -> Iterator[Part]:
        properties = element.find(f"{_W}rPr")
        style = self.styles.get(_value(properties.find(f"{_W}rStyle")), "").lower() if properties is not None else ""
        # What stands around the number of a note, such as brackets, belongs to the number.
        is_number = style in {"footnote reference", "footnote characters", "footnote anchor", "footnotereference"}
        kind = "e" if style == "emphasis" or _is_italic(properties) else "t"
        for child in element:
            if child.tag == f"{_W}fldChar":
                self._field(child.get(f"{_W}fldCharType", ""))
            elif child.tag == f"{_W}instrText" and self.fields:
                does, has_result = self.fields[-1]
                self.fields[-1] = (does + (child.text or ""), has_result)
            elif child.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                yield from self._note(child, authors)
            elif child.tag == f"{_W}commentReference":
                yield ["c.", child.get(f"{_W}id", "")]
            elif child.tag == f"{_W}ruby":
                base = child.find(f"{_W}rubyBase")
                yield from self._inline(base, authors) if base is not None else ()
            elif not is_number and not self._hides_words() and (words := _words(child)):
                yield [kind, words]

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

    def _note(self, call: Element, authors: list[str]) -> Iterator[Part]:
        kind = "endnote" if call.tag == f"{_W}endnoteReference" else "footnote"
        note = self.notes[kind].get(call.get(f"{_W}id", ""))
        if note is None or call.get(f"{_W}customMarkFollows"):
            return
        parts: list[Part] = []
        for paragraph in note.iter(f"{_W}p"):
            parts += [["t", " "]] if parts else []
            parts += [part for part in self._inline(paragraph, authors) if part[0] in {"t", "e"}]
        yield ["n", parts]

    def _remarks(self) -> list[Remark]:
        more = {each.get(f"{_W15}paraId", ""): each for each in self._root("word/commentsExtended.xml")}
        comments = self._root("word/comments.xml").findall(f"{_W}comment")
        ids: dict[str, str] = {}
        for comment in comments:
            for paragraph in comment.iter(f"{_W}p"):
                if key := paragraph.get(f"{_W14}paraId", ""):
                    ids[key] = comment.get(f"{_W}id", "")
        remarks = [_remark(comment, more, ids) for comment in comments]
        return sorted(remarks, key=lambda each: bool(each["answers"]))


def _remark(comment: Element, more: dict[str, Element], ids: dict[str, str]) -> Remark:
    paragraphs = list(comment.iter(f"{_W}p"))
    last = more.get(paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else "")
    lines = ["".join(_words(each) for each in paragraph.iter()).strip() for paragraph in paragraphs]
    return {
        "id": comment.get(f"{_W}id", ""),
        "words": "\n".join(lines).strip(),
        "author": comment.get(f"{_W}author", ""),
        "at": comment.get(f"{_W}date", ""),
        "answers": ids.get(last.get(f"{_W15}paraIdParent", ""), "") if last is not None else "",
        "done": last is not None and last.get(f"{_W15}done", "0") == "1",
    }


def _line(parts: list[Part], style: str = "", level: int = 0) -> Line:
    authors = list(dict.fromkeys(str(part[1]) for part in parts if part[0] == "a" and part[1]))
    kept = [part for part in parts if part[0] != "a"]
    return {"parts": kept, "style": style, "level": level, "authors": authors, "cells": []}


def _has_words(parts: list[Part]) -> bool:
    return any(part[0] in {"t", "e"} and str(part[1]).strip() for part in parts)


def _is_worked_out(instruction: str) -> bool:
    return next(iter(instruction.upper().split()), "") in _WORKED_OUT


def _value(element: Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


def _is_italic(properties: Element | None) -> bool:
    marks = properties.findall(f"{_W}i") + properties.findall(f"{_W}iCs") if properties is not None else []
    return any((_value(mark) or "1") not in _OFF for mark in marks)


def _words(element: Element) -> str:
    if element.tag == f"{_W}t":
        # Where a word may be divided is the word processor's.
        return (element.text or "").replace("\N{SOFT HYPHEN}", "")
    if element.tag in {f"{_W}noBreakHyphen"}:
        return "-"
    return " " if element.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} else ""


def _is_fallback(paragraph: Element, box: Element) -> bool:
    return any(box in set(each.iter()) for each in paragraph.iter(f"{_MC}Fallback"))


if __name__ == "__main__":
    run(read_word_file)
