"""What can be computed about every hidden cell of a publication."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.audit.bounds import Tightest, tightest
from disclosure.audit.knowledge import Knowledge
from disclosure.audit.result import Audit
from disclosure.errors import InvalidArgument
from disclosure.progress import Progress, silent
from disclosure.tables.cells import Cells, gather
from disclosure.tables.complete import complete
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats


def audit(
    tables: Table | Sequence[Table],
    *,
    earlier: Sequence[Table] = (),
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
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
    progress : callable, optional
        Called with what is being done, how much of it is done, and how much there is.

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
    gathered = gather([table.visible() for table in (*earlier, *several)])
    return examine(gathered, knowledge=knowledge, needed=needed, progress=progress)


@dataclass(frozen=True, eq=False)
class Known:
    """What a publisher knows about an audit beforehand.

    Attributes
    ----------
    point : array of float, cells, or None
        The true table, if it is known for every cell.
    proved : array of bool, cells
        Cells that second tables show to be protected.
    wanted : array of bool, cells
        Cells whose intervals are asked for.
    """

    point: Floats | None
    proved: Flags
    wanted: Flags


def examine(
    gathered: Cells,
    *,
    knowledge: Knowledge | None = None,
    needed: tuple[float, float] | None = None,
    truth: Callable[[Cells, Relations], Relations] | None = None,
    known: Callable[[Cells, Relations], Known] | None = None,
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
    known : callable, optional
        What the publisher knows beforehand, which spares work.
    progress : Progress

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
        low, high, need_low, need_high = _apply_knowledge(cells, knowledge, low, high, need_low, need_high, notes)
    asked = np.arange(len(cells)) < published
    point, proved = None, np.zeros(len(cells), bool)
    if known is not None:
        before = known(cells, relations)
        point, proved, asked = before.point, before.proved, asked & before.wanted
    integer = cells.specification.integer
    found = tightest(low, high, relations, integer=integer, wanted=asked, point=point, proved=proved, progress=progress)
    notes += _contradictions(cells, relations, found)
    who = knowledge.who if knowledge is not None else ""
    vague = ~np.isfinite(cells.told_high)
    return Audit(cells, found, need_low, need_high, vague, relations, low, high, published, who, tuple(notes))


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
