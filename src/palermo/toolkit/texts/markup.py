"""The words of a passage as authors edit them: plain text with four marks.

`*words*` stand out, `[^words]` is a footnote, `[words](target)` is a link, and words in `{…}` are bracketed in a model
law for a State to keep, replace or leave out. A target is a web address or a record of this site, as `kind:id`:
`law:austria-104a`, `document:ctoc-cop-2008-2`, `tool:model-law`, `treaty:trafficking-protocol`, `passage:a5` for a
passage of the same text. A backslash before a mark makes it an ordinary sign. A table has a line for each row, the
first for its headings, and `|` between cells.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OPEN_BRACKET, CLOSE_BRACKET = "{", "}"
TARGETS = ("law", "document", "tool", "treaty", "passage")
_MARKS = re.compile(
    r"\\(?P<sign>[\\*\[\]|{}])|(?P<emphasis>\*)|(?P<note>\[\^)"
    # No bracket stands in the words of a link.
    r"|\[(?P<label>(?:\\.|[^\[\]\\])+)\]\((?P<target>https?://[^\s()]+|(?:"
    + "|".join(TARGETS)
    + r"):[a-z0-9][a-z0-9.-]*)\)"
    r"|(?P<other>\[)|(?P<end>\])|(?P<open>\{)|(?P<close>\})"
)
# Marks in marks.
_DEEPEST = 8
_BEGINS = {"": "[", "*": "*", "]": "[^", CLOSE_BRACKET: OPEN_BRACKET}
_TO_ESCAPE = re.compile(r"[\\*\[\]|{}]")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that stand out."""

    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot."""

    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """Words of a model law that a State keeps, replaces or leaves out."""

    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address or to a record, as `kind:id`."""

    parts: tuple["Inline", ...]
    target: str


Inline = Words | Emphasis | Footnote | Bracketed | Link


class MarkupError(ValueError):
    """Marks that do not fit together; `at` is the place of the sign that is wrong, `mark` the sign."""

    def __init__(self, at: int, mark: str) -> None:
        super().__init__(f"expected the end of {mark!r} that begins at sign {at}, found the end of the text")
        self.at, self.mark = at, mark


def parse(content: str) -> tuple[Inline, ...]:
    """The parts of a passage's words.

    Parameters
    ----------
    content : str
        With marks.

    Returns
    -------
    tuple of Inline

    Raises
    ------
    MarkupError
        Where emphasis, a note or a bracket does not end, or marks stand in more than eight others.
    """
    return tuple(_parse_until(content.replace("\r", ""), 0, "")[0])


def parse_table(content: str) -> list[list[tuple[Inline, ...]]]:
    """The cells of a table, row by row; every row is as long as the longest.

    Raises
    ------
    MarkupError
        As `parse`, for a cell.
    """
    return [[parse(cell) for cell in row] for row in split_rows(content)]


def split_rows(content: str) -> list[list[str]]:
    """The cells of a table as words with marks; every row is as long as the longest."""
    rows = [[cell.strip() for cell in _CELL.split(line)] for line in content.splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def join_rows(rows: Iterable[Iterable[str]]) -> str:
    """Cells as the words of a table: `split_rows` gives them back. Rows without any words are left out."""
    lines = ([" ".join(_CELL.sub(r"\\|", cell).split()) for cell in row] for row in rows)
    return "\n".join(" | ".join(line) for line in lines if any(line))


def plain(parts: Iterable[Inline]) -> str:
    """The words as they are read, without marks and notes."""
    return "".join(_plain_part(part) for part in parts)


def plain_content(content: str) -> str:
    """Words with marks as they are read, also where the marks do not fit together."""
    try:
        return plain(parse(content))
    except MarkupError:
        return content


def footnotes(parts: Iterable[Inline]) -> Iterator[Footnote]:
    """The notes of a passage in the order of reading."""
    for part in parts:
        if isinstance(part, Footnote):
            yield part
        elif not isinstance(part, Words):
            yield from footnotes(part.parts)


def links(parts: Iterable[Inline]) -> Iterator[Link]:
    """The links of a passage in the order of reading, those of notes too."""
    for part in parts:
        if isinstance(part, Link):
            yield part
        if not isinstance(part, Words):
            yield from links(part.parts)


def escape(words: str) -> str:
    """Words in which no sign is taken for a mark."""
    return _TO_ESCAPE.sub(lambda found: "\\" + found[0], words)


def write(parts: Iterable[Inline]) -> str:
    """The parts as words with marks: `parse` gives them back."""
    return "".join(_write_part(part) for part in parts)


def _write_part(part: Inline) -> str:
    if isinstance(part, Words):
        return escape(part.text)
    inner = write(part.parts)
    match part:
        case Emphasis():
            return f"*{inner}*"
        case Footnote():
            return f"[^{inner}]"
        case Bracketed():
            return f"{OPEN_BRACKET}{inner}{CLOSE_BRACKET}"
        case Link():
            return f"[{inner}]({part.target})"


def _plain_part(part: Inline) -> str:
    match part:
        case Words():
            return part.text
        case Footnote():
            return ""
        case Bracketed():
            return f"[{plain(part.parts)}]"
        case _:
            return plain(part.parts)


def _parse_until(text: str, at: int, end: str, depth: int = 0) -> tuple[list[Inline], int]:
    """Parts up to the sign `end`, or up to the end of the text, and where they end."""
    parts, words, start = list[Inline](), "", at
    if depth > _DEEPEST:
        raise MarkupError(start, _BEGINS[end])

    def flush() -> None:
        nonlocal words
        if words:
            parts.append(Words(words))
        words = ""

    while at < len(text):
        found = _MARKS.search(text, at)
        words += text[at : found.start() if found else None]
        if found is None:
            at = len(text)
            break
        at = found.end()
        if found["sign"]:
            words += found["sign"]
        elif end and found[0] == end:
            flush()
            return parts, at
        elif found["emphasis"]:
            flush()
            inner, at = _parse_until(text, at, "*", depth + 1)
            parts.append(Emphasis(tuple(inner)))
        elif found["note"]:
            flush()
            inner, at = _parse_until(text, at, "]", depth + 1)
            parts.append(Footnote(tuple(inner)))
        elif found["open"]:
            flush()
            inner, at = _parse_until(text, at, CLOSE_BRACKET, depth + 1)
            parts.append(Bracketed(tuple(inner)))
        elif found["label"]:
            flush()
            parts.append(Link(tuple(_parse_until(found["label"], 0, "", depth + 1)[0]), found["target"]))
        else:
            # A bracket that is no link, or an end without its beginning: an ordinary sign.
            words += found[0]
    if end:
        raise MarkupError(start, _BEGINS[end])
    flush()
    return parts, at
