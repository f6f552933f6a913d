"""What all renderers share: plain words of a line, how a paragraph's number is written, shares of columns."""

import re
import unicodedata
from collections.abc import Sequence
from statistics import mean

from palermo.core.languages import Language
from palermo.reporting.spoken import Paragraph, Run, Section, Spoken, Table
from palermo.site.docx.text import Style

_NUMBER = {"ar": "{}-"}
# Letters in a line of a table; Arabic is set larger.
_LINE, _ARABIC_LINE = 78, 66
# Letters in the widest column that is given its whole width.
_MOST = 48
_SHORT = 9
# As much as a period of days: "13–15 February 2008".
_PERIOD = 24
# A line may end at a space or after a Chinese character.
# "1,200", "12.5", "1 200", "(3)", "40 %"; what stands where there is no number decides nothing.
_FIGURE = re.compile(r"[-+\u2212\u2013(]?\d[\d\s.,\u2019\u066b\u066c]*[%\u066a)]?")
_NO_FIGURE = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "..", "...", "\N{HORIZONTAL ELLIPSIS}"})
_BREAKS = re.compile(r"\s|(?<=[\u3000-\u9fff\uff00-\uffef])")


def plain(spoken: Spoken) -> str:
    """The words alone, without footnote calls."""
    return "".join(part.text for part in spoken if isinstance(part, Run))


def without_notes(spoken: Spoken) -> tuple[Run, ...]:
    """The runs alone: for a title repeated in the contents, where its footnote is not called again."""
    return tuple(part for part in spoken if isinstance(part, Run))


def number_mark(language: Language, number: int) -> str:
    """A paragraph's number as papers in this language write it: "11." or, in Arabic, "11-"."""
    return _NUMBER.get(language.code, "{}.").format(number)


def part_of(block: Paragraph | Table) -> str:
    """A paragraph or table of a section by its name among the parts of the text: "paragraph-11", "table-events"."""
    return f"table-{block.key}" if isinstance(block, Table) else f"paragraph-{block.number}"


def paragraph_span(section: Section) -> str:
    """The first and last paragraph of a section, for the contents: "3–8"."""
    first, last = section.first_paragraph, section.last_paragraph
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def column_shares(table: Table, language: Language) -> list[float]:
    """How much of the width each column needs, as parts of 1: its longest word at least, the rest by what it holds.

    Where a column holds whole texts, the rest goes to it: what fills a line or two elsewhere fills ten there.
    """
    columns = list(zip(table.headings, *table.rows, strict=True))
    usual = [_usual_width(column) for column in columns]
    # Beside whole texts there is no room for more.
    short = _SHORT if max(usual, default=0) > _MOST else _PERIOD
    least = [2 + max(_unbroken(cell, short) for cell in column) for column in columns]
    wanted = [
        max(_MOST / 8, min(_MOST, max(map(_width, column))), usually)
        for column, usually in zip(columns, usual, strict=True)
    ]
    spare = [max(0.0, want - need) + 1 for want, need in zip(wanted, least, strict=True)]
    left = max(0.0, (_ARABIC_LINE if language.right_to_left else _LINE) - sum(least))
    widths = [need + left * part / sum(spare) for need, part in zip(least, spare, strict=True)]
    return [round(width / sum(widths), 4) for width in widths]


def has_whole_rows(table: Table) -> bool:
    """Whether every row is short enough not to be broken between pages."""
    return all(_width(cell) <= _MOST * 12 for row in table.rows for cell in row)


def number_columns(table: Table) -> frozenset[int]:
    """Columns whose cells are numbers: these are set against the side where lines end."""
    columns = [[plain(cell).strip() for cell in cells] for cells in zip(*table.rows, strict=True)]
    figures = [[cell for cell in cells if cell not in _NO_FIGURE] for cells in columns]
    return frozenset(at for at, cells in enumerate(figures) if cells and all(map(_FIGURE.fullmatch, cells)))


def symbol_columns(table: Table) -> frozenset[int]:
    """Columns where symbols stand alone in their cells: these may not be narrower than a symbol."""
    columns = enumerate(zip(*table.rows, strict=True))
    return frozenset(
        at for at, cells in columns if any(_is_symbol(cell) for cell in cells) and all(map(_is_short, cells))
    )


def _is_symbol(cell: Spoken) -> bool:
    return len(cell) == 1 and isinstance(cell[0], Run) and cell[0].style is Style.SYMBOL


def _is_short(cell: Spoken) -> bool:
    return _is_symbol(cell) or _width(cell) <= _MOST / 2


def _usual_width(column: Sequence[Spoken]) -> float:
    """The mean width of the cells below the heading."""
    return mean(map(_width, column[1:])) if column[1:] else 0.0


def _unbroken(cell: Spoken, short: float) -> float:
    """What should stay on one line: the longest word, and a few words or characters that are the whole cell."""
    width = _width(cell)
    return max(_longest_word(cell), width if width <= short else 0, min(width, _SHORT))


def _longest_word(cell: Spoken) -> float:
    runs = (part for part in cell if isinstance(part, Run))
    words = (word for run in runs for word in ([run.text] if run.style is Style.SYMBOL else _BREAKS.split(run.text)))
    return max((sum(map(_letter, word)) for word in words), default=0)


def _width(cell: Spoken) -> float:
    return sum(map(_letter, plain(cell)))


def _letter(character: str) -> float:
    """Width in small Latin letters: an East Asian character is as wide as two, a capital wider by a half."""
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 1.4 if character.isupper() else 1
