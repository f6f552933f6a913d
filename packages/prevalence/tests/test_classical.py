"""Estimators without a model search: published values, recovery, refusals."""

import numpy as np
import pytest
import scipy

from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.coverage import sample_coverage
from prevalence.datasets import load
from prevalence.errors import AssumptionWarning, InvalidArgument, NotAvailable, NotEstimable, SparseOverlapWarning
from prevalence.heterogeneity import KINDS, heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.loglinear import loglinear
from prevalence.poisson import poisson_fit

TWO = CaptureHistories.from_patterns(("A", "B"), {"10": 30, "01": 20, "11": 10})


def test_chapman_by_hand():
    with pytest.warns(AssumptionWarning, match="cannot show whether they depend"):
        estimate = chapman(TWO)
    assert estimate.total == pytest.approx(41 * 31 / 11 - 1)
    assert estimate.standard_error == pytest.approx(np.sqrt(41 * 31 * 30 * 20 / (11**2 * 12)))
    low, high = estimate.interval().limits
    assert 60 < low < estimate.total < high


def test_chapman_names_its_two_lists_in_order():
    estimate = chapman(load("korea"), "d", "c")
    assert estimate.notes[0].message == (
        "Two lists, d and c, cannot show whether they depend on each other; this total assumes not."
    )
    assert dict(estimate.provenance.settings) == {"first": "d", "second": "c"}


def test_chapman_is_finite_when_nobody_is_on_both_and_names_its_lists():
    apart = CaptureHistories.from_patterns(("A", "B"), {"10": 9, "01": 9})
    assert chapman(apart).total == pytest.approx(99)
    with pytest.raises(InvalidArgument, match="Name two of the lists b, c, d"):
        chapman(load("korea"))
    with pytest.raises(InvalidArgument, match="must differ"):
        chapman(load("korea"), "b", "b")
    assert chapman(load("korea"), "b", "c").total == pytest.approx(78 * 72 / 67 - 1)


def test_heterogeneity_models_fit_hepatitis_a_alike_and_disagree():
    # Rcapture 1.4-4, closedp.t on HAV: Mh Chao, Poisson2, Darroch and Gamma3.5 have deviance 2.052 and totals 479,
    # 737, 1314 and 2629.
    histories = load("hepatitis_a")
    assert [round(heterogeneity(histories, kind).total) for kind in KINDS] == [479, 737, 1314, 2629]
    counts, size = histories.counts[1:].astype(float), np.array([p.bit_count() for p in range(1, 8)])
    for extra in (2.0**size - 1, size**2 / 2, np.log(3.5 / (3.5 + size)), size == 3):
        design = np.column_stack([np.ones(7), size, extra])
        fitted = np.exp(design @ poisson_fit(design, counts, 3)[0])
        assert 2 * (counts * np.log(counts / fitted)).sum() == pytest.approx(2.052, abs=5e-4)


# Rcapture 1.4-4, closedp.t, Mh Chao (LB) and Mth Chao (LB). Its fits end a little before their maximum.
RCAPTURE_CHAO = {
    "kosovo": (8787.24283, 8591.183638),
    "hiv_rome": (12145.14784, 11700.98830),
    "uk_2013_five": (14962.75414, 13570.02680),
}


@pytest.mark.parametrize(("name", "expected"), RCAPTURE_CHAO.items())
def test_chao_models_give_the_totals_of_rcapture(name, expected):
    found = [heterogeneity(load(name), "chao", by_list=by_list).total for by_list in (False, True)]
    assert found == pytest.approx(expected, rel=1e-8)


def spread_evenly(by_size):
    """A table in which so many people are on one list, on two, ..., as evenly as whole numbers allow."""
    t = len(by_size)
    counts = np.zeros(1 << t, dtype=int)
    for size, people in enumerate(by_size, start=1):
        places = [p for p in range(1 << t) if p.bit_count() == size]
        for k, place in enumerate(places):
            counts[place] = people // len(places) + (k < people % len(places))
    return CaptureHistories(tuple("ABCDEF"[:t]), counts)


# By numbers of lists: tables on which dropping negative parameters one after the other, and taking none back, ends
# beside the maximum (hidden people 23.03, 2.73, 25.88 and 6.17), and some with nobody on the most lists.
BENT = [
    (29, 15, 4, 2, 0, 0),
    (8, 9, 5, 9, 3, 3),
    (56, 50, 22, 28, 10, 14),
    (13, 10, 4, 8, 2, 3),
    (50, 9, 0, 0),
    (4, 9, 9),
    # A parameter that was released goes back to its bound.
    (52, 48, 34, 10, 5, 2),
    (28, 1, 15, 42, 31),
]


@pytest.mark.parametrize("by_size", BENT)
def test_the_chao_model_is_the_maximum_over_curves_that_bend_upwards(by_size):
    t = len(by_size)
    k = np.arange(1, t + 1)
    cells = scipy.special.comb(t, k)
    design = np.column_stack([np.ones(t), k, np.maximum(k[:, None] - np.arange(2, t), 0)])

    def fall(parameters):
        fitted = cells * np.exp(design @ parameters)
        return fitted.sum() - by_size @ (design @ parameters), design.T @ (fitted - by_size)

    start = [3.0, -1.0, *np.full(t - 2, 0.1)]
    bounds = [(None, None)] * 2 + [(0, None)] * (t - 2)
    other = scipy.optimize.minimize(
        fall,
        start,
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 10_000},
    )
    assert heterogeneity(spread_evenly(by_size), "chao").hidden == pytest.approx(np.exp(other.x[0]), rel=1e-4)


