"""What cannot be done, and the sentence that says why: where, what was expected, what was found."""

import contextlib
import re
import sys

import numpy as np
import pytest

import prevalence
from prevalence.checks import predictive_checks
from prevalence.covariates import CovariateHistories
from prevalence.criterion import RankedModels
from prevalence.datasets import load
from prevalence.direct import log_normal_limits
from prevalence.errors import InvalidArgument, InvalidData, NotAvailable, NotConverged, NotEstimable
from prevalence.histories import CaptureHistories
from prevalence.indicator import sdg_16_2_2
from prevalence.jackknife import Jackknife
from prevalence.models import Model
from prevalence.profile import profile
from prevalence.results import Interval
from prevalence.simulation import Truth
from prevalence.strata import StratifiedHistories, StratumSum, estimate_strata

KOREA = load("korea")
TWO = CaptureHistories.from_patterns(("A", "B"), {"10": 40, "01": 30, "11": 12})
WITH_ZEROS = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 4, "011": 5}, structural_zeros=["110"])
LONE = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 1})
BY_SEX = {"A": [1, 0, 1] * 2, "B": [0, 1, 1] * 2, "s": ["f"] * 3 + ["m"] * 3, "count": [60, 30, 40, 20, 5, 10]}
PEOPLE = CovariateHistories.from_counts(BY_SEX, ["A", "B"], ["s"])

