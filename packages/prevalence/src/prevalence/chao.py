"""Chao's lower bound from those seen on one list and on two."""

from dataclasses import dataclass

import numpy as np

from prevalence.direct import DirectEstimate
from prevalence.errors import NotAvailable, SparseOverlapWarning, warn
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, usable_histories
from prevalence.procedures import Answers
from prevalence.results import provenance
from prevalence.subsets import Bools, Floats, sizes


@dataclass(frozen=True)
class ChaoLowerBound:
    """Chao's lower bound, for many tables at once."""

    name: str = "Chao's lower bound"
    selects: bool = False

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals, one per table."""
        once, twice, factor = _frequencies(counts)
        hidden = np.where(twice > 0, once**2 / (2 * np.maximum(twice, 1)), once * (once - 1) / 2)
        return Answers(counts.sum(axis=1) + factor * hidden, np.zeros(counts.shape, dtype=np.bool_))


def chao_lower_bound(histories: CaptureHistories) -> DirectEstimate:
    """Estimate the least number of people there can be, whatever their differences in being seen.

    Parameters
    ----------
    histories : CaptureHistories

    Returns
    -------
    DirectEstimate
        `is_lower_bound` is true.

    Raises
    ------
    NotEstimable
        If nobody is on any list.

    Warns
    -----
    SparseOverlapWarning
        If lists never meet, or nobody is on exactly two lists, so that the bias-corrected form is used and has no
        standard error.

    Notes
    -----
    n + (t-1)/t · f1² / (2 f2), with f1 people on exactly one of t lists and f2 on exactly two; f1 (f1 - 1)/2 in place
    of f1²/(2 f2) when f2 is zero. It holds for independent lists whatever the differences between people, because those
    make the hidden more numerous, never less. Lists that refer people to each other do so too; lists that avoid each
    other break it. In a case worker's words: many people met only once mean that many were not met at all.

    References
    ----------
    .. [1] Chao, A. (1987). Estimating the population size for capture-recapture data with unequal catchability.
    Biometrics 43.
    .. [2] Rivest, L.-P. and Baillargeon, S. (2007). Applications and extensions of Chao's moment estimator for the
    size of a
       closed population. Biometrics 63.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> print(chao_lower_bound(load("hepatitis_a")))
    at least 479 people in all, 208 of them on no list
    """
    histories = usable_histories(histories)
    procedure = ChaoLowerBound()
    counts = histories.counts.astype(np.float64)[None]
    total = float(procedure.answers(counts, observable(histories)).totals[0])
    once, twice, factor = (float(np.ravel(x)[0]) for x in _frequencies(counts))
    notes, error = notes_on_data(histories), _standard_error(once, twice, factor)
    record = provenance(histories, procedure.name, {})
    estimate = (total, total - histories.total, error, True, histories, procedure)
    if twice == 0:
        text = "Nobody is on exactly two lists; the bound rests on those on one list alone and has no standard error."
        return DirectEstimate(*estimate, (*notes, warn(SparseOverlapWarning, text)), record)
    return DirectEstimate(*estimate, notes, record)


def _standard_error(once: float, twice: float, factor: float) -> float | NotAvailable:
    if twice == 0:
        return NotAvailable("nobody is on exactly two lists")
    ratio = once / twice
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return float(np.sqrt(variance))


def _frequencies(counts: Floats) -> tuple[Floats, Floats, float]:
    t = counts.shape[1].bit_length() - 1
    return counts[:, sizes(t) == 1].sum(axis=1), counts[:, sizes(t) == 2].sum(axis=1), (t - 1) / t
