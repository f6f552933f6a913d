"""No population gives away few people of another one, and honest releases about several of them pass."""

import pytest
from gate_attacks import POLICY, carry_out
from population_attacks import ATTEMPTS, HONEST, LIST
from proposals import set_policy, set_populations

from disclosure.errors import DisclosureError
from disclosure.release import Register

pytest.importorskip("cryptography")


@pytest.fixture
def register(tmp_path, signer):
    made = Register.create(tmp_path / "register", data_set="cases")
    set_policy(made, signer, POLICY)
    return made


def begin(register, signer, steps):
    """The list of populations that the first step brings, or the usual one."""
    if not steps[0].populations:
        set_populations(register, signer, LIST + '[[population]]\nid = "helped"\ntitle = "Persons helped"\n')


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[f"{attempt.point}: {attempt.name}" for attempt in ATTEMPTS])
def test_the_attempt_is_refused(attempt, register, signer):
    begin(register, signer, attempt.steps)
    *before, last = attempt.steps
    for step in before:
        carry_out(step, register, signer)
    with pytest.raises(DisclosureError, match=attempt.words):
        carry_out(last, register, signer)
    assert len(register.releases()) == len(before)


@pytest.mark.parametrize("honest", HONEST, ids=[one.name for one in HONEST])
def test_honest_releases_pass(honest, register, signer):
    begin(register, signer, honest.steps)
    for step in honest.steps:
        carry_out(step, register, signer)
    assert len(register.releases()) == len(honest.steps)


def test_no_attempt_has_the_name_of_another():
    assert len({attempt.name for attempt in ATTEMPTS}) == len(ATTEMPTS)
