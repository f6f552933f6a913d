"""Hiding cells of tables too large for programmes: for each need a move along the dimensions, found by looking."""

from dataclasses import dataclass, field

import numpy as np

from disclosure.audit.lattice import Box, Lattice, Room
from disclosure.clock import Clock
from disclosure.suppression.problem import Problem
from disclosure.suppression.work import GOLDEN
from disclosure.values.column import Flags, Floats

# What it costs to move a cell that is hidden already.
ALREADY = 1e-4
# A figure of this size costs twice as much as none, one of its square three times: large figures stay where they can.
PULL = 10.0


@dataclass(eq=False)
class BoxWork:
    """A problem on its way to a pattern, with a move for each need.

    Attributes
    ----------
    problem : Problem
        With the numbers of its cells in the lattice.
    lattice : Lattice
    clock : Clock
    attempt : int
        From 0; prices and the order of the needs differ from attempt to attempt.
    hidden : array of bool, cells
        Of the problem.
    unmet : list of int
        Needs for which no move was found.
    """

    problem: Problem
    lattice: Lattice
    clock: Clock
    attempt: int = 0
    hidden: Flags = field(init=False)
    unmet: list[int] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        place = np.arange(len(problem.value)) if problem.place is None else problem.place
        self._inside = place < len(self.lattice.keys)
        self._global = place
        self.hidden = problem.forced.copy()
        size = len(self.lattice.keys)
        self._local = np.full(size, -1, np.int64)
        self._local[place[self._inside]] = np.flatnonzero(self._inside)
        up, down = (self._spread(side, 0.0) for side in (problem.up, problem.down))
        number = np.arange(1, len(problem.cost) + 1, dtype=float)
        pull = 1.0 + np.log1p(problem.value) / np.log1p(PULL) + (number * self.attempt * GOLDEN) % 1.0
        price = np.where(problem.allowed, np.maximum(problem.cost, ALREADY) * pull, np.inf)
        price = np.where(self.hidden, ALREADY, price)
        self._room = Room(up, down, self._spread(price, np.inf))
        self._boxes: list[Box | None] = [None] * len(problem.need)
        self.unmet = []

    def _spread(self, values: Floats, otherwise: float) -> Floats:
        whole = np.full(len(self.lattice.keys), otherwise)
        whole[self._global[self._inside]] = values[self._inside]
        return whole

    def meet_needs(self) -> None:
        """Hide for each need, the largest first, what its cheapest move touches."""
        problem = self.problem
        number = {
            (int(c), int(s)): n for n, (c, s) in enumerate(zip(problem.need_cell, problem.need_side, strict=True))
        }
        keys = (-problem.need, problem.value[problem.need_cell], -problem.value[problem.need_cell])
        order = np.argsort(keys[self.attempt % 3], kind="stable").tolist()
        for done, need in enumerate(order):
            self.clock.tell("needs met", done, len(order))
            if self._boxes[need] is not None or problem.need[need] <= 0:
                continue
            box = self._find(need)
            if box is None:
                self.unmet.append(need)
                continue
            local = self._local[box.cells]
            self.hidden[local] = True
            self._room.price[box.cells] = ALREADY
            for cell, by in zip(local.tolist(), box.moves.tolist(), strict=True):
                other = number.get((cell, 1 if by > 0 else -1), -1)
                if other >= 0 and self._boxes[other] is None and problem.need[other] <= abs(by):
                    self._boxes[other] = box

    def _find(self, need: int) -> Box | None:
        problem = self.problem
        cell = int(self._global[problem.need_cell[need]])
        return self.lattice.cheapest(cell, int(problem.need_side[need]), float(problem.need[need]), self._room)

    def take_back(self) -> bool:
        """Show again, dearest first, what every need can do without; False if the time did not suffice for all."""
        problem, price = self.problem, self._room.price
        outside = np.flatnonzero(~self.hidden & self._inside)
        price[self._global[outside]] = np.inf
        using: dict[int, set[int]] = {}
        for need, box in enumerate(self._boxes):
            for cell in [] if box is None else self._local[box.cells].tolist():
                using.setdefault(cell, set()).add(need)
        extra = np.flatnonzero(self.hidden & ~problem.forced)
        order = extra[np.lexsort((extra, -problem.cost[extra]))].tolist()
        # What is still to be tried is best left alone.
        price[self._global[extra]] = 1.0
        for done, cell in enumerate(order):
            self.clock.tell("cells tried to be shown again", done, len(order))
            if self.clock.is_over:
                return False
            place = int(self._global[cell])
            price[place] = np.inf
            found = self._without(using.get(cell, set()))
            if found is None:
                price[place] = ALREADY
                continue
            self.hidden[cell] = False
            for need, box in found.items():
                old = self._boxes[need]
                for one in [] if old is None else self._local[old.cells].tolist():
                    using[one].discard(need)
                self._boxes[need] = box
                for one in self._local[box.cells].tolist():
                    using.setdefault(one, set()).add(need)
        return True

    def _without(self, needs: set[int]) -> dict[int, Box] | None:
        found: dict[int, Box] = {}
        for need in sorted(needs):
            box = self._find(need)
            if box is None:
                return None
            found[need] = box
        return found
