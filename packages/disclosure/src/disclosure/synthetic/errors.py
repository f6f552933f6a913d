"""How far an illustration is off: compared with the release for nothing, with the truth for a part of the budget."""

import hashlib
from collections import Counter
from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidArgument
from disclosure.privacy.ledger import Ledger, Spend
from disclosure.privacy.noise import NoiseProcess, scale_for
from disclosure.privacy.records import Records
from disclosure.privacy.result import NoisyMarginals
from disclosure.privacy.zcdp import rho_of
from disclosure.synthetic.draw import Illustration


@dataclass(frozen=True)
class ErrorReport:
    """How far off counts of invented rows are.

    Attributes
    ----------
    against : str
        What they were compared with.
    error : float
        Mean absolute difference of counts of single values, as a part of the mean count.
    cost : str
        What it cost.
    """

    against: str
    error: float
    cost: str

    def __str__(self) -> str:
        return f"Counts of single values in the rows differ from {self.against} by {self.error:.1%}; {self.cost}."


def error_against_release(drawn: Illustration, marginals: NoisyMarginals) -> ErrorReport:
    """Compare an illustration with the counts it was drawn from, which are public.

    Parameters
    ----------
    drawn : Illustration
    marginals : NoisyMarginals

    Returns
    -------
    ErrorReport
    """
    counts = _scaled_counts(drawn, marginals.persons.value)
    released = {next(iter(c)): n.value for c, n in marginals.of_order(1).items()}
    error = sum(abs(counts[item] - n) for item, n in released.items()) / max(sum(released.values()), 1)
    return ErrorReport("the released counts", error, "it costs nothing")


def error_against_truth(
    drawn: Illustration,
    marginals: NoisyMarginals,
    records: Records,
    *,
    epsilon: float,
    delta: float,
    ledger: Ledger,
    noise: NoiseProcess,
) -> ErrorReport:
    """Compare an illustration with the records themselves, with noise and from the budget.

    Parameters
    ----------
    drawn : Illustration
    marginals : NoisyMarginals
        For the number of persons and the values to compare, both public.
    records : Records
    epsilon, delta : float
        What may be spent on this one number.
    ledger : Ledger
    noise : NoiseProcess

    Returns
    -------
    ErrorReport

    Raises
    ------
    NotPossible
        If the ledger refuses; the report is withheld then.

    Notes
    -----
    A report computed from the records and published as it is would be a release without protection. One person more or
    less moves one count in each column by one, so the sum of absolute differences by at most the number of columns.
    """
    if not records.columns:
        raise InvalidArgument("The records have no columns to compare.")
    rho, most = rho_of(epsilon, delta), len(records.columns)
    number = ledger.reserve(
        Spend("error of an illustration, discrete Gaussian", {"columns": most}, rho, 0.0, epsilon, delta)
    )
    total = _difference(drawn, marginals, records)
    noisy = noise.gaussian(np.array([total]), l2=float(most), scale=scale_for(most, rho * (1 - 1e-9)))
    size = max(sum(n.value for n in marginals.of_order(1).values()), 1)
    report = ErrorReport("the records", max(0.0, float(noisy.counts[0])) / size, f"it cost epsilon {epsilon:g}")
    ledger.finish(number, hashlib.sha256(str(report).encode()).hexdigest())
    return report


def _difference(drawn: Illustration, marginals: NoisyMarginals, records: Records) -> int:
    """The sum over released values of the absolute difference, in whole persons."""
    counts = _scaled_counts(drawn, marginals.persons.value)
    true = Counter((c, v) for row in records.rows() for c, v in zip(records.columns, row, strict=True) if v)
    return sum(abs(round(counts[next(iter(c))]) - true[next(iter(c))]) for c in marginals.of_order(1))


def _scaled_counts(drawn: Illustration, persons: int) -> Counter[tuple[str, str]]:
    counts = Counter(item for row in drawn.rows for item in row.items())
    return Counter({item: round(n * persons / len(drawn.rows)) for item, n in counts.items()})
