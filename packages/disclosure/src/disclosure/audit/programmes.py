"""Linear and integer programmes over many independent pieces at once."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints, System
from disclosure.errors import NotSolved
from disclosure.progress import Progress, silent
from disclosure.solver import Programme, Solution, solve_linear, solve_mixed
from disclosure.values.column import Flags, Floats

INTEGER_SIZE = 400
# Sides of a piece that are still to be found, from which all of them are tried together, and how many must be found so
# for another trial: one costs about as much as so many sides one by one.
MANY, WORTH = 60, 5
NODES = 200


@dataclass(frozen=True, eq=False)
class Extremes:
    """Tightest bounds of the cells of a system.

    Attributes
    ----------
    low, high : array of float, columns
    by_integers : array of bool, columns
        Whether the bounds are those over whole numbers; else they are those of the linear programme, which are never
        tighter than the truth allows but may be wider than a whole-number attack finds.
    """

    low: Floats
    high: Floats
    by_integers: Flags


def extremes(
    system: System,
    low: Floats,
    high: Floats,
    piece: Ints,
    wanted: Flags,
    *,
    enough: tuple[Floats, Floats] | None = None,
    progress: Progress = silent,
) -> Extremes:
    """Minimize and maximize every hidden cell.

    Parameters
    ----------
    system : System
    low, high : array of float, columns
        Bounds known to hold, by which the programmes start.
    piece : array of int, columns
        The number of the connected piece of each column, from 0; pieces are independent.
    wanted : array of bool, columns
        Which columns to bound.
    enough : pair of array of float, columns, optional
        A side is not looked for any further once a solution is as low as the first, or as high as the second; the
        column keeps the bound given. At first the bounds themselves.
    progress : Progress

    Returns
    -------
    Extremes

    Raises
    ------
    NotSolved
        If the solver fails.

    Notes
    -----
    Independent pieces are put into one programme, one cell of each at a time, so that the number of programmes is that
    of the cells of the largest piece. A solution answers for every cell that it happens to show at its bound. So first
    all cells of large pieces are pushed outwards at once, as long as that answers for many.
    """
    work = _Work(system, low, high, piece, wanted, (low, high) if enough is None else enough)
    of = int(work.pending.sum())
    while work.push():
        progress("bounds by programmes", of - int(work.pending.sum()), of)
    while work.pending.any():
        progress("bounds by programmes", of - int(work.pending.sum()), of)
        work.round()
    return work.result()


class _Work:
    """Sides still to be found: row 0 of `pending` for minima, row 1 for maxima."""

    def __init__(
        self, system: System, low: Floats, high: Floats, piece: Ints, wanted: Flags, enough: tuple[Floats, Floats]
    ) -> None:
        self.system, self.low, self.high, self.piece, self.enough = system, low, high, piece, enough
        self.found = np.stack([low, high])
        self.pending = np.tile((low < high) & wanted, (2, 1))
        self.exact = np.tile(low == high, (2, 1))
        entries = system.matrix.tocoo()
        self.row_piece = np.zeros(len(system.row_low), np.int64)
        self.row_piece[entries.row] = piece[entries.col]
        self.sizes = np.bincount(piece)
        self.cap = self._caps()
        self.pushed = self.sizes < 0
        self.rng = np.random.default_rng(0)

    def push(self) -> bool:
        """Push all cells of the pieces with many sides left, up and down by turns; False when none is worth it."""
        left = np.bincount(self.piece, self.pending.sum(axis=0), minlength=len(self.sizes))
        many = (left >= MANY) & ~self.pushed
        if not many.any():
            return False
        columns = np.flatnonzero(many[self.piece])
        rows = np.flatnonzero(many[self.row_piece])
        down, up = self.pending[0, columns], self.pending[1, columns]
        chosen = np.where(down & up, self.rng.random(len(columns)) < 0.5, down)
        cost = np.where(down | up, np.where(chosen, 1.0, -1.0) * self.rng.uniform(0.5, 1.5, len(columns)), 0.0)
        solution = _solve(self.system, rows, columns, cost, self.low, np.minimum(self.high, self.cap))
        self._witness(columns, solution, self._whole(columns, solution))
        after = np.bincount(self.piece, self.pending.sum(axis=0), minlength=len(self.sizes))
        self.pushed |= many & (left - after < WORTH)
        return True

    def round(self) -> None:
        """One side of one cell of every piece that has any left."""
        side, column = self._targets()
        columns = np.flatnonzero(np.isin(self.piece, self.piece[column]))
        rows = np.flatnonzero(np.isin(self.row_piece, self.piece[column]))
        place = np.searchsorted(columns, column)
        cost = np.zeros(len(columns))
        cost[place] = np.where(side == 0, 1.0, -1.0)
        solution = _solve(self.system, rows, columns, cost, self.low, np.minimum(self.high, self.cap))
        whole = self._whole(columns, solution)
        self._witness(columns, solution, whole)
        left = self.pending[side, column]
        side, column, place = side[left], column[left], place[left]
        self._settle(side, column, solution[place], whole[place], self._capped(columns, solution))

    def _caps(self) -> Floats:
        """For cells without an upper bound one beyond anything the figures of their piece can make up."""
        sides = [np.where(np.isfinite(side), np.abs(side), 0.0) for side in (self.system.row_low, self.system.row_high)]
        # Without any relation the count of nothing is a whole number.
        total = np.bincount(self.row_piece, sides[0] + sides[1], minlength=len(self.sizes)).astype(float)
        bounds = [np.where(np.isfinite(side), np.abs(side), 0.0) for side in (self.low, self.high)]
        total += np.bincount(self.piece, bounds[0] + bounds[1], minlength=len(self.sizes))
        return np.asarray((10 * total + 1000)[self.piece])

    def result(self) -> Extremes:
        """What was found; pieces that have no solution in whole numbers keep the bounds they started with."""
        low, high = self.found
        near = self.system.tolerance
        # Two solutions of one value differ by the arithmetic of the machine, which makes no table impossible.
        high = np.where(np.abs(high - low) <= near, low, high)
        impossible = np.bincount(self.piece, low > high, minlength=len(self.sizes)) > 0
        back = impossible[self.piece]
        exact = self.exact.all(axis=0) & ~back
        return Extremes(np.where(back, self.low, low), np.where(back, self.high, high), exact)

    def _targets(self) -> tuple[Ints, Ints]:
        """The first side of the first cell of every piece; maxima after minima."""
        code = np.flatnonzero(self.pending.ravel())
        side, column = np.divmod(code, self.pending.shape[1])
        _, first = np.unique(self.piece[column], return_index=True)
        return side[first], column[first]

    def _whole(self, columns: Ints, solution: Floats) -> Flags:
        """For each column whether the solution of its whole piece is in whole numbers."""
        if not self.system.integer:
            return np.ones(len(columns), bool)
        fractional = np.abs(solution - np.round(solution)) > 1e-6
        broken = np.bincount(self.piece[columns], fractional, minlength=len(self.sizes)) > 0
        return np.asarray(~broken[self.piece[columns]])

    def _capped(self, columns: Ints, solution: Floats) -> Flags:
        """For each piece whether the solution has a cell at its cap, so that it may be the cap that limits it."""
        cap = self.cap[columns]
        at_cap = (self.high[columns] > cap) & (solution >= cap * (1 - 1e-9))
        return np.asarray(np.bincount(self.piece[columns], at_cap, minlength=len(self.sizes)) > 0)

    def _settle(self, side: Ints, column: Ints, value: Floats, whole: Flags, capped: Flags) -> None:
        for s, c, v, is_whole in zip(side.tolist(), column.tolist(), value.tolist(), whole.tolist(), strict=True):
            exact = is_whole
            if capped[self.piece[c]]:
                v, exact = self._without_caps(s, c)
            if not exact and self.sizes[self.piece[c]] <= INTEGER_SIZE:
                v, exact = self._by_integers(s, c, v)
            if self.system.integer:
                v = float(np.ceil(v - 1e-6) if s == 0 else np.floor(v + 1e-6))
            self.found[s, c] = v
            self.exact[s, c], self.pending[s, c] = exact, False

    def _without_caps(self, side: int, column: int) -> tuple[float, bool]:
        """The bound of a cell by a programme without caps, infinite if that has no end; and whether it is exact."""
        columns = np.flatnonzero(self.piece == self.piece[column])
        rows = np.flatnonzero(self.row_piece == self.piece[column])
        sign = 1.0 if side == 0 else -1.0
        try:
            solution = _solve(self.system, rows, columns, np.where(columns == column, sign, 0.0), self.low, self.high)
        except NotSolved:
            # A figure with a least value has a minimum: that the solver finds none is a failure.
            if side == 0 and np.isfinite(self.low[column]):
                raise
            return -sign * np.inf, True
        return float(solution[np.searchsorted(columns, column)]), bool(self._whole(columns, solution)[0])

    def _by_integers(self, side: int, column: int, otherwise: float) -> tuple[float, bool]:
        """The bound over whole numbers, or the one given where none was found or proved."""
        columns = np.flatnonzero(self.piece == self.piece[column])
        rows = np.flatnonzero(self.row_piece == self.piece[column])
        cost = np.where(columns == column, 1.0 if side == 0 else -1.0, 0.0)
        try:
            solution = _solve(self.system, rows, columns, cost, self.low, self.high, whole=True)
        except NotSolved:
            return otherwise, False
        return float(solution[np.searchsorted(columns, column)]), True

    def _witness(self, columns: Ints, solution: Floats, whole: Flags) -> None:
        """Sides that a solution shows to be the bounds told: for good if it is whole, else as far as programmes go that
        are not asked for whole numbers."""
        near = self.system.tolerance
        at_low, at_high = solution <= self.enough[0][columns] + near, solution >= self.enough[1][columns] - near
        linear = self.sizes[self.piece[columns]] > INTEGER_SIZE
        for side, here in ((0, at_low), (1, at_high)):
            self.exact[side, columns[here & whole]] = True
            self.pending[side, columns[here & (whole | linear)]] = False


def _solve(
    system: System, rows: Ints, columns: Ints, cost: Floats, low: Floats, high: Floats, *, whole: bool = False
) -> Floats:
    """The solution of least cost over some rows and columns."""
    matrix = sp.csr_array(system.matrix[rows][:, columns])
    programme = Programme(cost, matrix, system.row_low[rows], system.row_high[rows], low[columns], high[columns])
    found = _whole(programme) if whole else solve_linear(programme)
    if found is None:
        raise NotSolved(
            "The solver found no table that agrees with the figures. Check that they are of a sensible size."
        )
    return found.x


def _whole(programme: Programme) -> Solution | None:
    """The best solution in whole numbers, None if none is proved best within the nodes allowed."""
    found = solve_mixed(programme, np.ones(len(programme.cost), bool), nodes=NODES)
    return found if found is not None and found.proved else None


def least_violation(system: System, rows: Ints, columns: Ints, weights: Floats | None = None) -> Floats:
    """By how much each of these relations must give way for all of them to be possible, in sum as little as possible.

    Parameters
    ----------
    system : System
    rows, columns : array of int
    weights : array of float, one for each row of the system, optional
        How much it costs that it gives way.

    Returns
    -------
    array of float, one for each row
    """
    matrix = system.matrix[rows][:, columns]
    eye = sp.eye_array(len(rows))
    wide = sp.csr_array(sp.hstack([matrix, eye, -eye]))
    price = np.ones(len(rows)) if weights is None else weights[rows]
    cost = np.concatenate([np.zeros(len(columns)), price, price])
    low = np.concatenate([system.low[columns], np.zeros(2 * len(rows))])
    high = np.concatenate([system.high[columns], np.full(2 * len(rows), np.inf)])
    found = solve_linear(Programme(cost, wide, system.row_low[rows], system.row_high[rows], low, high))
    if found is None:
        raise NotSolved("The solver could not say which relations contradict each other.")
    give = found.x[len(columns) :]
    return give[: len(rows)] + give[len(rows) :]
