"""The words of a file, for finding it. Knows nothing of Django: `extracting` starts it as a process with limits.

A file may be made so that reading it never ends or takes all memory.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from pypdf import PageObject, PdfReader
from python_calamine import CalamineWorkbook

from palermo.core.limited_process.reader import run

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More than any paper says; what is behind it is not found by its words.
MOST_CHARACTERS = 5_000_000
# And more for each byte of a file than a packed text has: what is made of repetitions would only fill the index.
MOST_FOR_A_BYTE = 10
# Letters that stand this far above one another, in points, are of one line.
SAME_LINE = 3
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_PARTS = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_UNREAD = frozenset({"script", "style", "template", "noscript"})
_INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "q", "s", "small", "span"})
_INLINE |= {"strong", "sub", "sup", "time", "u"}


class ExtractedWords(NamedTuple):
    """The words of a file; of one that has pages, how many, and how many of them have no words."""

    text: str
    pages: int | None = None
    pages_without_text: int | None = None


def words_of(content: bytes, media_type: str) -> ExtractedWords:
    """What a file of one of the library's kinds says; nothing for another kind."""
    most = min(MOST_CHARACTERS, MOST_FOR_A_BYTE * len(content))
    if media_type == "application/pdf":
        return _pdf(content, most)
    if media_type == WORD:
        return ExtractedWords(_clean(_within_limit(_word(content), most)))
    if media_type == EXCEL:
        return ExtractedWords(_clean(_within_limit(_excel(content), most)))
    words = content.decode("utf-8-sig", "replace") if media_type.startswith("text/") else ""
    return ExtractedWords(_clean(_html(words) if media_type == "text/html" else words)[:most])


def _pdf(content: bytes, most: int) -> ExtractedWords:
    reader = PdfReader(io.BytesIO(content))
    pages, without, length = [], 0, 0
    for page in reader.pages:
        words = _clean(unicodedata.normalize("NFKC", _page(page)))
        without += not words.strip()
        length += len(words)
        if length <= most:
            pages.append(words)
    return ExtractedWords("\n".join(pages).strip(), len(reader.pages), without)


def _page(page: PageObject) -> str:
    """The words of a page. Arabic is drawn in pieces from the left, which are put together from the right."""
    pieces: list[tuple[float, float, str]] = []

    def collect_piece(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append((x, y, text))

    words = page.extract_text(visitor_text=collect_piece)
    return "\n".join(_lines_from_the_right(pieces)) if _ARABIC.search(words) else words


def _lines_from_the_right(pieces: list[tuple[float, float, str]]) -> Iterator[str]:
    line: list[tuple[float, float, str]] = []
    for piece in [*pieces, (0.0, float("inf"), "")]:
        if line and abs(piece[1] - line[0][1]) > SAME_LINE:
            yield "".join(text for _x, _y, text in sorted(line, key=lambda each: -each[0]))
            line = []
        line.append(piece)


def _word(content: bytes) -> Iterator[str]:
    """Paragraphs of the text, of its tables, notes, headers and footers; not what was struck out or remarked on."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in sorted(filter(_WORD_PARTS.fullmatch, packed.namelist())):
            part = packed.read(name)
            if b"<!DOCTYPE" in part:
                raise ValueError(f"{name} declares a document type of its own")
            for paragraph in _paragraphs(ElementTree.fromstring(part)):  # noqa: S314 -- no document type, so no entities
                yield "".join(_runs(paragraph))


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag != _FALLBACK:
            yield from _paragraphs(child)


def _runs(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif child.tag == f"{_W}p":
            # A paragraph within one: a text box.
            yield " "
            yield from _runs(child)
        elif child.tag != _FALLBACK:
            yield from _runs(child)


def _excel(content: bytes) -> Iterator[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).iter_rows():
            if row.count("") < len(row):
                yield " ".join(_cell_text(value) for value in row if value != "")


def _cell_text(value: object) -> str:
    """A whole number as people write it: a workbook has no other numbers than those with a fraction."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _within_limit(lines: Iterable[str], most: int) -> str:
    length, taken = 0, []
    for line in lines:
        length += len(line) + 1
        if length > most:
            break
        taken.append(line)
    return "\n".join(taken)


class _Html(HTMLParser):
    """Keeps what a reader of the page would read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unread += tag in _UNREAD
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in _UNREAD and self.unread > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")


def _html(source: str) -> str:
    page = _Html()
    page.feed(source)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.parts).splitlines())
    return "\n".join(line for line in lines if line)


def _clean(text: str) -> str:
    """Without what no database keeps: NUL, and halves of characters that some PDFs hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode().strip()


if __name__ == "__main__":
    run(words_of)
