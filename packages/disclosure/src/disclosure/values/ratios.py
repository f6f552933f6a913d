"""Rates and shares of figures of different kinds."""

import numpy as np

from disclosure.errors import InvalidArgument
from disclosure.values.column import NO_POINT, Floats, Values
from disclosure.values.kinds import Kind, Why
from disclosure.values.sums import settle


def rate(events: Values, population: Values, *, per: float = 100_000) -> Values:
    """Divide events by population, for instance per 100,000.

    Parameters
    ----------
    events, population : Values, n
        Neither may be negative.
    per : float
        Events are counted per so many; above 0.

    Returns
    -------
    Values, n
        Not available, with the reason, where either side is not, and where the population is zero.

    Raises
    ------
    InvalidArgument
        If lengths differ or `per` is not above 0.

    Notes
    -----
    The interval is [low1 / high2, high1 / low2]; its upper end is infinite where the population may be zero. For two
    estimates this is wider than needed and holds at least at level 1 - 2 (1 - level).

    Examples
    --------
    >>> str(rate(Values.of([(1, 4)]), Values.of([200_000]))[0])
    'suppressed (0.5 to 2)'
    >>> str(rate(Values.of([3]), Values.of([0]))[0])
    'not applicable: what it is divided by is zero'
    """
    if not per > 0:
        raise InvalidArgument(f"per must be above 0, for instance 100,000, but is {per!r}.")
    return _divide(events, population, per, f"{events.unit} per {per:,.10g} {population.unit}", capped=False)


def share(part: Values, whole: Values) -> Values:
    """Divide a part by the whole it belongs to.

    Parameters
    ----------
    part, whole : Values, n
        The part is counted in the whole.

    Returns
    -------
    Values, n
        Between 0 and 1; not available, with the reason, where either side is not, where the whole is zero, or where the
        part is larger than the whole.

    Raises
    ------
    InvalidArgument
        If lengths or units differ.

    Notes
    -----
    As for `rate`, with the upper end at most 1.

    Examples
    --------
    >>> str(share(Values.of([5]), Values.of([20]))[0])
    '0.25'
    """
    if part.unit != whole.unit:
        raise InvalidArgument(f"A part in {part.unit} has no share in a whole in {whole.unit}. Convert one first.")
    return _divide(part, whole, 1.0, "share", capped=True)


def _divide(top: Values, bottom: Values, per: float, unit: str, *, capped: bool) -> Values:
    if len(top) != len(bottom):
        raise InvalidArgument(f"Columns of {len(top)} and {len(bottom)} figures cannot be divided row by row.")
    low, high = _quotient(top.low, bottom.high, per), _quotient(top.high, bottom.low, per)
    point = _quotient(top.point, bottom.point, per)
    if capped:
        high = np.minimum(high, 1.0)
    nothing = bottom.known & (bottom.low == 0)
    tests = [
        (top.kind == Kind.NOT_RECORDED, Kind.NOT_RECORDED, Why.PART_NOT_RECORDED),
        (bottom.kind == Kind.NOT_RECORDED, Kind.NOT_RECORDED, Why.DIVISOR_NOT_RECORDED),
        (top.kind == Kind.NOT_APPLICABLE, Kind.NOT_APPLICABLE, Why.SIDE_DOES_NOT_APPLY),
        (bottom.kind == Kind.NOT_APPLICABLE, Kind.NOT_APPLICABLE, Why.DIVISOR_DOES_NOT_APPLY),
        (nothing, Kind.NOT_APPLICABLE, Why.DIVISOR_ZERO),
        (capped & (top.low > bottom.high), Kind.NOT_APPLICABLE, Why.PART_ABOVE_WHOLE),
    ]
    flags = [flag for flag, _, _ in tests]
    why = np.select(flags, [reason for _, _, reason in tests], Why.NONE).astype(np.int8)
    guess = (top.kind == Kind.ESTIMATED) | (bottom.kind == Kind.ESTIMATED)
    hidden = (top.kind == Kind.SUPPRESSED) | (bottom.kind == Kind.SUPPRESSED)
    rest = np.select([guess, hidden & (low < high), low == 0], [Kind.ESTIMATED, Kind.SUPPRESSED, Kind.ZERO], Kind.COUNT)
    kind = np.select(flags, [word for _, word, _ in tests], rest).astype(np.int8)
    pointless = hidden | (top.point == NO_POINT) | (bottom.point == NO_POINT)
    return settle(kind, np.where(pointless, NO_POINT, point), low, high, why, unit, top.level)


def _quotient(top: Floats, bottom: Floats, per: float) -> Floats:
    above = np.where(top == 0, 0.0, np.inf)
    safe = np.where((bottom == 0) | ~np.isfinite(bottom), 1.0, bottom)
    plain = np.where(np.isfinite(top), top, 0.0) / safe * per
    plain = np.where(np.isposinf(top), np.inf, plain)
    return np.where(np.isposinf(bottom), 0.0, np.where(bottom == 0, above, plain))
