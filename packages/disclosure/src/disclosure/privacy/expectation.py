"""What the released parts of a combination let expect of the whole."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from disclosure.privacy.tables import Floats, Items, Table


def expected_counts(candidates: Items, lower: Sequence[Table], persons: float) -> Floats:
    """The count of each candidate if it had no dependence beyond that of its parts.

    Parameters
    ----------
    candidates : array of int64, combinations × order
        Every part of each must be in `lower`.
    lower : sequence of Table
        Orders 1, 2, ... below that of the candidates.
    persons : float

    Returns
    -------
    array of float
        Persons.

    Notes
    -----
    For three values n(a,b) n(a,c) n(b,c) N / (n(a) n(b) n(c)), for two n(a) n(b) / N; in general the logarithms of all
    parts with alternating signs.
    """
    order = candidates.shape[1]
    log = np.full(len(candidates), (-1.0) ** (order - 1) * np.log(persons))
    for table in lower:
        values = np.log(np.maximum(table.values, 1.0))
        for places in combinations(range(order), table.order):
            log += (-1.0) ** (order - 1 - table.order) * values[table.find(candidates[:, places])[0]]
    return np.asarray(np.exp(log), dtype=np.float64)
