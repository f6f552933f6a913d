"""Limits by how many of the best models a replicate may choose from: do they settle as more are allowed?"""

from collections.abc import Sequence

import numpy as np

from prevalence.bootstrap import Bootstrap, resample
from prevalence.criterion import best_of_top, rank_models
from prevalence.errors import InvalidArgument, NotEstimable
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.results import Interval, check_level, check_replicates, provenance
from prevalence.streams import DEFAULT_SEED


def limits_by_top(
    histories: CaptureHistories,
    tops: Sequence[int] = (1, 5, 10, 50, 100),
    *,
    criterion: str = "bic",
    order: int | None = None,
    level: float = 0.95,
    method: str = "bca",
    replicates: int = 1000,
    seed: int = DEFAULT_SEED,
) -> dict[int, Interval]:
    """Limits for the total when each replicate chooses among the best 1, 5, 10, ... models.

    Parameters
    ----------
    histories : CaptureHistories
        At most six lists.
    tops : sequence of int
        How many of the best models of the original ranking a replicate may choose from; ascending, each at least 1.
    criterion : str
        "bic" or "aic".
    order : int, optional
        Largest number of lists in a term; all if not given.
    level : float
        Between 0 and 1.
    method : str
        "bca", "percentile" or "basic".
    replicates, seed : int
        Of the bootstrap; the same tables for every number of models.

    Returns
    -------
    dict of int to Interval

    Raises
    ------
    NotEstimable
        If no model can be estimated.
    InvalidArgument
        If `tops` is empty or not ascending.

    Warns
    -----
    DegenerateIntervalWarning
        If a limit is decided by a few extreme replicates.

    Notes
    -----
    With one model the limits take it as given. With more they grow until every model that chance might prefer is
    among them. In a case worker's words: if the limits still move when more explanations are allowed, they are not
    yet wide enough.

    References
    ----------
    .. [1] Silverman, B., Chan, L. and Vincent, K. (2024). Bootstrapping multiple systems estimates to account for model
       selection. Statistics and Computing 34, 44.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> found = limits_by_top(load("korea"), (1, 2, 6), replicates=200)
    >>> found[1].high < found[2].high
    True
    """
    check_level(level)
    if not len(tops) or min(tops) < 1 or sorted(set(tops)) != list(tops):
        raise InvalidArgument(f"tops must be ascending whole numbers of at least 1, but is {tuple(tops)}.")
    check_replicates(replicates)
    histories = usable_histories(histories)
    ranked = rank_models(histories, criterion=criterion, order=order)
    if not len(ranked):
        raise NotEstimable("None of the models can be estimated. Merge lists, or find more overlap.")
    drawn = resample(histories, replicates, seed)
    found = {}
    for top in tops:
        procedure = best_of_top(ranked, top)
        answers = procedure.answers(drawn, observable(histories))
        settings = {"replicates": replicates, "top": top, "criterion": criterion}
        record = provenance(histories, f"{procedure.name}, bootstrap", settings, seed)
        made = Bootstrap(histories, float(ranked.totals[0]), answers.totals, np.array(answers.terms), procedure, record)
        found[top] = made.interval(level, method)
    return found
