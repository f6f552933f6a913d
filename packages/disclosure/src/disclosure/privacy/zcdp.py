"""Concentrated privacy loss: what adds up, and what it means as ε and δ."""

import math
from collections.abc import Callable
from functools import lru_cache

from disclosure.errors import InvalidArgument

COMPOSITION = "zCDP: the rhos of all releases add up; converted to (epsilon, delta) by Canonne, Kamath and Steinke 2020"
_STEPS = 60


def delta_of(rho: float, epsilon: float) -> float:
    """The smallest δ that a loss of ρ has at ε.

    Parameters
    ----------
    rho : float
        Zero-concentrated privacy loss, not negative.
    epsilon : float
        Privacy loss ε, positive.

    Returns
    -------
    float
        δ between 0 and 1, rounded up by one part in 10¹².

    Raises
    ------
    InvalidArgument
        If ρ is negative or ε is not positive.

    Notes
    -----
    The infimum over α > 1 of exp((α-1)(αρ-ε)) / (α-1) · (1-1/α)^α. Its logarithm is convex in log(α-1) near the
    minimum; any α gives a valid bound, so a search that ended early would only be too careful.

    References
    ----------
    .. [1] Canonne, C., Kamath, G., Steinke, T. (2020). The discrete Gaussian for differential privacy. Proposition 12.
    .. [2] Bun, M., Steinke, T. (2016). Concentrated differential privacy: simplifications, extensions, lower bounds.

    Examples
    --------
    >>> f"{delta_of(1 / 32, 0.6880024554878086):.9f}"  # what OpenDP's own tests state
    '0.001000000'
    """
    if rho < 0 or epsilon <= 0:
        raise InvalidArgument(
            f"rho must not be negative and epsilon must be positive, but are {rho!r} and {epsilon!r}."
        )
    if rho == 0:
        return 0.0

    def log_delta(x: float) -> float:
        less, alpha = math.exp(x), 1 + math.exp(x)
        return less * (alpha * rho - epsilon) - math.log(less) + alpha * math.log1p(-1 / alpha)

    return min(1.0, math.exp(_least(log_delta, math.log(1e-6), math.log(1e6))) * (1 + 1e-12))


@lru_cache(maxsize=256)
def epsilon_of(rho: float, delta: float) -> float:
    """The smallest ε that a loss of ρ has at δ.

    Parameters
    ----------
    rho : float
        Zero-concentrated privacy loss, not negative.
    delta : float
        Between 0 and 1.

    Returns
    -------
    float
        By bisection of `delta_of`, rounded up.

    Raises
    ------
    InvalidArgument
        If an argument is out of range.

    Examples
    --------
    >>> round(epsilon_of(0.2663, 1e-7), 3)
    4.0
    """
    _check_delta(delta)
    low, high = 1e-9, rho + 2 * math.sqrt(rho * math.log(1 / delta)) + 1e-6
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if delta_of(rho, middle) <= delta else (middle, high)
    return high


@lru_cache(maxsize=256)
def rho_of(epsilon: float, delta: float) -> float:
    """The largest ρ that stays within ε and δ.

    Parameters
    ----------
    epsilon : float
        Positive.
    delta : float
        Between 0 and 1.

    Returns
    -------
    float
        By bisection of `delta_of`, rounded down.

    Raises
    ------
    InvalidArgument
        If an argument is out of range.

    Examples
    --------
    >>> round(rho_of(4, 1e-7), 4)
    0.2663
    """
    _check_delta(delta)
    low, high = 0.0, max(1.0, epsilon)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if delta_of(middle, epsilon) <= delta else (low, middle)
    return low


def _check_delta(delta: float) -> None:
    if not 0 < delta < 1:
        raise InvalidArgument(f"delta must lie between 0 and 1, for instance 1e-7, but is {delta!r}.")


def _least(function: Callable[[float], float], low: float, high: float) -> float:
    """The least value of a function with one valley, by golden sections."""
    ratio = (math.sqrt(5) - 1) / 2
    for _ in range(_STEPS):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, right) if function(left) < function(right) else (left, high)
    return function((low + high) / 2)
