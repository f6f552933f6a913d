"""Hiding cells one need at a time, then taking back what was not necessary."""

from dataclasses import dataclass

import numpy as np

from disclosure.audit.lattice import Lattice
from disclosure.clock import Clock
from disclosure.errors import NotPossible
from disclosure.suppression.boxes import BoxWork
from disclosure.suppression.jobs import find_moves
from disclosure.suppression.problem import Problem
from disclosure.suppression.take_back import take_back
from disclosure.suppression.work import Work
from disclosure.values.column import Flags, Floats

TRIES = 4
# Cells times needs beyond which a problem is attempted once.
LARGE = 150_000
# How often a large problem is attempted, and the number of needs times cells beyond which it is attempted once.
ATTEMPTS, FEW = 6, 3_000_000
# The same for needs of a large problem that no move along the dimensions meets.
BY_PROGRAMME = 2_000_000


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells are hidden, and for each need a second table that proves it met.

    Attributes
    ----------
    hidden : array of bool, cells
    proofs : list of array of float
        For each need a move of hidden cells; none where moves along the dimensions prove it.
    failed : tuple of int
        Needs that cannot be met even if every cell that may be hidden is.
    bound : float or None
        Less than which no pattern loses, where that is known.
    """

    hidden: Flags
    proofs: list[Floats]
    failed: tuple[int, ...] = ()
    bound: float | None = None


def suppress_fast(
    problems: list[Problem],
    *,
    tries: int = TRIES,
    first: list[Pattern] | None = None,
    lattice: Lattice | None = None,
    clock: Clock | None = None,
) -> list[Pattern]:
    """Choose cells to hide in each of many independent problems.

    Parameters
    ----------
    problems : list of Problem
    tries : int
        How often each problem is attempted with slightly different prices; the best attempt counts. Large problems
        are attempted once.
    first : list of Pattern, optional
        What the first attempt gave, where it was made before.
    lattice : Lattice, optional
        Of the cells of which the problems are pieces. With it, large problems are
        solved by moves along the dimensions.
    clock : Clock, optional
        When it is over there are no further attempts.

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
    clock = Clock() if clock is None else clock
    best = _attempt_all(problems, lattice, clock) if first is None else list(first)
    for number in range(1, tries):
        if clock.is_over:
            break
        again = [n for n, found in enumerate(best) if _may_gain(problems[n], found)]
        found = _attempt([problems[place] for place in again], number)
        for place, other in zip(again, found, strict=True):
            if problems[place].loss(other.hidden) < problems[place].loss(best[place].hidden):
                best[place] = other
    return best


def is_large(problem: Problem) -> bool:
    """Whether a problem is too large for programmes need by need."""
    return len(problem.value) * len(problem.need) > LARGE


def _may_gain(problem: Problem, found: Pattern) -> bool:
    return not is_large(problem) and not found.failed and problem.loss(found.hidden) > 0


def _attempt_all(problems: list[Problem], lattice: Lattice | None, clock: Clock) -> list[Pattern]:
    """The first attempt: small problems by programmes, large ones by boxes."""
    large = [lattice is not None and is_large(problem) for problem in problems]
    small = iter(_attempt([problem for problem, is_one in zip(problems, large, strict=True) if not is_one], 0))
    return [
        suppress_by_moves(problem, lattice, clock) if is_one and lattice is not None else next(small)
        for problem, is_one in zip(problems, large, strict=True)
    ]


def suppress_by_moves(problem: Problem, lattice: Lattice, clock: Clock) -> Pattern:
    """Choose cells to hide in one large problem, for each need those of a move along the dimensions.

    Parameters
    ----------
    problem : Problem
    lattice : Lattice
        Of the cells of which the problem is a piece.
    clock : Clock

    Returns
    -------
    Pattern
        For a need that no move meets a programme is solved, as long as they are few.
    """
    best = _attempt_by_moves(problem, lattice, clock, 0)
    for number in range(1, ATTEMPTS if len(problem.value) * len(problem.need) <= FEW else 1):
        if best.failed or clock.is_over:
            break
        other = _attempt_by_moves(problem, lattice, clock, number)
        if not other.failed and problem.loss(other.hidden) < problem.loss(best.hidden):
            best = other
    return best


def _attempt_by_moves(problem: Problem, lattice: Lattice, clock: Clock, number: int) -> Pattern:
    boxes = BoxWork(problem, lattice, clock, number)
    boxes.meet_needs()
    failed = tuple(boxes.unmet)
    if failed and len(failed) * len(problem.value) <= BY_PROGRAMME:
        work = Work(problem, 0)
        work.hidden = boxes.hidden
        work.unmet = np.isin(np.arange(len(problem.need)), boxes.unmet)
        while work.unmet.any():
            job = work.next_job()
            work.take(job.need, find_moves([job])[0])
        boxes.hidden, failed = work.hidden, tuple(work.failed)
    if not failed and not boxes.unmet:
        boxes.take_back()
    return Pattern(boxes.hidden, [], failed)


def _attempt(problems: list[Problem], number: int) -> list[Pattern]:
    works = [Work(problem, number) for problem in problems]
    while open_ := [work for work in works if work.unmet.any()]:
        jobs = [work.next_job() for work in open_]
        for work, job, move in zip(open_, jobs, find_moves(jobs), strict=True):
            work.take(job.need, move)
    take_back(works)
    return [Pattern(work.hidden, work.moves(), tuple(work.failed)) for work in works]


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
