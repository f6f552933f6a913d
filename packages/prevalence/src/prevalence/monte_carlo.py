"""How much limits would move with another seed, and whether replicates gather in two places."""

import itertools
from collections.abc import Callable

import numpy as np

from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats

DRAWS = 200
DRAWN_AT_ONCE = 2_000_000
BINS = 512
VALLEY = 0.6
SMALLEST_HILL, FEWEST_IN_HILL = 0.02, 15
APART = 1.2


def limit_errors(values: Floats, total: float, places: Callable[[float], Floats | None]) -> tuple[float, float] | None:
    """Standard deviations of both limits over seeds, from the replicates of one.

    Parameters
    ----------
    values : array, n_replicates
        Replicates, each with an estimate.
    total : float
        The estimate itself.
    places : callable
        From the share of replicates below the estimate to the two probabilities at which replicates are read; None
        where there are none.

    Returns
    -------
    tuple of float, or None
        People; None where limits cannot be formed from some of the draws.

    Notes
    -----
    The replicates are drawn anew from themselves 200 times, with Poisson weights, and both limits formed each time: the
    share of replicates below the estimate, from which BCa corrects, is drawn with them. For several hundred replicates
    or more this is the spread of the limits over seeds; in a long thin tail it is up to half too large, and where a
    limit is the most extreme replicate too small.
    """
    ordered = np.sort(values)
    below = int(np.searchsorted(ordered, total))
    rng = stream(DEFAULT_SEED, "limits", len(values))
    found = []
    rows = max(1, min(DRAWS, DRAWN_AT_ONCE // len(values)))
    for first in range(0, DRAWS, rows):
        reached = rng.poisson(1.0, size=(min(rows, DRAWS - first), len(values))).cumsum(axis=1)
        for row in reached:
            at = places(float(row[below - 1] / row[-1]) if below and row[-1] else 0.0)
            if at is None:
                return None
            found.append(ordered[np.searchsorted(row, at * row[-1], side="left")])
    low, high = np.std(np.array(found), axis=0)
    return float(low), float(high)


def two_hills(values: Floats) -> tuple[float, float] | None:
    """The middles of the two largest hills of a distribution of totals, if a clear valley lies between them.

    Parameters
    ----------
    values : array, n_replicates

    Returns
    -------
    tuple of float, or None
        People, ascending. None for one hill: where the valley is more than three fifths as high as the lower hill, the
        smaller part holds less than a fiftieth or fifteen replicates, or the hills are less than a fifth apart.

    Notes
    -----
    A Gaussian kernel on the logarithm, with Silverman's bandwidth.
    """
    logs = np.log(values)
    spread = min(float(logs.std()), float(np.subtract(*np.quantile(logs, [0.75, 0.25]))) / 1.349) or float(logs.std())
    if spread < 1e-9:
        return None
    width = 0.9 * spread * len(logs) ** -0.2
    low, high = logs.min() - 4 * width, logs.max() + 4 * width
    counts, edges = np.histogram(logs, BINS, (low, high))
    middles = (edges[1:] + edges[:-1]) / 2
    kernel = np.exp(-0.5 * ((middles - middles.mean()) / max(width, (high - low) / BINS)) ** 2)
    heights = np.convolve(counts, kernel / kernel.sum(), mode="same")
    tops = np.flatnonzero((heights[1:-1] > heights[:-2]) & (heights[1:-1] >= heights[2:])) + 1
    smallest = max(SMALLEST_HILL, FEWEST_IN_HILL / len(logs))
    best: tuple[float, float, float] | None = None
    for one, other in itertools.pairwise(tops.tolist()):
        valley = one + int(np.argmin(heights[one : other + 1]))
        left, right = heights[: valley + 1].max(), heights[valley:].max()
        share = float(np.mean(logs <= middles[valley]))
        first = float(middles[int(np.argmax(heights[: valley + 1]))])
        second = float(middles[valley + int(np.argmax(heights[valley:]))])
        clear = heights[valley] < VALLEY * min(left, right) and smallest < share < 1 - smallest
        depth = float(heights[valley] / min(left, right))
        if clear and second - first > np.log(APART) and (best is None or depth < best[0]):
            best = depth, first, second
    return None if best is None else (float(np.exp(best[1])), float(np.exp(best[2])))
