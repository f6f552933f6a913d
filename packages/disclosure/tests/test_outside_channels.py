"""One table in two forms is published in one form."""

import io
import zipfile

import pytest
from outside_channels import CHANNELS
from outside_world import POPULATIONS, outcome, policy_text
from proposals import set_policy, set_populations

from disclosure.release import Register, release

pytest.importorskip("cryptography")


def public_files(proposal, folder, signer):
    """What a reader gets, apart from what says who signed it; nothing where it is refused."""
    register = Register.create(folder, data_set="victims")
    set_policy(register, signer, policy_text())
    set_populations(register, signer, POPULATIONS)
    bundle, refusal = outcome(lambda: release(proposal, register, signer).read_bytes())
    if refusal:
        assert refusal.endswith(".")
        return None
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        names = [name for name in archive.namelist() if name not in ("manifest.json", "signature.json")]
        return {name: archive.read(name) for name in names}


@pytest.mark.parametrize("name", CHANNELS)
def test_the_form_of_a_table_tells_nothing(name, tmp_path, signer):
    one, other = (public_files(form, tmp_path / str(n), signer) for n, form in enumerate(CHANNELS[name]))
    assert one is not None
    assert other is None or other == one
