"""Simulation from a known truth, studies of methods, errors of linkage."""

import numpy as np
import pytest

from prevalence.datasets import load
from prevalence.errors import InvalidArgument, NotAvailable
from prevalence.histories import CaptureHistories
from prevalence.linkage import linkage_errors, linked_versions, merge_wrongly, split_wrongly
from prevalence.loglinear import loglinear
from prevalence.planning import study
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise

TRUTH = Truth.of(2000, {"A": 0.3, "B": 0.25, "C": 0.2})


def test_chances_of_patterns_follow_what_was_said():
    truth = Truth.of(1000, {"A": 0.2, "B": 0.4}, odds_ratios={("A", "B"): 5})
    p = truth.probabilities
    assert p.sum() == pytest.approx(1)
    assert p[3] * p[0] / (p[1] * p[2]) == pytest.approx(5)
    varied = Truth.of(1000, {"A": 0.2, "B": 0.4}, spread=1.5).probabilities
    assert varied[3] * varied[0] > 1.5 * varied[1] * varied[2]
    assert TRUTH.with_list("D", 0.5).expected_on_two > TRUTH.expected_on_two


def test_one_person_is_a_population():
    assert Truth.of(1, {"A": 0.5, "B": 0.5}).draw(2).total <= 1


def test_the_same_number_draws_the_same_lists():
    assert TRUTH.draw(3) == TRUTH.draw(3)
    assert TRUTH.draw(3) != TRUTH.draw(4)


def test_the_right_model_has_little_bias_and_its_interval_covers():
    result = study(TRUTH, loglinear, sets=200)
    assert abs(result.bias) < 0.01
    assert 0.9 < result.coverage(0.95) <= 0.99
    assert 0.72 < result.coverage(0.8) < 0.88
    assert result.refused == 0


def test_lists_that_refer_people_make_independence_too_low_and_stepwise_less_so():
    # With three lists the pairs that are too rarely shared can stand in for the one shared too often; with four not.
    capture = {"A": 0.3, "B": 0.25, "C": 0.2, "D": 0.3}
    tied = Truth.of(3000, capture, odds_ratios={("A", "B"): 6})
    plain, adapted = (study(tied, method, sets=60, levels=()) for method in (loglinear, stepwise))
    assert plain.bias < -0.08
    assert abs(adapted.bias) < 0.03


def test_a_further_list_lowers_the_error():
    few, more = (study(t, loglinear, sets=100, levels=()) for t in (TRUTH, TRUTH.with_list("D", 0.3)))
    assert more.error < few.error


def test_refusals_are_counted_and_not_averaged():
    sparse = study(Truth.of(30, {"A": 0.05, "B": 0.05}), loglinear, sets=50)
    assert sparse.refused > 0.5


def test_missed_links_raise_and_false_links_lower_the_total():
    clean, missed, false = (
        study(Truth.of(2000, {"A": 0.4, "B": 0.4, "C": 0.3}, **errors), loglinear, sets=60, levels=()).bias
        for errors in ({}, {"missed_links": 0.2}, {"false_links": 0.05})
    )
    assert false < clean < missed


def test_correcting_for_known_errors_of_linkage_moves_the_total_back():
    truth = Truth.of(3000, {"A": 0.4, "B": 0.35, "C": 0.3}, missed_links=0.15)
    histories = truth.draw(1)
    corrected = linkage_errors(histories, missed=0.15, versions=20, replicates=20)
    assert abs(corrected.total - 3000) < abs(stepwise(histories).total - 3000)
    assert 0 <= corrected.share_from_linkage <= 1
    low, high = corrected.interval().limits
    assert low < corrected.total < high


def test_records_are_kept_when_links_are_changed():
    rng, counts = np.random.default_rng(1), load("kosovo").counts
    records = sum(int(n) * pattern.bit_count() for pattern, n in enumerate(counts.tolist()))
    for changed in (split_wrongly(rng, counts, 0.3), merge_wrongly(rng, counts, 0.1)):
        assert sum(int(n) * pattern.bit_count() for pattern, n in enumerate(changed.tolist())) == records
        assert (changed >= 0).all()


def test_nobody_is_joined_where_nobody_is_left():
    rng = np.random.default_rng(1)
    assert merge_wrongly(rng, np.array([0, 3, 1, 0]), 1.0).tolist() == [0, 2, 0, 1]
    assert merge_wrongly(rng, np.array([0, 0, 3, 0]), 1.0).tolist() == [0, 0, 3, 0]


def test_versions_without_an_estimate_and_refusals():
    apart = CaptureHistories.from_patterns(("A", "B"), {"10": 5, "01": 5})
    spread = linked_versions([apart, apart], replicates=5)
    assert isinstance(spread.total, NotAvailable)
    assert isinstance(spread.interval().low, NotAvailable)
    with pytest.raises(InvalidArgument, match="at least two linked versions"):
        linked_versions([apart])
    with pytest.raises(InvalidArgument, match="same lists in the same order"):
        linked_versions([apart, load("korea")])
    with pytest.raises(InvalidArgument, match="There is no list 'Z'"):
        Truth.of(10, {"A": 0.5, "B": 0.5}, odds_ratios={("A", "Z"): 2})
    with pytest.raises(InvalidArgument, match="capture of A must lie between"):
        Truth.of(10, {"A": 0, "B": 0.5})
