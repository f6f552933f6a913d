"""Branch and bound: the models of lowest AIC or BIC among all hierarchical ones, without fitting them all.

A branch says of some terms that they are in and of some that they are out. No model in it fits better than the largest
one, which has every term not yet out, nor has fewer terms than those already in. If the two together are worse than
what is known, the whole branch is left aside, and nothing is lost.
"""

from dataclasses import dataclass

import numpy as np

from prevalence.downhill import Downhill
from prevalence.errors import InvalidArgument, NotEstimable
from prevalence.existence import observable
from prevalence.fitting import FOUND, NOT_UNIQUE, FitTable, fit_many, log_likelihood
from prevalence.histories import CaptureHistories
from prevalence.models import Model
from prevalence.subsets import Bools, Floats, members

MOST_BRANCHES = 400_000
# More than the last digits of a converged likelihood.
SLACK = 1e-6


@dataclass(frozen=True)
class Search:
    """Models found, and how much work it took.

    Attributes
    ----------
    terms : array of bool, n_models by 2**t
        All models within the window of the best, best first.
    values : array, n_models
        Their AIC or BIC.
    fitted : int
        Models fitted on the way.
    """

    terms: Bools
    values: Floats
    fitted: int


def branch_and_bound(histories: CaptureHistories, criterion: str, order: int, within: float) -> Search:
    """Find every model whose criterion is within a window of the best.

    Parameters
    ----------
    histories : CaptureHistories
    criterion : str
        "aic" or "bic".
    order : int
        Largest number of lists in a term.
    within : float
        Width of the window, at least 0.

    Returns
    -------
    Search

    Raises
    ------
    InvalidArgument
        If more than 400,000 branches stay open.
    NotEstimable
        If no model can be estimated.

    Notes
    -----
    With every term in I in and those in E out, AIC or BIC is at least c |I| - 2 ln L(U), c the price of a term and U
    the model of all terms that contain none of E. Smaller terms are decided before larger ones, and among those of one
    size first the ones whose absence costs most. The first thing known is the end of a downhill search.

    References
    ----------
    .. [1] Land, A. and Doig, A. (1960). An automatic method of solving discrete programming problems. Econometrica 28.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> found = branch_and_bound(load("kosovo"), "bic", 4, 2.0)
    >>> len(found.terms), round(float(found.values[0]), 4)
    (3, 203.0296)
    """
    tree = _Tree.build(histories, criterion, order)
    known = _first_known(histories, criterion, order)
    included, allowed, bound = tree.root()
    for term in tree.branching_order(allowed[0]):
        included, allowed, bound = tree.split(term, included, allowed, bound, known + within)
        if len(included) > MOST_BRANCHES:
            raise InvalidArgument(
                f"More than {MOST_BRANCHES:,} branches stay open: too many models fit nearly as well. Lower the order, "
                "merge lists, or use search='downhill'."
            )
    fits = tree.fit(included)
    values = tree.values(fits, included)
    rank = np.argsort(values, kind="stable")
    rank = rank[np.isfinite(values[rank])]
    if not len(rank):
        raise NotEstimable("None of the models can be estimated. Merge lists, or find more overlap.")
    rank = rank[values[rank] <= values[rank[0]] + within + 1e-9]
    return Search(included[rank], values[rank], tree.fitted)


@dataclass
class _Tree:
    counts: Floats
    possible: Bools
    price: float
    largest: Bools
    above: Bools
    saturated: float
    fitted: int = 0

    @classmethod
    def build(cls, histories: CaptureHistories, criterion: str, order: int) -> "_Tree":
        """The tree over all hierarchical models up to an order, for one criterion."""
        counts = histories.counts.astype(np.float64)[None]
        width, t = counts.shape[1], histories.n_lists
        index = np.arange(width)
        largest = np.array([term.bit_count() <= order for term in range(width)])
        largest[-1] &= order < t
        above = (index[None, :] & index[:, None]) == index[:, None]
        price = 2.0 if criterion == "aic" else float(np.log(histories.total))
        return cls(counts, observable(histories), price, largest, above, float(log_likelihood(counts, counts)[0]))

    def root(self) -> tuple[Bools, Bools, Floats]:
        t = self.counts.shape[1].bit_length() - 1
        allowed = self.largest[None].copy()
        return Model.of(t).indicator()[None], allowed, self.fit_bound(allowed, -2.0 * self.saturated)

    def branching_order(self, allowed: Bools) -> list[int]:
        """Terms to decide, smaller ones first, then by what their absence costs."""
        terms = [term for term in np.flatnonzero(allowed).tolist() if term.bit_count() > 1]
        cost = (
            dict(zip(terms, self.fit_bound(allowed & ~self.above[terms], np.inf).tolist(), strict=True))
            if terms
            else {}
        )
        return sorted(terms, key=lambda term: (term.bit_count(), -round(cost[term], 6), members(term)))

    def split(
        self, term: int, included: Bools, allowed: Bools, bound: Floats, limit: float
    ) -> tuple[Bools, Bools, Floats]:
        """Decide one term in every branch that still may have it, and drop branches that cannot reach the limit."""
        open_ = allowed[:, term]
        if not open_.any():
            return included, allowed, bound
        with_in, with_allowed, with_bound = included[open_].copy(), allowed[open_], bound[open_]
        with_in[:, term] = True
        out_in, out_allowed = included[open_], allowed[open_] & ~self.above[term]
        out_bound = self.fit_bound(out_allowed, bound[open_])
        included = np.concatenate([included[~open_], with_in, out_in])
        allowed = np.concatenate([allowed[~open_], with_allowed, out_allowed])
        bound = np.concatenate([bound[~open_], with_bound, out_bound])
        good = self.price * included.sum(axis=1) + bound <= limit + SLACK
        return included[good], allowed[good], bound[good]

    def fit_bound(self, terms: Bools, above: Floats | float) -> Floats:
        """No model with some of these terms has -2 log likelihood below this.

        A model that is not unique fits every cell left exactly. Where there is no maximum, the limit is not known, and
        the bound of the larger model `above` stands.
        """
        fits = self.fit(terms)
        value = -2.0 * log_likelihood(self.counts, fits.fitted)
        value = np.where(fits.status == FOUND, value, above)
        return np.where(fits.status == NOT_UNIQUE, -2.0 * self.saturated, value)

    def fit(self, terms: Bools) -> FitTable:
        self.fitted += len(terms)
        return fit_many(self.counts, terms, self.possible)

    def values(self, fits: FitTable, terms: Bools) -> Floats:
        value = self.price * terms.sum(axis=1) - 2.0 * log_likelihood(self.counts, fits.fitted)
        return np.where(fits.status == FOUND, value, np.inf)


def _first_known(histories: CaptureHistories, criterion: str, order: int) -> float:
    table = histories.counts.astype(np.float64)
    walk = Downhill(criterion, order)
    return walk.lowest(table, observable(histories))
