"""Figures that stand in for those a published table hides: not the truth, but one table that it does not exclude."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from disclosure.audit.audit import describe_relation
from disclosure.audit.bounds import reconcile
from disclosure.audit.propagation import propagate
from disclosure.audit.system import System, components, system_of
from disclosure.errors import NotPossible
from disclosure.solver import Programme, Solution, solve_linear, solve_mixed
from disclosure.tables.cells import Cells, gather
from disclosure.tables.complete import complete
from disclosure.tables.relations import relate
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats, Values
from disclosure.values.kinds import Kind

# What it costs that a relation gives way by one, beside costs of cells of about one.
DEAR = 1000.0
NEAR = 1e-6


def fill_signs(table: Table, seed: int) -> Table:
    """A table with a figure in place of every sign, drawn among those that agree with all that is published.

    Parameters
    ----------
    table : Table
        As somebody else published it, with suppressed or estimated figures.
    seed : int
        The same seed gives the same figures.

    Returns
    -------
    Table
        Every figure known, none marked as sensitive; what is not recorded or not applicable stays so.

    Raises
    ------
    NotPossible
        If what must add up does not, whatever stands under the signs; or if no whole numbers do. Names the place.

    Notes
    -----
    The figures are stand-ins and not the truth. They serve one purpose: `protect` and the gate start from known
    figures, and a table whose source has hidden some can be published again only with something in their place. Every
    masked cell must be hidden again, so that readers of what is published from such a table see no stand-in. Which
    further cells are hidden depends on them: they protect the masked cells for one table that a reader cannot exclude.

    Parts add up wherever the published figures do not contradict it, also through margins that nobody publishes; a
    relation that the figures contradict is taken as at most, or not at all.

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
    ... partition = [{ parent = "Total", parts = ["Female", "Male", "Other"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "Sex" }
    ... ''')
    >>> table = read_table({"Sex": ["Total", "Female", "Male", "Other"], "value": ["10", "8", "<5", "<5"]}, read)
    >>> fill_signs(table, 1).values.low.tolist()
    [10.0, 8.0, 1.0, 1.0]
    """
    cells = complete(gather([table]))
    integer = table.specification.integer
    given = relate(cells)
    relations, contradicted = reconcile(cells.low, cells.high, given, integer=integer)
    if len(wrong := np.flatnonzero(contradicted & ~given.doubtful)):
        raise NotPossible(
            f"{describe_relation(cells, given, int(wrong[0]))} do not add up, whatever stands under the signs. Correct "
            "the figures, or the limits of the signs."
        )
    system = system_of(cells.low, cells.high, relations, integer=integer)
    figures = cells.low.copy()
    doubtful = relations.doubtful[system.relations]
    figures[system.cells] = _draw(system, cells, doubtful, np.random.default_rng(seed))
    return _with_figures(table, cells, figures)


def _draw(system: System, cells: Cells, doubtful: Flags, rng: np.random.Generator) -> Floats:
    """A solution of the system at a random corner, in whole numbers where figures are whole.

    Where whole numbers contradict relations that may be contradicted, these give way as little as possible.
    """
    bounds = propagate(system)
    # What has no upper limit costs something, so that the programme has an end.
    endless = ~np.isfinite(bounds.high)
    cost = np.where(endless, 1.0, rng.standard_normal(len(system.cells)))
    sides = system.row_low, system.row_high
    found = solve_linear(Programme(cost, system.matrix, *sides, bounds.low, bounds.high))
    if found is None:
        raise _impossible(system, cells, 0)
    drawn = found.x
    if not system.integer:
        return drawn
    of_rows, of_columns = components(system.matrix)
    for piece in np.unique(of_columns[np.abs(drawn - np.round(drawn)) > NEAR]).tolist():
        columns, rows = np.flatnonzero(of_columns == piece), np.flatnonzero(of_rows == piece)
        part = sp.csr_array(system.matrix[rows][:, columns])
        limits = sides[0][rows], sides[1][rows], bounds.low[columns], bounds.high[columns]
        whole = solve_mixed(Programme(cost[columns], part, *limits), np.ones(len(columns), bool))
        whole = whole or _give_way(Programme(cost[columns], part, *limits), doubtful[rows])
        if whole is None:
            raise _impossible(system, cells, int(columns[0]))
        drawn[columns] = whole.x[: len(columns)]
    return np.round(drawn)


def _give_way(programme: Programme, doubtful: Flags) -> Solution | None:
    """Whole numbers for which rows that may be contradicted give way, in sum as little as possible."""
    p, loose = programme, np.flatnonzero(doubtful)
    shape = len(p.row_low), len(loose)
    slack = sp.csr_array((np.ones(len(loose)), (loose, np.arange(len(loose)))), shape=shape)
    wide = sp.csr_array(sp.hstack([p.matrix, slack, -slack]))
    cost = np.concatenate([p.cost, np.full(2 * len(loose), DEAR)])
    low = np.concatenate([p.low, np.zeros(2 * len(loose))])
    high = np.concatenate([p.high, np.full(2 * len(loose), np.inf)])
    return solve_mixed(Programme(cost, wide, p.row_low, p.row_high, low, high), np.ones(len(cost), bool))


def _impossible(system: System, cells: Cells, column: int) -> NotPossible:
    where = cells.describe(int(system.cells[column]))
    return NotPossible(
        f"No figures within what the signs tell add up with those published, among them {where}. Correct the figures, "
        "or the limits of the signs."
    )


def _with_figures(table: Table, cells: Cells, figures: Floats) -> Table:
    """The table with these figures in place of what was suppressed or estimated."""
    values, hidden = table.values, table.values.is_kind(Kind.SUPPRESSED, Kind.ESTIMATED)
    filled = np.zeros(len(table))
    filled[cells.figure_row] = figures[cells.figure_cell]
    low, high = (np.where(hidden, filled, side) for side in (values.low, values.high))
    kind = np.where(hidden, np.where(filled == 0, np.int8(Kind.ZERO), np.int8(Kind.COUNT)), values.kind).astype(np.int8)
    whole = Values.build(kind, low, high, unit=values.unit)
    return replace(table, values=whole, sensitive=np.zeros(len(table), bool))
