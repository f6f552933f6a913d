"""The threshold under which a value is not named, because one person alone might be behind it."""

import math
from statistics import NormalDist

_EXTRA = 1.01
"""For what separates the discrete from the continuous tail; OpenDP states the exact chance and is compared."""


def key_threshold(scale: float, most: int, keys: int, delta: float) -> int:
    """The noisy count from which a value may be named.

    Parameters
    ----------
    scale : float
        Of the noise.
    most : int
        How far one person moves one count at most.
    keys : int
        How many values one person has at most.
    delta : float
        The chance, over all of them, that one is named because of this person alone.

    Returns
    -------
    int

    Notes
    -----
    A value only this person has is counted as `most` at most, and named if noise lifts it to the threshold t. The
    chance of that is Φ(-(t - most) / scale) for each of at most so many values; all together must stay below δ.

    References
    ----------
    .. [1] Rogers, R. (2023). A unifying privacy analysis framework for unknown domain algorithms.

    Examples
    --------
    >>> key_threshold(10.0, 1, 1, 1e-6)
    51
    """
    return math.ceil(most - scale * NormalDist().inv_cdf(delta / keys) * _EXTRA) + 1
