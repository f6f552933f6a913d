"""Which hidden cells follow from relations alone, in pieces too large for programmes."""

from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import lsmr

from disclosure.audit.system import System
from disclosure.errors import NotSolved
from disclosure.values.column import Flags, Floats

_lsmr: Any = lsmr
STEPS = 2000
ACCURACY = 1e-13
# A cell that moves less than this in each of several tables drawn at random that satisfy the same relations is taken
# not to move at all.
STILL = 1e-6
DRAWS = 2


def find_determined(system: System) -> tuple[Flags, Floats]:
    """Cells that have one value only in all tables that satisfy the relations, negative or in fractions though they be.

    Parameters
    ----------
    system : System

    Returns
    -------
    array of bool, columns
    array of float, columns
        The value of these cells; no meaning for others.

    Raises
    ------
    NotSolved
        If the projection does not come close enough.

    Notes
    -----
    A cell follows from the relations that hold exactly if and only if it is a combination of them: no move of hidden
    cells that keeps all relations moves it. Random moves are projected on those that keep them by conjugate gradients
    (LSMR), which need no more memory than the table. What a move moves is not determined; what none of several moves
    is, but for a chance of nothing and the accuracy of the projection. Relations that say "at most" are not used.

    References
    ----------
    .. [1] Langsrud, Ø. (2024). Secondary cell suppression by Gaussian elimination: an algorithm suitable for handling
       issues with zeros and singletons. Privacy in Statistical Databases, LNCS 14915, doi:10.1007/978-3-031-69651-0_6.
    """
    exact = np.flatnonzero(system.row_low == system.row_high)
    matrix = sp.csr_array(system.matrix[exact])
    size = len(system.cells)
    still, rng = np.ones(size, bool), np.random.default_rng(0)
    across = sp.csr_array(matrix.T)
    for _ in range(DRAWS):
        start = rng.standard_normal(size)
        weights = _solve(across, start)
        move = start - across @ weights
        if np.abs(matrix @ move).max(initial=0.0) > STILL:
            raise NotSolved(
                f"In {STEPS:,} steps no move was found that keeps all sums, so it is not known which cells follow "
                "from them. Audit fewer tables at once."
            )
        still &= np.abs(move) < STILL
    value = np.zeros(size)
    if still.any():
        value = _solve(matrix, system.row_low[exact])
    return still, value


def _solve(matrix: sp.csr_array, side: Floats) -> Floats:
    """Least squares, of all solutions the shortest."""
    found: Floats = _lsmr(matrix, side, atol=ACCURACY, btol=ACCURACY, conlim=0, maxiter=STEPS)[0]
    return found
