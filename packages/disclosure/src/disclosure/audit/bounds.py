"""The tightest interval an attacker can compute for every hidden cell."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import scipy.sparse as sp

from disclosure.audit.elimination import find_determined
from disclosure.audit.nearby import bound_nearby
from disclosure.audit.programmes import extremes, least_violation
from disclosure.audit.propagation import propagate
from disclosure.audit.system import Ints, System, components, residual_range, system_of
from disclosure.audit.witness import Witness
from disclosure.progress import Progress, silent
from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats


class Method(IntEnum):
    """How an interval was found."""

    TOLD = 0
    CLOSED_FORM = 1
    LINEAR = 2
    INTEGER = 3
    PROPAGATION = 4
    SECOND_TABLE = 5
    NEARBY = 6


# Hidden cells of a connected piece beyond which other tables are looked for before programmes are solved.
WITNESSED = 200
# Hidden cells of a piece times cells to be bounded in it beyond which no programme over all of it is solved for each.
LARGEST = 40_000_000
# Hidden cells of a piece beyond which no programme says which relations contradict each other.
HUGE = 10_000


@dataclass(frozen=True, eq=False)
class Tightest:
    """The intervals of all cells.

    Attributes
    ----------
    low, high : array of float, cells
    method : array of int, cells
        Codes of `Method`. Intervals are exact for whole numbers but for LINEAR, those of linear programmes, and three
        that certainly hold but may be wider than the tightest: PROPAGATION, of cells not wanted; NEARBY, of cells in
        pieces too large for programmes, where cells that follow from relations alone, or from the figures around them,
        are found; and SECOND_TABLE, of cells of which other tables show that they can be as low and as high as needed.
    relations : Relations
        Those that were used.
    contradicted : array of bool, relations given
        Those that the figures contradict; they were taken as at most, or not at all.
    """

    low: Floats
    high: Floats
    method: Ints
    relations: Relations
    contradicted: Flags


def tightest(
    low: Floats,
    high: Floats,
    relations: Relations,
    *,
    integer: bool,
    wanted: Flags | None = None,
    witness: Witness | None = None,
    enough: tuple[Floats, Floats] | None = None,
    progress: Progress = silent,
) -> Tightest:
    """Bound every cell as tightly as what is told and what adds up allows.

    Parameters
    ----------
    low, high : array of float, cells
        What is told, equal where a figure is published.
    relations : Relations
    integer : bool
        Whether figures are whole numbers.
    wanted : array of bool, cells, optional
        Which cells to bound; the others keep what propagation finds.
    witness : Witness, optional
        The true figures, where they are known to contradict nothing. Cells of which second tables show that they can be
        as low and as high as they must keep what propagation finds; in large pieces such tables are looked for.
    enough : pair of array of float, cells, optional
        Of a cell that can be as low as the first and as high as the second nothing more is asked: it keeps what
        propagation finds on that side.
    progress : Progress

    Returns
    -------
    Tightest

    Notes
    -----
    Relations that the figures contradict are first taken as at most and, if that is impossible too, left out, until
    the rest is possible; of two that contradict each other, that of the partition named later. Then bounds are
    propagated; pieces without a cycle are finished by that. For the others every cell is minimized and maximized by a
    linear programme, and by an integer programme where the linear one answers with fractions. Pieces of thousands of
    cells that hang together are too large for that: their cells are bounded by programmes over the figures around them,
    and narrowed to one value where it follows from the relations alone. With a witness, cells that no programme in
    whole numbers has answered for are looked at in the same way, for tables that show either end to be possible.
    """
    if witness is not None:
        used, contradicted = relations, np.zeros(len(relations), bool)
    else:
        used, contradicted = reconcile(low, high, relations, integer=integer)
    system = system_of(low, high, used, integer=integer)
    first = propagate(system)
    method = np.full(len(system.cells), Method.CLOSED_FORM, np.int64)
    lows, highs = first.low.copy(), first.high.copy()
    if len(cyclic := _cyclic(system, lows, highs, first.settled)):
        asked = np.ones(len(low), bool) if wanted is None else wanted
        work = _Work(system, lows, highs, method, cyclic, asked[system.cells], witness, enough, progress)
        work.solve()
    every = np.full(len(low), Method.TOLD, np.int64)
    bounds = low.copy(), high.copy()
    bounds[0][system.cells], bounds[1][system.cells], every[system.cells] = lows + 0.0, highs + 0.0, method
    return Tightest(*bounds, every, used, contradicted)


def agrees(point: Floats, low: Floats, high: Floats, relations: Relations) -> bool:
    """Whether a table lies within bounds and satisfies all relations."""
    left = relations.matrix @ point
    near = 1e-6 * np.maximum(1.0, np.abs(point).max(initial=1.0) * 1e-6)
    inside = (point >= low - near) & (point <= high + near)
    return bool(inside.all() and (left >= relations.low - near).all() and (left <= relations.high + near).all())


def reconcile(low: Floats, high: Floats, relations: Relations, *, integer: bool) -> tuple[Relations, Flags]:
    """Loosen or leave out relations that the figures contradict until the rest is possible.

    Returns
    -------
    Relations, array of bool
        The relations that hold, and which of those given are contradicted.
    """
    state = _loosen_alone(relations, low, high, 1e-6 if integer else 1e-9 * _size(low, high))
    while True:
        current = relations.loosen(state == 1).without(state == 2)
        kept = np.flatnonzero(state < 2)
        system = system_of(low, high, current, integer=integer)
        found = propagate(system)
        weights = _weights(current)[system.relations]
        if (wrong := found.contradicted).any():
            # Propagation blames all that it comes to, where of several divisions the one named last is to give way.
            several = np.ptp(weights) > 0
            least = _impossible(system, weights, wrong) if several else wrong
            wrong = least if least.any() else wrong
        else:
            # Sums that contradict each other in a ring raise a bound without end, beyond what the solver can work with.
            beyond = (found.low > _most(system)) | (found.low > found.high)
            ends = np.where(beyond, system.low, found.low), np.where(beyond, system.high, found.high)
            wrong = _impossible(replace(system, low=ends[0], high=ends[1]), weights)
        if not wrong.any():
            return current, state > 0
        at = kept[system.relations[wrong]]
        loose = (state[at] == 0) & (relations.high[at] == 0)
        state[at] = np.where(loose, 1, 2)


def _most(system: System) -> float:
    """More than any cell can have to be by all that is told together."""
    sides = (system.low, system.high, system.row_low, system.row_high)
    return 2.0 * sum(float(np.abs(side[np.isfinite(side)]).sum()) for side in sides) + 1.0


def _size(low: Floats, high: Floats) -> float:
    finite = np.concatenate([low[np.isfinite(low)], high[np.isfinite(high)]])
    return float(np.abs(finite).max(initial=1.0))


def _loosen_alone(relations: Relations, low: Floats, high: Floats, slack: float) -> Ints:
    """0 for relations possible by themselves, 1 for those possible as at most, 2 for the others."""
    least, most = residual_range(relations.matrix, low, high)
    too_much = most < relations.low - slack
    too_little = least > relations.high + slack
    return np.where(too_much, 2, np.where(too_little, 1, 0))


def _weights(relations: Relations) -> Floats:
    """Where one of several relations must give way, it is that of the partition named last."""
    return 1.0 + 2.0**-6 / (1.0 + relations.partition.astype(float))


def _impossible(system: System, weights: Floats, near: Flags | None = None) -> Flags:
    """Relations that must give way for the whole to be possible, none if it is; in pieces near some relations only."""
    wrong = np.zeros(len(system.row_low), bool)
    if not len(system.row_low):
        return wrong
    of_rows, of_columns = components(system.matrix)
    few = np.bincount(of_columns) <= HUGE
    if near is not None:
        few &= np.isin(np.arange(len(few)), of_rows[near])
    rows, columns = np.flatnonzero(few[of_rows]), np.flatnonzero(few[of_columns])
    if len(rows):
        wrong[rows] = least_violation(system, rows, columns, weights) > max(system.tolerance, 1e-6)
    return wrong


def _cyclic(system: System, low: Floats, high: Floats, settled: bool) -> Ints:
    """Columns in pieces with a cycle, among cells still open and relations that still say something."""
    least, most = residual_range(system.matrix, low, high)
    telling = (least < system.row_low - system.tolerance) | (most > system.row_high + system.tolerance)
    open_ = low < high
    part = sp.csr_array(system.matrix @ sp.diags_array(open_.astype(float)))
    part.eliminate_zeros()
    telling &= np.diff(part.indptr) > 0
    of_rows, of_columns = components(part, telling)
    number = int(of_columns.max(initial=-1)) + 1
    edges = np.bincount(of_rows[telling], np.diff(part.indptr)[telling], minlength=number)
    nodes = np.bincount(of_columns, open_, minlength=number) + np.bincount(of_rows[telling], minlength=number)
    cycle = (edges >= nodes) if settled else (edges > 0)
    return np.flatnonzero(cycle[of_columns] & open_)


class _Work:
    """The cells in pieces with cycles, bounded in place: first by what shows that they need no further look."""

    def __init__(
        self,
        system: System,
        low: Floats,
        high: Floats,
        method: Ints,
        columns: Ints,
        wanted: Flags,
        witness: Witness | None,
        enough: tuple[Floats, Floats] | None,
        progress: Progress,
    ) -> None:
        self.system, self.low, self.high, self.method, self.columns = system, low, high, method, columns
        self.witness, self.progress = witness, progress
        self.inside = np.zeros(len(low), bool)
        self.inside[columns] = True
        self.wanted = wanted & self.inside
        ends = (low, high) if enough is None else (enough[0][system.cells], enough[1][system.cells])
        self.ends = ends[0].copy(), ends[1].copy()
        self.proved = self._find_proved()

    def solve(self) -> None:
        """Bound all that is wanted."""
        self._bound_large_pieces()
        self._programme()
        if self.witness is not None and self.system.integer:
            self._prove_by_whole_numbers()
        open_ = self.inside & (self.low < self.high)
        self.method[open_ & ~self.wanted] = Method.PROPAGATION
        self.method[open_ & self.proved] = Method.SECOND_TABLE

    def _find_proved(self) -> Flags:
        """Cells that second tables prove: those given and, in pieces too large for quick programmes, those of swaps."""
        proved, witness, system = np.zeros(len(self.system.cells), bool), self.witness, self.system
        if witness is None:
            return proved
        proved[:] = witness.proved[system.cells]
        _, piece = components(_rest(system, self.low, self.high, self.columns).matrix)
        open_ = self.columns[(np.bincount(piece)[piece] > WITNESSED) & (self.wanted & ~proved)[self.columns]]
        if len(open_):
            proved[open_] = witness.find_proved(system.cells[open_])
        return proved

    @property
    def _left(self) -> Flags:
        """Cells to be bounded that are not proved, nor bounded inside what they need."""
        failing = (self.low > self.ends[0]) | (self.high < self.ends[1])
        return self.wanted & ~self.proved & ~failing & (self.low < self.high)

    def _large_pieces(self, wanted: Flags) -> Flags:
        """Columns of pieces that are too large for programmes over all of them."""
        _, piece = components(_rest(self.system, self.low, self.high, self.columns).matrix)
        _, piece = np.unique(piece, return_inverse=True)
        work = np.bincount(piece).astype(float) * np.bincount(piece, wanted[self.columns])
        found = np.zeros(len(self.low), bool)
        found[self.columns] = (work > LARGEST)[piece]
        return found

    def _bound_large_pieces(self) -> None:
        """What follows from relations alone, or from the figures around a cell."""
        large = self._large_pieces(self.wanted & ~self.proved)
        if not large.any():
            return
        _eliminate(self.system, self.low, self.high, np.flatnonzero(large))
        self.method[large] = Method.NEARBY
        self._look_nearby(large & self.wanted & ~self.proved & (self.low < self.high))

    def _look_nearby(self, targets: Flags) -> None:
        figures = None if self.witness is None else self.witness.figures[self.system.cells]
        found = bound_nearby(
            self.system, self.low, self.high, np.flatnonzero(targets), self.ends, figures, progress=self.progress
        )
        self.low[:], self.high[:] = found.low, found.high
        if self.witness is not None:
            self.proved |= found.proved & self.witness.judged[self.system.cells]

    def _programme(self) -> None:
        """Finish by programmes the pieces that are not too large for what is left in them."""
        wanted = self.wanted & ~self.proved
        wanted[self.method == Method.NEARBY] &= self._left[self.method == Method.NEARBY]
        large = self._large_pieces(wanted)
        columns = self.columns[~large[self.columns]]
        if not len(columns):
            return
        small = _rest(self.system, self.low, self.high, columns)
        _, piece = components(small.matrix)
        _, piece = np.unique(piece, return_inverse=True)
        ends = np.maximum(small.low, self.ends[0][columns]), np.minimum(small.high, self.ends[1][columns])
        found = extremes(small, small.low, small.high, piece, wanted[columns], enough=ends, progress=self.progress)
        self.low[columns], self.high[columns] = found.low, found.high
        exact = Method.INTEGER if self.system.integer else Method.LINEAR
        here = wanted[columns] | (self.method[columns] != Method.NEARBY)
        self.method[columns[here]] = np.where(found.by_integers, exact, Method.LINEAR)[here]

    def _prove_by_whole_numbers(self) -> None:
        """Look for tables where only fractions have shown a cell to be possible."""
        assert self.witness is not None
        judged = self.witness.judged[self.system.cells]
        weak = self._left & judged & (self.method == Method.LINEAR)
        if weak.any():
            self._look_nearby(weak)


def _rest(system: System, low: Floats, high: Floats, columns: Ints) -> System:
    """What is left of a system for some columns, the others being known."""
    known = np.where(low == high, low, 0.0)
    # A column that is left stays in its relations, though by now its bounds may have met.
    known[columns] = 0.0
    shift = system.matrix @ known
    least, most = residual_range(system.matrix, low, high)
    telling = (least < system.row_low - system.tolerance) | (most > system.row_high + system.tolerance)
    part = sp.csr_array(system.matrix[:, columns])
    rows = np.flatnonzero((np.diff(part.indptr) > 0) & telling)
    return System(
        sp.csr_array(part[rows]), (system.row_low - shift)[rows], (system.row_high - shift)[rows],
        low[columns], high[columns], system.cells[columns], system.relations[rows], system.integer,
    )  # fmt: skip


def _eliminate(system: System, low: Floats, high: Floats, columns: Ints) -> None:
    """Cells of large pieces that follow from relations alone, in place; the others keep the bounds they have."""
    part = _rest(system, low, high, columns)
    still, value = find_determined(part)
    value = np.round(value) if system.integer else value
    near = system.tolerance
    sure = still & (value >= part.low - near) & (value <= part.high + near)
    low[columns[sure]] = high[columns[sure]] = value[sure]
