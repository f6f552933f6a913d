"""What can be computed about every hidden cell of a publication."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from disclosure.audit.bounds import Tightest, agrees, tightest
from disclosure.audit.knowledge import Knowledge
from disclosure.audit.result import Audit
from disclosure.audit.witness import Known, Witness
from disclosure.errors import InvalidArgument
from disclosure.progress import Progress, silent
from disclosure.tables.cells import Cells, gather
from disclosure.tables.complete import add_missing_parts, complete, derive
from disclosure.tables.private import PrivateCells
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats
from disclosure.values.kinds import Kind


def audit(
    tables: Table | Sequence[Table],
    *,
    earlier: Sequence[Table] = (),
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
    private: Sequence[PrivateCells] = (),
    progress: Progress = silent,
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
    private : sequence of PrivateCells, optional
        What the publisher knows of cells that these tables or earlier ones do not show. The attacker does not have it;
        it says which cells need protection.
    progress : callable, optional
        Called with what is being done, how much of it is done, and how much there is.

    Returns
    -------
    Audit

    Raises
    ------
    InvalidArgument
        If there is no table, or dimensions differ.
    InvalidData
        If private cells have a dimension that the tables lack.

    Notes
    -----
    All figures are put together cell by cell, then everything that adds up is used: margins, hierarchies, linked
    tables, earlier releases, the signs in place of figures, and that figures are whole and not negative. A cell fails
    if what can be computed is narrower on either side than what is needed, as far as the one who computes did not know
    it already. A sign that does not say that the figure is small stands for large figures too, and a row that is left
    out, though its parent and another part are there, says nothing at all. Such a cell fails if it certainly lies
    within the interval needed; where none is stated, within what any sign of the tables says of small figures, or, if
    it is said to be sensitive, if it can be computed exactly. With private cells none of this is guessed.

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
    hidden = [one.to_table(several[-1].specification) for one in private]
    gathered = gather([*hidden, *(table.visible() for table in (*earlier, *several))])
    return examine(gathered, knowledge=knowledge, needed=needed, private=private, progress=progress)


def examine(
    gathered: Cells,
    *,
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
    truth: Callable[[Cells, Relations], Relations] | None = None,
    private: Sequence[PrivateCells] = (),
    beforehand: Callable[[Cells], Known | None] | None = None,
    progress: Progress = silent,
) -> Audit:
    """Audit cells already gathered.

    Parameters
    ----------
    gathered : Cells
    knowledge, needed
        As for `audit`.
    truth : callable, optional
        Corrects the relations by what only the publisher knows: which of them hold.
    private : sequence of PrivateCells
        The first tables of the cells gathered are theirs, in this order.
    beforehand : callable, optional
        What the publisher knows about these cells beforehand, which spares work.
    progress : Progress

    Returns
    -------
    Audit
    """
    listed = add_missing_parts(gathered)
    published, cells = len(listed), complete(listed)
    relations = relate(cells) if truth is None else truth(cells, relate(cells))
    low, high = cells.low.copy(), cells.high.copy()
    need_low, need_high = _stated_needs(cells, needed)
    known = _apply_private(cells, private, need_low, need_high)
    notes = list(cells.clashes)
    if knowledge is not None:
        low, high, need_low, need_high = _apply_knowledge(cells, knowledge, low, high, need_low, need_high, notes)
    vague = cells.hidden & ~known & ~(cells.sensitive & np.isfinite(cells.told_high))
    sensitive = np.where(known, need_low < need_high, cells.sensitive)
    asked = (np.arange(len(cells)) < published) & ~(known & ~sensitive)
    before, witness = _find_known(cells, relations, private, beforehand) if known.any() else None, None
    if before is not None and agrees(before.figures, low, high, relations):
        told, need = replace(cells, low=low, high=high), (need_low, need_high)
        witness = Witness(told, relations, before.figures, need, sensitive & known, before.moves)
    integer = cells.specification.integer
    # Of a cell whose need is known it is enough that it is met.
    judged = known & sensitive
    enough = np.where(judged, need_low, -np.inf), np.where(judged, need_high, np.inf)
    found = tightest(
        low, high, relations, integer=integer, wanted=asked, witness=witness, enough=enough, progress=progress
    )
    notes += _contradictions(cells, relations, found)
    who = knowledge.who if knowledge is not None else ""
    cells = replace(cells, sensitive=sensitive)
    return Audit(cells, found, need_low, need_high, vague, relations, low, high, published, who, tuple(notes))


def _stated_needs(cells: Cells, needed: tuple[float, float] | None) -> tuple[Floats, Floats]:
    """The interval needed by each cell: the one stated; else by its own sign or, for a sign that tells nothing of its
    size, by any sign that does."""
    if needed is not None:
        low, high = (np.full(len(cells), float(side)) for side in needed)
        return low, high
    low, high = cells.told_low.copy(), cells.told_high.copy()
    markers = (marker for table in cells.tables for marker in table.specification.markers.values())
    small = {(m.low, m.high) for m in markers if m.kind is Kind.SUPPRESSED and m.sensitive and m.high < np.inf}
    if small:
        others = cells.hidden & ~cells.sensitive
        low[others], high[others] = min(pair[0] for pair in small), max(pair[1] for pair in small)
    return low, high


def _apply_private(cells: Cells, private: Sequence[PrivateCells], need_low: Floats, need_high: Floats) -> Flags:
    """Put what the publisher knows in place of what signs tell; which cells are known so."""
    known = np.zeros(len(cells), bool)
    for number, one in enumerate(private):
        here = cells.figure_table == number
        cell, row = cells.figure_cell[here], cells.figure_row[here]
        first = cell[~known[cell]]
        need_low[first], need_high[first] = np.inf, -np.inf
        known[cell] = True
        np.minimum.at(need_low, cell, one.low[row])
        np.maximum.at(need_high, cell, one.high[row])
    return known


def _find_known(
    cells: Cells,
    relations: Relations,
    private: Sequence[PrivateCells],
    beforehand: Callable[[Cells], Known | None] | None,
) -> Known | None:
    """What is known beforehand; if nothing is, the true figures alone, where private cells tell them all."""
    before = None if beforehand is None else beforehand(cells)
    if before is not None:
        return before
    figures = _true_figures(cells, relations, private)
    return None if figures is None else Known(figures, sp.csr_array((0, len(cells))))


def _true_figures(cells: Cells, relations: Relations, private: Sequence[PrivateCells]) -> Floats | None:
    """Every figure, as far as the publisher knows or can compute them; None if not all."""
    known = cells.low == cells.high
    value = np.where(known, cells.low, 0.0)
    for number, one in enumerate(private):
        here = cells.figure_table == number
        cell, row = cells.figure_cell[here], cells.figure_row[here]
        value[cell], known[cell] = one.value[row], True
    value, known = derive(relations, value, known)
    return value if known.all() else None


def _apply_knowledge(
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
    notes = [f"{describe_relation(cells, relations, row)} do not add up as specified." for row in sure[:100]]
    if len(wrong):
        notes.append(
            f"{len(wrong):,} of {len(relations):,} relations are contradicted by the figures and were taken as at "
            "most, or not at all."
        )
    return notes


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
