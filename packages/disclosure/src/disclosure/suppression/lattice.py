"""Steps along each dimension that keep sums, and where the cells stand among the categories."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from disclosure.tables.cells import Cells
from disclosure.tables.relations import resolve_patterns
from disclosure.tables.specification import Partition
from disclosure.tables.table import Ints
from disclosure.values.column import Floats

# How many steps are kept for one category, nearest first.
STEPS = 160
# Cells are looked up in an array of all combinations of categories up to this size, else by bisection.
DENSE = 30_000_000


@dataclass(frozen=True, eq=False)
class Steps:
    """For each category of a dimension the steps that raise it by one while all along the dimension still adds up.

    Attributes
    ----------
    category : array of int, categories by steps by places
        What changes: the category itself in the first place, -1 where there is nothing.
    sign : array of float, the same shape
        +1, -1, or 0 where there is nothing.
    """

    category: Ints
    sign: Floats


@dataclass(frozen=True, eq=False)
class Lattice:
    """Where cells stand.

    Attributes
    ----------
    codes : array of int, cells by dimensions
    spans : tuple of int
        Number of categories of each dimension.
    steps : tuple of Steps
        One for each dimension.
    """

    codes: Ints
    spans: tuple[int, ...]
    steps: tuple[Steps, ...]

    @classmethod
    def of(cls, cells: Cells) -> "Lattice":
        """The lattice of a publication."""
        spans = tuple(max(len(names), 1) for names in cells.categories)
        steps = tuple(
            _steps_of(resolve_patterns(dimension, names), names)
            for dimension, names in zip(cells.specification.dimensions, cells.categories, strict=True)
        )
        return cls(cells.codes, spans, steps)

    @cached_property
    def strides(self) -> Ints:
        """By how much the number of a combination of categories grows with each dimension's category."""
        return np.append(np.cumprod(np.array(self.spans[::-1], np.int64))[::-1][1:], 1).astype(np.int64)

    @cached_property
    def _keys(self) -> tuple[Ints, Ints]:
        key = self.codes @ self.strides
        order = np.argsort(key, kind="stable")
        return key[order], order

    @cached_property
    def _table(self) -> npt.NDArray[np.int32] | None:
        size = int(np.prod(np.array(self.spans, float)))
        if size > DENSE:
            return None
        table = np.full(size, len(self.codes), np.int32)
        table[self.codes @ self.strides] = np.arange(len(self.codes))
        return table

    def find(self, key: Ints) -> Ints:
        """The cells of combinations of categories; one beyond the last where there is none."""
        if self._table is not None:
            return self._table[key].astype(np.int64)
        known, order = self._keys
        spot = np.minimum(np.searchsorted(known, key), len(known) - 1)
        return np.where(known[spot] == key, order[spot], len(known))


def _steps_of(partitions: list[Partition], names: tuple[str, ...]) -> Steps:
    tree = _Tree(partitions, names)
    found = [tree.steps(category)[:STEPS] for category in range(len(names))]
    width = max((len(step) for some in found for step in some), default=1)
    shape = (max(len(names), 1), max(map(len, found), default=1), width)
    category, sign = np.full(shape, -1, np.int64), np.zeros(shape)
    for one, some in enumerate(found):
        for place, step in enumerate(some):
            category[one, place, : len(step)] = [c for c, _ in step]
            sign[one, place, : len(step)] = [s for _, s in step]
    return Steps(category, sign)


type _Step = tuple[tuple[int, int], ...]


class _Tree:
    """The partitions of one dimension by number of category."""

    def __init__(self, partitions: list[Partition], names: tuple[str, ...]) -> None:
        number = {name: code for code, name in enumerate(names)}
        self.parts: list[tuple[int, list[int]]] = []
        for partition in partitions:
            every = [number[name] for name in (*partition.parts, *partition.optional) if name in number]
            if partition.parent in number and every:
                self.parts.append((number[partition.parent], every))
        self.below: dict[int, list[int]] = {}
        self.above: dict[int, list[int]] = {}
        for place, (parent, every) in enumerate(self.parts):
            self.below.setdefault(parent, []).append(place)
            for part in every:
                self.above.setdefault(part, []).append(place)

    def steps(self, category: int) -> list[_Step]:
        """Steps that raise a category, those that change fewest categories first."""
        found = [down + rest for down in self._down(category, STEPS) for rest in self._up(category, STEPS)]
        found = [step for step in found if len({c for c, _ in step}) == len(step)]
        return sorted(found, key=len)[:STEPS]

    def _down(self, category: int, limit: int, without: int = -1) -> list[_Step]:
        """The category raised, and one part of each of its partitions but one."""
        steps: list[_Step] = [((category, 1),)]
        for place in self.below.get(category, []):
            if place == without:
                continue
            parts = [step for part in self.parts[place][1] for step in self._down(part, 3)]
            steps = [one + other for other in parts for one in steps][:limit]
        return steps

    def _up(self, category: int, limit: int) -> list[_Step]:
        """What makes good that the category was raised: a sibling lowered, or its parent raised and so on."""
        above = self.above.get(category, [])
        if not above:
            return [()]
        siblings = [part for part in self.parts[above[0]][1] if part != category and self.above[part] == above]
        steps = [
            tuple((c, -s) for c, s in step)
            for sibling in siblings
            for step in self._down(sibling, max(1, limit // max(len(siblings), 1)))
        ]
        if len(above) == 1:
            parent = self.parts[above[0]][0]
            rest = self._up(parent, limit // 4) if limit >= 4 else []
            steps += [one + other for one in self._down(parent, 3, without=above[0]) for other in rest]
        return steps[:limit]
