"""How a method fares when the truth is known: bias, error, coverage, and what a further list would bring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from prevalence.errors import NotAvailable, PrevalenceError
from prevalence.histories import CaptureHistories
from prevalence.loglinear import check_positive
from prevalence.parallel import spread
from prevalence.presentation import Result, Row, label_lines, plain_value
from prevalence.results import Interval, check_level
from prevalence.simulation import Truth
from prevalence.streams import DEFAULT_SEED
from prevalence.subsets import Floats


class Interviewed(Protocol):
    """What a study asks of an estimate."""

    @property
    def total(self) -> float:
        """People in all."""
        ...

    def interval(self, level: float = 0.95) -> Interval:
        """Limits of the total."""
        ...


@dataclass(frozen=True, eq=False, repr=False)
class StudyResult(Result):
    """One method on many sets of lists from one truth.

    Attributes
    ----------
    truth : int
    totals : array, n_sets
        Not a number where the method refused.
    lows, highs : mapping of float to array
        Limits by level; not a number where a limit is not available.
    """

    truth: int
    totals: Floats
    lows: Mapping[float, Floats]
    highs: Mapping[float, Floats]

    @property
    def refused(self) -> float:
        """Share of sets of lists for which the method gave no total."""
        return float(np.mean(~np.isfinite(self.totals)))

    @property
    def bias(self) -> float:
        """Mean of the logarithm of total over truth: -0.1 is a tenth too low."""
        return float(np.mean(np.log(self.totals[np.isfinite(self.totals)] / self.truth)))

    @property
    def error(self) -> float:
        """Root mean square of the logarithm of total over truth."""
        return float(np.sqrt(np.mean(np.log(self.totals[np.isfinite(self.totals)] / self.truth) ** 2)))

    def __str__(self) -> str:
        covered = ", ".join(f"{self.coverage(level):.1%} at {level:.0%}" for level in self.lows)
        sets = f"{len(self.totals):,} sets, {self.truth:,} people in truth"
        return f"{sets}; bias {self.bias:+.3f} (log); limits hold {covered}"

    def rows(self) -> list[Row]:
        """One row for each set of lists."""
        return [
            {"set": k, "total": plain_value(total)}
            | {f"low {level:.0%}": plain_value(self.lows[level][k]) for level in self.lows}
            | {f"high {level:.0%}": plain_value(self.highs[level][k]) for level in self.highs}
            for k, total in enumerate(self.totals)
        ]

    def summary(self) -> str:
        """Bias, error and coverage."""
        lines = [
            ("Bias (log)", f"{self.bias:+.4f}"),
            ("Error (log)", f"{self.error:.4f}"),
            ("Refused", f"{self.refused:.1%}"),
        ]
        covered = [(f"Covers at {level:.0%}", f"{self.coverage(level):.1%}") for level in self.lows]
        return "\n".join([str(self), *label_lines([*lines, *covered])])

    def _draw(self, axes: Any) -> None:
        axes.hist(self.totals[np.isfinite(self.totals)], bins=40)
        axes.axvline(self.truth, color="black")
        axes.set_xlabel("people")

    def coverage(self, level: float) -> float:
        """Share of intervals that hold the truth, among sets with a total; a limit not available holds it."""
        given = np.isfinite(self.totals)
        low, high = self.lows[level][given], self.highs[level][given]
        inside = (np.isnan(low) | (low <= self.truth)) & (np.isnan(high) | (high >= self.truth))
        return float(np.mean(inside)) if given.any() else float("nan")


def study(
    truth: Truth,
    method: Callable[[CaptureHistories], Interviewed],
    *,
    sets: int = 500,
    levels: tuple[float, ...] = (0.95, 0.8),
    seed: int = DEFAULT_SEED,
    parallel: bool = False,
) -> StudyResult:
    """Draw lists from a truth again and again, and see how a method does.

    Parameters
    ----------
    truth : Truth
    method : callable
        From histories to an estimate with `total` and `interval(level)`, for instance `stepwise`. Defined at the top
        of a module if the work is spread over processes.
    sets : int
        How many sets of lists.
    levels : tuple of float
        Levels of the intervals; empty for none.
    seed : int
    parallel : bool
        Spread over joblib's backend. The numbers are the same.

    Returns
    -------
    StudyResult

    Raises
    ------
    InvalidArgument
        If an argument is out of range.

    Notes
    -----
    What the study says holds for the truth it was given. Give it several: lists that refer people to each other,
    people whom no list sees well, links missed. In a case worker's words: before a year of collecting, play the year
    a few hundred times.

    References
    ----------
    .. [1] Chan, L., Silverman, B. and Vincent, K. (2021). Multiple systems estimation for sparse capture data.
    Journal of the
       American Statistical Association 116(535), section 3.4.

    Examples
    --------
    >>> from prevalence import loglinear
    >>> truth = Truth.of(1000, {"A": 0.4, "B": 0.3, "C": 0.3})
    >>> result = study(truth, loglinear, sets=40)
    >>> abs(result.bias) < 0.03, result.refused
    (True, 0.0)
    """
    check_positive("sets", sets)
    for level in levels:
        check_level(level)
    pieces = [(truth, method, levels, seed, number) for number in range(sets)]
    rows = np.array(spread(_once, pieces) if parallel else [_once(*piece) for piece in pieces])
    lows = {level: rows[:, 1 + 2 * place] for place, level in enumerate(levels)}
    highs = {level: rows[:, 2 + 2 * place] for place, level in enumerate(levels)}
    return StudyResult(truth.total, rows[:, 0], lows, highs)


def _once(
    truth: Truth,
    method: Callable[[CaptureHistories], Interviewed],
    levels: tuple[float, ...],
    seed: int,
    number: int,
) -> list[float]:
    try:
        estimate = method(truth.draw(number, seed=seed))
        row = [float(estimate.total)]
    except PrevalenceError:
        return [float("nan")] * (1 + 2 * len(levels))
    for level in levels:
        interval = estimate.interval(level)
        row += [float("nan") if isinstance(x, NotAvailable) else float(x) for x in (interval.low, interval.high)]
    return row
