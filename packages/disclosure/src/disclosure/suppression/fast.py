"""Hiding cells one need at a time, then taking back what was not necessary."""

import time

import numpy as np

from disclosure.errors import NotPossible
from disclosure.progress import Progress, silent
from disclosure.suppression.jobs import find_moves
from disclosure.suppression.pattern import Pattern
from disclosure.suppression.problem import Problem
from disclosure.suppression.take_back import take_back
from disclosure.suppression.work import Work

TRIES = 4


def suppress_fast(
    problems: list[Problem],
    *,
    tries: int = TRIES,
    first: list[Pattern] | None = None,
    stop: bool = False,
    end: float | None = None,
    progress: Progress = silent,
) -> list[Pattern]:
    """Choose cells to hide in each of many independent problems.

    Parameters
    ----------
    problems : list of Problem
    tries : int
        How often each problem is attempted with slightly different prices; the best attempt counts.
    first : list of Pattern, optional
        What the first attempt gave, where it was made before.
    stop : bool
        Whether to end at once when a need cannot be met; the patterns are then of no use but to show that.
    end : float, optional
        When no better pattern is looked for any more, by the clock of `time.monotonic`. The first attempt meets every
        need however long that takes, since without it cells would be unprotected.
    progress : Progress

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
    best = _attempt(problems, 0, stop, end, progress) if first is None else list(first)
    for number in range(1, tries):
        if is_over(end):
            break
        again = [n for n, found in enumerate(best) if _may_gain(problems[n], found)]
        found = _attempt([problems[place] for place in again], number, False, end, progress)
        for place, other in zip(again, found, strict=True):
            if problems[place].rank(other.hidden) < problems[place].rank(best[place].hidden):
                best[place] = other
    return best


def is_over(end: float | None) -> bool:
    """Whether a time by the clock of `time.monotonic` has come; never where there is none."""
    return end is not None and time.monotonic() >= end


def _may_gain(problem: Problem, found: Pattern) -> bool:
    """Whether another attempt may lose less: not if no cell is hidden for others, or only the cheapest there is."""
    least = problem.cost[problem.allowed & ~problem.forced].min(initial=np.inf)
    return not found.failed and problem.loss(found.hidden) > (0.0 if least == np.inf else least)


def _attempt(problems: list[Problem], number: int, stop: bool, end: float | None, progress: Progress) -> list[Pattern]:
    works = [Work(problem, number) for problem in problems]
    of = sum(int(work.unmet.sum()) for work in works)
    while open_ := [work for work in works if work.unmet.any()]:
        progress(f"needs met, attempt {number + 1}", of - sum(int(work.unmet.sum()) for work in open_), of)
        jobs = [work.next_job() for work in open_]
        for work, job, move in zip(open_, jobs, find_moves(jobs), strict=True):
            work.take(job.need, move)
        if stop and any(work.failed for work in open_):
            break
    else:
        take_back(works, until=lambda: is_over(end))
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
