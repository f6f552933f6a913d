"""Forward selection of pairs of lists by AIC, with a test of each new coefficient."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.existence import observable
from prevalence.fitting import FOUND, FitTable, fit_many, information_criterion
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.loglinear import LoglinearEstimate, describe_fit
from prevalence.models import Model, from_indicator
from prevalence.procedures import Answers, totals
from prevalence.results import check_range
from prevalence.subsets import Bools, Floats, Ints, pairs_of, superset_sums


@dataclass(frozen=True)
class AicStepwise:
    """Forward selection by AIC and Wald test, for many tables at once."""

    significance: float
    name: str = "AIC stepwise"
    selects: bool = True

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals and models, one per table."""
        t = counts.shape[1].bit_length() - 1
        terms = np.tile(Model.of(t).indicator(), (len(counts), 1))
        fits = fit_many(counts, terms, possible)
        value = information_criterion(counts, fits, 2.0)
        rows = np.flatnonzero(fits.status == FOUND)
        while rows.size:
            rows = self._step(counts, possible, terms, fits, value, rows)
        return Answers(totals(counts, fits), terms, fits)

    def _step(self, counts: Floats, possible: Bools, terms: Bools, fits: FitTable, value: Floats, rows: Ints) -> Ints:
        """Add the pair of lowest AIC to each table where AIC falls and the coefficient is significant."""
        lowest, best = value[rows].copy(), np.zeros(len(rows), dtype=np.int64)
        for pair in pairs_of(counts.shape[1].bit_length() - 1):
            trial = terms[rows]
            trial[:, pair] = True
            tried = fit_many(counts[rows], trial, possible)
            after = np.where(terms[rows, pair], np.inf, information_criterion(counts[rows], tried, 2.0))
            better = after < lowest
            lowest[better], best[better] = after[better], pair
        rows, best = rows[best > 0], best[best > 0]
        trial = terms[rows]
        trial[np.arange(len(rows)), best] = True
        tried = fit_many(counts[rows], trial, possible)
        good = np.array(
            [_p_value(tried, i, int(pair)) < self.significance for i, pair in enumerate(best)], dtype=np.bool_
        )
        rows = rows[good]
        terms[rows] = trial[good]
        fits.parameters[rows], fits.fitted[rows] = tried.parameters[good], tried.fitted[good]
        fits.infinite[rows], fits.n_terms[rows] = tried.infinite[good], tried.n_terms[good]
        value[rows] = information_criterion(counts, fits, 2.0)[rows]
        return rows


def aic_stepwise(
    histories: CaptureHistories, *, significance: float = 0.05, convention: str = "multinomial"
) -> LoglinearEstimate:
    """Estimate the total, adding the pair of lists that lowers AIC most while its coefficient is significant.

    Parameters
    ----------
    histories : CaptureHistories
    significance : float
        Two-sided Wald p-value below which a coefficient stays; 0.001 is the stricter variant.
    convention : str
        "multinomial" as in the paper, or "poisson".

    Returns
    -------
    LoglinearEstimate

    Raises
    ------
    NotEstimable
        If no estimate exists.
    InvalidArgument
        If significance is not between 0 and 1.

    Warns
    -----
    SparseOverlapWarning, UnstableEstimateWarning
        As for `loglinear`.

    Notes
    -----
    A pair of lists that never meet has a coefficient at minus infinity, which no Wald test can judge: when such a
    pair has the lowest AIC the search ends there, as it does in the programmes that report a huge standard error
    instead. On tables with many such pairs AIC tends to run to large totals with no upper limit.

    References
    ----------
    .. [1] Bales, K., Hesketh, O. and Silverman, B. (2015). Modern slavery in the UK: how many victims? Significance
    12(3).

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> print(aic_stepwise(load("korea")))
    152 people in all, 29 of them on no list; model [12,23]
    """
    check_range("significance", significance, 0, 1)
    histories = usable_histories(histories)
    procedure = AicStepwise(float(significance))
    terms = procedure.answers(histories.counts.astype(np.float64)[None], observable(histories)).terms
    return describe_fit(histories, from_indicator(terms[0]), procedure, convention, significance=significance)


def _p_value(fits: FitTable, row: int, pair: int) -> float:
    if fits.status[row] != FOUND or fits.infinite[row, pair]:
        return 1.0
    free = np.flatnonzero(fits.parameters[row] != 0.0)
    margins = superset_sums(fits.fitted[row])
    information = margins[free[:, None] | free[None, :]]
    place = int(np.searchsorted(free, pair))
    try:
        variance = float(np.linalg.inv(information)[place, place])
    except np.linalg.LinAlgError:
        return 1.0  # the table hardly tells the coefficient from others
    if not 0 < variance < np.inf:
        return 1.0
    return float(2 * scipy.special.ndtr(-abs(fits.parameters[row, pair]) / np.sqrt(variance)))
