"""The least loss that protects everything, by cutting planes."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from disclosure.clock import Clock
from disclosure.errors import NotSolved
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.suppression.fast import NotProtectable, Pattern, suppress_fast
from disclosure.suppression.jobs import Job, find_moves
from disclosure.suppression.problem import Problem
from disclosure.values.column import Flags, Floats

ROUNDS = 2000
# Patterns that stood up to linear attacks and not to whole-number ones, after which no better is looked for.
REFUSED = 100


def suppress_exact(problem: Problem, clock: Clock | None = None) -> Pattern:
    """Choose cells to hide with the least loss possible.

    Parameters
    ----------
    problem : Problem
        Small: up to a few hundred cells.
    clock : Clock, optional
        When it is over, the pattern of the fast method is taken, with the bound proved so far.

    Returns
    -------
    Pattern
        With a bound less than which no pattern loses.

    Raises
    ------
    NotPossible
        If hiding every cell that may be hidden does not protect a cell.
    NotSolved
        If the solver gives up, or if whole-number attacks defeat more than a hundred patterns of least loss.

    Notes
    -----
    A master programme chooses cells (0 or 1) at least cost. For each need the attacker's linear programme maximizes the
    move of the cell with the hidden cells free; if it falls short, its dual gives an inequality that every protecting
    pattern satisfies, sum of min(a_i, b) s_i >= b, and the master is solved again. The loss is the least against linear
    attacks; whole-number attacks that go further, which only tables of three and more dimensions allow, are found by
    the audit that follows.

    References
    ----------
    .. [1] Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
       constraints. Management Science 47, 1008-1027.
    """
    _check_can_be_protected(problem)
    clock = Clock() if clock is None else clock
    master = _Master(problem)
    hidden = problem.forced.copy()
    refused, bound = 0, 0.0
    for number in range(ROUNDS):
        clock.tell("rounds of the exact method", number, ROUNDS)
        cuts = _cuts(problem, hidden)
        if not cuts:
            proofs = _proofs(problem, hidden)
            if proofs is not None:
                return Pattern(hidden, proofs, bound=problem.loss(hidden))
            refused += 1
            if refused > REFUSED:
                break
            cuts = [(np.where(hidden, 0.0, problem.allowed.astype(float)), 1.0)]
        master.add(cuts)
        better = None if clock.is_over else master.solve(clock.left)
        if better is None:
            (pattern,) = suppress_fast([problem])
            return replace(pattern, bound=bound)
        hidden = better
        bound = max(bound, problem.loss(hidden))
    raise NotSolved(
        f"No pattern was proved best; whole-number attacks defeated {refused} of those tried. Use the fast method for "
        "this table."
    )


class _Master:
    """Which cells to hide at least cost, subject to the cuts so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.free = np.flatnonzero(problem.allowed & ~problem.forced)
        self.rows: list[Floats] = []
        self.sides: list[float] = []

    def add(self, cuts: list[tuple[Floats, float]]) -> None:
        for row, side in cuts:
            self.rows.append(np.minimum(row[self.free], side))
            self.sides.append(side)

    def solve(self, seconds: float | None) -> Flags | None:
        """The cells of least cost that satisfy every cut; None if the time did not suffice to prove it."""
        size = len(self.free)
        matrix = sp.csr_array(np.array(self.rows)) if self.rows else sp.csr_array((0, size))
        sides = np.array(self.sides)
        cost = self.problem.cost[self.free]
        programme = Programme(cost, matrix, sides, np.full(len(sides), np.inf), np.zeros(size), np.ones(size))
        found = solve_mixed(programme, np.ones(size, bool), seconds=seconds) if size else None
        if seconds is not None and (found is None or not found.proved):
            return None
        if found is None:
            raise NotProtectable(self.problem, 0)
        hidden = self.problem.forced.copy()
        hidden[self.free[found.x > 0.5]] = True
        return hidden


def _check_can_be_protected(problem: Problem) -> None:
    """Refuse a need that cannot be met with everything hidden, before patterns are tried one by one."""
    price = np.where(problem.allowed | problem.forced, 1.0, np.inf)
    moves = find_moves([Job(problem, need, price) for need in range(len(problem.need))])
    for number, move in enumerate(moves):
        if move is None:
            raise NotProtectable(problem, number)


def _cuts(problem: Problem, hidden: Flags) -> list[tuple[Floats, float]]:
    """For each need that the attacker's linear programme leaves unmet an inequality that this pattern violates."""
    needs = np.flatnonzero(problem.need > 0)
    if not len(needs):
        return []
    found = solve_linear(_attack(problem, hidden, needs.tolist()))
    if found is None:
        raise NotSolved("The solver failed on the attacker's programme. Check the size of the figures.")
    moves = found.x.reshape(len(needs), -1)
    prices = found.prices.reshape(len(needs), -1)
    cuts = []
    for number, move, price in zip(needs.tolist(), moves, prices, strict=True):
        cell, side, need = problem.need_cell[number], problem.need_side[number], problem.need[number]
        if move[cell] * side < need - 1e-6 * max(1.0, need):
            cuts.append(_cut(problem, number, price))
    return [cut for cut in cuts if cut[1] > 1e-9]


def _attack(problem: Problem, hidden: Flags, needs: list[int]) -> Programme:
    """Maximize each needy cell's move up to its need, all needs side by side."""
    n, m, k = len(problem.value), problem.rows, len(needs)
    low, high = (
        np.tile(np.where(hidden, -problem.down, 0.0), (k, 1)),
        np.tile(np.where(hidden, problem.up, 0.0), (k, 1)),
    )
    cost = np.zeros((k, n))
    for place, number in enumerate(needs):
        cell, side = problem.need_cell[number], problem.need_side[number]
        cost[place, cell] = -side
        if side > 0:
            high[place, cell] = min(high[place, cell], problem.need[number])
        else:
            low[place, cell] = max(low[place, cell], -problem.need[number])
    matrix = sp.csr_array(sp.kron(sp.eye_array(k), problem.matrix, format="csr"))
    zeros = np.zeros(m * k)
    return Programme(cost.ravel(), matrix, zeros, zeros, low.ravel(), high.ravel())


def _cut(problem: Problem, number: int, price: Floats) -> tuple[Floats, float]:
    """The inequality of one need: whatever is hidden must let the cell move far enough."""
    reach = price @ problem.matrix
    reach[problem.need_cell[number]] += problem.need_side[number]
    reach = np.where(np.abs(reach) < 1e-7, 0.0, reach)
    ups, downs = np.maximum(reach, 0.0), np.maximum(-reach, 0.0)
    room = _times(ups, problem.up) + _times(downs, problem.down)
    side = float(problem.need[number] - room[problem.forced].sum())
    return np.where(problem.allowed & ~problem.forced, np.minimum(room, max(side, 0.0)), 0.0), side


def _times(reach: Floats, room: Floats) -> Floats:
    """Nothing times infinitely much room is nothing."""
    used = reach > 0
    return np.where(used, reach * np.where(used, room, 0.0), 0.0)


def _proofs(problem: Problem, hidden: Flags) -> list[Floats] | None:
    """A second table for each need, or None if a whole-number attacker defeats the pattern."""
    price = np.where(hidden, 1.0, np.inf)
    moves = find_moves([Job(problem, need, price) for need in range(len(problem.need))])
    return [move for move in moves if move is not None] if all(move is not None for move in moves) else None
