"""Latent classes: groups of people who differ in how each list sees them, by Gibbs sampling with several chains."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from prevalence.chains import effective_sample_size, r_hat
from prevalence.errors import ConvergenceWarning, LimitReachedWarning, NotConverged, Note, warn
from prevalence.histories import CaptureHistories
from prevalence.judgement import notes_on_data, notes_on_prior, usable_histories
from prevalence.loglinear import check_positive
from prevalence.parallel import spread
from prevalence.progress import Progress
from prevalence.results import Estimate, Interval, Provenance, check_level, check_range, provenance
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, Ints

AGREEMENT = 1.05


@dataclass(frozen=True, eq=False, repr=False)
class LatentClassPosterior(Estimate):
    """Posterior of the total from several chains.

    Attributes
    ----------
    histories : CaptureHistories
    chains : array of int, n_chains by n_draws
        Totals drawn.
    classes : array of int, n_chains by n_draws
        Classes with somebody in them.
    r_hat, effective_draws : float
        Rank-normalised R-hat and effective sample size of the total.
    notes : tuple of Note
    provenance : Provenance
    """

    also: ClassVar[tuple[str, ...]] = ("total", "converged", "chain_medians")
    histories: CaptureHistories
    chains: Ints
    classes: Ints
    r_hat: float
    effective_draws: float
    notes: tuple[Note, ...]
    provenance: Provenance

    @property
    def converged(self) -> bool:
        """Whether R-hat is at most 1.05."""
        return self.r_hat <= AGREEMENT

    @property
    def total(self) -> float:
        """The posterior median; refused where chains disagree."""
        return self.quantile(0.5)

    @property
    def chain_medians(self) -> tuple[float, ...]:
        """The median of each chain by itself, which shows where they disagree."""
        return tuple(float(x) for x in np.median(self.chains, axis=1))

    def quantile(self, probability: float, *, even_if_chains_disagree: bool = False) -> float:
        """A quantile of all draws.

        Raises
        ------
        NotConverged
            If chains disagree and that is not accepted in so many words.
        """
        if not (self.converged or even_if_chains_disagree):
            raise NotConverged(self._disagreement())
        return float(np.quantile(self.chains, probability))

    def interval(self, level: float = 0.95, *, even_if_chains_disagree: bool = False) -> Interval:
        """Equal-tailed limits of the posterior; refused where chains disagree."""
        level = check_level(level)
        low, high = (
            self.quantile(p, even_if_chains_disagree=even_if_chains_disagree)
            for p in ((1 - level) / 2, (1 + level) / 2)
        )
        origin = self.provenance.add(level=level)
        return Interval(low, high, level, "posterior, latent classes", True, self.notes, provenance=origin)

    def _draw(self, axes: Any) -> None:
        for chain in self.chains:
            axes.hist(chain, bins=60, histtype="step")
        axes.set_xlabel("people, by chain")

    def _disagreement(self) -> str:
        low, high = min(self.chain_medians), max(self.chain_medians)
        return (
            f"The chains disagree (R-hat {self.r_hat:.2f}, above {AGREEMENT}): their medians run from {low:,.0f} to "
            f"{high:,.0f}. "
            "Run more iterations, or report that the model finds several answers; chain_medians shows them."
        )

    def __str__(self) -> str:
        if not self.converged:
            return self._disagreement()
        low, high = self.interval().limits
        return f"{self.total:,.0f} people in all, {low:,.0f} to {high:,.0f} with probability 95 %"


def latent_classes(
    histories: CaptureHistories,
    *,
    classes: int = 10,
    chains: int = 8,
    draws: int = 1000,
    thin: int = 50,
    burn_in: int = 5000,
    ladder: int = 9,
    alpha_shape: float = 0.25,
    alpha_rate: float = 0.25,
    most_hidden: float = 1e9,
    seed: int = DEFAULT_SEED,
    parallel: bool = False,
    tell: Callable[[str], None] | None = None,
) -> LatentClassPosterior:
    """Estimate the total when people fall into unknown groups, within which lists are independent.

    Parameters
    ----------
    histories : CaptureHistories
    classes : int
        The most groups there may be; unneeded ones stay empty.
    chains, draws, thin, burn_in : int
        Chains from different starts; draws kept of each, one in `thin` iterations, after `burn_in`.
    ladder : int
        Steps of tables thinned by 1.5 each, between which a chain moves to cross from one hill of the posterior to
        another; 1 for none. Each step costs a round of draws per iteration.
    alpha_shape, alpha_rate : float
        Gamma prior of the concentration: smaller means fewer groups.
    most_hidden : float
        Cap on the expected hidden people; reaching it is reported.
    seed : int
    parallel : bool
        Spread the chains over joblib's backend. The numbers are the same.
    tell : callable, optional
        Called with a sentence now and then: what is done, and about how long the rest takes.

    Returns
    -------
    LatentClassPosterior

    Raises
    ------
    NotEstimable
        If nobody is on any list.
    InvalidArgument
        If an argument is out of range.

    Warns
    -----
    ConvergenceWarning
        If R-hat is above 1.05. `total` and `interval` are then refused.
    LongWorkWarning
        Soon after the beginning, if it will take more than two minutes and there is no `tell`; says about how long.
    LimitReachedWarning
        If the cap was reached.

    Notes
    -----
    A person belongs to class k with probability π_k, and is on list j with probability λ_jk, independently. λ has a
    flat prior, π is built by breaking a stick with Beta(1, α), α is gamma, and the total has prior 1/N. The sampler
    works on the table of patterns; besides the usual steps classes are offered to change places and to trade size
    for visibility, α a leap given the sizes alone, and whole parameters the place of those of a thinner table, where
    hills are low. The posterior is that of the whole table, whatever the ladder. In a case worker's
    words: some people are well known to everybody, some to nobody; the lists show how many kinds there are, but a
    kind that no list sees well is only guessed at.

    References
    ----------
    .. [1] Manrique-Vallier, D. (2016). Bayesian population size estimation using Dirichlet process mixtures.
    Biometrics 72.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> posterior = latent_classes(load("korea"), chains=2, draws=50, thin=1, burn_in=50)
    >>> posterior.chains.shape
    (2, 50)
    """
    histories = usable_histories(histories)
    counted = {"classes": classes, "chains": chains, "draws": draws, "thin": thin, "burn_in": burn_in, "ladder": ladder}
    _check(counted, alpha_shape, alpha_rate)
    settings = (classes, alpha_shape, alpha_rate, float(most_hidden), burn_in, draws, thin, ladder)
    pieces = [(histories, seed, number, settings) for number in range(chains)]
    work = Progress(chains, tell)
    results = spread(_chain, pieces) if parallel else [_chain(*piece, work) for piece in pieces]
    totals = np.array([hidden for hidden, _, _ in results]) + histories.total
    capped = sum(times for _, _, times in results)
    agreement, worth = _agreement(totals.astype(np.float64))
    further = {"alpha_shape": alpha_shape, "alpha_rate": alpha_rate, "most_hidden": most_hidden}
    record = provenance(histories, "latent classes", {**counted, **further}, seed)
    compiler = sys.modules.get("numba")
    if compiler is not None:
        record = replace(record, libraries=(*record.libraries, ("numba", str(compiler.__version__))))
    notes = (*notes_on_data(histories), *notes_on_prior(histories), *_notes(totals, agreement, capped, most_hidden))
    return LatentClassPosterior(
        histories, totals, np.array([k for _, k, _ in results]), agreement, worth, notes, record
    )


def _check(counted: dict[str, int], alpha_shape: float, alpha_rate: float) -> None:
    for name in ("classes", "chains", "draws", "thin", "ladder"):
        check_positive(name, counted[name])
    check_range("burn_in", counted["burn_in"], 0, 10**12)
    check_range("alpha_shape", alpha_shape, 1e-6, 1e6)
    check_range("alpha_rate", alpha_rate, 1e-6, 1e6)


def _agreement(totals: Floats) -> tuple[float, float]:
    """R-hat and the effective number of draws, as far as chains and draws suffice."""
    chains, draws = totals.shape
    return (
        r_hat(totals) if chains > 1 and draws > 3 else float("inf"),
        effective_sample_size(totals) if draws > 3 else float("nan"),
    )


def _chain(
    histories: CaptureHistories,
    seed: int,
    number: int,
    settings: tuple[int, float, float, float, int, int, int, int],
    work: Progress | None = None,
) -> tuple[Ints, Ints, int]:
    classes, shape, rate, most_hidden, burn_in, draws, thin, steps = settings
    rng = stream(seed, "classes", number)
    patterns = np.flatnonzero(histories.counts)
    capture = rng.beta(1.0, 1.0 + number % 4 * 3, size=(steps, classes, histories.n_lists))
    alpha = 10.0 ** ((number + np.arange(steps)) % 4 - 2.0)
    sampler = importlib.import_module("prevalence.tempering")  # here, because its compiler takes seconds to import
    ladder = sampler.ladder_of(histories.counts[patterns], steps)
    chain = sampler.Chain(rng, patterns, ladder, shape, rate, most_hidden, burn_in, draws, thin, capture, alpha)
    if work is None:
        chain.run(chain.iterations)
    else:
        work.run(chain, number)
    return chain.hidden, chain.classes, chain.capped


def _notes(totals: Ints, agreement: float, capped: int, most_hidden: float) -> tuple[Note, ...]:
    notes: tuple[Note, ...] = ()
    if agreement > AGREEMENT:
        medians = np.median(totals, axis=1)
        text = (
            f"Chains disagree: R-hat is {agreement:.2f}, above {AGREEMENT}, and their medians run from "
            f"{medians.min():,.0f} to "
            f"{medians.max():,.0f}. There is no posterior to summarize yet; run longer, or say that there are "
            f"several answers."
        )
        notes += (warn(ConvergenceWarning, text),)
    if capped:
        text = f"The cap of {most_hidden:,.0f} hidden people was reached in {capped:,} iterations; limits depend on it."
        notes += (warn(LimitReachedWarning, text),)
    return notes
