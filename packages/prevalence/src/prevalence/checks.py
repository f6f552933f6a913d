"""Does a fitted model describe the lists? Tables drawn from it, set beside the one observed."""

from dataclasses import dataclass

import numpy as np

from prevalence.fitting import fit_many, log_likelihood
from prevalence.loglinear import LoglinearEstimate
from prevalence.presentation import Result
from prevalence.results import check_range
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, pairs_of, sizes, superset_sums


@dataclass(frozen=True, eq=False, repr=False)
class PredictiveChecks(Result):
    """Shares of tables drawn from the model that are at least as extreme as the one observed.

    Attributes
    ----------
    deviance : float
        Share with a deviance at least as large; near 0 the model does not fit.
    on_several : float
        Share with at least as many people on two lists or more.
    never_meeting : float
        Share with at least as many pairs of lists that never meet.
    replicates : int
    """

    deviance: float
    on_several: float
    never_meeting: float
    replicates: int

    @property
    def remarks(self) -> tuple[str, ...]:
        """What stands out, in words."""
        found = []
        if self.deviance < 0.05:
            found.append(
                f"The model fits badly: only {self.deviance:.1%} of tables drawn from it lie as far from their fit "
                f"as this one."
            )
        if self.on_several < 0.025 or self.on_several > 0.975:
            found.append(f"{self.on_several:.1%} of tables drawn from the model have as many people on several lists.")
        if self.never_meeting < 0.025:
            found.append(
                f"Only {self.never_meeting:.1%} of tables drawn from the model have as many lists that never meet."
            )
        return tuple(found)


def predictive_checks(
    estimate: LoglinearEstimate, *, replicates: int = 500, seed: int = DEFAULT_SEED
) -> PredictiveChecks:
    """Draw tables from a fitted model and compare them with the one observed.

    Parameters
    ----------
    estimate : LoglinearEstimate
    replicates : int
        At least 50.
    seed : int

    Returns
    -------
    PredictiveChecks

    Raises
    ------
    InvalidArgument
        If there are fewer than 50 replicates.

    Notes
    -----
    Each pattern gets a Poisson number of people with the fitted mean, and the model is fitted anew. A model that fits
    what was seen may still be wrong about what was not: these checks can only reject.

    References
    ----------
    .. [1] Gelman, A., Meng, X.-L. and Stern, H. (1996). Posterior predictive assessment of model fitness. Statistica
    Sinica 6.

    Examples
    --------
    >>> from prevalence import datasets, loglinear
    >>> predictive_checks(loglinear(datasets.load("kosovo")), replicates=100).deviance
    0.0
    """
    check_range("replicates", replicates, 50, 1_000_000)
    fitted = estimate.fitted.copy()
    fitted[0] = 0.0
    drawn = np.array([stream(seed, "checks", k).poisson(fitted) for k in range(replicates)], dtype=np.float64)
    fits = fit_many(drawn, estimate.model.indicator()[None], fitted > 0)
    given = fits.status == 0
    deviances = 2 * (log_likelihood(drawn, drawn) - log_likelihood(drawn, fits.fitted))[given]
    here = estimate.histories.counts.astype(np.float64)[None]
    return PredictiveChecks(
        float(np.mean(deviances >= estimate.deviance - 1e-9)) if given.any() else float("nan"),
        float(np.mean(_several(drawn) >= _several(here))),
        float(np.mean(_never(drawn) >= _never(here))),
        replicates,
    )


def _several(counts: Floats) -> Floats:
    return np.asarray(counts[:, sizes(counts.shape[1].bit_length() - 1) > 1].sum(axis=1))


def _never(counts: Floats) -> Floats:
    margins = superset_sums(counts)
    return np.asarray((margins[:, list(pairs_of(counts.shape[1].bit_length() - 1))] == 0).sum(axis=1))
