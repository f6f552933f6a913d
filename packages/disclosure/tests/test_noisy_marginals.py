"""Noisy marginals from end to end, with OpenDP's noise.

The noise cannot be seeded. Every bound below has a chance of less than one in a million to be missed by a right
mechanism; what it is, stands beside it.
"""

import math
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import small

import disclosure
from disclosure.attacks.view import people, tally
from disclosure.errors import InvalidArgument, InvalidData, MissingExtra, NotPossible
from disclosure.privacy import Ledger, NoiseProcess, NoisyMarginals, Parameters, Records, noisy_marginals

pytest.importorskip("opendp")

PARAMETERS = Parameters(4.0, 1e-6, order=3, cap=4)


@pytest.fixture(scope="module")
def noise():
    with NoiseProcess() as process:
        yield process


@pytest.fixture
def ledger(tmp_path):
    return Ledger.create(tmp_path / "ledger", data_set="small", epsilon=4.0, delta=1e-6)


@pytest.fixture(scope="module")
def small_release(noise, tmp_path_factory):
    ledger = Ledger.create(tmp_path_factory.mktemp("l") / "ledger", data_set="small", epsilon=4.0, delta=1e-6)
    records = small.records(6000)
    return noisy_marginals(records, PARAMETERS, ledger, noise), records, ledger


def test_large_counts_are_near_the_truth_and_intervals_hold(small_release):
    marginals, records, _ = small_release
    true = tally(people(records.columns, records.rows()), 3)
    large = [c for c, n in true.items() if c and n >= 400]
    assert len(large) > 25
    found = {c: marginals.count(**dict(c)) for c in large}
    assert all(found.values())
    # Noise has a standard deviation of at most 10.6, and nothing is taken away: 60 is beyond five and a half of them.
    assert max(abs(found[c].value - true[c]) for c in large) < 60
    inside = sum(found[c].low <= true[c] <= found[c].high for c in large)
    # Nominal 95 % of about 40: under 70 % has a chance of 4e-8 if they were independent.
    assert inside / len(large) > 0.7


def test_nothing_is_invented_where_most_combinations_are_empty(ledger, noise):
    """Ten values of one column go with ten of another, one with one: 90 pairs are empty, and none may be published."""
    rows = [(f"a{k}", f"b{k}", "x" if i % 2 else "") for k in range(10) for i in range(300)]
    parameters = Parameters(4.0, 1e-6, order=3, chance=1e-6)
    marginals = noisy_marginals(Records.from_rows(("a", "b", "c"), rows), parameters, ledger, noise)
    pairs = {c for c in marginals.of_order(2) if {column for column, _ in c} == {"a", "b"}}
    assert pairs == {(("a", f"a{k}"), ("b", f"b{k}")) for k in range(10)}
    assert {c for c in marginals.of_order(3) if c[0][1][1:] != c[1][1][1:]} == set()


def test_every_column_is_there(small_release):
    marginals, records, _ = small_release
    assert set(records.columns) == {column for c in marginals.counts for column, _ in c}


def test_counts_agree_across_orders(small_release):
    marginals, _, _ = small_release
    for combination, count in marginals.counts.items():
        wholes = [c for k in range(1, len(combination)) for c in combinations(combination, k)]
        assert all(marginals.counts[whole].value >= count.value >= 0 for whole in wholes)
        assert 0 <= count.low <= count.value <= count.high
    for whole, count in ((), marginals.persons), *marginals.counts.items():
        for column in {c for combination in marginals.counts for c, _ in combination} - {c for c, _ in whole}:
            parts = [
                n.value
                for c, n in marginals.counts.items()
                if len(c) == len(whole) + 1 and set(whole) < set(c) and column in dict(c)
            ]
            assert sum(parts) <= count.value


def test_the_release_says_what_was_decided_and_the_ledger_what_was_spent(small_release):
    marginals, _, ledger = small_release
    facts, account = marginals.facts, ledger.account()
    assert facts["unit"].startswith("person")
    assert (facts["epsilon"], facts["delta"], facts["cap"], facts["order"]) == (4.0, 1e-6, 4, 3)
    assert facts["rho"] <= account.rho_spent
    assert facts["rho"] == pytest.approx(account.rho_spent, rel=1e-6)
    assert facts["key_delta"] <= account.delta_spent == pytest.approx(1e-7)
    assert account.epsilon_spent == pytest.approx(4.0)
    assert [r["sha256"] for r in account.releases] == [marginals.sha256]


def test_the_file_comes_back(small_release, tmp_path):
    marginals, _, _ = small_release
    (tmp_path / "f.csv").write_text(marginals.to_csv(), encoding="utf-8")
    again = NoisyMarginals.from_csv(tmp_path / "f.csv")
    assert (again.persons, again.counts, again.sha256) == (marginals.persons, marginals.counts, marginals.sha256)


