"""Bounds by going from relation to relation until nothing changes: exact where the relations make no cycle."""

from dataclasses import dataclass

import numpy as np

from disclosure.audit.system import Ints, System
from disclosure.values.column import Flags, Floats

SWEEPS = 200


@dataclass(frozen=True, eq=False)
class Propagated:
    """Bounds after propagation.

    Attributes
    ----------
    low, high : array of float, columns
    contradicted : array of bool, rows
        Relations that cannot hold within the bounds found so far.
    settled : bool
        Whether a further sweep would change nothing.
    """

    low: Floats
    high: Floats
    contradicted: Flags
    settled: bool


def propagate(system: System, sweeps: int = SWEEPS) -> Propagated:
    """Tighten the bounds of every hidden cell by every relation, again and again.

    Parameters
    ----------
    system : System
    sweeps : int
        At most so many rounds over all relations.

    Returns
    -------
    Propagated

    Notes
    -----
    In a relation r <= sum of a_j x_j <= s, each cell lies within what the bounds of the others leave:
    a_i x_i >= r - sum over j other than i of max(a_j x_j), and likewise from above. Where the graph of cells and
    relations has no cycle the limit is the tightest interval, for whole numbers as for others.
    """
    walk = _Walk(system)
    low, high = system.low.copy(), system.high.copy()
    for _ in range(sweeps):
        before = low, high
        low, high, wrong = walk.step(low, high)
        if wrong.any():
            return Propagated(*before, wrong, False)
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            return Propagated(low, high, wrong, True)
    return Propagated(low, high, np.zeros(len(system.row_low), bool), False)


class _Walk:
    """The entries of a system laid out once, so that each sweep is a few operations on whole arrays."""

    def __init__(self, system: System) -> None:
        entries = system.matrix.tocoo()
        self.row: Ints = entries.row.astype(np.int64)
        self.column: Ints = entries.col.astype(np.int64)
        self.plus = entries.data > 0
        self.system = system
        self.size = len(system.row_low)
        self._all = self.row, self.column, self.plus
        self.awake = np.ones(self.size, bool)

    def step(self, low: Floats, high: Floats) -> tuple[Floats, Floats, Flags]:
        """Tighten by the relations of which a cell changed in the last step."""
        rows, columns, plus = self._all
        here = self.awake[rows]
        self.row, self.column, self.plus = rows[here], columns[here], plus[here]
        lower, higher, wrong = self._tighten(low, high)
        changed = (lower != low) | (higher != high)
        self.awake = np.zeros(self.size, bool)
        self.awake[rows[changed[columns]]] = True
        return lower, higher, wrong

    def _tighten(self, low: Floats, high: Floats) -> tuple[Floats, Floats, Flags]:
        column, row, system = self.column, self.row, self.system
        least = np.where(self.plus, low[column], -high[column])
        most = np.where(self.plus, high[column], -low[column])
        down, up = self._others(least, -np.inf), self._others(most, np.inf)
        total_low, total_high = down[1], up[1]
        slack = system.tolerance
        wrong = (total_low > system.row_high + slack) | (total_high < system.row_low - slack)
        wrong &= self.awake
        floor, ceiling = system.row_low[row] - up[0], system.row_high[row] - down[0]
        new_low, new_high = np.where(self.plus, floor, -ceiling), np.where(self.plus, ceiling, -floor)
        if system.integer:
            new_low, new_high = np.ceil(new_low - slack), np.floor(new_high + slack)
        lower, higher = low.copy(), high.copy()
        np.maximum.at(lower, column, new_low)
        np.minimum.at(higher, column, new_high)
        crossed = lower > higher + slack
        if crossed.any() and not wrong.any():
            wrong = self._culprits(crossed, new_low, new_high, low, high)
        higher = np.maximum(lower, higher)
        return lower, higher, wrong

    def _others(self, side: Floats, endless: float) -> tuple[Floats, Floats]:
        """For each entry the sum of the other entries of its row; and for each row the sum of all."""
        infinite = ~np.isfinite(side)
        number = np.bincount(self.row, infinite, minlength=self.size)
        plain = np.where(infinite, 0.0, side)
        total = np.bincount(self.row, plain, minlength=self.size)
        others = np.where(number[self.row] > infinite, endless, total[self.row] - plain)
        return others, np.where(number > 0, endless, total)

    def _culprits(self, crossed: Flags, new_low: Floats, new_high: Floats, low: Floats, high: Floats) -> Flags:
        """The relations that moved a bound of a cell whose bounds now cross."""
        moved = (new_low > low[self.column]) | (new_high < high[self.column])
        wrong = np.zeros(self.size, bool)
        wrong[self.row[moved & crossed[self.column]]] = True
        return wrong
