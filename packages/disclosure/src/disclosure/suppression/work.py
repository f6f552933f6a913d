"""Where the fast method stands with one problem."""

from dataclasses import dataclass, field

import numpy as np

from disclosure.errors import NotSolved
from disclosure.suppression.jobs import Job, proves
from disclosure.suppression.pattern import Move, move_of
from disclosure.suppression.problem import Problem
from disclosure.values.column import Flags, Floats

# What it costs to move a cell that is hidden already, beside one that is not.
ALREADY = 1e-3
NOTHING: Move = np.zeros(0, np.int64), np.zeros(0)
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False)
class Proof:
    """A move of hidden cells after which everything still adds up, and the needs that it meets.

    Attributes
    ----------
    move : array of float, cells
    meets : array of bool, needs
        As the move is, or turned round.
    """

    move: Floats
    meets: Flags


@dataclass
class Work:
    """A problem on its way to a pattern: what is hidden, which needs are not met yet, and the proofs of the others.

    Attributes
    ----------
    problem : Problem
    attempt : int
        From 0; the prices and the order of the needs differ from attempt to attempt.
    hidden : array of bool, cells
    unmet : array of bool, needs
    proofs : list of Proof or None
        For each need one that meets it; None where it is not met, or needs nothing.
    failed : list of int
        Needs that nothing meets.
    """

    problem: Problem
    attempt: int
    hidden: Flags = field(init=False)
    unmet: Flags = field(init=False)
    proofs: list[Proof | None] = field(init=False)
    failed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hidden = self.problem.forced.copy()
        self.unmet = self.problem.need > 0
        self.proofs = [None] * len(self.problem.need)

    def next_job(self) -> Job:
        """The largest need that is not met."""
        order = self.problem.need if self.attempt % 2 == 0 else 1.0 / np.maximum(self.problem.need, 1e-9)
        return Job(self.problem, int(np.argmax(np.where(self.unmet, order, -1.0))), self._prices())

    def _prices(self) -> Floats:
        """Cells already hidden cost next to nothing, those that may not be hidden cannot move."""
        top = max(float(self.problem.cost.max(initial=1.0)), 1e-12)
        cost = np.maximum(self.problem.cost, 1e-6 * top) * self.problem.preference * self._spread()
        price = np.where(self.problem.allowed, cost, np.inf)
        return np.where(self.hidden, ALREADY * top * 1e-1, price)

    def _spread(self) -> Floats:
        """Factors from 1 to 2 that differ from attempt to attempt, evenly spread and the same each time."""
        number = np.arange(1, len(self.problem.cost) + 1, dtype=float)
        return 1.0 + (number * self.attempt * GOLDEN) % 1.0 if self.attempt else np.ones_like(number)

    def take(self, need: int, move: Floats | None) -> None:
        """Hide what a move for a need touches, and see which needs it meets."""
        if move is None:
            self.failed.append(need)
            self.unmet[need] = False
            return
        self.hidden = self.hidden | (move != 0)
        proof = Proof(move, proves(self.problem, move, self.hidden))
        if not proof.meets[need]:
            raise NotSolved("The solver moved figures so that they do not add up. Check the size of the figures.")
        for number in np.flatnonzero(proof.meets & self.unmet).tolist():
            self.proofs[number] = proof
        self.unmet &= ~proof.meets

    def show(self, cell: int, proofs: dict[int, Proof]) -> None:
        """Take a hidden cell back: the needs whose proof used it have these instead."""
        self.hidden = self.hidden.copy()
        self.hidden[cell] = False
        for need, proof in proofs.items():
            self.proofs[need] = proof

    def moves(self) -> list[Move]:
        """For each need the move that meets it, turned to its side; none where nothing does."""
        problem = self.problem
        found = []
        for proof, cell, side in zip(self.proofs, problem.need_cell, problem.need_side, strict=True):
            cells, change = NOTHING if proof is None else move_of(proof.move)
            turned = proof is not None and proof.move[cell] * side < 0
            found.append((cells, -change if turned else change))
        return found
