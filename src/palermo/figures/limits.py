"""Limits that follow from published figures: who is counted in a part is counted in the whole.

A figure that is hidden to protect others says nothing of itself. Its parts, along any dimension, may say that it is at
least so many, and the figure that it is a part of that it is at most so many; every channel shows that, so that no
total is less than what stands beside it, and none is taken for nothing. Nothing is learned by it that a reader could
not compute. Knows nothing of the database.

Sources contradict themselves. Every person is of one sex and one age, so a number that is less than its parts by these
is shown with what they add up to. A person may be counted under several forms of exploitation, or in groups of
citizenship that overlap: where an exact number shows that in a table, nothing is concluded from that dimension, and the
other parts are never taken away from a whole along it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import inf

from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.pipeline.policies import families_of
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


def with_limits(rows: Iterable[Sequence[object]], *, are_masks_closed: bool = False) -> list[Row]:
    """Rows of a cube with the limits that follow from others of the same State, year and indicator.

    A suppressed figure without an upper limit is at least the sum of its parts, and at most what it is a part of, less
    the other parts by sex or age. A number that is less than its parts by sex or age has their sum as a lower limit
    besides.

    Parameters
    ----------
    rows : iterable of rows
        With the values of `cubes.COLUMNS`; limits that were found before are found again.
    are_masks_closed : bool
        Whether suppressed figures keep the limits that they have: where a source's own masks are published as they are,
        nobody computes what is behind them.
    """
    given = [tuple(row) for row in rows]
    tables: dict[tuple[object, ...], _Table] = defaultdict(lambda: _Table(are_masks_closed))
    for row in given:
        kind, value, low, high = row[_KIND : _HIGH + 1]
        if kind in _NUMBERS:
            tables[_table_of(row)].add(_codes_of(row), int(str(value)), int(str(value)), is_exact=True)
        elif kind == ValueKind.SUPPRESSED:
            limits = (0, inf) if high is None else (int(str(low or 0)), int(str(high)))
            tables[_table_of(row)].add(_codes_of(row), *limits, is_exact=False)
    return [(*row[:_LOW], *_limits_of(row, tables, are_masks_closed), *row[_HIGH + 1 :]) for row in given]


# As a migration names it.
with_lower_limits = with_limits


def _limits_of(
    row: Row, tables: Mapping[tuple[object, ...], "_Table"], are_masks_closed: bool
) -> tuple[object, object]:
    """The limits of a figure; as they were where nothing follows from others."""
    kind, value, low, high = row[_KIND : _HIGH + 1]
    if kind in _NUMBERS:
        least = tables[_table_of(row)].least(_codes_of(row))
        return (least if least > int(str(value)) else None), high
    if kind == ValueKind.SUPPRESSED and high is None and not are_masks_closed:
        table, codes = tables[_table_of(row)], _codes_of(row)
        least, most = table.least(codes), table.most(codes)
        # Figures that contradict each other give no upper limit.
        return least, (int(most) if least <= most < inf else None)
    return low, high


def _table_of(row: Row) -> tuple[object, ...]:
    return row[_INDICATOR], row[_STATE], row[_YEAR]


def _codes_of(row: Row) -> Codes:
    return tuple(map(str, row[_CODES : _CODES + len(KEYS)]))


@dataclass
class _Table:
    """The figures of a State, year and indicator, with the wholes that they are parts of, published or not."""

    are_masks_closed: bool = False
    own: dict[Codes, int] = field(default_factory=dict)
    top: dict[Codes, float] = field(default_factory=dict)
    exact: set[Codes] = field(default_factory=set)
    # The parts of a whole that are there, by dimension and way to divide it.
    parts: dict[Codes, dict[tuple[int, int], list[Codes]]] = field(default_factory=dict)
    _least: dict[Codes, int] = field(default_factory=dict)
    _most: dict[Codes, float] = field(default_factory=dict)

    def add(self, codes: Codes, least: int, most: float, *, is_exact: bool) -> None:
        """Add a figure that lies between two numbers, or is exactly that."""
        self.own[codes], self.top[codes] = least, most
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
        if codes not in self._least and self.are_masks_closed and codes in self.own and codes not in self.exact:
            self._least[codes] = self.own[codes]
        if codes not in self._least:
            places = _OF_ALL if codes in self.exact else self._added
            ways = (parts for (place, _way), parts in self.parts[codes].items() if place in places)
            self._least[codes] = max(self.own.get(codes, 0), *(sum(map(self.least, parts)) for parts in ways), 0)
        return self._least[codes]

    def most(self, codes: Codes) -> float:
        """How many there are at most: what is published of it, or the whole without the other parts where that is less.

        Of a number that is less than its parts it is not known, and so of what is a part of it.
        """
        if codes not in self._most:
            if codes in self.exact:
                self._most[codes] = self.top[codes] if self.least(codes) <= self.top[codes] else inf
            else:
                self._most[codes] = min([self.top.get(codes, inf), *self._left_over(codes)])
        return self._most[codes]

    def _left_over(self, codes: Codes) -> Iterator[float]:
        """What each whole leaves for one of its parts."""
        for place, code in enumerate(codes):
            if place in self._contradicted:
                continue
            for way, whole in _wholes_of(KEYS[place], code):
                above = (*codes[:place], whole, *codes[place + 1 :])
                others = self.parts[above][place, way] if place in _OF_ALL else ()
                yield self.most(above) - sum(self.least(each) for each in others if each != codes)

    @property
    def _added(self) -> frozenset[int]:
        """The dimensions whose parts add up, as far as no exact number contradicts it."""
        return frozenset(range(len(KEYS))) - self._contradicted | _OF_ALL

    @cached_property
    def _contradicted(self) -> frozenset[int]:
        """The dimensions along which an exact number is less than its parts."""
        return frozenset(
            place
            for whole in self.exact
            for (place, _way), parts in self.parts[whole].items()
            if sum(self.own.get(part, 0) for part in parts) > self.own[whole]
        )


@lru_cache(maxsize=4096)
def _wholes_of(key: str, code: str) -> tuple[tuple[int, str], ...]:
    """The categories that a category is a part of, each with the way to divide it in which it is."""
    return tuple(_find_wholes(key, code)) if code != TOTAL else ()


def _find_wholes(key: str, code: str) -> Iterator[tuple[int, str]]:
    for way, (whole, parts) in enumerate(families_of(key)[: _WAYS.get(key)]):
        if code in parts:
            yield way, whole
