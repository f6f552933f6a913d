"""The tightest interval an attacker can compute for every hidden cell."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import scipy.sparse as sp

from disclosure.audit.elimination import find_determined
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


# Hidden cells of a connected piece beyond which other tables are looked for before programmes are solved.
WITNESSED = 200
# Hidden cells of a piece times cells to be bounded in it beyond which no programme is solved for each.
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
        Codes of `Method`. Intervals are exact for whole numbers but for LINEAR, those of linear programmes, and two
        that certainly hold but may be wider than the tightest: PROPAGATION, of cells not wanted and in pieces too
        large for programmes, where cells that follow from relations alone are found too; and SECOND_TABLE, of cells
        known to be protected.
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
    cells that hang together are too large for that: their cells keep the bounds of propagation, narrowed to one value
    where it follows from the relations alone.
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
        wanted_here = asked[system.cells]
        proved = _find_proved(system, lows, highs, cyclic, wanted_here, witness)
        ends = (lows, highs) if enough is None else tuple(side[system.cells] for side in enough)
        _programme(system, lows, highs, cyclic, method, wanted_here & ~proved, (ends[0], ends[1]), progress)
        inside = np.zeros(len(system.cells), bool)
        inside[cyclic] = True
        open_ = inside & (lows < highs)
        method[open_ & ~wanted_here] = Method.PROPAGATION
        method[open_ & proved] = Method.SECOND_TABLE
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


def _find_proved(
    system: System, low: Floats, high: Floats, columns: Ints, wanted: Flags, witness: Witness | None
) -> Flags:
    """Cells that second tables prove: those given and, in pieces too large for quick programmes, those of swaps."""
    proved = np.zeros(len(system.cells), bool)
    if witness is None:
        return proved
    proved[:] = witness.proved[system.cells]
    _, piece = components(_rest(system, low, high, columns).matrix)
    open_ = columns[(np.bincount(piece)[piece] > WITNESSED) & (wanted & ~proved)[columns]]
    if len(open_):
        proved[open_] = witness.find_proved(system.cells[open_])
    return proved


def _programme(
    system: System,
    low: Floats,
    high: Floats,
    columns: Ints,
    method: Ints,
    wanted: Flags,
    enough: tuple[Floats, Floats],
    progress: Progress,
) -> None:
    """Finish the pieces with cycles by programmes, and those too large for them by elimination, in place."""
    small = _rest(system, low, high, columns)
    _, piece = components(small.matrix)
    _, piece = np.unique(piece, return_inverse=True)
    work = np.bincount(piece).astype(float) * np.bincount(piece, wanted[columns])
    large = (work > LARGEST)[piece]
    if large.any():
        _eliminate(system, low, high, columns[large], method)
        columns = columns[~large]
        if not len(columns):
            return
        small = _rest(system, low, high, columns)
        _, piece = np.unique(piece[~large], return_inverse=True)
    ends = np.maximum(small.low, enough[0][columns]), np.minimum(small.high, enough[1][columns])
    found = extremes(small, small.low, small.high, piece, wanted[columns], enough=ends, progress=progress)
    low[columns], high[columns] = found.low, found.high
    exact = Method.INTEGER if system.integer else Method.LINEAR
    method[columns] = np.where(found.by_integers, exact, Method.LINEAR)


def _rest(system: System, low: Floats, high: Floats, columns: Ints) -> System:
    """What is left of a system for some columns, the others being known."""
    known = np.where(low == high, low, 0.0)
    shift = system.matrix @ known
    least, most = residual_range(system.matrix, low, high)
    telling = (least < system.row_low - system.tolerance) | (most > system.row_high + system.tolerance)
    part = sp.csr_array(system.matrix[:, columns])
    rows = np.flatnonzero((np.diff(part.indptr) > 0) & telling)
    return System(
        sp.csr_array(part[rows]), (system.row_low - shift)[rows], (system.row_high - shift)[rows],
        low[columns], high[columns], system.cells[columns], system.relations[rows], system.integer,
    )  # fmt: skip


def _eliminate(system: System, low: Floats, high: Floats, columns: Ints, method: Ints) -> None:
    """Cells of large pieces that follow from relations alone, in place; the others keep the bounds they have."""
    part = _rest(system, low, high, columns)
    still, value = find_determined(part)
    value = np.round(value) if system.integer else value
    near = system.tolerance
    sure = still & (value >= part.low - near) & (value <= part.high + near)
    low[columns[sure]] = high[columns[sure]] = value[sure]
    method[columns] = Method.PROPAGATION
