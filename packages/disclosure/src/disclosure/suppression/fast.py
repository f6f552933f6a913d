"""Hiding cells one need at a time, then taking back what was not necessary."""

from dataclasses import dataclass, field

import numpy as np

from disclosure.errors import NotPossible
from disclosure.suppression.jobs import Job, find_moves, proves
from disclosure.suppression.problem import Problem
from disclosure.values.column import Flags, Floats

ALREADY = 1e-3
TRIES = 4
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells are hidden, and for each need a second table that proves it met.

    Attributes
    ----------
    hidden : array of bool, cells
    proofs : list of array of float
        For each need a move of hidden cells.
    failed : tuple of int
        Needs that cannot be met even if every cell that may be hidden is.
    """

    hidden: Flags
    proofs: list[Floats]
    failed: tuple[int, ...] = ()


def suppress_fast(problems: list[Problem], *, tries: int = TRIES) -> list[Pattern]:
    """Choose cells to hide in each of many independent problems.

    Parameters
    ----------
    problems : list of Problem
    tries : int
        How often each problem is attempted with slightly different prices; the best attempt counts.

    Returns
    -------
    list of Pattern

    Notes
    -----
    For each need not yet met, the cheapest move that meets it, where cells already hidden cost next to nothing; the
    cells it touches are hidden. Then each cell hidden for others is taken back, dearest first, if every need whose
    proof used it can be proved without. Every need ends with a proof, so the pattern never protects too little; it may
    hide more than the least. All problems go through the solver together, one need of each at a time.
    """
    best = _attempt(problems, 0)
    for number in range(1, tries):
        again = [n for n, found in enumerate(best) if not found.failed and problems[n].loss(found.hidden) > 0]
        found = _attempt([problems[place] for place in again], number)
        for place, other in zip(again, found, strict=True):
            if problems[place].loss(other.hidden) < problems[place].loss(best[place].hidden):
                best[place] = other
    return best


def _attempt(problems: list[Problem], number: int) -> list[Pattern]:
    works = [_Work(problem, number) for problem in problems]
    while open_ := [work for work in works if work.unmet.any()]:
        moves = find_moves([work.next_job() for work in open_])
        for work, move in zip(open_, moves, strict=True):
            work.take(move)
    _take_back(works)
    return [Pattern(work.hidden, work.proofs, tuple(work.failed)) for work in works]


def _take_back(works: list["_Work"]) -> None:
    for work in works:
        work.line_up()
    while open_ := [work for work in works if work.candidates]:
        jobs, spans = [], []
        for work in open_:
            some = work.jobs_without(work.candidates[0])
            spans.append(len(some))
            jobs += some
        moves = iter(find_moves(jobs))
        for work, span in zip(open_, spans, strict=True):
            work.judge([next(moves) for _ in range(span)])


@dataclass
class _Work:
    """The state of one problem."""

    problem: Problem
    attempt: int
    hidden: Flags = field(init=False)
    unmet: Flags = field(init=False)
    proofs: list[Floats] = field(init=False)
    candidates: list[int] = field(default_factory=list)
    affected: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hidden = self.problem.forced.copy()
        self.unmet = self.problem.need > 0
        self.proofs = [np.zeros(len(self.problem.value))] * len(self.problem.need)

    def next_job(self) -> Job:
        """The largest need that is not met."""
        order = self.problem.need if self.attempt % 2 == 0 else 1.0 / np.maximum(self.problem.need, 1e-9)
        need = int(np.argmax(np.where(self.unmet, order, -1.0)))
        return self._job(need, self._prices())

    def _job(self, need: int, price: Floats) -> Job:
        self.affected = [need]
        return Job(self.problem, need, price)

    def _prices(self) -> Floats:
        """Cells already hidden cost next to nothing, those that may not be hidden cannot move."""
        top = max(float(self.problem.cost.max(initial=1.0)), 1e-12)
        cost = np.maximum(self.problem.cost, 1e-6 * top) * self._spread()
        price = np.where(self.problem.allowed, cost, np.inf)
        return np.where(self.hidden, ALREADY * top * 1e-1, price)

    def _spread(self) -> Floats:
        """Factors from 1 to 2 that differ from attempt to attempt, evenly spread and the same each time."""
        number = np.arange(1, len(self.problem.cost) + 1, dtype=float)
        return 1.0 + (number * self.attempt * GOLDEN) % 1.0 if self.attempt else np.ones_like(number)

    def take(self, move: Floats | None) -> None:
        """Hide what a move touches, and see which needs it meets."""
        need = self.affected[0]
        if move is None:
            self.failed.append(need)
            self.unmet[need] = False
            return
        self.hidden = self.hidden | (move != 0)
        met = proves(self.problem, move, self.hidden)
        for number in np.flatnonzero(met & self.unmet).tolist():
            sign = 1.0 if move[self.problem.need_cell[number]] * self.problem.need_side[number] > 0 else -1.0
            self.proofs[number] = sign * move
        self.unmet &= ~met

    def line_up(self) -> None:
        """Cells hidden for others, dearest first; none where a need cannot be met."""
        if self.failed:
            return
        extra = np.flatnonzero(self.hidden & ~self.problem.forced)
        order = np.lexsort((extra, -self.problem.cost[extra]))
        self.candidates = extra[order].tolist()

    def jobs_without(self, cell: int) -> list[Job]:
        """The needs whose proof uses a cell, to be proved without it."""
        self.affected = [n for n, proof in enumerate(self.proofs) if proof[cell] != 0]
        left = self.hidden.copy()
        left[cell] = False
        waiting = np.zeros(len(left), bool)
        waiting[self.candidates] = True
        price = np.where(left, np.where(waiting, 1.0, ALREADY), np.inf)
        return [Job(self.problem, need, price) for need in self.affected]

    def judge(self, moves: list[Floats | None]) -> None:
        """Take the cell back if every need has a proof without it."""
        cell = self.candidates.pop(0)
        if all(move is not None for move in moves):
            self.hidden = self.hidden.copy()
            self.hidden[cell] = False
            for need, move in zip(self.affected, moves, strict=True):
                if move is not None:
                    self.proofs[need] = move


class NotProtectable(NotPossible):
    """A need that cannot be met even if every cell that may be hidden is; carries the problem and the need."""

    def __init__(self, problem: Problem, need: int) -> None:
        self.problem, self.need = problem, need
        side = "larger" if problem.need_side[need] > 0 else "smaller"
        figure, missing = problem.value[problem.need_cell[need]], problem.need[need]
        super().__init__(
            f"A cell with the figure {figure:g} cannot be protected: whatever is hidden, it cannot be {side} by "
            f"{missing:g}."
        )
