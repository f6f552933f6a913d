"""Every attempt to get a figure about few people past the gate is refused, and nothing of it is kept."""

import json
from pathlib import Path

import pytest
from gate_attacks import ATTEMPTS, BASE, BESIDE_2, EDITION_2, FINE, POLICY, UNSEEN, Step, carry_out
from proposals import set_policy

from disclosure.errors import DisclosureError, InvalidData, InvalidSpecification, NotPossible
from disclosure.release import Register, Signer, release
from disclosure.release.bundle import unpack

pytest.importorskip("cryptography")

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "release-gate.md"


@pytest.fixture
def register(tmp_path, signer):
    made = Register.create(tmp_path / "register", data_set="cases")
    set_policy(made, signer, POLICY)
    return made


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[f"{attempt.point}: {attempt.name}" for attempt in ATTEMPTS])
def test_the_attempt_is_refused(attempt, register, signer):
    *before, last = attempt.steps
    for step in before:
        carry_out(step, register, signer)
    with pytest.raises(DisclosureError, match=attempt.words):
        carry_out(last, register, signer)
    assert len(register.releases()) == len(before)


def test_there_are_attempts_on_every_point():
    assert len(ATTEMPTS) >= 60
    assert len({attempt.name for attempt in ATTEMPTS}) == len(ATTEMPTS)
    assert {attempt.point for attempt in ATTEMPTS} == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("unseen", UNSEEN, ids=[unseen.words for unseen in UNSEEN])
def test_what_no_gate_can_see_is_written_down(unseen, register, signer):
    for step in unseen.steps:
        carry_out(step, register, signer)
    listed = PAGE.read_text(encoding="utf-8").split("## What no gate can see")[1].split("\n## ")[0]
    assert f"\n- {unseen.words}" in " ".join(listed.replace("\n- ", "\0").split()).replace("\0", "\n- ")


def test_a_policy_written_into_the_register_without_the_key_is_refused(register, signer, tmp_path):
    with register.writer() as file:
        text = POLICY.replace("below = 5", "below = 2")
        entry = {"number_of_policy": 2, "text": text, "by": "X", "reason": "y"}
        file.append({"kind": "policy", **entry, "public_key": signer.public_key.hex(), "signature": "00" * 64})
    with pytest.raises(InvalidData, match="policy 2 is not signed with this key"):
        release(Step("A F", thresholds="[frequency]\nbelow = 2\n").proposal(), register, signer)
    with pytest.raises(InvalidData, match="policy 1 is not signed with this key"):
        release(BASE.proposal(), register, Signer.create(tmp_path / "other"))


def test_without_a_policy_nothing_is_released(tmp_path, signer):
    empty = Register.create(tmp_path / "empty", data_set="cases")
    with pytest.raises(InvalidData, match="has no policy"):
        release(BASE.proposal(), empty, signer)


@pytest.mark.parametrize("change", [lambda p: p.unlink(), lambda p: p.write_bytes(p.read_bytes()[:-1] + b"x")])
def test_without_what_was_sealed_nothing_more_is_released(register, signer, change):
    carry_out(BASE, register, signer)
    change(register.sealed_path(1))
    with pytest.raises(InvalidData, match="is missing or is not what was sealed with release 1"):
        carry_out(Step("C F"), register, signer)


def test_what_is_sealed_is_read_by_the_key_alone_and_is_not_in_the_bundle(register, signer, tmp_path):
    carry_out(BASE, register, signer)
    (made,) = register.releases()
    sealed = json.loads(register.unseal(made, signer))
    assert [cell for cell in sealed["cells"] if cell[:2] == ["A", "F"]] == [["A", "F", "T", "2023", 2.0, 1.0, 4.0]]
    assert [cell for cell in sealed["cells"] if cell[:2] == ["B", "F"]] == [["B", "F", "T", "2023", 25.0, 25.0, 25.0]]
    with pytest.raises(InvalidData, match="was sealed with another key"):
        register.unseal(made, Signer.create(tmp_path / "other"))
    assert register.sealed_path(1).stat().st_mode & 0o777 == 0o600
    assert b"cells" not in register.sealed_path(1).read_bytes()
    bundle = unpack(register.bundle(made), "bundle")
    assert sorted(bundle) == [
        "checks.json", "data/specification.toml", "data/t.csv", "data/thresholds.toml", "dictionary.csv",
        "manifest.json", "method.md", "signature.json",
    ]  # fmt: skip
    assert not [name for name, content in bundle.items() if b"B,F,25" in content]


def test_a_revision_by_many_is_released_with_a_declaration_on_the_method_sheet(register, signer):
    carry_out(BASE, register, signer)
    changed = {"C F": "32", "C M": "28", "C T": "60"}
    carry_out(Step(changed, changed, EDITION_2, declared=(BESIDE_2,)), register, signer)
    sheet = unpack(register.bundle(register.releases()[1]), "bundle")["method.md"].decode()
    assert f"- {BESIDE_2}: Nobody is in both. (Wei Chen)" in sheet
    more = {"D F": "31", "D M": "17", "D T": "48"}
    with pytest.raises(NotPossible, match=f"must declare for this release.*'{BESIDE_2}'"):
        carry_out(Step(more, more, EDITION_2), register, signer)
    carry_out(Step(more, more, EDITION_2, declared=(BESIDE_2,)), register, signer)


def test_a_release_by_new_bands_that_can_be_matched_passes(register, signer):
    by_age = ATTEMPTS[[a.name for a in ATTEMPTS].index("other bands nobody can match")].steps[0]
    carry_out(by_age, register, signer)
    truth = {"B T": "55", "B 0-17": "20", "B 18": "6", "B 0-18": "26", "B 19+": "29"}
    carry_out(Step(truth, truth, by_age.specification, policy=FINE), register, signer)
    assert len(register.releases()) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("below = 5", "below = 1", "whole number of at least 2"),
        ("below = 5", "above = 5", "there is no key 'above'"),
        ('units = ["persons"]', "", "the key 'units' is missing"),
        ('units = ["persons"]', "units = []", "a list of texts"),
        ("below = 5", 'below = 5\nzeros = "gone"', "zeros must be"),
        ("below = 5", "below = 5\nprotect = [4, 1]", "from a lower to a higher"),
        ('kinds = ["estimated"', 'kinds = ["guessed"', "kinds has 'guessed'"),
        ('codes = "years"', "", "name the code list"),
        ('separate = "20[0-9][0-9]"', "", "name every category in a partition"),
        ('name = "age"', 'name = "sex"', "declared twice"),
        ('name = "age"', 'name = "population"', "cannot be named 'population'"),
        ('name = "age"', 'name = "ages"', "'age' of an earlier policy is gone"),
    ],
)
def test_a_wrong_policy_names_the_place(register, signer, old, new, words):
    with pytest.raises(InvalidSpecification, match=words):
        register.set_policy(POLICY.replace(old, new), signer, by="Director", reason="new")
    assert register.policy(signer).title == "Policy of the office"


def test_the_page_says_how_many_attempts_there_are():
    assert f"{len(ATTEMPTS)} attempts to get a small figure past the gate are refused" in PAGE.read_text(
        encoding="utf-8"
    )
