"""Log-linear models with covariates, some of them unknown for some people, by the EM algorithm."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.covariates import UNKNOWN, CovariateHistories, parse_formula
from prevalence.errors import InvalidArgument, NotAvailable, NotConverged, Note, NotEstimable
from prevalence.existence import has_maximum
from prevalence.monte_carlo import limit_errors
from prevalence.results import (
    Estimate,
    Interval,
    Provenance,
    check_level,
    check_range,
    check_replicates,
    libraries,
    package_version,
)
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Bools, Floats, Ints

MOST_ROUNDS = 20_000


@dataclass(frozen=True, eq=False, repr=False)
class CovariateEstimate(Estimate):
    """Totals by combination of covariates.

    Attributes
    ----------
    total, hidden : float
    log_likelihood : float
        Multinomial, of the rows as observed.
    histories : CovariateHistories
    formula : str
    observed_by, hidden_by : array, n_combinations
        People on some list, unknown values shared out, and people on none, in the order of `histories.combinations()`.
    rounds : int
        Rounds of the EM algorithm.
    provenance : Provenance
    notes : tuple of Note
    """

    total: float
    hidden: float
    log_likelihood: float
    histories: CovariateHistories
    formula: str
    observed_by: Floats
    hidden_by: Floats
    rounds: int
    ridge: float
    provenance: Provenance
    notes: tuple[Note, ...] = ()

    def by(self, covariate: str) -> dict[object, float]:
        """Total per value of one covariate; they add up to the total."""
        names = list(self.histories.levels)
        if covariate not in names:
            raise InvalidArgument(f"There is no covariate {covariate!r}; there are {', '.join(names)}.")
        place = self.histories.combinations()[:, names.index(covariate)]
        people = np.bincount(place, weights=self.observed_by + self.hidden_by)
        return dict(zip(self.histories.levels[covariate], people.tolist(), strict=True))

    def replicates(self, size: int = 200, *, seed: int = DEFAULT_SEED) -> list["CovariateEstimate"]:
        """The whole procedure repeated on people drawn anew; replicates without an estimate are left out."""
        found = []
        share = self.histories.counts / self.histories.counts.sum()
        for number in range(size):
            drawn = stream(seed, "em", number).multinomial(self.histories.total, share).astype(np.float64)
            kept = drawn > 0
            rows = self.histories
            table = CovariateHistories(rows.lists, rows.levels, rows.patterns[kept], rows.values[kept], drawn[kept])
            try:
                found.append(covariate_model(table, self.formula, ridge=self.ridge))
            except (NotEstimable, NotConverged):
                continue
        return found

    def interval(self, level: float = 0.95, *, replicates: int = 200, seed: int = DEFAULT_SEED) -> Interval:
        """Percentile limits of the total from the bootstrap."""
        level = check_level(level)
        check_replicates(replicates)
        origin = self.provenance.add(seed, replicates=replicates, interval="percentile", level=level)
        totals = [estimate.total for estimate in self.replicates(replicates, seed=seed)]
        if len(totals) < 2:
            reason = NotAvailable("fewer than two replicates have an estimate")
            return Interval(reason, reason, level, "percentile bootstrap", provenance=origin)
        tails = np.array([(1 - level) / 2, (1 + level) / 2])
        low, high = np.quantile(totals, tails, method="median_unbiased")
        low_error, high_error = limit_errors(np.array(totals), self.total, lambda share: tails) or (None, None)
        limits = float(low), float(high), level, "percentile bootstrap", False
        return Interval(*limits, (), low_error, high_error, origin)

    def _lines(self) -> list[tuple[str, str]]:
        by = [(name, value, people) for name in self.histories.levels for value, people in self.by(name).items()]
        return [("Formula", self.formula), *((f"{name} {value}", f"{people:,.0f}") for name, value, people in by)]

    def __str__(self) -> str:
        return f"{self.total:,.0f} people in all, {self.hidden:,.0f} of them on no list"


def covariate_model(
    histories: CovariateHistories, formula: str, *, tolerance: float = 1e-10, ridge: float = 0.0
) -> CovariateEstimate:
    """Estimate totals by sex, age or form of exploitation, though some lists do not record them.

    Parameters
    ----------
    histories : CovariateHistories
    formula : str
        Over lists and covariates: "(sex + age) * (A + B + C)".
    tolerance : float
        Rounds end when the log likelihood rises by less.
    ridge : float
        Penalty, at least 0, on squared parameters other than the constant; 0 for none.

    Returns
    -------
    CovariateEstimate

    Raises
    ------
    NotEstimable
        If parameters are not determined, or the likelihood has no maximum.
    NotConverged
        If 20,000 rounds do not suffice.
    InvalidArgument
        If the formula cannot be read.

    Notes
    -----
    A list joined to a covariate says that the list sees some people more easily; two lists joined, that they depend
    on each other. In turn, people of unknown sex are shared out over the sexes as the model expects, and the model is
    fitted to the table so completed; what is not known stays among those seen, and is never moved to the hidden. In a
    case worker's words: who did not write down the age is taken to have met people like those whose age others wrote
    down on the same lists.

    References
    ----------
    .. [1] van der Heijden, P., Whittaker, J., Cruyff, M., Bakker, B. and van der Vliet, R. (2012). People born in the
    Middle
       East but residing in the Netherlands: invariant population size estimates and the role of active and passive
       covariates. Annals of Applied Statistics 6(3).

    Examples
    --------
    >>> table = {"A": [1, 1, 0] * 2, "B": [0, 1, 1] * 2, "sex": ["f"] * 3 + ["m"] * 3, "count": [60, 30, 40, 20, 5, 10]}
    >>> people = CovariateHistories.from_counts(table, ["A", "B"], ["sex"])
    >>> {sex: round(n) for sex, n in covariate_model(people, "sex * (A + B)").by("sex").items()}
    {'f': 210, 'm': 75}
    """
    check_range("ridge", ridge, 0, 1e12)
    if not isinstance(histories, CovariateHistories):
        raise InvalidArgument(
            f"covariate_model needs CovariateHistories, but was given {type(histories).__name__}. Make them by "
            "CovariateHistories.from_counts(data, lists, covariates)."
        )
    if not len(histories.counts):
        raise NotEstimable("Nobody is on any list, so there is nothing to estimate from.")
    names = [*histories.levels, *histories.lists]
    terms = parse_formula(formula, names)
    grid, hidden = _cells(histories)
    design = _design(grid, terms, names, [*(len(v) for v in histories.levels.values()), *[2] * len(histories.lists)])
    open_design = design[~hidden]
    _refuse_undetermined(open_design, formula)
    compatible = _compatible(histories, grid[~hidden])
    parameters, expected, value, rounds = _em(open_design, compatible, histories.counts, tolerance, ridge)
    if not ridge:
        _refuse_without_maximum(open_design, expected, formula)
    hidden_by = np.exp(design @ parameters)[hidden]
    observed_by = expected.reshape(len(hidden_by), -1).sum(axis=1)
    unseen = float(hidden_by.sum())
    settings = ("formula", formula), ("tolerance", tolerance), ("ridge", ridge)
    whole = histories.fingerprint, histories.total, "", None, package_version(), libraries()
    record = Provenance("covariates by EM", settings, *whole)
    made = (float(histories.counts.sum()) + unseen, unseen, value, histories, formula, observed_by, hidden_by)
    return CovariateEstimate(*made, rounds, ridge, record)


def _cells(histories: CovariateHistories) -> tuple[Ints, Bools]:
    """Covariates and lists of every cell, and which cells are on no list."""
    combinations, n_lists = histories.combinations(), len(histories.lists)
    patterns = np.arange(1 << n_lists)
    people = np.repeat(combinations, len(patterns), axis=0)
    lists = np.tile(patterns[:, None] >> np.arange(n_lists) & 1, (len(combinations), 1))
    return np.column_stack([people, lists]), np.tile(patterns == 0, len(combinations))


def _refuse_undetermined(open_design: Floats, formula: str) -> None:
    if np.linalg.matrix_rank(open_design) < open_design.shape[1]:
        raise NotEstimable(
            f"The formula {formula!r} has more parameters than the table determines. Remove interactions."
        )


def _refuse_without_maximum(open_design: Floats, expected: Floats, formula: str) -> None:
    if not has_maximum(open_design, expected):
        raise NotEstimable(
            f"The likelihood of {formula!r} has no maximum: a combination of list and value that nobody has would be "
            f"driven to "
            "zero. Remove that interaction, merge values, or use ridge."
        )


def _design(grid: Ints, terms: Sequence[frozenset[str]], names: Sequence[str], sizes: Sequence[int]) -> Floats:
    columns: list[Floats] = [np.ones((len(grid), 1))]
    for term in terms:
        block = np.ones((len(grid), 1))
        for place in sorted(names.index(name) for name in term):
            levels = (grid[:, place, None] == np.arange(1, sizes[place])).astype(np.float64)
            block = (block[:, :, None] * levels[:, None, :]).reshape(len(grid), -1)
        columns.append(block)
    return np.hstack(columns)


def _compatible(histories: CovariateHistories, grid: Ints) -> Floats:
    """n_rows by n_cells: 1 where a row may belong to a cell."""
    k = len(histories.levels)
    pattern = grid[:, k:] @ (1 << np.arange(grid.shape[1] - k))
    result: Bools = histories.patterns[:, None] == pattern[None, :]
    for place in range(k):
        value = histories.values[:, place, None]
        result &= (value == UNKNOWN) | (value == grid[None, :, place])
    return result.astype(np.float64)


def _em(
    design: Floats, compatible: Floats, counts: Floats, tolerance: float, ridge: float
) -> tuple[Floats, Floats, float, int]:
    share = compatible / compatible.sum(axis=1, keepdims=True)
    expected, before = counts @ share, -np.inf
    logs = np.log(expected + 0.1)
    parameters = np.linalg.lstsq(design, logs, rcond=None)[0]
    total = counts.sum()
    for done in range(1, MOST_ROUNDS + 1):
        parameters = _maximize(design, expected, parameters, ridge)
        fitted = np.exp(design @ parameters)
        per_row = compatible @ fitted
        value = float(scipy.special.xlogy(counts, per_row / total).sum())
        expected = (counts / per_row) @ compatible * fitted
        if abs(value - before) < tolerance:
            return parameters, expected, value, done
        before = value
    raise NotConverged(
        f"The EM algorithm did not end within {MOST_ROUNDS:,} rounds. Raise tolerance or simplify the formula."
    )


def _maximize(design: Floats, counts: Floats, parameters: Floats, ridge: float) -> Floats:
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 0.0
    for _ in range(100):
        fitted = np.exp(np.minimum(design @ parameters, 50.0))
        gradient = design.T @ (counts - fitted) - penalty * parameters
        information = design.T @ (design * fitted[:, None]) + np.diag(penalty)
        step = scipy.linalg.lstsq(information, gradient)[0]
        largest = float(np.abs(design @ step).max())
        parameters = parameters + step * min(1.0, 3.0 / max(largest, 1e-12))
        if largest < 1e-9:
            break
    return parameters
