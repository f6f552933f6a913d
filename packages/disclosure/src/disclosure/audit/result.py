"""What an audit found: the intervals of all cells, and for each that fails the figures from which it follows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.audit.bounds import Method, Tightest
from disclosure.audit.system import Ints, system_of
from disclosure.audit.unmask import Unmasking, unmask
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats
from disclosure.values.kinds import Kind

WORDS = {
    Method.TOLD: "as told",
    Method.CLOSED_FORM: "closed form",
    Method.LINEAR: "linear programme",
    Method.INTEGER: "integer programme",
    Method.PROPAGATION: "propagation",
    Method.SECOND_TABLE: "propagation; protected by second tables",
    Method.NEARBY: "elimination, and programmes over the figures around it",
}
# What shows for certain, in whole numbers too, how low and how high a cell can be.
PROOFS = (Method.TOLD, Method.CLOSED_FORM, Method.INTEGER, Method.SECOND_TABLE)


@dataclass(frozen=True)
class Finding:
    """A hidden cell, what is told about it, what can be computed, and from what.

    Attributes
    ----------
    cell : dict of str to str
    told, needed, reached : pair of float
        The interval told, the one an attacker must not get inside of, and the one he gets.
    how : str
        Closed form, linear or integer programme.
    figures : tuple of str
        The published figures from which it follows, in words.
    shortest : bool
        Whether fewer figures cannot do it.
    """

    cell: dict[str, str]
    told: tuple[float, float]
    needed: tuple[float, float]
    reached: tuple[float, float]
    how: str
    figures: tuple[str, ...]
    shortest: bool

    @property
    def is_exact(self) -> bool:
        """Whether the attacker gets the figure itself."""
        return self.reached[0] == self.reached[1]

    def __str__(self) -> str:
        cell = ", ".join(f"{name} {category}" for name, category in self.cell.items())
        low, high = self.reached
        what = f"is {low:g}" if self.is_exact else f"lies between {low:g} and {high:g}"
        size = "" if self.shortest else " (none of which can be spared)"
        return f"{cell}: {what}, from {'; '.join(self.figures)}{size}"


@dataclass(frozen=True, eq=False)
class Audit:
    """The intervals an attacker can compute, cell by cell.

    Attributes
    ----------
    cells : Cells
    tightest : Tightest
    needed_low, needed_high : array of float, cells
        The interval an attacker must not get inside of; for cells that need no protection the one told.
    vague : array of bool, cells
        Hidden cells whose sign does not say that they are small, and rows left out. Whether they need protection is not
        known from outside, so they fail only if it is certain that they lie within the interval needed; where none is
        stated, those said to be sensitive if exact.
    relations : Relations
        Everything that adds up.
    start_low, start_high : array of float, cells
        What is told or known at the outset.
    published : int
        How many of the cells have a figure; the rest are unpublished margins that tie figures together.
    who : str
        Whose knowledge is assumed beside what is published.
    notes : tuple of str
    """

    cells: Cells
    tightest: Tightest
    needed_low: Floats
    needed_high: Floats
    vague: Flags
    relations: Relations
    start_low: Floats
    start_high: Floats
    published: int
    who: str
    notes: tuple[str, ...]

    @property
    def failing(self) -> Flags:
        """Cells that need protection, and are bounded inside the interval they need or certainly lie within it."""
        low, high = self.tightest.low, self.tightest.high
        inside = (low > self.needed_low) | (high < self.needed_high)
        endless = ~np.isfinite(self.needed_high)
        within = (low >= self.needed_low) & (high <= self.needed_high) & inside
        surely = np.where(endless, self.cells.sensitive & (low == high), within)
        return np.asarray(np.where(self.vague, surely, self.cells.sensitive & inside), bool)

    @property
    def exposed(self) -> Flags:
        """Failing cells that can be computed exactly."""
        return np.asarray(self.failing & (self.tightest.low == self.tightest.high), bool)

    @property
    def is_safe(self) -> bool:
        """Whether no sensitive cell fails."""
        return not self.failing.any()

    @property
    def unproved(self) -> Flags:
        """Cells that need protection and do not fail, but of which nothing shows that they have it.

        No programme in whole numbers has bounded them, and no other table shows them to be as low and as high as they
        need to be.
        """
        proofs = PROOFS if self.cells.specification.integer else (*PROOFS, Method.LINEAR)
        return np.asarray(self.cells.sensitive & ~self.failing & ~np.isin(self.tightest.method, proofs), bool)

    @property
    def proofs(self) -> dict[Method, int]:
        """How many of the cells that need protection, and have it, were proved to have it by which method."""
        proved = self.cells.sensitive & ~self.failing & ~self.unproved
        method, count = np.unique(self.tightest.method[proved], return_counts=True)
        return {Method(m): n for m, n in zip(method.tolist(), count.tolist(), strict=True)}

    @property
    def guarantee(self) -> str:
        """What is certain about the cells that do not fail, in a sentence."""
        method = self.tightest.method[self.unproved]
        linear, weak = int((method == Method.LINEAR).sum()), int((method != Method.LINEAR).sum())
        parts = ["Guarantee: no computation bounds a cell further than stated, for whoever knows no more than this"]
        if linear:
            parts.append(
                f"but for {linear:,} cells, where whole numbers may say more than the linear programmes solved"
            )
        if weak:
            parts.append(
                f"but for {weak:,} cells in pieces too large for programmes over all of them, of which it was checked "
                "only that they do not follow from sums alone and that the figures around them bound them no further"
            )
        return "; ".join(parts) + "."

    def single_subtractions(self, dimensions: Sequence[str] | None = None) -> Flags:
        """Sensitive cells computed exactly by one subtraction: hidden alone in a relation along these dimensions."""
        names = [dimension.name for dimension in self.cells.specification.dimensions]
        along = [names.index(name) for name in dimensions] if dimensions is not None else list(range(len(names)))
        there = np.arange(len(self.cells)) < self.published
        hidden = (self.start_low < self.start_high) & there
        matrix = self.relations.matrix
        alone = (abs(matrix) @ hidden.astype(float) == 1) & (matrix.maximum(0) @ there.astype(float) == 1)
        alone &= (self.relations.high == 0) & np.isin(self.relations.dimension, along)
        cell, sign = _hidden_of(self.relations, hidden, np.flatnonzero(alone))
        value = -(matrix @ np.where(hidden | ~there, 0.0, self.start_low))[alone] * sign
        possible = (value >= self.start_low[cell]) & (value <= self.start_high[cell])
        found = np.zeros(len(self.cells), bool)
        found[cell[possible]] = True
        return found & self.cells.sensitive

    def unmasking_cells(self, cell: int) -> tuple[int, ...]:
        """The fewest published cells from which a hidden cell is bounded as tightly as it can be."""
        if self.start_low[cell] == self.start_high[cell]:
            return ()
        return self._proof(cell).published

    def explain(self, cell: int) -> Finding:
        """What is known about a cell, and the fewest published figures from which it follows."""
        start = float(self.cells.told_low[cell]), float(self.cells.told_high[cell])
        if self.start_low[cell] == self.start_high[cell]:
            used, shortest = self._elsewhere(cell), True
        else:
            found = self._proof(cell)
            used, shortest = self._figures(cell, found), found.shortest
        needed = float(self.needed_low[cell]), float(self.needed_high[cell])
        reached = float(self.tightest.low[cell]), float(self.tightest.high[cell])
        how = WORDS[Method(int(self.tightest.method[cell]))]
        return Finding(self.cells.key(cell), start, needed, reached, how, used, shortest)

    def _proof(self, cell: int) -> Unmasking:
        integer, relations = self.cells.specification.integer, self.tightest.relations
        system = system_of(self.start_low, self.start_high, relations, integer=integer)
        return unmask(system, relations, cell, float(self.tightest.low[cell]), float(self.tightest.high[cell]))

    def findings(self, limit: int | None = None) -> list[Finding]:
        """Failing cells, exact ones first, then in the order of the table; at most so many."""
        failing = np.flatnonzero(self.failing)
        order = failing[np.argsort(~self.exposed[failing], kind="stable")]
        return [self.explain(int(cell)) for cell in order[:limit]]

    def _figures(self, target: int, found: Unmasking) -> tuple[str, ...]:
        """Published figures and signs in words, as far as their cells differ from the one unmasked."""
        beside = self.cells.describe_beside
        figures = [f"{beside(cell, target)}: {self.start_low[cell]:,.10g}" for cell in found.published]
        signs = [
            f"{beside(cell, target)}: {_describe_interval(self.start_low[cell], self.start_high[cell])}"
            for cell in found.signs
        ]
        return (*figures, *signs)

    def _elsewhere(self, cell: int) -> tuple[str, ...]:
        """Figures of other tables or releases that show a cell hidden in one of them."""
        figures = []
        for figure in np.flatnonzero(self.cells.figure_cell == cell).tolist():
            table = self.cells.tables[self.cells.figure_table[figure]]
            value = table.values[int(self.cells.figure_row[figure])]
            if value.kind is Kind.SUPPRESSED and (value.low, value.high) == (0.0, np.inf):
                continue
            figures.append(f"{value} in table {table.name!r} of {table.release}")
        return tuple(figures)

    def __str__(self) -> str:
        hidden = int(self.cells.sensitive.sum())
        known = f" by {self.who}" if self.who else ""
        need = "cell needs" if hidden == 1 else "cells need"
        return (
            f"{hidden:,} {need} protection; {int(self.exposed.sum()):,} can be computed exactly{known}, "
            f"{int(self.failing.sum() - self.exposed.sum()):,} more can be bounded inside the interval they need"
        )


def _describe_interval(low: float, high: float) -> str:
    return f"told at least {low:g}" if high == np.inf else f"told {low:g} to {high:g}"


def _hidden_of(relations: Relations, hidden: Flags, rows: Ints) -> tuple[Ints, Floats]:
    entries = relations.matrix[rows].tocoo()
    here = hidden[entries.col]
    order = np.argsort(entries.row[here], kind="stable")
    return np.asarray(entries.col[here][order], np.int64), np.asarray(entries.data[here][order], float)
