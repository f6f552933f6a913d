"""Two lists: the estimator of Chapman."""

from dataclasses import dataclass

import numpy as np

from prevalence.direct import DirectEstimate
from prevalence.errors import AssumptionWarning, InvalidArgument, warn
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_nesting, usable_histories
from prevalence.procedures import Answers
from prevalence.results import provenance
from prevalence.subsets import Bools, Floats, superset_sums
from prevalence.tables import read_histories


@dataclass(frozen=True)
class Chapman:
    """Chapman's estimator from two of the lists, for many tables at once."""

    first: int
    second: int
    name: str = "Chapman"
    selects: bool = False

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals, one per table."""
        one, two, both = _margins(counts, self.first, self.second)
        return Answers((one + 1) * (two + 1) / (both + 1) - 1, np.zeros(counts.shape, dtype=np.bool_))


def chapman(histories: CaptureHistories, first: str | None = None, second: str | None = None) -> DirectEstimate:
    """Estimate the total from two lists that have nothing to do with each other.

    Parameters
    ----------
    histories : CaptureHistories
    first, second : str, optional
        The two lists; may be left out if there are only two. People on neither are then estimated, seen elsewhere or
        not.

    Returns
    -------
    DirectEstimate

    Raises
    ------
    InvalidArgument
        If there are more than two lists and none is named.
    NotEstimable
        If nobody is on any list.

    Warns
    -----
    AssumptionWarning
        Always: two lists cannot show whether they depend on each other.

    Notes
    -----
    (n1 + 1)(n2 + 1) / (m + 1) - 1, with m people on both lists. The added ones remove most of the bias of n1 n2 / m
    and keep it finite when nobody is on both. Variance (n1+1)(n2+1)(n1-m)(n2-m) / ((m+1)² (m+2)). In a case worker's
    words: if a third of the shelter's people are known to the police, the police are taken to know a third of
    everybody. If the shelter sends people to the police, or hides them from the police, that is wrong, and two lists
    alone cannot tell.

    References
    ----------
    .. [1] Chapman, D. (1951). Some properties of the hypergeometric distribution with applications to zoological sample
       censuses. University of California Publications in Statistics 1.
    .. [2] Seber, G. (1970). The effects of trap response on tag recapture estimates. Biometrics 26.

    Examples
    --------
    >>> table = CaptureHistories.from_patterns(("police", "shelter"), {"10": 30, "01": 20, "11": 10})
    >>> print(chapman(table))
    115 people in all, 55 of them on no list
    """
    histories = read_histories(histories)
    if (first is None or second is None) and histories.n_lists > 2:
        raise InvalidArgument(f"Name two of the lists {', '.join(histories.lists)}: chapman(histories, first, second).")
    histories = usable_histories(histories)
    names = (first or histories.lists[0], second or histories.lists[1])
    if names[0] == names[1]:
        raise InvalidArgument(f"The two lists must differ, but both are {names[0]!r}.")
    procedure = Chapman(histories.pattern(names[0]), histories.pattern(names[1]))
    n1, n2, m = (float(x[0]) for x in _margins(histories.counts[None].astype(float), procedure.first, procedure.second))
    total = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    text = (
        f"Two lists, {names[0]} and {names[1]}, cannot show whether they depend on each other; this total assumes not."
    )
    notes = (warn(AssumptionWarning, text), *notes_on_nesting(histories))
    record = provenance(histories, procedure.name, {"first": names[0], "second": names[1]})
    hidden = total - (n1 + n2 - m)
    return DirectEstimate(total, hidden, float(np.sqrt(variance)), False, histories, procedure, notes, record)


def _margins(counts: Floats, first: int, second: int) -> tuple[Floats, Floats, Floats]:
    margins = superset_sums(counts)
    return margins[:, first], margins[:, second], margins[:, first | second]
