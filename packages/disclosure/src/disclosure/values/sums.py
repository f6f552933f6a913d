"""Sums and differences of figures of different kinds."""

import numpy as np
import numpy.typing as npt

from disclosure.errors import InvalidArgument
from disclosure.values.column import NO_POINT, Codes, Flags, Floats, Values
from disclosure.values.kinds import Kind, Why


def total(
    values: Values, groups: npt.NDArray[np.int64] | None = None, n_groups: int | None = None, *, dependent: bool = False
) -> Values:
    """Add figures up, all together or group by group, keeping their kinds honest.

    Parameters
    ----------
    values : Values, n
    groups : array of int, n, optional
        The group of each figure, from 0; all in one if not given.
    n_groups : int, optional
        How many groups there are; the highest number plus one if not given.
    dependent : bool
        If estimates may err together: their limits are then added, not combined as independent.

    Returns
    -------
    Values, n_groups
        A group is not recorded if a part is; not applicable if every part is; estimated if a part is; else suppressed,
        with the sum of the intervals, if a part is; else a count or zero. `why` gives the reason.

    Raises
    ------
    InvalidArgument
        If the groups do not fit the figures.

    Notes
    -----
    Intervals add. Independent estimates are combined by the method of variance estimates recovery: the distance from
    the point to each limit is the root of the sum of the squared distances of the parts. A part that does not apply
    adds nothing. An estimate plus a suppressed figure has an interval but no point.

    References
    ----------
    .. [1] Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a general
       approach. Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> str(total(Values.of([12, 7, (1, 4)]))[0])
    'suppressed (20 to 23)'
    >>> str(total(Values.of([12, None]))[0])
    'not recorded: a figure it is computed from is not recorded'
    """
    where = np.zeros(len(values), np.int64) if groups is None else groups
    if len(where) != len(values) or (len(where) and where.min() < 0):
        raise InvalidArgument(f"groups must give a number of at least 0 for each of the {len(values)} figures.")
    n = n_groups if n_groups is not None else int(where.max(initial=0)) + 1
    return _combine(values, where, n, dependent)


def add(first: Values, second: Values, *, dependent: bool = False) -> Values:
    """Add two columns row by row; see `total`.

    Examples
    --------
    >>> str(add(Values.of([5]), Values.of([(1, 4)]))[0])
    'suppressed (6 to 9)'
    """
    rows = _rows(first, second)
    return _combine(Values.concatenate([first, second]), np.concatenate([rows, rows]), len(rows), dependent)


def subtract(first: Values, second: Values, *, part: bool = False, dependent: bool = False) -> Values:
    """Take one column from another, row by row.

    Parameters
    ----------
    first, second : Values, n
    part : bool
        If the second is part of the first, so that the difference cannot be below zero.
    dependent : bool
        As for `total`.

    Returns
    -------
    Values, n
        Kinds as for `total`; not applicable if either side is.

    Raises
    ------
    InvalidArgument
        If lengths, units or levels differ.

    Notes
    -----
    The interval of a difference is [low1 - high2, high1 - low2].

    Examples
    --------
    >>> str(subtract(Values.of([20]), Values.of([(1, 4)]))[0])
    'suppressed (16 to 19)'
    """
    rows = _rows(first, second)
    minus = Values(
        second.kind, _negative(second), -second.high, -second.low, second.why, second.unit, second.level, True
    )
    both = np.concatenate([rows, rows])
    result = _combine(Values.concatenate([first, minus]), both, len(rows), dependent, apply_all=True)
    return _not_below_zero(result) if part else result


def _rows(first: Values, second: Values) -> npt.NDArray[np.int64]:
    if len(first) != len(second):
        raise InvalidArgument(f"Columns of {len(first)} and {len(second)} figures cannot be combined row by row.")
    if first.unit != second.unit:
        raise InvalidArgument(f"Figures in {first.unit} and in {second.unit} cannot be combined. Convert one first.")
    return np.arange(len(first))


def _negative(values: Values) -> Floats:
    return np.where(values.point == NO_POINT, NO_POINT, -values.point)


def _combine(values: Values, where: npt.NDArray[np.int64], n: int, dependent: bool, apply_all: bool = False) -> Values:
    def sum_groups(numbers: Floats) -> Floats:
        return np.bincount(where, numbers, minlength=n)

    def has(kind: Kind) -> Flags:
        return np.bincount(where[values.kind == kind], minlength=n) > 0

    guess = values.kind == Kind.ESTIMATED
    pointed = guess & (values.point != NO_POINT)
    below, above = values.point - values.low, values.high - values.point
    sure_low, sure_high = (np.where(pointed, 0.0, side) for side in (values.low, values.high))
    middle = sum_groups(np.where(pointed, values.point, 0.0))
    spread = [sum_groups(np.where(pointed, d if dependent else d**2, 0.0)) for d in (below, above)]
    down, up = spread if dependent else [np.sqrt(s) for s in spread]
    low, high = sum_groups(sure_low) + middle - down, sum_groups(sure_high) + middle + up
    everywhere = np.bincount(where[values.kind != Kind.NOT_APPLICABLE], minlength=n) > 0
    silent = has(Kind.NOT_APPLICABLE) if apply_all else ~everywhere
    missing = has(Kind.NOT_RECORDED)
    hidden, estimated = has(Kind.SUPPRESSED), has(Kind.ESTIMATED)
    blunt = np.bincount(where[guess & ~pointed], minlength=n) > 0
    point = np.where(hidden | blunt, NO_POINT, sum_groups(np.where(values.known, values.point, 0.0)) + middle)
    kind = np.select(
        [missing, silent, estimated, hidden & (low < high)],
        [Kind.NOT_RECORDED, Kind.NOT_APPLICABLE, Kind.ESTIMATED, Kind.SUPPRESSED],
        np.where(low == 0, Kind.ZERO, Kind.COUNT),
    ).astype(np.int8)
    why = np.select(
        [missing, silent], [Why.PART_NOT_RECORDED, Why.SIDE_DOES_NOT_APPLY if apply_all else Why.NO_PART_APPLIES], 0
    )
    return settle(kind, point, low, high, why.astype(np.int8), values.unit, values.level)


def settle(kind: Codes, point: Floats, low: Floats, high: Floats, why: Codes, unit: str, level: float) -> Values:
    """Put zeros where nothing is, and the figure itself where it is known."""
    silent = (kind == Kind.NOT_RECORDED) | (kind == Kind.NOT_APPLICABLE)
    known = kind <= Kind.ZERO
    low, high = np.where(silent, 0.0, low), np.where(silent, 0.0, high)
    point = np.where(silent, 0.0, np.where(known, low, np.where(kind == Kind.SUPPRESSED, NO_POINT, point)))
    return Values(kind, point, low, np.where(known, low, high), why, unit, level, True)


def _not_below_zero(values: Values) -> Values:
    low = np.where(values.known, values.low, np.maximum(values.low, 0.0))
    high = np.where(values.known, values.high, np.maximum(values.high, 0.0))
    below = values.high < 0
    kind = np.where(below, np.int8(Kind.NOT_APPLICABLE), values.kind).astype(np.int8)
    why = np.where(below, np.int8(Why.PART_ABOVE_WHOLE), values.why).astype(np.int8)
    return settle(kind, values.point, low, high, why, values.unit, values.level)
