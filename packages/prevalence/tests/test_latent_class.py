"""Latent classes: published medians within Monte-Carlo error, agreement of chains, refusals."""

import numpy as np
import pytest

from prevalence import gibbs
from prevalence.chains import effective_sample_size, r_hat
from prevalence.datasets import load
from prevalence.errors import ConvergenceWarning, InvalidArgument, LimitReachedWarning, NotConverged
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes

needs_compiler = pytest.mark.skipif(not gibbs.COMPILED, reason="numba is not installed")


@needs_compiler
@pytest.mark.slow
def test_kosovo_as_published_and_as_counted_later():
    # LCMCR 0.4.14, K = 10, a = b = 0.25, ten seeds pooled: 9116, 10464, 14200. The Memory Book counts 10,401.
    posterior = latent_classes(load("kosovo"))
    assert posterior.converged
    found = [posterior.quantile(p) for p in (0.025, 0.5, 0.975)]
    assert found[1] == pytest.approx(10464, rel=0.02)
    assert found[2] == pytest.approx(14200, rel=0.08)


@needs_compiler
def test_chains_that_disagree_cannot_be_summarised_by_accident():
    # LCMCR on the five United Kingdom lists: medians from 12,346 to 22,864 by seed, R-hat 1.31, no warning.
    with pytest.warns(ConvergenceWarning, match="Chains disagree: R-hat is"):
        posterior = latent_classes(load("uk_2013_five"), draws=200, thin=10, burn_in=1000)
    assert posterior.r_hat > 1.05
    with pytest.raises(NotConverged, match="their medians run from"):
        _ = posterior.total
    assert "chains disagree" in str(posterior)
    assert posterior.quantile(0.5, even_if_chains_disagree=True) > 2744


@needs_compiler
def test_two_kinds_of_people_are_recovered():
    rng = np.random.default_rng(11)
    kind = rng.random(4000) < 0.4
    chance = np.where(kind[:, None], [0.6, 0.5, 0.55, 0.6, 0.5], [0.15, 0.2, 0.1, 0.15, 0.2])
    seen = rng.random((4000, 5)) < chance
    people = seen[seen.any(axis=1)]
    histories = CaptureHistories.from_people({name: people[:, i] for i, name in enumerate("ABCDE")})
    posterior = latent_classes(histories, chains=4, draws=400, thin=20, burn_in=4000)
    low = posterior.quantile(0.01, even_if_chains_disagree=True)
    assert low < 4000 < posterior.quantile(0.99, even_if_chains_disagree=True)


def test_the_same_seed_gives_the_same_chains_and_a_cap_is_named():
    arguments = {"chains": 2, "draws": 20, "thin": 1, "burn_in": 20, "seed": 5}
    first, second = (latent_classes(load("korea"), **arguments) for _ in range(2))
    assert np.array_equal(first.chains, second.chains)
    with pytest.warns(LimitReachedWarning, match="The cap of 1 hidden people"):
        latent_classes(load("korea"), most_hidden=1, **arguments)


def test_binomials_by_inversion_have_the_right_mean_and_spread():
    rng = np.random.default_rng(3)
    for count, chance in ((40, 0.02), (500, 0.01), (12, 0.7), (5, 0.5)):
        drawn = np.array([gibbs.inversion(rng, count, chance) for _ in range(20_000)])
        assert drawn.mean() == pytest.approx(count * chance, abs=5 * np.sqrt(count * chance * (1 - chance) / 20_000))
        assert drawn.var() == pytest.approx(count * chance * (1 - chance), rel=0.06)
        assert drawn.max() <= count


def test_r_hat_and_effective_draws_of_known_chains():
    rng = np.random.default_rng(2)
    slow = np.zeros((4, 4000))
    for i in range(1, 4000):
        slow[:, i] = 0.9 * slow[:, i - 1] + rng.normal(size=4)
    assert effective_sample_size(slow) == pytest.approx(16_000 / 19, rel=0.2)
    assert r_hat(slow) < 1.03
    assert r_hat(np.zeros((2, 10))) == 1.0


def test_refusals():
    with pytest.raises(InvalidArgument, match="chains must be a whole number of at least 1"):
        latent_classes(load("korea"), chains=0)
    with pytest.raises(InvalidArgument, match="alpha_rate must lie between"):
        latent_classes(load("korea"), alpha_rate=0)
