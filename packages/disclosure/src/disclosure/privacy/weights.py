"""How much a person counts: one attribute or combination, one; with many of them, a little less than one."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNIT = 64
"""Weights are whole numbers of 64ths, so that sums are exact and the noise can be discrete."""


@dataclass(frozen=True)
class Weights:
    """The weight of a person in the counts of one order, by how many attributes are filled.

    Attributes
    ----------
    order : int
        How many attributes a combination has.
    cap : int
        Attributes up to which a person counts fully.
    units : array of int64, columns + 1
        The weight, in 64ths, of a person with so many attributes.
    """

    order: int
    cap: int
    units: NDArray[np.int64]

    @property
    def l2(self) -> float:
        """The most that one person moves all counts of the order, in 64ths: a root of a sum of squares."""
        return math.sqrt(max(int(u) ** 2 * math.comb(k, self.order) for k, u in enumerate(self.units)))

    @property
    def share(self) -> NDArray[np.float64]:
        """The same weights as parts of one."""
        return self.units / UNIT


def weights(order: int, cap: int, columns: int) -> Weights:
    """The weights that keep every person's part within what `cap` attributes give.

    Parameters
    ----------
    order : int
        Attributes in a combination.
    cap : int
        Attributes up to which a person counts fully.
    columns : int
        The most attributes anybody can have.

    Returns
    -------
    Weights

    Notes
    -----
    A person with k attributes is part of C(k, order) combinations. Counted with weight w in each, the person moves the
    counts by w √C(k, order). The weight is 1 up to the cap and √(C(cap, order) / C(k, order)) above it, rounded down to
    64ths: nobody moves the counts by more than √C(cap, order). Compared with dropping attributes at random this adds no
    noise, and what it takes away can be estimated (`lengths.py`).

    Examples
    --------
    >>> w = weights(2, 4, 6)
    >>> w.units.tolist()
    [64, 64, 64, 64, 64, 49, 40]
    >>> round(w.l2 / 64, 3)
    2.449
    """
    room = math.comb(cap, order)
    units = [UNIT if k <= cap else math.isqrt(UNIT**2 * room // math.comb(k, order)) for k in range(columns + 1)]
    return Weights(order, cap, np.array(units, dtype=np.int64))
