"""What follows the noise: selection, shrinkage, consistency, lengths."""

from itertools import pairwise

import numpy as np
import pytest

from disclosure.privacy.consistency import agree
from disclosure.privacy.lengths import choose_cap, profile
from disclosure.privacy.selection import is_released, thresholds
from disclosure.privacy.shrinkage import shrink
from disclosure.privacy.tables import Table
from disclosure.privacy.weights import weights


def test_combinations_of_nobody_are_published_no_more_often_than_promised():
    rng = np.random.default_rng(5)
    invented = 0
    for _ in range(400):
        expected = rng.uniform(0, 300, 2000)
        true = np.where(rng.random(2000) < 0.3, 0, rng.poisson(expected))
        noisy = true + rng.normal(0, 15, 2000)
        invented += bool((is_released(noisy, thresholds(noisy, expected, 15.0, 0.05)) & (true == 0)).any())
    # At most 5 % of 400; with a chance of 0.05 each, more than 41 happens less than once in a million (binomial).
    assert invented <= 41


def test_where_little_is_empty_the_threshold_is_lower():
    noisy = np.concatenate([np.full(500, 200.0), np.linspace(-40, 40, 500)])
    limits = thresholds(noisy, np.concatenate([np.full(500, 200.0), np.full(500, 1.0)]), 15.0, 0.05)
    assert limits[0] < 3.7 * 15 < 4.1 * 15 < limits[-1]


def test_shrinkage_lowers_the_error_and_its_intervals_hold():
    rng = np.random.default_rng(6)
    expected = rng.uniform(64, 127, 4000)
    true = expected * (1 + 0.2 * rng.normal(size=4000))
    noisy = true + rng.normal(0, 15, 4000)
    mean, deviation = shrink(noisy, expected, np.full(4000, 15.0))
    assert np.abs(mean - true).mean() < 0.85 * np.abs(noisy - true).mean()
    # 4,000 draws at 95 %: outside 93.5 to 96.5 % is beyond four standard errors.
    assert 0.935 < (np.abs(mean - true) < 1.96 * deviation).mean() < 0.965


def test_few_counts_are_left_as_they_are():
    mean, deviation = shrink(np.array([80.0, 120.0]), np.array([100.0, 100.0]), np.array([9.0, 9.0]))
    assert mean.tolist() == [80.0, 120.0]
    assert deviation.tolist() == [9.0, 9.0]


def tables():
    """Two columns of two values; noise made children larger than their parents."""
    ones = Table(np.array([[0], [1], [2], [3]]), np.array([60.0, 55.0, 70.0, -3.0]), np.full(4, 5.0), 4)
    twos = Table(np.array([[0, 2], [1, 2]]), np.array([50.0, 40.0]), np.full(2, 5.0), 4)
    return [ones, twos], np.array([0, 0, 1, 1])


def test_counts_agree_and_are_whole_and_not_negative():
    (ones, twos), column_of = tables()
    persons, (one, two) = agree(100.0, 5.0, [ones, twos], column_of)
    a, b, c, d = one.values.tolist()
    ac, bc = two.values.tolist()
    assert min(a, b, c, d, ac, bc) >= 0
    assert max(a + b, c + d) <= persons
    assert ac + bc <= c
    assert ac <= a
    assert bc <= b
    assert all(float(v).is_integer() for v in (a, b, c, d, ac, bc, persons))
    # The surplus of 20 between the pairs and their value is shared by precision: a third each, near 77, 43 and 33.
    assert (c, ac) == (pytest.approx(76, abs=3), pytest.approx(43, abs=3))


def test_counts_that_agree_already_stay():
    ones = Table(np.array([[0], [1]]), np.array([60.0, 30.0]), np.full(2, 5.0), 2)
    persons, (one,) = agree(100.0, 5.0, [ones], np.array([0, 0]))
    assert persons == 100
    assert one.values.tolist() == pytest.approx([60, 30], abs=1)


def test_agreement_brings_counts_nearer_to_the_truth():
    rng = np.random.default_rng(7)
    true = np.array([40.0, 35.0, 25.0])
    before, after = [], []
    for _ in range(200):
        noisy = Table(np.arange(3)[:, None], true + rng.normal(0, 10, 3), np.full(3, 10.0), 3)
        _, (fixed,) = agree(100.0, 0.1, [noisy], np.zeros(3, dtype=np.int64))
        before.append(((noisy.values - true) ** 2).sum())
        after.append(((fixed.values - true) ** 2).sum())
    assert np.mean(after) < 0.97 * np.mean(before)


def test_the_cap_leaves_few_persons_above_it():
    histogram = np.array([-3.0, 10, 200, 400, 300, 80, 20, 2])
    above = 1 - np.cumsum(np.maximum(histogram, 0)) / np.maximum(histogram, 0).sum()
    cap = choose_cap(histogram, 0.08)
    assert cap == 5
    assert [share <= 0.08 for share in above[cap - 1 : cap + 1]] == [False, True]


def test_what_the_cap_takes_away_is_estimated():
    """Records with item 1 are longer than others: less of them is kept."""
    histogram = np.array([0.0, 0, 0, 0, 800, 100, 100])
    weight = weights(1, 4, 6)
    classes = np.array([[800.0, 80, 60, 0, 0], [100.0, 60, 80, 0, 0]]) * np.pad(weight.share[4:], (0, 2), mode="edge")
    lengths = profile(histogram, classes * 50, np.array([0, 1]), weight, 2)
    pairs = weights(2, 4, 6)
    kept = lengths.kept_share(np.array([[0], [1]]), pairs)
    exact = [np.array(c) @ pairs.share[4:] / sum(c) for c in ([800, 80, 60], [100, 60, 80])]
    assert kept == pytest.approx(exact, abs=0.02)
    assert lengths.persons == 1000
    assert all(a >= b for a, b in pairwise(kept))
