"""How far limits move with the seed, replicates in two places, and as many replicates as a precision asks for."""

import itertools

import numpy as np
import pytest

from prevalence.bootstrap import Bootstrap
from prevalence.chao import chao_lower_bound
from prevalence.criterion import best_model
from prevalence.datasets import load
from prevalence.errors import CompetingModelsWarning, InvalidArgument, MonteCarloWarning, NotAvailable
from prevalence.loglinear import loglinear
from prevalence.monte_carlo import limit_errors, two_hills
from prevalence.procedures import FixedModel
from prevalence.results import provenance
from prevalence.stepwise import stepwise


@pytest.mark.parametrize("method", ["bca", "basic"])
def test_the_error_is_the_spread_of_limits_over_seeds(method):
    estimate = stepwise(load("kosovo"))
    intervals = [estimate.bootstrap(500, seed=seed).interval(0.9, method) for seed in range(40)]
    spread = np.std([found.limits for found in intervals], axis=0)
    told = np.mean([(found.low_error, found.high_error) for found in intervals], axis=0)
    assert told == pytest.approx(spread, rel=0.35)


def test_in_a_long_thin_tail_the_error_errs_on_the_safe_side():
    estimate = stepwise(load("new_orleans_186_five"))
    intervals = [estimate.bootstrap(500, seed=seed).interval(0.9, "percentile") for seed in range(40)]
    spread = np.std([found.high for found in intervals])
    assert 0.8 * spread < np.mean([found.high_error for found in intervals]) < 1.9 * spread


def test_limits_without_simulation_have_no_monte_carlo_error():
    interval = loglinear(load("kosovo")).interval()
    assert (interval.low_error, interval.high_error, interval.monte_carlo_error) == (None, None, None)
    assert "Monte-Carlo" not in str(interval)


def test_few_replicates_are_named_and_more_are_not():
    estimate = stepwise(load("uk_2013_five"))
    with pytest.warns(MonteCarloWarning, match="With another seed the limits would move by about"):
        few = estimate.interval(0.95, "percentile", replicates=50)
    many = estimate.interval(0.95, "percentile", replicates=20_000)
    assert few.monte_carlo_error > 0.02 > many.monte_carlo_error
    assert "MonteCarloWarning" not in {note.kind for note in many.notes}


def test_a_precision_takes_as_many_replicates_as_it_needs_and_says_how_many():
    estimate = stepwise(load("kosovo"))
    found = estimate.interval(0.95, precision=0.005)
    assert found.monte_carlo_error <= 0.005
    replicates = found.provenance.replicates
    assert 1000 < replicates <= 100_000
    same = estimate.interval(0.95, "percentile", replicates=replicates)
    assert found.limits == same.limits
    with pytest.raises(InvalidArgument, match="precision must lie between"):
        estimate.interval(0.95, precision=0)


@pytest.mark.parametrize(("share", "replicates"), [(0.99, 2000), (1 / 1.7, 4000)])
def test_a_precision_takes_a_fifth_more_replicates_than_the_first_error_asks_for(share, replicates):
    # The error falls with the root of their number: 1,200 / share², in whole thousands, and at least twice as many.
    estimate = stepwise(load("kosovo"))
    first = estimate.bootstrap(1000).monte_carlo_error(0.95, "percentile")
    assert estimate.interval(0.95, precision=share * first).provenance.replicates == replicates
    assert estimate.interval(0.95, precision=1.01 * first).provenance.replicates == 1000


def test_no_precision_takes_more_than_a_hundred_thousand_replicates():
    found = chao_lower_bound(load("korea")).interval(0.95, "percentile", precision=1e-4)
    assert found.provenance.replicates == 100_000
    assert found.monte_carlo_error > 1e-4


def bootstrap_of(totals):
    histories = load("kosovo")
    record = provenance(histories, "made by hand", {"replicates": len(totals)}, 1)
    terms = np.zeros((len(totals), 16), dtype=bool)
    return Bootstrap(histories, 17_000.0, np.array(totals), terms, FixedModel(frozenset({0, 1, 2, 4, 8})), record)


@pytest.mark.parametrize("far", [30, 300, 970])
def test_replicates_in_two_places_are_named(far):
    # As on the Australian lists: the default seed said 25,019 for a limit that others put between 16,000 and 19,200.
    rng = np.random.default_rng(4)
    totals = np.concatenate([rng.normal(16_000, 800, 1000 - far), rng.normal(25_000, 900, far)])
    with pytest.warns(CompetingModelsWarning, match=r"in two places, near 1[56],\d{3} and near 2[45],\d{3} people"):
        bootstrap_of(totals).interval(0.95, "percentile")
    one = bootstrap_of(rng.normal(17_000, 800, 1000)).interval(0.95, "percentile")
    assert {note.kind for note in one.notes} == set()


