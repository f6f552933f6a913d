"""Sustainable Development Goal indicator 16.2.2: victims per 100,000 inhabitants by sex, age and form."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prevalence.errors import InvalidArgument, NotAvailable
from prevalence.presentation import Result, ResultTuple, Row, plain_value
from prevalence.results import check_level
from prevalence.strata import Label, StratifiedEstimate
from prevalence.svg import Bar


@dataclass(frozen=True, eq=False, repr=False)
class IndicatorRow(Result):
    """One line of the table.

    Attributes
    ----------
    disaggregation : str
        "total", a name such as "sex", or all names joined by " and ".
    values : dict of str to object
        The value of each name; "all" where it is added over.
    detected : int
        People on some list.
    total, low, high : float or NotAvailable
        People in all, with limits.
    population : float
        Inhabitants; `population_source` says whose count and of when.
    population_source : str
    rate, rate_low, rate_high : float or NotAvailable
        Per 100,000 inhabitants.
    level : float
    provenance : str
        Method, settings, replicates, seed, data and versions.
    """

    disaggregation: str
    values: dict[str, object]
    detected: int
    total: float | NotAvailable
    low: float | NotAvailable
    high: float | NotAvailable
    population: float
    population_source: str
    rate: float | NotAvailable
    rate_low: float | NotAvailable
    rate_high: float | NotAvailable
    level: float
    provenance: str = ""

    def __str__(self) -> str:
        chosen = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return f"{chosen}: {_number(self.rate)} per 100,000 inhabitants; {_number(self.total)} people"

    def rows(self) -> list[Row]:
        """One row, the values of each name first."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values = fields.pop("values")
        return [{name: plain_value(value) for name, value in (values | fields).items()}]

    def bars(self) -> list[Bar]:
        """The rate with its limits."""
        rate, low, high = (
            None if isinstance(x, NotAvailable) else float(x) for x in (self.rate, self.rate_low, self.rate_high)
        )
        return [Bar(", ".join(map(str, self.values.values())), rate, low, high)]


def _number(value: float | NotAvailable) -> str:
    return str(value) if isinstance(value, NotAvailable) else f"{value:,.1f}"


def sdg_16_2_2(
    estimate: StratifiedEstimate,
    populations: Mapping[Label, float],
    *,
    standard_errors: Mapping[Label, float] | None = None,
    source: str = "",
    same_inhabitants: Sequence[str] = ("form",),
    level: float = 0.95,
) -> ResultTuple[IndicatorRow]:
    """Lay estimates out as the indicator asks: in total, by each characteristic, and by all of them together.

    Parameters
    ----------
    estimate : StratifiedEstimate
    populations : mapping of tuple to float
        Inhabitants per stratum, above 0.
    standard_errors : mapping of tuple to float, optional
        Of the inhabitants per stratum, taken as independent.
    source : str
        Where the inhabitants were counted, and when.
    same_inhabitants : sequence of str
        Characteristics of the victims that do not divide the inhabitants: everybody could be exploited in any form.
    level : float
        Between 0 and 1.

    Returns
    -------
    tuple of IndicatorRow
        With `to_frame()`, `summary()` and `plot()` for all of them.
        A number that cannot be given is "not available because …".

    Raises
    ------
    InvalidArgument
        If a stratum has no population.

    Warns
    -----
    DegenerateIntervalWarning
        If replicates had no estimate in some stratum.

    Notes
    -----
    Rate = 100,000 · people / inhabitants. Limits come from replicates of the people, drawn independently per stratum,
    over inhabitants drawn with their standard error. The indicator as published counts detected victims; both stand
    in each row. In a case worker's words: how many in a hundred thousand women, men, girls and boys, seen or not.

    References
    ----------
    .. [1] United Nations Statistics Division. Metadata of indicator 16.2.2, 31 March 2023.

    Examples
    --------
    >>> from prevalence import StratifiedHistories, estimate_strata
    >>> table = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "sex": ["f"] * 3 + ["m"] * 3, "count": [60, 30, 40, 20, 5, 10]}
    >>> made = estimate_strata(StratifiedHistories.from_counts(table, ["A", "B"], ["sex"]), replicates=100)
    >>> rows = sdg_16_2_2(made, {("f",): 500_000, ("m",): 450_000})
    >>> [(row.disaggregation, row.values["sex"], row.detected, round(row.rate, 1)) for row in rows]
    [('total', 'all', 165, 23.2), ('sex', 'f', 130, 35.0), ('sex', 'm', 35, 10.0)]
    """
    check_level(level)
    for label in estimate.estimates:
        if label not in populations:
            raise InvalidArgument(f"There is no population for the stratum {label}. Give one for each stratum.")
    names = estimate.histories.names
    choices: list[tuple[str, dict[str, object]]] = [("total", {})]
    if len(names) > 1:
        for place, name in enumerate(names):
            choices += [(name, {name: v}) for v in dict.fromkeys(label[place] for label in estimate.estimates)]
    choices += [(" and ".join(names), dict(zip(names, label, strict=True))) for label in estimate.estimates]
    whole = {label: float(people) for label, people in populations.items()}
    errors = dict(standard_errors or {})
    return ResultTuple(
        _row(estimate, name, chosen, whole, errors, tuple(same_inhabitants), source, level) for name, chosen in choices
    )


def _row(
    estimate: StratifiedEstimate,
    name: str,
    chosen: dict[str, object],
    populations: Mapping[Label, float],
    errors: Mapping[Label, float],
    same: tuple[str, ...],
    source: str,
    level: float,
) -> IndicatorRow:
    part = estimate.sum_over(**chosen)
    counted = _count_once(part.labels, estimate.histories.names, same)
    people = sum(populations[label] for label in counted)
    error = sum(errors.get(label, 0.0) ** 2 for label in counted) ** 0.5
    interval = part.interval(level)
    rate = part.rate(people, standard_error=error, level=level)
    return IndicatorRow(
        name,
        {key: chosen.get(key, "all") for key in estimate.histories.names},
        sum(estimate.histories.tables[label].total for label in part.labels),
        part.total,
        interval.low,
        interval.high,
        people,
        source,
        rate.per_100_000,
        rate.low,
        rate.high,
        level,
        str(estimate.provenance.add(level=level)),
    )


def _count_once(labels: Sequence[Label], names: Sequence[str], same: Sequence[str]) -> list[Label]:
    """One stratum for each group of inhabitants."""
    kept: dict[Label, Label] = {}
    for label in labels:
        group = tuple(value for name, value in zip(names, label, strict=True) if name not in same)
        kept.setdefault(group, label)
    return list(kept.values())
