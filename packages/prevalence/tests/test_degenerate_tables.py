"""Tables at the edge, by name: each is estimated, or refused with the reason."""

import pytest

from prevalence.assessment import assess
from prevalence.chao import chao_lower_bound
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model
from prevalence.datasets import load
from prevalence.errors import NotAvailable, NotEstimable, SparseOverlapWarning, UnstableEstimateWarning
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.loglinear import loglinear
from prevalence.stepwise import stepwise
from prevalence.thresholding import threshold_pairs


def table(names, **counts):
    return CaptureHistories.from_patterns(tuple(names), {k[1:]: v for k, v in counts.items()})


METHODS = [loglinear, stepwise, best_model]


@pytest.mark.parametrize("method", METHODS)
def test_nobody_on_any_list(method):
    with pytest.raises(NotEstimable):
        method(table("ABC"))


@pytest.mark.parametrize("method", METHODS)
def test_a_list_with_nobody_changes_nothing_but_is_named(method):
    korea = load("korea")
    wider = CaptureHistories(("b", "c", "d", "empty"), [*korea.counts, *[0] * 8])
    with pytest.warns(SparseOverlapWarning, match="Nobody is on empty"):
        estimate = method(wider)
    if method is not best_model:
        assert estimate.total == pytest.approx(method(korea).total, rel=1e-9)


def test_an_empty_list_beside_the_united_kingdom():
    # SparseMSE 2.0.1 falls back to 13444 here; MultipleSystemsEstimation keeps 11313, and so do we.
    five = load("uk_2013_five")
    wider = CaptureHistories((*five.lists, "empty"), [*five.counts, *[0] * 32])
    assert stepwise(wider).total == pytest.approx(11312.9903, abs=6e-5)


@pytest.mark.parametrize("method", METHODS)
def test_one_person_on_one_list(method):
    with pytest.raises(NotEstimable):
        method(table("ABC", p100=1))


@pytest.mark.parametrize("method", METHODS)
def test_disjoint_lists(method):
    with pytest.raises(NotEstimable):
        method(table("ABC", p100=30, p010=20, p001=10))


def test_identical_lists_hide_nobody():
    with pytest.raises(NotEstimable, match="no maximum"):
        loglinear(table("AB", p11=50))


def test_two_lists_are_lincoln_and_petersen():
    estimate = loglinear(table("AB", p10=30, p01=20, p11=10))
    assert estimate.total == pytest.approx(40 * 30 / 10)


def test_two_lists_with_their_dependence_are_refused_as_not_unique():
    with pytest.raises(NotEstimable, match="as many parameters as there are combinations"):
        loglinear(table("AB", p10=30, p01=20, p11=10), "[12]")


def test_ten_lists():
    lists = tuple("ABCDEFGHIJ")
    counts = {}
    for i in range(10):
        counts["".join("1" if j == i else "0" for j in range(10))] = 40
        for k in range(i + 1, 10):
            counts["".join("1" if j in (i, k) else "0" for j in range(10))] = 3
    estimate = stepwise(CaptureHistories.from_patterns(lists, counts))
    assert 535 < estimate.total < 20000
    assert str(loglinear(estimate.histories, "[1.10,2]").model) == "[1.10,2,3,4,5,6,7,8,9]"


def test_tens_of_millions_of_people():
    estimate = loglinear(table("AB", p10=30_000_000, p01=20_000_000, p11=10_000_000))
    assert estimate.total == pytest.approx(120_000_000, rel=1e-9)
    low, high = estimate.interval().limits
    assert low < estimate.total < high


def test_a_total_many_times_the_observed_is_named():
    with pytest.warns(UnstableEstimateWarning, match="times the 1,001 observed"):
        loglinear(table("AB", p10=500, p01=500, p11=1))


def test_an_upper_limit_that_does_not_exist_says_so():
    estimate = loglinear(table("AB", p10=5, p01=5, p11=1))
    interval = estimate.interval(1 - 1e-12)
    assert isinstance(interval.high, NotAvailable)
    assert "stays high however large the total" in str(interval.high)
    assert "not available because" in str(interval)


def test_a_pattern_declared_impossible_is_left_out_of_the_fit():
    # Police never register whom the shelter sent: without the cell the two lists are tied by the third alone.
    free = CaptureHistories.from_patterns(
        ("A", "B", "C"), {"100": 60, "010": 50, "001": 40, "101": 12, "011": 10}, structural_zeros=["110", "111"]
    )
    estimate = loglinear(free)
    assert estimate.total == pytest.approx(172 + estimate.hidden)
    assert estimate.fitted[[3, 7]].tolist() == [0.0, 0.0]


def test_lists_that_avoid_each_other_by_the_million():
    histories = table(
        "ABC", p100=5_000_000, p010=5_000_000, p110=10_000_000, p001=10_000_000, p101=5_000_000, p011=5_000_000, p111=3
    )
    estimate = loglinear(histories)
    low, high = estimate.interval().limits
    assert low < estimate.total < high
    with pytest.raises(NotEstimable, match="fewer than the 40,000,003 seen"):
        sample_coverage(histories)
    assert isinstance(assess(histories, replicates=20).methods[0].total, float)


def test_shrinkage_does_not_hide_that_nothing_bounds_the_total():
    with pytest.raises(NotEstimable, match="do not bound the total"):
        threshold_pairs(table("AB", p10=100, p01=5))


@pytest.mark.parametrize("method", [graph_average, chao_lower_bound, sample_coverage, assess])
def test_nobody_at_all_is_refused_by_every_other_method(method):
    with pytest.raises(NotEstimable, match="Nobody is on any list"):
        method(table("ABC"))


def test_identical_lists_of_three():
    identical = table("ABC", p111=50)
    with pytest.raises(NotEstimable):
        loglinear(identical)
    assert graph_average(identical).quantile(0.5) >= 50


def test_one_person_on_every_list():
    one = table("ABC", p111=1)
    with pytest.raises(NotEstimable):
        stepwise(one)
    assert graph_average(one).total >= 1
