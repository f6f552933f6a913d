"""Figures as they are written in published tables: numbers, and signs in place of numbers."""

import math
import re
from collections.abc import Sequence

import numpy as np

from disclosure.errors import InvalidData, shorten
from disclosure.tables.specification import Marker, Specification
from disclosure.values.column import Flags, Values
from disclosure.values.kinds import Kind

SPACES = re.compile(r"[\s\u00a0\u202f']")


def parse_figures(
    texts: Sequence[str], specification: Specification, where: str, rows: Sequence[int]
) -> tuple[Values, Flags]:
    """Read texts as figures by the markers of a specification.

    Parameters
    ----------
    texts : sequence of str, n
    specification : Specification
    where : str
        Name of the table, for messages.
    rows : sequence of int, n
        Rows in the file, for messages.

    Returns
    -------
    Values, array of bool
        The figures, and which of the suppressed ones need protection themselves.

    Raises
    ------
    InvalidData
        If a text is neither a number nor a declared marker, or is below zero; names the first rows.

    Notes
    -----
    A text is looked up among the markers as it stands; else it is a number, with the declared signs for thousands and
    decimals; spaces are ignored. An empty text without a marker of its own is refused: empty may mean anything.

    Examples
    --------
    >>> from disclosure.tables.specification import Marker
    >>> signs = Specification("", (), (), markers={"<5": Marker(Kind.SUPPRESSED, 1, 4)})
    >>> [str(value) for value in parse_figures(["1,204", "<5"], signs, "victims", [2, 3])[0]]
    ['1,204', 'suppressed (1 to 4)']
    """
    known: dict[str, Marker | None] = {text: _parse_figure(text, specification) for text in dict.fromkeys(texts)}
    wrong = [text for text, meaning in known.items() if meaning is None]
    if wrong:
        _refuse(wrong, texts, rows, where)
    negative = next((text for text, meaning in known.items() if meaning is not None and meaning.low < 0), None)
    if negative is not None:
        row = rows[list(texts).index(negative)]
        raise InvalidData(
            f"Table {where!r}, row {row}: the figure is {negative}, below zero. Nobody counts less than nobody: "
            "correct the row, or declare what the sign means under [markers]."
        )
    meanings = [meaning for meaning in (known[text] for text in texts) if meaning is not None]
    kind = np.array([m.kind for m in meanings], np.int8)
    low, high = np.array([m.low for m in meanings], float), np.array([m.high for m in meanings], float)
    sensitive = np.array([m.sensitive for m in meanings], bool) & (kind == Kind.SUPPRESSED)
    return Values.build(kind, low, high, unit=specification.unit), sensitive


def _parse_figure(text: str, specification: Specification) -> Marker | None:
    if text in specification.markers:
        return specification.markers[text]
    bare = SPACES.sub("", text)
    if specification.thousands:
        bare = bare.replace(specification.thousands, "")
    try:
        number = float(bare.replace(specification.decimal, "."))
    except ValueError:
        return None
    if not math.isfinite(number) or (specification.integer and number != int(number)):
        return None
    return Marker(Kind.COUNT if number else Kind.ZERO, number, number)


def _refuse(wrong: list[str], texts: Sequence[str], rows: Sequence[int], where: str) -> None:
    text = wrong[0]
    found = [str(row) for row, other in zip(rows, texts, strict=True) if other == text]
    some = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
    what = "empty" if not text else repr(shorten(text))
    others = f" So are: {', '.join(map(repr, map(shorten, wrong[1:5])))}." if len(wrong) > 1 else ""
    raise InvalidData(
        f"Table {where!r}, row {some}: the figure is {what}, neither a number as specified nor a declared "
        f"marker.{others} Declare it under [markers] with what it means, or correct the rows."
    )