def test_models_between_which_chance_decides():
    with pytest.warns(CompetingModelsWarning, match="The replicates gather in two places"):
        best_model(load("uk_2013_five"), top=20).interval(0.95, "percentile", replicates=500)


@pytest.mark.parametrize("size", [200, 1000, 5000])
def test_one_hill_is_not_taken_for_two(size):
    rng = np.random.default_rng(6)
    for _ in range(60):
        assert two_hills(np.exp(rng.normal(9, 0.2, size))) is None
        assert two_hills(1000 + rng.gamma(2, 400, size)) is None
        assert two_hills(1000 + np.exp(rng.standard_t(3, size))) is None
    assert two_hills(np.full(300, 7.0)) is None


def hills_by_the_definition(values):
    """Tops and valleys of a Gaussian kernel density of the logarithms, on four thousand points."""
    logs = np.log(values)
    quarter, three = np.quantile(logs, [0.25, 0.75])
    width = 0.9 * min(logs.std(), (three - quarter) / 1.349) * len(logs) ** -0.2
    points = np.linspace(logs.min() - 3 * width, logs.max() + 3 * width, 4000)
    heights = np.zeros(4000)
    for value in logs:
        heights += np.exp(-(((points - value) / width) ** 2) / 2)
    tops = [k for k in range(1, 3999) if heights[k - 1] < heights[k] >= heights[k + 1]]
    found = []
    for one, other in itertools.pairwise(tops):
        valley = min(range(one, other), key=lambda k: heights[k])
        left, right = int(np.argmax(heights[:valley])), valley + int(np.argmax(heights[valley:]))
        depth = heights[valley] / min(heights[left], heights[right])
        share = np.mean(logs < points[valley])
        few = max(0.02, 15 / len(logs))
        if depth < 0.6 and few < share < 1 - few and points[right] - points[left] > np.log(1.2):
            found.append((depth, float(np.exp(points[left])), float(np.exp(points[right]))))
    return min(found)[1:] if found else None


def test_hills_are_those_of_a_density_by_its_definition():
    rng, seen = np.random.default_rng(9), {True: 0, False: 0}
    for _ in range(40):
        size, share, apart = int(rng.integers(200, 900)), rng.choice([0.01, 0.05, 0.3, 0.6]), rng.uniform(0.1, 1.0)
        second = rng.random(size) < share
        values = 1000 * np.exp(rng.normal(0, 0.12, size) + np.where(second, apart, 0) + (rng.random(size) < 0.02))
        expected, found = hills_by_the_definition(values), two_hills(values)
        seen[expected is None] += 1
        assert (found is None) == (expected is None)
        assert found is None or found == pytest.approx(expected, rel=0.01)
    assert min(seen.values()) > 8


def test_errors_of_limits_that_go_by_the_share_below_the_estimate_are_those_of_resampling():
    rng = np.random.default_rng(5)
    values, total = rng.gamma(3, 1000, 400), 2500.0

    def places(share):
        return np.array([0.2 * share, 0.7 + 0.5 * share])

    limits = []
    for _ in range(2000):
        drawn = rng.choice(values, 400)
        limits.append(np.quantile(drawn, places(np.mean(drawn < total)), method="inverted_cdf"))
    assert limit_errors(values, total, places) == pytest.approx(np.std(limits, axis=0), rel=0.15)
    assert limit_errors(values, total, lambda share: None) is None


@pytest.mark.parametrize("below", [0, 1, 5, 20])
def test_the_share_below_the_estimate_is_drawn_with_the_replicates(below):
    shares = []

    def places(share):
        shares.append(share)
        return np.array([0.1, 0.9])

    limit_errors(np.arange(20.0), below - 0.5, places)
    # The mean of 200 shares, each with a standard deviation of a tenth at most.
    assert np.mean(shares) == pytest.approx(below / 20, abs=0.025)
    assert np.std(shares) == pytest.approx(np.sqrt(below / 20 * (1 - below / 20) / 20), rel=0.2)


@pytest.mark.parametrize("name", ["uk_2013_five", "new_orleans_186_five"])
def test_the_widest_limits_are_the_outer_ones_of_percentile_and_bca(name):
    made = stepwise(load(name)).bootstrap(500)
    percentile, bca, widest = (made.interval(0.9, method) for method in ("percentile", "bca", "widest"))
    assert widest.limits == (min(percentile.low, bca.low), max(percentile.high, bca.high))
    assert widest.low_error == (percentile if percentile.low < bca.low else bca).low_error
    assert widest.high_error == (percentile if percentile.high > bca.high else bca).high_error


def test_without_a_bias_correction_the_widest_limits_are_those_of_the_percentiles():
    rng = np.random.default_rng(4)
    above = bootstrap_of(rng.normal(30_000, 800, 1000))
    assert isinstance(above.interval(0.95, "bca").low, NotAvailable)
    assert above.interval(0.95, "widest").limits == above.interval(0.95, "percentile").limits
