"""Whether figures of other populations, or of other editions of the same, show somebody by their difference.

A reader sets the figures of two releases against each other cell by cell: those that stand there, and those that
follow. What follows from each is computed, not looked up, so a margin left out of one of them makes no difference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from disclosure.audit.audit import examine
from disclosure.audit.result import Audit
from disclosure.errors import NotPossible
from disclosure.release.bundle import sha256, to_json
from disclosure.release.compare import hide_all
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import add_margins, derive
from disclosure.tables.private import PrivateCells
from disclosure.tables.relations import Relations, relate
from disclosure.tables.specification import Population
from disclosure.tables.table import Ints, Table
from disclosure.values.column import Flags, Floats

_SHOWN = 5
_FEW = 2
# Of relabelled years so many large figures must be alike, each at least this multiple of the threshold.
_MANY, _LARGE = 4, 4
# Of a dimension with more categories no relabelling is looked for.
_MOST_LABELS = 40

type Correct = Callable[[Cells, Relations], Relations]


@dataclass(frozen=True, eq=False)
class Side:
    """What is published of a population, and what is true of it.

    Attributes
    ----------
    population : Population
    tables : list of Table
        Of all its releases.
    truth : list of Table
        The figures as far as they are known.
    """

    population: Population
    tables: list[Table]
    truth: list[Table]


@dataclass(frozen=True)
class Difference:
    """A cell of which both populations have a figure, or an interval, for every reader.

    Attributes
    ----------
    cell : str
        In words.
    before, now : pair of float
        What follows for each.
    how : str
        From what the two follow, where they do not stand there.
    """

    cell: str
    before: tuple[float, float]
    now: tuple[float, float]
    how: str = ""

    def __str__(self) -> str:
        return f"{self.cell}: {_interval(self.before)}, now {_interval(self.now)}{self.how}"


def correct_by_truth(relations: Relations, value: Floats, there: Flags) -> Relations:
    """Relations as they hold in truth.

    Parameters
    ----------
    relations : Relations
    value : array of float, cells
        The true figures.
    there : array of bool, cells
        Which of them are known.

    Returns
    -------
    Relations
        Where parts do add up, whoever believes it is right; a doubtful relation that does not hold is taken as at most,
        or left out.
    """
    left = relations.matrix @ np.where(there, value, 0.0)
    sure = abs(relations.matrix) @ (~there).astype(float) == 0
    relations = replace(relations, high=np.where(sure & (left == 0), 0.0, relations.high))
    # The parts that are known may be more than the whole, whatever the others are.
    whole = (relations.matrix > 0) @ (~there).astype(float) == 0
    loose, broken = relations.doubtful & sure & (left > 0), relations.doubtful & whole & (left < 0)
    return relations.loosen(loose).without(broken)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two populations, or two editions of one, beside each other.

    Attributes
    ----------
    own, other : Side
        Of this release, and of earlier ones.
    """

    own: Side
    other: Side

    @cached_property
    def cells(self) -> Cells:
        """All cells that either has, with every margin of them, as if nothing was known."""
        tables = [table for side in (self.own, self.other) for table in (*side.tables, *side.truth)]
        return add_margins(gather([hide_all(table) for table in tables]))

    @cached_property
    def relations(self) -> Relations:
        """What adds up among these cells."""
        return relate(self.cells)

    def true_figures(self, side: Side) -> tuple[Floats, Flags]:
        """The true figures of a population by cell, and which of them are known or follow."""
        return self._true_figures[0 if side is self.own else 1]

    @cached_property
    def _true_figures(self) -> tuple[tuple[Floats, Flags], tuple[Floats, Flags]]:
        return self._place(self.own.truth), self._place(self.other.truth)

    @cached_property
    def suspects(self) -> Ints:
        """The cells whose true figures differ, and are known."""
        (now, here), (before, there) = self.true_figures(self.own), self.true_figures(self.other)
        return np.flatnonzero(here & there & (now != before))

    def find_small(self, below: int) -> list[Difference]:
        """Cells of which every reader knows that they differ by 1 to one less than a threshold."""
        near = self._find_doubtful(below, self._surely_possible(self.own, below))
        if not len(near):
            return []
        ours, theirs = (self._bound(side, near, below) for side in (self.own, self.other))
        small = _is_small(ours.low - theirs.high, ours.high - theirs.low, below)
        return [self._describe(int(near[n]), ours, theirs, int(n)) for n in np.flatnonzero(small)]

    def find_near(self, below: int) -> dict[tuple[str, ...], tuple[float, float, float]]:
        """Cells that must be hidden because the other population shows, or gives away, almost the same figure.

        Returns
        -------
        dict
            By the categories of the cell, its true figure and the interval that it needs: then the two may as well be
            equal, or differ by more.
        """
        now, _ = self.true_figures(self.own)
        near = self._find_doubtful(below, (now, now))
        if not len(near):
            return {}
        theirs = self._bound(self.other, near, below)
        small = np.flatnonzero(_is_small(now[near] - theirs.high, now[near] - theirs.low, below))
        figure = now[near[small]]
        low, high = _room_beside(figure, theirs.low[small], theirs.high[small], below)
        keys = [tuple(self.cells.key(int(near[n])).values()) for n in small]
        return dict(zip(keys, zip(figure.tolist(), low.tolist(), high.tolist(), strict=True), strict=True))

    def _find_doubtful(self, below: int, ours: tuple[Floats, Floats]) -> Ints:
        """The cells that differ by few in truth, and may do so for every reader."""
        now, before = self.true_figures(self.own)[0], self.true_figures(self.other)[0]
        theirs = self._surely_possible(self.other, below)
        near = (abs(now - before) < below) & _is_small(ours[0] - theirs[1], ours[1] - theirs[0], below)
        return self.suspects[near[self.suspects]]

    def _surely_possible(self, side: Side, below: int) -> tuple[Floats, Floats]:
        """Intervals that no reader can get inside of: of a small figure that is hidden, all small figures."""
        value, there = self.true_figures(side)
        shown = self._place_shown(_known_in(side.tables))[1]
        small = there & ~shown & (value >= 1) & (value < below)
        return np.where(small, 1.0, value), np.where(small, below - 1.0, value)

    def list_shown(self) -> list[Difference]:
        """The cells that differ and of which both figures stand there, or follow by adding and subtracting."""
        (before, there), (now, here) = (self._place(_known_in(side.tables)) for side in (self.other, self.own))
        both = np.flatnonzero(here & there & (now != before))
        pairs = [((float(before[c]), float(before[c])), (float(now[c]), float(now[c]))) for c in both]
        return [Difference(self.cells.describe(int(c)), *pair) for c, pair in zip(both, pairs, strict=True)]

    def count_alike(self, below: int, separate: Sequence[str] = ()) -> tuple[int, int]:
        """How many of the large figures that the other shows are nearly those of this release, and how many there are.

        Parameters
        ----------
        below : int
        separate : sequence of str
            Dimensions, such as years, whose categories might have been exchanged; what is most alike counts.
        """
        before, there = self._place(_known_in(self.other.tables))
        now, here = self.true_figures(self.own)
        both = np.flatnonzero(here & there)
        found = _alike(now[both], before[both], below, 2 * below)
        if found[1] >= _FEW and found[0] * 2 > found[1]:
            return found
        return max(
            (each for name in separate for each in self._count_relabelled(name, (now, here), (before, there), below)),
            default=(0, found[1]),
        )

    def _count_relabelled(
        self, name: str, ours: tuple[Floats, Flags], theirs: tuple[Floats, Flags], below: int
    ) -> list[tuple[int, int]]:
        """Of each two categories of a dimension, how many figures are alike, where most of many are."""
        place = [dimension.name for dimension in self.cells.specification.dimensions].index(name)
        size = len(self.cells.categories[place])
        if size > _MOST_LABELS:
            return []
        rest = self.cells.codes.copy()
        rest[:, place] = 0
        line = np.ravel_multi_index(tuple(rest.T), [max(len(n), 1) for n in self.cells.categories])
        code, found = self.cells.codes[:, place], []
        for a in range(size):
            for b in (b for b in range(size) if b != a):
                left, right = np.flatnonzero(ours[1] & (code == a)), np.flatnonzero(theirs[1] & (code == b))
                _, i, j = np.intersect1d(line[left], line[right], return_indices=True)
                alike, large = _alike(ours[0][left[i]], theirs[0][right[j]], below, _LARGE * below)
                if large >= _MANY and alike * 2 > large:
                    found.append((alike, large))
        return found

    def _place(self, tables: Sequence[Table]) -> tuple[Floats, Flags]:
        """The figures of tables by cell, with those that follow from them."""
        value, there = self._place_shown(tables)
        return derive(correct_by_truth(self.relations, value, there), value, there)

    def _place_shown(self, tables: Sequence[Table]) -> tuple[Floats, Flags]:
        value, there = np.zeros(len(self.cells)), np.zeros(len(self.cells), bool)
        if not (tables := [table for table in tables if len(table)]):
            return value, there
        known = gather(tables)
        spot = locate(self.cells, known)
        there = (spot >= 0) & known.fixed[spot]
        return np.where(there, known.low[spot], 0.0), there

    def _bound(self, side: Side, wanted: Ints, below: int) -> "_Bounds":
        """What follows from the tables of one side for some cells, as far as it matters for differences."""
        value, there = self.true_figures(side)
        known = np.flatnonzero(there)
        far = np.isin(known, wanted)
        low = np.where(far, np.maximum(value[known] - below, 0), value[known])
        high = np.where(far, value[known] + below, value[known])
        names = tuple(dimension.name for dimension in self.cells.specification.dimensions)
        keys = tuple(tuple(self.cells.key(int(cell)).values()) for cell in known)
        private = PrivateCells(names, keys, value[known], low, high, str(side.population))
        hidden = private.to_table(self.cells.specification)
        tables = [replace(table.visible(), specification=self.cells.specification) for table in side.tables]

        def correct(cells: Cells, relations: Relations) -> Relations:
            spot = locate(cells, self.cells)
            here = (spot >= 0) & there[spot]
            return correct_by_truth(relations, np.where(here, value[spot], 0.0), here)

        found = examine(gather([hidden, *tables]), truth=correct, private=[private])
        # The private cells are the first ones of all.
        place = np.searchsorted(known, wanted)
        return _Bounds(found, place, found.tightest.low[place], found.tightest.high[place])

    def _describe(self, cell: int, ours: "_Bounds", theirs: "_Bounds", number: int) -> Difference:
        how = "".join(
            f"; {_interval(side.interval(number))} follows from {'; '.join(figures)}"
            for side in (theirs, ours)
            if (figures := side.figures(number))
        )
        return Difference(self.cells.describe(cell), theirs.interval(number), ours.interval(number), how)


