"""Resampling people, with the whole procedure repeated in every replicate, and limits from the replicates."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import ceil
from typing import Any

import numpy as np
import scipy

from prevalence.errors import (
    CompetingModelsWarning,
    DegenerateIntervalWarning,
    MonteCarloWarning,
    NotAvailable,
    Note,
    PrevalenceWarning,
    UnstableEstimateWarning,
    warn,
)
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.jackknife import Jackknife, jackknife
from prevalence.models import from_indicator
from prevalence.monte_carlo import limit_errors, two_hills
from prevalence.parallel import spread
from prevalence.presentation import Result, Row, label_lines, plain_value
from prevalence.procedures import Procedure
from prevalence.results import (
    Interval,
    Provenance,
    check_choice,
    check_level,
    check_range,
    check_replicates,
    provenance,
)
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Bools, Floats

BLOCK = 250
FAR = 10.0
MOVED = 0.02
ENOUGH_FOR_HILLS = 200
MOST_REPLICATES = 100_000
WIDEST = "widest of percentile and BCa bootstrap"
ONE_SIDED = "every replicate lies on the same side of the estimate, so that BCa has no correction to make"


@dataclass(frozen=True, eq=False, repr=False)
class Bootstrap(Result):
    """Replicates of a total, and intervals at any level from them.

    Attributes
    ----------
    histories : CaptureHistories
    total : float
        The estimate itself.
    totals : array, n_replicates
        People; not a number where a replicate had no estimate.
    terms : array of bool, n_replicates by 2**t
        Terms of the model chosen in each replicate.
    procedure : Procedure
    provenance : Provenance
    """

    histories: CaptureHistories
    total: float
    totals: Floats
    terms: Bools
    procedure: Procedure
    provenance: Provenance

    @property
    def finite(self) -> Floats:
        """The replicates that have an estimate."""
        return self.totals[np.isfinite(self.totals)]

    @property
    def models(self) -> dict[str, int]:
        """How often each model was chosen, most frequent first."""
        shapes, times = np.unique(self.terms, axis=0, return_counts=True)
        order = np.argsort(-times, kind="stable")
        return {str(from_indicator(shapes[i])): int(times[i]) for i in order}

    @cached_property
    def jackknife(self) -> Jackknife:
        """The totals with one person left out, one for each pattern that somebody has."""
        return jackknife(self.histories, self.procedure)

    @property
    def bias_correction(self) -> float:
        """The normal quantile of the share of replicates below the estimate."""
        return float(scipy.special.ndtri(np.mean(self.finite < self.total)))

    def interval(self, level: float = 0.95, method: str = "bca") -> Interval:
        """Limits at a level.

        Parameters
        ----------
        level : float
        method : str
            "bca" (bias-corrected and accelerated), "percentile", "widest" (from the lower of the lower limits of these
            two to the higher of the upper), "basic" or "jackknife".

        Returns
        -------
        Interval

        Raises
        ------
        InvalidArgument
            If level or method is not one of these.

        Warns
        -----
        DegenerateIntervalWarning
            If a limit is decided by a few extreme replicates, or replicates had no estimate.
        UnstableEstimateWarning
            If the upper limit is more than ten times the estimate.
        MonteCarloWarning
            If another seed would move a limit by more than a fiftieth of it.
        CompetingModelsWarning
            If the replicates gather in two places.

        Notes
        -----
        BCa reads the replicates at Φ(z0 + (z0 + z) / (1 - a (z0 + z))) in place of Φ(z), with quantiles of Hyndman
        and Fan's type 8. z0 is `bias_correction` and a comes from `jackknife`. Where z0 is large the limits slide to
        the ends of the sample of replicates, and say more about its extremes than about the population.

        References
        ----------
        .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 14.
        """
        level = check_level(level)
        check_choice("method", method, ("bca", "percentile", "widest", "basic", "jackknife"))
        if method == "widest":
            return self._widest(level)
        origin = self.provenance.add(interval=method, level=level)
        selects = self.procedure.selects
        if method == "jackknife":
            return replace(self.jackknife.interval(self.total, level, selects), provenance=origin)
        label = {"bca": "BCa", "percentile": "percentile", "basic": "basic"}[method] + " bootstrap"
        places = self._places(level, method)
        if len(self.finite) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Interval(reason, reason, level, label, selects, provenance=origin)
        at = places(float(np.mean(self.finite < self.total)))
        if at is None:
            reason = NotAvailable(ONE_SIDED)
            return Interval(reason, reason, level, label, selects, provenance=origin)
        limits = np.quantile(self.finite, at, method="median_unbiased")
        errors = limit_errors(self.finite, self.total, places)
        if method == "basic":
            limits = np.maximum(2 * self.total - limits[::-1], self.histories.total)
            bounded = float(limits[0]) <= self.histories.total
            errors = errors and (0.0 if bounded else errors[1], errors[0])
        low, high = float(limits[0]), float(limits[1])
        problems = [*self._missing_problems(), *(self._bca_problems(at) if method == "bca" else ())]
        notes = (
            *(warn(DegenerateIntervalWarning, text) for text in problems),
            *self._far(high),
            *self._chance(low, high, errors),
            *self._hills(),
        )
        low_error, high_error = errors or (None, None)
        return Interval(low, high, level, label, selects, notes, low_error, high_error, origin)

    def _widest(self, level: float) -> Interval:
        """From the lower to the higher of the limits of percentile and BCa; percentile alone where BCa has none."""
        one, other = self.interval(level, "percentile"), self.interval(level, "bca")
        limits = (one.low, one.high, other.low, other.high)
        origin = self.provenance.add(interval="widest", level=level)
        if any(isinstance(limit, NotAvailable) for limit in limits):
            return replace(one, method=WIDEST, notes=(*one.notes, *other.notes), provenance=origin)
        low = min(one, other, key=lambda found: found.limits[0])
        high = max(one, other, key=lambda found: found.limits[1])
        notes = tuple(dict.fromkeys((*low.notes, *high.notes)))
        errors = low.low_error, high.high_error
        return Interval(low.low, high.high, level, WIDEST, self.procedure.selects, notes, *errors, origin)

    def monte_carlo_error(self, level: float = 0.95, method: str = "bca") -> float | None:
        """The larger of the Monte-Carlo errors of both limits, each as a share of its limit; None for the jackknife."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PrevalenceWarning)
            return self.interval(level, method).monte_carlo_error

    def _places(self, level: float, method: str) -> Callable[[float], Floats | None]:
        """From the share of replicates below the estimate to the probabilities at which they are read."""
        tails = np.array([(1 - level) / 2, (1 + level) / 2])
        if method != "bca":
            return lambda share: tails
        slant, z = self.jackknife.acceleration, scipy.special.ndtri(tails)

        def places(share: float) -> Floats | None:
            shift = scipy.special.ndtri(share)
            if not np.isfinite(shift):
                return None
            return np.asarray(scipy.special.ndtr(shift + (shift + z) / (1 - slant * (shift + z))))

        return places

    def _far(self, high: float) -> tuple[Note, ...]:
        if not high > FAR * self.total:
            return ()
        text = (
            f"The upper limit, {high:,.0f} people, is {high / self.total:,.0f} times the estimate: the lists hardly "
            "bound the total from above. Report the lower limit, or find more overlap."
        )
        return (warn(UnstableEstimateWarning, text),)

    def _chance(self, low: float, high: float, errors: tuple[float, float] | None) -> tuple[Note, ...]:
        """A note on limits that another seed would move."""
        if errors is None or max(errors[0] / low, errors[1] / high) <= MOVED:
            return ()
        text = (
            f"With another seed the limits would move by about {errors[0]:,.0f} and {errors[1]:,.0f} people (one "
            f"standard deviation, from {len(self.finite):,} replicates). Take more replicates: precision={MOVED:g} "
            "takes as many as are needed."
        )
        return (warn(MonteCarloWarning, text),)

    def _hills(self) -> tuple[Note, ...]:
        hills = two_hills(self.finite) if len(self.finite) >= ENOUGH_FOR_HILLS else None
        if hills is None:
            return ()
        text = (
            f"The replicates gather in two places, near {hills[0]:,.0f} and near {hills[1]:,.0f} people: "
            "chance decides which model is chosen, and a limit between the two moves far with the seed. Say both."
        )
        return (warn(CompetingModelsWarning, text),)

    def _missing_problems(self) -> list[str]:
        """A sentence on the replicates without an estimate, if there are any."""
        lost = len(self.totals) - len(self.finite)
        return [f"{lost} of {len(self.totals)} replicates had no estimate and were left out."] if lost else []

    def _bca_problems(self, at: Floats) -> list[str]:
        """What is doubtful about the points at which BCa reads the replicates."""
        problems, size, shift = [], len(self.finite), self.bias_correction
        if abs(shift) > 1:
            problems.append(
                f"The estimate lies at the {np.mean(self.finite < self.total):.1%} point of its own replicates (z0 = "
                f"{shift:.2f}): it is unusual among estimates from such data, and BCa corrects far. Compare "
                f"'percentile'."
            )
        if (at < 1 / size).any() or (at > 1 - 1 / size).any():
            problems.append(
                f"BCa reads the replicates at {at[0]:.4%} and {at[1]:.4%}, so that a limit is just the most extreme "
                f"of {size} "
                "replicates. Take more replicates or another method, and do not rely on this limit."
            )
        return problems

    def __str__(self) -> str:
        lost = len(self.totals) - len(self.finite)
        return f"{len(self.totals):,} replicates of {self.total:,.0f} people" + (f", {lost:,} without" if lost else "")

    def rows(self) -> list[Row]:
        """One row for each replicate: its total and its model."""
        shapes, which = np.unique(self.terms, axis=0, return_inverse=True)
        names = [str(from_indicator(shape)) if shape.any() else "" for shape in shapes]
        totals = zip(self.totals.tolist(), which.ravel().tolist(), strict=True)
        return [
            {"replicate": k, "total": plain_value(total), "model": names[at]} for k, (total, at) in enumerate(totals)
        ]

    def summary(self) -> str:
        """How the replicates spread, limits by every method, and the models chosen most often."""
        shares = [0.025, 0.1, 0.5, 0.9, 0.975]
        values = np.quantile(self.finite, shares).tolist() if len(self.finite) else list[float]()
        lines = [
            (f"{share:.1%} of replicates below", f"{value:,.0f}") for share, value in zip(shares, values, strict=False)
        ]
        lines += [("", str(self.interval(0.95, method))) for method in ("percentile", "bca", "basic", "jackknife")]
        lines += [(f"{times:,} times", model) for model, times in list(self.models.items())[:5] if self.terms.any()]
        return "\n".join([str(self), "", *label_lines(lines), "", str(self.provenance)])

    def _draw(self, axes: Any) -> None:
        axes.hist(self.finite, bins=60)
        axes.axvline(self.total, color="black")
        axes.set_xlabel("people")


