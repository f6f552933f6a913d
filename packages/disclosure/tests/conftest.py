"""Where the tests of the gate take their proposals."""

import pytest
from hypothesis import settings
from proposals import set_policy

from disclosure.release import Register, Signer

# A slow machine is no fault of the library.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def signer(tmp_path):
    return Signer.create(tmp_path / "key")


@pytest.fixture
def register(tmp_path, signer):
    made = Register.create(tmp_path / "releases", data_set="cases")
    set_policy(made, signer)
    return made
