"""Models in which people differ in how easily they are seen: Chao, Poisson, Darroch and gamma."""

from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.direct import DirectEstimate
from prevalence.errors import AssumptionWarning, NotEstimable, warn
from prevalence.existence import has_maximum
from prevalence.histories import CaptureHistories
from prevalence.loglinear import require_people
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
        totals = np.array([table.sum() + _estimate_hidden(table, self.kind, self.by_list)[0] for table in counts])
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
        Standard error from the inverse information, with the spread of a Poisson number of people.

    Raises
    ------
    NotEstimable
        If the fit has no maximum, or there are fewer lists than parameters.
    InvalidArgument
        If the kind is not one of these.

    Warns
    -----
    AssumptionWarning
        For all kinds but "chao": the kind is an assumption that no data can check.

    Notes
    -----
    ln μ_ω = γ + β k + τ h(k) for a pattern of k lists, or Σ β_i in place of β k. h(k) is 2^k - 1 (Poisson), k²/2
    (Darroch) or -ln(3.5 + k) + ln 3.5 (gamma); for Chao each k from 3 on has a parameter of its own that may not be
    negative. The hidden people number exp(γ). With three lists and `by_list` false all fit the data equally well, and
    on the hepatitis outbreak they say 479, 737, 1,314 and 2,629 people: the lists cannot tell these worlds apart.

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
    require_people(histories)
    procedure = Heterogeneity(kind, by_list)
    hidden, spread = _estimate_hidden(histories.counts.astype(np.float64), kind, by_list)
    if not np.isfinite(hidden):
        raise NotEstimable(
            f"The heterogeneity model {kind!r} has no maximum on {histories.n_lists} lists with these counts. Use "
            f"more lists, "
            "or 'chao'."
        )
    record = provenance(histories, procedure.name, {"kind": kind, "by_list": by_list})
    error = float(np.sqrt(hidden + hidden**2 * spread))
    made = (histories.total + hidden, hidden, error, kind == "chao", histories, procedure)
    if kind == "chao":
        return DirectEstimate(*made, (), record)
    text = (
        f"How people on no list differ from the others is assumed to be {kind}; other assumptions fit these data as "
        f"well and "
        "give other totals. Do not report this total alone."
    )
    return DirectEstimate(*made, (warn(AssumptionWarning, text),), record)


def _estimate_hidden(table: Floats, kind: str, by_list: bool) -> tuple[float, float]:
    """The hidden people and the variance of their logarithm; not a number without a maximum."""
    design = _design(len(table).bit_length() - 1, kind, by_list)
    fixed = design.shape[1]
    if kind == "chao":
        fixed = len(table).bit_length() if by_list else 2
    while True:
        parameters, covariance = _poisson_fit(design, table[1:])
        bounded = kind == "chao" and bool(np.isfinite(parameters).all())
        negative = np.flatnonzero(parameters[fixed:] < 0) if bounded else np.zeros(0, dtype=np.int64)
        if not len(negative):
            return float(np.exp(parameters[0])), float(covariance[0, 0])
        design = np.delete(design, fixed + negative, axis=1)


def _design(t: int, kind: str, by_list: bool) -> Floats:
    size = sizes(t)[1:].astype(np.float64)
    patterns = np.arange(1, 1 << t)
    lists = (patterns[:, None] >> np.arange(t) & 1).astype(np.float64) if by_list else size[:, None]
    if kind == "chao":
        extra = np.array([size == k for k in range(3, t + 1)], dtype=np.float64).T.reshape(len(size), -1)
    elif kind == "poisson":
        extra = (POISSON_BASE**size - 1)[:, None]
    elif kind == "darroch":
        extra = (size**2 / 2)[:, None]
    else:
        extra = (np.log(GAMMA_SHAPE) - np.log(GAMMA_SHAPE + size))[:, None]
    return np.hstack([np.ones((len(size), 1)), lists, extra])


def _poisson_fit(design: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Newton for a Poisson regression; not numbers without a maximum."""
    nothing = np.full(design.shape[1], np.nan), np.full((design.shape[1], design.shape[1]), np.nan)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return nothing
    logs = np.log(counts + 0.1)
    weights = np.exp(logs)[:, None]
    parameters = np.linalg.lstsq(design * np.sqrt(weights), logs * np.sqrt(weights[:, 0]), rcond=None)[0]
    for _ in range(100):
        fitted = np.exp(np.minimum(design @ parameters, 50.0))
        information = design.T @ (design * fitted[:, None])
        step = scipy.linalg.lstsq(information, design.T @ (counts - fitted))[0]
        largest = float(np.abs(design @ step).max())
        parameters = parameters + step * min(1.0, 5.0 / max(largest, 1e-12))
        if largest < 1e-9:
            found = fitted.min() > 1e-6 or has_maximum(design, counts)
            return (parameters, np.linalg.inv(information)) if found else nothing
    return nothing
