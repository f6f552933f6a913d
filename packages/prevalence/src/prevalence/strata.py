"""Estimates by State, year, sex, age or form of exploitation, with a total that adds up, and rates per 100,000."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import numpy as np

from prevalence import cells
from prevalence.bootstrap import Bootstrap
from prevalence.errors import (
    DegenerateIntervalWarning,
    InvalidArgument,
    NotAvailable,
    Note,
    PrevalenceError,
    warn,
)
from prevalence.frames import columns_of
from prevalence.histories import CaptureHistories
from prevalence.presentation import Compared, Result, Row, plain_value, table_of
from prevalence.results import Interval, Provenance, check_level, check_replicates, provenance
from prevalence.stepwise import stepwise
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats
from prevalence.svg import Bar

Label = tuple[Any, ...]


class Estimate(Protocol):
    """What a stratum needs of an estimate: a total, and replicates of it."""

    @property
    def total(self) -> float:
        """People in all."""
        ...

    @property
    def provenance(self) -> Provenance:
        """Where the total comes from."""
        ...

    def bootstrap(self, replicates: int = 1000, *, seed: int = DEFAULT_SEED, parallel: bool = False) -> Bootstrap:
        """Replicates of the total."""
        ...


@dataclass(frozen=True, eq=False, repr=False)
class StratifiedHistories(Compared):
    """Histories by stratum, the same lists in each.

    Parameters
    ----------
    names : tuple of str
        What strata are made by, for instance ("sex", "age").
    tables : mapping of tuple to CaptureHistories
        By label, one value per name.
    """

    names: tuple[str, ...]
    tables: Mapping[Label, CaptureHistories]

    @classmethod
    def from_counts(
        cls, data: object, lists: Sequence[str], strata: Sequence[str], *, count: str | None = "count"
    ) -> Self:
        """Read a table with a 0/1 column per list, a column per stratum and, unless each row is a person, counts.

        Parameters
        ----------
        data : data frame, mapping of columns, or sequence of rows
        lists, strata : sequence of str
        count : str or None

        Returns
        -------
        StratifiedHistories

        Raises
        ------
        InvalidData
            Naming column, row, value and cure.

        Examples
        --------
        >>> table = {"A": [1, 0, 1], "B": [0, 1, 1], "sex": ["f", "f", "m"], "count": [5, 2, 4]}
        >>> {label: h.total for label, h in StratifiedHistories.from_counts(table, ["A", "B"], ["sex"]).tables.items()}
        {('f',): 7, ('m',): 4}
        """
        columns = columns_of(data)
        labels = list(zip(*(cells.column(columns, name) for name in strata), strict=True))
        for row, label in enumerate(labels):
            for name, value in zip(strata, label, strict=True):
                if cells.is_missing(value):
                    raise InvalidArgument(
                        f"Column {name!r}, row {row} is empty; a stratum must be known. Use covariate_model, which "
                        f"shares out "
                        "unknown values, or a value such as 'unknown'."
                    )
        tables = {}
        for label in sorted(set(labels), key=str):
            rows = [row for row, other in enumerate(labels) if other == label]
            part = {
                name: [cells.column(columns, name)[row] for row in rows]
                for name in (*lists, *([count] if count else []))
            }
            tables[label] = (
                CaptureHistories.from_counts(part, lists, count=count)
                if count
                else CaptureHistories.from_people(part, lists)
            )
        return cls(tuple(strata), tables)

    def __repr__(self) -> str:
        people = sum(table.total for table in self.tables.values())
        return f"<{people} people in {len(self.tables)} strata by {' and '.join(self.names)}>"

    def to_dict(self) -> Row:
        """The histories of each stratum."""
        return {"names": list(self.names), "strata": plain_value(self.tables)}

    def pooled_histories(self) -> CaptureHistories:
        """One table with the counts of all strata added up."""
        first = next(iter(self.tables.values()))
        return first.with_counts(np.sum([table.counts for table in self.tables.values()], axis=0))


@dataclass(frozen=True, eq=False, repr=False)
class StratifiedEstimate(Result):
    """Estimates by stratum, and their sum.

    Attributes
    ----------
    histories : StratifiedHistories
    estimates : mapping of tuple to estimate or NotAvailable
        A stratum that cannot be estimated says why, and the total is then not available.
    replicates, seed : int
        Of the bootstrap behind every interval.
    """

    histories: StratifiedHistories
    estimates: Mapping[Label, Estimate | NotAvailable]
    replicates: int
    seed: int

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from; the fingerprint changes with any stratum."""
        prints = "".join(table.fingerprint for table in self.histories.tables.values())
        known = [e for e in self.estimates.values() if not isinstance(e, NotAvailable)]
        method = known[0].provenance.method if known else "nothing"
        settings = {"by": " and ".join(self.histories.names), "replicates": self.replicates}
        whole = provenance(self.histories.pooled_histories(), method, dict[str, object](settings), self.seed)
        return replace(whole, fingerprint=hashlib.sha256(prints.encode()).hexdigest()[:16])

    def __str__(self) -> str:
        whole = str(self.total) if isinstance(self.total, NotAvailable) else f"{self.total:,.0f}"
        return f"{whole} people in all, in {len(self.estimates)} strata by {' and '.join(self.histories.names)}"

    def rows(self, level: float = 0.95) -> list[Row]:
        """One row for each stratum, with limits."""
        found = []
        for label in self.estimates:
            chosen: dict[str, Any] = dict(zip(self.histories.names, label, strict=True))
            part = self.sum_over(**chosen)
            limits = part.interval(level)
            numbers = {"total": part.total, "low": limits.low, "high": limits.high}
            found.append(chosen | {name: plain_value(value) for name, value in numbers.items()})
        return found

    def bars(self) -> list[Bar]:
        """One bar for each stratum."""
        names, numbers = self.histories.names, ("total", "low", "high")
        return [
            Bar(
                ", ".join(str(row[name]) for name in names),
                *(row[name] if isinstance(row[name], float) else None for name in numbers),
            )
            for row in self.rows()
        ]

    def summary(self) -> str:
        """Every stratum with its limits, and where the numbers come from."""
        return "\n".join([str(self), str(self.interval()), "", *table_of(self.rows()), "", str(self.provenance)])

    @property
    def total(self) -> float | NotAvailable:
        """The sum over strata, or why there is none."""
        missing = [label for label, estimate in self.estimates.items() if isinstance(estimate, NotAvailable)]
        if missing:
            return NotAvailable(f"the strata {', '.join(map(str, missing))} cannot be estimated")
        return float(sum(e.total for e in self.estimates.values() if not isinstance(e, NotAvailable)))

    def sum_over(self, **chosen: object) -> "StratumSum":
        """The strata with these values, for instance `sum_over(sex="f")`, as one number with its uncertainty.

        Raises
        ------
        InvalidArgument
            If no stratum has these values.
        """
        for name in chosen:
            if name not in self.histories.names:
                raise InvalidArgument(f"Strata are made by {', '.join(self.histories.names)}, not by {name!r}.")
        places = {self.histories.names.index(name): value for name, value in chosen.items()}
        labels = [label for label in self.estimates if all(label[i] == value for i, value in places.items())]
        if not labels:
            raise InvalidArgument(f"No stratum has {chosen}.")
        parts = [self.estimates[label] for label in labels]
        blocked = [label for label, part in zip(labels, parts, strict=True) if isinstance(part, NotAvailable)]
        if blocked:
            reason = NotAvailable(f"the strata {', '.join(map(str, blocked))} cannot be estimated")
            return StratumSum(tuple(labels), reason, reason)
        known = [part for part in parts if not isinstance(part, NotAvailable)]
        places_of = list(self.estimates)
        drawn = [
            part.bootstrap(self.replicates, seed=self.seed + places_of.index(label)).totals
            for label, part in zip(labels, known, strict=True)
        ]
        return StratumSum(tuple(labels), float(sum(part.total for part in known)), np.sum(drawn, axis=0))

    def interval(self, level: float = 0.95) -> Interval:
        """Limits of the total."""
        return self.sum_over().interval(level)


