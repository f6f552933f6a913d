"""Moves of figures along the dimensions of a table that leave everything that adds up as it was."""

import itertools
from dataclasses import dataclass, field

import numpy as np

from disclosure.audit.system import Ints
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.tables.specification import Dimension
from disclosure.values.column import Floats

# Combinations looked at for one cell, and choices within one dimension.
COMBINATIONS, CHOICES = 4096, 64
# Moves by one that are put together at most.
MOST_STEPS = 10
LARGEST_LOOKUP = 40_000_000


@dataclass(frozen=True, eq=False)
class Box:
    """Cells that can move together.

    Attributes
    ----------
    cells : array of int
    moves : array of float
        By how much each moves, down if below zero.
    cost : float
    """

    cells: Ints
    moves: Floats
    cost: float


@dataclass(frozen=True, eq=False)
class Choices:
    """Moves of the categories of one dimension, each of as many categories: parents stay the sums of their parts.

    Attributes
    ----------
    codes : array of int, choices by categories
    signs : array of float, choices by categories
    """

    codes: Ints
    signs: Floats

    def take(self, which: Ints) -> "Choices":
        """Some of them."""
        return Choices(self.codes[which], self.signs[which])


@dataclass(frozen=True, eq=False)
class Room:
    """How far each cell can move, and at what price.

    Attributes
    ----------
    up, down : array of float, cells
    price : array of float, cells
        Of moving a cell at all; infinite where it may not move.
    """

    up: Floats
    down: Floats
    price: Floats

    def use(self, cells: Ints, moves: Floats) -> None:
        """Take the room that a move needs, in place."""
        self.up[cells] -= moves
        self.down[cells] += moves

    def cost(self, cells: Ints, signs: Floats, amount: float) -> Floats:
        """The price of each of these moves, infinite where a cell is not there or has not enough room."""
        room = np.where(signs > 0, self.up[cells], self.down[cells])
        return np.where((cells >= 0) & (room >= amount), self.price[cells], np.inf)


class Lattice:
    """The cells of a publication by their categories.

    In each dimension a category can move against a sibling, or with its parents up to the total; a parent moves with
    one of its parts. A move of a cell is a choice in every dimension: the cells at all combinations of the categories
    chosen, each with the product of their signs. Whatever adds up along any dimension still does.
    """

    def __init__(self, cells: Cells, relations: Relations) -> None:
        self.codes = cells.codes
        spans = [max(len(names), 1) for names in cells.categories]
        self.strides = np.array([int(np.prod(spans[i + 1 :], dtype=np.int64)) for i in range(len(spans))], np.int64)
        self.keys = cells.codes @ self.strides if len(spans) else np.zeros(len(cells), np.int64)
        self._order = np.argsort(self.keys, kind="stable")
        self._sorted = self.keys[self._order]
        size = int(np.prod(spans, dtype=np.float64)) if spans else 1
        self._table = np.full(size, -1, np.int64) if size <= LARGEST_LOOKUP else None
        if self._table is not None:
            self._table[self.keys] = np.arange(len(self.keys))
        self._by_column = relations.matrix.tocsc()
        self._dimension = relations.dimension
        self._trees = [
            _Tree(dimension, cells.categories[place]) for place, dimension in enumerate(cells.specification.dimensions)
        ]
        self._choices: dict[tuple[int, int], list[Choices]] = {}

    def find(self, keys: Ints) -> Ints:
        """The cells with these keys, -1 where there is none."""
        if self._table is not None:
            return np.asarray(self._table[keys], np.int64)
        spot = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[spot] == keys, self._order[spot], -1)

    def cheapest(self, cell: int, side: int, amount: float, room: Room) -> Box | None:
        """The cheapest move of a cell and others found, or None if there is none.

        Parameters
        ----------
        cell : int
        side : int
            +1 to move the cell up, -1 down.
        amount : float
        room : Room

        Returns
        -------
        Box or None
            Where no single move has room for the amount, several moves by one that make it up together.
        """
        found = self._single(cell, side, amount, room)
        return self._several(cell, side, int(amount), room) if found is None and amount > 1 else found

    def _several(self, cell: int, side: int, amount: int, room: Room) -> Box | None:
        """Moves by one, each in the room that the others leave."""
        moved: dict[int, float] = {}
        cost = 0.0
        try:
            for _ in range(min(amount, MOST_STEPS)):
                step = self._single(cell, side, 1.0, room)
                if step is None:
                    return None
                cost += step.cost
                room.use(step.cells, step.moves)
                for number, by in zip(step.cells.tolist(), step.moves.tolist(), strict=True):
                    moved[number] = moved.get(number, 0.0) + by
        finally:
            taken = np.array(list(moved), np.int64)
            room.use(taken, -np.array(list(moved.values())))
        if amount > MOST_STEPS:
            return None
        return Box(taken, np.array(list(moved.values())), cost)

    def _single(self, cell: int, side: int, amount: float, room: Room) -> Box | None:
        own = np.array([cell])
        if room.cost(own, np.array([float(side)]), amount)[0] == np.inf:
            return None
        key, touched = int(self.keys[cell]), self._touched(cell)
        options: list[list[Choices]] = []
        for place, stride in enumerate(self.strides.tolist()):
            code = int(self.codes[cell, place])
            some = self._of(place, code) if place in touched else [_ALONE.at(code)]
            priced = [self._price(key - code * stride, stride, one, side, amount, room) for one in some]
            options.append(
                [_finite(one, cost) for one, cost in zip(some, priced, strict=True) if (cost < np.inf).any()]
            )
            if not options[-1]:
                return None
        found = self._best(key, self.codes[cell], options, side, amount, room)
        if found is None and any(len(one.codes) > 2 for some in options for one in some):
            # Large cells have room where small and cheap ones have none: they stand at the other end.
            turned = [[one.take(np.arange(len(one.codes))[::-1]) for one in some] for some in options]
            found = self._best(key, self.codes[cell], turned, side, amount, room)
        return found if found is not None and self.adds_up(found) else None

    def adds_up(self, box: Box) -> bool:
        """Whether everything still adds up when these cells move."""
        part = self._by_column[:, box.cells]
        return not np.bincount(part.indices, part.data * np.repeat(box.moves, np.diff(part.indptr))).any()

    def _price(self, base: int, stride: int, choices: Choices, side: int, amount: float, room: Room) -> Floats:
        """What each choice costs along its dimension alone."""
        cells = self.find(base + choices.codes * stride)
        return room.cost(cells, choices.signs * side, amount).sum(axis=1)

    def _touched(self, cell: int) -> set[int]:
        start, end = self._by_column.indptr[cell], self._by_column.indptr[cell + 1]
        return set(self._dimension[self._by_column.indices[start:end]].tolist())

    def _of(self, place: int, code: int) -> list[Choices]:
        if (place, code) not in self._choices:
            self._choices[place, code] = self._trees[place].choices(code)
        return self._choices[place, code]

    def _best(
        self, key: int, own: Ints, options: list[list[Choices]], side: int, amount: float, room: Room
    ) -> Box | None:
        base = key - int(own @ self.strides)
        best: Box | None = None
        for group in itertools.product(*options):
            most = CHOICES
            while np.prod([float(min(len(some.codes), most)) for some in group]) > COMBINATIONS and most > 2:
                most = most * 3 // 4
            keys, signs = np.full((1, 1), base), np.full((1, 1), float(side))
            for stride, some in zip(self.strides.tolist(), group, strict=True):
                codes, sides = some.codes[:most] * stride, some.signs[:most]
                number = len(keys) * len(codes)
                keys = (keys[:, None, :, None] + codes[None, :, None, :]).reshape(number, -1)
                signs = (signs[:, None, :, None] * sides[None, :, None, :]).reshape(number, -1)
            cells = self.find(keys)
            cost = room.cost(cells, signs, amount).sum(axis=1)
            first = int(np.argmin(cost))
            if cost[first] < (np.inf if best is None else best.cost):
                best = Box(cells[first], signs[first] * amount, float(cost[first]))
        return best


