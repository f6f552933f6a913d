"""The model of lowest AIC or BIC among all hierarchical models up to an order, or along a search."""

from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np

from prevalence.bounded import branch_and_bound, usual_fits
from prevalence.catalogue import catalogue, indicators
from prevalence.downhill import downhill
from prevalence.errors import (
    CompetingModelsWarning,
    Note,
    NotEstimable,
    NotIdentifiedWarning,
    UnprovenBestWarning,
    warn,
)
from prevalence.existence import observable
from prevalence.fitting import FOUND, fit_many, information_criterion
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.loglinear import LoglinearEstimate, check_positive, describe_fit
from prevalence.models import Model, from_indicator
from prevalence.presentation import Compared, Result, Row, table_of
from prevalence.procedures import Answers, totals
from prevalence.results import check_choice
from prevalence.subsets import Bools, Floats

LISTED = 6
GAP = 1e-6
CLOSE = 2.0
FAR = 1.5


@dataclass(frozen=True, eq=False, repr=False)
class RankedModels(Result):
    """Models in order of a criterion, best first, those that cannot be estimated left out.

    Attributes
    ----------
    criterion : str
    values, totals : array, n_models
    terms : array of bool, n_models by 2**t
    parameters : array, n_models by 2**t
    considered : int
        Models looked at, estimable or not.
    gap : float
        How much lower than the first value that of a model not found could be at most; 0 if the first is the best.
    proven : int or None
        How many are proven to be the best so many; None for all.
    """

    criterion: str
    values: Floats
    totals: Floats
    terms: Bools
    parameters: Floats
    considered: int
    gap: float = 0.0
    proven: int | None = None

    @property
    def models(self) -> tuple[Model, ...]:
        """The models, best first."""
        return tuple(from_indicator(row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.values)

    def __str__(self) -> str:
        if not len(self):
            return f"none of {self.considered:,} models can be estimated"
        best = (
            f"best {self.models[0]} with {self.criterion.upper()} {self.values[0]:.2f} and {self.totals[0]:,.0f} people"
        )
        return f"{len(self):,} models that can be estimated, of {self.considered:,}; {best}"

    def rows(self) -> list[Row]:
        """One row for each model, best first."""
        values, totals = self.values.tolist(), self.totals.tolist()
        return [
            {"model": str(model), self.criterion: value, "total": total}
            for model, value, total in zip(self.models, values, totals, strict=True)
        ]

    def summary(self) -> str:
        """The ten best models."""
        return "\n".join([str(self), "", *table_of(self.rows()[:10])])

    def _draw(self, axes: Any) -> None:
        axes.plot(self.totals, self.values, marker=".", linestyle="none")
        axes.set_xlabel("people")
        axes.set_ylabel(self.criterion.upper())


@dataclass(frozen=True, eq=False)
class BestOf(Compared):
    """The best of given models by a criterion, for many tables at once: what a bootstrap repeats."""

    criterion: str
    terms: Bools
    parameters: Floats
    name: str
    selects: bool = True

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals and models, one per table."""
        best = np.full(len(counts), np.inf)
        found = np.full(len(counts), np.nan)
        choice = np.zeros(len(counts), dtype=np.int64)
        penalty = penalties(self.criterion, counts)
        for place, (terms, start) in enumerate(zip(self.terms, self.parameters, strict=True)):
            fits = fit_many(counts, terms[None], possible, start[None])
            value = information_criterion(counts, fits, penalty)
            better = value < best
            best[better], choice[better] = value[better], place
            found[better] = totals(counts, fits)[better]
        return Answers(found, self.terms[choice])


def rank_models(histories: CaptureHistories, *, criterion: str = "bic", order: int | None = None) -> RankedModels:
    """Fit every hierarchical model up to an order and rank them.

    Parameters
    ----------
    histories : CaptureHistories
        At most six lists.
    criterion : str
        "bic" or "aic".
    order : int, optional
        Largest number of lists in a term; all if not given.

    Returns
    -------
    RankedModels

    Raises
    ------
    InvalidArgument
        If there are too many models to list.

    Notes
    -----
    BIC is terms * ln(people) - 2 log likelihood: the number of observations is that of people, not of cells, and
    terms at minus infinity count. Another convention chooses other models.

    References
    ----------
    .. [1] Silverman, B., Chan, L. and Vincent, K. (2024). Bootstrapping multiple systems estimates to account for model
       selection. Statistics and Computing 34, 44.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> ranked = rank_models(load("korea"))
    >>> len(ranked), str(ranked.models[0]), round(float(ranked.values[0]), 4)
    (6, '[12,23]', 57.1408)
    """
    check_choice("criterion", criterion, ("bic", "aic"))
    histories = usable_histories(histories)
    terms = indicators(catalogue(histories.n_lists, order), histories.n_lists)
    counts = histories.counts.astype(np.float64)[None]
    fits = fit_many(counts, terms, observable(histories))
    value = information_criterion(counts, fits, penalties(criterion, counts))
    rank = np.argsort(value, kind="stable")
    rank = rank[fits.status[rank] == FOUND]
    return RankedModels(
        criterion, value[rank], totals(counts, fits)[rank], terms[rank], fits.parameters[rank], len(terms)
    )


def best_model(
    histories: CaptureHistories,
    *,
    criterion: str = "bic",
    order: int | None = None,
    search: str | None = None,
    top: int = 100,
    most_fits: int | None = None,
    convention: str = "poisson",
) -> LoglinearEstimate:
    """Estimate the total under the model of lowest AIC or BIC.

    Parameters
    ----------
    histories : CaptureHistories
    criterion : str
        "bic" or "aic".
    order : int, optional
        Largest number of lists in a term. If not given: all for up to four lists, 3 for five, 2 from six on.
    search : str, optional
        "exhaustive" (up to six lists), "bounded" (branch and bound: the same answer without fitting every model) or
        "downhill" (steps to the best neighbour). Exhaustive up to six lists and bounded beyond if not given.
    top : int
        How many of the best models an interval lets each replicate choose from.
    most_fits : int, optional
        Models to fit at most if the search is bounded. If not given, so many as take some seconds.
    convention : str
        "poisson" or "multinomial".

    Returns
    -------
    LoglinearEstimate
        Its `path` shows the best models with their totals.

    Raises
    ------
    NotEstimable
        If no model can be estimated.
    InvalidArgument
        If an argument is out of range or there are too many models.

    Warns
    -----
    NotIdentifiedWarning
        If models were left out because they cannot be estimated.
    UnprovenBestWarning
        If a bounded search ended before the best model was proven; says by how much another could be better.
    CompetingModelsWarning
        If models within 2 of the best give totals that differ by half or more.

    Notes
    -----
    The criterion weighs how well a model fits against how many dependences it needs. Two models may fit alike and
    disagree by a factor of two about the people nobody saw, because what nobody saw is not part of the fit. In a case
    worker's words: the lists cannot tell which of the two is true; say both.

    References
    ----------
    .. [1] Silverman, B., Chan, L. and Vincent, K. (2024). Bootstrapping multiple systems estimates to account for model
       selection. Statistics and Computing 34, 44.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> print(best_model(load("kosovo")))
    10,357 people in all, 5,957 of them on no list; model [123,14,34]
    """
    check_choice("criterion", criterion, ("bic", "aic"))
    histories = usable_histories(histories)
    how = search or ("exhaustive" if histories.n_lists <= LISTED else "bounded")
    check_choice("search", how, ("exhaustive", "bounded", "downhill"))
    check_positive("top", top)
    highest = order or default_order(histories.n_lists)
    if how == "downhill":
        return _end_of_walk(histories, criterion, highest, convention)
    ranked = _ranked_models(histories, criterion, highest, None if how == "exhaustive" else top, most_fits)
    extra = _notes(ranked, listed=how == "exhaustive")
    settings: dict[str, object] = {"criterion": criterion, "order": highest, "search": how, "top": top}
    if ranked.gap > GAP:
        settings["gap"] = round(ranked.gap, 2)
    procedure = best_of_top(ranked, top)
    return describe_fit(histories, ranked.models[0], procedure, convention, _path(ranked), extra, **settings)


def _end_of_walk(histories: CaptureHistories, criterion: str, order: int, convention: str) -> LoglinearEstimate:
    histories = usable_histories(histories)
    walk, taken = downhill(histories, criterion, order)
    note = f"{len(taken)} steps from several starts; a better model may exist that no step leads to"
    path = (*map(str, taken), note)
    settings = {"criterion": criterion, "order": order, "search": "downhill"}
    return describe_fit(histories, taken[-1], walk, convention, path, (), **settings)


def _ranked_models(
    histories: CaptureHistories, criterion: str, order: int, near: int | None, most_fits: int | None
) -> RankedModels:
    """The models in order of the criterion: all of them, or about `near` many close to the best."""
    if near is None:
        ranked = rank_models(histories, criterion=criterion, order=order)
    else:
        ranked = close_models(histories, criterion=criterion, order=order, most=near, most_fits=most_fits)
    if not len(ranked):
        raise NotEstimable(
            "None of the models can be estimated from these histories. Merge lists, or find more overlap."
        )
    return ranked


def _path(ranked: RankedModels) -> tuple[str, ...]:
    """The ten best models with their totals, for a reader."""
    return tuple(
        f"{model}: {ranked.criterion.upper()} {value:.2f}, total {total:,.0f}"
        for model, value, total in zip(ranked.models[:10], ranked.values, ranked.totals, strict=False)
    )


def close_models(
    histories: CaptureHistories,
    *,
    criterion: str = "bic",
    order: int | None = None,
    most: int = 100,
    most_fits: int | None = None,
) -> RankedModels:
    """Rank the models near the best by branch and bound, for more lists or higher orders than can be listed.

    Parameters
    ----------
    histories : CaptureHistories
        Any number of lists.
    criterion : str
        "bic" or "aic".
    order : int, optional
        Largest number of lists in a term; all if not given.
    most : int
        Models to list, best first.
    most_fits : int, optional
        Models to fit at most. If not given, so many as take some seconds.

    Returns
    -------
    RankedModels
        The first `proven` are the best of all hierarchical models up to the order, in order; the rest are good ones met
        on the way. If not even the first is proven, no model is better by more than `gap`. `considered` counts those
        fitted.

    Raises
    ------
    InvalidArgument
        If an argument is out of range.
    NotEstimable
        If no model can be estimated.

    Notes
    -----
    As `branch_and_bound` has it: a branch is left aside when its largest model, at the price of its smallest, is worse
    than what is known. On the six United Kingdom lists some 1,300 fits stand for 3,702,013 models. In a case worker's
    words: whole families of explanations are ruled out because even the best imaginable member would not do.

    References
    ----------
    .. [1] Land, A. and Doig, A. (1960). An automatic method of solving discrete programming problems. Econometrica 28.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> ranked = close_models(load("uk_2013"), order=3, most=1)
    >>> str(ranked.models[0]), round(float(ranked.values[0]), 4)
    ('[12,13,25,35,36,45]', 244.1193)
    """
    check_choice("criterion", criterion, ("bic", "aic"))
    histories = usable_histories(histories)
    check_positive("most", most)
    highest = order or histories.n_lists
    terms = sum(comb(histories.n_lists, size) for size in range(highest + 1))
    limit = most_fits or usual_fits(histories.n_lists, terms)
    found = branch_and_bound(histories, criterion, highest, most=most, most_fits=limit)
    counts = histories.counts.astype(np.float64)[None]
    fits = fit_many(counts, found.terms, observable(histories))
    ranked = found.values, totals(counts, fits), found.terms, fits.parameters, found.fitted
    return RankedModels(criterion, *ranked, gap=found.gap, proven=found.ranked)


def best_of_top(ranked: RankedModels, top: int) -> BestOf:
    """The procedure that chooses among the `top` models of a ranking."""
    return BestOf(
        ranked.criterion, ranked.terms[:top], ranked.parameters[:top], f"{ranked.criterion.upper()} selection"
    )


def default_order(n_lists: int) -> int:
    """All orders for up to four lists, 3 for five, 2 from six on."""
    return n_lists if n_lists <= 4 else 3 if n_lists == 5 else 2


def penalties(criterion: str, counts: Floats) -> Floats | float:
    """What a term costs: 2 for AIC, the logarithm of the number of people for BIC."""
    return 2.0 if criterion == "aic" else np.log(np.maximum(counts.sum(axis=1), 1.0))


def _notes(ranked: RankedModels, *, listed: bool) -> tuple[Note, ...]:
    notes = []
    lost = ranked.considered - len(ranked) if listed else 0
    if lost:
        text = f"{lost:,} of {ranked.considered:,} models cannot be estimated from these histories and were left out."
        notes.append(warn(NotIdentifiedWarning, text))
    if ranked.gap > GAP:
        text = (
            f"The search ended after {ranked.considered:,} fits. {ranked.models[0]} is the best model found. One that "
            f"was not found could have a {ranked.criterion.upper()} lower by {ranked.gap:.1f} at most: raise "
            "most_fits, lower the order, or merge lists."
        )
        notes.append(warn(UnprovenBestWarning, text))
    close = ranked.totals[ranked.values < ranked.values[0] + CLOSE]
    if close.max() > FAR * close.min():
        text = (
            f"{len(close)} models within {CLOSE:g} of the best {ranked.criterion.upper()} give totals from "
            f"{close.min():,.0f} to "
            f"{close.max():,.0f}. The data do not choose between them: report the range."
        )
        notes.append(warn(CompetingModelsWarning, text))
    return tuple(notes)
