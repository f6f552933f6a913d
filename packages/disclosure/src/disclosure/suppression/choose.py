"""Choosing what to hide, under the signs that tell most as long as that is possible."""

import time
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from disclosure.errors import NotPossible, NotSolved
from disclosure.progress import Progress, silent
from disclosure.rules.primary import Primary
from disclosure.rules.rules import Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import is_over, suppress_fast
from disclosure.suppression.large import MOST, MOST_QUICKLY, WHOLE, Large, suppress_large, thin_out
from disclosure.suppression.lattice import Lattice
from disclosure.suppression.pattern import Pattern
from disclosure.suppression.pose import pose
from disclosure.suppression.problem import Piece, Problem
from disclosure.suppression.told import Told, View, loose_signs, strict_signs
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.tables.table import Ints
from disclosure.values.column import Flags

SMALL = 200
# Cells times needs beyond which a piece is too large for a programme over all its cells for each need.
LARGE = 250_000
# The same where the work is to be done in seconds, though a third more cells may be hidden in such pieces.
LARGE_QUICKLY = 20_000


class How(StrEnum):
    """Which method chooses the cells."""

    AUTO = "auto"
    EXACT = "exact"
    FAST = "fast"
    QUICK = "quick"


@dataclass(frozen=True, eq=False)
class Choice:
    """What is hidden, and under which signs.

    Attributes
    ----------
    hidden : array of bool, cells
        With those hidden from the start.
    told : Told
    problem : Problem
    proofs : sparse array, needs by cells of the problem
        Second tables, as moves from the true one.
    least : float or None
        No other pattern under these signs loses less than this, where that is known.
    """

    hidden: Flags
    told: Told
    problem: Problem
    proofs: sp.csr_array
    least: float | None


def choose(
    cells: Cells,
    relations: Relations,
    sensitive: Primary,
    rules: Rules,
    view: View,
    how: How,
    *,
    seconds: float | None = None,
    progress: Progress = silent,
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
    seconds : float, optional
        How long a better pattern is looked for: by the exact method, or from the beginning on by the fast one, which
        always completes its first pattern.
    progress : Progress

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
    end = None if seconds is None or how is How.EXACT else time.monotonic() + seconds
    attempts = _Attempts(cells, progress, end, how is How.QUICK)
    strict = strict_signs(rules, cells.specification, len(cells))
    if strict is not None:
        problem = pose(cells, relations, sensitive, rules, view, strict)
        first = attempts.make(problem.pieces, stop=True)
        if not any(pattern.failed for pattern in first):
            return _best(problem, strict, first, how, attempts, seconds)
    signs = loose_signs(rules, cells.specification, len(cells))
    while True:
        problem = pose(cells, relations, sensitive, rules, view, signs)
        first = attempts.make(problem.pieces)
        failing = _failed_cells(problem, first)
        if len(failing) and not _near(signs, problem, failing, cells, sensitive).any():
            first = attempts.make(problem.pieces, thorough=True)
            failing = _failed_cells(problem, first)
        if not len(failing):
            return _best(problem, signs, first, how, attempts, seconds)
        signs = _softer(signs, problem, failing, cells, sensitive)


@dataclass
class _Attempts:
    """First patterns of all pieces, under one choice of signs after another.

    What the signs tell grows less from one to the next. A piece that they leave as it was keeps its pattern; a large
    one keeps its proofs, which hold all the more.
    """

    cells: Cells
    progress: Progress
    end: float | None = None
    quickly: bool = False
    large: dict[int, Large] = field(default_factory=dict)
    before: list[tuple[Problem, Pattern]] = field(default_factory=list)

    @cached_property
    def lattice(self) -> Lattice:
        """Of all cells; only large pieces need it."""
        return Lattice.of(self.cells)

    def make(self, pieces: list[Piece], *, stop: bool = False, thorough: bool = False) -> list[Pattern]:
        """A pattern of each piece.

        After a failure only so much as to show it, if that is enough; for large pieces what goes quickly, or all that
        can be done.
        """
        found: dict[int, Pattern] = {}
        small = []
        for number, piece in enumerate(pieces):
            if _size(piece.problem) > (LARGE_QUICKLY if self.quickly else LARGE):
                found[number] = self._make_large(number, piece, thorough)
            elif self.before and _is_same(self.before[number][0], piece.problem):
                found[number] = self.before[number][1]
            else:
                small.append(number)
        if not (stop and any(pattern.failed for pattern in found.values())):
            problems = [pieces[number].problem for number in small]
            made = suppress_fast(problems, tries=1, stop=stop, end=self.end, progress=self.progress)
            found |= dict(zip(small, made, strict=True))
            if not stop:
                self.before = [(piece.problem, found[number]) for number, piece in enumerate(pieces)]
        return [found[number] for number in sorted(found)]

    def _make_large(self, number: int, piece: Piece, thorough: bool) -> Pattern:
        seen = len(self.lattice.codes)
        if number in self.large:
            self.large[number] = self.large[number].resume(piece.problem)
        else:
            codes = self.lattice.codes[piece.cells[piece.cells < seen]]
            self.large[number] = Large(piece.problem, replace(self.lattice, codes=codes))
        suppress_large(self.large[number], thorough=thorough, progress=self.progress)
        return self.large[number].pattern()

    def thin_out(self, number: int) -> Pattern:
        """The pattern of a large piece with fewer cells hidden."""
        most = MOST_QUICKLY if self.quickly else MOST
        thin_out(self.large[number], self.progress, until=lambda: is_over(self.end), most=most)
        return self.large[number].pattern()


def _size(problem: Problem) -> int:
    """How much work a programme over all its cells for each need is."""
    return len(problem.value) * len(problem.need)


def _is_same(one: Problem, other: Problem) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("down", "up", "allowed"))