def resample(histories: CaptureHistories, replicates: int, seed: int, first: int = 0) -> Floats:
    """Tables of as many people drawn with replacement, replicate by replicate from its own stream."""
    seen = np.flatnonzero(histories.counts)
    share = histories.counts[seen] / histories.total
    tables = np.zeros((replicates, len(histories.counts)))
    for row in range(replicates):
        tables[row, seen] = stream(seed, "boot", first + row).multinomial(histories.total, share)
    return tables


def bootstrap(
    histories: CaptureHistories,
    procedure: Procedure,
    total: float,
    replicates: int = 1000,
    *,
    seed: int = DEFAULT_SEED,
    parallel: bool = False,
) -> Bootstrap:
    """Resample people and repeat a procedure, selection included.

    Parameters
    ----------
    histories : CaptureHistories
    procedure : Procedure
    total : float
        The estimate from the histories themselves.
    replicates : int
        At least 2; 1,000 is usual.
    seed : int
    parallel : bool
        Spread blocks of replicates over joblib's backend. The numbers are the same.

    Returns
    -------
    Bootstrap
        The same arguments give the same object, without computing again.

    Raises
    ------
    InvalidArgument
        If there are fewer than two replicates.

    Notes
    -----
    The number of people stays; how often each pattern occurs is drawn anew. Everything the analyst let the data
    decide is decided anew as well, so that the limits show that uncertainty too. What they cannot show is an
    assumption being wrong.
    """
    return _bootstrap(histories, procedure, total, check_replicates(replicates), seed, parallel)


