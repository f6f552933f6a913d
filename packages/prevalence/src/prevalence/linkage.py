"""Uncertainty from imperfect matching of lists, carried into the estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from prevalence.bootstrap import resample
from prevalence.errors import InvalidArgument, NotAvailable
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.presentation import Result, Row, plain_value
from prevalence.procedures import Procedure
from prevalence.results import Interval, check_level, check_range, check_replicates
from prevalence.stepwise import Stepwise
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, Ints, members


@dataclass(frozen=True, eq=False, repr=False)
class LinkageSpread(Result):
    """Totals over linked versions of the lists, each resampled.

    Attributes
    ----------
    totals : array, n_versions by n_replicates
        Not a number where there was no estimate.
    """

    also: ClassVar[tuple[str, ...]] = ("total", "share_from_linkage")
    totals: Floats

    @property
    def total(self) -> float | NotAvailable:
        """Median over all versions and replicates."""
        finite = self.totals[np.isfinite(self.totals)]
        return float(np.median(finite)) if len(finite) else NotAvailable("no linked version has an estimate")

    @property
    def share_from_linkage(self) -> float:
        """Share of the variance of the logarithm of the total that lies between linked versions."""
        logs = np.log(np.where(np.isfinite(self.totals), self.totals, np.nan))
        between, within = float(np.nanvar(np.nanmean(logs, axis=1))), float(np.nanmean(np.nanvar(logs, axis=1)))
        return between / (between + within) if between + within > 0 else 0.0

    def __str__(self) -> str:
        return f"{self._people()} people in all; {self.share_from_linkage:.0%} of the variance comes from linkage"

    def _people(self) -> str:
        return str(self.total) if isinstance(self.total, NotAvailable) else f"{self.total:,.0f}"

    def rows(self) -> list[Row]:
        """One row for each version and replicate."""
        return [
            {"version": version, "replicate": k, "total": plain_value(total)}
            for version, totals in enumerate(self.totals)
            for k, total in enumerate(totals)
        ]

    def summary(self) -> str:
        """Total, limits, and what linkage contributes."""
        return f"{self}\n{self.interval()}"

    def _draw(self, axes: Any) -> None:
        axes.boxplot([version[np.isfinite(version)] for version in self.totals])
        axes.set_xlabel("linked version")
        axes.set_ylabel("people")

    def interval(self, level: float = 0.95) -> Interval:
        """Percentile limits with resampling, model selection and linkage inside."""
        level = check_level(level)
        finite = self.totals[np.isfinite(self.totals)]
        if len(finite) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Interval(reason, reason, level, "linkage and bootstrap")
        low, high = np.quantile(finite, [(1 - level) / 2, (1 + level) / 2], method="median_unbiased")
        return Interval(float(low), float(high), level, "linkage and bootstrap", True)


def linked_versions(
    versions: Sequence[CaptureHistories],
    procedure: Procedure | None = None,
    *,
    replicates: int = 100,
    seed: int = DEFAULT_SEED,
) -> LinkageSpread:
    """Estimate from several linked versions of the same lists, as a linkage tool's draws give them.

    Parameters
    ----------
    versions : sequence of CaptureHistories
        At least two, of the same lists.
    procedure : Procedure, optional
        Stepwise at 0.02 if not given.
    replicates : int
        Resamples per version.
    seed : int

    Returns
    -------
    LinkageSpread

    Raises
    ------
    InvalidArgument
        With fewer than two versions, or other lists in one of them.

    Notes
    -----
    Each version is one answer to who is whom. Resampling within versions shows what chance does, the differences
    between versions what matching does. In a case worker's words: if "Maria, 19" and "Mary, 20" may be one woman,
    half of the versions join them.

    References
    ----------
    .. [1] Sadinle, M. (2018). Bayesian propagation of record linkage uncertainty into population size estimation of
    human
       rights violations. Annals of Applied Statistics 12(2).

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> spread = linked_versions([load("new_orleans_185"), load("new_orleans_186")], replicates=50)
    >>> spread.totals.shape
    (2, 50)
    """
    if len(versions) < 2:
        raise InvalidArgument(f"There must be at least two linked versions, but there is {len(versions)}.")
    if any(version.lists != versions[0].lists for version in versions):
        raise InvalidArgument("All linked versions must have the same lists in the same order.")
    check_replicates(replicates)
    chosen = procedure or Stepwise()
    totals = [
        chosen.answers(resample(version, replicates, seed, place * replicates), observable(version)).totals
        for place, version in enumerate(versions)
    ]
    return LinkageSpread(np.array(totals))


def linkage_errors(
    histories: CaptureHistories,
    *,
    missed: float = 0.0,
    false: float = 0.0,
    procedure: Procedure | None = None,
    versions: int = 50,
    replicates: int = 50,
    seed: int = DEFAULT_SEED,
) -> LinkageSpread:
    """Estimate when links are known to be missed or false at given rates.

    Parameters
    ----------
    histories : CaptureHistories
        As linked, errors included.
    missed : float
        Share of true links that the linkage did not make, from 0 to below 1.
    false : float
        Share of links made that are wrong, from 0 to 1.
    procedure : Procedure, optional
        Stepwise at 0.02 if not given.
    versions, replicates : int
        Corrected tables drawn, and resamples of each.
    seed : int

    Returns
    -------
    LinkageSpread

    Raises
    ------
    InvalidArgument
        If a rate is out of range.

    Notes
    -----
    False links are drawn among the people on several lists and taken apart; then, for every c people rightly linked,
    a number of missed links is drawn with mean c · missed / (1 - missed), and two people are joined for each. Missed
    links make the total too large, false ones too small, both in proportion to the overlap: it is the overlap that
    estimates.

    References
    ----------
    .. [1] Ding, Y. and Fienberg, S. (1994). Dual system estimation of census undercount in the presence of matching
    error.
       Survey Methodology 20.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> more = linkage_errors(load("kosovo"), false=0.1, versions=5, replicates=5)
    >>> fewer = linkage_errors(load("kosovo"), missed=0.1, versions=5, replicates=5)
    >>> more.total > fewer.total
    True
    """
    histories = usable_histories(histories)
    check_range("missed", missed, 0, 0.99)
    check_range("false", false, 0, 1)
    tables = []
    for version in range(versions):
        rng = stream(seed, "linkage", version)
        counts = split_wrongly(rng, histories.counts, false)
        tables.append(histories.with_counts(_join_missed(rng, counts, missed)))
    return linked_versions(tables, procedure, replicates=replicates, seed=seed)


def split_wrongly(rng: np.random.Generator, counts: Ints, share: float) -> Ints:
    """Take apart a share of the people on several lists, each into two people."""
    result = counts.copy()
    for pattern in np.flatnonzero(counts).tolist():
        for _ in range(int(rng.binomial(counts[pattern], share)) if pattern.bit_count() > 1 else 0):
            part = _part(rng, pattern)
            result[pattern] -= 1
            result[part] += 1
            result[pattern & ~part] += 1
    return result


def merge_wrongly(rng: np.random.Generator, counts: Ints, share: float) -> Ints:
    """Join a share of the people on one list to somebody on another list alone."""
    result = counts.copy()
    singles = [1 << i for i in range(len(counts).bit_length() - 1)]
    for single in singles:
        for _ in range(int(rng.binomial(counts[single], share))):
            weights = np.array([0 if other == single else result[other] for other in singles], dtype=np.float64)
            if result[single] and weights.sum():
                other = singles[int(rng.choice(len(singles), p=weights / weights.sum()))]
                result[[single, other]] -= 1
                result[single | other] += 1
    return result


def _join_missed(rng: np.random.Generator, counts: Ints, missed: float) -> Ints:
    result = counts.copy()
    for pattern in np.flatnonzero(counts).tolist():
        for _ in range(int(rng.negative_binomial(counts[pattern], 1 - missed)) if pattern.bit_count() > 1 else 0):
            part = _part(rng, pattern)
            if result[part] and result[pattern & ~part]:
                result[[part, pattern & ~part]] -= 1
                result[pattern] += 1
    return result


def _part(rng: np.random.Generator, pattern: int) -> int:
    """Some of the lists of a pattern, neither none nor all."""
    lists = members(pattern)
    while True:
        part = sum(1 << i for i in lists if rng.random() < 0.5)
        if part not in (0, pattern):
            return part
