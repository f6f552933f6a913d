"""Attacks: careless releases fail them, safe ones pass, and a release of pure chance is no leak."""

import numpy as np
import pytest
import small

from disclosure.attacks import AttackResult, Rate, Release, Truth, attack_release, people
from disclosure.errors import InvalidArgument, InvalidData
from disclosure.privacy import Ledger, NoiseProcess, Parameters, noisy_marginals
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table

COLUMNS = (*small.COLUMNS, "town", "age")


def population(persons, seed):
    """Persons with a town and an age beside the rest, so that many are unique."""
    rng = np.random.default_rng([seed, 7])
    town, age = rng.integers(0, 25, persons), rng.integers(0, 40, persons)
    return [(*row, f"t{a}", str(b)) for row, a, b in zip(small.rows(persons, seed), town, age, strict=True)]


MEMBERS, CONTROLS = population(600, 1), population(600, 2)
TRUTH = Truth(
    people(COLUMNS, MEMBERS), people(COLUMNS, CONTROLS), "sector", ("year", "gender", "town", "age"), most=200
)
ALL = {"membership", "singling out", "linkage", "attribute inference", "reconstruction"}


def failed_attacks(release, truth=TRUTH):
    return {result.attack for result in attack_release(release, truth).results if result.fails}


def test_the_records_themselves_fail_every_attack():
    assert failed_attacks(Release.of_microdata(TRUTH.members)) == ALL


def test_exact_counts_fail_what_counts_can_fail():
    release = Release.of_exact_counts(TRUTH.members, order=3)
    assert failed_attacks(release) == ALL - {"linkage"}
    linkage = attack_release(release, TRUTH)["linkage"]
    assert (linkage.attacker.attempts, linkage.note) == (0, "Counts have no rows to link to.")


def test_hiding_small_counts_alone_does_not_stop_subtraction():
    """Counts below five are left out, as published tables do; what is left gives them away."""
    result = attack_release(Release.of_exact_counts(TRUTH.members, order=2, least=5), TRUTH)["reconstruction"]
    assert result.fails
    assert result.attacker.value == 1.0
    assert result.attacker.attempts > 50


def test_rows_of_other_people_pass():
    others = people(COLUMNS, population(600, 3))
    assert failed_attacks(Release.of_microdata(others)) == set()


def test_noisy_counts_pass(tmp_path):
    pytest.importorskip("opendp")
    from disclosure.privacy import Records

    ledger = Ledger.create(tmp_path / "ledger", data_set="x", epsilon=4.0, delta=1e-6)
    with NoiseProcess() as noise:
        marginals = noisy_marginals(Records.from_rows(COLUMNS, MEMBERS), Parameters(4.0, 1e-6), ledger, noise)
    assert marginals.counts
    # Noise cannot be seeded. In 60 releases no lower limit was above 0; 0.15 is about four standard errors further.
    report = attack_release(Release.of_marginals(marginals), TRUTH)
    assert [r.attack for r in report.results if r.interval()[0] > 0.15] == []


def test_a_report_can_be_read():
    report = attack_release(Release.of_microdata(TRUTH.members), TRUTH)
    text = str(report["linkage"])
    assert text.startswith("linkage: FAILS. people whose row is found and shows the rest: ")
    assert text.count("\n") == 0
    assert report.fails
    assert str(report).splitlines()[2] == text


# Brown, Cai and DasGupta (2001), Statistical Science 16, p. 117: Clopper-Pearson for 0 of 10 at 95 % ends at 0.3085;
# the difference of 56/70 and 48/80 by Newcombe (1998), Statistics in Medicine 17, method 10: 0.0524 to 0.3339.
def test_intervals_are_the_published_ones():
    assert Rate(0, 10).interval() == (0.0, pytest.approx(0.3085, abs=5e-5))
    assert Rate(10, 10).interval() == (pytest.approx(0.6915, abs=5e-5), 1.0)
    result = AttackResult("x", "y", Rate(56, 70), Rate(48, 80))
    assert result.interval() == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_the_same_truth_and_release_give_the_same_report():
    release = Release.of_exact_counts(TRUTH.members, order=2)
    assert attack_release(release, TRUTH) == attack_release(release, TRUTH)


def test_too_few_people_prove_nothing():
    with pytest.raises(InvalidData, match="at least 40 controls to mean anything, but there are 3"):
        Truth(TRUTH.members, TRUTH.controls[:3], "sector", ("year",))


def test_the_secret_cannot_be_known():
    with pytest.raises(InvalidData, match="'sector' cannot be among"):
        Truth(TRUTH.members, TRUTH.controls, "sector", ("sector",))


def test_no_rows_are_no_release():
    with pytest.raises(InvalidData, match="no rows"):
        Release.of_microdata([])


def test_an_attack_that_is_not_there_is_named():
    with pytest.raises(InvalidArgument, match="There is no attack 'x'; there are membership"):
        attack_release(Release.of_exact_counts(TRUTH.members, order=1), TRUTH)["x"]


def test_nothing_published_is_nothing_attacked():
    report = attack_release(Release({frozenset(): 600.0}, 2), TRUTH)
    assert not report.fails
    assert report["singling out"].note == "No description is published."


TABLE = """
title = "Victims by form and sector"
markers = { "<5" = { kind = "suppressed", low = 1, high = 4 } }
[[dimension]]
name = "form"
total = "All"
partition = [{ parent = "All", parts = ["labour", "sexual"] }]
[[dimension]]
name = "sector"
total = "All"
partition = [{ parent = "All", parts = ["farm", "hotel"] }]
[[table]]
name = "victims"
columns = { form = "form", sector = "sector" }
"""


def test_a_table_is_attacked_by_what_it_shows():
    """Hiding what is small, and nothing else, lets the subtraction through."""
    rows = {("labour", "farm"): 60, ("labour", "hotel"): 30, ("sexual", "hotel"): 50, ("sexual", "farm"): 3}
    members = people(("form", "sector"), [row for row, n in rows.items() for _ in range(n)])
    cells = {"form": ["All", "labour", "labour", "labour", "sexual", "sexual", "sexual"]}
    cells["sector"] = ["All", "All", "farm", "hotel", "All", "farm", "hotel"]
    table = read_table({**cells, "value": ["143", "90", "60", "30", "53", "<5", "50"]}, parse_specification(TABLE))
    release = Release.of_tables([table])
    assert release.count(frozenset({("form", "sexual")})) == 53
    result = attack_release(release, Truth(members, members, "sector", ("form",)))["reconstruction"]
    assert (result.attacker.successes, result.attacker.attempts, result.baseline.successes) == (1, 1, 0)