@dataclass(frozen=True, eq=False)
class _Bounds:
    """The intervals of some cells, and the audit that found them."""

    audit: Audit
    place: Ints
    low: Floats
    high: Floats

    def interval(self, number: int) -> tuple[float, float]:
        return float(self.low[number]), float(self.high[number])

    def figures(self, number: int) -> tuple[str, ...]:
        """From what a figure follows that does not stand there itself."""
        cell = int(self.place[number])
        stands = self.audit.start_low[cell] == self.audit.start_high[cell]
        return () if stands else self.audit.explain(cell).figures


def check_difference(pair: Pair, below: int, *, apart: bool, separate: Sequence[str] = ()) -> None:
    """Refuse figures whose difference from those of another population shows few people.

    Parameters
    ----------
    pair : Pair
        Of this release, and of all earlier ones about the other population or edition.
    below : int
        Differences from 1 to one less are refused.
    apart : bool
        Whether the two are said to be different populations of which nothing is declared.
    separate : sequence of str
        Dimensions whose categories do not add up, such as years.

    Raises
    ------
    NotPossible
        If it follows for a cell that the two differ by few; or if most figures that two undeclared populations share
        are nearly the same, so that they are the same people under another name.
    """
    own, other = pair.own.population, pair.other.population
    if apart:
        alike, large = pair.count_alike(below, separate)
        if large >= _FEW and alike * 2 > large:
            raise NotPossible(
                f"{alike} of {large} figures of {own} are those of {other}, or differ by less than {below}: these are "
                "the same people. Give both the same population, or add to the register of populations how they are "
                "related, so that they are audited together."
            )
    if found := pair.find_small(below):
        named = "; ".join(map(str, found[:_SHOWN]))
        raise NotPossible(
            f"Between {other} and {own} {_count(len(found), 'figure')} by 1 to {below - 1}, among them: {named}. Who "
            "compares them sees who was added or taken out: hide or round these figures, or wait until more has "
            "changed."
        )


