"""Hiding more, so that whoever believes sums that do not hold computes nothing either."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from disclosure.audit.bounds import reconcile, tightest
from disclosure.audit.propagation import propagate
from disclosure.audit.system import Ints, System, components, residual_range, system_of
from disclosure.errors import NotPossible
from disclosure.progress import Progress, silent
from disclosure.solver import Programme, solve_linear
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import complete
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats, Values
from disclosure.values.kinds import Kind

ROUNDS = 200
NEAR = 1e-6
# How far a reader goes from sum to sum who believes now this one, now that one.
STEPS = 3
STAGE = "sums that may not hold"


class Way(NamedTuple):
    """How a reader chooses which sums to believe.

    Attributes
    ----------
    margins : bool
        Whether margins are thought of that nobody publishes.
    is_whole : bool
        Whether all sums are believed that can hold together; else a reader goes a few steps from sum to sum.
    dimensions : tuple of int
        Along which dimensions figures are added up; none for all.
    draw : int or None
        The seed by which it is drawn what gives way where not all sums can hold; 0 if as little as possible does in
        all; None for what a stranger's audit chooses.
    division : int
        Where a whole is divided in several ways, by which of them alone it is added up, from 1; 0 for all of them.
    """

    margins: bool
    is_whole: bool = True
    dimensions: tuple[int, ...] = ()
    draw: int | None = 0
    division: int = 0

    @property
    def is_solved(self) -> bool:
        """Whether programmes bound figures by all sums together; else bounds are carried from sum to sum."""
        return not self.dimensions


def hide_from_believers(
    table: Table,
    needed: Floats,
    *,
    earlier: Sequence[Table] = (),
    draws: int = 8,
    progress: Progress = silent,
) -> Flags:
    """Figures of a protected table to be hidden as well, where sums are only said to hold.

    Parameters
    ----------
    table : Table
        As it is to be published.
    needed : array of float, n by 2
        The interval that nobody should get inside of, for each figure; not a number where it needs none.
    earlier : sequence of Table
        Tables published before.
    draws : int
        How often it is drawn which sums are believed, where not all can hold.
    progress : callable

    Returns
    -------
    array of bool, n
        Which figures to put under a sign that says nothing of their size, those whose sign says that they are small
        among them.

    Raises
    ------
    NotPossible
        If a figure follows from others that cannot be hidden; names it.

    Notes
    -----
    `protect` guards against whoever knows which sums hold. Where they are only believed unless contradicted, hiding a
    figure can hide a contradiction, and where figures are stand-ins nobody knows which sums hold. A reader who believes
    a sum that does not hold is mistaken, but may hit the truth, and cannot be told from one who knows.

    So the publication is examined as readers would who have nothing else: with each sum by itself; with all sums that
    are possible together; and in parts of the table where not all are, also by going a few steps from sum to sum,
    whatever others say, with the sums along two dimensions alone, and with other choices of what gives way, that of a
    stranger's audit among them, also where each whole is divided in one way only; with and without margins that nobody
    publishes. What they find must not narrow the
    interval needed, unless it excludes all of it; and no hidden figure may be the only one of a sum whose other figures
    are published, unless its sign says that what is left is not the figure. Where it is so, a figure of each sum from
    which it follows is hidden, or small ones get the sign that says less, until nothing is found. Hiding more takes
    nothing from the protection there is. Somebody may choose yet another way: where figures contradict each other, no
    list of ways is complete.

    A reader may also take figures that are not recorded for nobody. Parts of the table with such figures are examined
    so as well, and then again as before where more was hidden.
    """
    hidden = _hide(table, needed, earlier, draws, progress)
    silent = table.values.is_kind(Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)
    if not silent.any():
        return hidden
    readers, within = [[*earlier, _as_nobody(table, silent)], earlier], silent
    for turn in range(ROUNDS):
        more = _hide(_under_open_sign(table, hidden), needed, readers[turn % 2], draws, progress, within) & ~hidden
        if not more.any():
            break
        hidden, within = hidden | more, more
    return hidden


def _as_nobody(table: Table, rows: Flags) -> Table:
    """Some rows as zeros that are published elsewhere."""
    some = table.take(np.flatnonzero(rows))
    return replace(some, values=Values.counts(np.zeros(len(some)), unit=table.values.unit))


def _under_open_sign(table: Table, hidden: Flags) -> Table:
    """A table with some figures under a sign that says nothing of their size."""
    values = table.values
    kind = np.where(hidden, np.int8(Kind.SUPPRESSED), values.kind).astype(np.int8)
    low, high = np.where(hidden, 0.0, values.low), np.where(hidden, np.inf, values.high)
    open_ = Values.build(kind, low, high, unit=values.unit)
    return replace(table, values=open_, sensitive=table.sensitive & ~hidden)


def _hide(
    table: Table,
    needed: Floats,
    earlier: Sequence[Table],
    draws: int,
    progress: Progress,
    within: Flags | None = None,
) -> Flags:
    """Figures to be hidden from a reader who has these tables; in the parts in which some rows are, or in all."""
    work = _Work.of(table, needed, earlier)
    if within is not None:
        work.open_only(_as_nobody(table, within))
    ways = list(work.list_ways(draws))
    while work.open.any():
        work.find_disputed()
        for done, way in enumerate(ways):
            progress(STAGE, done, len(ways))
            work.examine(way)
        # What was hidden on one way may have hidden a contradiction from another.
        work.begin_again()
    return work.hidden


@dataclass(eq=False)
class _Work:
    """What is told of each cell at the moment.

    `piece` is the number of the part of the table to which a cell belongs, parts being without a sum in common. Parts
    `open` have to be examined, parts `disputed` have sums that cannot all hold, parts `touched` were changed. Of cells
    `given_up` what is left cannot be the truth, and nothing beside them can be hidden.
    """

    cells: Cells
    relations: dict[bool, Relations]
    row_of: Ints
    needed: Floats
    low: Floats
    high: Floats
    hidden: Flags
    piece: Ints
    open: Flags
    disputed: Flags
    touched: Flags
    given_up: Flags

    @classmethod
    def of(cls, table: Table, needed: Floats, earlier: Sequence[Table]) -> "_Work":
        gathered = gather([*earlier, table])
        cells = complete(gathered)
        # Cells added come last, so that those gathered keep their numbers.
        without = relate(gathered)
        more = sp.csr_array((len(without), len(cells) - len(gathered)))
        wide = sp.csr_array(sp.hstack([without.matrix, more], format="csr"))
        relations = {True: relate(cells), False: without.with_matrix(wide)}
        here = cells.figure_table == len(earlier)
        own = np.full((len(cells), 2), np.nan)
        own[cells.figure_cell[here]] = needed[cells.figure_row[here]]
        row_of = np.full(len(cells), -1, np.int64)
        row_of[cells.figure_cell[here]] = cells.figure_row[here]
        # What an earlier table shows cannot be hidden any more.
        row_of[cells.figure_cell[~here]] = -1
        _, piece = components(relations[True].matrix)
        every = np.ones(int(piece.max(initial=-1)) + 1, bool)
        return cls(
            cells, relations, row_of, own, cells.low.copy(), cells.high.copy(), np.zeros(len(table), bool), piece,
            every, ~every, ~every, np.zeros(len(cells), bool),
        )  # fmt: skip

    def open_only(self, some: Table) -> None:
        """Examine only the parts in which the cells of another table are."""
        place = locate(gather([some]), self.cells)
        self.open = np.zeros(len(self.open), bool)
        self.open[self.piece[place[place >= 0]]] = True

    @property
    def integer(self) -> bool:
        return self.cells.specification.integer

    def list_ways(self, draws: int) -> Iterator[Way]:
        """Every way to choose which sums to believe, those first that show which parts are disputed."""
        both = (True, False)
        numbers = [int(each) for each in np.unique(self.relations[False].dimension)]
        yield from (Way(margins) for margins in both)
        yield from (Way(margins, is_whole=False) for margins in both)
        yield from (Way(False, dimensions=each) for each in combinations(numbers, 2))
        yield from (Way(True, draw=draw) for draw in range(1, draws + 1))
        yield Way(True, draw=None)
        for division in range(1, 1 + len(self._divisions)):
            yield Way(True, division=division)

    @cached_property
    def _divisions(self) -> list[set[tuple[int, int]]]:
        """For each reader who divides every whole in one way, the dimensions and numbers of the partitions used.

        What is no part of anything then is not divided either.
        """
        dimensions, found = self.cells.specification.dimensions, list[set[tuple[int, int]]]()
        wholes = [Counter(partition.parent for partition in dimension.partitions) for dimension in dimensions]
        most = max((number for of_one in wholes for number in of_one.values()), default=0)
        for division in range(most if most > 1 else 0):
            used = set[tuple[int, int]]()
            for place, dimension in enumerate(dimensions):
                partitions = list(enumerate(dimension.partitions, 1))
                parts = {part for _, each in partitions for part in (*each.parts, *each.optional)}
                todo = [each.parent for _, each in partitions if each.parent not in parts]
                for whole in todo:
                    ways = [each for each in partitions if each[1].parent == whole]
                    if ways:
                        number, partition = ways[min(division, len(ways) - 1)]
                        used.add((place, number))
                        todo += [each for each in (*partition.parts, *partition.optional) if each not in todo]
            found.append(used)
        return found

    def begin_again(self) -> None:
        """Examine anew what was changed."""
        self.open, self.touched = self.touched, np.zeros(len(self.touched), bool)

    def examine(self, way: Way) -> None:
        """Hide until a reader who chooses what to believe in this way finds nothing."""
        is_first = way in (Way(margins=True), Way(margins=False))
        waiting = self.open & (True if is_first else self.disputed)
        for _ in range(ROUNDS):
            if not waiting.any():
                return
            part = self._take(way, waiting)
            found = part.by_one_sum(way)
            if not len(found):
                found = part.by_all_sums(way)
                waiting = np.zeros(len(waiting), bool)
                waiting[self.piece[part.cells[found]]] = True
            self.touched[self.piece[part.cells[found]]] = True
            self._soften(part.cells[part.taken])
        raise self.impossible(int(part.cells[found[0]]))

    def find_disputed(self) -> None:
        """Find the parts in which not all sums can hold that can hold by themselves; what signs tell there goes.

        That a margin which nobody publishes is its only part is no reason: then the others were left out.
        """
        for margins in (True, False):
            part = self._take(Way(margins), self.open)
            part.relations = part.relations.without(part.is_weak)
            part.draw(0)
            self.disputed[self.piece[part.cells[part.disputed]]] = True
        small = (self.low < self.high) & np.isfinite(self.high) & (self.row_of >= 0) & self.disputed[self.piece]
        self._soften(np.flatnonzero(small))

    def _take(self, way: Way, waiting: Flags) -> "_Part":
        """Some parts by themselves: their cells, and the sums that a reader thinks of."""
        cells = np.flatnonzero(waiting[self.piece])
        relations = self.relations[way.margins]
        wrong = np.zeros(len(relations), bool)
        if len(relations):
            wrong = ~waiting[self.piece[relations.parents]]
        if way.dimensions:
            wrong |= ~np.isin(relations.dimension, way.dimensions)
        if way.division:
            used, along = self._divisions[way.division - 1], (relations.dimension, relations.partition)
            wrong |= ~np.array([each in used for each in zip(*(one.tolist() for one in along), strict=True)], bool)
        relations = relations.without(wrong)
        matrix = sp.csr_array(sp.csc_array(relations.matrix)[:, cells])
        values = (self.needed[cells], self.low[cells], self.high[cells])
        return _Part(self, cells, relations.with_matrix(matrix), self.row_of[cells] >= 0, *values)

    def _soften(self, cells: Ints) -> None:
        """Put some cells under a sign that says nothing of their size."""
        self.hidden[self.row_of[cells]] = True
        self.low[cells], self.high[cells] = 0.0, np.inf

    def impossible(self, cell: int) -> NotPossible:
        """That a cell is found whatever is hidden."""
        return NotPossible(
            f"{self.cells.describe(cell)} follows from figures that cannot be hidden, for whoever believes that they "
            "add up. Publish coarser categories, or leave out a margin."
        )


class _Part:
    """Some parts of the table, with the numbers of their cells in the whole."""

    def __init__(
        self, work: _Work, cells: Ints, relations: Relations, own: Flags, needed: Floats, low: Floats, high: Floats
    ) -> None:
        self.work, self.cells, self.relations, self.own = work, cells, relations, own
        self.needed, self.low, self.high = needed, low, high
        self.taken = np.zeros(len(cells), bool)
        self.believed = relations
        self.disputed: Ints = np.zeros(0, np.int64)

    @property
    def is_weak(self) -> Flags:
        """Sums of one part to a whole that nobody publishes."""
        parts = np.diff(self.relations.matrix.indptr) - 1
        return np.asarray((parts == 1) & (self.work.row_of[self.cells[self.relations.parents]] < 0), bool)

    def by_one_sum(self, way: Way) -> Ints:
        """Cells narrowed by a sum of which they are the only hidden figure: the first thing that anybody tries.

        Where every other figure of the sum is published, another one is hidden even if what is left cannot be the
        truth: somebody who goes no further would take it for a figure of the source.
        """
        matrix = self.relations.matrix
        is_hidden = self.low < self.high
        alone = np.flatnonzero((abs(matrix) @ is_hidden.astype(float) == 1) & (self.relations.high == 0))
        entries = matrix[alone].tocoo()
        open_ = is_hidden[entries.col]
        row, column, sign = entries.row[open_], entries.col[open_], entries.data[open_]
        rest = matrix[alone] @ np.where(is_hidden, 0.0, self.low)
        value = -rest[row] * sign
        least, most = np.maximum(self.low, self.needed[:, 0])[column], np.minimum(self.high, self.needed[:, 1])[column]
        is_right = (value >= least) & (value <= most)
        is_possible = (value >= self.low[column]) & (value <= self.high[column])
        hit = is_right if way.margins else is_possible & (is_right | ~self.work.given_up[self.cells[column]])
        for cell, relation, right in zip(column[hit], alone[row[hit]], is_right[hit], strict=True):
            if self._hide_one(self.relations.cells_of(int(relation))):
                continue
            if right:
                self._refuse(int(cell))
            self.work.given_up[self.cells[cell]] = True
        return np.unique(column[hit]).astype(np.int64)

    def by_all_sums(self, way: Way) -> Ints:
        """Cells narrowed by several sums: one figure of each sum that by itself narrows it is hidden; if none does, the
        nearest."""
        failing = self._narrowed_by_all(way) if way.is_whole else self._narrowed_by_some()
        matrix = self.believed.matrix
        across = sp.csc_array(matrix)
        for cell in failing.tolist():
            rows = across.indices[across.indptr[cell] : across.indptr[cell + 1]].tolist()
            groups = [self.believed.cells_of(row) for row in rows if self._tells(row, cell)]
            done = [self._hide_one(members) for members in groups]
            if not any(done) and not self._hide_one(self._near(cell, matrix, across)):
                self._refuse(cell)
        return failing

    def _narrowed_by_all(self, way: Way) -> Ints:
        """Cells that all sums believed narrow together, unless they exclude all that is needed."""
        self.believed = self._reconcile() if way.draw is None else self.draw(way.draw, presolve=way.draw == 0)
        found = self._narrowed(*self._propagate())
        # What follows from sum to sum is hidden first: programmes take longer.
        return found if len(found) or not way.is_solved else self._narrowed(*self._tightest())

    def _narrowed(self, low: Floats, high: Floats) -> Ints:
        """Cells whose bounds narrow the interval needed, unless they exclude all of it."""
        least, most = np.maximum(low, self.needed[:, 0]), np.minimum(high, self.needed[:, 1])
        narrowed = (least > self.needed[:, 0]) | (most < self.needed[:, 1])
        return np.flatnonzero((least <= most) & narrowed)

    def _tightest(self) -> tuple[Floats, Floats]:
        wanted = ~np.isnan(self.needed[:, 0])
        enough = np.where(wanted, self.needed[:, 0], self.low), np.where(wanted, self.needed[:, 1], self.high)
        found = tightest(self.low, self.high, self.believed, integer=self.work.integer, wanted=wanted, enough=enough)
        return found.low, found.high

    def _propagate(self) -> tuple[Floats, Floats]:
        """Bounds by going from sum to sum."""
        system = system_of(self.low, self.high, self.believed, integer=self.work.integer)
        found = propagate(system)
        low, high = self.low.copy(), self.high.copy()
        low[system.cells], high[system.cells] = found.low, found.high
        return low, high

    def _narrowed_by_some(self) -> Ints:
        """Cells that some sums narrow from one side, a few steps far, whatever other sums say of the same cells."""
        loose, gone = self._contradicted_by_figures(self.relations)
        self.believed = self.relations.loosen(loose).without(gone)
        low, high = self.low.copy(), self.high.copy()
        failing = np.zeros(len(low), bool)
        for _ in range(STEPS):
            low, high = _step(self.believed, low, high)
            from_below = (low > self.needed[:, 0]) & (low <= self.needed[:, 1])
            from_above = (high < self.needed[:, 1]) & (high >= self.needed[:, 0])
            failing |= (self.low < self.high) & (from_below | from_above)
        return np.flatnonzero(failing)

    def _reconcile(self) -> Relations:
        return reconcile(self.low, self.high, self.relations, integer=self.work.integer)[0]

    def draw(self, seed: int, *, presolve: bool = False) -> Relations:
        """Sums that are possible together, others having given way at a cost drawn for each.

        Of choices that cost the same a solver makes another one where it presolves, which takes longer where parts
        are many and small.
        """
        weight = np.ones(len(self.relations))
        if seed:
            weight = np.random.default_rng(seed).uniform(1.0, 10.0, len(weight))
        relations, open_ = self.relations, np.ones(len(self.relations), bool)
        while True:
            loose, gone = self._contradicted_by_figures(relations)
            if not (loose.any() or gone.any()):
                loose, gone = self._contradicted_together(relations, weight, open_, presolve=presolve)
                given_way = relations.matrix[np.flatnonzero(loose | gone)].indices
                self.disputed = np.concatenate([self.disputed, given_way.astype(np.int64)])
                # Where nothing gave way, everything is possible and remains so.
                of_rows, _columns = components(relations.matrix)
                open_ = np.isin(of_rows, of_rows[loose | gone])
            if not (loose.any() or gone.any()):
                return relations
            relations, weight, open_ = relations.loosen(loose).without(gone), weight[~gone], open_[~gone]

    def _contradicted_by_figures(self, relations: Relations) -> tuple[Flags, Flags]:
        """Sums that are too large or too small whatever stands under the signs: everybody sees that."""
        least, most = residual_range(relations.matrix, self.low, self.high)
        return least > relations.high + NEAR, most < relations.low - NEAR

    def _contradicted_together(
        self, relations: Relations, weight: Floats, open_: Flags, *, presolve: bool
    ) -> tuple[Flags, Flags]:
        """Sums among some that give way where it costs least to make all of these possible."""
        loose, gone = np.zeros(len(relations), bool), np.zeros(len(relations), bool)
        some = np.flatnonzero(open_)
        system = system_of(self.low, self.high, relations.without(~open_), integer=self.work.integer)
        if not len(system.relations):
            return loose, gone
        above, below = _violations(system, weight[some[system.relations]], presolve=presolve)
        loose[some[system.relations[above > NEAR]]] = True
        gone[some[system.relations[below > NEAR]]] = True
        return loose, gone

    def _hide_one(self, members: Ints) -> bool:
        """Hide the cheapest of some cells, unless one of them is hidden already; False if none can be."""
        if self.taken[members].any():
            return True
        chosen = self._to_be_hidden(members)
        self.taken[chosen] = True
        return bool(chosen)

    def _to_be_hidden(self, members: Ints) -> list[int]:
        """The smallest figure among some cells that can be hidden; where there is none, all whose sign says that they
        are small."""
        own = [int(each) for each in members if self.own[each] and np.isfinite(self.high[each])]
        shown = [each for each in own if self.low[each] == self.high[each]]
        return [min(shown, key=lambda each: (self.low[each], -each))] if shown else own

    def _refuse(self, cell: int) -> None:
        raise self.work.impossible(int(self.cells[cell]))

    def _near(self, cell: int, matrix: sp.csr_array, across: sp.csc_array) -> Ints:
        """The cells of the nearest sums in which a figure can be hidden, going from sum to sum by hidden cells."""
        seen, cells = set[int](), np.array([cell], np.int64)
        while len(cells):
            rows = [row for row in np.unique(across[:, cells].indices).tolist() if row not in seen]
            seen.update(rows)
            members = np.unique(matrix[rows].indices.astype(np.int64)) if rows else np.zeros(0, np.int64)
            if self._to_be_hidden(members):
                return members
            cells = members[self.low[members] < self.high[members]]
            if not rows:
                break
        return np.array([cell], np.int64)

    def _tells(self, row: int, cell: int) -> bool:
        """Whether a sum by itself narrows what is told of a cell."""
        believed = self.believed
        members = believed.cells_of(row)
        signs = np.where(np.arange(len(members)) == 0, 1.0, -1.0)
        place = int(np.flatnonzero(members == cell)[0])
        low = np.where(signs > 0, self.low[members], -self.high[members])
        high = np.where(signs > 0, self.high[members], -self.low[members])
        others = np.arange(len(members)) != place
        floor, ceiling = believed.low[row] - high[others].sum(), believed.high[row] - low[others].sum()
        least, most = (floor, ceiling) if signs[place] > 0 else (-ceiling, -floor)
        return bool(least > self.needed[cell, 0] or most < self.needed[cell, 1])


def _step(relations: Relations, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Each bound by what a sum and the other bounds in it leave; a lower bound may come to lie above the upper one."""
    entries = relations.matrix.tocoo()
    row, column, plus = entries.row.astype(np.int64), entries.col.astype(np.int64), entries.data > 0
    least, most = np.where(plus, low[column], -high[column]), np.where(plus, high[column], -low[column])
    floor: Floats = relations.low[row] - _others(row, most, len(relations), np.inf)
    ceiling: Floats = relations.high[row] - _others(row, least, len(relations), -np.inf)
    lower, higher = low.copy(), high.copy()
    np.maximum.at(lower, column, np.ceil(np.where(plus, floor, -ceiling) - NEAR))
    np.minimum.at(higher, column, np.floor(np.where(plus, ceiling, -floor) + NEAR))
    return lower, higher


def _others(row: Ints, side: Floats, size: int, endless: float) -> Floats:
    """For each entry the sum of the others in its row."""
    infinite = ~np.isfinite(side)
    number = np.bincount(row, infinite, minlength=size)
    plain = np.where(infinite, 0.0, side)
    return np.asarray(np.where(number[row] > infinite, endless, np.bincount(row, plain, minlength=size)[row] - plain))


def _violations(system: System, weight: Floats, *, presolve: bool) -> tuple[Floats, Floats]:
    """By how much each sum must be above or below what it should be for all to be possible, at the least cost."""
    size, count = system.matrix.shape
    eye = sp.eye_array(size)
    wide = sp.csr_array(sp.hstack([system.matrix, -eye, eye]))
    cost = np.concatenate([np.zeros(count), weight, weight])
    low = np.concatenate([system.low, np.zeros(2 * size)])
    high = np.concatenate([system.high, np.full(2 * size, np.inf)])
    found = solve_linear(Programme(cost, wide, system.row_low, system.row_high, low, high), presolve=presolve)
    if found is None:
        return np.zeros(size), np.zeros(size)
    given = found.x[count:]
    return given[:size], given[size:]
