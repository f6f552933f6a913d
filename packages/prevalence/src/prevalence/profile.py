"""The multinomial likelihood of the total for a given model: its maximum and where it has fallen by a given amount."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

from prevalence.errors import NotAvailable
from prevalence.existence import observable, split_terms
from prevalence.histories import CaptureHistories
from prevalence.models import Model
from prevalence.newton import newton
from prevalence.subsets import Floats

LARGEST_RATIO = 1e7


@dataclass(frozen=True)
class Profile:
    """Multinomial profile likelihood of the number of people on no list.

    Attributes
    ----------
    histories : CaptureHistories
    model : Model
    hidden : float or NotAvailable
        Where the likelihood is largest.
    """

    histories: CaptureHistories
    model: Model
    hidden: float | NotAvailable

    def limits(self, level: float) -> tuple[float | NotAvailable, float | NotAvailable]:
        """Totals at which twice the log likelihood has fallen by the chi-square quantile of `level`.

        Parameters
        ----------
        level : float

        Returns
        -------
        tuple
            Lower and upper limit in people; a limit the likelihood never reaches is not available.
        """
        if isinstance(self.hidden, NotAvailable):
            return self.hidden, self.hidden
        n, curve = self.histories.total, _Curve(self.histories, self.model)
        top = curve.value(self.hidden)
        fall = float(scipy.special.chdtri(1, 1 - level)) / 2

        def below(hidden: float) -> float:
            return curve.value(hidden) - top + fall

        low: float | NotAvailable = float(n)
        if self.hidden > 1e-9 and below(1e-9) < 0:
            low = _beside(n, _root(below, 1e-9, self.hidden))
        far = max(2 * self.hidden, 1.0)
        while below(far) > 0 and far < LARGEST_RATIO * n:
            far *= 2
        if below(far) > 0:
            return low, NotAvailable(f"the likelihood stays high however large the total, beyond {far:,.0f} people")
        return low, _beside(n, _root(below, max(self.hidden, 1e-9), far))


def profile(histories: CaptureHistories, model: Model) -> Profile:
    """Find where the multinomial profile likelihood of a model is largest.

    Parameters
    ----------
    histories : CaptureHistories
    model : Model

    Returns
    -------
    Profile

    Notes
    -----
    For a total N the log likelihood is ln Γ(N+1) - ln Γ(N-n+1) + Σ n_ω ln p_ω + (N-n) ln p_0, with p fitted to the
    table that holds N-n people in the empty cell; N is continuous. By the envelope theorem its derivative is
    ψ(N+1) - ψ(N-n+1) + ln p_0, so that the maximum is a root and no differences are taken.

    References
    ----------
    .. [1] Cormack, R. (1992). Interval estimation for mark-recapture studies of closed populations. Biometrics 48.
    .. [2] Baillargeon, S. and Rivest, L.-P. (2007). Rcapture. Journal of Statistical Software 19(5).
    """
    curve = _Curve(histories, model)
    smallest, largest = 1e-9, LARGEST_RATIO * max(histories.total, 1)
    if curve.slope(smallest) <= 0:
        return Profile(histories, model, 0.0)
    far = max(float(histories.total), 1.0)
    while curve.slope(far) > 0 and far < largest:
        far *= 4
    if curve.slope(far) > 0:
        reason = f"the multinomial likelihood of model {model} still rises at {far:,.0f} people"
        return Profile(histories, model, NotAvailable(reason))
    return Profile(histories, model, _root(curve.slope, smallest, far))


class _Curve:
    """Profile log likelihood and its slope, remembering the last fit to start the next from."""

    def __init__(self, histories: CaptureHistories, model: Model) -> None:
        self.counts: Floats = histories.counts.astype(np.float64)[None]
        possible = observable(histories)
        split = split_terms(self.counts, model.indicator()[None], possible)
        self.terms = np.flatnonzero(split.free[0])
        self.cells = split.cells.astype(np.float64)
        self.cells[:, 0] = 1.0
        self.total = histories.total
        self.last: Floats | None = None

    def _fit(self, hidden: float) -> Floats:
        table = self.counts.copy()
        table[0, 0] = hidden
        fits = newton(table, self.terms, self.cells, self.last, most=100)
        if not fits.converged[0]:
            fits = newton(table, self.terms, self.cells, most=500)
        self.last = fits.parameters if fits.converged[0] else None
        fitted: Floats = fits.fitted[0]
        return fitted

    def value(self, hidden: float) -> float:
        fitted, table = self._fit(hidden), self.counts[0].copy()
        table[0] = hidden
        everybody = self.total + hidden
        share = scipy.special.xlogy(table, fitted / everybody).sum()
        return float(scipy.special.gammaln(everybody + 1) - scipy.special.gammaln(hidden + 1) + share)

    def slope(self, hidden: float) -> float:
        everybody = self.total + hidden
        share = np.log(self._fit(hidden)[0] / everybody)
        return float(scipy.special.digamma(everybody + 1) - scipy.special.digamma(hidden + 1) + share)


def _root(function: Callable[[float], float], low: float, high: float) -> float | NotAvailable:
    """A root in the logarithm, to a relative 1e-12; none where rounding hides on which side of it one is."""
    try:
        solution = scipy.optimize.brentq(lambda x: function(float(np.exp(x))), np.log(low), np.log(high), xtol=1e-12)
    except ValueError:  # not a number, or no change of sign
        return NotAvailable("the likelihood cannot be computed exactly enough to find where it turns")
    return float(np.exp(solution))


def _beside(seen: int, hidden: float | NotAvailable) -> float | NotAvailable:
    return hidden if isinstance(hidden, NotAvailable) else seen + hidden
