"""What a method of suppression gives."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from disclosure.values.column import Flags


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells are hidden, and for each need a second table that proves it met.

    Attributes
    ----------
    hidden : array of bool, cells
    proofs : sparse array, needs by cells
        For each need a move of hidden cells.
    failed : tuple of int
        Needs that are not met: those that nothing meets or, in large pieces, for which nothing was found.
    bound : float
        No pattern loses less than this; minus infinity where nothing is known.
    """

    hidden: Flags
    proofs: sp.csr_array
    failed: tuple[int, ...] = ()
    bound: float = -np.inf
