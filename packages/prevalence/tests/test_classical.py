"""Estimators without a model search: published values, recovery, refusals."""

import numpy as np
import pytest

from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.coverage import sample_coverage
from prevalence.datasets import load
from prevalence.errors import AssumptionWarning, InvalidArgument, NotAvailable, NotEstimable, SparseOverlapWarning
from prevalence.heterogeneity import KINDS, _design, _poisson_fit, heterogeneity
from prevalence.histories import CaptureHistories

TWO = CaptureHistories.from_patterns(("A", "B"), {"10": 30, "01": 20, "11": 10})


def test_chapman_by_hand():
    with pytest.warns(AssumptionWarning, match="cannot show whether they depend"):
        estimate = chapman(TWO)
    assert estimate.total == pytest.approx(41 * 31 / 11 - 1)
    assert estimate.standard_error == pytest.approx(np.sqrt(41 * 31 * 30 * 20 / (11**2 * 12)))
    low, high = estimate.interval().limits
    assert 60 < low < estimate.total < high


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
    counts = histories.counts[1:].astype(float)
    for kind in KINDS[1:]:
        design = _design(3, kind, False)
        fitted = np.exp(design @ _poisson_fit(design, counts)[0])
        assert 2 * (counts * np.log(counts / fitted)).sum() == pytest.approx(2.052, abs=5e-4)


def test_sample_coverage_on_hepatitis_a():
    # Chao et al. (2001), Statistics in Medicine 20: 407, 508 and 971 people; coverage 51.3 %.
    found = {
        kind: round(sample_coverage(load("hepatitis_a"), kind=kind).total) for kind in ("independent", "low", "high")
    }
    assert found == {"independent": 407, "low": 508, "high": 971}
    estimate = sample_coverage(load("hepatitis_a"))
    assert dict(estimate.provenance.settings) == {"kind": "low", "coverage": 0.5127}
    assert isinstance(estimate.standard_error, NotAvailable)
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