def test_an_empty_list_changes_nothing_in_a_chao_model_by_list():
    kosovo = load("kosovo")
    counts = np.concatenate([kosovo.counts, np.zeros(16, dtype=int)])
    wider = CaptureHistories((*kosovo.lists, "empty"), counts)
    assert heterogeneity(wider, by_list=True).total == pytest.approx(8591.183638, rel=1e-9)


def test_a_chao_model_that_has_no_maximum_says_how_many_people_are_on_one_list_and_on_two():
    nobody_on_two = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 9, "010": 5, "001": 5})
    for by_list in (False, True):
        with pytest.raises(NotEstimable, match="19 people are on one list and 0 on two"):
            heterogeneity(nobody_on_two, by_list=by_list)


def test_patterns_declared_impossible_are_no_cells_of_a_heterogeneity_model():
    counts = {"100": 40, "010": 30, "001": 30, "110": 0, "101": 9, "011": 8, "111": 0}
    whole, without = (
        CaptureHistories.from_patterns(("A", "B", "C"), counts, structural_zeros=zeros)
        for zeros in ((), ("110", "111"))
    )
    # Without a pattern on all three lists the Chao model by list is that of independent lists.
    totals = [heterogeneity(histories, by_list=True).total for histories in (whole, without)]
    assert totals[0] > totals[1] > whole.total
    assert totals[1] == pytest.approx(loglinear(without).total, rel=1e-9)


def test_sample_coverage_on_hepatitis_a():
    # Chao et al. (2001), Statistics in Medicine 20: 407, 508 and 971 people; coverage 51.3 %.
    found = {
        kind: round(sample_coverage(load("hepatitis_a"), kind=kind).total) for kind in ("independent", "low", "high")
    }
    assert found == {"independent": 407, "low": 508, "high": 971}
    estimate = sample_coverage(load("hepatitis_a"))
    assert dict(estimate.provenance.settings) == {"kind": "low", "coverage": 0.5127}
    assert isinstance(estimate.standard_error, NotAvailable)
    assert estimate.is_lower_bound is False
    low, high = estimate.interval().limits
    assert 430 < low < 508 < high < 650


def test_lower_bound_is_below_a_heterogeneous_truth():
    rng = np.random.default_rng(1)
    chance = rng.beta(1, 4, size=5000)
    seen = rng.random((5000, 4)) < chance[:, None]
    people = seen[seen.any(axis=1)]
    histories = CaptureHistories.from_people({name: people[:, i] for i, name in enumerate("ABCD")})
    bound = chao_lower_bound(histories)
    assert histories.total < bound.total < 5000
    assert heterogeneity(histories).total == pytest.approx(bound.total, rel=0.02)


def test_the_standard_error_of_the_lower_bound_is_that_of_the_chao_model_where_the_model_fits_exactly():
    histories = load("hepatitis_a")
    bound, model = chao_lower_bound(histories), heterogeneity(histories)
    assert (bound.total, bound.standard_error) == pytest.approx((model.total, model.standard_error))


def test_lower_bound_without_anybody_on_two_lists():
    apart = CaptureHistories.from_patterns(("A", "B"), {"10": 5, "01": 5})
    with pytest.warns(SparseOverlapWarning, match="Nobody is on exactly two lists"):
        estimate = chao_lower_bound(apart)
    assert estimate.total == 10 + 0.5 * 45
    assert isinstance(estimate.interval(method="log-normal").low, NotAvailable)


@pytest.mark.parametrize("estimate", [chapman, chao_lower_bound, sample_coverage])
def test_estimators_recover_a_known_truth_from_independent_lists(estimate):
    rng = np.random.default_rng(7)
    totals = []
    for _ in range(60):
        seen = rng.random((2000, 2 if estimate is chapman else 3)) < 0.3
        people = seen[seen.any(axis=1)]
        columns = {name: people[:, i] for i, name in zip(range(seen.shape[1]), "ABC", strict=False)}
        totals.append(estimate(CaptureHistories.from_people(columns)).total)
    assert np.mean(totals) == pytest.approx(2000, rel=0.03)


def test_refusals_say_why():
    nobody = CaptureHistories.from_patterns(("A", "B", "C"), {})
    for estimate in (chao_lower_bound, sample_coverage, heterogeneity):
        with pytest.raises(NotEstimable, match="Nobody is on any list"):
            estimate(nobody)
    with pytest.raises(InvalidArgument, match="needs three lists"):
        sample_coverage(load("kosovo"), kind="high")
    with pytest.raises(NotEstimable, match="no maximum"):
        heterogeneity(TWO, "darroch")
    apart = CaptureHistories.from_patterns(("A", "B"), {"10": 5, "01": 5})
    with pytest.raises(NotEstimable, match="nothing is known of the coverage"):
        sample_coverage(apart)
    with pytest.raises(InvalidArgument, match="kind must be one of"):
        heterogeneity(TWO, "normal")
