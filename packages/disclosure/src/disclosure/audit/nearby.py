"""Bounds and proofs from the figures around a cell, for pieces too large for programmes over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints, System
from disclosure.progress import Progress, silent
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.values.column import Flags, Floats

# How many steps from sum to sum a neighbourhood reaches, and how many cells of a long sum it takes on either side.
LEVELS = ((1, 2), (2, 2), (2, 6), (3, 8), (4, 20), (6, 60))
# Cells of a neighbourhood, cells of all that are solved side by side, and cells of a sum beyond which it is not used.
MOST, TOGETHER, LONG = 4_000, 6_000, 400
NODES = 500
LOW, HIGH = 0, 1
NEAR = 1e-6


@dataclass(frozen=True, eq=False)
class Nearby:
    """What the figures around cells say about them.

    Attributes
    ----------
    low, high : array of float, columns
        Bounds that certainly hold; they may be wider than the tightest.
    proved : array of bool, columns
        Cells of which tables in whole numbers show both ends to be possible.
    """

    low: Floats
    high: Floats
    proved: Flags


def bound_nearby(
    system: System,
    low: Floats,
    high: Floats,
    targets: Ints,
    ends: tuple[Floats, Floats],
    figures: Floats | None = None,
    *,
    progress: Progress = silent,
) -> Nearby:
    """Bound cells by programmes over the figures around them, and prove that they can be as low and as high as needed.

    Parameters
    ----------
    system : System
    low, high : array of float, columns
        Bounds known to hold.
    targets : array of int
        Columns to be bounded.
    ends : pair of array of float, columns
        Of a cell that can be as low as the first and as high as the second nothing more is asked.
    figures : array of float, columns, optional
        The true figures, where they are known and agree with the system. Without them nothing is proved.
    progress : Progress

    Returns
    -------
    Nearby

    Notes
    -----
    Two programmes are solved over a neighbourhood of a cell. In one all sums that reach out of it are left out: what it
    says cannot be, cannot be. In the other everything outside stands at its true figure: what it finds, in whole
    numbers, is a table that agrees with all that is published, so no computation whatever excludes it. Neighbourhoods
    grow until one of them decides. Of long sums only cells next to those reached so far are taken.
    """
    work = _Work(system, low.copy(), high.copy(), ends, figures)
    work.ask(targets)
    for level, (steps, wide) in enumerate(LEVELS):
        for batch in work.batches(steps, wide):
            progress("bounds from the figures around", level, len(LEVELS))
            work.solve(batch)
    return work.result()


@dataclass(frozen=True, eq=False)
class _Part:
    """The neighbourhood of one side of one cell: cells that may move, and the sums in which they stand."""

    column: int
    side: int
    columns: Ints
    rows: Ints


type _Block = tuple[_Part, Ints, Ints]


class _Work:
    """Sides of cells that are not decided yet, and how low and how high tables show each cell to be possible."""

    def __init__(
        self, system: System, low: Floats, high: Floats, ends: tuple[Floats, Floats], figures: Floats | None
    ) -> None:
        self.system, self.low, self.high, self.figures = system, low, high, figures
        self.ends = np.maximum(ends[0], low), np.minimum(ends[1], high)
        self.matrix, self.across = sp.csr_array(system.matrix), sp.csc_array(system.matrix)
        size = len(system.cells)
        self.asked = np.zeros(size, bool)
        self.pending = np.zeros((2, size), bool)
        self.reached = np.full((2, size), np.nan) if figures is None else np.stack([figures, figures])

    def ask(self, targets: Ints) -> None:
        """Begin with both sides of the targets, as far as the true figures do not decide them."""
        self.asked[targets] = True
        self.pending[:, targets] = True
        # Of a cell without any upper bound no part of the whole can give one.
        self.pending[HIGH] &= np.isfinite(self.ends[HIGH])
        self._note_reached()

    def batches(self, steps: int, wide: int) -> Iterator[list[_Part]]:
        """Neighbourhoods of what is pending, as many together as one programme takes."""
        batch: list[_Part] = []
        size = 0
        for side, column in np.argwhere(self.pending).tolist():
            # An earlier batch may have decided it.
            if not self.pending[side, column]:
                continue
            part = self._part(column, side, steps, wide)
            if part is not None:
                batch.append(part)
                size += len(part.columns)
            if size > TOGETHER:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def solve(self, batch: Sequence[_Part]) -> None:
        """Decide what one pair of programmes over several neighbourhoods decides."""
        self._tighten(batch)
        if self.figures is not None and (left := [part for part in batch if self.pending[part.side, part.column]]):
            self._move(left)

    def result(self) -> Nearby:
        """What was found."""
        proved = self.asked & self._is_reached().all(axis=0)
        return Nearby(self.low, self.high, proved)

    def _is_reached(self) -> Flags:
        with np.errstate(invalid="ignore"):
            return np.stack([self.reached[0] <= self.ends[0] + NEAR, self.reached[1] >= self.ends[1] - NEAR])

    def _note_reached(self) -> None:
        self.pending &= ~self._is_reached()

    def _part(self, column: int, side: int, steps: int, wide: int) -> _Part | None:
        """The neighbourhood of a cell; none if it is too large."""
        columns = np.array([column], np.int64)
        for _ in range(steps):
            grown = self._grow(columns, wide)
            if len(grown) > MOST:
                return None
            if len(grown) == len(columns):
                break
            columns = grown
        return _Part(column, side, columns, np.unique(self.across[:, columns].indices).astype(np.int64))

    def _grow(self, columns: Ints, wide: int) -> Ints:
        """Cells that share a sum with one of these; of a long sum those that stand next to them in it."""
        found = [columns]
        part = self.matrix[np.unique(self.across[:, columns].indices)]
        for start, end in zip(part.indptr[:-1].tolist(), part.indptr[1:].tolist(), strict=True):
            members = np.sort(part.indices[start:end])
            if len(members) > 2 * wide + 1:
                here = np.flatnonzero(np.isin(members, columns))
                near = (here[:, None] + np.arange(-wide, wide + 1)).ravel() % len(members)
                members = members[np.unique(near)]
            found.append(members.astype(np.int64))
        return np.unique(np.concatenate(found)).astype(np.int64)

    def _tighten(self, batch: Sequence[_Part]) -> None:
        """Bounds that hold whatever is true outside."""
        blocks = []
        for part in batch:
            rows = part.rows[np.diff(self.matrix.indptr)[part.rows] <= LONG]
            blocks.append((part, rows, np.unique(np.append(self.matrix[rows].indices, part.column)).astype(np.int64)))
        for (part, _rows, columns), values in self._solve(blocks, None):
            self._note_bound(part, float(values[np.searchsorted(columns, part.column)]))

    def _note_bound(self, part: _Part, value: float) -> None:
        if self.system.integer:
            value = float(np.ceil(value - NEAR) if part.side == LOW else np.floor(value + NEAR))
        near = self.system.tolerance
        if part.side == LOW and value > self.ends[LOW][part.column] + near:
            self.low[part.column] = max(self.low[part.column], value)
            self.pending[LOW, part.column] = False
        if part.side == HIGH and value < self.ends[HIGH][part.column] - near:
            self.high[part.column] = min(self.high[part.column], value)
            self.pending[HIGH, part.column] = False

    def _move(self, batch: Sequence[_Part]) -> None:
        """Tables that differ from the true one in the neighbourhoods only."""
        assert self.figures is not None
        blocks = [(part, part.rows, part.columns) for part in batch]
        for (part, rows, columns), values in self._solve(blocks, self.figures):
            if not self.pending[part.side, part.column]:
                continue
            if not self._note_table(rows, columns, values) and self._is_at_end(part, columns, values):
                self._move_by_integers(part)
        self._note_reached()

    def _is_at_end(self, part: _Part, columns: Ints, values: Floats) -> bool:
        value, end = float(values[np.searchsorted(columns, part.column)]), self.ends[part.side][part.column]
        return bool(value <= end + NEAR if part.side == LOW else value >= end - NEAR)

    def _move_by_integers(self, part: _Part) -> None:
        """A table in whole numbers where the linear programme found one in fractions."""
        programme = self._programme(part, part.rows, part.columns, self.figures)
        found = solve_mixed(programme, np.ones(len(part.columns), bool), nodes=NODES)
        if found is not None:
            self._note_table(part.rows, part.columns, found.x)

    def _note_table(self, rows: Ints, columns: Ints, values: Floats) -> bool:
        """Whether it is a possible table; then how low and how high its cells are is noted."""
        assert self.figures is not None
        table = np.round(values) if self.system.integer else values
        near = self.system.tolerance
        inside = (table >= self.low[columns] - near) & (table <= self.high[columns] + near)
        part = self.matrix[rows]
        whole = part @ self.figures + part[:, columns] @ (table - self.figures[columns])
        holds = (whole >= self.system.row_low[rows] - near) & (whole <= self.system.row_high[rows] + near)
        if not (np.abs(table - values).max(initial=0.0) <= NEAR and inside.all() and holds.all()):
            return False
        self.reached[LOW, columns] = np.minimum(self.reached[LOW, columns], table)
        self.reached[HIGH, columns] = np.maximum(self.reached[HIGH, columns], table)
        return True

    def _programme(self, part: _Part, rows: Ints, columns: Ints, fixed: Floats | None) -> Programme:
        """The programme of one neighbourhood; what is outside stands at the figures given, or is not looked at."""
        matrix = sp.csr_array(self.matrix[rows][:, columns])
        low, high = self.low[columns], self.high[columns]
        place = int(np.searchsorted(columns, part.column))
        cost = np.zeros(len(columns))
        cost[place] = 1.0 if part.side == LOW else -1.0
        if part.side == LOW:
            low[place] = self.ends[LOW][part.column]
        else:
            high[place] = self.ends[HIGH][part.column]
        shift = np.zeros(len(rows)) if fixed is None else self.matrix[rows] @ fixed - matrix @ fixed[columns]
        return Programme(cost, matrix, self.system.row_low[rows] - shift, self.system.row_high[rows] - shift, low, high)

    def _solve(self, blocks: Sequence[_Block], fixed: Floats | None) -> Iterator[tuple[_Block, Floats]]:
        """The solutions of independent programmes, solved as one; one by one where that fails."""
        programmes = [self._programme(part, rows, columns, fixed) for part, rows, columns in blocks]
        found = solve_linear(_join(programmes), presolve=False)
        if found is not None:
            ends = np.cumsum([len(each.cost) for each in programmes])
            yield from zip(blocks, np.split(found.x, ends[:-1]), strict=True)
            return
        for block, programme in zip(blocks, programmes, strict=True):
            if (alone := solve_linear(programme)) is not None:
                yield block, alone.x


def _join(programmes: Sequence[Programme]) -> Programme:
    """Independent programmes side by side."""
    sides = ([getattr(each, name) for each in programmes] for name in ("row_low", "row_high", "low", "high"))
    return Programme(
        np.concatenate([each.cost for each in programmes]),
        sp.csr_array(sp.block_diag([each.matrix for each in programmes], format="csr")),
        *map(np.concatenate, sides),
    )
