"""Other tables that agree with all that is published: each proves that a cell cannot be bounded too closely."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints
from disclosure.suppression.lattice import Lattice
from disclosure.suppression.problem import Problem
from disclosure.suppression.swaps import FIRST, SECOND, find_swaps
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class Known:
    """What a publisher who protected tables knows about their audit beforehand.

    Attributes
    ----------
    figures : array of float, cells
        The true ones.
    moves : sparse array, tables by cells
        Other possible tables, as moves away from the true one.
    """

    figures: Floats
    moves: sp.csr_array


@dataclass(frozen=True, eq=False)
class Witness:
    """The true figures, and other possible tables that are a move away from them.

    Attributes
    ----------
    cells : Cells
        With the bounds that the attacker begins with.
    relations : Relations
    figures : array of float, cells
        The true ones, which agree with all that is told and adds up.
    needed : pair of array of float, cells
        The interval that each cell needs.
    judged : array of bool, cells
        Those whose need is known.
    moves : sparse array, tables by cells
        Moves found before; each is checked here.
    """

    cells: Cells
    relations: Relations
    figures: Floats
    needed: tuple[Floats, Floats]
    judged: Flags
    moves: sp.csr_array

    @cached_property
    def proved(self) -> Flags:
        """Cells that the moves found before prove: either end of the needed interval is possible."""
        low, high = self._reach(self.moves)
        return np.asarray(self.judged & (low <= self.needed[0]) & (high >= self.needed[1]), bool)

    def find_proved(self, targets: Ints) -> Flags:
        """For which cells swaps show either end of the needed interval to be possible.

        A swap is in whole numbers where figures are, keeps to what is told of every cell and leaves what adds up as it
        was, so the proof holds against every attack that uses nothing else. Of the others nothing is said.

        Parameters
        ----------
        targets : array of int

        Returns
        -------
        array of bool, targets
        """
        wanted = np.unique(targets[self.judged[targets]])
        problem = self._pose(wanted)
        if not len(problem.need):
            return self.judged[targets]
        price = np.where(problem.allowed, 1.0, np.inf)
        low, high = self.figures.copy(), self.figures.copy()
        needs = np.arange(len(problem.need))
        for combinations in (FIRST, SECOND):
            if not len(needs):
                break
            found = find_swaps(problem, self._lattice, needs, price, combinations=combinations)
            size = len(self.figures)
            change = np.where(np.isfinite(found.price)[:, None], found.signs, 0.0)
            change *= (problem.need[needs] * problem.need_side[needs])[:, None]
            row, place = np.nonzero(change)
            entries = change[row, place], (row, found.cells[row, place])
            lower, higher = self._reach(sp.csr_array(entries, shape=(len(needs), size)))
            np.minimum(low, lower, out=low)
            np.maximum(high, higher, out=high)
            missed = np.where(
                problem.need_side > 0, high[problem.need_cell] < self.needed[1][problem.need_cell],
                low[problem.need_cell] > self.needed[0][problem.need_cell],
            )  # fmt: skip
            needs = np.flatnonzero(missed)
        proved = self.judged & (low <= self.needed[0]) & (high >= self.needed[1])
        return np.asarray(proved[targets], bool)

    @cached_property
    def _lattice(self) -> Lattice:
        return Lattice.of(self.cells)

    def _reach(self, moves: sp.csr_array) -> tuple[Floats, Floats]:
        """How low and how high the tables that hold show each cell to be possible."""
        entries = moves.tocoo()
        holds = check_moves(self.figures, moves, self.cells, self.relations)[entries.row]
        column, data = entries.col[holds], entries.data[holds]
        low, high = self.figures.copy(), self.figures.copy()
        np.minimum.at(low, column, self.figures[column] + data)
        np.maximum.at(high, column, self.figures[column] + data)
        return low, high

    def _pose(self, cells: Ints) -> Problem:
        """What these cells need, where everything may move that is not told."""
        entries = self.relations.matrix.tocoo()
        size, figures, free = len(self.figures), self.figures, self.cells.low < self.cells.high
        down, up = figures[cells] - self.needed[0][cells], self.needed[1][cells] - figures[cells]
        need = np.concatenate([up, down])
        need = np.ceil(need - 1e-9) if self.cells.specification.integer else need
        some = np.flatnonzero(need > 0)
        return Problem(
            np.asarray(entries.row, np.int64), np.asarray(entries.col, np.int64), np.asarray(entries.data, float),
            len(self.relations), figures, np.maximum(figures - self.cells.low, 0.0),
            np.maximum(self.cells.high - figures, 0.0), np.ones(size), free, free, np.concatenate([cells, cells])[some],
            np.repeat([1, -1], len(cells))[some], need[some], self.cells.specification.integer, np.zeros(size),
        )  # fmt: skip


def check_moves(figures: Floats, moves: sp.csr_array, cells: Cells, relations: Relations) -> Flags:
    """Which tables, moves away from a given one, agree with everything told and everything that adds up.

    Parameters
    ----------
    figures : array of float, cells
    moves : sparse array, tables by cells
    cells : Cells
    relations : Relations

    Returns
    -------
    array of bool, tables
    """
    entries = moves.tocoo()
    value = figures[entries.col] + entries.data
    wrong = (value < cells.low[entries.col] - 1e-9) | (value > cells.high[entries.col] + 1e-9)
    if cells.specification.integer:
        wrong |= entries.data != np.round(entries.data)
    valid = np.bincount(entries.row, wrong, minlength=moves.shape[0]) == 0
    change = sp.csr_array(moves @ relations.matrix.T).tocoo()
    left = (relations.matrix @ figures)[change.col] + change.data
    near = 1e-6 * np.maximum(1.0, 1e-6 * np.abs(left))
    broken = (left < relations.low[change.col] - near) | (left > relations.high[change.col] + near)
    valid &= np.bincount(change.row, broken & (np.abs(change.data) > 1e-9), minlength=moves.shape[0]) == 0
    return np.asarray(valid, bool)
