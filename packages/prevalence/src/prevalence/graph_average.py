"""Bayesian averaging over all decomposable graphs of dependence between lists, exactly, for up to six lists."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt
import scipy

from prevalence.chordal import decomposable_graphs
from prevalence.errors import CoarseGridWarning, InvalidArgument, LimitReachedWarning, Note, PriorDominatesWarning, warn
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, notes_on_prior, usable_histories
from prevalence.models import Model
from prevalence.results import Estimate, Interval, Provenance, check_level, provenance
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, Ints, subset_sums

GRAPHS_AT_ONCE = 2048
WIDEST = 10_000
POINTS = 1000
Signs: TypeAlias = npt.NDArray[np.int8]
TAIL_MASS = 1e-3
# Of the posterior at one point: above the first a grid of our own is made finer, above the other a given one is warned
# of.
FINE, COARSE = 0.01, 0.1
HALF = 0.5
MOST_REFINEMENTS = 20


@dataclass(frozen=True, eq=False, repr=False)
class GraphAverage(Estimate):
    """Posterior of the total, averaged over graphs.

    Attributes
    ----------
    histories : CaptureHistories
    grid : array of int, n_points
        Totals at which the posterior was computed.
    probabilities : array, n_points
        Posterior of each grid point, or of the stretch it stands for.
    model_probabilities : array, n_graphs
    model_means : array, n_graphs
        Posterior mean of the total under each graph alone.
    last_mass : float
        Posterior of the last hundredth of the grid: what a longer grid might still move.
    notes : tuple of Note
    provenance : Provenance
    """

    also: ClassVar[tuple[str, ...]] = ("total", "mean", "mode")
    histories: CaptureHistories
    grid: Ints
    probabilities: Floats
    model_probabilities: Floats
    model_means: Floats
    last_mass: float
    notes: tuple[Note, ...]
    provenance: Provenance

    @property
    def total(self) -> float:
        """The posterior median."""
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        """The posterior mean, on the grid."""
        return float(self.grid @ self.probabilities)

    @property
    def mode(self) -> int:
        """The grid point of highest posterior."""
        return int(self.grid[np.argmax(self.probabilities)])

    def quantile(self, probability: float) -> float:
        """The smallest grid point below or at which the posterior holds this probability."""
        place = int(np.searchsorted(np.cumsum(self.probabilities), probability))
        return float(self.grid[min(place, len(self.grid) - 1)])

    def interval(self, level: float = 0.95) -> Interval:
        """Equal-tailed limits of the posterior; the choice of the graph is averaged over."""
        level = check_level(level)
        low, high = self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)
        origin = self.provenance.add(level=level)
        return Interval(low, high, level, "posterior, graphs averaged", True, self.notes, provenance=origin)

    def _draw(self, axes: Any) -> None:
        axes.plot(self.grid, self.probabilities / _stretches(self.grid))
        axes.set_xlim(right=self.quantile(0.995))
        axes.set_xlabel("people")

    def models(self, most: int = 10) -> list[tuple[Model, float, float]]:
        """The most probable graphs as models, with their probability and the mean total under them."""
        signs, _ = decomposable_graphs(self.histories.n_lists)
        order = np.argsort(-self.model_probabilities, kind="stable")[:most]
        return [
            (
                Model.of(self.histories.n_lists, np.flatnonzero(signs[i] > 0).tolist()),
                float(self.model_probabilities[i]),
                float(self.model_means[i]),
            )
            for i in order
        ]

    def draws(self, size: int, *, seed: int = DEFAULT_SEED) -> Ints:
        """Totals drawn from the posterior."""
        drawn = stream(seed, "graphs", 0).choice(self.grid, size=size, p=self.probabilities)
        return np.asarray(drawn, dtype=np.int64)

    def __str__(self) -> str:
        low, high = self.interval().limits
        return f"{self.total:,.0f} people in all, {low:,.0f} to {high:,.0f} with probability 95 %"


def graph_average(
    histories: CaptureHistories,
    *,
    hidden: Sequence[int] | None = None,
    delta: float | None = None,
    log_prior: Callable[[Floats], Floats] | None = None,
) -> GraphAverage:
    """Average the total over every decomposable graph, weighted by how well each explains the lists.

    Parameters
    ----------
    histories : CaptureHistories
        Two to six lists.
    hidden : sequence of int, optional
        Numbers of hidden people to consider, each taken as one point. If not given: a grid up to 30 people hidden per
        person seen, extended tenfold and more until a thousandth of the posterior at most lies at its end, and made
        finer where a point would hold more than a hundredth, each point standing for its stretch.
    delta : float, optional
        Prior people per cell, above 0; 2**-n_lists if not given.
    log_prior : callable, optional
        Logarithm of the prior of the total, of an array of totals; minus its logarithm if not given.

    Returns
    -------
    GraphAverage

    Raises
    ------
    InvalidArgument
        With more than six lists, or a grid that is empty, unordered or negative.
    NotEstimable
        If nobody is on any list.

    Warns
    -----
    LimitReachedWarning
        If more than a thousandth of the posterior lies in the last hundredth of the grid: the answer depends on where
        the grid ends.
    CoarseGridWarning
        If a point of a given grid holds more than a tenth of the posterior and its neighbours are not beside it.
    PriorDominatesWarning
        If nobody is on several lists, fewer than ten people were seen, or more than half of the posterior belongs to
        the graph that joins all lists.
    SparseOverlapWarning, TwoListsWarning, NestedListsWarning
        If lists never meet, there are only two, or one is inside another.

    Notes
    -----
    For a graph with cliques C and separators S, ln p(data | graph, m) = Σ_C L - Σ_S L + (|C| - |S|)(ln Γ(2^t δ) - ln
    Γ(n + m + 2^t δ)) + ln (n+m)! - Σ ln n_ω! - ln m!, with L(E) = Σ ln Γ(n_e + δ 2^(t-|E|)) - 2^|E| ln Γ(δ 2^(t-|E|))
    over the margin of the lists E, the m hidden people in its empty cell. L is computed once per set of lists and
    grid point; each graph is a signed sum. The graph that joins all lists says nothing about the hidden, so its share
    of the posterior follows the prior to the end of the grid. In a case worker's words: every pattern of who works
    with whom gets a vote, the larger the better it explains the overlaps.

    References
    ----------
    .. [1] Madigan, D. and York, J. (1997). Bayesian methods for estimation of the size of a closed population.
    Biometrika 84.
    .. [2] Johndrow, J., Lum, K. and Ball, P. (2015). dga: capture-recapture estimation using Bayesian model averaging.

    Examples
    --------
    The five sources of [1]_ with its prior; the mean is 617.8.

    >>> from prevalence.datasets import load
    >>> posterior = graph_average(load("madigan_york_five"), hidden=range(1, 301), delta=0.5)
    >>> round(posterior.mean, 3), posterior.mode
    (617.816, 614)
    """
    histories = usable_histories(histories)
    weight = 2.0**-histories.n_lists if delta is None else float(delta)
    if weight <= 0:
        raise InvalidArgument(f"delta must be above 0, but is {delta!r}.")
    prior = log_prior or _one_over_total
    if hidden is not None:
        return _average(histories, _check_hidden(hidden), None, weight, prior, "given")
    factor = 30.0
    while True:
        points, grid = _grid(factor * histories.total), f"up to {factor:g} hidden per person seen"
        result = _average(histories, points, _stretches(points), weight, prior, grid, quiet=True)
        if result.last_mass <= TAIL_MASS or factor >= WIDEST:
            break
        factor *= 10
    # A peak between two points cannot stay hidden behind that of another graph: one that explains the lists less well
    # by so little has its own peak less than half a gap away, and the first refinement reaches a gap to each side.
    for _ in range(MOST_REFINEMENTS):
        if _coarsest(points, result.probabilities) <= FINE:
            break
        points = np.union1d(points, _between(points, result.probabilities))
        result = _average(histories, points, _stretches(points), weight, prior, grid, quiet=True)
    return _average(histories, points, _stretches(points), weight, prior, grid)


def _average(
    histories: CaptureHistories,
    hidden: Ints,
    stretches: Floats | None,
    delta: float,
    prior: Callable[[Floats], Floats],
    grid: str,
    quiet: bool = False,
) -> GraphAverage:
    totals = hidden + histories.total
    scores, common = _scores(histories, hidden, delta, prior)
    if stretches is not None:
        common = common + np.log(stretches)
    posterior, masses, moments = _sum_over_graphs(decomposable_graphs(histories.n_lists)[0], scores, common, totals)
    whole = posterior.sum()
    last = float(posterior[-max(1, len(hidden) // 100) :].sum() / whole)
    notes: tuple[Note, ...] = ()
    if not quiet:
        given = posterior / whole
        complete = float(masses[decomposable_graphs(histories.n_lists)[0][:, -1] > 0].sum() / whole)
        notes = (
            *notes_on_data(histories),
            *notes_on_prior(histories),
            *_complete_note(complete),
            *_grid_notes(last, totals, given),
        )
    settings: dict[str, object] = {"delta": delta, "grid": grid, "points": len(hidden)}
    record = provenance(histories, "decomposable graphs, averaged", settings)
    means = np.divide(moments, masses, out=np.full(len(masses), np.nan), where=masses > 0)
    return GraphAverage(histories, totals, posterior / whole, masses / whole, means, last, notes, record)


def _scores(
    histories: CaptureHistories, hidden: Ints, delta: float, prior: Callable[[Floats], Floats]
) -> tuple[Floats, Floats]:
    """Per grid point, what each set of lists adds to a graph that has it, and what all graphs share."""
    totals = hidden + histories.total
    everybody = float(2**histories.n_lists) * delta
    scores = _margin_scores(histories, hidden, delta)
    scores += scipy.special.gammaln(everybody) - scipy.special.gammaln(totals + everybody)
    scores[0] = 0.0
    common = (
        scipy.special.gammaln(totals + 1.0) - scipy.special.gammaln(hidden + 1.0) + prior(totals.astype(np.float64))
    )
    return scores, common


def _sum_over_graphs(signs: Signs, scores: Floats, common: Floats, totals: Ints) -> tuple[Floats, Floats, Floats]:
    """Posterior of each total over all graphs, mass of each graph, and its mass times total; to a common factor."""
    posterior = np.zeros(len(totals))
    masses, means, highest = np.zeros(len(signs)), np.zeros(len(signs)), -np.inf
    for first in range(0, len(signs), GRAPHS_AT_ONCE):
        part = slice(first, first + GRAPHS_AT_ONCE)
        values = signs[part].astype(np.float64) @ scores + common
        top = float(values.max())
        if top > highest:
            scale = np.exp(highest - top)
            posterior, masses, means, highest = posterior * scale, masses * scale, means * scale, top
        values = np.exp(np.subtract(values, highest, out=values), out=values)
        posterior += values.sum(axis=0)
        masses[part], means[part] = values.sum(axis=1), values @ totals
    return posterior, masses, means


def _margin_scores(histories: CaptureHistories, hidden: Ints, delta: float) -> Floats:
    """2**t by n_points: L of each set of lists, with the hidden people in the empty cell of its margin."""
    t = histories.n_lists
    width = 1 << t
    counts = histories.counts.astype(np.float64)
    unseen = subset_sums(counts)
    result = np.zeros((width, len(hidden)))
    for lists in range(1, width):
        share = delta * 2.0 ** (t - lists.bit_count())
        margin = np.bincount(np.arange(width) & lists, weights=counts, minlength=width)
        cells = np.array([c for c in range(1, width) if c & lists == c])
        fixed = scipy.special.gammaln(margin[cells] + share).sum() - 2.0 ** lists.bit_count() * scipy.special.gammaln(
            share
        )
        result[lists] = fixed + scipy.special.gammaln(unseen[width - 1 - lists] + hidden + share)
    return result


def _grid(most: float) -> Ints:
    """Whole numbers from 0 to `most`, thinned at equal ratios."""
    return np.unique(
        np.rint(np.concatenate([np.arange(50), np.geomspace(50, max(most, 100), POINTS)])).astype(np.int64)
    )


def _stretches(points: Ints) -> Floats:
    """How many whole numbers each point stands for."""
    middles = (points[1:] + points[:-1]) / 2
    return np.diff(np.concatenate([[points[0] - 0.5], middles, [points[-1] + 0.5]]))


def _coarsest(points: Ints, probabilities: Floats) -> float:
    """The largest share of the posterior on a point that stands for several whole numbers."""
    gaps = np.diff(points, prepend=points[0] - 1, append=points[-1] + 1)
    several = (gaps[1:] > 1) | (gaps[:-1] > 1)
    return float(probabilities[several].max(initial=0.0))


def _between(points: Ints, probabilities: Floats) -> Ints:
    """Further points beside those that hold much of the posterior."""
    more = [points]
    for place in np.flatnonzero(probabilities > FINE / 4).tolist():
        low, high = points[max(place - 1, 0)], points[min(place + 1, len(points) - 1)]
        pieces = min(math.ceil(8 * probabilities[place] / FINE), 500)
        more.append(np.rint(np.linspace(low, high, pieces)).astype(np.int64))
    return np.unique(np.concatenate(more))


def _check_hidden(hidden: Sequence[int]) -> Ints:
    points = np.asarray(hidden, dtype=np.int64)
    if points.ndim != 1 or not len(points) or (points < 0).any() or (np.diff(points) <= 0).any():
        raise InvalidArgument("hidden must be ascending whole numbers of at least 0, and not empty.")
    return points


def _one_over_total(totals: Floats) -> Floats:
    return np.asarray(-np.log(totals), dtype=np.float64)


def _complete_note(share: float) -> tuple[Note, ...]:
    if share <= HALF:
        return ()
    text = (
        f"The graph that joins all lists has {share:.0%} of the posterior. It says nothing of the people on no list: "
        "the prior, and not the data, gives the upper limit. Say that no other graph fits, and give no total."
    )
    return (warn(PriorDominatesWarning, text),)


def _grid_notes(last: float, totals: Ints, probabilities: Floats) -> tuple[Note, ...]:
    notes: tuple[Note, ...] = ()
    coarsest = _coarsest(totals, probabilities)
    if coarsest > COARSE:
        text = (
            f"A single point of the grid holds {coarsest:.0%} of the posterior: the points lie too far apart for "
            "limits between them. Give points closer together there, or leave the grid out."
        )
        notes = (warn(CoarseGridWarning, text),)
    if last <= TAIL_MASS:
        return notes
    text = (
        f"{last:.2%} of the posterior lies in the last hundredth of the grid, which ends at {totals[-1]:,} people: "
        f"upper limits "
        "depend on where it ends. The lists do not bound the total from above; a prior that does must be argued for."
    )
    return (*notes, warn(LimitReachedWarning, text))
