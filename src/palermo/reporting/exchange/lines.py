"""The paragraphs of a Word file as officers write them: plain text with marks, subparagraphs under their paragraph."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from palermo.reporting.exchange.word_reader import Line, Part
from palermo.reporting.writing.layout import SUMMARY
from palermo.reporting.writing.markup import SUBPARAGRAPH, escape, plain_words

PARAGRAPH_MARK = "pal_"
_MARK = re.compile(r"pal_(?P<key>[0-9a-f]{12})(?:_(?P<under>\d+))?$")
_LABEL = re.compile(r"\(?\w{1,3}\)\s+")
_HEADING = re.compile(r"heading \d")


@dataclass
class FileParagraph:
    """A paragraph of the file: its text with marks, the keys that its bookmarks name, who changed it, and where it is.

    `also` are the keys of bookmarks that began before it and go on through it. `remarks` are the comments on it, each
    from one sign up to another. A table has `cells`. A heading has the key of its section as `heading`, once that is
    known; `section` is that of the heading above.
    """

    text: str = ""
    keys: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    section: str = ""
    heading: str = ""
    authors: list[str] = field(default_factory=list)
    remarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells: list[list[str]] = field(default_factory=list)
    is_heading: bool = False
    style: str = ""

    @property
    def key(self) -> str:
        """The paragraph of the report that it is by its bookmark; empty where it has none."""
        return self.keys[0] if self.keys else ""


def paragraph_mark(key: str, under: int = 0) -> str:
    """The name of the bookmark around a paragraph, or around its subparagraph with that number."""
    return f"{PARAGRAPH_MARK}{key}_{under}" if under else f"{PARAGRAPH_MARK}{key}"


def group_lines(lines: Sequence[Line], headings: Mapping[str, str]) -> list[FileParagraph]:
    """The paragraphs of a file; `headings` are the keys of sections by the bookmarks of their headings."""
    marks, more = _marks_of(lines)
    found: list[FileParagraph] = []
    current: FileParagraph | None = None
    for at, line in enumerate(lines):
        matches = _matches(marks[at])
        if line["cells"]:
            keys = [match["key"] for match in matches]
            if current is None or current.cells or not (current.style == "caption" or {*keys} & {*current.keys}):
                current = FileParagraph(keys=keys, style="caption")
                found.append(current)
            _take_table(current, line, keys)
            continue
        words = _Text(line["parts"])
        if not words.text:
            continue
        heading = next((headings[name] for name in marks[at] if name in headings), "")
        if not heading and current is not None and not current.is_heading and _is_under(line, matches, current):
            _append(current, words, line)
            continue
        keys = [match["key"] for match in matches if not match["under"]]
        style = line["style"].lower()
        is_heading = bool(heading or (not matches and _HEADING.match(style)))
        current = FileParagraph(
            plain_words(words.text) if is_heading else words.text,
            keys or [match["key"] for match in matches],
            [match["key"] for match in _matches(more[at]) if not match["under"]],
            heading=heading,
            authors=[*line["authors"]],
            remarks=words.remarks,
            is_heading=is_heading,
            style=style,
        )
        found.append(current)
    return found


def set_sections(paragraphs: Iterable[FileParagraph]) -> None:
    """Give each paragraph the section of the heading above it; the summary stands before every heading."""
    section = ""
    for each in paragraphs:
        section = each.heading if each.is_heading else section
        each.section = section or (SUMMARY if each.style == "summary" else "")


def _matches(names: Iterable[str]) -> list[re.Match[str]]:
    return [match for name in names if (match := _MARK.match(name))]


def _take_table(paragraph: FileParagraph, line: Line, keys: Iterable[str]) -> None:
    """Take the cells of a table, and the comments on them."""
    at = len(paragraph.text) + 1
    for row in line["cells"]:
        cells = []
        for parts in row:
            words = _Text(parts)
            for key, (start, end) in words.remarks.items():
                first = paragraph.remarks.get(key, (at + start, 0))[0]
                paragraph.remarks[key] = (first, at + end)
            cells.append(words.text)
            at += len(words.text) + 1
        paragraph.cells.append(cells)
    paragraph.keys = list(dict.fromkeys([*paragraph.keys, *keys]))
    paragraph.authors = list(dict.fromkeys([*paragraph.authors, *line["authors"]]))


def table_text(cells: Iterable[Iterable[str]]) -> str:
    """The words of a table, a line for each row."""
    return "\n".join("\t".join(row) for row in cells)


def _append(paragraph: FileParagraph, words: "_Text", line: Line) -> None:
    label = _LABEL.match(words.text)
    cut = label.end() if label and _has_written_label(line) else 0
    lead = len(paragraph.text) + 1 + len(SUBPARAGRAPH) - cut
    paragraph.text += f"\n{SUBPARAGRAPH}{words.text[cut:]}"
    for key, (start, end) in words.remarks.items():
        first = paragraph.remarks.get(key, (start + lead, 0))[0]
        paragraph.remarks[key] = (first, end + lead)
    paragraph.authors = list(dict.fromkeys([*paragraph.authors, *line["authors"]]))


def _has_written_label(line: Line) -> bool:
    """Whether the letter of a subparagraph is written in its words, where no count of Word gives it."""
    return line["style"].lower() not in {"subparagraph", "bold subparagraph"} and line["level"] == 0


def _is_under(line: Line, matches: Sequence[re.Match[str]], current: FileParagraph) -> bool:
    if matches:
        return all(match["under"] and match["key"] in current.keys for match in matches)
    return line["level"] == 1 or "subparagraph" in line["style"].lower()


def _marks_of(lines: Sequence[Line]) -> tuple[list[list[str]], list[list[str]]]:
    """For each line the bookmarks that begin to hold words in it, and those that go on to; others are lost."""
    names: list[list[str]] = [[] for _line in lines]
    more: list[list[str]] = [[] for _line in lines]
    opened: dict[object, str] = {}
    placed: dict[str, int] = {}
    for at, line in enumerate(lines):
        for part in _flat(line):
            if part[0] == "b+":
                opened[part[1]] = str(part[2])
            elif part[0] == "b-":
                opened.pop(part[1], None)
            elif part[0] in {"t", "e"} and str(part[1]).strip():
                for name in opened.values():
                    if placed.setdefault(name, at) != at:
                        more[at].append(name)
                    elif name not in names[at]:
                        names[at].append(name)
    return names, more


def _flat(line: Line) -> Iterable[Part]:
    yield from line["parts"]
    for row in line["cells"]:
        for cell in row:
            yield from cell


class _Text:
    """Parts of a line as text with marks, and where comments stand in it."""

    def __init__(self, parts: Iterable[Part]) -> None:
        pieces: list[tuple[str, str]] = []
        anchors: list[tuple[str, str, int]] = []
        for part in parts:
            kind = str(part[0])
            if kind == "n":
                pieces.append(("n", f"[^{_joined(part[1])}]"))
            elif kind in {"t", "e"}:
                words = str(part[1])
                kind = kind if words.strip() or not pieces else pieces[-1][0].replace("n", "t")
                if pieces and pieces[-1][0] == kind:
                    pieces[-1] = (kind, pieces[-1][1] + words)
                else:
                    pieces.append((kind, words))
            elif kind in {"c+", "c-", "c."}:
                # Where a comment stands among the pieces; those before it are counted as they are written.
                anchors.append((kind, str(part[1]), _length(pieces)))
        raw = _write(pieces)
        lead = len(raw) - len(raw.lstrip())
        self.text = raw.strip()
        self.remarks: dict[str, tuple[int, int]] = {}
        starts: dict[str, int] = {}
        for kind, key, place in anchors:
            place = min(max(place - lead, 0), len(self.text))
            if kind == "c+":
                starts[key] = place
            elif kind == "c-" or key not in self.remarks:
                self.remarks[key] = (starts.get(key, 0 if kind == "c-" else place), place)


def _joined(parts: object) -> str:
    return _write([(str(part[0]), str(part[1])) for part in parts]).strip() if isinstance(parts, list) else ""


def _length(pieces: list[tuple[str, str]]) -> int:
    """The length of the pieces as they are written, without the mark that ends emphasis still going on."""
    written = _write(pieces)
    return len(written)


def _write(pieces: Iterable[tuple[str, str]]) -> str:
    written = ""
    for kind, words in pieces:
        words = unicodedata.normalize("NFC", words)
        if kind == "n":
            written += words
            continue
        words = escape(words) if written else escape(words).lstrip()
        if kind == "e" and words.strip():
            inner = words.strip()
            before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
            words = f"{before}*{inner}*{after}"
        written += words
    return written
