"""The least loss that protects everything, by cutting planes."""

import time
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp

from disclosure.errors import NotSolved
from disclosure.progress import Progress, silent
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.suppression.fast import NotProtectable, suppress_fast
from disclosure.suppression.jobs import Job, find_moves
from disclosure.suppression.pattern import Move, Pattern, move_of
from disclosure.suppression.problem import Problem
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

ROUNDS = 2000
# Patterns that stood up to linear attacks and not to whole-number ones, after which no better is looked for.
REFUSED = 100
# Cells up to which ties between patterns of least loss are settled, in how many rounds, and the nodes of each: to prove
# them settled would take longer than to prove the loss.
SETTLED, SETTLING, NODES = 200, 10, 100
# Rounds of cuts on the relaxed master programme, in which cells may be hidden in part.
RELAXED = 60
# Rounds after which the fast method makes a whole pattern of what the master programme hides.
MEND = 5

type _Cut = tuple[Floats, float]


def suppress_exact(
    problem: Problem, *, start: Pattern | None = None, seconds: float | None = None, progress: Progress = silent
) -> Pattern:
    """Choose cells to hide with the least loss possible.

    Parameters
    ----------
    problem : Problem
        Up to a few hundred cells, or more with a limit of time.
    start : Pattern, optional
        One that protects, from which to improve; that of the fast method if not given.
    seconds : float, optional
        After so long the best pattern found so far is returned, with a bound on how much less another could lose.
    progress : Progress

    Returns
    -------
    Pattern
        Of least loss if its loss is its bound.

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
    pattern satisfies, sum of min(a_i, b) s_i >= b, and the master is solved again: first relaxed, then in whole
    numbers. What the relaxed master or an unfinished one loses is the bound. The loss is the least against linear
    attacks; whole-number attacks that go further, which only tables of three and more dimensions allow, are found by
    the audit that follows.

    References
    ----------
    .. [1] Fischetti, M. and Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
       constraints. Management Science 47, 1008-1027.
    """
    end = np.inf if seconds is None else time.monotonic() + seconds
    best = suppress_fast([problem], progress=progress)[0] if start is None else start
    if best.failed:
        _check_can_be_protected(problem)
        raise NotSolved("The fast method finds no pattern where one exists. Check the size of the figures.")
    return _Search(problem, best, end, progress).run()


