"""Cell suppression as a problem of mathematics: what may be hidden, at what cost, to protect what."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints, components
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class Problem:
    """A table to be protected.

    Attributes
    ----------
    row, column : array of int, entries
        Relations that hold exactly, entry by entry; what no part shows is a cell of its own.
    sign : array of float, entries
        +1 for a parent, -1 for a part.
    rows : int
        Number of relations.
    value : array of float, cells
    down, up : array of float, cells
        How far a hidden cell may lie below and above its figure for all the reader knows.
    cost : array of float, cells
        Loss if the cell is hidden.
    forced, allowed : array of bool, cells
        Cells hidden from the start, and cells that may be hidden.
    need_cell : array of int, needs
    need_side : array of int, needs
        +1 if the cell must be able to be larger, -1 if smaller.
    need : array of float, needs
        By how much.
    integer : bool
    order : array of float, cells
        Among patterns of equal loss, cells with small numbers are hidden first.
    """

    row: Ints
    column: Ints
    sign: Floats
    rows: int
    value: Floats
    down: Floats
    up: Floats
    cost: Floats
    forced: Flags
    allowed: Flags
    need_cell: Ints
    need_side: Ints
    need: Floats
    integer: bool
    order: Floats

    @cached_property
    def matrix(self) -> sp.csr_array:
        """The relations as a sparse array, relations by cells."""
        return sp.csr_array((self.sign, (self.row, self.column)), shape=(self.rows, len(self.value)))

    def residuals(self, move: Floats) -> Floats:
        """By how much each relation is broken if cells move so."""
        return np.bincount(self.row, self.sign * move[self.column], minlength=self.rows)

    @cached_property
    def preference(self) -> Floats:
        """Factors slightly above 1 that keep the order among cells of equal loss."""
        return 1.0 + 1e-2 * self.order / max(float(self.order.max(initial=0.0)), 1e-12)

    @cached_property
    def ties(self) -> Floats:
        """What hiding each cell tells, beside the others that may be hidden: what settles ties."""
        free = self.allowed & ~self.forced
        return np.where(free, self.order / max(float(self.order[free].sum()), 1e-12), 0.0)

    def rank(self, hidden: Flags) -> tuple[float, float]:
        """The loss, then what settles ties: the smaller, the better."""
        return self.loss(hidden), float(self.ties[hidden & ~self.forced].sum())

    def loss(self, hidden: Flags) -> float:
        """What hiding these cells costs beyond those hidden from the start."""
        return float(self.cost[hidden & ~self.forced].sum())

    @cached_property
    def pieces(self) -> list["Piece"]:
        """The independent problems it consists of, those without a need left out."""
        of_rows, of_cells = components(self.matrix)
        wanted = np.unique(of_cells[self.need_cell])
        cells = _group_places(of_cells, wanted)
        entries = _group_places(of_cells[self.column], wanted)
        needs = _group_places(of_cells[self.need_cell], wanted)
        rows = _group_places(of_rows, wanted)
        place = np.zeros(max(len(self.value), self.rows), np.int64)
        return [self._piece(*parts, place) for parts in zip(cells, rows, entries, needs, strict=True)]

    def _piece(self, cells: Ints, rows: Ints, entries: Ints, needs: Ints, place: Ints) -> "Piece":
        place[rows] = np.arange(len(rows))
        row = place[self.row[entries]]
        place[cells] = np.arange(len(cells))
        small = replace(
            self,
            row=row,
            column=place[self.column[entries]],
            sign=self.sign[entries],
            rows=len(rows),
            value=self.value[cells],
            down=self.down[cells],
            up=self.up[cells],
            cost=self.cost[cells],
            forced=self.forced[cells],
            allowed=self.allowed[cells],
            need_cell=place[self.need_cell[needs]],
            need_side=self.need_side[needs],
            need=self.need[needs],
            order=self.order[cells],
        )
        return Piece(cells, small)


@dataclass(frozen=True, eq=False)
class Piece:
    """An independent part of a problem.

    Attributes
    ----------
    cells : array of int
        The numbers of its cells in the whole.
    problem : Problem
    """

    cells: Ints
    problem: Problem


def _group_places(label: Ints, wanted: Ints) -> list[Ints]:
    """For each label wanted the places that have it, in order."""
    order = np.argsort(label, kind="stable")
    sorted_ = label[order]
    starts, ends = np.searchsorted(sorted_, wanted), np.searchsorted(sorted_, wanted, side="right")
    return [order[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
