"""Choosing what to hide, under the signs that tell most as long as that is possible."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from disclosure.audit.lattice import Lattice
from disclosure.clock import Clock
from disclosure.errors import NotPossible, NotSolved
from disclosure.rules.primary import Primary
from disclosure.rules.rules import Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import Pattern, suppress_fast
from disclosure.suppression.pose import pose
from disclosure.suppression.problem import Problem
from disclosure.suppression.told import Told, View, loose_signs, strict_signs
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.tables.table import Ints
from disclosure.values.column import Flags

SMALL = 200


class How(StrEnum):
    """Which method chooses the cells."""

    AUTO = "auto"
    EXACT = "exact"
    FAST = "fast"


@dataclass(frozen=True, eq=False)
class Choice:
    """What is hidden, and under which signs.

    Attributes
    ----------
    hidden : array of bool, cells
        With those hidden from the start.
    told : Told
    problem : Problem
    gap : float or None
        By which share of its loss another pattern under these signs could lose less at most; 0 where none does, None
        where nothing is known.
    """

    hidden: Flags
    told: Told
    problem: Problem
    gap: float | None


def choose(
    cells: Cells,
    relations: Relations,
    sensitive: Primary,
    rules: Rules,
    view: View,
    how: How,
    clock: Clock | None = None,
) -> Choice:
    """Choose the cells to hide.

    Parameters
    ----------
    cells : Cells
    relations : Relations
    sensitive : Primary
    rules : Rules
    view : View
    how : How
    clock : Clock, optional

    Returns
    -------
    Choice

    Raises
    ------
    NotPossible
        If a cell cannot be protected under any signs the rules allow; names it.

    Notes
    -----
    First the signs tell as much as they can. If a cell cannot be protected so, the second sign is taken to say nothing
    but that a figure is hidden, and sensitive cells that stand in a relation with an unprotected one get that sign,
    step by step, until all are protected.
    """
    clock = Clock() if clock is None else clock
    lattice = Lattice(cells, relations)
    strict = strict_signs(rules, cells.specification, len(cells))
    if strict is not None:
        problem = pose(cells, relations, sensitive, rules, view, strict)
        first = suppress_fast([piece.problem for piece in problem.pieces], tries=1, lattice=lattice, clock=clock)
        if not any(pattern.failed for pattern in first):
            return _best(problem, strict, first, how, clock)
    signs = loose_signs(rules, cells.specification, len(cells))
    while True:
        problem = pose(cells, relations, sensitive, rules, view, signs)
        first = suppress_fast([piece.problem for piece in problem.pieces], tries=1, lattice=lattice, clock=clock)
        failing = _failed_cells(problem, first)
        if not len(failing):
            return _best(problem, signs, first, how, clock)
        signs = _softer(signs, problem, failing, cells, sensitive)


def _failed_cells(problem: Problem, patterns: list[Pattern]) -> Ints:
    """Cells that the patterns could not protect."""
    found = [
        piece.cells[piece.problem.need_cell[list(pattern.failed)]]
        for piece, pattern in zip(problem.pieces, patterns, strict=True)
        if pattern.failed
    ]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _softer(signs: Told, problem: Problem, failing: Ints, cells: Cells, sensitive: Primary) -> Told:
    """The sign that tells less for the failing cells and their neighbours, if there is one."""
    size = len(cells)
    rows = abs(problem.matrix) @ np.isin(np.arange(len(problem.value)), failing).astype(float) > 0
    near = (abs(problem.matrix).T @ rows.astype(float))[:size] > 0
    more = near & sensitive.flags & ~signs.soft
    if signs.own == signs.other or not more.any():
        cell = int(failing[0])
        raise NotPossible(
            f"The cell {cells.describe(cell)}{_and_others(len(failing) - 1)} cannot be protected, whatever else is "
            'hidden. Let zeros be hidden (zeros = "may be hidden"), publish coarser categories, or leave out a margin.'
        )
    return signs.soften(more)


def _and_others(number: int) -> str:
    return f" and {number:,} other{'s' * (number > 1)}" if number else ""


def _best(problem: Problem, signs: Told, first: list[Pattern], how: How, clock: Clock) -> Choice:
    """The exact pattern of small problems, the best of several attempts for others."""
    pieces = [piece.problem for piece in problem.pieces]
    sizes = [len(piece.value) for piece in pieces]
    small = max(sizes, default=0) <= SMALL and sum(sizes) <= 10 * SMALL
    exact = how is How.EXACT or (how is How.AUTO and small)
    patterns = _exactly(pieces, how, clock) if exact else suppress_fast(pieces, first=first, clock=clock)
    hidden = problem.forced.copy()
    for piece, pattern in zip(problem.pieces, patterns, strict=True):
        hidden[piece.cells] |= pattern.hidden
    return Choice(hidden, signs, problem, _gap(problem, hidden, patterns))


def _gap(problem: Problem, hidden: Flags, patterns: list[Pattern]) -> float | None:
    loss = problem.loss(hidden)
    if loss == 0:
        return 0.0
    bounds = [pattern.bound for pattern in patterns]
    known = [bound for bound in bounds if bound is not None]
    return None if len(known) < len(bounds) else max(loss - sum(known), 0.0) / loss


def _exactly(pieces: list[Problem], how: How, clock: Clock) -> list[Pattern]:
    """Patterns of least loss; where that was not proved, the fast method's, unless the exact one was asked for."""
    patterns = []
    for piece in pieces:
        try:
            patterns.append(suppress_exact(piece, clock))
        except NotSolved:
            if how is How.EXACT:
                raise
            patterns += suppress_fast([piece])
    return patterns
