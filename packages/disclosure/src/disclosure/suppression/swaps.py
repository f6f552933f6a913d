"""Second tables by swaps: steps along every dimension at once, for many needs at a time, without a solver."""

from dataclasses import dataclass

import numpy as np

from disclosure.suppression.lattice import Lattice, Steps
from disclosure.suppression.problem import Problem
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

# How many combinations of steps are weighed for one need: at first, and where none of them served.
FIRST, SECOND = 125, 1000
# Combinations times cells weighed at once, which bounds memory.
AT_ONCE = 2_000_000


@dataclass(frozen=True, eq=False)
class Swaps:
    """Moves of a few cells each.

    Attributes
    ----------
    cells : array of int, needs by places
        The number of all cells where there is nothing.
    signs : array of float, needs by places
        +1 or -1 as the cell rises or falls with the needy one, 0 where there is nothing.
    price : array of float, needs
        What the cells cost; infinite where no swap was found.
    """

    cells: Ints
    signs: Floats
    price: Floats


def find_swaps(problem: Problem, lattice: Lattice, needs: Ints, price: Floats, *, combinations: int = FIRST) -> Swaps:
    """For each need the cheapest swap that meets it.

    Parameters
    ----------
    problem : Problem
    lattice : Lattice
    needs : array of int
    price : array of float, cells
        Of hiding a cell; infinite if it may not be hidden.
    combinations : int
        How many combinations of steps are weighed for a need.

    Returns
    -------
    Swaps

    Notes
    -----
    A step along a dimension raises one category by one and keeps what adds up along it. The product of one step along
    each dimension keeps everything: in a square with margins it is two rows by two columns with alternating signs.
    Along each dimension the cheapest steps are taken that the needy cell's own line allows, then all their
    combinations are weighed. Each swap is a second table in whole numbers.
    """
    size = len(lattice.codes)
    room = _Room(problem, price, size)
    found = [
        _find(lattice, room, problem, some, combinations)
        for some in np.array_split(needs, max(1, -(-len(needs) * combinations * _places(lattice) // AT_ONCE)))
    ]
    width = max(part.cells.shape[1] for part in found)
    return Swaps(
        np.concatenate([_widen(part.cells, width, size) for part in found]),
        np.concatenate([_widen(part.signs, width, 0) for part in found]),
        np.concatenate([part.price for part in found]),
    )


class _Room:
    """Price and room of every cell, and of what is no cell: nobody can move it."""

    def __init__(self, problem: Problem, price: Floats, size: int) -> None:
        self.price = np.append(price[:size], np.inf)
        self.up = np.append(problem.up[:size], 0.0)
        self.down = np.append(problem.down[:size], 0.0)


def _places(lattice: Lattice) -> int:
    return int(np.prod([steps.category.shape[2] for steps in lattice.steps]))


def _widen[T: (Ints, Floats)](array: T, width: int, filling: int) -> T:
    return np.pad(array, ((0, 0), (0, width - array.shape[1])), constant_values=filling)


def _find(lattice: Lattice, room: _Room, problem: Problem, needs: Ints, combinations: int) -> Swaps:
    cell, side, amount = problem.need_cell[needs], problem.need_side[needs].astype(float), problem.need[needs]
    base = lattice.codes[cell] @ lattice.strides
    nothing = len(lattice.codes)
    # Keys relative to the needy cell, signs and whether there is something, built up dimension by dimension.
    key = base[:, None, None]
    sign: Floats = np.ones((len(needs), 1, 1))
    for place, steps in enumerate(lattice.steps):
        each = max(1, round(combinations ** (1 / len(lattice.steps))))
        moved, signs = _best_steps(lattice, room, _steps_at(steps, lattice, cell, place), base, side, amount, each)
        shape = len(needs), key.shape[1] * moved.shape[1], key.shape[2] * moved.shape[2]
        key = (key[:, :, None, :, None] + moved[:, None, :, None, :]).reshape(shape)
        sign = (sign[:, :, None, :, None] * signs[:, None, :, None, :]).reshape(key.shape)
    there = sign != 0
    cells = np.where(there, lattice.find(np.where(there, key, 0)), nothing)
    cost = _price(room, cells, sign * side[:, None, None], amount, there)
    cost[~there[:, :, 0]] = np.inf
    best = np.argmin(cost, axis=1)
    rows = np.arange(len(needs))
    return Swaps(cells[rows, best], sign[rows, best], cost[rows, best])


def find_block(
    problem: Problem, lattice: Lattice, need: int, price: Floats, size: int, *, with_kin: bool = True
) -> Ints:
    """Cells near a needy one that may move: its own totals and parts, and what the cheapest steps along every dimension
    reach.

    Parameters
    ----------
    problem : Problem
    lattice : Lattice
    need : int
    price : array of float, cells
        Infinite for those that may not move.
    size : int
        About how many combinations of categories are looked at.
    with_kin : bool
        Whether totals and parts are in it however dear they are.

    Returns
    -------
    array of int

    Notes
    -----
    What can move together with all its totals and with its parts can always be protected so, as long as these may be
    hidden: a total with one part that is not zero cannot fall without it.
    """
    cell = problem.need_cell[need : need + 1]
    side, amount = problem.need_side[need : need + 1].astype(float), problem.need[need : need + 1]
    room, base = _Room(problem, price, len(lattice.codes)), lattice.codes[cell] @ lattice.strides
    number = max(2, round(size ** (1 / len(lattice.steps))))
    key = base
    for place, steps in enumerate(lattice.steps):
        at = _steps_at(steps, lattice, cell, place)
        moved, sign = _best_steps(lattice, room, at, base, side, amount, number)
        own = _kin(lattice, room, at, base, side)[: number * with_kin]
        every = np.setdiff1d(moved[sign != 0], np.append(own, 0))
        nearest = np.concatenate([[0], own, every])[: 3 * number]
        key = (key[:, None] + nearest[None, :]).ravel()
    cells = lattice.find(key)
    cells = cells[cells < len(lattice.codes)].astype(np.int64)
    return cells[np.isfinite(price[cells]) & ((problem.up[cells] > 0) | (problem.down[cells] > 0))]


def _kin(lattice: Lattice, room: _Room, steps: tuple[Ints, Floats], base: Ints, side: Floats) -> Ints:
    """Totals and parts of one cell along a dimension that can move as it must, as differences of keys, totals first."""
    moved, sign = steps[0][0], steps[1][0]
    rising = (sign >= 0).all(axis=1)
    kin, times = np.unique(moved[rising][sign[rising] != 0], return_counts=True)
    cells = lattice.find(base + kin)
    free = np.isfinite(room.price[cells]) & ((room.up if side[0] > 0 else room.down)[cells] > 0)
    some = np.flatnonzero(free & (kin != 0))
    # A step goes through all totals, but through one part only.
    found: Ints = kin[some[np.argsort(-times[some], kind="stable")]]
    return found


def _steps_at(steps: Steps, lattice: Lattice, cell: Ints, place: int) -> tuple[Ints, Floats]:
    """For each cell its steps along a dimension, as differences of keys, with their signs."""
    code = lattice.codes[cell, place]
    category, sign = steps.category[code], steps.sign[code]
    return (category - code[:, None, None]) * lattice.strides[place], sign


def _best_steps(
    lattice: Lattice, room: _Room, steps: tuple[Ints, Floats], base: Ints, side: Floats, amount: Floats, number: int
) -> tuple[Ints, Floats]:
    """The cheapest steps along one dimension by the line of the needy cell itself."""
    moved, sign = steps
    there = sign != 0
    cells = np.where(there, lattice.find(np.where(there, base[:, None, None] + moved, 0)), len(lattice.codes))
    cost = _price(room, cells, sign * side[:, None, None], amount, there)
    cost[~there.any(axis=2)] = np.inf
    number = min(number, cost.shape[1])
    best = np.argpartition(cost, number - 1, axis=1)[:, :number]
    rows = np.arange(len(base))[:, None]
    return moved[rows, best], sign[rows, best]


def _price(room: _Room, cells: Ints, sign: Floats, amount: Floats, there: Flags) -> Floats:
    """What each combination costs; infinite where a cell may not be hidden or has too little room."""
    need = amount[:, None, None]
    enough = np.where(sign > 0, room.up[cells], room.down[cells]) >= need
    price = np.where(enough, room.price[cells], np.inf)
    price[~there] = 0.0
    total: Floats = price.sum(axis=2)
    return total
