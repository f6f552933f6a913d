"""Hiding cells in pieces so large that a solver cannot look at all cells for each need."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp

from disclosure.progress import Progress, silent
from disclosure.suppression.jobs import Job, find_moves
from disclosure.suppression.lattice import Lattice
from disclosure.suppression.pattern import Pattern
from disclosure.suppression.problem import Problem
from disclosure.suppression.swaps import FIRST, SECOND, find_block, find_swaps
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

# What a cell costs that is hidden from the start, and one that another proof uses already, beside one that is shown.
FORCED, USED = 1e-6, 1e-3
# How often all proofs are looked at again for cheaper ones, by swaps.
PASSES = 4
# Combinations of categories in the blocks in which programmes look for cheaper proofs, and for a first one.
NEAR, FAR, FURTHER = 400, 1500, 5000
# Columns of programmes solved together.
TOGETHER = 3_000
# Columns of all programmes that look for cheaper proofs. It is counted, not timed, so that the answer is the same on a
# busy machine.
MOST = 400_000
# The same where all is to be done in seconds.
MOST_QUICKLY = 40_000
# The same for first proofs, where signs that tell less may spare them.
QUICKLY = 100_000
# Columns up to which a programme takes the whole piece for a need that no block meets.
WHOLE = 100_000


def suppress_large(large: "Large", *, thorough: bool = True, progress: Progress = silent) -> None:
    """Find a proof for each need of a large piece, as far as there is one, and cells to hide for them.

    Parameters
    ----------
    large : Large
        Changed in place; proofs that it has already are kept.
    thorough : bool
        Whether to go on until nothing is left to try; else so far as it goes quickly.
    progress : Progress

    Notes
    -----
    First swaps; then programmes in blocks around needy cells, in larger ones for needs still unmet, and over the whole
    piece where it is not too large. Nothing is known to be impossible beyond that size: a need not met is reported as
    failed.
    """
    for combinations in (FIRST, SECOND):
        large.sweep(large.unmet, combinations, progress)
    if not thorough:
        large.solve(large.unmet, NEAR, most=QUICKLY, whole=False, progress=progress)
        return
    for size in (FAR, FURTHER):
        large.solve(large.unmet, size, progress=progress)
    large.solve_whole(large.unmet, progress)


def thin_out(
    large: "Large", progress: Progress = silent, *, until: Callable[[], bool] = lambda: False, most: float = MOST
) -> None:
    """Find cheaper proofs, so that fewer cells are hidden.

    Parameters
    ----------
    large : Large
        Changed in place.
    progress : Progress
    until : callable
        Asked before each pass; once it is true, what is hidden stays so.
    most : float
        Columns of all programmes.

    Notes
    -----
    All proofs are looked for again, some at a time, where a cell is the cheaper the more other proofs use it. Then
    programmes look among hidden cells for proofs of the needs for which most is hidden, up to so much work.
    """
    every = np.arange(len(large.problem.need))
    for attempt in range(PASSES):
        if until() or large.problem.loss(large.hidden) == 0:
            return
        large.sweep(np.roll(every[:: 1 - 2 * (attempt % 2)], attempt * len(every) // PASSES), FIRST, progress)
    spent = 0
    while spent < most and not until():
        loss = large.problem.loss(large.hidden)
        burden = large.burden()
        needs = np.argsort(-burden, kind="stable")[: int((burden > 0).sum())]
        spent += large.solve(needs, NEAR, most=most - spent, hidden_only=True, whole=False, progress=progress)
        if large.problem.loss(large.hidden) >= 0.998 * loss:
            return


@dataclass
class Large:
    """A large piece on its way to a pattern.

    Attributes
    ----------
    problem : Problem
    lattice : Lattice
    cells, moves : list of array
        For each need a second table: the cells that move and by how much; empty where nothing meets it.
    used : array of int, cells
        How many proofs use each cell.
    """

    problem: Problem
    lattice: Lattice
    cells: list[Ints] = field(init=False)
    moves: list[Floats] = field(init=False)
    used: Ints = field(init=False)
    _columns: sp.csc_array = field(init=False)
    _cost: Floats = field(init=False)

    def __post_init__(self) -> None:
        number = len(self.problem.need)
        self.cells = [np.zeros(0, np.int64)] * number
        self.moves = [np.zeros(0)] * number
        self.used = np.zeros(len(self.problem.value), np.int64)
        self._columns = sp.csc_array(self.problem.matrix)
        cost = np.maximum(self.problem.cost, 1e-6 * float(self.problem.cost.max(initial=1.0)))
        self._cost = np.where(self.problem.allowed, cost * self.problem.preference, np.inf)

    @property
    def hidden(self) -> Flags:
        """Cells hidden from the start, and those that proofs use."""
        return self.problem.forced | (self.used > 0)

    @property
    def unmet(self) -> Ints:
        """Needs without a proof."""
        return np.array([need for need, cells in enumerate(self.cells) if not len(cells)], np.int64)

    def price(self, cells: Ints | slice = slice(None)) -> Floats:
        """Of moving cells: next to nothing where they are hidden anyway, and the less the more proofs use them."""
        used = self.used[cells]
        price = np.where(used > 0, USED * self._cost[cells] / np.maximum(used, 1), self._cost[cells])
        return np.where(self.problem.forced[cells], FORCED, price)

    def sweep(self, needs: Ints, combinations: int, progress: Progress = silent) -> None:
        """Find the cheapest swap of each need, some needs at a time; where there is none it keeps the proof it has."""
        done = 0
        for some in np.array_split(needs, max(1, min(len(needs) // 16, 400))):
            progress("second tables by swaps", done, len(needs))
            done += len(some)
            before = [(need, self.cells[need], self.moves[need]) for need in some.tolist()]
            for need, _, _ in before:
                self._drop(need)
            found = find_swaps(self.problem, self.lattice, some, self.price(), combinations=combinations)
            amount = self.problem.need[some] * self.problem.need_side[some]
            for row, (need, cells, moves) in enumerate(before):
                there = found.signs[row] != 0
                if np.isfinite(found.price[row]):
                    self._keep(need, found.cells[row][there], found.signs[row][there] * amount[row])
                elif len(cells):
                    self._keep(need, cells, moves)

    def resume(self, problem: Problem) -> "Large":
        """The same proofs under signs that leave at least as much room."""
        again = Large(problem, self.lattice)
        for need, (cells, moves) in enumerate(zip(self.cells, self.moves, strict=True)):
            again._keep(need, cells, moves)
        return again

    def pattern(self) -> Pattern:
        """What is hidden, the proofs, and the needs without one."""
        proofs = list(zip(self.cells, self.moves, strict=True))
        return Pattern(self.hidden, proofs, tuple(self.unmet.tolist()))

    def _drop(self, need: int) -> None:
        self.used[self.cells[need]] -= 1
        self.cells[need], self.moves[need] = self.cells[need][:0], self.moves[need][:0]

    def _keep(self, need: int, cells: Ints, moves: Floats) -> None:
        self.cells[need], self.moves[need] = cells, moves
        self.used[cells] += 1

    def burden(self) -> Floats:
        """What each need's proof costs, where the proofs that use a cell share its cost."""
        cost = np.where(self.problem.forced, 0.0, self.problem.cost) / np.maximum(self.used, 1)
        return np.array([cost[cells].sum() for cells in self.cells], float)

    def solve(
        self,
        needs: Ints,
        size: int,
        *,
        most: float = np.inf,
        hidden_only: bool = False,
        whole: bool = True,
        progress: Progress = silent,
    ) -> int:
        """Find cheaper proofs by programmes in blocks around the needy cells, some blocks at a time.

        Parameters
        ----------
        needs : array of int
        size : int
            Of the blocks, in combinations of categories.
        most : float
            Columns after which no more programmes are solved.
        hidden_only : bool
            Whether only cells hidden already may move.
        whole : bool
            Whether a move in fractions is turned into one in whole numbers by an integer programme; else it is left.
        progress : Progress

        Returns
        -------
        int
            The columns of all programmes.
        """
        done, spent = 0, 0
        while done < len(needs) and spent < most:
            progress("second tables by programmes", done, len(needs))
            price = self.price()
            if hidden_only:
                price[~self.hidden] = np.inf
            some: list[int] = []
            jobs: list[Job] = []
            blocks: list[Ints] = []
            columns = 0
            while done < len(needs) and columns < TOGETHER:
                need = int(needs[done])
                done += 1
                block = find_block(self.problem, self.lattice, need, price, size, with_kin=not hidden_only)
                if self.problem.need_cell[need] in block:
                    some.append(need)
                    blocks.append(block)
                    jobs.append(self._job(need, block))
                    columns += len(block)
            spent += max(columns, 1)
            if jobs:
                self._improve(some, blocks, find_moves(jobs, whole=whole))
        return spent

    def solve_whole(self, needs: Ints, progress: Progress = silent) -> None:
        """Find proofs by programmes over the whole piece, where it is not too large."""
        price = self.price()
        every = np.arange(len(self.problem.value))
        if not len(needs) or int(np.isfinite(price).sum()) > WHOLE:
            return
        for number, need in enumerate(needs.tolist()):
            progress("second tables by programmes over the whole", number, len(needs))
            self._improve([need], [every], find_moves([Job(self.problem, need, self.price())]))

    def _job(self, need: int, block: Ints) -> Job:
        part = sp.coo_array(self._columns[:, block])
        problem = self.problem
        rows, row = np.unique(part.row, return_inverse=True)
        place = np.flatnonzero(block == problem.need_cell[need])
        small = replace(
            problem,
            row=row,
            column=np.asarray(part.col, np.int64),
            sign=part.data,
            rows=len(rows),
            value=problem.value[block],
            down=problem.down[block],
            up=problem.up[block],
            cost=problem.cost[block],
            order=problem.order[block],
            forced=problem.forced[block],
            allowed=problem.allowed[block],
            need_cell=place,
            need_side=problem.need_side[need : need + 1],
            need=problem.need[need : need + 1],
        )
        return Job(small, 0, self._price_without(need, block))

    def _price_without(self, need: int, cells: Ints) -> Floats:
        """Prices as if the need had no proof: what only its own proof uses is not hidden anyway."""
        self.used[self.cells[need]] -= 1
        price = self.price(cells)
        self.used[self.cells[need]] += 1
        return price

    def _improve(self, needs: list[int], blocks: list[Ints], moves: list[Floats | None]) -> None:
        """Take the moves that cost less than the proofs there are, at the prices of now."""
        for need, block, move in zip(needs, blocks, moves, strict=True):
            if move is None or (self.problem.integer and np.abs(move - np.round(move)).max() > 1e-9):
                continue
            new, old = block[move != 0], self.cells[need]
            if not len(old) or self._price_without(need, new).sum() < self._price_without(need, old).sum() - 1e-12:
                self._drop(need)
                self._keep(need, new, move[move != 0])