def test_a_second_release_is_refused_before_anything_is_drawn(small_release, noise):
    _, records, ledger = small_release
    before = ledger.path.read_bytes()
    with pytest.raises(NotPossible, match="Nothing was drawn"):
        noisy_marginals(records, Parameters(0.1, 1e-8), ledger, noise)
    assert ledger.path.read_bytes() == before


def test_the_spend_is_on_disk_before_the_noise_is_drawn(ledger):
    """A process that ends in the middle leaves the spend behind, and no release."""

    class Broken(NoiseProcess):
        def gaussian(self, counts, *, l2, scale):
            assert ledger.account().rho_spent > 0
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Broken() as broken:
        noisy_marginals(small.records(100), PARAMETERS, ledger, broken)
    account = ledger.account()
    assert [r["sha256"] for r in account.releases] == [None]
    assert account.epsilon_spent == pytest.approx(4.0)


def test_a_loss_beyond_the_plan_is_not_released(ledger, noise, monkeypatch):
    monkeypatch.setattr("disclosure.privacy.marginals.scale_for", lambda l2, rho: 0.9 * l2 / math.sqrt(2 * rho))
    with pytest.raises(NotPossible, match="OpenDP states a loss of rho"):
        noisy_marginals(small.records(500), PARAMETERS, ledger, noise)
    assert [r["sha256"] for r in ledger.account().releases] == [None]


@pytest.mark.parametrize("order", [1, 2, 4])
def test_other_orders_work(order, ledger, noise):
    marginals = noisy_marginals(small.records(5000), Parameters(4.0, 1e-6, order=order), ledger, noise)
    assert {len(c) for c in marginals.counts} == set(range(1, order + 1))


def test_tiny_and_empty_files_release_nothing_about_anybody(ledger, noise):
    rare = Records.from_rows(("a", "b", "c"), [("rare", "thing", "")])
    assert noisy_marginals(rare, PARAMETERS, ledger, noise).counts == {}


def test_too_few_attributes_are_refused_before_anything_is_spent(ledger, noise):
    with pytest.raises(InvalidData, match="2 attributes, too few for combinations of 3"):
        noisy_marginals(Records.from_rows(("a", "b"), [("x", "y")]), PARAMETERS, ledger, noise)
    assert ledger.account().releases == ()


def test_opendp_says_why_it_refuses(noise):
    with pytest.raises(NotPossible, match="OpenDP refused the mechanism"):
        noise.gaussian(np.arange(3), l2=-1.0, scale=1.0)
    assert len(noise.gaussian(np.arange(3), l2=1.0, scale=1.0).counts) == 3


@pytest.mark.parametrize("wrong", [{"epsilon": 0}, {"delta": 0.1}, {"order": 6}, {"chance": 0}, {"cap": 2}])
def test_parameters_without_meaning_are_refused(wrong):
    with pytest.raises(InvalidArgument, match=next(iter(wrong))):
        Parameters(**{"epsilon": 1.0, "delta": 1e-6, **wrong})


def test_without_the_extra_the_cure_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'disclosure\[privacy\]'"):
        NoiseProcess()


SPECIFICATION = """
title = "Victims by sex"
markers = { "<5" = { kind = "suppressed", low = 1, high = 4 } }
[[dimension]]
name = "sex"
total = "Total"
partition = [{ parent = "Total", parts = ["Female", "Male", "Other"] }]
[[table]]
name = "victims"
columns = { sex = "sex" }
file = "v.csv"
"""


def test_opendp_stays_in_its_own_process():
    """Importing everything but the worker, protecting, auditing and releasing loads OpenDP nowhere else."""
    code = """
import importlib, pkgutil, sys, tempfile, pathlib
import disclosure
for module in pkgutil.walk_packages(disclosure.__path__, "disclosure."):
    if not module.name.endswith((".worker", "__main__")):
        importlib.import_module(module.name)
from disclosure.cli import main
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "t.toml").write_text('title = "t"\\n[frequency]\\nbelow = 5\\n')
(folder / "s.toml").write_text('''SPECIFICATION''')
(folder / "v.csv").write_text("sex,value\\nTotal,60\\nFemale,28\\nMale,30\\nOther,2\\n")
safe = str(folder / "safe")
assert main(["protect", str(folder / "s.toml"), "--thresholds", str(folder / "t.toml"), "--output", safe]) == 0
assert main(["audit", safe + "/specification.toml"]) in (0, 2)
from disclosure.privacy import *
path = pathlib.Path(tempfile.mkdtemp()) / "ledger"
ledger = Ledger.create(path, data_set="x", epsilon=1, delta=1e-6)
with NoiseProcess() as noise:
    noisy_marginals(Records.from_rows(("a",), [("x",)] * 900), Parameters(1.0, 1e-6, order=1), ledger, noise)
print(sorted(m for m in sys.modules if m.split(".")[0] == "opendp"))
"""
    path = os.pathsep.join([str(Path(disclosure.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", code.replace("SPECIFICATION", SPECIFICATION)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stdout.splitlines()[-1] == "[]"
