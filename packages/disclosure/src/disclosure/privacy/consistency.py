"""Released counts made to agree: none is negative, and the values of an attribute add up to no more than the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from disclosure.privacy.tables import Floats, Items, Table

_SWEEPS = 6


def agree(
    persons: float, person_deviation: float, tables: Sequence[Table], column_of: Items
) -> tuple[int, list[Table]]:
    """Move released counts as little as needed so that they agree, and make them whole numbers.

    Parameters
    ----------
    persons, person_deviation : float
        The number of persons, and its standard deviation.
    tables : sequence of Table
        Orders 1, 2, ...; every part of a combination is released too.
    column_of : array of int64
        The column of each item.

    Returns
    -------
    tuple of int and list of Table
        In them, for each released combination and each other attribute, the released values of the attribute add up to
        at most the combination. As blanks and unpublished values exist, they need not add up to it exactly.

    Notes
    -----
    Each demand is a half-space that holds the truth; projecting on it, weighted by precision, brings the counts nearer
    to the truth or leaves them. Six rounds of that are followed by an exact step from the top: children are scaled to
    fit their parents and rounded down.
    """
    whole = Table(np.zeros((1, 0), dtype=np.int64), np.array([persons]), np.array([person_deviation]), len(column_of))
    levels = [whole, *tables]
    values = [np.maximum(level.values, 0.0) for level in levels]
    families = [list(_families(above, below, column_of)) for above, below in pairwise(levels)]
    for _ in range(_SWEEPS):
        for k, family in enumerate(families):
            for child, parent in family:
                _project(values[k], values[k + 1], levels[k].deviations, levels[k + 1].deviations, child, parent)
    values[0] = np.floor(values[0])
    for k, family in enumerate(families):
        values[k + 1] = np.floor(_fit(values[k], np.maximum(values[k + 1], 0.0), family))
    return int(values[0][0]), [replace(t, values=v) for t, v in zip(tables, values[1:], strict=True)]


def _families(above: Table, below: Table, column_of: Items) -> Iterator[tuple[Items, Items]]:
    """For each column: the children that differ from their parent by a value of it, and that parent."""
    links: dict[int, list[tuple[Items, Items]]] = {}
    for place in range(below.order):
        parent = above.find(np.delete(below.items, place, axis=1))[0]
        column = column_of[below.items[:, place]]
        for c in np.unique(column):
            child = np.flatnonzero(column == c)
            links.setdefault(int(c), []).append((child, parent[child]))
    for parts in links.values():
        yield np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _project(above: Floats, below: Floats, above_sd: Floats, below_sd: Floats, child: Items, parent: Items) -> None:
    """Share out what the children of a parent exceed it by, in proportion to variances; in place."""
    variance = below_sd[child] ** 2
    excess = np.bincount(parent, weights=below[child], minlength=len(above)) - above
    spread = np.bincount(parent, weights=variance, minlength=len(above)) + above_sd**2
    step = np.where((excess > 0) & (spread > 0), excess / np.maximum(spread, 1e-12), 0.0)
    touched = np.bincount(parent, minlength=len(above)) > 0
    step = np.where(touched, step, 0.0)
    above += step * above_sd**2
    below[child] -= step[parent] * variance


def _fit(above: Floats, below: Floats, family: list[tuple[Items, Items]]) -> Floats:
    """Scale children down to what their parents hold."""
    factor = np.ones(len(below))
    for child, parent in family:
        total = np.bincount(parent, weights=below[child], minlength=len(above))
        ratio = np.minimum(above / np.maximum(total, 1e-12), 1.0)
        factor[child] = np.minimum(factor[child], ratio[parent])
    return below * factor * (1 - 1e-12)
