"""Sums in which figures of a source contradict each other. Knows nothing of the database."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from palermo.figures.bundles import NAMES, Key
from palermo.figures.dimensions import KEYS
from palermo.figures.pipeline.compiling.compiled import SILENT, SourceFigure
from palermo.figures.pipeline.policies import families_of


class Contradiction(NamedTuple):
    """A whole that is another number than its parts together.

    Attributes
    ----------
    whole : Key
    value : int
        What the source says of the whole.
    dimension : str
        By which it is divided.
    parts : tuple of Key
    low : int
    high : int or None
        Between which numbers the parts add up; None where one of them has no upper limit.
    """

    whole: Key
    value: int
    dimension: str
    parts: tuple[Key, ...]
    low: int
    high: int | None

    @property
    def is_exceeded(self) -> bool:
        """Whether the parts are more than the whole; if they are less, some persons may be in no part."""
        return self.low > self.value


def find_contradictions(figures: Mapping[Key, SourceFigure], wanted: Collection[Key]) -> dict[Key, Contradiction]:
    """The nearest contradiction to each figure: in a sum of its own, else in one of the same State, indicator and year.

    Parameters
    ----------
    figures : mapping
        What sources say, by the values of `bundles.NAMES`.
    wanted : collection of Key
        Figures about which it is asked; those without a contradiction are left out.
    """
    tables: dict[Key, dict[Key, SourceFigure]] = defaultdict(dict)
    asked = {_table_of(key) for key in wanted}
    for key, figure in figures.items():
        if _table_of(key) in asked and figure.kind not in SILENT:
            tables[_table_of(key)][key] = figure
    sums = {table: list(_contradictions_in(rows)) for table, rows in tables.items()}
    nearest = {key: _nearest(key, sums.get(_table_of(key), ())) for key in wanted}
    return {key: found for key, found in nearest.items() if found}


def _table_of(key: Key) -> Key:
    return tuple(code for name, code in zip(NAMES, key, strict=True) if name not in KEYS)


def _contradictions_in(rows: Mapping[Key, SourceFigure]) -> Iterator[Contradiction]:
    """For each number and dimension, the division with most parts, where none of the divisions agrees with it."""
    for whole, figure in rows.items():
        if not figure.is_known:
            continue
        for dimension in KEYS:
            sums = [
                _sum_of(whole, figure.value or 0, parts, dimension, rows)
                for parts in _divisions(whole, dimension, rows)
            ]
            if sums and not any(map(_agrees, sums)):
                yield max(sums, key=lambda one: len(one.parts))


def _divisions(whole: Key, dimension: str, rows: Mapping[Key, SourceFigure]) -> Iterator[tuple[Key, ...]]:
    """The figures that are there of each way to divide a whole by a dimension."""
    place = NAMES.index(dimension)
    for parent, codes in families_of(dimension):
        if parent == whole[place]:
            keys = ((*whole[:place], code, *whole[place + 1 :]) for code in codes)
            if parts := tuple(key for key in keys if key in rows):
                yield parts


def _sum_of(
    whole: Key, value: int, parts: tuple[Key, ...], dimension: str, rows: Mapping[Key, SourceFigure]
) -> Contradiction:
    given = [rows[key] for key in parts]
    low = sum((each.value if each.is_known else each.low) or 0 for each in given)
    highs = [each.value if each.is_known else each.high for each in given]
    high = None if None in highs else sum(each or 0 for each in highs)
    return Contradiction(whole, value, dimension, parts, low, high)


def _agrees(one: Contradiction) -> bool:
    """Whether the parts may be the whole; of a single one others may have been left out."""
    return one.low <= one.value and (one.high is None or one.value <= one.high or len(one.parts) == 1)


def _nearest(key: Key, sums: Sequence[Contradiction]) -> Contradiction | None:
    """One in whose sum a figure stands before others, and one whose parts are too many before one with too few."""
    return min(sums, key=lambda one: (key != one.whole and key not in one.parts, not one.is_exceeded), default=None)
