"""Which noisy counts are published: those that no combination of nobody would reach."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from disclosure.privacy.tables import Floats

_STRATA = np.array([0.5, 1.0, 2.0, 4.0, 8.0])
_NORMAL = NormalDist()


def thresholds(noisy: Floats, expected: Floats, scale: float, chance: float) -> Floats:
    """The value a noisy count must pass to be published, for each candidate.

    Parameters
    ----------
    noisy : array of float
        Counts with noise, in persons.
    expected : array of float
        What the released parts of each combination let expect; decides nothing but the stratum.
    scale : float
        Scale of the noise, in persons.
    chance : float
        The chance, over all candidates, that even one combination is published that nobody has.

    Returns
    -------
    array of float

    Notes
    -----
    Candidates are divided by what is expected of them, which is known before this noise is drawn. In a stratum with N
    empty combinations a threshold z with N Φ(-z) equal to its part of the chance keeps the promise. N is not known, but
    half of the empty ones fall below zero: if m do, then N/2 - √(N log(1/η)/2) ≤ m, except with chance η, by
    Hoeffding's inequality. The largest such N is used, and η is set aside from the chance. Where combinations are
    expected to be frequent few are empty, so the threshold there is low. Nothing here touches the records: it costs no
    privacy.

    References
    ----------
    .. [1] Genovese, C., Roeder, K., Wasserman, L. (2006). False discovery control with p-value weighting.
    .. [2] Storey, J. (2002). A direct approach to false discovery rates.
    """
    stratum = np.digitize(expected / scale, _STRATA)
    part = chance / (len(_STRATA) + 1)
    limits = np.zeros(len(noisy))
    for s in np.unique(stratum):
        here = stratum == s
        empty = min(most_empty(int((noisy[here] < 0).sum()), part / 10), int(here.sum()))
        limits[here] = -_NORMAL.inv_cdf(min(0.5, 0.9 * part / empty)) * scale
    return limits


def most_empty(below: int, risk: float) -> int:
    """How many empty combinations there can be at most when so many noisy counts are below zero.

    Examples
    --------
    >>> most_empty(0, 0.001), most_empty(1000, 0.001)
    (14, 2174)
    """
    root = math.sqrt(math.log(1 / risk) / 2)
    return math.ceil((root + math.sqrt(root**2 + 2 * below)) ** 2)


def is_released(noisy: Floats, limits: Floats) -> NDArray[np.bool_]:
    """Whether each candidate is published."""
    return noisy > limits
