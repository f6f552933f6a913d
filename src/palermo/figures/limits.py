"""Lower limits that follow from published figures: who is counted in a part is counted in the whole.

A figure that is hidden to protect others says nothing of itself. Its parts, along any dimension, may say that it is at
least so many; every channel shows that, so that no total is less than what stands beside it. Nothing is learned by it
that a reader could not add up. Knows nothing of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.policies import families_of
from palermo.site.charts.values import ValueKind

# Of the ways to divide areas, those whose parts have nobody in common; the others are only possible.
_WAYS = {"citizenship": 3, "repatriation": 3}
# Where a row of a cube has what is computed here.
_INDICATOR, _STATE, _YEAR, _CODES = 0, 2, 3, 4
_KIND, _VALUE, _LOW, _HIGH = (_CODES + len(KEYS) + place for place in range(4))

type Codes = tuple[str, ...]
type Row = tuple[object, ...]


def with_lower_limits(rows: Iterable[Sequence[object]]) -> list[Row]:
    """Rows of a cube in which every suppressed figure without an upper limit is at least the sum of its parts.

    Parameters
    ----------
    rows : iterable of rows
        With the values of `cubes.COLUMNS`; what a limit was is computed anew.
    """
    given = [tuple(row) for row in rows]
    tables: dict[tuple[object, ...], _Table] = defaultdict(_Table)
    for row in given:
        known = row[_VALUE] if row[_VALUE] is not None else row[_LOW] if row[_HIGH] is not None else None
        if row[_KIND] in (ValueKind.COUNT, ValueKind.ZERO, ValueKind.SUPPRESSED):
            tables[_table_of(row)].add(_codes_of(row), int(str(known or 0)))
    return [
        (*row[:_LOW], tables[_table_of(row)].least(_codes_of(row)), *row[_HIGH:])
        if row[_KIND] == ValueKind.SUPPRESSED and row[_HIGH] is None
        else row
        for row in given
    ]


def _table_of(row: Row) -> tuple[object, ...]:
    return row[_INDICATOR], row[_STATE], row[_YEAR]


def _codes_of(row: Row) -> Codes:
    return tuple(map(str, row[_CODES : _CODES + len(KEYS)]))


@dataclass
class _Table:
    """The figures of a State, year and indicator, with the wholes that they are parts of, published or not."""

    own: dict[Codes, int] = field(default_factory=dict)
    # The parts of a whole that are there, by dimension and way to divide it.
    parts: dict[Codes, dict[tuple[int, int], list[Codes]]] = field(default_factory=dict)
    _least: dict[Codes, int] = field(default_factory=dict)

    def add(self, codes: Codes, number: int) -> None:
        """Add a figure that is at least a number."""
        self.own[codes] = number
        self._add_wholes(codes)

    def _add_wholes(self, codes: Codes) -> None:
        if codes in self.parts:
            return
        self.parts[codes] = {}
        for place, code in enumerate(codes):
            for way, whole in _wholes_of(KEYS[place], code):
                above = (*codes[:place], whole, *codes[place + 1 :])
                self._add_wholes(above)
                self.parts[above].setdefault((place, way), []).append(codes)

    def least(self, codes: Codes) -> int:
        """How many there are at least: what is published of it, or the sum of its parts where that is more."""
        if codes not in self._least:
            sums = (sum(map(self.least, parts)) for parts in self.parts[codes].values())
            self._least[codes] = max(self.own.get(codes, 0), *sums, 0)
        return self._least[codes]


@lru_cache(maxsize=4096)
def _wholes_of(key: str, code: str) -> tuple[tuple[int, str], ...]:
    """The categories that a category is a part of, each with the way to divide it in which it is."""
    return tuple(_find_wholes(key, code)) if code != TOTAL else ()


def _find_wholes(key: str, code: str) -> Iterator[tuple[int, str]]:
    for way, (whole, parts) in enumerate(families_of(key)[: _WAYS.get(key)]):
        if code in parts:
            yield way, whole
