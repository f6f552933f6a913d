"""Attacks by people who have not read the gate; what is through is what a reader of the bundles computes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from outside_attacks import attacks
from outside_reader import Reader, is_narrow
from outside_world import LISTS, POPULATIONS, policy_text
from proposals import declare, set_policy, set_populations

from disclosure.errors import DisclosureError, NotPossible
from disclosure.release import Declaration, Register, release

pytest.importorskip("cryptography")


@pytest.fixture
def office(tmp_path):
    return Register.create(tmp_path / "office", data_set="victims")


def publish(steps, register, signer):
    """The bundles that come out, and the sentence of the refusal that ended it."""
    bundles = []
    for step in steps:
        try:
            result = step(register, signer) if callable(step) else release_declared(step, register, signer)
        except DisclosureError as error:
            return bundles, str(error)
        bundles += [result.read_bytes()] if isinstance(result, Path) else []
    return bundles, ""


def release_declared(proposal, register, signer):
    """Whatever the gate wants declared, an approver declares, true or not."""
    try:
        return release(proposal, register, signer)
    except NotPossible as error:
        wanted = re.search(r"must declare.*comparing: (.*)\.$", str(error))
        if not wanted:
            raise
    subjects = re.findall(
        r"'([^']*)'", wanted[1].encode().decode("unicode_escape") if "\\u" in wanted[1] else wanted[1]
    )
    says = tuple(Declaration(about, "Nobody is found by comparing them.", "Wei Chen") for about in subjects)
    made = replace(proposal, declarations=(*proposal.declarations, *says))
    return release(declare(made, register, signer), register, signer)


def reader_of(attack):
    return Reader(LISTS, attack.aliases, attack.links)


@pytest.mark.parametrize("attack", list(attacks()), ids=lambda attack: attack.name)
def test_nothing_is_narrowed_by_what_the_gate_lets_through(attack, office, signer):
    set_policy(office, signer, policy_text())
    set_populations(office, signer, POPULATIONS)
    bundles, refusal = publish(attack.steps, office, signer)
    reader = reader_of(attack)
    for bundle in bundles:
        reader.read_bundle(bundle)
    limits = reader.bounds(attack.secret)
    assert not is_narrow(limits), f"through: the secret is {limits}"
    assert not refusal or re.search(attack.sentence, refusal), refusal


@pytest.mark.parametrize("attack", list(attacks()), ids=lambda attack: attack.name)
def test_without_a_gate_the_secret_is_found(attack):
    reader = reader_of(attack)
    for step in attack.steps:
        if not callable(step):
            reader.read_tables(step.data, step.specification)
    assert is_narrow(reader.bounds(attack.secret))
