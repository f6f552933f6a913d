"""Branch and bound: the models of lowest AIC or BIC among all hierarchical ones, best first, without fitting them all.

A branch says of some terms that they are in and of some that they are out. No model in it fits better than the largest
one, which has every term not yet out, nor has fewer terms than those already in: the two together are a bound. The
branch of the lowest bound is divided next. A branch that is a single model, with a value no higher than the bounds of
all branches left, is therefore the best of those not yet listed. Nothing is lost when the work ends early: the lowest
bound left says how much better a model that was not found could be at most.
"""

import heapq
import itertools
from dataclasses import dataclass, field

import numpy as np

from prevalence.catalogue import neighbours
from prevalence.errors import NotEstimable
from prevalence.existence import observable
from prevalence.fitting import FOUND, NOT_UNIQUE, FitTable, fit_many, log_likelihood
from prevalence.histories import CaptureHistories
from prevalence.models import Model, from_indicator
from prevalence.subsets import Bools, Floats, Ints, members

AT_ONCE, NEAR, COMPLETED = 32, 1.0, 8
# Some four seconds of processor time up to ten lists, and twenty beyond, by what a fit of all pairs costs.
WORK, MORE_WORK, MANY_LISTS = 3e8, 2.2e9, 10
UNDECIDED, IN, OUT = 0, 1, 2


@dataclass(frozen=True)
class Search:
    """Models found, and how much work it took.

    Attributes
    ----------
    terms : array of bool, n_models by 2**t
        The best models, best first; none better is left out, unless `gap` says so.
    values : array, n_models
        Their AIC or BIC.
    fitted : int
        Models fitted on the way.
    gap : float
        How much lower than the first value that of a model not found could be at most; 0 if the first is the best.
    ranked : int
        How many of the models are proven to be the best so many; the rest are good ones met on the way.
    """

    terms: Bools
    values: Floats
    fitted: int
    gap: float = 0.0
    ranked: int = 0


def branch_and_bound(
    histories: CaptureHistories,
    criterion: str,
    order: int,
    within: float = np.inf,
    *,
    most: int | None = None,
    most_fits: int | None = None,
) -> Search:
    """List the best models in order, until there are enough or the rest are worse by more than a window.

    Parameters
    ----------
    histories : CaptureHistories
    criterion : str
        "aic" or "bic".
    order : int
        Largest number of lists in a term.
    within : float
        Width of the window above the best, at least 0.
    most : int, optional
        Models to list.
    most_fits : int, optional
        Models to fit before the search ends with the best met until then, made better by steps of one term; without
        limit if not given.

    Returns
    -------
    Search

    Raises
    ------
    NotEstimable
        If no model can be estimated, or none was met within `most_fits`.

    Notes
    -----
    With every term in I in and those in E out, AIC or BIC is at least c |I| - 2 ln L(U), c the price of a term and U
    the model of all terms that contain none of E. Smaller terms are decided before larger ones, and among those of one
    size first the ones whose absence costs most.

    References
    ----------
    .. [1] Land, A. and Doig, A. (1960). An automatic method of solving discrete programming problems. Econometrica 28.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> found = branch_and_bound(load("kosovo"), "bic", 4, 2.0)
    >>> len(found.terms), round(float(found.values[0]), 4), found.gap
    (3, 203.0296, 0.0)
    """
    tree = _Tree(histories, criterion, order)
    listed: list[tuple[float, int, Bools]] = []
    while tree.open:
        lowest = tree.open[0][0]
        while (
            tree.models and tree.models[0][0] <= lowest + 1e-9 and not _enough(listed, tree.models[0][0], most, within)
        ):
            listed.append(heapq.heappop(tree.models))
        if _enough(listed, lowest, most, within) or (most_fits is not None and tree.fitted >= most_fits):
            break
        tree.divide()
    finished = not tree.open or _enough(listed, tree.open[0][0], most, within)
    proven = len(listed)
    if not finished:
        tree.complete()
    # On its last steps a search that ended early meets models again.
    known = {terms.tobytes() for _, _, terms in listed}
    while tree.models and not _enough(listed, tree.models[0][0], most, within):
        found = heapq.heappop(tree.models)
        if found[2].tobytes() not in known:
            known.add(found[2].tobytes())
            listed.append(found)
    if finished:
        proven = len(listed)
    if not listed:
        raise NotEstimable("None of the models can be estimated. Merge lists, or find more overlap.")
    gap = 0.0 if proven else max(0.0, listed[0][0] - tree.lowest)
    values = np.array([value for value, _, _ in listed])
    return Search(np.array([terms for _, _, terms in listed]), values, tree.fitted, gap, proven)


