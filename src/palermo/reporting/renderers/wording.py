"""What all renderers share: plain words of a line, how a paragraph's number is written, shares of columns."""

import unicodedata

from palermo.core.languages import Language
from palermo.reporting.spoken import Run, Section, Spoken, Style, Table

_NUMBER = {"ar": "{}-"}
_LEAST, _MOST = 12, 48


def plain(spoken: Spoken) -> str:
    """The words alone, without footnote calls."""
    return "".join(part.text for part in spoken if isinstance(part, Run))


def without_notes(spoken: Spoken) -> tuple[Run, ...]:
    """The runs alone: for a title repeated in the contents, where its footnote is not called again."""
    return tuple(part for part in spoken if isinstance(part, Run))


def number_mark(language: Language, number: int) -> str:
    """A paragraph's number as papers in this language write it: "11." or, in Arabic, "11-"."""
    return _NUMBER.get(language.code, "{}.").format(number)


def paragraph_span(section: Section) -> str:
    """The first and last paragraph of a section, for the contents: "3–8"."""
    first, last = section.first_paragraph, section.last_paragraph
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def column_shares(table: Table) -> tuple[int, ...]:
    """How wide each column is, in relation to the others, by the words it holds."""
    columns = zip(table.headings, *table.rows, strict=True)
    return tuple(round(max(_LEAST, min(_MOST, max(map(_width, column))))) for column in columns)


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


def _width(cell: Spoken) -> float:
    """Width in small Latin letters: an East Asian character is as wide as two, a capital by a half wider."""
    return sum(_letter(character) for character in plain(cell))


def _letter(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 1.4 if character.isupper() else 1
