"""Posteriors against exact draws and sums over everything, and covariates against a general optimizer."""

import dataclasses

import numpy as np
import pytest
import scipy

from prevalence.chains import effective_sample_size, r_hat
from prevalence.covariate_model import covariate_model
from prevalence.covariates import CovariateHistories
from prevalence.datasets import load
from prevalence.errors import NotConverged
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes
from prevalence.thresholding import threshold_pairs

TWO = CaptureHistories.from_patterns(("A", "B"), {"10": 40, "01": 30, "11": 12})
THREE = CaptureHistories.from_patterns(
    ("A", "B", "C"), {"100": 60, "010": 50, "001": 40, "110": 30, "101": 12, "011": 9, "111": 8}
)
TAILS = [0.025, 0.25, 0.5, 0.75, 0.975]


@pytest.mark.parametrize(("threshold", "variance"), [(0, 1.0), (0, 0.25), (50, 1.0)])
def test_two_lists_have_a_posterior_of_gamma_and_normal_draws(threshold, variance):
    # With flat priors on the constant and the lists the fitted counts of the three cells are independent gammas, and
    # the dependence, of which three cells say nothing, keeps its prior.
    rng, size = np.random.default_rng(1), 1_000_000
    one, two, both = (rng.gamma(n, size=size) for n in (40, 30, 12))
    tie = np.sqrt(variance) * rng.standard_normal(size) if threshold == 0 else 0.0
    expected = np.quantile(82 + one * two / both * np.exp(tie), TAILS)
    posterior = threshold_pairs(TWO, threshold=threshold, variance=variance)
    assert [posterior.quantile(p) for p in TAILS] == pytest.approx(expected, rel=0.04)
    assert posterior.total == posterior.quantile(0.5)
    assert posterior.interval(0.95).limits == (posterior.quantile(0.025), posterior.quantile(0.975))
    assert posterior.strengths["A×B"] < 0.1
    assert bool(posterior.model.interactions) == (threshold == 0)


@pytest.mark.parametrize("variance", [1.0, 0.3, None])
def test_three_lists_have_a_posterior_of_weighted_gamma_draws(variance):
    rng, size = np.random.default_rng(2), 1_000_000
    cell = {p: rng.gamma(int(THREE.counts[p]), size=size) for p in range(1, 8)}
    ties = np.log([cell[7] * cell[4] / (cell[5] * cell[6]), cell[7] * cell[2] / (cell[3] * cell[6])])
    ties = np.vstack([ties, np.log(cell[7] * cell[1] / (cell[3] * cell[5]))])
    hidden = cell[1] * cell[2] * cell[4] * cell[7] / (cell[3] * cell[5] * cell[6])
    logs = np.zeros(size) if variance is None else -0.5 * (ties**2).sum(axis=0) / variance
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    means = ties @ weights
    spreads = np.sqrt(((ties - means[:, None]) ** 2) @ weights)
    order = np.argsort(hidden)
    at = np.minimum(np.searchsorted(np.cumsum(weights[order]), TAILS), size - 1)
    posterior = threshold_pairs(THREE, threshold=0, variance=variance)
    assert list(posterior.strengths) == ["A×B", "A×C", "B×C"]
    assert list(posterior.strengths.values()) == pytest.approx(np.abs(means) / spreads, rel=0.06, abs=0.05)
    assert [posterior.quantile(p) for p in TAILS] == pytest.approx(209 + hidden[order][at], rel=0.06)


@pytest.mark.parametrize(("factor", "near"), [(0.97, True), (0.93, False), (1.03, True), (1.08, False)])
def test_a_pair_near_the_threshold_is_named(factor, near):
    strength = threshold_pairs(THREE, draws=500).strengths["A×B"]
    posterior = threshold_pairs(THREE, draws=500, threshold=strength * factor)
    named = [note.message for note in posterior.notes if note.kind == "CompetingModelsWarning"]
    assert [f"{strength * factor:g}: A×B ({strength:.2f})." in text for text in named] == [True] * near
    assert (0b011 in posterior.model.interactions) == (factor < 1)


@pytest.mark.parametrize("name", ["korea", "kosovo", "madigan_york_three"])
def test_the_grid_of_its_own_gives_what_every_number_of_hidden_people_gives(name):
    histories = load(name)
    own = graph_average(histories)
    every = graph_average(histories, hidden=range(own.grid[-1] - histories.total + 1))
    for level in (0.5, 0.9, 0.95):
        assert own.interval(level).limits == pytest.approx(every.interval(level).limits, rel=0.012)
    assert own.total == pytest.approx(every.total, rel=0.003)
    assert own.model_probabilities == pytest.approx(every.model_probabilities, abs=0.003)
    likely = every.model_probabilities > 0.02
    assert own.model_means[likely] == pytest.approx(every.model_means[likely], rel=0.02)


