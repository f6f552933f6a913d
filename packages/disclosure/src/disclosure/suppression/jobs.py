"""Linear programmes that look for another table an attacker cannot exclude, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from disclosure.errors import NotSolved
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.suppression.problem import Problem
from disclosure.values.column import Flags, Floats

PENALTY = 1e4
NODES = 50
FURTHEST = 4


@dataclass(frozen=True, eq=False)
class Job:
    """One need of one problem, with the price of moving each cell.

    Attributes
    ----------
    problem : Problem
    need : int
        Number of the need.
    price : array of float, cells
        Of moving a cell by one; infinite if it may not move.
    """

    problem: Problem
    need: int
    price: Floats

    @property
    def cell(self) -> int:
        """The cell in need."""
        return int(self.problem.need_cell[self.need])


def find_moves(jobs: Sequence[Job], *, whole: bool = True) -> list[Floats | None]:
    """For each job the cheapest way to move cells so that the need is met and everything still adds up.

    Parameters
    ----------
    jobs : sequence of Job
    whole : bool
        Whether a move in fractions is turned into one in whole numbers where the figures are whole.

    Returns
    -------
    list of array of float, cells, or None
        None where no way meets the need. For whole-number tables the moves are whole where such a move is found.

    Raises
    ------
    NotSolved
        If the solver fails.

    Notes
    -----
    Minimize sum of price |y| subject to matrix y = 0, -down <= y <= up and y of the needy cell equal to the need. A
    move that exists is a second table that agrees with all that is published: the proof that the cell is protected.
    """
    # Jobs at the same prices have the same cells that can move.
    at = {id(job.price): job for job in jobs}
    movable = {price: can_move(job.problem, np.isfinite(job.price)) for price, job in at.items()}
    flags = [movable[id(job.price)] for job in jobs]
    parts = [_Part(job, cells) for job, cells in zip(jobs, flags, strict=True) if cells[job.cell]]
    moves = iter(_solve_parts(parts, whole) if parts else [])
    return [next(moves) if cells[job.cell] else None for job, cells in zip(jobs, flags, strict=True)]


def can_move(problem: Problem, free: Flags) -> Flags:
    """Cells that can move at all if only free ones may: one that is alone in a relation cannot."""
    left = free & ((problem.up > 0) | (problem.down > 0))
    while True:
        there = left[problem.column]
        row = problem.row[there]
        alone = np.bincount(row, minlength=problem.rows) == 1
        stuck = problem.column[there][alone[row]]
        if not len(stuck):
            return left
        left[stuck] = False


def _solve_parts(parts: Sequence["_Part"], whole: bool) -> list[Floats | None]:
    found = solve_linear(_join_parts(parts), presolve=len(parts) == 1)
    if found is None:
        raise NotSolved(
            "The solver found no way to move cells, not even with a penalty. Check the size of the figures."
        )
    answers = np.split(found.x, np.cumsum([part.width for part in parts])[:-1])
    return [_move(part, x, whole) for part, x in zip(parts, answers, strict=True)]


class _Part:
    """The programme of one job, entry by entry, over the cells that can move: upward moves, downward ones, and what is
    missing."""

    def __init__(self, job: Job, movable: Flags) -> None:
        problem = self.problem = job.problem
        self.need = float(problem.need[job.need])
        self.cells = np.flatnonzero(movable)
        n = len(self.cells)
        place = np.zeros(len(movable), np.int64)
        place[self.cells] = np.arange(n)
        inside = movable[problem.column]
        rows, row = np.unique(problem.row[inside], return_inverse=True)
        column, sign = place[problem.column[inside]], problem.sign[inside]
        self.width, self.height = 2 * n + 1, len(rows) + 1
        cell, side = int(place[job.cell]), float(problem.need_side[job.need])
        self.row = np.concatenate([row, row, np.full(3, len(rows))])
        self.column = np.concatenate([column, column + n, np.array([cell, n + cell, 2 * n])])
        self.data = np.concatenate([sign, -sign, np.array([side, -side, 1.0])])
        price = job.price[self.cells]
        self.high = np.concatenate([problem.up[self.cells], problem.down[self.cells], [np.inf]])
        self.cost = np.concatenate([price, price, [PENALTY * max(1.0, float(price.max(initial=1.0)))]])
        self.side = np.zeros(self.height)
        self.side[-1] = self.need

    def spread(self, move: Floats) -> Floats:
        """A move of these cells as one of all cells of the problem."""
        whole = np.zeros(len(self.problem.value))
        whole[self.cells] = move
        return whole


def _join_parts(parts: Sequence[_Part]) -> Programme:
    """Many programmes side by side."""
    down = np.cumsum([0, *(part.height for part in parts)])
    across = np.cumsum([0, *(part.width for part in parts)])
    row = np.concatenate([part.row + start for part, start in zip(parts, down[:-1], strict=True)])
    column = np.concatenate([part.column + start for part, start in zip(parts, across[:-1], strict=True)])
    data = np.concatenate([part.data for part in parts])
    matrix = sp.csr_array((data, (row, column)), shape=(int(down[-1]), int(across[-1])))
    side, cost, high = (np.concatenate([getattr(part, name) for part in parts]) for name in ("side", "cost", "high"))
    return Programme(cost, matrix, side, side, np.zeros(len(cost)), high)


def _move(part: _Part, x: Floats, whole: bool) -> Floats | None:
    n = len(part.cells)
    if x[-1] > 1e-6 * max(1.0, part.need):
        return None
    move = x[:n] - x[n : 2 * n]
    if not part.problem.integer:
        return part.spread(np.where(np.abs(move) > 1e-9, move, 0.0))
    if np.abs(move - np.round(move)).max(initial=0.0) > 1e-6:
        return part.spread(_whole_move(part, move) if whole else move)
    return part.spread(np.round(move))


def _whole_move(part: _Part, move: Floats) -> Floats:
    """A move in whole numbers among the cells that the fractional one touches and those that cost little.

    None of them may go further than a few times the need. Where no such move is found within some nodes the fractional
    one stands: it proves the cell protected against linear attacks, and the audit looks for whole-number ones.
    """
    n = len(part.cells)
    price = part.cost[:n]
    near = (move != 0) | (price <= 1e-2 * price.max(initial=0.0))
    programme = _join_parts([part])
    reach = np.ceil(FURTHEST * part.need)
    high = np.where(np.append(np.tile(near, 2), False), np.minimum(programme.high, reach), 0.0)
    found = solve_mixed(replace(programme, high=high), np.arange(2 * n + 1) < 2 * n, nodes=NODES, gap=0.5)
    return move if found is None else np.round(found.x[:n] - found.x[n : 2 * n])


def proves(problem: Problem, move: Floats, hidden: Flags) -> Flags:
    """Which needs a move meets, as it is or turned round, moving hidden cells only and none beyond what is told."""
    if (np.abs(problem.residuals(move)) > 1e-6).any() or move[~hidden].any():
        return np.zeros(len(problem.need), bool)
    met = np.zeros(len(problem.need), bool)
    for sign in (1.0, -1.0):
        y = sign * move
        if (y > problem.up + 1e-9).any() or (-y > problem.down + 1e-9).any():
            continue
        met |= y[problem.need_cell] * problem.need_side >= problem.need - 1e-9
    return met
