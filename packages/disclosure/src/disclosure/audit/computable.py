"""The masked figures of a table that can be computed from the table itself: for whoever published it."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from disclosure.audit.audit import audit
from disclosure.audit.bounds import Method
from disclosure.audit.result import WORDS, Audit, Finding
from disclosure.progress import Progress, silent
from disclosure.tables.table import Table


def find_computable(tables: Table | Sequence[Table], *, progress: Progress = silent) -> list[Finding]:
    """List every masked figure that somebody who has only these tables bounds more closely than its mask does.

    Parameters
    ----------
    tables : Table or sequence of Table
        As they were published. Nothing beside is needed: no true figures, no thresholds.
    progress : callable, optional

    Returns
    -------
    list of Finding
        Exact ones first, then in the order of the table. `figures` are those of one sum that gives the figure or the
        bound by itself; none where several sums together do.

    Raises
    ------
    InvalidArgument
        If there is no table.

    Notes
    -----
    This is an `audit` in which every mask that states its limits needs all of them, and every other one fails if the
    figure follows exactly. The list gives hidden figures away: it is meant for the publisher, who can mask more.

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
    >>> found = find_computable(read_table({"Sex": ["Total", "Female", "Male"], "value": ["9", "6", "<5"]}, read))
    >>> [str(each) for each in found]
    ['sex Male: is 3, from sex Total: 9; sex Female: 6']
    """
    result = audit(tables, progress=progress)
    low, high = result.tightest.low, result.tightest.high
    there = np.arange(len(low)) < result.published
    masked = there & result.cells.hidden & (result.start_low < result.start_high)
    inside = np.isfinite(result.start_high) & ((low > result.start_low) | (high < result.start_high))
    found = np.flatnonzero(masked & (low <= high) & (inside | (low == high)))
    order = found[np.argsort(low[found] < high[found], kind="stable")]
    across = sp.csc_array(result.tightest.relations.matrix)
    return [_finding(result, across, int(cell)) for cell in order]


def _finding(result: Audit, across: sp.csc_array, cell: int) -> Finding:
    """A masked figure with what follows of it, and one sum from which it does, if there is one."""
    told = float(result.start_low[cell]), float(result.start_high[cell])
    reached = float(result.tightest.low[cell]), float(result.tightest.high[cell])
    how = WORDS[Method(int(result.tightest.method[cell]))]
    return Finding(result.cells.key(cell), told, told, reached, how, _one_sum(result, across, cell, reached), True)


def _one_sum(result: Audit, across: sp.csc_array, cell: int, reached: tuple[float, float]) -> tuple[str, ...]:
    """The other figures of a relation that by itself bounds a cell as tightly as it can be."""
    relations, start = result.tightest.relations, (result.start_low, result.start_high)
    for row in across.indices[across.indptr[cell] : across.indptr[cell + 1]].tolist():
        members = relations.cells_of(row)
        signs = np.where(np.arange(len(members)) == 0, 1.0, -1.0)
        own = float(signs[members == cell][0])
        least = float(np.where(signs > 0, start[0][members], -start[1][members])[members != cell].sum())
        most = float(np.where(signs > 0, start[1][members], -start[0][members])[members != cell].sum())
        sides = (relations.low[row] - most) * own, (relations.high[row] - least) * own
        low, high = max(min(sides), start[0][cell]), min(max(sides), start[1][cell])
        if (low, high) == reached:
            others = [int(each) for each in members if each != cell]
            beside = result.cells.describe_beside
            return tuple(f"{beside(each, cell)}: {_describe_interval(result, each)}" for each in others)
    return ()


def _describe_interval(result: Audit, cell: int) -> str:
    low, high = float(result.start_low[cell]), float(result.start_high[cell])
    if low == high:
        return f"{low:,.10g}"
    return f"at least {low:g}" if high == np.inf else f"{low:g} to {high:g}"