def _failed_cells(problem: Problem, patterns: list[Pattern]) -> Ints:
    """Cells that the patterns could not protect."""
    found = [
        piece.cells[piece.problem.need_cell[list(pattern.failed)]]
        for piece, pattern in zip(problem.pieces, patterns, strict=True)
        if pattern.failed
    ]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _near(signs: Told, problem: Problem, failing: Ints, cells: Cells, sensitive: Primary) -> Flags:
    """Sensitive cells that may yet get the sign that tells less: the failing ones and those in a relation with them; if
    there is none, those in a relation with what is hidden there, and so on."""
    size = len(cells)
    if signs.own == signs.other:
        return np.zeros(size, bool)
    between, matrix = problem.allowed | problem.forced, abs(problem.matrix)
    reached = np.isin(np.arange(len(problem.value)), failing)
    while True:
        near = reached | np.asarray(matrix.T @ (matrix @ reached.astype(float)) > 0)
        may = np.asarray(near[:size] & sensitive.flags & ~signs.soft, bool)
        further = reached | (near & between)
        if may.any() or (further == reached).all():
            return may
        reached = further


def _softer(signs: Told, problem: Problem, failing: Ints, cells: Cells, sensitive: Primary) -> Told:
    """The sign that tells less for the failing cells and their neighbours, if there is one."""
    more = _near(signs, problem, failing, cells, sensitive)
    if not more.any():
        cell = int(failing[0])
        known = len(problem.value) <= WHOLE
        what = "cannot be protected, whatever else is hidden." if known else "is not protected by any pattern found."
        raise NotPossible(
            f"The cell {cells.describe(cell)}{_and_others(len(failing) - 1)} {what} "
            'Let zeros be hidden (zeros = "may be hidden"), publish coarser categories, or leave out a margin.'
        )
    return signs.soften(more)


def _and_others(number: int) -> str:
    return f" and {number:,} other{'s' * (number > 1)}" if number else ""


def _best(
    problem: Problem, signs: Told, first: list[Pattern], how: How, attempts: _Attempts, seconds: float | None
) -> Choice:
    """The exact pattern of small problems, the best of several attempts for others."""
    sizes = [len(piece.cells) for piece in problem.pieces]
    small = max(sizes, default=0) <= SMALL and sum(sizes) <= 10 * SMALL
    if how is How.EXACT or (how is How.AUTO and small):
        patterns = _exactly(problem, first, how, attempts, seconds)
    else:
        patterns = _quickly(problem, first, attempts)
    hidden, loss, least = problem.forced.copy(), 0.0, 0.0
    for piece, pattern in zip(problem.pieces, patterns, strict=True):
        hidden[piece.cells] |= pattern.hidden
        loss += piece.problem.loss(pattern.hidden)
        least += max(pattern.bound, 0.0) if piece.problem.loss(pattern.hidden) == 0 else pattern.bound
    best = not loss or loss <= least + 1e-9 * max(1.0, loss)
    known = loss if best else least if np.isfinite(least) else None
    return Choice(hidden, signs, problem, _gather_proofs(problem, patterns), known)


def _quickly(problem: Problem, first: list[Pattern], attempts: _Attempts) -> list[Pattern]:
    pieces = problem.pieces
    patterns = list(first)
    small = [number for number in range(len(pieces)) if number not in attempts.large]
    problems, begun = [pieces[number].problem for number in small], [first[number] for number in small]
    found = suppress_fast(problems, first=begun, end=attempts.end, progress=attempts.progress)
    for number, pattern in zip(small, found, strict=True):
        patterns[number] = pattern
    for number in attempts.large:
        patterns[number] = attempts.thin_out(number)
    return patterns


def _exactly(
    problem: Problem, first: list[Pattern], how: How, attempts: _Attempts, seconds: float | None
) -> list[Pattern]:
    """Patterns of least loss, as far as time allows; where none was proved, the fast method's, unless the exact one was
    asked for."""
    end = None if seconds is None else time.monotonic() + seconds
    patterns = _quickly(problem, first, attempts) if end is not None or attempts.large else list(first)
    for number in np.argsort([len(piece.cells) for piece in problem.pieces], kind="stable").tolist():
        left = None if end is None else max(end - time.monotonic(), 0.0)
        piece, start = problem.pieces[number].problem, patterns[number]
        try:
            patterns[number] = suppress_exact(piece, start=start, seconds=left, progress=attempts.progress)
        except NotSolved:
            if how is How.EXACT:
                raise
            patterns[number] = suppress_fast([piece], first=[start])[0]
    return patterns


def _gather_proofs(problem: Problem, patterns: list[Pattern]) -> sp.csr_array:
    """The proofs of all pieces over the cells of the whole."""
    moves = [
        (piece.cells[cells], change)
        for piece, pattern in zip(problem.pieces, patterns, strict=True)
        for cells, change in pattern.proofs
    ]
    ends = np.cumsum([0, *(len(cells) for cells, _ in moves)])
    cells = np.concatenate([np.zeros(0, np.int64), *(cells for cells, _ in moves)])
    change = np.concatenate([np.zeros(0), *(change for _, change in moves)])
    return sp.csr_array((change, cells, ends), shape=(len(moves), len(problem.value)))
