"""Sensitivity, internal consistency, checks and the verdict."""

import pytest

import prevalence
from prevalence.assessment import assess
from prevalence.checks import predictive_checks
from prevalence.consistency import internal_consistency
from prevalence.datasets import load
from prevalence.errors import NotAvailable, NotEstimable
from prevalence.histories import CaptureHistories
from prevalence.loglinear import loglinear
from prevalence.overlap import overlap
from prevalence.sensitivity import sensitivity, spread_of
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise

# R 4.5.0, MultipleSystemsEstimation 1.2.0: stepwise at 0.02 with a list left out or two merged.
VARIED = {
    "uk_2013_five": {"without PFNCA": 22623, "LA and NG as one": 24753, "LA and PFNCA as one": 26442},
    "new_orleans_186_five": {"without C": None, "without BEFG": None},
    "kosovo": {"without HRW": 22301, "without EXH": 6044},
}


@pytest.mark.parametrize("name", VARIED)
def test_totals_without_a_list_or_with_two_merged(name):
    found = {v.change: v.total for v in sensitivity(load(name))}
    for change, total in VARIED[name].items():
        assert change in found
        assert total is None or round(found[change]) == total


def test_new_orleans_without_one_list():
    # The same on the 185 version, five lists: without C 612, without BEFG 1584.
    found = {v.change: v.total for v in sensitivity(load("new_orleans_185_five"))}
    assert (round(found["without C"]), round(found["without BEFG"])) == (612, 1584)
    assert spread_of(sensitivity(load("new_orleans_185_five")), "nothing") == NotAvailable(
        "no variation has an estimate"
    )


def test_internal_consistency_is_low_on_lists_that_avoid_each_other_and_right_on_independent_ones():
    assert internal_consistency(load("kosovo"), loglinear).bias < -0.3
    independent = Truth.of(20_000, {"A": 0.3, "B": 0.3, "C": 0.3, "D": 0.3}).draw(1)
    assert abs(internal_consistency(independent, loglinear).bias) < 0.03


def test_a_list_that_others_never_see_has_a_reason():
    found = {x.name: x for x in internal_consistency(load("new_orleans_185_five")).lists}
    assert isinstance(found["H"].total, NotAvailable)
    assert isinstance(found["H"].covered, NotAvailable)


def test_predictive_checks_accept_the_truth_and_reject_independence_on_kosovo():
    truth = Truth.of(5000, {"A": 0.3, "B": 0.3, "C": 0.3}).draw(2)
    assert predictive_checks(loglinear(truth), replicates=200).deviance > 0.02
    rejected = predictive_checks(loglinear(load("kosovo")), replicates=200)
    assert rejected.deviance == 0.0
    assert "The model fits badly" in rejected.remarks[0]


def test_overlap_sees_who_meets_whom():
    seen = overlap(load("netherlands"))
    assert seen.never_meeting == (("I", "K"), ("K", "R"))
    assert (seen.patterns_seen, seen.patterns_possible) == (24, 63)
    tied = overlap(Truth.of(50_000, {"A": 0.3, "B": 0.3, "C": 0.3}, odds_ratios={("A", "B"): 4}).draw(1))
    assert tied.pairs[0].odds_ratio == pytest.approx(4, rel=0.1)
    assert isinstance(overlap(CaptureHistories.from_patterns(("A", "B"), {"11": 3})).pairs[0].odds_ratio, NotAvailable)


def test_an_assessment_puts_every_method_side_by_side_and_ends_in_words():
    result = assess(load("uk_2013_five"), replicates=100)
    totals = {row.method: row.total for row in result.methods}
    assert round(totals["stepwise, p < 0.02"]) == 11313
    assert round(totals["BIC"]) == 25311
    text = " ".join(result.verdict)
    assert "Methods give from" in text
    assert "They disagree" in text
    assert "unusable" in text
    assert dict(result.provenance.settings)["replicates"] == 100
    assert all(note.kind for row in result.methods for note in row.notes)


@pytest.mark.slow
def test_a_thorough_assessment_samples_as_well():
    result = assess(load("korea"), replicates=50, thorough=True)
    totals = {row.method: row.total for row in result.methods}
    assert totals["latent classes"] == pytest.approx(138, abs=4)
    assert totals["pairs above a threshold"] > 123


def test_an_assessment_of_two_lists_says_what_it_cannot():
    result = assess(CaptureHistories.from_patterns(("A", "B"), {"10": 40, "01": 30, "11": 12}), replicates=50)
    assert isinstance(result.consistency, NotAvailable)
    assert "publish no total" in result.verdict[0]
    with pytest.raises(NotEstimable):
        assess(CaptureHistories.from_patterns(("A", "B"), {}))


def test_disjoint_lists_are_assessed_to_the_end():
    result = assess(CaptureHistories.from_patterns(("A", "B", "C"), {"100": 5, "010": 6, "001": 7}), replicates=50)
    assert isinstance(result.methods[1].total, NotAvailable)
    assert "not available because" in str(result)


def test_published_names_are_all_there():
    for name in prevalence.__all__:
        assert getattr(prevalence, name) is not None
    assert prevalence.stepwise is stepwise
