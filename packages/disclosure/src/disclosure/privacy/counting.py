"""Counting combinations in sparse records, column by column."""

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from disclosure.privacy.records import Records
from disclosure.privacy.tables import Items
from disclosure.privacy.weights import Weights

_DENSE = 4_000_000

type Branch = tuple[tuple[int, ...], NDArray[np.int64], NDArray[np.int64]]


def count_items(records: Records, weights: Weights) -> NDArray[np.int64]:
    """The weighted count of every single value, in 64ths of a person."""
    weight = weights.units[records.lengths].astype(float)
    counts = [
        np.bincount(records.codes[:, j], weights=weight, minlength=len(values) + 1)[1:]
        for j, values in enumerate(records.categories)
    ]
    return np.concatenate([*counts, np.zeros(0)]).astype(np.int64)


def count_combinations(records: Records, weights: Weights, candidates: Items) -> NDArray[np.int64]:
    """Count the records that hold each of many combinations.

    Parameters
    ----------
    records : Records
    weights : Weights
        Of the order of the candidates.
    candidates : array of int64, combinations × order
        Item numbers, ascending along and between rows.

    Returns
    -------
    array of int64
        Weighted counts, in 64ths of a person.

    Notes
    -----
    The records that fill the columns a, b, c are found by walking down from those that fill a, so blanks cost nothing.
    Sums of whole numbers below 2⁵³ are exact in floating point.
    """
    counts = np.zeros(len(candidates), dtype=np.int64)
    weight = weights.units[records.lengths].astype(float)
    first = records.first_items
    groups = _by_columns(np.searchsorted(first, candidates, side="right") - 1)
    everyone = np.arange(records.persons), np.zeros(records.persons, dtype=np.int64)
    for columns, rows, codes in _walk(records, groups.keys(), (), *everyone):
        place = groups[columns]
        wanted = _local(candidates[place] - first[list(columns)], columns, records)
        counts[place] = _tally(codes, weight[rows], wanted, columns, records)
    return counts


def _by_columns(columns: NDArray[np.int64]) -> dict[tuple[int, ...], NDArray[np.int64]]:
    """Which rows have which columns; rows of one set stay in their order."""
    if not len(columns):
        return {}
    order = np.lexsort(columns.T[::-1])
    ordered = columns[order]
    breaks = np.flatnonzero(np.any(ordered[1:] != ordered[:-1], axis=1)) + 1
    starts = [0, *breaks.tolist()]
    return {tuple(ordered[s].tolist()): part for s, part in zip(starts, np.split(order, breaks), strict=True)}


def _walk(
    records: Records,
    wanted: Collection[tuple[int, ...]],
    columns: tuple[int, ...],
    rows: NDArray[np.int64],
    codes: NDArray[np.int64],
) -> Iterator[Branch]:
    """Every wanted set of columns with the rows that fill all of them, and what stands there as one number."""
    if columns in wanted:
        yield columns, rows, codes
        return
    depth = len(columns)
    for column in sorted({w[depth] for w in wanted if w[:depth] == columns}):
        value = records.codes[rows, column]
        filled = np.flatnonzero(value)
        code = codes[filled] * len(records.categories[column]) + (value[filled].astype(np.int64) - 1)
        yield from _walk(records, wanted, (*columns, column), rows[filled], code)


def _local(items: Items, columns: tuple[int, ...], records: Records) -> NDArray[np.int64]:
    code = np.zeros(len(items), dtype=np.int64)
    for j, column in enumerate(columns):
        code = code * len(records.categories[column]) + items[:, j]
    return code


def _tally(
    codes: NDArray[np.int64],
    weight: NDArray[np.float64],
    wanted: NDArray[np.int64],
    columns: tuple[int, ...],
    records: Records,
) -> NDArray[np.int64]:
    size = int(np.prod([len(records.categories[c]) for c in columns], dtype=object))
    if size <= _DENSE:
        return np.bincount(codes, weights=weight, minlength=size)[wanted].astype(np.int64)
    at = np.minimum(np.searchsorted(wanted, codes), len(wanted) - 1)
    hit = wanted[at] == codes
    return np.bincount(at[hit], weights=weight[hit], minlength=len(wanted)).astype(np.int64)
