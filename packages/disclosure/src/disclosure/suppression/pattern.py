"""What a method of suppression gives."""

from dataclasses import dataclass

import numpy as np

from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

type Move = tuple[Ints, Floats]


def move_of(change: Floats) -> Move:
    """The cells that change, and by how much."""
    cells = np.flatnonzero(change)
    return cells, change[cells]


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells are hidden, and for each need a second table that proves it met.

    Attributes
    ----------
    hidden : array of bool, cells
    proofs : list of pair of array
        For each need a second table, as a move of hidden cells: which cells, and by how much; none where it is not met.
    failed : tuple of int
        Needs that are not met: those that nothing meets or, in large pieces, for which nothing was found.
    bound : float
        No pattern loses less than this; minus infinity where nothing is known.
    """

    hidden: Flags
    proofs: list[Move]
    failed: tuple[int, ...] = ()
    bound: float = -np.inf