@dataclass(frozen=True, eq=False, repr=False)
class StratumSum(Result):
    """Some strata together: their total, and replicates of it drawn independently in each."""

    labels: tuple[Label, ...]
    total: float | NotAvailable
    replicates: Floats | NotAvailable

    def __str__(self) -> str:
        return f"{self.total} people" if isinstance(self.total, NotAvailable) else f"{self.total:,.0f} people in all"

    def bars(self) -> list[Bar]:
        """The sum with its limits at 95 %."""
        limits = self.interval()
        total, low, high = (
            None if isinstance(x, NotAvailable) else float(x) for x in (self.total, limits.low, limits.high)
        )
        return [Bar("total", total, low, high)]

    def interval(self, level: float = 0.95) -> Interval:
        """Percentile limits of the sum, the selection of the model repeated in each stratum and replicate."""
        level = check_level(level)
        if isinstance(self.replicates, NotAvailable):
            return Interval(self.replicates, self.replicates, level, "percentile bootstrap")
        finite = self.replicates[np.isfinite(self.replicates)]
        if len(finite) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Interval(reason, reason, level, "percentile bootstrap")
        low, high = np.quantile(finite, [(1 - level) / 2, (1 + level) / 2], method="median_unbiased")
        lost, notes = len(self.replicates) - len(finite), tuple[Note, ...]()
        if lost:
            text = f"{lost} of {len(self.replicates)} replicates had no estimate in some stratum and were left out."
            notes = (warn(DegenerateIntervalWarning, text),)
        return Interval(float(low), float(high), level, "percentile bootstrap", True, notes)

    def rate(
        self, population: float, *, standard_error: float = 0.0, level: float = 0.95, seed: int = DEFAULT_SEED
    ) -> "Rate":
        """People per 100,000 of a population, whose own uncertainty may be given.

        Parameters
        ----------
        population : float
            Inhabitants in the same strata and at the same time; above 0.
        standard_error : float
            Of the population, in people.
        level : float
        seed : int

        Returns
        -------
        Rate
        """
        if not population > 0:
            raise InvalidArgument(f"population must be above 0, but is {population!r}.")
        if isinstance(self.total, NotAvailable):
            return Rate(self.total, self.total, self.total, population, level)
        if isinstance(self.replicates, NotAvailable):
            return Rate(1e5 * self.total / population, self.replicates, self.replicates, population, level)
        finite = self.replicates[np.isfinite(self.replicates)]
        if len(finite) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Rate(1e5 * self.total / population, reason, reason, population, level)
        if standard_error:
            people = population + standard_error * stream(seed, "rate", 0).standard_normal(len(finite))
        else:
            people = np.full(len(finite), float(population))
        low, high = np.quantile(1e5 * finite / people, [(1 - level) / 2, (1 + level) / 2], method="median_unbiased")
        return Rate(1e5 * self.total / population, float(low), float(high), population, level)


