"""Resampling people, with the whole procedure repeated in every replicate, and limits from the replicates."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import scipy

from prevalence.errors import (
    DegenerateIntervalWarning,
    InvalidArgument,
    NotAvailable,
    Note,
    UnstableEstimateWarning,
    warn,
)
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.models import from_indicator
from prevalence.parallel import spread
from prevalence.procedures import Procedure
from prevalence.results import Interval, Provenance, check_choice, check_level, provenance
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Bools, Floats

BLOCK = 250
FAR = 10.0


@dataclass(frozen=True, eq=False)
class Bootstrap:
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
    def jackknife(self) -> "Jackknife":
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
            "bca" (bias-corrected and accelerated), "percentile", "basic" or "jackknife".

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
        check_choice("method", method, ("bca", "percentile", "basic", "jackknife"))
        tails = np.array([(1 - level) / 2, (1 + level) / 2])
        if method == "jackknife":
            return self.jackknife.interval(self.total, level, self.procedure.selects)
        if len(self.finite) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Interval(reason, reason, level, method, self.procedure.selects)
        at, problems = tails, self._missing_problems()
        if method == "bca":
            points, more = self._bca_points(tails)
            problems += more
            if points is None:
                return Interval(
                    NotAvailable(more[0]), NotAvailable(more[0]), level, "BCa bootstrap", self.procedure.selects
                )
            at = points
        limits = np.quantile(self.finite, at, method="median_unbiased")
        if method == "basic":
            limits = np.maximum(2 * self.total - limits[::-1], self.histories.total)
        notes = (*(warn(DegenerateIntervalWarning, text) for text in problems), *self._far(float(limits[1])))
        label = {"bca": "BCa", "percentile": "percentile", "basic": "basic"}[method] + " bootstrap"
        return Interval(float(limits[0]), float(limits[1]), level, label, self.procedure.selects, notes)

    def _far(self, high: float) -> tuple[Note, ...]:
        if not high > FAR * self.total:
            return ()
        text = (
            f"The upper limit, {high:,.0f} people, is {high / self.total:,.0f} times the estimate: the lists hardly "
            "bound the total from above. Report the lower limit, or find more overlap."
        )
        return (warn(UnstableEstimateWarning, text, stacklevel=4),)

    def _missing_problems(self) -> list[str]:
        """A sentence on the replicates without an estimate, if there are any."""
        lost = len(self.totals) - len(self.finite)
        return [f"{lost} of {len(self.totals)} replicates had no estimate and were left out."] if lost else []

    def _bca_points(self, tails: Floats) -> tuple[Floats | None, list[str]]:
        """The points at which BCa reads the replicates, if it can correct them, and what is doubtful about them."""
        shift, slant = self.bias_correction, self.jackknife.acceleration
        if not np.isfinite(shift):
            return None, [
                "every replicate lies on the same side of the estimate, so that BCa has no correction to make"
            ]
        z = scipy.special.ndtri(tails)
        at = scipy.special.ndtr(shift + (shift + z) / (1 - slant * (shift + z)))
        problems, size = [], len(self.finite)
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
        return at, problems


@dataclass(frozen=True, eq=False)
class Jackknife:
    """Totals with one person left out, each weighted by how many people share the pattern.

    Attributes
    ----------
    totals, weights : array, n_patterns
    """

    totals: Floats
    weights: Floats

    @property
    def acceleration(self) -> float:
        """BCa's acceleration: a sixth of the skewness of the totals with one person left out."""
        good = np.isfinite(self.totals)
        gap = np.average(self.totals[good], weights=self.weights[good]) - self.totals[good]
        square = float((self.weights[good] * gap**2).sum())
        return float((self.weights[good] * gap**3).sum() / (6 * square**1.5)) if square > 0 else 0.0

    @property
    def standard_error(self) -> float | NotAvailable:
        """The jackknife standard error of the total."""
        if not np.isfinite(self.totals).all():
            return NotAvailable("leaving out one person makes the estimate impossible")
        n = self.weights.sum()
        mean = np.average(self.totals, weights=self.weights)
        return float(np.sqrt((n - 1) / n * (self.weights * (self.totals - mean) ** 2).sum()))

    def interval(self, total: float, level: float, includes_selection: bool = False) -> Interval:
        """Limits log-normal in the hidden people, from the jackknife standard error."""
        error, observed = self.standard_error, float(self.weights.sum())
        if isinstance(error, NotAvailable):
            return Interval(error, error, level, "jackknife", includes_selection)
        hidden = total - observed
        if hidden <= 0:
            reason = NotAvailable("nobody is estimated to be hidden, so that no spread can be put around them")
            return Interval(reason, reason, level, "jackknife", includes_selection)
        z = float(scipy.special.ndtri((1 + level) / 2))
        factor = float(np.exp(z * np.sqrt(np.log1p((error / hidden) ** 2))))
        return Interval(observed + hidden / factor, observed + hidden * factor, level, "jackknife", includes_selection)


def jackknife(histories: CaptureHistories, procedure: Procedure) -> Jackknife:
    """Repeat a procedure with one person left out, once for each pattern that somebody has."""
    seen = np.flatnonzero(histories.counts)
    tables = np.tile(histories.counts.astype(np.float64), (len(seen), 1))
    tables[np.arange(len(seen)), seen] -= 1
    return Jackknife(procedure.answers(tables, observable(histories)).totals, histories.counts[seen].astype(np.float64))


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
    if replicates < 2:
        raise InvalidArgument(f"replicates must be at least 2, but is {replicates!r}.")
    return _bootstrap(histories, procedure, total, replicates, seed, parallel)


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
