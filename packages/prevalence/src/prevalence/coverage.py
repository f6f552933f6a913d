"""Sample coverage: how much of the population the lists cover, and the total that follows."""

from dataclasses import dataclass

import numpy as np

from prevalence.direct import DirectEstimate
from prevalence.errors import AssumptionWarning, InvalidArgument, NotAvailable, NotEstimable, warn
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, usable_histories
from prevalence.procedures import Answers
from prevalence.results import check_choice, provenance
from prevalence.subsets import Bools, Floats, superset_sums

KINDS = ("independent", "low", "high")
LOW_COVERAGE = 0.55


@dataclass(frozen=True)
class SampleCoverage:
    """The estimators by sample coverage, for many tables at once."""

    kind: str
    selects: bool = False

    @property
    def name(self) -> str:
        """What the method is called in results."""
        return f"sample coverage, {self.kind}"

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals, one per table."""
        with np.errstate(divide="ignore", invalid="ignore"):
            totals = _estimate(counts, self.kind)
        return Answers(np.where(np.isfinite(totals) & (totals > 0), totals, np.nan), np.zeros(counts.shape, np.bool_))


def coverage_of(counts: Floats) -> Floats:
    """Estimated sample coverage of each table: one minus the mean share of a list that is on no other list."""
    t = counts.shape[1].bit_length() - 1
    singles = 1 << np.arange(t)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (counts[:, singles] / superset_sums(counts)[:, singles]).mean(axis=1))


def sample_coverage(histories: CaptureHistories, *, kind: str | None = None) -> DirectEstimate:
    """Estimate the total from the share of the population that the lists cover.

    Parameters
    ----------
    histories : CaptureHistories
    kind : str, optional
        "independent" (any number of lists); with three lists also "low", for a coverage below 55 %, and "high", which
        correct for dependence. With three lists chosen by the coverage if not given, "independent" otherwise.

    Returns
    -------
    DirectEstimate
        Its standard error comes from `interval`, by bootstrap.

    Raises
    ------
    InvalidArgument
        If "low" or "high" is asked of other than three lists.
    NotEstimable
        If a list is empty or no list meets another.

    Warns
    -----
    AssumptionWarning
        If lists other than three are taken to be independent.

    Notes
    -----
    The coverage C is one minus the mean, over lists, of the share of people who are on that list only; D is the mean,
    over lists, of the people not on that list alone. Independent lists have D / C people. "high" and "low" add what the
    dependence of each pair contributes; the first is exact in expectation but wild when coverage is low, the second
    understates. In a case worker's words: if most people on each list are known elsewhere too, few remain unknown.

    References
    ----------
    .. [1] Chao, A. and Tsay, P. (1998). A sample coverage approach to multiple-system estimation with application to
    census
       undercount. Journal of the American Statistical Association 93.
    .. [2] Chao, A., Tsay, P., Lin, S.-H., Shau, W.-Y. and Chao, D.-Y. (2001). The applications of capture-recapture
    models to
       epidemiological data. Statistics in Medicine 20.

    Examples
    --------
    The outbreak of hepatitis A in [2]_, where the three estimates are 407, 508 and 971.

    >>> from prevalence.datasets import load
    >>> [round(sample_coverage(load("hepatitis_a"), kind=kind).total) for kind in ("independent", "low", "high")]
    [407, 508, 971]
    """
    histories = usable_histories(histories)
    counts = histories.counts.astype(np.float64)[None]
    covered = float(coverage_of(counts)[0])
    if not np.isfinite(covered) or covered <= 0:
        raise NotEstimable("A list is empty, or no list meets another, so that nothing is known of the coverage.")
    usual = "independent" if histories.n_lists != 3 else "low" if covered < LOW_COVERAGE else "high"
    chosen = check_choice("kind", kind or usual, KINDS)
    if chosen != "independent" and histories.n_lists != 3:
        raise InvalidArgument(
            f"kind={chosen!r} needs three lists, but there are {histories.n_lists}; merge or omit some."
        )
    procedure = SampleCoverage(chosen)
    total = float(procedure.answers(counts, observable(histories)).totals[0])
    if not np.isfinite(total):
        raise NotEstimable("The dependence of the lists leaves no positive total. Use kind='low' or 'independent'.")
    if total < histories.total:
        raise NotEstimable(
            f"The coverage estimator says {total:,.0f} people, fewer than the {histories.total:,} seen: lists avoid "
            "each other so much that it does not apply. Use a log-linear model."
        )
    notes = notes_on_data(histories)
    error = NotAvailable("it is taken from the bootstrap; ask for interval()")
    record = provenance(histories, procedure.name, {"kind": chosen, "coverage": round(covered, 4)})
    made = (total, total - histories.total, error, False, histories, procedure)
    if chosen == "independent" and histories.n_lists != 3:
        note = warn(AssumptionWarning, "This total takes the lists to be independent of each other.")
        return DirectEstimate(*made, (*notes, note), record)
    return DirectEstimate(*made, notes, record)


def _estimate(counts: Floats, kind: str) -> Floats:
    t = counts.shape[1].bit_length() - 1
    singles = 1 << np.arange(t)
    covered = coverage_of(counts)
    distinct = counts.sum(axis=1) - counts[:, singles].mean(axis=1)
    plain: Floats = distinct / covered
    if kind == "independent":
        return plain
    margins = superset_sums(counts)
    met, expected, alone = [], [], []
    for first, second in ((0, 1), (0, 2), (1, 2)):
        third = ({0, 1, 2} - {first, second}).pop()
        one, two, three = 1 << first, 1 << second, 1 << third
        met.append(margins[:, one | two])
        expected.append(margins[:, one] * margins[:, two])
        alone.append(margins[:, one] - margins[:, one | three] + margins[:, two] - margins[:, two | three])
    if kind == "high":
        share = sum(a * m / e for a, m, e in zip(alone, met, expected, strict=True))
        return np.asarray(sum(met) / (3 * covered) / (1 - share / (3 * covered)))
    first_guess = plain + sum(a * (plain * m / e - 1) for a, m, e in zip(alone, met, expected, strict=True)) / (
        3 * covered
    )
    return np.asarray(
        plain + sum(a * (first_guess * m / e - 1) for a, m, e in zip(alone, met, expected, strict=True)) / (3 * covered)
    )
