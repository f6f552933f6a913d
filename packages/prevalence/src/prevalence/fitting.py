"""Extended maximum-likelihood fits of many tables and models at once, each with its existence decided."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.existence import exists_by_programme, is_unique, split_terms
from prevalence.newton import Fits, newton
from prevalence.subsets import Bools, Floats, Ints

CELLS_AT_ONCE = 1 << 18
LARGEST_PARAMETER = 15.0
FOUND, DOES_NOT_EXIST, NOT_UNIQUE = 0, 1, 2


@dataclass
class FitTable:
    """Fits, one per row.

    Attributes
    ----------
    status : array of int
        0 found, 1 does not exist, 2 not unique (existence is then not looked into).
    parameters, fitted : array, n_fits by 2**t
        Free parameters, 0 elsewhere; fitted counts.
    infinite : array of bool, n_fits by 2**t
        Terms at minus infinity.
    n_terms : array of int
        All terms of the model, those at minus infinity included.
    """

    status: Ints
    parameters: Floats
    fitted: Floats
    infinite: Bools
    n_terms: Ints

    @property
    def hidden(self) -> Floats:
        """Fitted number of people on no list; not a number where there is no estimate."""
        return np.where(self.status == FOUND, np.exp(np.minimum(self.parameters[:, 0], 700.0)), np.nan)


def fit_many(counts: Floats, terms: Bools, possible: Bools, start: Floats | None = None) -> FitTable:
    """Fit a model to each table.

    Parameters
    ----------
    counts : array, n_fits by 2**t
        Observed tables; one row stands for all if there is one.
    terms : array of bool, n_fits by 2**t
        Terms of each model; one row stands for all if there is one.
    possible : array of bool, 2**t
        Cells that can be observed.
    start : array, n_fits by 2**t, optional
        Parameters near the answer.

    Returns
    -------
    FitTable
    """
    n_fits = max(len(counts), len(terms), 0 if start is None else len(start))
    width = counts.shape[1]
    counts, terms = np.broadcast_to(counts, (n_fits, width)), np.broadcast_to(terms, (n_fits, width))
    result = FitTable(
        np.zeros(n_fits, dtype=np.int64),
        np.zeros((n_fits, width)),
        np.zeros((n_fits, width)),
        np.zeros((n_fits, width), dtype=np.bool_),
        terms.sum(axis=1),
    )
    rows = max(1, CELLS_AT_ONCE // width)
    for first in range(0, n_fits, rows):
        part = slice(first, first + rows)
        begin = None if start is None else np.broadcast_to(start, (n_fits, width))[part]
        _fit_part(result, part, counts[part], terms[part], possible, begin)
    return result


def log_likelihood(counts: Floats, fitted: Floats) -> Floats:
    """Poisson log likelihood of each row, factorials included."""
    terms = scipy.special.xlogy(counts, fitted) - fitted - scipy.special.gammaln(counts + 1.0)
    return np.asarray(terms.sum(axis=1), dtype=np.float64)


def information_criterion(counts: Floats, table: FitTable, penalty: Floats | float) -> Floats:
    """penalty * terms - 2 log likelihood; infinite where there is no estimate."""
    value = penalty * table.n_terms - 2.0 * log_likelihood(counts, table.fitted)
    return np.where(table.status == FOUND, value, np.inf)


def _fit_part(
    result: FitTable, part: slice, counts: Floats, terms: Bools, possible: Bools, start: Floats | None
) -> None:
    split = split_terms(counts, terms, possible)
    result.infinite[part] = split.infinite
    n_free, n_cells = split.free.sum(axis=1), split.cells.sum(axis=1)
    irregular = int((~possible).sum()) > 1
    if irregular:
        unique = np.array([is_unique(f, c, True) for f, c in zip(split.free, split.cells, strict=True)], dtype=np.bool_)
    else:
        unique = n_free < n_cells + 1
    status = np.where(unique, FOUND, NOT_UNIQUE)
    # A model without its intercept has lost everybody: an empty table.
    status[~split.free[:, 0]] = NOT_UNIQUE
    for size in np.unique(n_free[status == FOUND]):
        rows = np.flatnonzero((n_free == size) & (status == FOUND))
        index = np.flatnonzero(split.free[rows].ravel()).reshape(len(rows), size) % counts.shape[1]
        cells = split.cells[rows].astype(np.float64)
        begin = None if start is None else start[rows] * split.free[rows]
        shared = bool((index == index[0]).all())
        fits = newton(counts[rows], index[0] if shared else index, cells, begin)
        _decide(status, rows, fits, split.free, split.cells, counts, index)
        result.parameters[part][rows], result.fitted[part][rows] = fits.parameters, fits.fitted
    result.status[part] = status


def _decide(status: Ints, rows: Ints, fits: Fits, free: Bools, cells: Bools, counts: Floats, index: Ints) -> None:
    """Ask the linear programme about doubtful fits, and give those that exist and did not converge more steps.

    Where there is no maximum a parameter runs away by one per step, until rounding makes the last step look small: a
    fit with so large a parameter is no certificate, converged or not.
    """
    runaway = np.abs(fits.parameters).max(axis=1) > LARGEST_PARAMETER
    for place in np.flatnonzero(~fits.converged | runaway):
        row = rows[place]
        if not exists_by_programme(free[row], cells[row], counts[row] > 0):
            status[row] = DOES_NOT_EXIST
            continue
        if fits.converged[place]:
            continue
        again = newton(counts[row][None], index[place][None], cells[row][None].astype(np.float64), most=500)
        if again.converged[0]:
            fits.parameters[place], fits.fitted[place] = again.parameters[0], again.fitted[0]
        else:
            status[row] = DOES_NOT_EXIST
