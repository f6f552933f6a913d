"""Controlled rounding: every figure to a multiple of a base, and everything still adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints, components
from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.solver import Programme, solve_mixed
from disclosure.tables.cells import Cells, gather
from disclosure.tables.relations import Relations, relate
from disclosure.tables.table import Table
from disclosure.values.column import Floats, Values

BASES = (3, 5, 10)
REACH = 3


@dataclass(frozen=True, eq=False)
class Rounded:
    """Tables rounded together.

    Attributes
    ----------
    tables : tuple of Table
        Every figure is an estimate whose limits are certain.
    base : int
    largest_change : float
    mean_change : float
        Absolute, of figures.
    beyond_next : int
        Figures that could not go to one of the two next multiples.
    """

    tables: tuple[Table, ...]
    base: int
    largest_change: float
    mean_change: float
    beyond_next: int

    def __str__(self) -> str:
        return (
            f"Rounded to multiples of {self.base}: by {self.mean_change:.2f} on average, at most "
            f"{self.largest_change:g}; {self.beyond_next} figures beyond the next multiple"
        )


def round_tables(tables: Table | Sequence[Table], *, base: int = 5) -> Rounded:
    """Round all figures to multiples of a base so that everything that added up still does.

    Parameters
    ----------
    tables : Table or sequence of Table
        Every figure known and whole; linked tables together.
    base : int
        3, 5 or 10.

    Returns
    -------
    Rounded

    Raises
    ------
    InvalidArgument
        If the base is another.
    InvalidData
        If a figure is not known or not whole.
    NotPossible
        If even figures three multiples away do not add up.

    Notes
    -----
    Minimize the sum of |r - x| with r = base (floor(x / base) + u) and the relations of x, u being 0 or 1, and 0 where
    x is a multiple already (zero-restricted). Tables of more than two dimensions need not have such a solution; then u
    may lie up to three steps further out. The reader is told r - base + 1 to r + base - 1, not below zero, or wider
    where a figure went beyond the next multiple.

    References
    ----------
    .. [1] Cox, L. H. (1987). A constructive procedure for unbiased controlled rounding. Journal of the American
       Statistical Association 82, 520-524.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["F", "M"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "sex" }
    ... ''')
    >>> table = read_table({"sex": ["all", "F", "M"], "value": ["12", "8", "4"]}, read)
    >>> [value.point for value in round_tables(table, base=5).tables[0].values]
    [15.0, 10.0, 5.0]
    """
    if base not in BASES:
        raise InvalidArgument(f"base must be one of 3, 5 and 10, but is {base!r}.")
    several = [tables] if isinstance(tables, Table) else list(tables)
    cells = gather(several)
    _check(cells)
    relations = relate(cells)
    relations = relations.without(np.abs(relations.matrix @ cells.low) * (relations.high == 0) > 1e-6)
    rounded = _round_cells(cells, relations, base)
    change = np.abs(rounded - cells.low)
    reach = np.where(change >= base, (np.ceil(change / base) - 1) * base, 0.0)
    made = tuple(_table(cells, number, rounded, reach, base) for number in range(len(several)))
    largest, mean = float(change.max(initial=0.0)), float(change.mean()) if len(change) else 0.0
    return Rounded(made, base, largest, mean, int((change >= base).sum()))


def _check(cells: Cells) -> None:
    wrong = np.flatnonzero((cells.low != cells.high) | (cells.low != np.round(cells.low)))
    if len(wrong):
        raise InvalidData(
            f"The figure of {cells.describe(int(wrong[0]))} is not a known whole number. Rounding starts from the "
            "true counts."
        )


def _round_cells(cells: Cells, relations: Relations, base: int) -> Floats:
    result = np.zeros(len(cells))
    _, piece = components(relations.matrix)
    order = np.argsort(piece, kind="stable")
    for some in np.split(order, np.flatnonzero(np.diff(piece[order])) + 1):
        result[some] = _piece(cells, relations, np.sort(some), base)
    return result


def _piece(cells: Cells, relations: Relations, some: Ints, base: int) -> Floats:
    value = cells.low[some]
    matrix = sp.csr_array(relations.matrix[:, some])
    rows = np.flatnonzero(np.diff(matrix.indptr) > 0)
    floor = np.floor(value / base)
    for reach in range(REACH + 1):
        found = _solve(sp.csr_array(matrix[rows]), relations.high[rows], value, floor, base, reach)
        if found is not None:
            return found
    raise NotPossible(
        f"The part of the table with {cells.describe(int(some[0]))} cannot be rounded to multiples of {base} within "
        f"{REACH} steps so that it adds up. Take a smaller base, or leave out a margin."
    )


def _solve(matrix: sp.csr_array, high: Floats, value: Floats, floor: Floats, base: int, reach: int) -> Floats | None:
    """Variables: steps u above the floor, and the change up and down."""
    n, exact = len(value), value == floor * base
    least = np.maximum(-float(reach), -floor)
    most = np.where(exact, 0.0, 1.0) + reach
    eye = sp.eye_array(n)
    adds = sp.hstack([matrix, sp.csr_array((matrix.shape[0], 2 * n))])
    change = sp.hstack([base * eye, -eye, eye])
    start = matrix @ floor
    row_low = np.concatenate([-start, value - base * floor])
    row_high = np.concatenate([np.where(high == 0, -start, np.inf), value - base * floor])
    cost = np.concatenate([np.zeros(n), np.ones(2 * n)])
    low, top = np.concatenate([least, np.zeros(2 * n)]), np.concatenate([most, np.full(2 * n, np.inf)])
    both = sp.csr_array(sp.vstack([adds, change]))
    found = solve_mixed(Programme(cost, both, row_low, row_high, low, top), np.arange(3 * n) < n)
    return None if found is None else base * (floor + np.round(found.x[:n]))


def _table(cells: Cells, number: int, rounded: Floats, reach: Floats, base: int) -> Table:
    table = cells.tables[number]
    here = cells.figure_table == number
    cell, row = cells.figure_cell[here], cells.figure_row[here]
    point, low, high = (table.values.point.copy() for _ in range(3))
    point[row] = rounded[cell]
    low[row] = np.maximum(rounded[cell] - base + 1 - reach[cell], 0.0)
    high[row] = rounded[cell] + base - 1 + reach[cell]
    kind = table.values.kind.copy()
    made = Values.estimates(point, low, high, unit=table.values.unit, level=1.0)
    kind[row] = made.kind[row]
    values = Values.build(kind, low, high, point=point, unit=table.values.unit, level=1.0)
    return replace(table, values=values, sensitive=np.zeros(len(table), bool)).visible()