def digest_of(differences: Sequence[Difference]) -> str:
    """Sixteen hexadecimal digits that stand for a list of differences; another list has others."""
    rows = sorted([each.cell, *each.before, *each.now] for each in differences)
    return sha256(to_json({"differences": rows}))[:16]


def _room_beside(figure: Floats, low: Floats, high: Floats, below: int) -> tuple[Floats, Floats]:
    """The interval that a figure needs beside one that every reader knows to be so low and so high.

    Of a large figure it goes as far to both sides of a known one. A sum of a few small figures is only as uncertain as
    their signs, so it goes to the nearer figure that is equal or differs by more.
    """
    above = figure > high
    ends = np.where(above, high, np.maximum(high - below, 0)), np.where(above, low + below, low)
    down = figure - ends[0] < ends[1] - figure
    near = np.where(down, ends[0], figure), np.where(down, figure, ends[1])
    large = (figure >= 2 * below) & (low == high)
    return np.where(large, low - below + 1, near[0]), np.where(large, high + below - 1, near[1])


def _is_small(low: Floats, high: Floats, below: int) -> Flags:
    """Which differences certainly are 1 to one less than a threshold, up or down."""
    return np.asarray(((low >= 1) & (high < below)) | ((high <= -1) & (low > -below)), bool)


def _known_in(tables: Sequence[Table]) -> list[Table]:
    return [table.take(np.flatnonzero(table.values.known)) for table in tables]


def _alike(now: Floats, before: Floats, below: int, large: int) -> tuple[int, int]:
    big = now >= large
    return int((big & (abs(now - before) < below)).sum()), int(big.sum())


def _interval(pair: tuple[float, float]) -> str:
    low, high = pair
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun} differs" if number == 1 else f"{number} {noun}s differ"
