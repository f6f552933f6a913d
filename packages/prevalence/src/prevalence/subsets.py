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
WIDEST_PRODUCT = 64
LARGEST_PRODUCT = 1 << 18


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


def design_of(cells: Ints, terms: Ints) -> Floats:
    """n_cells by n_terms matrix: 1 where the cell contains the term."""
    result: Floats = ((cells[:, None] & terms[None, :]) == terms[None, :]).astype(np.float64)
    return result


def superset_sums(values: Floats) -> Floats:
    """For each pattern the sum of `values` over all patterns that contain it; along the last axis, 2**t long."""
    width = values.shape[-1]
    if width <= WIDEST_PRODUCT:
        return _product(values, contains(width.bit_length() - 1))
    return _lattice_sums(values, 0, 1)


def subset_sums(values: Floats) -> Floats:
    """For each pattern the sum of `values` over all patterns it contains; along the last axis, 2**t long."""
    width = values.shape[-1]
    if width <= WIDEST_PRODUCT:
        return _product(values, contains(width.bit_length() - 1).T)
    return _lattice_sums(values, 1, 0)


def _product(values: Floats, matrix: Floats) -> Floats:
    """A matrix product in pieces too small for the library underneath to start threads for; threads cost more here."""
    width = values.shape[-1]
    rows = LARGEST_PRODUCT // (width * width)
    if len(values) <= rows:
        return np.asarray(values @ matrix, dtype=np.float64)
    result = np.empty(values.shape)
    for first in range(0, len(values), rows):
        np.matmul(values[first : first + rows], matrix, out=result[first : first + rows])
    return result


def _lattice_sums(values: Floats, into: int, of: int) -> Floats:
    """Add one list at a time; short runs as strides over everything, long ones as blocks."""
    result = np.array(values, dtype=np.float64, order="C")
    flat, step, width = result.reshape(-1), 1, values.shape[-1]
    while step < width:
        if step < 8:
            for place in range(step):
                flat[into * step + place :: 2 * step] += flat[of * step + place :: 2 * step]
        else:
            view = flat.reshape(-1, 2, step)
            view[:, into] += view[:, of]
        step *= 2
    return result


def regroup_patterns(t: int, masks: list[int]) -> Ints:
    """For each pattern of t lists its pattern on new lists, each the union of the lists in its mask."""
    index = np.arange(1 << t)
    result = np.zeros(1 << t, dtype=np.int64)
    for bit, mask in enumerate(masks):
        result |= ((index & mask) > 0).astype(np.int64) << bit
    return result
