"""Shrinkage priors on the dependence of pairs of lists, and dropping the pairs that stay near zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from prevalence.chains import effective_sample_size, r_hat
from prevalence.errors import (
    CompetingModelsWarning,
    ConvergenceWarning,
    InvalidArgument,
    NotConverged,
    Note,
    NotEstimable,
    warn,
)
from prevalence.existence import check_existence, observable, refuse, split_terms
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, usable_histories
from prevalence.latent_class import AGREEMENT
from prevalence.loglinear import check_positive
from prevalence.models import Model
from prevalence.results import Estimate, Interval, Provenance, check_level, check_range, provenance
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, Ints, design_of, members, pairs_of

CHAINS = 32


@dataclass(frozen=True, eq=False, repr=False)
class ThresholdPosterior(Estimate):
    """Posterior of the total under the pairs of lists that were kept.

    Attributes
    ----------
    histories : CaptureHistories
    chains : array, n_chains by n_draws
        Totals drawn.
    model : Model
        With the pairs kept.
    strengths : dict of str to float
        Mean over standard deviation of each pair with all pairs in; infinite for a pair at minus infinity.
    r_hat, effective_draws, acceptance : float
        Of the last sampling.
    notes : tuple of Note
    provenance : Provenance
    """

    histories: CaptureHistories
    chains: Floats
    model: Model
    strengths: dict[str, float]
    r_hat: float
    effective_draws: float
    acceptance: float
    notes: tuple[Note, ...]
    provenance: Provenance

    @property
    def total(self) -> float:
        """The posterior median."""
        return float(np.median(self.chains))

    def quantile(self, probability: float) -> float:
        """A quantile of all draws, for the pairs kept."""
        return float(np.quantile(self.chains, probability))

    def interval(self, level: float = 0.95) -> Interval:
        """Equal-tailed limits of the posterior, for the pairs kept."""
        level = check_level(level)
        low, high = np.quantile(self.chains, [(1 - level) / 2, (1 + level) / 2])
        made = float(low), float(high), level, "posterior, pairs above the threshold", False, self.notes
        return Interval(*made, provenance=self.provenance.add(level=level))

    def _draw(self, axes: Any) -> None:
        axes.hist(self.chains.ravel(), bins=100)
        axes.set_xlabel("people")

    def __str__(self) -> str:
        low, high = self.interval().limits
        return f"{self.total:,.0f} people in all, {low:,.0f} to {high:,.0f} with probability 95 %; model {self.model}"


def threshold_pairs(
    histories: CaptureHistories,
    *,
    threshold: float = 2.0,
    variance: float | None = 1.0,
    order: int = 2,
    draws: int = 3000,
    burn_in: int = 1000,
    seed: int = DEFAULT_SEED,
) -> ThresholdPosterior:
    """Estimate with all pairs shrunk towards independence, then with only those that resist.

    Parameters
    ----------
    histories : CaptureHistories
    threshold : float
        A pair stays if its posterior mean is at least so many standard deviations from zero.
    variance : float or None
        Of the normal prior of each pair or triple, above 0; None for a flat prior, which needs an estimate to exist.
    order : int
        2 for pairs only; 3 to try, after the pairs, the triples all of whose pairs stayed.
    draws, burn_in : int
        Per chain, of 32 chains.
    seed : int

    Returns
    -------
    ThresholdPosterior

    Raises
    ------
    NotEstimable
        With a flat prior, if the likelihood has no unique maximum; with any, if the posterior has no peak.
    NotConverged
        If the sampler does not move, or chains disagree much (R-hat above 1.2).
    InvalidArgument
        If an argument is out of range.

    Warns
    -----
    ConvergenceWarning
        If R-hat is above 1.05.
    CompetingModelsWarning
        If a pair lies within a twentieth of the threshold, so that chance decides whether it stays.

    Notes
    -----
    Poisson likelihood; flat priors on the constant and the lists, N(0, variance) on each pair. The sampler walks with
    the curvature at the mode, 32 chains at once from starts spread around it, and its acceptance is checked: a chain
    that never moves, which another package reports as five equal quantiles, cannot pass. In a case worker's words:
    two lists are taken to be unconnected until the overlaps insist.

    References
    ----------
    .. [1] Silverman, B. (2020). Multiple-systems analysis for the quantification of modern slavery: classical and
    Bayesian
       approaches. Journal of the Royal Statistical Society A 183(3), section 6.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> posterior = threshold_pairs(load("kosovo"), draws=500, burn_in=500)
    >>> str(posterior.model)
    '[12,13,14,23,34]'
    """
    histories = usable_histories(histories)
    check_range("threshold", threshold, 0, 100)
    if variance is not None and not variance > 0:
        raise InvalidArgument(f"variance must be above 0, or None for a flat prior, but is {variance!r}.")
    check_positive("draws", draws)
    check_range("order", order, 2, 3)
    if variance is None:
        refuse(check_existence(histories, Model.of(histories.n_lists, pairs_of(histories.n_lists))))
    strengths, kept = _select_terms(histories, order, variance, threshold, draws, burn_in, seed)
    model = Model.of(histories.n_lists, kept)
    last = _sample(histories, model, variance, draws, burn_in, seed, 1)
    agreement = r_hat(last.hidden)
    _refuse_unmixed(last.acceptance, agreement)
    notes = (*notes_on_data(histories), *_borderline(strengths, threshold))
    if agreement > AGREEMENT:
        text = f"Chains disagree: R-hat is {agreement:.2f}, above {AGREEMENT}. Raise draws and burn_in."
        notes = (*notes, warn(ConvergenceWarning, text))
    settings = {"threshold": threshold, "variance": variance, "order": order, "draws": draws, "burn_in": burn_in}
    record = provenance(histories, "pairs above a threshold", dict[str, object](settings), seed)
    worth = effective_sample_size(last.hidden)
    totals = histories.total + last.hidden
    return ThresholdPosterior(histories, totals, model, strengths, agreement, worth, last.acceptance, notes, record)


def _select_terms(
    histories: CaptureHistories,
    order: int,
    variance: float | None,
    threshold: float,
    draws: int,
    burn_in: int,
    seed: int,
) -> tuple[dict[str, float], list[int]]:
    """Strengths of all terms tried, pairs first and then triples of pairs that stayed; and the terms that stay."""
    pairs = pairs_of(histories.n_lists)
    strengths, kept = _threshold_terms(histories, (), pairs, variance, threshold, draws, burn_in, seed, 0)
    if order == 3:
        triples = [t for t in range(1 << histories.n_lists) if t.bit_count() == 3 and _pairs_in(t) <= set(kept)]
        if triples:
            more, stayed = _threshold_terms(histories, kept, triples, variance, threshold, draws, burn_in, seed, 2)
            strengths, kept = {**strengths, **more}, [*kept, *stayed]
    return strengths, kept


def _refuse_unmixed(acceptance: float, agreement: float) -> None:
    if acceptance < 0.02 or agreement > 1.2:
        raise NotConverged(
            f"The sampler accepts {acceptance:.1%} of its steps and R-hat is {agreement:.2f}: there is nothing "
            "to summarize. Raise draws and burn_in."
        )


def _threshold_terms(
    histories: CaptureHistories,
    base: Sequence[int],
    terms: Sequence[int],
    variance: float | None,
    threshold: float,
    draws: int,
    burn_in: int,
    seed: int,
    step: int,
) -> tuple[dict[str, float], list[int]]:
    """Sample with all of these terms in; their strengths, and those that reach the threshold."""
    sample = _sample(histories, Model.of(histories.n_lists, [*base, *terms]), variance, draws, burn_in, seed, step)
    strengths = {histories.label(term): sample.strength(term) for term in terms}
    return strengths, [term for term in terms if strengths[histories.label(term)] >= threshold]


def _pairs_in(triple: int) -> set[int]:
    return {triple & ~(1 << i) for i in members(triple)}


def _borderline(strengths: dict[str, float], threshold: float) -> tuple[Note, ...]:
    close = [f"{name} ({value:.2f})" for name, value in strengths.items() if abs(value - threshold) < 0.05 * threshold]
    if not close:
        return ()
    text = (
        f"At the edge of the threshold {threshold:g}: {', '.join(close)}. Whether such a pair stays is decided by "
        f"chance, and the total "
        "with it; try thresholds on either side."
    )
    return (warn(CompetingModelsWarning, text),)


@dataclass
class _Sample:
    terms: Ints
    parameters: Floats
    acceptance: float

    @property
    def hidden(self) -> Floats:
        return np.exp(self.parameters[:, :, 0])

    def strength(self, pair: int) -> float:
        place = np.flatnonzero(self.terms == pair)
        if not len(place):
            return float("inf")
        values = self.parameters[:, :, place[0]]
        return float(abs(values.mean()) / values.std())


def _sample(
    histories: CaptureHistories, model: Model, variance: float | None, draws: int, burn_in: int, seed: int, step: int
) -> _Sample:
    counts = histories.counts.astype(np.float64)
    possible = observable(histories)
    split = split_terms(counts[None], model.indicator()[None], possible)
    if variance is None:
        terms, cells = np.flatnonzero(split.free[0]), np.flatnonzero(split.cells[0])
    else:
        single = np.array([t.bit_count() < 2 for t in range(len(counts))])
        empty = split.infinite[0] & single
        if empty.any():
            raise NotEstimable("A list has nobody on it. Leave it out: `omit`.")
        terms, cells = np.flatnonzero(model.indicator()), np.flatnonzero(possible)
    design = design_of(cells, terms)
    precision = np.array([0.0 if variance is None or t.bit_count() < 2 else 1.0 / variance for t in terms.tolist()])
    seen = counts[cells]
    target = design.T @ seen
    mode, root = _mode(design, seen, precision)
    rng = stream(seed, "threshold", step)
    now = mode + rng.standard_normal((CHAINS, len(terms))) @ root.T * 1.5
    # Beyond this limit a step is as good as impossible; where nothing bounds the total, a start can lie there too.
    value = now @ target - np.exp(np.minimum(now @ design.T, 60.0)).sum(axis=1) - 0.5 * now**2 @ precision
    scale, kept, accepted = 2.38 / np.sqrt(len(terms)), np.empty((CHAINS, draws, len(terms))), 0
    for number in range(burn_in + draws):
        other = now + scale * rng.standard_normal(now.shape) @ root.T
        after = other @ target - np.exp(np.minimum(other @ design.T, 60.0)).sum(axis=1) - 0.5 * other**2 @ precision
        yes = np.log(rng.random(CHAINS)) < after - value
        now[yes], value[yes] = other[yes], after[yes]
        if number >= burn_in:
            kept[:, number - burn_in] = now
            accepted += int(yes.sum())
    return _Sample(terms, kept, accepted / (CHAINS * draws))


def _mode(design: Floats, counts: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """The mode of the posterior and a root of the inverse curvature there."""
    weights = np.sqrt(counts + 0.1)[:, None]
    parameters = np.linalg.lstsq(design * weights, np.log(counts + 0.1) * weights[:, 0], rcond=None)[0]
    for _ in range(200):
        fitted = np.exp(np.minimum(design @ parameters, 60.0))
        curvature = design.T @ (design * fitted[:, None]) + np.diag(precision)
        step = _step(curvature, design.T @ (counts - fitted) - precision * parameters)
        largest = float(np.abs(design @ step).max())
        parameters = parameters + step * min(1.0, 3.0 / max(largest, 1e-12))
        if largest < 1e-8:
            break
    try:
        return parameters, np.linalg.cholesky(np.linalg.inv(curvature))
    except np.linalg.LinAlgError as error:
        text = "The posterior has no peak: these counts do not bound the total. Find more overlap, or merge lists."
        raise NotEstimable(text) from error


def _step(curvature: Floats, gradient: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(curvature, gradient), dtype=np.float64)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.lstsq(curvature, gradient, rcond=None)[0], dtype=np.float64)
