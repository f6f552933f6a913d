"""Models in which people differ in how easily they are seen: Chao, Poisson, Darroch and gamma."""

from dataclasses import dataclass

import numpy as np

from prevalence.direct import DirectEstimate
from prevalence.errors import AssumptionWarning, NotEstimable, warn
from prevalence.existence import observable
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, usable_histories
from prevalence.poisson import poisson_fit
from prevalence.procedures import Answers
from prevalence.results import check_choice, provenance
from prevalence.subsets import Bools, Floats, sizes

KINDS = ("chao", "poisson", "darroch", "gamma")
POISSON_BASE = 2.0
GAMMA_SHAPE = 3.5


@dataclass(frozen=True)
class Heterogeneity:
    """A heterogeneity model for many tables, one after the other."""

    kind: str
    by_list: bool
    selects: bool = False

    @property
    def name(self) -> str:
        """What the method is called in results."""
        return f"heterogeneity, {self.kind}"

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals, one per table; not a number where the fit has no maximum."""
        hidden = [_estimate_hidden(table, possible, self.kind, self.by_list)[0] for table in counts]
        totals = counts.sum(axis=1) + np.array(hidden)
        return Answers(totals, np.zeros(counts.shape, dtype=np.bool_))


def heterogeneity(histories: CaptureHistories, kind: str = "chao", *, by_list: bool = False) -> DirectEstimate:
    """Estimate the total when people differ in how easily they are seen.

    Parameters
    ----------
    histories : CaptureHistories
        At least three lists for all kinds but "chao".
    kind : str
        "chao" (a lower bound), "poisson", "darroch" or "gamma": what is assumed of the people seen on no list.
    by_list : bool
        Whether lists may differ in how much they see (Mth), or not (Mh).

    Returns
    -------
    DirectEstimate
        Standard error from the inverse information, with the spread of a Poisson number of people; parameters at
        their bound are taken as given.

    Raises
    ------
    NotEstimable
        If the fit has no maximum, or not a single one.
    InvalidArgument
        If the kind is not one of these.

    Warns
    -----
    AssumptionWarning
        For all kinds but "chao": the kind is an assumption that no data can check.

    Notes
    -----
    ln μ_ω = γ + β k + τ h(k) for a pattern of k lists, or Σ β_i in place of β k. h(k) is 2^k - 1 (Poisson), k²/2
    (Darroch) or -ln(3.5 + k) + ln 3.5 (gamma). For Chao it is Σ η_j max(k - j + 1, 0) over j = 3, ..., t with η_j ≥ 0:
    the curve may bend upwards, never downwards, and the fit is the maximum over all such η. The hidden people number
    exp(γ). With three lists and `by_list` false all fit the data equally well, and on the hepatitis outbreak they say
    479, 737, 1,314 and 2,629 people: the lists cannot tell these worlds apart.

    References
    ----------
    .. [1] Rivest, L.-P. and Baillargeon, S. (2007). Applications and extensions of Chao's moment estimator for the
    size of a
       closed population. Biometrics 63.
    .. [2] Link, W. (2003). Nonidentifiability of population size from capture-recapture data with heterogeneous
    detection
       probabilities. Biometrics 59.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> import warnings; warnings.simplefilter("ignore")
    >>> [round(heterogeneity(load("hepatitis_a"), kind).total) for kind in KINDS]
    [479, 737, 1314, 2629]
    """
    check_choice("kind", kind, KINDS)
    histories = usable_histories(histories)
    procedure = Heterogeneity(kind, by_list)
    hidden, spread = _estimate_hidden(histories.counts.astype(np.float64), observable(histories), kind, by_list)
    if not np.isfinite(hidden):
        raise NotEstimable(_refusal(histories, kind))
    record = provenance(histories, procedure.name, {"kind": kind, "by_list": by_list})
    error = float(np.sqrt(hidden + hidden**2 * spread))
    notes = notes_on_data(histories)
    made = (histories.total + hidden, hidden, error, kind == "chao", histories, procedure)
    if kind == "chao":
        return DirectEstimate(*made, notes, record)
    text = (
        f"How people on no list differ from the others is assumed to be {kind}; other assumptions fit these data as "
        f"well and "
        "give other totals. Do not report this total alone."
    )
    return DirectEstimate(*made, (*notes, warn(AssumptionWarning, text)), record)


def _refusal(histories: CaptureHistories, kind: str) -> str:
    found = (
        f"The heterogeneity model {kind!r} has no maximum, or no single one, on {histories.n_lists} lists with these "
        "counts"
    )
    if kind != "chao":
        return f"{found}. Use more lists, or 'chao'."
    once, twice = histories.by_number_of_lists[1:3]
    return (
        f"{found}: {once:,} people are on one list and {twice:,} on two, which does not bound the hidden people. Find "
        "more overlap, or use chao_lower_bound."
    )


def _estimate_hidden(table: Floats, possible: Bools, kind: str, by_list: bool) -> tuple[float, float]:
    """The hidden people and the variance of their logarithm; not a number without a maximum."""
    t = len(table).bit_length() - 1
    design, free = _design(t, kind, by_list)
    if by_list:
        # The parameter of an empty list is at minus infinity, and the patterns with that list drop out.
        empty = sum(1 << i for i in range(t) if not table[np.arange(1 << t) >> i & 1 == 1].any())
        possible = possible & (np.arange(1 << t) & empty == 0)
        if not possible.any():
            return float("nan"), float("nan")
    design, counts = design[possible], table[possible]
    used = design.any(axis=0)
    parameters, covariance = poisson_fit(design[:, used], counts, int(used[:free].sum()))
    return float(np.exp(parameters[0])), float(covariance[0, 0])


def _design(t: int, kind: str, by_list: bool) -> tuple[Floats, int]:
    """2**t by n_parameters, and how many of the parameters may have any sign: the rest may not be negative."""
    size = sizes(t).astype(np.float64)
    patterns = np.arange(1 << t)
    lists = (patterns[:, None] >> np.arange(t) & 1).astype(np.float64) if by_list else size[:, None]
    if kind == "chao":
        extra = np.maximum(size[:, None] - np.arange(2, t), 0.0)
    elif kind == "poisson":
        extra = (POISSON_BASE**size - 1)[:, None]
    elif kind == "darroch":
        extra = (size**2 / 2)[:, None]
    else:
        extra = (np.log(GAMMA_SHAPE) - np.log(GAMMA_SHAPE + size))[:, None]
    design = np.hstack([np.ones((len(size), 1)), lists, extra])
    return design, 1 + lists.shape[1] if kind == "chao" else design.shape[1]
