"""What can be computed about every hidden cell of a publication."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.audit.bounds import Method, Tightest, tightest
from disclosure.audit.knowledge import Knowledge
from disclosure.audit.system import Ints, system_of
from disclosure.audit.unmask import Unmasking, unmask
from disclosure.errors import InvalidArgument
from disclosure.tables.cells import Cells, gather
from disclosure.tables.complete import complete
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats

WORDS = {
    Method.TOLD: "as told",
    Method.CLOSED_FORM: "closed form",
    Method.LINEAR: "linear programme",
    Method.INTEGER: "integer programme",
}


@dataclass(frozen=True)
class Finding:
    """A hidden cell, what is told about it, what can be computed, and from what.

    Attributes
    ----------
    cell : dict of str to str
    told, needed, reached : pair of float
        The interval told, the one an attacker must not get inside of, and the one he gets.
    how : str
        Closed form, linear or integer programme.
    figures : tuple of str
        The published figures from which it follows, in words.
    shortest : bool
        Whether fewer figures cannot do it.
    """

    cell: dict[str, str]
    told: tuple[float, float]
    needed: tuple[float, float]
    reached: tuple[float, float]
    how: str
    figures: tuple[str, ...]
    shortest: bool

    @property
    def is_exact(self) -> bool:
        """Whether the attacker gets the figure itself."""
        return self.reached[0] == self.reached[1]

    def __str__(self) -> str:
        cell = ", ".join(f"{name} {category}" for name, category in self.cell.items())
        low, high = self.reached
        what = f"is {low:g}" if self.is_exact else f"lies between {low:g} and {high:g}"
        size = "" if self.shortest else " (none of which can be spared)"
        return f"{cell}: {what}, from {'; '.join(self.figures)}{size}"


@dataclass(frozen=True, eq=False)
class Audit:
    """The intervals an attacker can compute, cell by cell.

    Attributes
    ----------
    cells : Cells
    tightest : Tightest
    needed_low, needed_high : array of float, cells
        The interval an attacker must not get inside of; for cells that need no protection the one told.
    vague : array of bool, cells
        Cells whose sign does not say that they are small. Whether they need protection is not known from outside, so
        they fail only if it is certain that they lie within the interval needed; where none is stated, if exact.
    relations : Relations
        Everything that adds up.
    start_low, start_high : array of float, cells
        What is told or known at the outset.
    published : int
        How many of the cells have a figure; the rest are unpublished margins that tie figures together.
    who : str
        Whose knowledge is assumed beside what is published.
    notes : tuple of str
    """

    cells: Cells
    tightest: Tightest
    needed_low: Floats
    needed_high: Floats
    vague: Flags
    relations: Relations
    start_low: Floats
    start_high: Floats
    published: int
    who: str
    notes: tuple[str, ...]

    @property
    def failing(self) -> Flags:
        """Sensitive cells bounded inside the interval they need."""
        low, high = self.tightest.low, self.tightest.high
        inside = (low > self.needed_low) | (high < self.needed_high)
        endless = ~np.isfinite(self.needed_high)
        surely = np.where(endless, low == high, (low >= self.needed_low) & (high <= self.needed_high))
        return np.asarray(self.cells.sensitive & np.where(self.vague, surely, inside), bool)

    @property
    def exposed(self) -> Flags:
        """Sensitive cells that can be computed exactly."""
        return np.asarray(self.failing & (self.tightest.low == self.tightest.high), bool)

    @property
    def is_safe(self) -> bool:
        """Whether no sensitive cell fails."""
        return not self.failing.any()

    def single_subtractions(self, dimensions: Sequence[str] | None = None) -> Flags:
        """Sensitive cells computed exactly by one subtraction: hidden alone in a relation along these dimensions."""
        names = [dimension.name for dimension in self.cells.specification.dimensions]
        along = [names.index(name) for name in dimensions] if dimensions is not None else list(range(len(names)))
        there = np.arange(len(self.cells)) < self.published
        hidden = (self.start_low < self.start_high) & there
        matrix = self.relations.matrix
        alone = (abs(matrix) @ hidden.astype(float) == 1) & (matrix.maximum(0) @ there.astype(float) == 1)
        alone &= (self.relations.high == 0) & np.isin(self.relations.dimension, along)
        cell, sign = _hidden_of(self.relations, hidden, np.flatnonzero(alone))
        value = -(matrix @ np.where(hidden | ~there, 0.0, self.start_low))[alone] * sign
        possible = (value >= self.start_low[cell]) & (value <= self.start_high[cell])
        found = np.zeros(len(self.cells), bool)
        found[cell[possible]] = True
        return found & self.cells.sensitive

    def unmasking(self, cell: int) -> tuple[int, ...]:
        """The fewest published cells from which a hidden cell is bounded as tightly as it can be."""
        if self.start_low[cell] == self.start_high[cell]:
            return ()
        return self._proof(cell).published

    def explain(self, cell: int) -> Finding:
        """What is known about a cell, and the fewest published figures from which it follows."""
        told = float(self.cells.told_low[cell]), float(self.cells.told_high[cell])
        if self.start_low[cell] == self.start_high[cell]:
            used, shortest = self._elsewhere(cell), True
        else:
            found = self._proof(cell)
            used, shortest = self._figures(cell, found), found.shortest
        needed = float(self.needed_low[cell]), float(self.needed_high[cell])
        reached = float(self.tightest.low[cell]), float(self.tightest.high[cell])
        how = WORDS[Method(int(self.tightest.method[cell]))]
        return Finding(self.cells.key(cell), told, needed, reached, how, used, shortest)

    def _proof(self, cell: int) -> Unmasking:
        integer, relations = self.cells.specification.integer, self.tightest.relations
        system = system_of(self.start_low, self.start_high, relations, integer=integer)
        return unmask(system, relations, cell, float(self.tightest.low[cell]), float(self.tightest.high[cell]))

    def findings(self, limit: int | None = None) -> list[Finding]:
        """Failing cells, exact ones first, then in the order of the table; at most so many."""
        failing = np.flatnonzero(self.failing)
        order = failing[np.argsort(~self.exposed[failing], kind="stable")]
        return [self.explain(int(cell)) for cell in order[:limit]]

    def _figures(self, target: int, found: Unmasking) -> tuple[str, ...]:
        """Published figures and signs in words, as far as their cells differ from the one unmasked."""
        beside = self.cells.describe_beside
        figures = [f"{beside(cell, target)}: {self.start_low[cell]:,.10g}" for cell in found.published]
        signs = [
            f"{beside(cell, target)}: {_told(self.start_low[cell], self.start_high[cell])}" for cell in found.signs
        ]
        return (*figures, *signs)

    def _elsewhere(self, cell: int) -> tuple[str, ...]:
        """Figures of other tables or releases that show a cell hidden in one of them."""
        told = []
        for figure in np.flatnonzero(self.cells.figure_cell == cell).tolist():
            table = self.cells.tables[self.cells.figure_table[figure]]
            value = table.values[int(self.cells.figure_row[figure])]
            told.append(f"{value} in table {table.name!r} of {table.release}")
        return tuple(told)

    def __str__(self) -> str:
        hidden = int(self.cells.sensitive.sum())
        known = f" by {self.who}" if self.who else ""
        return (
            f"{hidden:,} cells need protection; {int(self.exposed.sum()):,} can be computed exactly{known}, "
            f"{int(self.failing.sum() - self.exposed.sum()):,} more are bounded inside the interval they need"
        )


def audit(
    tables: Table | Sequence[Table],
    *,
    earlier: Sequence[Table] = (),
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
) -> Audit:
    """Compute the tightest interval an attacker can find for every hidden cell.

    Parameters
    ----------
    tables : Table or sequence of Table
        What is to be published, or what anybody has published; linked tables together.
    earlier : sequence of Table
        Tables of earlier releases, withdrawn ones too, oldest first.
    knowledge : Knowledge, optional
        What somebody knows beside.
    needed : pair of float, optional
        The interval that no sensitive cell may be bounded inside of; if not given, what the sign in its place tells.

    Returns
    -------
    Audit

    Raises
    ------
    InvalidArgument
        If there is no table, or dimensions differ.

    Notes
    -----
    All figures are put together cell by cell, then everything that adds up is used: margins, hierarchies, linked
    tables, earlier releases, the signs in place of figures, and that figures are whole and not negative. A cell fails
    if what can be computed is narrower on either side than what is needed, as far as the one who computes did not know
    it already. A sign that does not say that the figure is small stands for large figures too: such a cell fails only
    if it certainly lies within the interval needed, or, where none is stated, if it can be computed exactly.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, chapter 4.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... markers = { "<5" = { kind = "suppressed", low = 1, high = 4 } }
    ... [[dimension]]
    ... name = "sex"
    ... total = "Total"
    ... partition = [{ parent = "Total", parts = ["Female", "Male"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "Sex" }
    ... ''')
    >>> table = read_table({"Sex": ["Total", "Female", "Male"], "value": ["9", "6", "<5"]}, read)
    >>> print(audit(table).findings()[0])
    sex Male: is 3, from sex Total: 9; sex Female: 6
    """
    several = [tables] if isinstance(tables, Table) else list(tables)
    if not several:
        raise InvalidArgument("There is no table to audit. Give at least one.")
    return examine(gather([table.visible() for table in (*earlier, *several)]), knowledge=knowledge, needed=needed)


def examine(
    gathered: Cells,
    *,
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
    truth: Callable[[Cells, Relations], Relations] | None = None,
) -> Audit:
    """Audit cells already gathered.

    Parameters
    ----------
    gathered : Cells
    knowledge, needed
        As for `audit`.
    truth : callable, optional
        Corrects the relations by what only the publisher knows: which of them hold.

    Returns
    -------
    Audit
    """
    published, cells = len(gathered), complete(gathered)
    relations = relate(cells) if truth is None else truth(cells, relate(cells))
    low, high = cells.low.copy(), cells.high.copy()
    if needed is None:
        need_low, need_high = cells.told_low.copy(), cells.told_high.copy()
    else:
        need_low, need_high = (np.full(len(cells), float(side)) for side in needed)
    notes = list(cells.clashes)
    if knowledge is not None:
        low, high, need_low, need_high = _informed(cells, knowledge, low, high, need_low, need_high, notes)
    asked = np.arange(len(cells)) < published
    found = tightest(low, high, relations, integer=cells.specification.integer, wanted=asked)
    notes += _contradictions(cells, relations, found)
    who = knowledge.who if knowledge is not None else ""
    vague = ~np.isfinite(cells.told_high)
    return Audit(cells, found, need_low, need_high, vague, relations, low, high, published, who, tuple(notes))


def _told(low: float, high: float) -> str:
    return f"told at least {low:g}" if high == np.inf else f"told {low:g} to {high:g}"


def _hidden_of(relations: Relations, hidden: Flags, rows: Ints) -> tuple[Ints, Floats]:
    entries = relations.matrix[rows].tocoo()
    here = hidden[entries.col]
    order = np.argsort(entries.row[here], kind="stable")
    return np.asarray(entries.col[here][order], np.int64), np.asarray(entries.data[here][order], float)


def _informed(
    cells: Cells, knowledge: Knowledge, low: Floats, high: Floats, need_low: Floats, need_high: Floats, notes: list[str]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Bounds with what is known beside; what a person knows already is no finding of the audit."""
    known_low, known_high = knowledge.apply(cells)
    new_low, new_high = np.maximum(low, known_low), np.minimum(high, known_high)
    wrong = new_low > new_high
    for cell in np.flatnonzero(wrong)[:5].tolist():
        notes.append(f"{knowledge.who} knows of {cells.describe(cell)} what the figures contradict; it was not used.")
    new_low, new_high = np.where(wrong, low, new_low), np.where(wrong, high, new_high)
    settled = cells.sensitive & (new_low == new_high) & (low < high)
    for cell in np.flatnonzero(settled)[:100].tolist():
        notes.append(f"{knowledge.who} and the sign alone leave one value for {cells.describe(cell)}.")
    return new_low, new_high, np.maximum(need_low, known_low), np.minimum(need_high, known_high)


def _contradictions(cells: Cells, relations: Relations, found: Tightest) -> list[str]:
    wrong = np.flatnonzero(found.contradicted)
    sure = [int(row) for row in wrong if not relations.doubtful[row]]
    told = [f"{describe_relation(cells, relations, row)} do not add up as specified." for row in sure[:100]]
    if len(wrong):
        told.append(
            f"{len(wrong):,} of {len(relations):,} relations are contradicted by the figures and were taken as at "
            "most, or not at all."
        )
    return told


def describe_relation(cells: Cells, relations: Relations, relation: int) -> str:
    """A relation in words: the dimension, the parent and how many parts."""
    members = relations.cells_of(relation)
    name = cells.specification.dimensions[int(relations.dimension[relation])].name
    parts = ", ".join(cells.key(int(cell))[name] for cell in members[1:6])
    more = f" and {len(members) - 6} more" if len(members) > 6 else ""
    rows = sorted({int(r) for cell in members for r in _rows(cells, int(cell))})
    where = f" (rows {', '.join(map(str, rows[:8]))})" if rows else ""
    return f"Dimension {name!r}: the parts {parts}{more} of {cells.describe(int(members[0]))}{where}"


def _rows(cells: Cells, cell: int) -> list[int]:
    figures = np.flatnonzero(cells.figure_cell == cell)
    return [int(cells.tables[cells.figure_table[f]].rows[cells.figure_row[f]]) for f in figures]
