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
from palermo.site.docx.reading import (
    DELETED,
    INSERTED,
    MC,
    NOTE_NUMBERS,
    UNREAD,
    W,
    WordReader,
    has_switch,
    is_computed,
    value_of,
    words_in,
)

MOST_LINES = 20_000
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
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


class _Reader(WordReader):
    """One file being read: its parts, and the names of its styles."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        super().__init__(parts)
        self.styles = {
            each.get(f"{W}styleId", ""): value_of(each.find(f"{W}name")) for each in self.root("word/styles.xml")
        }
        self.lines: list[Line] = []
        # Bookmarks that begin or end between two paragraphs; parts of a paragraph whose end was deleted.
        self.waiting: list[Part] = []

    def read(self) -> WordFile:
        body = self.root("word/document.xml").find(f"{W}body")
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
            for paragraph in self.root(name).iter(f"{W}p"):
                parts = self._inline(paragraph, [])
                if words := "".join(str(part[1]) for part in parts if part[0] in {"t", "e"}).strip():
                    yield words

    def _properties(self) -> dict[str, str]:
        found = {}
        for each in self.root("docProps/custom.xml"):
            found[each.get("name", "")] = "".join(each.itertext()).strip()
        return found

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart"}:
                self.waiting += self._marks(child)
            elif child.tag == f"{W}commentRangeEnd" and self.lines:
                self.lines[-1]["parts"] += self._marks(child)
            elif child.tag not in UNREAD | DELETED:
                self._blocks(child)

    def _paragraph(self, element: Element) -> None:
        authors: list[str] = []
        parts = [*self.waiting, *self._inline(element, authors)]
        self.waiting = []
        properties = element.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        # The end of the paragraph was deleted: it goes on in the next one.
        if mark is not None and (gone := next((each for each in mark if each.tag in DELETED), None)) is not None:
            self.waiting = [*parts, ["a", gone.get(f"{W}author", "")]]
            if not _has_words(parts):
                self.waiting = [part for part in parts if part[0] in {"b-", "c-"}]
            return
        style = value_of(properties.find(f"{W}pStyle")) if properties is not None else ""
        numbering = properties.find(f"{W}numPr/{W}ilvl") if properties is not None else None
        level = value_of(numbering)
        line = _line(parts, self.styles.get(style, style), int(level) if level.isdecimal() else 0)
        line["authors"] = list(dict.fromkeys([*line["authors"], *filter(None, authors)]))
        self.lines.append(line)
        # A text box stands within a run of its paragraph.
        for box in element.iter(f"{W}txbxContent"):
            if not _is_fallback(element, box):
                self._blocks(box)

    def _table(self, table: Element) -> None:
        authors: list[str] = []
        rows = []
        for row in table.iter(f"{W}tr"):
            changes = [each for kind in ("ins", "del") for each in row.findall(f"{W}trPr/{W}{kind}")]
            authors += [each.get(f"{W}author", "") for each in changes]
            if not any(each.tag in DELETED for each in changes):
                rows.append([part for cell in row.iter(f"{W}tc") for part in self._cells(cell, authors)])
        line = _line(self.waiting)
        line["cells"], line["authors"] = rows, list(dict.fromkeys(filter(None, authors)))
        self.waiting = []
        self.lines.append(line)

    def _cells(self, cell: Element, authors: list[str]) -> Iterator[list[Part]]:
        """The cell; one over several columns is followed by empty ones."""
        yield self._cell(cell, authors)
        span = value_of(cell.find(f"{W}tcPr/{W}gridSpan"))
        for _column in range(1, min(int(span) if span.isdecimal() else 1, 20)):
            yield []

    def _cell(self, cell: Element, authors: list[str]) -> list[Part]:
        parts: list[Part] = []
        for paragraph in cell.iter(f"{W}p"):
            found = list(self._inline(paragraph, authors))
            if parts and found:
                parts.append(["t", " "])
            parts += found
        return parts

    def _inline(self, element: Element, authors: list[str]) -> Iterator[Part]:
        for child in element:
            if child.tag == f"{W}r":
                yield from self._run(child, authors)
            elif child.tag in DELETED:
                authors.append(child.get(f"{W}author", ""))
            elif child.tag in INSERTED:
                authors.append(child.get(f"{W}author", ""))
                yield from self._inline(child, authors)
            elif marks := self._marks(child):
                yield from marks
            elif child.tag == f"{W}fldSimple":
                if not is_computed(child.get(f"{W}instr", "")):
                    yield from self._inline(child, authors)
            elif child.tag not in UNREAD:
                yield from self._inline(child, authors)

    def _marks(self, element: Element) -> list[Part]:
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            return [["b+", key, element.get(f"{W}name", "")]]
        if element.tag == f"{W}bookmarkEnd":
            return [["b-", key]]
        if element.tag == f"{W}commentRangeStart":
            return [["c+", key]]
        return [["c-", key]] if element.tag == f"{W}commentRangeEnd" else []

    def _run(self, element: Element, authors: list[str]) -> Iterator[Part]:
        properties = element.find(f"{W}rPr")
        style = self.styles.get(value_of(properties.find(f"{W}rStyle")), "").lower() if properties is not None else ""
        # What stands around the number of a note, such as brackets, belongs to the number.
        is_number = style in NOTE_NUMBERS
        kind = "e" if style == "emphasis" or has_switch(properties, "i", "iCs") else "t"
        for child in element:
            if self.follow_field(child):
                continue
            if child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield from self._note(child, authors)
            elif child.tag == f"{W}commentReference":
                yield ["c.", child.get(f"{W}id", "")]
            elif child.tag == f"{W}ruby":
                base = child.find(f"{W}rubyBase")
                yield from self._inline(base, authors) if base is not None else ()
            elif not is_number and not self.hides_words() and (words := words_in(child)):
                yield [kind, words]

    def _note(self, call: Element, authors: list[str]) -> Iterator[Part]:
        kind = "endnote" if call.tag == f"{W}endnoteReference" else "footnote"
        note = self.notes[kind].get(call.get(f"{W}id", ""))
        if note is None or call.get(f"{W}customMarkFollows"):
            return
        parts: list[Part] = []
        for paragraph in note.iter(f"{W}p"):
            parts += [["t", " "]] if parts else []
            parts += [part for part in self._inline(paragraph, authors) if part[0] in {"t", "e"}]
        yield ["n", parts]

    def _remarks(self) -> list[Remark]:
        more = {each.get(f"{_W15}paraId", ""): each for each in self.root("word/commentsExtended.xml")}
        comments = self.root("word/comments.xml").findall(f"{W}comment")
        ids: dict[str, str] = {}
        for comment in comments:
            for paragraph in comment.iter(f"{W}p"):
                if key := paragraph.get(f"{_W14}paraId", ""):
                    ids[key] = comment.get(f"{W}id", "")
        remarks = [_remark(comment, more, ids) for comment in comments]
        return sorted(remarks, key=lambda each: bool(each["answers"]))


def _remark(comment: Element, more: dict[str, Element], ids: dict[str, str]) -> Remark:
    paragraphs = list(comment.iter(f"{W}p"))
    last = more.get(paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else "")
    lines = ["".join(words_in(each) for each in paragraph.iter()).strip() for paragraph in paragraphs]
    return {
        "id": comment.get(f"{W}id", ""),
        "words": "\n".join(lines).strip(),
        "author": comment.get(f"{W}author", ""),
        "at": comment.get(f"{W}date", ""),
        "answers": ids.get(last.get(f"{_W15}paraIdParent", ""), "") if last is not None else "",
        "done": last is not None and last.get(f"{_W15}done", "0") == "1",
    }


def _line(parts: list[Part], style: str = "", level: int = 0) -> Line:
    authors = list(dict.fromkeys(str(part[1]) for part in parts if part[0] == "a" and part[1]))
    kept = [part for part in parts if part[0] != "a"]
    return {"parts": kept, "style": style, "level": level, "authors": authors, "cells": []}


def _has_words(parts: list[Part]) -> bool:
    return any(part[0] in {"t", "e"} and str(part[1]).strip() for part in parts)


def _is_fallback(paragraph: Element, box: Element) -> bool:
    return any(box in set(each.iter()) for each in paragraph.iter(f"{MC}Fallback"))


if __name__ == "__main__":
    run(read_word_file)