@dataclass
class _Search:
    """The best pattern so far, and the least loss that is still possible."""

    problem: Problem
    best: Pattern
    end: float
    progress: Progress
    bound: float = 0.0
    refused: int = 0
    master: "_Master" = field(init=False)

    def __post_init__(self) -> None:
        self.master = _Master(self.problem)

    @property
    def loss(self) -> float:
        return self.problem.loss(self.best.hidden)

    @property
    def finished(self) -> bool:
        return self.loss <= self.bound + 1e-9 * max(1.0, self.loss)

    @property
    def late(self) -> bool:
        return time.monotonic() >= self.end

    def run(self) -> Pattern:
        self._relax()
        for number in range(ROUNDS):
            if self.finished or self.late:
                return self._result()
            hidden = self._choose()
            if self.finished or self.late or hidden is None:
                return self._result()
            cuts = _cuts(self.problem, hidden)
            if not cuts:
                proofs = _proofs(self.problem, hidden)
                if proofs is not None:
                    self._offer(Pattern(hidden, proofs))
                    continue
                self.refused += 1
                if self.refused > REFUSED:
                    break
                cuts = [(np.where(hidden, 0.0, self.problem.allowed.astype(float)), 1.0)]
            elif number % MEND == 0:
                self._mend(hidden)
            self.master.add(cuts)
        raise NotSolved(
            f"No pattern was proved best; whole-number attacks defeated {self.refused} of those tried. Use the fast "
            "method for this table."
        )

    def _relax(self) -> None:
        """Cuts that a master programme violates which may hide cells in part: they raise the bound at little cost."""
        stalled = 0
        for _ in range(RELAXED):
            self._report()
            shares = self.master.relax()
            before = self.bound
            self._raise_bound(float(self.master.cost @ shares))
            stalled = stalled + 1 if self.bound <= before else 0
            if self.finished or self.late or stalled > 5:
                return
            whole = self.problem.forced.astype(float)
            whole[self.master.free] = shares
            cuts = _cuts(self.problem, self.problem.forced | (whole > 1e-6), whole)
            cuts = [(row, side) for row, side in cuts if np.minimum(row, side) @ whole < side * (1 - 1e-6) - 1e-9]
            if not cuts:
                return
            self.master.add(cuts)

    def _choose(self) -> Flags | None:
        self._report()
        found = self.master.solve(None if self.end == np.inf else self.end - time.monotonic())
        if found is None:
            if self.late:
                return None
            raise NotProtectable(self.problem, 0)
        hidden, bound = found
        self._raise_bound(bound)
        return hidden

    def _report(self) -> None:
        least, most = round(self.bound), round(self.loss)
        self.progress(f"loss proved at least {least:,}, best pattern {most:,}; share proved", least, most)

    def _raise_bound(self, bound: float) -> None:
        """Where every cell costs a whole number, so does every pattern."""
        cost = self.master.cost
        whole = bool((cost == np.round(cost)).all())
        self.bound = max(self.bound, float(np.ceil(bound - 1e-6)) if whole else bound - 1e-9 * abs(bound))

    def _offer(self, pattern: Pattern) -> None:
        if not pattern.failed and self.problem.rank(pattern.hidden) < self.problem.rank(self.best.hidden):
            self.best = pattern

    def _mend(self, hidden: Flags) -> None:
        """What the fast method makes of a pattern that does not protect yet."""
        (found,) = suppress_fast([replace(self.problem, forced=hidden)], tries=1)
        (again,) = suppress_fast([replace(self.problem, allowed=self.problem.forced | found.hidden)], tries=1)
        self._offer(again)

    def _settle(self) -> None:
        """Among patterns of least loss look for one that hides what tells less."""
        for _ in range(SETTLING):
            hidden = self.master.settle(self.loss)
            if self.late or hidden is None or self.problem.rank(hidden) >= self.problem.rank(self.best.hidden):
                return
            cuts = _cuts(self.problem, hidden)
            if not cuts:
                proofs = _proofs(self.problem, hidden)
                if proofs is not None:
                    self._offer(Pattern(hidden, proofs))
                return
            self.master.add(cuts)

    def _result(self) -> Pattern:
        if self.finished and self.loss > 0 and len(self.problem.value) <= SETTLED:
            self._settle()
        self._report()
        return replace(self.best, bound=min(self.bound, self.loss))


