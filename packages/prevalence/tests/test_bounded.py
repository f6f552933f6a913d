"""Branch and bound: the answers of the full list, and models that no list holds."""

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from prevalence.bounded import branch_and_bound
from prevalence.catalogue import catalogue, indicators, neighbours
from prevalence.criterion import best_model, close_models, rank_models
from prevalence.datasets import load
from prevalence.errors import InvalidArgument, NotEstimable, PrevalenceError, UnprovenBestWarning
from prevalence.histories import CaptureHistories
from prevalence.loglinear import loglinear
from prevalence.simulation import Truth


def window(ranked, within):
    near = ranked.values <= ranked.values[0] + within
    return {terms.tobytes(): value for terms, value in zip(ranked.terms[near], ranked.values[near], strict=True)}


@pytest.mark.parametrize(
    ("name", "order", "criterion"),
    [("kosovo", 4, "bic"), ("kosovo", 4, "aic"), ("korea", 3, "aic"), ("uk_2013_five", 5, "bic")],
)
def test_the_models_near_the_best_are_those_of_the_full_list(name, order, criterion):
    listed = window(rank_models(load(name), criterion=criterion, order=order), 5.0)
    found = branch_and_bound(load(name), criterion, order, 5.0)
    values = {terms.tobytes(): value for terms, value in zip(found.terms, found.values, strict=True)}
    assert values.keys() == listed.keys()
    assert [values[key] for key in listed] == pytest.approx(list(listed.values()), abs=1e-6)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([0, 0, 1, 2, 5, 30, 80]), min_size=15, max_size=15))
@example([30, 30, 2, 0, 80, 5, 1, 0, 1, 1, 5, 1, 0, 2, 30])
@example([0, 30, 2, 0, 80, 5, 1, 0, 1, 1, 5, 1, 0, 0, 30])
def test_on_any_table_the_best_is_that_of_the_full_list(counts):
    histories = CaptureHistories(("A", "B", "C", "D"), [0, *counts])
    try:
        listed = rank_models(histories)
    except PrevalenceError:
        return
    if not len(listed):
        with pytest.raises(NotEstimable):
            branch_and_bound(histories, "bic", 4, 0.0)
        return
    assert float(branch_and_bound(histories, "bic", 4, 0.0).values[0]) == pytest.approx(
        float(listed.values[0]), abs=1e-6
    )


def test_six_lists_to_the_third_order_are_searched_with_a_thousand_fits():
    # Silverman, Chan and Vincent (2024) count 3,702,013 models and do not fit them.
    found = branch_and_bound(load("uk_2013"), "bic", 3, 2.0)
    assert float(found.values[0]) == pytest.approx(244.1193, abs=6e-5)
    assert found.fitted < 5000
    estimate = best_model(load("uk_2013"), order=3, search="bounded")
    assert (str(estimate.model), estimate.total) == ("[12,13,25,35,36,45]", pytest.approx(12349.5870, abs=6e-4))


def test_eight_lists_have_a_best_model_and_limits_with_the_choice_inside():
    # The same paper's downhill search ends at 1110 for New Orleans (186); no better pairwise model exists.
    estimate = best_model(load("new_orleans_186"), top=10)
    assert estimate.total == pytest.approx(1110.4881, abs=6e-5)
    assert dict(estimate.provenance.settings)["search"] == "bounded"
    interval = estimate.interval(0.8, replicates=100)
    assert interval.includes_selection
    assert interval.low < estimate.total < interval.high


def test_close_models_widen_their_window_until_there_are_enough():
    few, many = (close_models(load("kosovo"), most=most) for most in (1, 6))
    assert len(few) < len(many)
    assert np.array_equal(few.terms[0], many.terms[0])
    assert len(indicators(catalogue(4), 4)) > many.considered


@pytest.mark.parametrize(("name", "order", "criterion"), [("uk_2013_five", 3, "bic"), ("kosovo", 4, "aic")])
def test_the_best_so_many_come_in_the_order_of_the_full_list(name, order, criterion):
    listed = rank_models(load(name), criterion=criterion, order=order)
    found = branch_and_bound(load(name), criterion, order, most=40)
    assert (len(found.values), found.ranked, found.gap) == (40, 40, 0.0)
    assert found.values == pytest.approx(listed.values[:40], abs=1e-6)


@pytest.mark.parametrize("most_fits", [1, 40, 100, 300])
def test_a_search_that_ends_early_says_how_much_better_another_model_could_be(most_fits):
    histories = load("uk_2013")
    best = branch_and_bound(histories, "bic", 3, most=1).values[0]
    found = branch_and_bound(histories, "bic", 3, most=10, most_fits=most_fits)
    assert found.values[0] - found.gap <= best + 1e-6
    assert found.values[0] >= best - 1e-6
    assert (found.gap > 0) == (found.ranked == 0)
    with pytest.warns(UnprovenBestWarning, match="could have a BIC lower by"):
        estimate = best_model(histories, order=3, search="bounded", most_fits=1)
    assert dict(estimate.provenance.settings)["gap"] > 0


@pytest.mark.parametrize("name", ["uk_2013", "netherlands", "new_orleans_186_five"])
@pytest.mark.parametrize("most_fits", [1, 30, 120])
def test_a_search_that_ended_early_lists_models_in_order_and_no_step_leads_to_a_better_one(name, most_fits):
    histories = load(name)
    found = close_models(histories, order=3, most=8, most_fits=most_fits)
    assert found.values.tolist() == sorted(found.values.tolist())
    assert len(found) == len(set(found.models)) == 8
    for model, value, total in zip(found.models, found.values, found.totals, strict=True):
        alone = loglinear(histories, model)
        assert (value, total) == (pytest.approx(alone.bic, abs=1e-6), pytest.approx(alone.total))
    for model in neighbours(found.models[0], 3):
        try:
            assert loglinear(histories, model).bic >= found.values[0] - 1e-6
        except NotEstimable:
            continue


def ten_lists():
    names = [f"L{place}" for place in range(10)]
    capture = dict(zip(names, np.linspace(0.05, 0.2, 10), strict=True))
    ratios = {(names[0], names[5]): 4, (names[2], names[3]): 0.3, (names[8], names[9]): 3}
    return Truth.of(4000, capture, odds_ratios=ratios).draw(1)


def test_ten_lists_are_searched_in_seconds_to_within_a_stated_gap():
    # The best of the 2^45 pairwise models, as a search without limit proves in 10,911 fits.
    started = time.process_time()
    ranked = close_models(ten_lists(), order=2, most=20)
    # Five seconds are allowed for, which a busy machine may double.
    assert time.process_time() - started < 10
    assert ranked.values[0] == pytest.approx(1458.8820, abs=6e-5)
    assert 0 < ranked.gap < 1.5
    assert len(ranked) == 20


def test_too_many_models_to_list_say_what_to_do():
    with pytest.raises(InvalidArgument, match="use search='bounded'"):
        rank_models(load("uk_2013"), order=3)
    with pytest.raises(NotEstimable):
        branch_and_bound(CaptureHistories.from_patterns(("A", "B", "C"), {"100": 4, "010": 3, "001": 2}), "bic", 3, 0.0)
    for counts in ([0, 5, 0, 1, 0, 0, 0, 0], [0, 2, 0, 0, 0, 2, 0, 0]):
        with pytest.raises(NotEstimable):
            branch_and_bound(CaptureHistories(("A", "B", "C"), counts), "bic", 3, most=1, most_fits=1)