def _finite(choices: Choices, cost: Floats) -> Choices:
    """The choices that have room, cheapest first."""
    return choices.take(np.argsort(cost, kind="stable")[: int((cost < np.inf).sum())])


class _Alone:
    """A category that moves by itself, where nothing adds up along its dimension."""

    def at(self, code: int) -> Choices:
        return Choices(np.array([[code]]), np.ones((1, 1)))


_ALONE = _Alone()


@dataclass(eq=False)
class _Tree:
    """The categories of one dimension: of each its parts, by partition, and the partitions it is part of."""

    dimension: Dimension
    names: tuple[str, ...]
    parts: dict[int, list[list[int]]] = field(default_factory=dict)
    above: dict[int, list[tuple[int, list[int]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = {name: code for code, name in enumerate(self.names)}
        for partition in self.dimension.partitions:
            parent = number.get(partition.parent, -1)
            named = (*partition.parts, *partition.optional)
            below = [number[name] for name in named if name in number]
            if parent < 0 or not below:
                continue
            self.parts.setdefault(parent, []).append(below)
            for part in below:
                self.above.setdefault(part, []).append((parent, below))

    def choices(self, code: int) -> list[Choices]:
        """The ways in which a category can move by one, those of as many categories together."""
        found: list[dict[int, float]] = []
        for which in range(max((len(below) for below in self.parts.get(code, [])), default=1)):
            self._climb(code, self._with_parts(code, which), found)
        sizes = sorted({len(one) for one in found})
        groups = [[one for one in found if len(one) == size] for size in sizes]
        return [
            Choices(np.array([list(one) for one in some], np.int64), np.array([list(one.values()) for one in some]))
            for some in groups
        ]

    def _climb(self, code: int, moved: dict[int, float], found: list[dict[int, float]]) -> None:
        """Move against a sibling, or take the parent along and go on from there."""
        homes = self.above.get(code, [])
        if not homes:
            found.append(moved)
        if len(homes) != 1:
            return
        parent, siblings = homes[0]
        against = [self._with_parts(sibling) for sibling in siblings if sibling != code]
        found += [{**moved, **{part: -sign for part, sign in one.items()}} for one in against]
        if len(self.parts[parent]) == 1:
            self._climb(parent, {**moved, parent: 1.0}, found)

    def _with_parts(self, code: int, which: int = 0) -> dict[int, float]:
        """A category with one part of each of its partitions, and so on down."""
        moved = {code: 1.0}
        for below in self.parts.get(code, []):
            moved |= self._with_parts(below[which % len(below)], which)
        return moved
