"""Sets of lists as integers, and sums over subsets and supersets.

List number i is bit i, so that the pattern "on the first and third of three lists" is 0b101 = 5. A table of counts
for t lists is an array of length 2**t indexed by pattern; place 0 belongs to those on no list.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def members(pattern: int) -> tuple[int, ...]:
    """Numbers of the lists in a pattern, ascending, from 0."""
    return tuple(i for i in range(pattern.bit_length()) if pattern >> i & 1)


def pattern_of(lists: tuple[int, ...]) -> int:
    """The pattern made of these list numbers, from 0."""
    return sum(1 << i for i in set(lists))


@cache
def pairs_of(t: int) -> tuple[int, ...]:
    """All pairs of t lists as patterns, in the order 12, 13, ..., 1t, 23, ..."""
    return tuple(1 << i | 1 << j for i in range(t) for j in range(i + 1, t))


@cache
def sizes(t: int) -> Ints:
    """Number of lists in each of the 2**t patterns."""
    result = np.array([pattern.bit_count() for pattern in range(1 << t)], dtype=np.int64)
    result.flags.writeable = False
    return result


@cache
def contains(t: int) -> Floats:
    """2**t by 2**t matrix: 1 where the pattern of the row contains the pattern of the column."""
    index = np.arange(1 << t)
    result: Floats = ((index[:, None] & index[None, :]) == index[None, :]).astype(np.float64)
    result.flags.writeable = False
    return result


def superset_sums(values: Floats) -> Floats:
    """For each pattern the sum of `values` over all patterns that contain it; along the last axis, 2**t long."""
    length = values.shape[-1]
    if length <= 64:
        return np.asarray(values @ contains(length.bit_length() - 1), dtype=np.float64)
    result = np.array(values, dtype=np.float64)
    step = 1
    while step < length:
        view = result.reshape(*result.shape[:-1], length // (2 * step), 2, step)
        view[..., 0, :] += view[..., 1, :]
        step *= 2
    return result


def subset_sums(values: Floats) -> Floats:
    """For each pattern the sum of `values` over all patterns it contains; along the last axis, 2**t long."""
    length = values.shape[-1]
    if length <= 64:
        return np.asarray(values @ contains(length.bit_length() - 1).T, dtype=np.float64)
    result = np.array(values, dtype=np.float64)
    step = 1
    while step < length:
        view = result.reshape(*result.shape[:-1], length // (2 * step), 2, step)
        view[..., 1, :] += view[..., 0, :]
        step *= 2
    return result
