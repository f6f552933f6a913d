"""Cells that are said to be not recorded, though all that is known to be true shows that nobody is in them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from disclosure.audit.bounds import tightest
from disclosure.tables.cells import Cells, gather
from disclosure.tables.complete import complete
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Values


def find_nobody(
    silent: Sequence[Table], known: Sequence[Table], truth: Callable[[Cells, Relations], Relations] | None = None
) -> list[Table]:
    """The silent cells in which nobody can be, as zeros.

    Parameters
    ----------
    silent : sequence of Table
        Cells of which nothing is told, as hidden ones.
    known : sequence of Table
        The true figures of all others.
    truth : callable, optional
        Corrects the relations by what only the publisher knows: which of them hold.

    Returns
    -------
    list of Table

    Notes
    -----
    Where the total is the sum of the other parts, a reader takes a part that is not recorded for nobody, and is right.
    An audit that left open how many are there would let that reader compute more than it says.
    """
    cells = complete(gather([*silent, *known]))
    relations = relate(cells) if truth is None else truth(cells, relate(cells))
    ours = cells.figure_table < len(silent)
    wanted = np.zeros(len(cells), bool)
    wanted[cells.figure_cell[ours]] = True
    found = tightest(cells.low, cells.high, relations, integer=cells.specification.integer, wanted=wanted)
    tables = []
    for number, table in enumerate(silent):
        here = cells.figure_table == number
        rows = cells.figure_row[here][found.high[cells.figure_cell[here]] == 0]
        if len(rows):
            zeros = Values.counts(np.zeros(len(rows)), unit=table.values.unit)
            tables.append(replace(table.take(rows), values=zeros, sensitive=np.zeros(len(rows), bool)))
    return tables
