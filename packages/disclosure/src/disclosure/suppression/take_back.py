"""Showing again what was hidden for others and turns out not to be needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from disclosure.suppression.jobs import Job, can_move, find_moves, proves
from disclosure.suppression.work import ALREADY, Proof, Work
from disclosure.values.column import Floats

# How much the solver is asked for one problem, in needs times columns. Only tables with thousands of cells that hang
# together reach it; it is counted, not timed, so that the answer is the same on a busy machine.
MOST = 2_000_000


def take_back(works: list[Work], *, until: Callable[[], bool] = lambda: False) -> None:
    """Take back each cell hidden for others, dearest first, if every need whose proof used it is met without.

    Parameters
    ----------
    works : list of Work
        Changed in place; those with a need that nothing meets are left as they are.
    until : callable
        Asked before each step; once it is true, the cells that were not judged yet stay hidden.

    Notes
    -----
    A cell whose loss leaves a needy cell alone in a relation is kept without asking the solver. Of the others most are
    needed too, and one need that cannot be met without them shows it: the needs are asked one, two, four at a time,
    those that failed most often first. What one need is met by often meets others, and is not asked again for them. The
    works go through the solver together. In tables so large that the solver has been asked enough, cells that only it
    could judge stay hidden.
    """
    trials = [_Trials(work) for work in works if not work.failed]
    while not until() and (asked := [(trial, jobs) for trial in trials if (jobs := trial.next_jobs())]):
        moves = iter(find_moves([job for _, jobs in asked for job in jobs]))
        for trial, jobs in asked:
            trial.judge([next(moves) for _ in jobs])


@dataclass
class _Trials:
    """The cells of one work that may be shown again, and how far the trial of the first has come."""

    work: Work
    candidates: list[int] = field(init=False)
    failures: list[int] = field(init=False)
    cell: int = -1
    pending: list[int] = field(default_factory=list)
    found: dict[int, Proof] = field(default_factory=dict)
    price: Floats = field(default_factory=lambda: np.zeros(0))
    at_once: int = 1
    spent: int = 0

    def __post_init__(self) -> None:
        problem = self.work.problem
        extra = np.flatnonzero(self.work.hidden & ~problem.forced)
        order = np.lexsort((extra, -problem.value[extra], -problem.cost[extra]))
        self.candidates = extra[order].tolist()
        self.failures = [0] * len(problem.need)

    def next_jobs(self) -> list[Job]:
        """The next few needs to be proved without the cell on trial; none when every candidate was judged."""
        while not self.pending and self.candidates:
            self._begin(self.candidates.pop(0))
            if self.spent > MOST:
                self.pending = []
        asked = self.pending[: self.at_once]
        self.spent += len(asked) * int(np.isfinite(self.price).sum())
        return [Job(self.work.problem, need, self.price) for need in asked]

    def _begin(self, cell: int) -> None:
        self.cell, self.found, self.at_once = cell, {}, 1
        self.price = self._prices()
        problem, proofs = self.work.problem, self.work.proofs
        affected = [need for need, proof in enumerate(proofs) if proof is not None and proof.move[cell] != 0]
        if can_move(problem, np.isfinite(self.price))[problem.need_cell[affected]].all():
            self.pending = sorted(affected, key=lambda need: -self.failures[need])
            self._use({id(proof): proof for proof in proofs if proof is not None and proof.move[cell] == 0}.values())
            self._end()

    def _use(self, proofs: Iterable[Proof]) -> None:
        """Let proofs that do without the cell meet what they can of the needs that are pending."""
        for proof in proofs:
            self.found |= {need: proof for need in self.pending if proof.meets[need]}
            self.pending = [need for need in self.pending if not proof.meets[need]]

    def _end(self) -> None:
        if not self.pending:
            self.work.show(self.cell, self.found)

    def _prices(self) -> Floats:
        """Of cells that stay hidden; those still to be tried are best left alone."""
        price = np.full(len(self.work.hidden), np.inf)
        price[self.work.hidden] = ALREADY
        price[self.candidates] = 1.0
        price[self.cell] = np.inf
        return price

    def judge(self, moves: list[Floats | None]) -> None:
        """One need that is not met ends the trial; when all are, the cell is shown."""
        left = np.isfinite(self.price)
        for need, move in zip(self.pending[: len(moves)], moves, strict=True):
            proof = None if move is None else Proof(move, proves(self.work.problem, move, left))
            if proof is None or not proof.meets[need]:
                self.failures[need] += 1
                self.pending = []
                return
            self._use([proof])
        self.at_once *= 2
        self._end()
