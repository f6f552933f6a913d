"""The result of the classical estimators, which need no model to be chosen."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.bootstrap import Bootstrap, bootstrap, bootstrap_interval
from prevalence.errors import NotAvailable, Note
from prevalence.histories import CaptureHistories
from prevalence.procedures import Procedure
from prevalence.results import Estimate, Interval, Provenance, check_choice, check_level
from prevalence.streams import DEFAULT_SEED

INTERVALS = ("log-normal", "bca", "percentile", "widest", "basic", "jackknife")


@dataclass(frozen=True, eq=False, repr=False)
class DirectEstimate(Estimate):
    """A total with its standard error.

    Attributes
    ----------
    total, hidden : float
        All people, and those on no list; not rounded.
    standard_error : float or NotAvailable
    is_lower_bound : bool
        Whether the method estimates the least number rather than the number.
    histories : CaptureHistories
    procedure : Procedure
    notes : tuple of Note
    provenance : Provenance
    """

    total: float
    hidden: float
    standard_error: float | NotAvailable
    is_lower_bound: bool
    histories: CaptureHistories
    procedure: Procedure
    notes: tuple[Note, ...]
    provenance: Provenance

    def interval(
        self,
        level: float = 0.95,
        method: str | None = None,
        *,
        replicates: int = 1000,
        precision: float | None = None,
        seed: int = DEFAULT_SEED,
        parallel: bool = False,
    ) -> Interval:
        """Limits for the total: "log-normal" in the hidden people, or by bootstrap or jackknife.

        Without a method, log-normal where there is a standard error and percentile bootstrap where there is none. With
        a precision, as many more replicates are taken, up to 100,000, as bring the Monte-Carlo error of both limits
        below that share of them.
        """
        level = check_level(level)
        usual = "percentile" if isinstance(self.standard_error, NotAvailable) else "log-normal"
        chosen = check_choice("method", method or usual, INTERVALS)
        if chosen != "log-normal":
            made = self.histories, self.procedure, self.total, level, chosen, replicates, precision
            return self.trace(bootstrap_interval(*made, seed=seed, parallel=parallel))
        low, high = log_normal_limits(self.total - self.hidden, self.hidden, self.standard_error, level)
        origin = self.provenance.add(interval="log-normal", level=level)
        return Interval(low, high, level, "log-normal", provenance=origin)

    def bootstrap(self, replicates: int = 1000, *, seed: int = DEFAULT_SEED, parallel: bool = False) -> Bootstrap:
        """Resample people and repeat the estimate."""
        return bootstrap(self.histories, self.procedure, self.total, replicates, seed=seed, parallel=parallel)

    def __str__(self) -> str:
        least = "at least " if self.is_lower_bound else ""
        return f"{least}{self.total:,.0f} people in all, {self.hidden:,.0f} of them on no list"


def log_normal_limits(
    observed: float, hidden: float, error: float | NotAvailable, level: float
) -> tuple[float | NotAvailable, float | NotAvailable]:
    """Limits that never fall below what was observed, from the standard error of the hidden people."""
    if isinstance(error, NotAvailable):
        return error, error
    if hidden <= 0 or not np.isfinite(error):
        reason = NotAvailable("nobody is estimated to be hidden, so that no spread can be put around them")
        return reason, reason
    z = float(scipy.special.ndtri((1 + level) / 2))
    factor = float(np.exp(z * np.sqrt(np.log1p((error / hidden) ** 2))))
    return observed + hidden / factor, observed + hidden * factor