def test_the_most_probable_graph_joins_the_lists_that_are_tied():
    # A and B share far more people than chance has it, C the number that chance has with either.
    tied = CaptureHistories.from_patterns(
        ("A", "B", "C"), {"100": 80, "010": 80, "001": 120, "110": 400, "101": 20, "011": 20, "111": 100}
    )
    models = graph_average(tied).models(3)
    assert str(models[0][0]) == "[12,3]"
    assert {str(model) for model, _, _ in models[1:]} == {"[12,13]", "[12,23]"}
    assert models[0][1] > models[1][1] >= models[2][1]


def test_nothing_is_named_where_the_lists_bound_the_total():
    assert graph_average(load("kosovo")).notes == ()


def test_the_grid_is_extended_tenfold_until_hardly_anything_lies_at_its_end():
    never = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 50, "010": 40, "001": 30, "110": 2})
    for histories in (load("kosovo"), never):
        posterior = graph_average(histories)
        factor = round(posterior.grid[-1] / histories.total - 1)
        assert dict(posterior.provenance.settings)["grid"] == f"up to {factor} hidden per person seen"
        assert factor in (30, 300, 3000, 30_000)
        assert posterior.last_mass <= 0.001
    assert factor > 30
    assert graph_average(never, hidden=range(30 * never.total + 1)).last_mass > 0.001


