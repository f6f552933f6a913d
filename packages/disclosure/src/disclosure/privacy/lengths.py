"""How long records are, overall and among those with a value, to give back what weights below one took away."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from disclosure.privacy.records import Records
from disclosure.privacy.tables import Floats, Items
from disclosure.privacy.weights import Weights

LONGER = 4
_SMALL = 200.0
_FLOOR = 0.1


@dataclass(frozen=True, eq=False)
class Lengths:
    """Shares of records by length class, from noisy counts.

    Attributes
    ----------
    persons : float
        Noisy number of records.
    cap : int
        The first class is all lengths up to it; then one more attribute each; the last class is open.
    overall : array of float, classes
        Among all records.
    among : array of float, items × classes
        Among the records with a value.
    """

    persons: float
    cap: int
    overall: Floats
    among: Floats

    def kept_share(self, items: Items, weights: Weights) -> Floats:
        """The mean weight of the records that hold a combination: what part of its count is left.

        Notes
        -----
        The length of a record given several of its values is taken as if the values told about it independently:
        P(k | a, b) ∝ P(k) · P(k | a)/P(k) · P(k | b)/P(k). Long records hold more of everything, which this follows.
        """
        odds = np.log(np.maximum(self.among, 1e-9)) - np.log(self.overall)
        chance = np.log(self.overall) + odds[items].sum(axis=1)
        chance = np.exp(chance - chance.max(axis=1, keepdims=True))
        classes = np.minimum(self.cap + np.arange(len(self.overall)), len(weights.units) - 1)
        return np.asarray(chance @ weights.share[classes] / chance.sum(axis=1), dtype=np.float64)


def length_classes(lengths: NDArray[np.int64], cap: int) -> NDArray[np.int64]:
    """The class of each length: 0 up to the cap, 1 for one more, and so on; the last is open."""
    return np.clip(lengths - cap, 0, LONGER)


def count_lengths(records: Records) -> NDArray[np.int64]:
    """Records by number of filled attributes, from 0 to the number of columns."""
    return np.bincount(records.lengths, minlength=len(records.columns) + 1)


def count_item_lengths(records: Records, weights: Weights, items: Items) -> NDArray[np.int64]:
    """For each item, its weighted count by length class, in 64ths, one row after the other."""
    classes = length_classes(records.lengths, weights.cap)
    weight = weights.units[records.lengths].astype(float)
    rows = [np.zeros((0, LONGER + 1))]
    for j, values in enumerate(records.categories):
        cell = records.codes[:, j].astype(np.int64) * (LONGER + 1) + classes
        rows.append(
            np.bincount(cell, weights=weight, minlength=(len(values) + 1) * (LONGER + 1)).reshape(-1, LONGER + 1)[1:]
        )
    return np.concatenate(rows)[items].astype(np.int64).ravel()


def choose_cap(noisy: Floats, longer_share: float) -> int:
    """The smallest cap above which at most a share of the records lies, from noisy counts by length."""
    counts = np.maximum(noisy, 0)
    above = 1 - np.cumsum(counts) / max(counts.sum(), 1.0)
    return max(2, int(np.argmax(above <= longer_share)))


def profile(noisy: Floats, cells: Floats, items: Items, weights: Weights, n_items: int) -> Lengths:
    """Put noisy counts by length and by item and length together; thin classes are joined, small items smoothed.

    Parameters
    ----------
    noisy : array of float, columns + 1
        Records by length.
    cells : array of float, items × classes
        Weighted records with each item by class, in persons.
    items : array of int64
        The items the rows of `cells` belong to.
    weights : Weights
        Of order 1.
    n_items : int

    Returns
    -------
    Lengths
    """
    classes = length_classes(np.arange(len(noisy)), weights.cap)
    overall = np.bincount(classes, weights=noisy, minlength=LONGER + 1)
    share = weights.share[np.minimum(weights.cap + np.arange(LONGER + 1), len(noisy) - 1)]
    rows = cells / share
    keep = _thick(overall)
    overall, rows = _join(overall[None, :], keep)[0], _join(rows, keep)
    typical = np.maximum(rows.sum(axis=0), 1.0)
    typical = typical / typical.sum()
    among = (rows + _SMALL * typical) / np.maximum(rows.sum(axis=1, keepdims=True) + _SMALL, 1.0)
    among = np.maximum(among, _FLOOR * typical)
    whole = np.tile(typical, (n_items, 1))
    whole[items] = among / among.sum(axis=1, keepdims=True)
    persons = max(float(noisy.sum()), 1.0)
    return Lengths(persons, weights.cap, np.maximum(overall, 1.0) / np.maximum(overall, 1.0).sum(), whole)


def _thick(overall: Floats) -> int:
    """How many classes stand alone: those with at least half a percent of the records."""
    thin = np.flatnonzero(overall < 0.005 * max(overall.sum(), 1.0))
    thin = thin[thin > 0]
    return int(thin[0]) if len(thin) else len(overall)


def _join(rows: Floats, keep: int) -> Floats:
    joined = rows[:, :keep].copy()
    joined[:, -1] += rows[:, keep:].sum(axis=1)
    return joined