def usual_fits(n_lists: int, n_terms: int) -> int:
    """How many models to fit at most unless told otherwise: a matter of seconds."""
    cost = n_lists * 2**n_lists + 2 * n_terms**2 + n_terms**3 / 10
    return int((WORK if n_lists <= MANY_LISTS else MORE_WORK) / cost)


def _enough(listed: list[tuple[float, int, Bools]], following: float, most: int | None, within: float) -> bool:
    if most is not None and len(listed) >= most:
        return True
    return bool(listed) and following > listed[0][0] + within + 1e-9


@dataclass
class _Branch:
    """What is decided of each term, and a fit of the largest model near by, to start from."""

    decided: np.ndarray[tuple[int], np.dtype[np.int8]]
    deviance: float
    start: Floats = field(repr=False)
    # Whether the deviance is that of its largest model, which can be estimated, and not of a larger one.
    own: bool


class _Tree:
    """Branches not yet divided, and models met, each in order of its bound or value."""

    def __init__(self, histories: CaptureHistories, criterion: str, order: int) -> None:
        counts = histories.counts.astype(np.float64)[None]
        width, t = counts.shape[1], histories.n_lists
        self.counts, self.possible, self.fitted, self.order = counts, observable(histories), 0, order
        self.lowest = -np.inf
        self.price = 2.0 if criterion == "aic" else float(np.log(histories.total))
        self.saturated = -2.0 * float(log_likelihood(counts, counts)[0])
        self.base = Model.of(t).indicator()
        largest = np.array([term.bit_count() <= order for term in range(width)])
        largest[-1] &= order < t
        self.numbers = itertools.count()
        self.open: list[tuple[float, int, _Branch]] = []
        self.models: list[tuple[float, int, Bools]] = []
        fits = self._fit(largest[None], None)
        root = self._deviances(fits, np.array([self.saturated]))[0]
        self.terms = self._ordered(np.flatnonzero(largest & ~self.base), largest, root)
        self.every = np.concatenate([np.flatnonzero(self.base), self.terms])
        # Which of the terms to decide contain which.
        self.above = (self.terms[None, :] & self.terms[:, None]) == self.terms[:, None]
        self._add(
            _Branch(
                np.zeros(len(self.terms), dtype=np.int8),
                root,
                fits.parameters[0, self.every],
                bool(fits.status[0] == FOUND),
            )
        )

    def _ordered(self, terms: Ints, largest: Bools, root: float) -> Ints:
        """Terms to decide, smaller ones first, then by what their absence costs."""
        if not len(terms):
            return terms
        index = np.arange(len(largest))
        without = largest & ~((index[None, :] & terms[:, None]) == terms[:, None])
        cost = self._deviances(self._fit(without, None), np.full(len(terms), np.inf)) - root
        key = {
            term: (term.bit_count(), -round(c, 6), members(term))
            for term, c in zip(terms.tolist(), cost.tolist(), strict=True)
        }
        return np.array(sorted(key, key=lambda term: key[term]), dtype=np.int64)

    def _add(self, branch: _Branch) -> None:
        included = len(np.flatnonzero(self.base)) + int((branch.decided == IN).sum())
        heapq.heappush(self.open, (self.price * included + branch.deviance, next(self.numbers), branch))

    def divide(self) -> None:
        """Take the branches of lowest bound, and divide each by the first term it has not decided."""
        highest, taken = self.open[0][0] + NEAR, list[_Branch]()
        while self.open and len(taken) < AT_ONCE and self.open[0][0] <= highest:
            taken.append(heapq.heappop(self.open)[2])
        whole = [branch for branch in taken if (branch.decided != UNDECIDED).all()]
        if whole:
            self._meet(whole)
        parts = [branch for branch in taken if (branch.decided == UNDECIDED).any()]
        if not parts:
            return
        smaller = []
        for branch in parts:
            place = int(np.argmax(branch.decided == UNDECIDED))
            inside = branch.decided.copy()
            inside[place] = IN
            self._add(_Branch(inside, branch.deviance, branch.start, branch.own))
            outside = branch.decided.copy()
            outside[self.above[place]] = OUT
            smaller.append(outside)
        starts = np.array([branch.start for branch in parts])
        fits = self._fit(self._indicators(smaller), starts)
        deviances = self._deviances(fits, np.array([branch.deviance for branch in parts]))
        for place, decided in enumerate(smaller):
            good = fits.status[place] == FOUND
            start = fits.parameters[place, self.every] if good else parts[place].start
            self._add(_Branch(decided, float(deviances[place]), start, bool(good)))

    def complete(self) -> None:
        """Meet some models in the branches of lowest bound, and their neighbours as long as one is better.

        Each term not decided is left out if its absence costs less than its price.
        """
        self.lowest = self.open[0][0]
        branches = [branch for _, _, branch in heapq.nsmallest(COMPLETED, self.open)]
        for place in range(len(self.terms)):
            asked = [k for k, branch in enumerate(branches) if branch.decided[place] == UNDECIDED]
            if not asked:
                continue
            smaller = [np.where(self.above[place], OUT, branches[k].decided).astype(np.int8) for k in asked]
            fits = self._fit(self._indicators(smaller), np.array([branches[k].start for k in asked]))
            deviances = self._deviances(fits, np.full(len(asked), np.inf))
            for k, decided, deviance, row in zip(asked, smaller, deviances.tolist(), range(len(asked)), strict=True):
                old = branches[k]
                if deviance - old.deviance < self.price:
                    good = bool(fits.status[row] == FOUND)
                    branches[k] = _Branch(decided, deviance, fits.parameters[row, self.every], good)
                else:
                    inside = old.decided.copy()
                    inside[place] = IN
                    branches[k] = _Branch(inside, old.deviance, old.start, old.own)
        self._meet(branches)
        self._improve()

    def _improve(self) -> None:
        known = {terms.tobytes() for _, _, terms in self.models}
        while self.models:
            best, _, terms = self.models[0]
            around = [m.indicator() for m in neighbours(from_indicator(terms), self.order)]
            new = np.array([m for m in around if m.tobytes() not in known])
            if not len(new):
                return
            known |= {m.tobytes() for m in new}
            self._keep(new, self._fit(new, None))
            if self.models[0][0] >= best:
                return

    def _meet(self, branches: list[_Branch]) -> None:
        """Keep the models that single-model branches are, fitting those that were not, if they can be estimated."""
        known, branches = [b for b in branches if b.own], [b for b in branches if not b.own]
        for branch, terms in zip(known, self._indicators([b.decided for b in known]), strict=True):
            heapq.heappush(self.models, (self.price * int(terms.sum()) + branch.deviance, next(self.numbers), terms))
        if not branches:
            return
        terms = self._indicators([branch.decided for branch in branches])
        self._keep(terms, self._fit(terms, np.array([branch.start for branch in branches])))

    def _keep(self, terms: Bools, fits: FitTable) -> None:
        values = self.price * terms.sum(axis=1) - 2.0 * log_likelihood(self.counts, fits.fitted)
        for place in np.flatnonzero(fits.status == FOUND).tolist():
            heapq.heappush(self.models, (float(values[place]), next(self.numbers), terms[place]))

    def _indicators(self, decided: list[np.ndarray[tuple[int], np.dtype[np.int8]]]) -> Bools:
        """The largest model of each: every term that is not out."""
        result = np.tile(self.base, (len(decided), 1))
        if decided:
            result[:, self.terms] = np.array(decided) != OUT
        return result

    def _deviances(self, fits: FitTable, above: Floats) -> Floats:
        """No model with some of these terms has -2 log likelihood below this.

        A model that is not unique fits every cell left exactly. Where there is no maximum, the limit is not known, and
        the bound of the larger model stands.
        """
        value = np.where(fits.status == FOUND, -2.0 * log_likelihood(self.counts, fits.fitted), above)
        return np.where(fits.status == NOT_UNIQUE, self.saturated, value)

    def _fit(self, terms: Bools, starts: Floats | None) -> FitTable:
        self.fitted += len(terms)
        if starts is None:
            return fit_many(self.counts, terms, self.possible)
        begin = np.zeros(terms.shape)
        begin[:, self.every] = starts
        return fit_many(self.counts, terms, self.possible, begin * terms)
