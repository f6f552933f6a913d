"""How long a report is, against the limit the United Nations sets."""

import math
import re
from collections.abc import Iterator

from palermo.reporting.realization.inline import plain
from palermo.reporting.spoken import Paragraph, Report, Table

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"\S*\w\S*")
# The same paper takes about this many Chinese characters for each English word (our own measure, taken
# on the progress report); the limit is one of words.
CHARACTERS_A_WORD = 1.7


def count_words(*texts: str) -> int:
    """Words as a word processor counts them: runs of signs between spaces that hold a letter or a figure.

    Chinese has no spaces, and the limit is set in words: its characters are counted, and CHARACTERS_A_WORD
    of them are one word, rounded up.
    """
    characters = sum(len(_HAN.findall(text)) for text in texts)
    words = sum(len(_WORD.findall(_HAN.sub(" ", text))) for text in texts)
    return words + math.ceil(characters / CHARACTERS_A_WORD)


def words_of(report: Report) -> int:
    """The length of a report, as stated on every page and in every file: headings, text, tables and footnotes.

    Not counted are the masthead with its notes, the contents and what is numbered: figures beside paragraphs.
    """
    return count_words(*_texts_of(report))


def _texts_of(report: Report) -> Iterator[str]:
    yield from (plain(report.title), plain(report.subtitle))
    for paragraph in report.summary:
        yield from _of_block(paragraph)
    for section in report.sections:
        yield plain(section.title)
        for block in section.blocks:
            yield from _of_block(block)
    yield from (plain(note.content) for note in report.footnotes)


def _of_block(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Table):
        yield plain(block.caption)
        yield from (plain(cell) for row in (block.headings, *block.rows) for cell in row)
    else:
        yield plain(block.content)
        yield from (plain(part.content) for part in block.subparagraphs)