@dataclass(frozen=True, eq=False, repr=False)
class Rate(Result):
    """People per 100,000 inhabitants, with limits."""

    per_100_000: float | NotAvailable
    low: float | NotAvailable
    high: float | NotAvailable
    population: float
    level: float


def estimate_strata(
    histories: StratifiedHistories,
    method: Callable[[CaptureHistories], Estimate] = stepwise,
    *,
    replicates: int = 1000,
    seed: int = DEFAULT_SEED,
) -> StratifiedEstimate:
    """Estimate each stratum by itself, and their sum with its joint uncertainty.

    Parameters
    ----------
    histories : StratifiedHistories
    method : callable
        From histories to an estimate, for instance `stepwise` or `lambda h: loglinear(h, "[12]")`.
    replicates, seed : int
        Of the bootstrap; each stratum has a seed of its own.

    Returns
    -------
    StratifiedEstimate

    Raises
    ------
    InvalidArgument
        If there is no stratum.

    Notes
    -----
    People in different strata are different people, so replicates are drawn independently and added. Estimating
    within strata removes the error that comes from groups being seen differently, and pays with wider limits where a
    stratum has few overlaps. In a case worker's words: women and men are counted separately because other lists know
    them, and then added.

    References
    ----------
    .. [1] Sekar, C. and Deming, W. (1949). On a method of estimating birth and death rates and the extent of
    registration.
       Journal of the American Statistical Association 44.

    Examples
    --------
    >>> table = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "sex": ["f"] * 3 + ["m"] * 3, "count": [60, 30, 40, 20, 5, 10]}
    >>> strata = StratifiedHistories.from_counts(table, ["A", "B"], ["sex"])
    >>> estimate = estimate_strata(strata, replicates=100)
    >>> round(estimate.total), round(estimate.sum_over(sex="f").total)
    (220, 175)
    """
    if not isinstance(histories, StratifiedHistories):
        raise InvalidArgument(
            f"estimate_strata needs StratifiedHistories, but was given {type(histories).__name__}. Make them by "
            "StratifiedHistories.from_counts(data, lists, strata)."
        )
    check_replicates(replicates)
    if not histories.tables:
        raise InvalidArgument("There is no stratum to estimate.")
    estimates: dict[Label, Estimate | NotAvailable] = {}
    for label, table in histories.tables.items():
        try:
            estimates[label] = method(table)
        except PrevalenceError as error:
            estimates[label] = NotAvailable(str(error))
    return StratifiedEstimate(histories, estimates, replicates, seed)
