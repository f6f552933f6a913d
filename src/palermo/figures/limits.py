"""Lower limits that follow from published figures: who is counted in a part is counted in the whole.

A figure that is hidden to protect others says nothing of itself. Its parts, along any dimension, may say that it is at
least so many; every channel shows that, so that no total is less than what stands beside it. Nothing is learned by it
that a reader could not add up. Knows nothing of the database.

Sources contradict themselves. Every person is of one sex and one age, so a number that is less than its parts by these
is shown with what they add up to. A person may be counted under several forms of exploitation, or in groups of
citizenship that overlap: where an exact number shows that in a table, nothing is concluded from that dimension.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.policies import families_of
from palermo.site.charts.values import ValueKind

# Each person is in one category of these.
_OF_ALL = frozenset(KEYS.index(key) for key in ("sex", "age"))
# Of the ways to divide areas, those whose parts have nobody in common; the others are only possible.
_WAYS = {"citizenship": 3, "repatriation": 3}
# Where a row of a cube has what is computed here.
_INDICATOR, _STATE, _YEAR, _CODES = 0, 2, 3, 4
_KIND, _VALUE, _LOW, _HIGH = (_CODES + len(KEYS) + place for place in range(4))

_NUMBERS = (ValueKind.COUNT, ValueKind.ZERO)

type Codes = tuple[str, ...]
type Row = tuple[object, ...]


def with_lower_limits(rows: Iterable[Sequence[object]], *, keeps_masks: bool = False) -> list[Row]:
    """Rows of a cube with the lower limits that follow from others of the same State, year and indicator.

    A suppressed figure without an upper limit is at least the sum of its parts; a number that is less than its parts by
    sex or age has their sum as a lower limit besides.

    Parameters
    ----------
    rows : iterable of rows
        With the values of `cubes.COLUMNS`; a limit that was found before is found again.
    keeps_masks : bool
        Of figures that their source published and masks: no limit of a mask is narrowed, and none follows from what
        would be known of it.
    """
    given = [tuple(row) for row in rows]
    tables: dict[tuple[object, ...], _Table] = defaultdict(lambda: _Table(keeps_masks))
    for row in given:
        kind, value, low, high = row[_KIND : _HIGH + 1]
        if kind in _NUMBERS:
            tables[_table_of(row)].add(_codes_of(row), int(str(value)), is_exact=True)
        elif kind == ValueKind.SUPPRESSED:
            tables[_table_of(row)].add(_codes_of(row), _told(low, high, keeps_masks), is_exact=False)
    return [
        row
        if keeps_masks and row[_KIND] == ValueKind.SUPPRESSED
        else (*row[:_LOW], _limit_of(row, tables), *row[_HIGH:])
        for row in given
    ]


def _told(low: object, high: object, keeps_masks: bool) -> int:
    """How many a suppressed figure is at least, as its sign tells; a limit that was found here is found again."""
    return int(str(low or 0)) if keeps_masks or high is not None else 0


def _limit_of(row: Row, tables: Mapping[tuple[object, ...], "_Table"]) -> object:
    """The lower limit of a figure; as it was where nothing follows from its parts."""
    kind, value, low, high = row[_KIND : _HIGH + 1]
    if kind == ValueKind.SUPPRESSED and high is None:
        return tables[_table_of(row)].least(_codes_of(row))
    if kind in _NUMBERS:
        least = tables[_table_of(row)].least(_codes_of(row))
        return least if least > int(str(value)) else None
    return low


def _table_of(row: Row) -> tuple[object, ...]:
    return row[_INDICATOR], row[_STATE], row[_YEAR]


def _codes_of(row: Row) -> Codes:
    return tuple(map(str, row[_CODES : _CODES + len(KEYS)]))


@dataclass
class _Table:
    """The figures of a State, year and indicator, with the wholes that they are parts of, published or not."""

    keeps_masks: bool = False
    own: dict[Codes, int] = field(default_factory=dict)
    exact: set[Codes] = field(default_factory=set)
    # The parts of a whole that are there, by dimension and way to divide it.
    parts: dict[Codes, dict[tuple[int, int], list[Codes]]] = field(default_factory=dict)
    _least: dict[Codes, int] = field(default_factory=dict)

    def add(self, codes: Codes, number: int, *, is_exact: bool) -> None:
        """Add a figure that is at least a number, or exactly that."""
        self.own[codes] = number
        if is_exact:
            self.exact.add(codes)
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
        """How many there are at least: what is published of it, or the sum of its parts where that is more.

        Of an exact number, only parts by dimensions count in which each person is in one category.
        """
        if codes not in self._least and self.keeps_masks and codes in self.own and codes not in self.exact:
            self._least[codes] = self.own[codes]
        if codes not in self._least:
            places = _OF_ALL if codes in self.exact else self._added
            ways = (parts for (place, _way), parts in self.parts[codes].items() if place in places)
            self._least[codes] = max(self.own.get(codes, 0), *(sum(map(self.least, parts)) for parts in ways), 0)
        return self._least[codes]

    @cached_property
    def _added(self) -> frozenset[int]:
        """The dimensions whose parts add up, as far as no exact number contradicts it."""
        contradicted = {
            place
            for whole in self.exact
            for (place, _way), parts in self.parts[whole].items()
            if sum(self.own.get(part, 0) for part in parts) > self.own[whole]
        }
        return frozenset(range(len(KEYS))) - contradicted | _OF_ALL


@lru_cache(maxsize=4096)
def _wholes_of(key: str, code: str) -> tuple[tuple[int, str], ...]:
    """The categories that a category is a part of, each with the way to divide it in which it is."""
    return tuple(_find_wholes(key, code)) if code != TOTAL else ()


def _find_wholes(key: str, code: str) -> Iterator[tuple[int, str]]:
    for way, (whole, parts) in enumerate(families_of(key)[: _WAYS.get(key)]):
        if code in parts:
            yield way, whole
