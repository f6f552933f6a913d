"""Newton steps for many log-linear fits at once, on sufficient statistics.

The parameters of every hierarchical model sit at their patterns in one vector of length 2**t, so that fits of
different models share the same two sums: over subsets for the fitted log counts, over supersets for their margins. The
second derivative for two terms is the fitted margin of their union, hence read off and never multiplied out.
"""

from dataclasses import dataclass

import numpy as np

from prevalence.subsets import Bools, Floats, Ints, subset_sums, superset_sums

MOST_STEPS = 30
STEP_TOLERANCE = 1e-6
LARGEST_EXPONENT = 60.0


@dataclass
class Fits:
    """Fits in progress or done, one per row.

    Attributes
    ----------
    parameters : array, n_fits by 2**t
        0 where a pattern is no free term.
    fitted : array, n_fits by 2**t
        Fitted counts; 0 at cells left out.
    converged : array of bool, n_fits
        Whether the last Newton step was small enough to prove a maximum.
    steps : int
        Newton steps taken, for the record of work done.
    """

    parameters: Floats
    fitted: Floats
    converged: Bools
    steps: int = 0


def newton(counts: Floats, terms: Ints, cells: Floats, start: Floats | None = None, most: int = MOST_STEPS) -> Fits:
    """Maximize the Poisson likelihood of each row.

    Parameters
    ----------
    counts : array, n_fits by 2**t
    terms : array of int, n_fits by n_terms or n_terms
        Patterns of the free terms; the same number in each row.
    cells : array, n_fits by 2**t
        1 for cells that are fitted, 0 for cells left out.
    start : array, n_fits by 2**t, optional
        Parameters to start from; without, the first step of iteratively reweighted least squares.
    most : int
        Steps after which a fit is given up.

    Returns
    -------
    Fits
    """
    n_fits, width = counts.shape
    shared = terms.ndim == 1
    unions = terms[..., :, None] | terms[..., None, :]
    margins = superset_sums(counts * cells)
    parameters = _first_guess(counts, terms, unions, cells) if start is None else np.array(start)
    result = Fits(parameters, np.zeros((n_fits, width)), np.zeros(n_fits, dtype=np.bool_))
    rows = np.arange(n_fits)
    result.fitted, value = _evaluate(parameters, margins, cells)
    for _ in range(most):
        if not rows.size:
            break
        result.steps += rows.size
        whole = rows.size == n_fits
        of_terms, of_unions = (terms, unions) if shared or whole else (terms[rows], unions[rows])
        here = superset_sums(result.fitted if whole else result.fitted[rows])
        gap = _gather((margins if whole else margins[rows]) - here, of_terms, shared)
        step = _solve(_gather(here, of_unions, shared), gap)
        size = np.abs(step).max(axis=1)
        failed = ~np.isfinite(size)
        step[failed] = 0.0
        moved = np.zeros((rows.size, width))
        _scatter(moved, of_terms, step)
        _move(result, rows, moved, margins, cells, value)
        done = size < STEP_TOLERANCE
        result.converged[rows[done]] = True
        rows = rows[~(done | failed)]
    return result


def _first_guess(counts: Floats, terms: Ints, unions: Ints, cells: Floats) -> Floats:
    weights = (counts + 0.1) * cells
    target = weights * np.log(counts + 0.1) - 0.1 * cells
    shared = terms.ndim == 1
    solution = _solve(_gather(superset_sums(weights), unions, shared), _gather(superset_sums(target), terms, shared))
    solution[~np.isfinite(solution).all(axis=1)] = 0.0
    parameters = np.zeros_like(counts)
    _scatter(parameters, terms, solution)
    return parameters


def _evaluate(parameters: Floats, margins: Floats, cells: Floats) -> tuple[Floats, Floats]:
    logs = subset_sums(parameters)
    fitted = np.exp(np.minimum(logs, LARGEST_EXPONENT)) * cells
    value = np.einsum("ij,ij->i", parameters, margins) - fitted.sum(axis=1)
    return fitted, value


def _move(result: Fits, rows: Ints, step: Floats, margins: Floats, cells: Floats, value: Floats) -> None:
    """Take the step, halving it for the rows whose likelihood it would lower."""
    pending, scale = rows, 1.0
    for _ in range(25):
        parameters = result.parameters[pending] + scale * step
        fitted, after = _evaluate(parameters, margins[pending], cells[pending])
        good = after >= value[pending] - 1e-9 * (1.0 + np.abs(value[pending]))
        taken = pending[good]
        result.parameters[taken], result.fitted[taken], value[taken] = parameters[good], fitted[good], after[good]
        pending, step, scale = pending[~good], step[~good], scale / 2
        if not pending.size:
            return


def _gather(values: Floats, index: Ints, shared: bool) -> Floats:
    if shared:
        return values[:, index]
    flat = index.reshape(len(index), -1) + (np.arange(len(index)) * values.shape[1])[:, None]
    picked: Floats = values.ravel()[flat].reshape(index.shape)
    return picked


def _scatter(target: Floats, terms: Ints, values: Floats) -> None:
    if terms.ndim == 1:
        target[:, terms] = values
    else:
        np.put_along_axis(target, terms, values, axis=1)


def _solve(matrices: Floats, right: Floats) -> Floats:
    try:
        return np.linalg.solve(matrices, right[..., None])[..., 0]
    except np.linalg.LinAlgError:
        return np.array([_solve_one(m, r) for m, r in zip(matrices, right, strict=True)])


def _solve_one(matrix: Floats, right: Floats) -> Floats:
    try:
        return np.linalg.solve(matrix, right)
    except np.linalg.LinAlgError:
        return np.full(len(right), np.nan)