def bootstrap_interval(
    histories: CaptureHistories,
    procedure: Procedure,
    total: float,
    level: float,
    method: str,
    replicates: int,
    precision: float | None,
    *,
    seed: int = DEFAULT_SEED,
    parallel: bool = False,
) -> Interval:
    """Limits from `replicates` replicates, or from as many more as a precision asks for, up to 100,000.

    Parameters
    ----------
    histories, procedure, total, level, method, seed, parallel
        As for `bootstrap` and `Bootstrap.interval`.
    replicates : int
        At least 2; to begin with, if there is a precision.
    precision : float or None
        The largest Monte-Carlo error of a limit, as a share of it.

    Returns
    -------
    Interval
    """
    if precision is None:
        return bootstrap(histories, procedure, total, replicates, seed=seed, parallel=parallel).interval(level, method)
    check_range("precision", precision, 1e-4, 1)
    while True:
        made = bootstrap(histories, procedure, total, replicates, seed=seed, parallel=parallel)
        error = made.monte_carlo_error(level, method)
        if error is None or error <= precision or replicates >= MOST_REPLICATES:
            found = made.interval(level, method)
            return replace(found, provenance=made.provenance.add(interval=method, level=level, precision=precision))
        wanted = ceil(1.2 * replicates * (error / precision) ** 2 / 1000) * 1000
        replicates = min(max(wanted, 2 * replicates), MOST_REPLICATES)


@lru_cache(maxsize=16)
def _bootstrap(
    histories: CaptureHistories, procedure: Procedure, total: float, replicates: int, seed: int, parallel: bool
) -> Bootstrap:
    # The same pieces with and without workers: sums over other pieces would differ in their last digit.
    pieces = [
        (histories, procedure, seed, first, min(BLOCK, replicates - first)) for first in range(0, replicates, BLOCK)
    ]
    answers = spread(block, pieces) if parallel else [block(*piece) for piece in pieces]
    totals = np.concatenate([totals for totals, _ in answers])
    terms = np.concatenate([terms for _, terms in answers])
    record = provenance(histories, f"{procedure.name}, bootstrap", {"replicates": replicates}, seed)
    return Bootstrap(histories, total, totals, terms, procedure, record)


def block(histories: CaptureHistories, procedure: Procedure, seed: int, first: int, size: int) -> tuple[Floats, Bools]:
    """Totals and terms of `size` replicates from `first` on: the piece of work that is spread, or shown as progress."""
    answers = procedure.answers(resample(histories, size, seed, first), observable(histories))
    return answers.totals, answers.terms
