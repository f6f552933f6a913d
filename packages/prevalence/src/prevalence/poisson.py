"""Poisson regression of one table on any design, some parameters of which may not be negative."""

import numpy as np
import scipy

from prevalence.subsets import Bools, Floats

MOST_STEPS = 100
STEP_TOLERANCE = 1e-9
SLOPE_TOLERANCE = 1e-9
LARGEST_STEP = 5.0
SMALLEST_FITTED = 1e-6
LARGEST_EXPONENT = 300.0


def poisson_fit(design: Floats, counts: Floats, free: int) -> tuple[Floats, Floats]:
    """Maximize the Poisson likelihood with every parameter from number `free` on at least 0.

    Parameters
    ----------
    design : array, n_cells by n_parameters
    counts : array, n_cells
    free : int
        Parameters of any sign, which come first; all if none is bounded.

    Returns
    -------
    tuple
        Parameters, and their covariance with those at their bound taken as given (0 there). Not numbers where there
        is no maximum, or where it is not unique.

    Notes
    -----
    Parameters start at their bound. Of those at it, the one along which the likelihood rises most is released; a Newton
    step that would lead beyond a bound ends there and holds that parameter. It ends where the likelihood rises along
    none of those held, which, the likelihood being concave, is the maximum. Releasing is needed: to drop negative
    parameters one after the other can end beside the maximum.
    """
    n_parameters = design.shape[1]
    nothing = np.full(n_parameters, np.nan), np.full((n_parameters, n_parameters), np.nan)
    if np.linalg.matrix_rank(design) < n_parameters:
        return nothing
    held = np.arange(n_parameters) >= free
    parameters = np.zeros(n_parameters)
    parameters[~held] = _first_guess(design[:, ~held], counts)
    scale = 1.0 + counts.sum()
    for _ in range(2 * n_parameters + 10):
        if not _climb(design, counts, parameters, held, free):
            return nothing
        slopes = np.where(held, design.T @ (counts - np.exp(design @ parameters)), -np.inf)
        steepest = int(np.argmax(slopes))
        if slopes[steepest] <= SLOPE_TOLERANCE * scale:
            # Fitted counts all well above zero prove that there is a maximum; else it is decided exactly.
            certain = np.exp(design @ parameters).min() > SMALLEST_FITTED
            found = certain or has_maximum(design, counts, free)
            return (parameters, _covariance(design, parameters, held)) if found else nothing
        held[steepest] = False
    return nothing


def has_maximum(design: Floats, counts: Floats, free: int) -> bool:
    """Whether no direction leads to infinity along which the likelihood never falls.

    Such a direction changes no cell that has people, makes no cell larger, some cell smaller, and no bounded parameter
    negative.
    """
    occupied = counts > 0
    empty = design[~occupied]
    if not len(empty):
        return True
    found = scipy.optimize.linprog(
        empty.sum(axis=0),
        A_ub=empty,
        b_ub=np.zeros(len(empty)),
        A_eq=design[occupied],
        b_eq=np.zeros(int(occupied.sum())),
        bounds=[(-1.0 if place < free else 0.0, 1.0) for place in range(design.shape[1])],
        method="highs",
    )
    return found.fun is not None and bool(found.fun > -1e-7)


def _first_guess(design: Floats, counts: Floats) -> Floats:
    logs = np.log(counts + 0.1)
    weights = np.sqrt(counts + 0.1)
    return np.asarray(np.linalg.lstsq(design * weights[:, None], logs * weights, rcond=None)[0])


def _climb(design: Floats, counts: Floats, parameters: Floats, held: Bools, free: int) -> bool:
    """Newton steps, in place, until one is small; a parameter that reaches its bound is held there."""
    value = _value(design, counts, parameters)
    for _ in range(MOST_STEPS):
        moving = np.flatnonzero(~held)
        fitted = np.exp(np.minimum(design @ parameters, LARGEST_EXPONENT))
        part = design[:, moving]
        step = np.zeros(len(parameters))
        step[moving] = scipy.linalg.lstsq(part.T @ (part * fitted[:, None]), part.T @ (counts - fitted))[0]
        largest = float(np.abs(design @ step).max())
        step *= min(1.0, LARGEST_STEP / max(largest, 1e-300))
        bounded = moving[(moving >= free) & (step[moving] < 0)]
        room = np.min(-parameters[bounded] / step[bounded], initial=np.inf)
        reach = min(1.0, float(room))
        for _ in range(50):
            after = _value(design, counts, parameters + reach * step)
            if after >= value - 1e-12 * (1.0 + abs(value)):
                break
            reach /= 2
        parameters += reach * step
        value = _value(design, counts, parameters)
        if reach == room:
            stopped = bounded[np.argmin(-(parameters - reach * step)[bounded] / step[bounded])]
            parameters[stopped], held[stopped] = 0.0, True
        elif largest < STEP_TOLERANCE:
            return True
    return False


def _value(design: Floats, counts: Floats, parameters: Floats) -> float:
    logs = design @ parameters
    return float(counts @ logs - np.exp(np.minimum(logs, LARGEST_EXPONENT)).sum())


def _covariance(design: Floats, parameters: Floats, held: Bools) -> Floats:
    moving = np.flatnonzero(~held)
    part = design[:, moving]
    result = np.zeros((len(parameters), len(parameters)))
    information = part.T @ (part * np.exp(design @ parameters)[:, None])
    result[np.ix_(moving, moving)] = np.linalg.inv(information)
    return result