def test_what_a_posterior_says_of_itself_are_sums_of_its_probabilities():
    for points in (range(100), range(150), range(400)):
        posterior = graph_average(load("korea"), hidden=points)
        shares = posterior.probabilities
        assert shares.sum() == pytest.approx(1)
        assert posterior.last_mass == pytest.approx(shares[-(len(points) // 100) :].sum())
        assert posterior.mean == pytest.approx((shares * (123 + np.arange(len(points)))).sum())
        assert posterior.mode == 123 + int(np.argmax(shares))
        assert posterior.model_probabilities @ posterior.model_means == pytest.approx(posterior.mean)
        for probability in (0.1, 0.5, 0.9):
            place = next(k for k in range(len(points)) if shares[: k + 1].sum() >= probability)
            assert posterior.quantile(probability) == 123 + place
        assert posterior.quantile(1.0) <= 123 + points[-1]
    assert graph_average(load("korea"), hidden=range(20)).last_mass == pytest.approx(
        graph_average(load("korea"), hidden=range(20)).probabilities[-1]
    )
    ends = [graph_average(load("korea"), hidden=range(n)).quantile(1.0) - 122 - n for n in range(20, 60)]
    assert max(ends) <= 0
    drawn = graph_average(load("korea"), hidden=range(400)).draws(4000)
    assert np.mean(drawn) == pytest.approx(posterior.mean, rel=0.03)
    assert np.mean(drawn <= posterior.total) == pytest.approx(shares[: int(posterior.total) - 122].sum(), abs=0.03)


@pytest.fixture
def sampled():
    return latent_classes(load("korea"), chains=3, draws=40, thin=1, burn_in=30, classes=4, seed=6)


def test_what_a_latent_class_posterior_says_are_quantiles_of_its_draws(sampled):
    agreeing = dataclasses.replace(sampled, r_hat=1.05)
    draws = sampled.chains.ravel()
    assert agreeing.converged
    assert agreeing.total == np.median(draws)
    interval = agreeing.interval(0.8)
    assert interval.limits == pytest.approx(tuple(np.quantile(draws, [0.1, 0.9])))
    assert (interval.level, interval.includes_selection, interval.notes) == (0.8, True, sampled.notes)
    assert dict(interval.provenance.settings)["level"] == 0.8
    low, high = np.quantile(draws, [0.025, 0.975])
    assert str(agreeing) == (f"{np.median(draws):,.0f} people in all, {low:,.0f} to {high:,.0f} with probability 95 %")
    assert sampled.chain_medians == tuple(np.median(chain) for chain in sampled.chains)
    assert sampled.r_hat == pytest.approx(r_hat(sampled.chains.astype(float)))
    assert sampled.effective_draws == pytest.approx(effective_sample_size(sampled.chains.astype(float)))
    assert sampled.chains.shape == sampled.classes.shape == (3, 40)
    assert sampled.chains.min() >= 123
    assert 1 <= sampled.classes.min() <= sampled.classes.max() <= 4


def test_chains_that_disagree_are_refused_with_their_medians(sampled):
    apart = dataclasses.replace(sampled, r_hat=1.0501, chains=np.array([[200, 300, 200], [1000, 1300, 1200]]))
    text = (
        "The chains disagree (R-hat 1.05, above 1.05): their medians run from 200 to 1,200. Run more iterations, or "
        "report that the model finds several answers; chain_medians shows them."
    )
    assert str(apart) == text
    for ask in (apart.interval, lambda: apart.total, lambda: apart.quantile(0.5)):
        with pytest.raises(NotConverged) as caught:
            ask()
        assert str(caught.value) == text
    assert apart.interval(0.5, even_if_chains_disagree=True).limits == (225, 1150)


def test_one_chain_or_few_draws_agree_on_nothing():
    few = {"thin": 1, "burn_in": 5, "classes": 2, "seed": 3}
    alone = latent_classes(load("korea"), chains=1, draws=10, **few)
    short = latent_classes(load("korea"), chains=2, draws=3, **few)
    enough = latent_classes(load("korea"), chains=2, draws=4, **few)
    assert (alone.r_hat, short.r_hat) == (float("inf"), float("inf"))
    assert np.isfinite([alone.effective_draws, enough.r_hat]).all()
    assert np.isnan(short.effective_draws)
    medians = np.median(short.chains, axis=1)
    (note,) = (note.message for note in short.notes if note.kind == "ConvergenceWarning")
    assert note.startswith(
        f"Chains disagree: R-hat is inf, above 1.05, and their medians run from {medians.min():,.0f} to "
        f"{medians.max():,.0f}."
    )


def test_a_cap_on_the_hidden_is_named_with_how_often_it_was_reached():
    few = {"thin": 1, "burn_in": 0, "classes": 2, "seed": 3, "chains": 2, "draws": 20, "ladder": 1}
    capped = latent_classes(load("korea"), most_hidden=1e-9, **few)
    (note,) = (note.message for note in capped.notes if note.kind == "LimitReachedWarning")
    assert note == "The cap of 0 hidden people was reached in 40 iterations; limits depend on it."
    assert (capped.chains == 123).all()


def incomplete(seed=4):
    """Lists of women and men, young and old; much of sex and age unknown."""
    rng = np.random.default_rng(seed)
    people = 3000
    sex, age = rng.choice(["f", "m"], people, p=[0.6, 0.4]), rng.choice(["a", "b", "c"], people, p=[0.5, 0.3, 0.2])
    chance = np.array([0.3, 0.25, 0.35])[None, :] * np.where(sex == "f", 1.2, 0.7)[:, None]
    chance = chance * np.where(age == "a", 1.1, 0.9)[:, None]
    seen = rng.random((people, 3)) < chance
    sex, age = (np.where(rng.random(people) < 0.3, None, values) for values in (sex.astype(object), age.astype(object)))
    kept = seen.any(axis=1)
    columns = {name: seen[kept, i].astype(int).tolist() for i, name in enumerate("ABC")}
    return columns | {"sex": sex[kept].tolist(), "age": age[kept].tolist()}


FEW = {name: [p >> i & 1 for p in [*range(1, 8)] * 2] for i, name in enumerate("ABC")}
FEW |= {"sex": ["f"] * 7 + ["m"] * 7, "count": [30, 20, 12, 25, 9, 6, 4, 18, 15, 8, 14, 5, 2, 0]}


def cells_of(columns):
    """Every person as pattern, sex and age; and every cell of the full table as such."""
    pattern = [a | b << 1 | c << 2 for a, b, c in zip(columns["A"], columns["B"], columns["C"], strict=True)]
    people = list(zip(pattern, columns["sex"], columns["age"], strict=True))
    return people, [(p, s, a) for s in "fm" for a in "abc" for p in range(8)]


def terms_of(cell):
    """The formula (sex + age) * (A + B + C) by hand."""
    pattern, sex, age = cell
    lists = [pattern >> i & 1 for i in range(3)]
    values = [sex == "m", age == "b", age == "c"]
    return [1, *lists, *values, *(value and on for value in values for on in lists)]


def test_unknown_values_are_shared_out_as_the_maximum_of_the_likelihood_of_what_was_seen_has_it():
    columns = incomplete()
    people, cells = cells_of(columns)
    design = np.array([[float(x) for x in terms_of(cell)] for cell in cells])
    rows = sorted(set(people), key=str)
    times = np.array([people.count(row) for row in rows], dtype=float)
    fits = np.array([[c[0] == r[0] and r[1] in (None, c[1]) and r[2] in (None, c[2]) for c in cells] for r in rows])
    open_cells = np.array([cell[0] > 0 for cell in cells])

    def surprise(rest):
        weights = np.exp(design[:, 1:] @ rest)
        parts = weights / weights[open_cells].sum()
        slopes = (times / (fits @ parts)) @ (fits * parts) @ design[:, 1:]
        slopes = slopes - times.sum() * (parts * open_cells) @ design[:, 1:]
        return -times @ np.log(fits @ parts), -slopes

    best = scipy.optimize.minimize(surprise, np.zeros(design.shape[1] - 1), jac=True, options={"gtol": 1e-7})
    weights = np.exp(design[:, 1:] @ best.x)
    expected = weights / weights[open_cells].sum() * times.sum()
    histories = CovariateHistories.from_counts(columns, ["A", "B", "C"], ["sex", "age"], count=None)
    estimate = covariate_model(histories, "(sex + age) * (A + B + C)")
    assert estimate.log_likelihood == pytest.approx(-best.fun, rel=1e-8)
    assert estimate.hidden == pytest.approx(expected[~open_cells].sum(), rel=1e-3)
    assert estimate.total == pytest.approx(times.sum() + expected[~open_cells].sum(), rel=1e-3)
    for place, values in ((1, "fm"), (2, "abc")):
        name = ("", "sex", "age")[place]
        for value in values:
            here = np.array([cell[place] == value for cell in cells])
            assert estimate.by(name)[value] == pytest.approx(expected[here].sum(), rel=1e-3)
    assert sum(estimate.by("sex").values()) == pytest.approx(estimate.total)
    unknown = [sum(value is None for value in columns[name]) / len(people) for name in ("sex", "age")]
    assert list(histories.unknown.values()) == pytest.approx(unknown)


def test_limits_with_covariates_are_those_of_replicates_of_the_rows():
    estimate = covariate_model(CovariateHistories.from_counts(FEW, ["A", "B", "C"], ["sex"]), "sex * (A + B + C)")
    made = estimate.replicates(30, seed=7)
    totals = [replicate.total for replicate in made]
    found = estimate.interval(0.8, replicates=30, seed=7)
    assert found.limits == pytest.approx(tuple(scipy.stats.mstats.mquantiles(totals, [0.1, 0.9], 1 / 3, 1 / 3)))
    spread = np.std(totals)
    assert 0.1 * spread < min(found.low_error, found.high_error) <= max(found.low_error, found.high_error) < spread
    assert (found.level, found.includes_selection) == (0.8, False)
    assert (found.provenance.seed, found.provenance.replicates) == (7, 30)
    assert {len(set(replicate.histories.patterns.tolist())) for replicate in made} <= set(range(4, 8))
    assert {replicate.histories.total for replicate in made} == {168}
    # People are drawn with replacement: the mean total of replicates is near the estimate.
    assert np.mean(totals) == pytest.approx(estimate.total, rel=0.2)


def test_replicates_without_an_estimate_are_left_out():
    few = {"A": [1, 0, 1, 1, 0, 1], "B": [0, 1, 1, 0, 1, 1], "sex": list("fffmmm"), "count": [9, 8, 1, 7, 5, 1]}
    estimate = covariate_model(CovariateHistories.from_counts(few, ["A", "B"], ["sex"]), "sex * (A + B)")
    made = estimate.replicates(20, seed=1)
    assert 0 < len(made) < 20
    assert len(made) < len(estimate.replicates(60, seed=1)) < 60
    assert estimate.interval(0.9, replicates=20, seed=1).limits[0] >= min(replicate.total for replicate in made)


@pytest.mark.parametrize("ridge", [0.1, 5.0])
def test_a_ridge_draws_all_parameters_but_the_constant_towards_zero(ridge):
    counts = np.array(FEW["count"], dtype=float)
    histories = CovariateHistories.from_counts(FEW, ["A", "B", "C"], ["sex"])
    lists = np.array([[p >> i & 1 for i in range(3)] for p in [*range(8)] * 2], dtype=float)
    men = np.repeat([0.0, 1.0], 8)
    design = np.column_stack([np.ones(16), men, lists, lists * men[:, None]])
    hidden = lists.sum(axis=1) == 0

    def surprise(parameters):
        fitted = np.exp(design[~hidden] @ parameters)
        shrunk = np.concatenate([[0.0], parameters[1:]])
        value = fitted.sum() - counts @ (design[~hidden] @ parameters) + ridge / 2 * (shrunk**2).sum()
        return value, design[~hidden].T @ (fitted - counts) + ridge * shrunk

    best = scipy.optimize.minimize(surprise, np.zeros(8), jac=True, options={"gtol": 1e-9})
    expected = np.exp(design[hidden] @ best.x)
    estimate = covariate_model(histories, "sex * (A + B + C)", ridge=ridge)
    assert estimate.hidden_by == pytest.approx(expected, rel=1e-4)
    assert estimate.observed_by == pytest.approx([106, 62])