REFUSED = {
    "too many lists to list models": (
        lambda: prevalence.rank_models(CaptureHistories(tuple("ABCDEFG"), np.arange(128))),
        InvalidArgument,
        "All models are listed for 2 to 6 lists, not 7. Use search='bounded'.",
    ),
    "order": (
        lambda: prevalence.rank_models(KOREA, order=4),
        InvalidArgument,
        "order must lie between 1 and 3, the number of lists, but is 4.",
    ),
    "order of none": (
        lambda: prevalence.rank_models(KOREA, order=0),
        InvalidArgument,
        "order must lie between 1 and 3, the number of lists, but is 0.",
    ),
    "too many models": (
        lambda: prevalence.rank_models(load("uk_2013")),
        InvalidArgument,
        "There are more than 300,000 models of 6 lists up to order 6. Lower the order, merge lists, or use "
        "search='bounded'.",
    ),
    "lists": (
        lambda: CaptureHistories(tuple("ABCDEFGHIJKLM"), np.zeros(1 << 13)),
        InvalidData,
        "There are 13 lists; at most 12 can be handled. Merge or omit some.",
    ),
    "a list without a name": (
        lambda: CaptureHistories(("A", " "), np.zeros(4)),
        InvalidData,
        "A list is called ' '. Give every list a name.",
    ),
    "places": (
        lambda: CaptureHistories(("A", "B", "C"), np.zeros(7)),
        InvalidData,
        "Counts have shape (7,); 3 lists need 8 places.",
    ),
    "a negative count": (
        lambda: CaptureHistories(("A", "B"), [0, 3, -2, -4]),
        InvalidData,
        "The count of A×B is -4; a number of people is at least 0.",
    ),
    "people on no list": (
        lambda: CaptureHistories(("A", "B"), [7, 3, 2, 4]),
        InvalidData,
        "7 people are counted on no list at all. Those are who is to be estimated: remove the row.",
    ),
    "a union of nothing": (
        lambda: KOREA.merge(all=("b", "c"), none=()),
        InvalidArgument,
        "The merged list 'none' has no members. Name at least one list.",
    ),
    "collapsing to one": (
        lambda: KOREA.collapse(1),
        InvalidArgument,
        "to must lie between 2 and 3, the number of lists, but is 1.",
    ),
    "collapsing to more": (
        lambda: KOREA.collapse(4),
        InvalidArgument,
        "to must lie between 2 and 3, the number of lists, but is 4.",
    ),
    "an order that leaves a list out": (
        lambda: KOREA.reorder("b", "c"),
        InvalidArgument,
        "The new order ('b', 'c') must name each of ('b', 'c', 'd') once.",
    ),
    "impossible patterns": (
        lambda: WITH_ZEROS.omit("A"),
        InvalidArgument,
        "Lists with declared impossible patterns cannot be merged or omitted; rebuild them.",
    ),
    "a covariate": (
        lambda: prevalence.covariate_model(PEOPLE, "s * (A + B)").by("age"),
        InvalidArgument,
        "There is no covariate 'age'; there are s.",
    ),
    "an empty table with covariates": (
        lambda: prevalence.covariate_model(
            CovariateHistories.from_counts(BY_SEX | {"count": [0] * 6}, ["A", "B"], ["s"]), "A + B"
        ),
        NotEstimable,
        "Nobody is on any list, so there is nothing to estimate from.",
    ),
    "rounds": (
        lambda: prevalence.covariate_model(PEOPLE, "s * (A + B)", tolerance=0),
        NotConverged,
        "The EM algorithm did not end within 20,000 rounds. Raise tolerance or simplify the formula.",
    ),
    "a downhill search": (
        lambda: prevalence.best_model(LONE, search="downhill"),
        NotEstimable,
        "No model along the search can be estimated. Merge lists, or find more overlap.",
    ),
    "models of one person": (
        lambda: prevalence.limits_by_top(LONE, (1,)),
        NotEstimable,
        "None of the models can be estimated. Merge lists, or find more overlap.",
    ),
    "a model for other lists": (
        lambda: prevalence.loglinear(KOREA, Model.of(4)),
        InvalidArgument,
        "The model is for 4 lists, the histories have 3.",
    ),
    "a list in a model": (
        lambda: prevalence.loglinear(KOREA, "b*x + c"),
        InvalidArgument,
        "In the model 'b*x + c' there is no list 'x'; the lists are b, c, d.",
    ),
    "a limit that is not there": (
        lambda: Interval(NotAvailable("of a reason"), 5.0, 0.95, "profile").limits,
        InvalidArgument,
        "The limit is not available because of a reason.",
    ),
    "a population of none": (
        lambda: Truth.of(0, {"A": 0.5, "B": 0.5}),
        InvalidArgument,
        "total must be at least 1, but is 0.",
    ),
    "no stratum": (
        lambda: estimate_strata(StratifiedHistories(("sex",), {})),
        InvalidArgument,
        "There is no stratum to estimate.",
    ),
    "an empty list": (
        lambda: prevalence.threshold_pairs(CaptureHistories(("A", "B", "C"), [*TWO.counts, *[0] * 4])),
        NotEstimable,
        "A list has nobody on it. Leave it out: `omit`.",
    ),
    "sets": (
        lambda: prevalence.study(Truth.of(9, {"A": 0.5, "B": 0.5}), prevalence.loglinear, sets=0),
        InvalidArgument,
        "sets must be a whole number of at least 1, but is 0.",
    ),
    "none of the best models": (
        lambda: prevalence.limits_by_top(KOREA, (0, 1)),
        InvalidArgument,
        "tops must be ascending whole numbers of at least 1, but is (0, 1).",
    ),
    "a name in a formula": (
        lambda: prevalence.covariate_model(PEOPLE, "z * s"),
        InvalidArgument,
        "In the formula 'z * s' there is nothing called 'z'; there are s, A, B.",
    ),
    "replicates": (
        lambda: prevalence.stepwise(KOREA).bootstrap(1),
        InvalidArgument,
        "replicates must be a whole number of at least 2, but is 1.",
    ),
    "half a replicate": (
        lambda: prevalence.stepwise(KOREA).bootstrap(2.5),
        InvalidArgument,
        "replicates must be a whole number of at least 2, but is 2.5.",
    ),
    "a delta of nothing": (
        lambda: prevalence.graph_average(KOREA, delta=0),
        InvalidArgument,
        "delta must be above 0, but is 0.",
    ),
    "seven lists averaged": (
        lambda: prevalence.graph_average(CaptureHistories(tuple("ABCDEFG"), np.arange(128))),
        InvalidArgument,
        "Decomposable graphs are averaged for 2 to 6 lists, not 7. Merge or omit lists, or use latent_classes.",
    ),
    "a stratum without inhabitants": (
        lambda: sdg_16_2_2(
            estimate_strata(StratifiedHistories.from_counts(BY_SEX, ["A", "B"], ["s"]), replicates=2), {("f",): 5.0}
        ),
        InvalidArgument,
        "There is no population for the stratum ('m',). Give one for each stratum.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_what_was_expected_and_what_was_found(name):
    call, kind, sentence = REFUSED[name]
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == sentence


@pytest.mark.parametrize("grid", [[], [3, 2], [1, 1, 2], [-1, 0, 1], [[1, 2], [3, 4]]])
def test_a_grid_that_is_none(grid):
    with pytest.raises(InvalidArgument, match="hidden must be ascending whole numbers of at least 0, and not empty"):
        prevalence.graph_average(KOREA, hidden=grid)


def test_limits_that_cannot_be_given_say_why():
    none_hidden = NotAvailable("nobody is estimated to be hidden, so that no spread can be put around them")
    assert log_normal_limits(50, 0, 3.0, 0.95) == (none_hidden, none_hidden)
    assert log_normal_limits(50, 4, np.inf, 0.95) == (none_hidden, none_hidden)
    everybody = Jackknife(np.array([50.0, 50.0]), np.array([20.0, 30.0])).interval(50.0, 0.95)
    assert (everybody.low, everybody.high) == (none_hidden, none_hidden)
    lost = NotAvailable("leaving out one person makes the estimate impossible")
    # Without the one person on both lists nothing bounds the total.
    alone = prevalence.loglinear(CaptureHistories.from_patterns(("A", "B"), {"10": 5, "01": 4, "11": 1}))
    found = alone.interval(0.9, "jackknife")
    assert (found.low, found.high, found.level) == (lost, lost, 0.9)


def test_strata_without_a_total_have_no_rate():
    reason = NotAvailable("the strata ('m',) cannot be estimated")
    rate = StratumSum((("m",),), reason, reason).rate(1e5)
    assert (rate.per_100_000, rate.low, rate.high) == (reason, reason, reason)
    rate = StratumSum((("m",),), 40.0, reason).rate(1e6)
    assert (rate.per_100_000, rate.low, rate.high) == (4.0, reason, reason)


def test_a_truth_made_of_an_estimate_has_its_total_and_its_shares():
    estimate = prevalence.loglinear(load("kosovo"), "[123,14,34]")
    truth = Truth.from_estimate(estimate)
    assert (truth.lists, truth.total) == (estimate.histories.lists, round(estimate.total))
    assert truth.probabilities == pytest.approx(estimate.fitted / estimate.total)


def test_models_of_which_none_can_be_estimated():
    ranked = prevalence.rank_models(LONE)
    assert str(ranked) == "none of 8 models can be estimated"
    assert isinstance(ranked, RankedModels)
    assert len(ranked) == 0


def test_variations_of_many_lists_leave_out_what_takes_too_long():
    names = tuple("ABCDEFGH")
    counts = {"".join("1" if k in (i, j) else "0" for k in range(8)): 9 + i + j for i in range(8) for j in range(i)}
    counts |= {"".join("1" if k == i else "0" for k in range(8)): 40 + i for i in range(8)}
    found = prevalence.sensitivity(CaptureHistories.from_patterns(names, counts))
    # One more and one fewer on each of the 36 patterns that somebody has, not on all 255.
    assert sum(variation.kind == "one person" for variation in found) == 72
    assert not any(variation.kind == "model" for variation in found)
    reason = "Decomposable graphs are averaged for 2 to 6 lists, not 8. Merge or omit lists, or use latent_classes."
    assert [v.total for v in found if v.kind == "prior"] == [NotAvailable(reason)] * 3


FAST = {"chains": 1, "draws": 4, "thin": 1, "classes": 2, "ladder": 1}
TRUTH = Truth.of(900, {"A": 0.5, "B": 0.5})
# A call with one number, its name in the refusal, both bounds, those that are tried, and numbers just beyond.
BOUNDS = {
    "threshold of stepwise": (
        lambda x: prevalence.stepwise(KOREA, threshold=x),
        "threshold",
        (0, 1),
        (0, 1),
        (-0.1, 1.1),
    ),
    "significance": (
        lambda x: prevalence.aic_stepwise(KOREA, significance=x),
        "significance",
        (0, 1),
        (0, 1),
        (-0.1, 1.1),
    ),
    "precision": (
        lambda x: prevalence.chao_lower_bound(KOREA).interval(0.9, "percentile", precision=x),
        *("precision", (1e-4, 1), (1,), (9e-5, 1.1)),
    ),
    "missed links": (
        lambda x: prevalence.linkage_errors(KOREA, missed=x, versions=2, replicates=2),
        *("missed", (0, 0.99), (0, 0.99), (-0.01, 0.995)),
    ),
    "false links": (
        lambda x: prevalence.linkage_errors(KOREA, false=x, versions=2, replicates=2),
        *("false", (0, 1), (0, 1), (-0.01, 1.01)),
    ),
    "threshold of pairs": (
        lambda x: prevalence.threshold_pairs(KOREA, threshold=x, draws=500),
        *("threshold", (0, 100), (0, 100), (-0.1, 100.1)),
    ),
    "order of thresholds": (
        lambda x: prevalence.threshold_pairs(KOREA, order=x, draws=500),
        *("order", (2, 3), (2, 3), (1, 4)),
    ),
    "burn-in": (
        lambda x: prevalence.latent_classes(KOREA, burn_in=x, **FAST),
        *("burn_in", (0, 1e12), (0,), (-1, 10**12 + 1)),
    ),
    "shape": (
        lambda x: prevalence.latent_classes(KOREA, alpha_shape=x, burn_in=1, **FAST),
        *("alpha_shape", (1e-6, 1e6), (1e-6, 1e6), (9e-7, 1_000_000.5)),
    ),
    "rate": (
        lambda x: prevalence.latent_classes(KOREA, alpha_rate=x, burn_in=1, **FAST),
        *("alpha_rate", (1e-6, 1e6), (1e-6, 1e6), (9e-7, 1_000_000.5)),
    ),
    "replicates of checks": (
        lambda x: predictive_checks(prevalence.loglinear(KOREA), replicates=x),
        *("replicates", (50, 1e6), (50,), (49, 1_000_000.5)),
    ),
    "ridge": (
        lambda x: prevalence.covariate_model(PEOPLE, "s + A + B", ridge=x),
        *("ridge", (0, 1e12), (0, 1e12), (-0.1, 1e12 + 0.5)),
    ),
    "chance of a list": (
        lambda x: Truth.of(9, {"A": x, "B": 0.5}),
        *("capture of A", (1e-12, 1 - 1e-12), (1e-12, 1 - 1e-12), (0, 1)),
    ),
    "chance of a further list": (
        lambda x: TRUTH.with_list("C", x),
        *("capture", (1e-12, 1 - 1e-12), (1e-12, 1 - 1e-12), (0, 1)),
    ),
    "spread": (lambda x: Truth.of(9, {"A": 0.5, "B": 0.5}, spread=x), "spread", (0, 20), (0, 20), (-0.1, 20.1)),
    "links missed in truth": (
        lambda x: Truth.of(9, {"A": 0.5, "B": 0.5}, missed_links=x),
        *("missed_links", (0, 1), (0, 1), (-0.1, 1.1)),
    ),
    "links made in truth": (
        lambda x: Truth.of(9, {"A": 0.5, "B": 0.5}, false_links=x),
        *("false_links", (0, 1), (0, 1), (-0.1, 1.1)),
    ),
    "odds ratio": (
        lambda x: Truth.of(9, {"A": 0.5, "B": 0.5}, odds_ratios={("A", "B"): x}),
        *("odds ratio", (1e-9, 1e9), (1e-9, 1e9), (9e-10, 1e9 + 0.5)),
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_numbers_within_their_bounds_are_taken_and_others_refused(name):
    call, called, (low, high), taken, refused = BOUNDS[name]
    for value in taken:
        # Whether there is an estimate then is another matter.
        with contextlib.suppress(NotEstimable, NotConverged):
            call(value)
    for value in refused:
        with pytest.raises(InvalidArgument) as caught:
            call(value)
        assert str(caught.value) == f"{called} must lie between {low:g} and {high:g}, but is {value!r}."


WHOLE = {
    "top": (lambda x: prevalence.best_model(KOREA, top=x), 1),
    "most": (lambda x: prevalence.close_models(KOREA, most=x), 1),
    "draws": (lambda x: prevalence.threshold_pairs(KOREA, draws=x), 1),
    "sets": (lambda x: prevalence.study(TRUTH, prevalence.loglinear, sets=x), 1),
    **{
        name: (lambda x, name=name: prevalence.latent_classes(KOREA, burn_in=1, **FAST | {name: x}), 1)
        for name in ("classes", "chains", "draws", "thin", "ladder")
    },
    "replicates": (lambda x: prevalence.loglinear(KOREA).bootstrap(x), 2),
    "replicates of strata": (
        lambda x: estimate_strata(StratifiedHistories.from_counts(BY_SEX, ["A", "B"], ["s"]), replicates=x),
        2,
    ),
    "replicates of links": (lambda x: prevalence.linkage_errors(KOREA, missed=0.1, replicates=x), 2),
    "replicates of models": (lambda x: prevalence.limits_by_top(KOREA, (1,), replicates=x), 2),
    "replicates of all": (lambda x: prevalence.assess(KOREA, replicates=x), 2),
}


@pytest.mark.parametrize("name", WHOLE)
def test_numbers_of_things_are_whole_and_enough(name):
    call, least = WHOLE[name]
    for value in (least - 1, least + 0.5):
        with pytest.raises(InvalidArgument) as caught:
            call(value)
        expected = f"{name.split()[0]} must be a whole number of at least {least}, but is {value!r}."
        assert str(caught.value) == expected
    with contextlib.suppress(NotEstimable, NotConverged):
        call(least)


LEVELS = {
    "profile": lambda x: prevalence.loglinear(KOREA).interval(x),
    "bootstrap": lambda x: prevalence.loglinear(KOREA).bootstrap(20).interval(x),
    "direct": lambda x: prevalence.chao_lower_bound(KOREA).interval(x),
    "graphs": lambda x: prevalence.graph_average(KOREA).interval(x),
    "consistency": lambda x: prevalence.internal_consistency(KOREA, level=x),
    "all methods": lambda x: prevalence.assess(KOREA, level=x, replicates=2),
    "models": lambda x: prevalence.limits_by_top(KOREA, (1,), level=x, replicates=20),
    "sets": lambda x: prevalence.study(TRUTH, prevalence.loglinear, sets=2, levels=(0.5, x)),
    "links": lambda x: prevalence.linkage_errors(KOREA, missed=0.1, versions=2, replicates=2).interval(x),
}


@pytest.mark.parametrize("name", LEVELS)
def test_levels_lie_strictly_between_none_and_all(name):
    for value in (0, 1, -0.5, 95):
        with pytest.raises(InvalidArgument) as caught:
            LEVELS[name](value)
        assert str(caught.value) == f"level must lie between 0 and 1, for instance 0.95, but is {value!r}."
    LEVELS[name](0.4)


def test_a_likelihood_that_only_rises_has_neither_a_maximum_nor_limits():
    # Rounding may make it turn far out, which is no maximum either.
    for alone in (5, 50, 500):
        found = profile(CaptureHistories.from_patterns(("A", "B"), {"10": alone, "01": 7}), Model.of(2))
        assert isinstance(found.hidden, NotAvailable)
        assert found.limits(0.9) == (found.hidden, found.hidden)


def test_work_cannot_be_spread_without_the_library_for_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "joblib", None)
    with pytest.raises(InvalidArgument) as caught:
        prevalence.stepwise(KOREA).bootstrap(300, parallel=True)
    assert str(caught.value) == "parallel=True needs joblib: pip install prevalence[parallel], or leave parallel out."


def test_a_list_all_of_whose_people_are_known_to_all_others_has_no_limits():
    whole = CaptureHistories.from_patterns(("A", "B", "C"), {"111": 50, "011": 7, "010": 9, "001": 4})
    first, second, _ = prevalence.internal_consistency(whole, prevalence.chao_lower_bound).lists
    reason = NotAvailable("nobody is estimated to be hidden, so that no spread can be put around them")
    assert (first.size, first.seen, first.total, first.covered) == (50, 50, 50.0, reason)
    # Of the 66 on B 50 are on both others and 7 on one.
    assert (second.size, second.seen, second.covered) == (66, 57, False)
    assert second.total == pytest.approx(57 + 7**2 / (2 * 50) / 2)


def test_replicates_with_covariates_of_which_none_has_an_estimate():
    few = {"A": [1, 0, 1, 1, 0, 1], "B": [0, 1, 1, 0, 1, 1], "sex": list("fffmmm"), "count": [9, 8, 1, 7, 5, 1]}
    rows = CovariateHistories.from_counts(few, ["A", "B"], ["sex"])
    estimate = prevalence.covariate_model(rows, "sex * (A + B)")
    seed = next(seed for seed in range(100) if len(estimate.replicates(2, seed=seed)) < 2)
    found = estimate.interval(0.9, replicates=2, seed=seed)
    reason = NotAvailable("fewer than two replicates have an estimate")
    assert (found.low, found.high, found.level, found.method) == (reason, reason, 0.9, "percentile bootstrap")
    assert (found.provenance.replicates, found.provenance.seed) == (2, seed)


def test_histories_are_equal_to_nothing_else():
    assert KOREA.counts.tolist() != KOREA
    assert load("korea") == KOREA
    assert hash(KOREA) == hash(load("korea"))
    assert CaptureHistories(("x", "y", "z"), KOREA.counts) != KOREA
    assert CaptureHistories(WITH_ZEROS.lists, WITH_ZEROS.counts) != WITH_ZEROS


def test_the_source_of_histories_is_given_by_name():
    assert CaptureHistories(("A", "B"), [0, 1, 2, 3], source="a register").source == "a register"
    with pytest.raises(TypeError):
        CaptureHistories(("A", "B"), [0, 1, 2, 3], frozenset(), "a register")


def test_fingerprints_are_sixteen_digits_that_any_change_of_the_data_changes():
    strata = StratifiedHistories.from_counts(BY_SEX, ["A", "B"], ["s"])
    other = StratifiedHistories.from_counts(BY_SEX | {"count": [60, 30, 40, 20, 5, 11]}, ["A", "B"], ["s"])
    found = [
        *(histories.fingerprint for histories in (KOREA, TWO, KOREA.reorder("c", "b", "d"), WITH_ZEROS, PEOPLE)),
        *(estimate_strata(each, prevalence.loglinear, replicates=2).provenance.fingerprint for each in (strata, other)),
        CovariateHistories.from_counts(BY_SEX | {"count": [60, 30, 40, 20, 5, 11]}, ["A", "B"], ["s"]).fingerprint,
    ]
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in found)
    assert len(set(found)) == len(found)
