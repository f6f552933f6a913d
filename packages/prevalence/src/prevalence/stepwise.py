"""Forward selection of pairs of lists by a p-value threshold."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.existence import observable
from prevalence.fitting import FOUND, FitTable, fit_many
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.loglinear import LoglinearEstimate, describe_fit
from prevalence.models import Model, from_indicator
from prevalence.procedures import Answers, totals
from prevalence.results import check_range
from prevalence.subsets import Bools, Floats, Ints, pairs_of, superset_sums


@dataclass(frozen=True)
class Stepwise:
    """Forward selection at a threshold, for many tables at once."""

    threshold: float = 0.02
    name: str = "stepwise"
    selects: bool = True

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals and models, one per table."""
        terms, fits, _ = self.search(counts, possible)
        return Answers(totals(counts, fits), terms, fits)

    def search(self, counts: Floats, possible: Bools) -> tuple[Bools, FitTable, list[tuple[int, float]]]:
        """The search itself; also the steps taken by the first table, as pair and p-value."""
        width = counts.shape[1]
        t = width.bit_length() - 1
        pairs = np.array(pairs_of(t), dtype=np.int64)
        terms = np.tile(Model.of(t).indicator(), (len(counts), 1))
        fits = fit_many(counts, terms, possible)
        margins = superset_sums(counts)[:, pairs]
        rows, steps = np.flatnonzero(fits.status == FOUND), list[tuple[int, float]]()
        while rows.size:
            p_values = _p_values(margins[rows], superset_sums(fits.fitted[rows])[:, pairs])
            p_values[terms[rows][:, pairs]] = np.inf
            added = self._first_admissible(counts, possible, terms, fits, rows, pairs, p_values, margins)
            if added[0] >= 0 and rows[0] == 0:
                steps.append((int(pairs[added[0]]), float(p_values[0, added[0]])))
            rows = rows[added >= 0]
        return terms, fits, steps

    def _first_admissible(
        self,
        counts: Floats,
        possible: Bools,
        terms: Bools,
        fits: FitTable,
        rows: Ints,
        pairs: Ints,
        p_values: Floats,
        margins: Floats,
    ) -> Ints:
        """Add to each table the pair of smallest p-value whose model can be estimated; -1 where there is none."""
        added = np.full(len(rows), -1)
        order = np.argsort(p_values, axis=1, kind="stable")
        waiting, rank = np.arange(len(rows)), 0
        while rank < len(pairs):
            candidate = order[waiting, rank]
            willing = p_values[waiting, candidate] < self.threshold
            waiting, candidate = waiting[willing], candidate[willing]
            if not waiting.size:
                break
            tables, pair = rows[waiting], pairs[candidate]
            trial = terms[tables]
            trial[np.arange(len(tables)), pair] = True
            start = _start(fits, tables, pair, margins[tables, candidate])
            tried = fit_many(counts[tables], trial, possible, start)
            good = tried.status == FOUND
            terms[tables[good]] = trial[good]
            _take_over(fits, tables[good], tried, good)
            added[waiting[good]] = candidate[good]
            waiting, rank = waiting[~good], rank + 1
        return added


def stepwise(histories: CaptureHistories, *, threshold: float = 0.02, convention: str = "poisson") -> LoglinearEstimate:
    """Estimate the total, letting the data add dependences between pairs of lists one at a time.

    Parameters
    ----------
    histories : CaptureHistories
    threshold : float
        A pair is added while its p-value is below; 0 keeps the lists independent, 1 adds every pair it can.
    convention : str
        "poisson" or "multinomial", as for `loglinear`.

    Returns
    -------
    LoglinearEstimate
        Its `path` tells the pairs in the order they came in; `interval()` repeats the selection in every replicate.

    Raises
    ------
    NotEstimable
        If not even independent lists can be estimated.
    InvalidArgument
        If the threshold is not between 0 and 1.

    Warns
    -----
    SparseOverlapWarning, UnstableEstimateWarning
        As for `loglinear`.

    Notes
    -----
    From independent lists on, each absent pair gets p = min(P(X ≤ m), P(X ≥ m)): m people are on both lists, X is
    Poisson with the mean that the present model expects. The smallest below the threshold comes in, unless its model
    cannot be estimated; then the next. p is the smaller tail and not doubled, so that 0.02 is a two-sided 0.04. In a
    case worker's words: where two lists share many more or fewer people than chance would have it, the model believes
    that they are connected.

    References
    ----------
    .. [1] Chan, L., Silverman, B. and Vincent, K. (2021). Multiple systems estimation for sparse capture data:
    inferential
       challenges when there are nonoverlapping lists. Journal of the American Statistical Association 116(535).

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> print(stepwise(load("uk_2013_five")))
    11,313 people in all, 8,569 of them on no list; model [12,13,24,25,35,45]
    """
    check_range("threshold", threshold, 0, 1)
    histories = usable_histories(histories)
    procedure = Stepwise(float(threshold))
    terms, _, steps = procedure.search(histories.counts.astype(np.float64)[None], observable(histories))
    path = tuple(f"{histories.label(pair)}: p = {p:.3g}" for pair, p in steps)
    model = from_indicator(terms[0])
    return describe_fit(histories, model, procedure, convention, path, threshold=threshold)


def _p_values(met: Floats, expected: Floats) -> Floats:
    below = scipy.special.pdtr(met, expected)
    above = np.where(met > 0, scipy.special.pdtrc(np.maximum(met - 1, 0), expected), 1.0)
    return np.asarray(np.minimum(below, above), dtype=np.float64)


def _start(fits: FitTable, tables: Ints, pair: Ints, observed: Floats) -> Floats:
    """Where to begin fitting with one pair more: its term is as large as the people on both lists ask for."""
    start = fits.parameters[tables].copy()
    met = superset_sums(fits.fitted[tables])[np.arange(len(tables)), pair]
    with np.errstate(divide="ignore"):
        start[np.arange(len(tables)), pair] = np.log(observed / met)
    start[~np.isfinite(start)] = 0.0
    return start


def _take_over(fits: FitTable, rows: Ints, new: FitTable, chosen: Bools) -> None:
    fits.parameters[rows], fits.fitted[rows] = new.parameters[chosen], new.fitted[chosen]
    fits.infinite[rows], fits.n_terms[rows] = new.infinite[chosen], new.n_terms[chosen]