class _Master:
    """Which cells to hide at least cost, subject to the cuts so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.free = np.flatnonzero(problem.allowed & ~problem.forced)
        self.cost = problem.cost[self.free]
        self.rows: list[sp.csr_array] = []
        self.sides: list[float] = []

    def add(self, cuts: list[_Cut]) -> None:
        for row, side in cuts:
            self.rows.append(sp.csr_array(np.minimum(row[self.free], side)[None, :] / side))
            self.sides.append(1.0)

    def _programme(self) -> Programme:
        size = len(self.free)
        matrix = sp.csr_array(sp.vstack(self.rows)) if self.rows else sp.csr_array((0, size))
        sides = np.array(self.sides)
        return Programme(self.cost, matrix, sides, np.full(len(sides), np.inf), np.zeros(size), np.ones(size))

    def relax(self) -> Floats:
        """The share of each cell that is hidden if shares are possible."""
        if not self.rows:
            return np.zeros(len(self.free))
        found = solve_linear(self._programme())
        if found is None:
            raise NotProtectable(self.problem, 0)
        return found.x

    def settle(self, loss: float) -> Flags | None:
        """What is hidden for no more than a loss, and of that what tells least, as far as some nodes go."""
        hidden, size = self.problem.forced.copy(), len(self.free)
        rows = [*self.rows, sp.csr_array(-self.cost[None, :])]
        sides = np.array([*self.sides, -loss - 1e-6 * max(1.0, loss)])
        matrix, high = sp.csr_array(sp.vstack(rows)), np.full(len(sides), np.inf)
        programme = Programme(self.problem.ties[self.free], matrix, sides, high, np.zeros(size), np.ones(size))
        found = solve_mixed(programme, np.ones(size, bool), nodes=NODES)
        if found is None:
            return None
        hidden[self.free[found.x > 0.5]] = True
        return hidden

    def solve(self, seconds: float | None) -> tuple[Flags, float] | None:
        """What is hidden, and what every pattern that satisfies the cuts loses at least."""
        hidden = self.problem.forced.copy()
        if not self.rows:
            return hidden, 0.0
        found = solve_mixed(self._programme(), np.ones(len(self.free), bool), seconds=seconds)
        if found is None:
            return None
        hidden[self.free[found.x > 0.5]] = True
        return hidden, float(self.cost @ np.round(found.x)) if found.proved else found.bound


def _check_can_be_protected(problem: Problem) -> None:
    """Refuse a need that cannot be met with everything hidden, before patterns are tried one by one."""
    price = np.where(problem.allowed | problem.forced, 1.0, np.inf)
    moves = find_moves([Job(problem, need, price) for need in range(len(problem.need))])
    for number, move in enumerate(moves):
        if move is None:
            raise NotProtectable(problem, number)


def _cuts(problem: Problem, hidden: Flags, shares: Floats | None = None) -> list[_Cut]:
    """For each need that the attacker's linear programme leaves unmet an inequality that this pattern violates.

    Where cells are hidden in part, that part of their room is free; a cell with room without end has as much as the
    need asks for. Inequalities follow from any prices, so the worst of such a choice is a weak one.
    """
    needs = np.flatnonzero(problem.need > 0)
    columns = np.flatnonzero(hidden)
    if not len(needs):
        return []
    found = solve_linear(_attack(problem, columns, needs, shares))
    if found is None:
        raise NotSolved("The solver failed on the attacker's programme. Check the size of the figures.")
    moves = found.x.reshape(len(needs), -1)
    prices = found.prices.reshape(len(needs), -1)
    place = np.searchsorted(columns, problem.need_cell[needs])
    reached = moves[np.arange(len(needs)), place] * problem.need_side[needs]
    short = reached < problem.need[needs] - 1e-6 * np.maximum(1.0, problem.need[needs])
    cuts = [_cut(problem, int(needs[row]), prices[row]) for row in np.flatnonzero(short).tolist()]
    return [cut for cut in cuts if cut[1] > 1e-9]


def _attack(problem: Problem, columns: Ints, needs: Ints, shares: Floats | None) -> Programme:
    """Maximize each needy cell's move up to its need, all needs side by side, over hidden cells only."""
    n, m, k = len(columns), problem.rows, len(needs)
    amount = problem.need[needs][:, None]
    low = np.tile(-problem.down[columns], (k, 1))
    high = np.tile(problem.up[columns], (k, 1))
    if shares is not None:
        share = np.minimum(shares[columns], 1.0)
        low, high = share * np.maximum(low, -amount), share * np.minimum(high, amount)
    cost = np.zeros((k, n))
    rows, place = np.arange(k), np.searchsorted(columns, problem.need_cell[needs])
    up = problem.need_side[needs] > 0
    cost[rows, place] = np.where(up, -1.0, 1.0)
    high[rows, place] = np.where(up, np.minimum(high[rows, place], amount[:, 0]), high[rows, place])
    low[rows, place] = np.where(up, low[rows, place], np.maximum(low[rows, place], -amount[:, 0]))
    matrix = sp.csr_array(sp.kron(sp.eye_array(k), problem.matrix[:, columns], format="csr"))
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


def _proofs(problem: Problem, hidden: Flags) -> list[Move] | None:
    """A second table for each need, or None if a whole-number attacker defeats the pattern."""
    price = np.where(hidden, 1.0, np.inf)
    moves = find_moves([Job(problem, need, price) for need in range(len(problem.need))])
    found = [move_of(move) for move in moves if move is not None]
    return found if len(found) == len(moves) else None
