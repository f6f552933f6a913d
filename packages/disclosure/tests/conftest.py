"""Where the tests of the gate take their proposals."""

import pytest

from disclosure.release import Register, Signer


@pytest.fixture
def register(tmp_path):
    return Register.create(tmp_path / "releases", data_set="cases")


@pytest.fixture
def signer(tmp_path):
    return Signer.create(tmp_path / "key")
