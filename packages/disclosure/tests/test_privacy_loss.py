"""The privacy loss, tested on neighbouring data sets: with one person and without.

If a mechanism is (ε, δ)-private, then for every event P(event with) ≤ e^ε P(event without) + δ, and the same the other
way round. Both sides are estimated from runs. The test rejects when the lower limit of one exceeds the bound made from
the upper limit of the other; the limits are Clopper and Pearson's with an error of 4e-8 each, so that twelve
comparisons of two limits reject a right mechanism with a chance below one in a million.
"""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from disclosure.attacks import Rate
from disclosure.privacy import Ledger, NoiseProcess, Parameters, Records, epsilon_of, noisy_marginals
from disclosure.privacy.keys import key_threshold
from disclosure.privacy.noise import scale_for
from disclosure.privacy.weights import Weights

pytest.importorskip("opendp")

CERTAIN = 1 - 8e-8  # both tails


def violates(with_person, without, epsilon, delta):
    """Whether scores from both data sets refute the claim, for the best of three events that a pilot fixed."""
    pilot = len(without) // 8
    limits = np.quantile(np.concatenate([with_person[:pilot], without[:pilot]]), [0.1, 0.5, 0.9])
    return any(
        _beyond(above(a[pilot:], limit), above(b[pilot:], limit), epsilon, delta)
        for limit in limits
        for a, b in ((with_person, without), (without, with_person))
        for above in (_above, _below)
    )


def _above(scores, limit):
    return Rate(int((scores > limit).sum()), len(scores))


def _below(scores, limit):
    return Rate(int((scores <= limit).sum()), len(scores))


def _beyond(likely, unlikely, epsilon, delta):
    return likely.interval(CERTAIN)[0] > math.exp(epsilon) * unlikely.interval(CERTAIN)[1] + delta


@pytest.fixture(scope="module")
def noise():
    with NoiseProcess() as process:
        yield process


def primitive(noise, scale, runs, cells=25):
    """One person in 25 cells, against nobody; the attacker adds the cells up."""
    l2 = math.sqrt(cells)
    true = np.concatenate([np.ones(runs * cells, dtype=np.int64), np.zeros(runs * cells, dtype=np.int64)])
    noisy = noise.gaussian(true * 64, l2=64 * l2, scale=64 * scale).counts.reshape(2, runs, cells).sum(axis=2)
    return noisy[0], noisy[1]


RHO, DELTA = 0.1, 1e-5
EPSILON = epsilon_of(RHO, DELTA)


def test_the_noise_keeps_its_promise(noise):
    scores = primitive(noise, scale_for(5.0, RHO), 3000)
    assert not violates(*scores, EPSILON, DELTA)


def test_noise_for_one_cell_instead_of_25_is_caught(noise):
    """Broken: the noise is as large as one cell needs, though a person is in 25."""
    scores = primitive(noise, scale_for(1.0, RHO), 3000)
    assert violates(*scores, EPSILON, DELTA)


COLUMNS = tuple(f"c{j:02d}" for j in range(40))
CROWD = [("common",) * 40] * 1500
TARGET = ("common",) * 40
SMALL = 1.0


def pipeline(noise, tmp_path, runs):
    """A person with all 40 values in common use, or not; the attacker adds up the counts of all pairs.

    The cap is two attributes, so that person may move the pairs by one, and would move them by √780 without it.
    """
    parameters = Parameters(SMALL, 1e-6, order=2, cap=2)
    scores = []
    for rows in ([*CROWD, TARGET], CROWD):
        records = Records.from_rows(COLUMNS, rows)
        for run in range(runs):
            ledger = Ledger.create(tmp_path / f"{len(rows)}-{run}", data_set="x", epsilon=SMALL, delta=1e-6)
            marginals = noisy_marginals(records, parameters, ledger, noise)
            scores.append(sum(n.value for n in marginals.of_order(2).values()))
    return np.array(scores[:runs], dtype=float), np.array(scores[runs:], dtype=float)


def test_a_whole_release_keeps_its_promise(noise, tmp_path):
    assert not violates(*pipeline(noise, tmp_path, 100), SMALL, 1e-6)


@dataclass(frozen=True)
class Uncapped(Weights):
    """Broken: everybody counts fully, while the noise is that of the cap."""

    @property
    def l2(self):
        return 64 * math.sqrt(math.comb(self.cap, self.order))


def test_a_release_that_forgets_its_cap_is_caught(noise, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "disclosure.privacy.marginals.weights",
        lambda order, cap, columns: Uncapped(order, cap, np.full(columns + 1, 64)),
    )
    assert violates(*pipeline(noise, tmp_path, 100), SMALL, 1e-6)


def count_named(noise, threshold, keys=20_000):
    """How many of many values that one person each has are named."""
    single = np.full(keys, 64, dtype=np.int64)
    arguments = {"l0": 20, "l2": 192, "linf": 64, "scale": 1200.0, "threshold": threshold}
    return noise.gaussian_threshold(np.arange(keys), single, **arguments)


def test_a_value_of_one_person_is_not_named(noise):
    result = count_named(noise, key_threshold(1200.0, 64, 20, 1e-9))
    # The chance that any of the 20,000 is named is below 20,000 times 1e-9 / 20.
    assert len(result.keys) == 0
    assert result.delta <= 1e-9


def test_a_threshold_of_three_deviations_is_caught(noise):
    """Broken: of 20,000 values about 27 are named, and OpenDP's own figure says so; none has a chance of e^-27."""
    result = count_named(noise, 64 + 3 * 1200)
    assert len(result.keys) > 0
    assert result.delta > 1e-3
