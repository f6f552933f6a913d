"""What an attacker does not know: the hidden cells, what is told about them, and the relations they stand in."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats

type Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class System:
    """Bounds on hidden cells, and relations between them with the published cells already moved to the other side.

    Attributes
    ----------
    matrix : sparse array, rows by columns
        A row for each relation with a hidden cell, a column for each hidden cell.
    row_low, row_high : array of float, rows
    low, high : array of float, columns
    cells, relations : array of int
        Number of the cell of each column, and of the relation of each row.
    integer : bool
        Whether hidden figures are whole numbers.
    """

    matrix: sp.csr_array
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats
    cells: Ints
    relations: Ints
    integer: bool

    @property
    def tolerance(self) -> float:
        """How far two sums of these figures may differ by the arithmetic of the machine."""
        if self.integer:
            return 1e-6
        finite = np.concatenate([side[np.isfinite(side)] for side in (self.row_low, self.low)])
        return 1e-9 * float(np.abs(finite).max(initial=1.0))


def system_of(low: Floats, high: Floats, relations: Relations, *, integer: bool) -> System:
    """The system an attacker faces.

    Parameters
    ----------
    low, high : array of float, cells
        What is told about each cell, equal where it is published.
    relations : Relations
    integer : bool

    Returns
    -------
    System
    """
    hidden = np.flatnonzero(low < high)
    known = np.where(low == high, low, 0.0)
    part = sp.csr_array(relations.matrix[:, hidden])
    rows = np.flatnonzero(np.diff(part.indptr) > 0)
    shift = relations.matrix @ known
    matrix = sp.csr_array(part[rows])
    row_low, row_high = relations.low[rows] - shift[rows], relations.high[rows] - shift[rows]
    return System(matrix, row_low, row_high, low[hidden], high[hidden], hidden, rows, integer)


def residual_range(matrix: sp.csr_array, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The smallest and largest value of each row's sum within bounds, infinite where a bound is."""
    plus, minus = matrix.maximum(0), (-matrix).maximum(0)
    finite_low, finite_high = np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, 0.0)
    no_low, no_high = (~np.isfinite(low)).astype(float), (~np.isfinite(high)).astype(float)
    least = plus @ finite_low - minus @ finite_high
    most = plus @ finite_high - minus @ finite_low
    least[(plus @ no_low + minus @ no_high) > 0] = -np.inf
    most[(plus @ no_high + minus @ no_low) > 0] = np.inf
    return least, most


def components(matrix: sp.csr_array, rows: Flags | None = None) -> tuple[Ints, Ints]:
    """Number the connected pieces of a system: the piece of each row, and of each column.

    Rows not wanted get the number -1 and connect nothing.
    """
    wanted = np.ones(matrix.shape[0], bool) if rows is None else rows
    used = sp.csr_array(matrix[np.flatnonzero(wanted)])
    n_rows, n_columns = used.shape
    entries = used.tocoo()
    size = n_rows + n_columns
    ones = np.ones(len(entries.data), np.int8)
    graph = sp.csr_array((ones, (entries.row, entries.col + n_rows)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_rows = np.full(matrix.shape[0], -1, np.int64)
    of_rows[wanted] = label[:n_rows]
    return of_rows, label[n_rows:].astype(np.int64)
