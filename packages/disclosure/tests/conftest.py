"""Where the tests of the gate take their proposals."""

import pytest
from proposals import set_policy

from disclosure.release import Register, Signer


@pytest.fixture
def signer(tmp_path):
    return Signer.create(tmp_path / "key")


@pytest.fixture
def register(tmp_path, signer):
    made = Register.create(tmp_path / "releases", data_set="cases")
    set_policy(made, signer)
    return made
