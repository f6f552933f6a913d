"""Totals with one person left out: how much rests on single people, and BCa's acceleration."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.errors import NotAvailable
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.presentation import Result
from prevalence.procedures import Procedure
from prevalence.results import Interval
from prevalence.subsets import Floats


@dataclass(frozen=True, eq=False, repr=False)
class Jackknife(Result):
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
