"""What happens to a total when a list is left out, two are merged, a threshold or a prior moves, or one person does."""

from dataclasses import dataclass

import numpy as np

from prevalence.criterion import rank_models
from prevalence.errors import NotAvailable, PrevalenceError
from prevalence.existence import observable
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.judgement import usable_histories
from prevalence.presentation import Result, ResultTuple
from prevalence.procedures import Procedure
from prevalence.stepwise import Stepwise
from prevalence.svg import Bar

THRESHOLDS = (0.0, 0.001, 0.01, 0.02, 0.05, 0.1)


@dataclass(frozen=True, eq=False, repr=False)
class Variation(Result):
    """One change and the total it gives.

    Attributes
    ----------
    kind : str
        "omit", "merge", "threshold", "one person", "prior" or "model".
    change : str
        What was changed.
    total : float or NotAvailable
    """

    kind: str
    change: str
    total: float | NotAvailable

    def bars(self) -> list[Bar]:
        """The change and its total."""
        return [Bar(self.change, None if isinstance(self.total, NotAvailable) else self.total)]


def sensitivity(histories: CaptureHistories, procedure: Procedure | None = None) -> ResultTuple[Variation]:
    """Repeat an estimate with each list left out, each pair merged, each count one more or less, and other settings.

    Parameters
    ----------
    histories : CaptureHistories
    procedure : Procedure, optional
        Stepwise at 0.02 if not given.

    Returns
    -------
    tuple of Variation
        With `to_frame()`, `summary()` and `plot()` for all of them.

    Raises
    ------
    NotEstimable
        If nobody is on any list.

    Notes
    -----
    A total that doubles when one list is left out, or when one person is moved, is not a property of the population.
    In a case worker's words: would the number stand if one agency had not taken part?

    References
    ----------
    .. [1] Sharifi Far, S., King, R., Bird, S., Overstall, A., Worthington, H. and Jewell, N. (2021). Multiple systems
    estimation
       for modern slavery: robustness of list omission and combination. Crime & Delinquency 67.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> [(v.change, round(v.total)) for v in sensitivity(load("kosovo")) if v.kind == "omit"]
    [('without EXH', 6044), ('without ABA', 7129), ('without OSCE', 7297), ('without HRW', 22301)]
    """
    histories = usable_histories(histories)
    chosen = procedure or Stepwise()

    def total(table: CaptureHistories) -> float | NotAvailable:
        return _total(table, chosen)

    found = []
    if histories.n_lists > 2:
        found += [Variation("omit", f"without {name}", total(histories.omit(name))) for name in histories.lists]
        for i, first in enumerate(histories.lists):
            for second in histories.lists[i + 1 :]:
                merged = histories.merge(**{f"{first}+{second}": (first, second)})
                found.append(Variation("merge", f"{first} and {second} as one", total(merged)))
    found += [Variation("threshold", f"p < {p:g}", _total(histories, Stepwise(p))) for p in THRESHOLDS]
    found += _one_person(histories, chosen)
    found += _priors(histories)
    found += _models(histories)
    return ResultTuple(found)


def spread_of(variations: tuple[Variation, ...], *kinds: str) -> tuple[float, float] | NotAvailable:
    """The smallest and largest total among variations of these kinds; of all if none is named."""
    values = [v.total for v in variations if not isinstance(v.total, NotAvailable) and (not kinds or v.kind in kinds)]
    return (min(values), max(values)) if values else NotAvailable("no variation has an estimate")


def _total(table: CaptureHistories, procedure: Procedure) -> float | NotAvailable:
    if table.total == 0:
        return NotAvailable("nobody is on any list")
    value = float(procedure.answers(table.counts.astype(np.float64)[None], observable(table)).totals[0])
    return value if np.isfinite(value) else NotAvailable("no estimate exists")


def _one_person(histories: CaptureHistories, procedure: Procedure) -> list[Variation]:
    possible = np.flatnonzero(observable(histories))
    if len(possible) > 127:
        possible = possible[histories.counts[possible] > 0]
    tables, names = [], []
    for pattern in possible.tolist():
        for step, word in ((1, "one more"), (-1, "one fewer")):
            if histories.counts[pattern] + step >= 0:
                table = histories.counts.astype(np.float64)
                table[pattern] += step
                tables.append(table)
                names.append(f"{word} on {histories.label(pattern)}")
    totals = procedure.answers(np.array(tables), observable(histories)).totals
    return [
        Variation("one person", name, float(t) if np.isfinite(t) else NotAvailable("no estimate exists"))
        for name, t in zip(names, totals, strict=True)
    ]


def _priors(histories: CaptureHistories) -> list[Variation]:
    usual = 2.0**-histories.n_lists
    return [
        Variation(
            "prior", f"graphs averaged, {factor:g} prior people in all", _graph_average_total(histories, factor * usual)
        )
        for factor in (0.5, 1.0, 2.0)
    ]


def _models(histories: CaptureHistories) -> list[Variation]:
    """The lowest BIC within two units of the best, as far as models can be listed."""
    if histories.n_lists > 5:
        return []
    ranked = rank_models(histories, order=min(3, histories.n_lists))
    return [
        Variation("model", f"{model}, BIC {value:.1f}", float(total))
        for model, value, total in zip(ranked.models[:20], ranked.values, ranked.totals, strict=False)
        if value <= ranked.values[0] + 2
    ]


def _graph_average_total(histories: CaptureHistories, delta: float) -> float | NotAvailable:
    try:
        return graph_average(histories, delta=delta).total
    except PrevalenceError as error:
        return NotAvailable(str(error))
