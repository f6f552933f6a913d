"""A lost or replaced key is reported, never silently recreated; only one command starts a new one."""

import pytest
from disclosure.release.signing import fingerprint as key_name
from django.core.management.utils import get_random_secret_key

from palermo.accounts.models import InstallationKey
from palermo.audit.models import AuditEvent
from palermo.config import keys
from palermo.config.cli.main import main
from palermo.core.refusals import Refused
from palermo.core.signatures import fingerprint
from palermo.figures.pipeline.release_key import release_signer
from palermo.site.signing import own_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path, settings):
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path))
    monkeypatch.delenv("PALERMO_SECRET_KEY", raising=False)
    settings.DATA, settings.PALERMO_SIGNING_KEY = tmp_path, tmp_path / "signing-key"
    settings.SECRET_KEY = get_random_secret_key()
    (tmp_path / "secret-key").write_text(settings.SECRET_KEY)
    return tmp_path


def mark() -> str:
    return fingerprint(own_key().public_key())


def test_signing_key_is_noted_at_its_first_use_and_once(data):
    first = mark()
    assert mark() == first
    assert list(InstallationKey.objects.values_list("name", "fingerprint")) == [("signing-key", first)]
    assert list(AuditEvent.objects.values_list("verb", "details")) == [
        ("installation_key.noted", {"key": "signing-key", "fingerprint": first})
    ]


def test_lost_signing_key_is_never_replaced_by_itself(data, capsys):
    first = mark()
    (data / "signing-key").unlink()
    sentence = f"The signing key {data / 'signing-key'} is missing. Restore it from a backup, or start a new one"
    for _ in range(2):
        with pytest.raises(Refused, match="is missing"):
            own_key()
    assert not (data / "signing-key").exists()
    assert [fault.startswith(sentence) for fault in keys.find_key_faults()] == [True]
    assert main(["check"]) == 1
    assert sentence in capsys.readouterr().err
    assert main(["bundle", "key"]) == 1
    assert InstallationKey.objects.get().fingerprint == first


def test_another_signing_key_is_refused(data):
    first = mark()
    (data / "signing-key").write_text(f"{'7' * 64}\n")
    with pytest.raises(Refused) as refused:
        own_key()
    assert f"expected {first}" in str(refused.value)
    assert keys.find_key_faults() == [str(refused.value)]


def test_another_signing_key_is_begun_by_command_and_stands_in_the_log(data, capsys):
    first = mark()
    (data / "signing-key").unlink()
    assert main(["key", "begin", "signing-key"]) == 0
    second = mark()
    assert second != first
    last = AuditEvent.objects.last()
    assert (last.verb, last.actor_name) == ("installation_key.begun", "palermo key")
    assert last.details == {"key": "signing-key", "fingerprint": second, "before": first}
    assert keys.find_key_faults() == []


def test_key_in_use_is_laid_aside_when_another_is_begun(data):
    first, seed = mark(), (data / "signing-key").read_text()
    assert main(["key", "begin", "signing-key"]) == 0
    assert mark() != first
    assert [path.read_text() for path in data.glob("signing-key.until-*")] == [seed]


def test_key_brought_back_after_a_loss_is_right_again(data):
    first, seed = mark(), (data / "signing-key").read_text()
    (data / "signing-key").unlink()
    assert len(keys.find_key_faults()) == 1
    (data / "signing-key").write_text(seed)
    assert (keys.find_key_faults(), mark()) == ([], first)


def test_another_secret_key_is_noticed_until_it_is_begun(data, settings, capsys):
    keys.note_secret_key("a test")
    assert keys.find_key_faults() == []
    settings.SECRET_KEY = get_random_secret_key()
    assert main(["check"]) == 1
    output = capsys.readouterr()
    assert "The secret key has changed" in output.err
    assert settings.SECRET_KEY not in output.err + output.out
    assert main(["key", "begin", "secret-key"]) == 0
    assert keys.find_key_faults() == []
    assert AuditEvent.objects.last().verb == "installation_key.begun"


def test_fingerprints_are_shown_and_keys_are_not(data, settings, capsys):
    keys.note_secret_key("a test")
    own_key()
    capsys.readouterr()
    assert main(["key", "show"]) == 0
    output = capsys.readouterr()
    shown = [line.split()[0] for line in output.out.splitlines()]
    assert shown == ["secret-key", "signing-key"]
    hidden = (settings.SECRET_KEY, (data / "signing-key").read_text().strip())
    assert [key for key in hidden if key in output.out + output.err] == []


def test_a_lost_or_other_release_key_is_reported_and_never_made_anew(data, settings, capsys):
    settings.PALERMO_RELEASE_KEY = data / "release-key"
    assert keys.find_key_faults() == []
    first = release_signer()
    assert release_signer().public_key == first.public_key
    name, noted = InstallationKey.objects.values_list("name", "fingerprint").get()
    assert (name, noted) == ("release-key", key_name(first.public_key))
    kept = (data / "release-key").read_text()
    (data / "release-key").unlink()
    sentence = f"The release key {data / 'release-key'} is missing. Restore it from a backup"
    with pytest.raises(Refused, match="is missing"):
        release_signer()
    assert not (data / "release-key").exists()
    assert [fault.startswith(sentence) for fault in keys.find_key_faults()] == [True]
    assert main(["check"]) == 1
    assert sentence in capsys.readouterr().err
    (data / "release-key").write_text(f"{'7' * 64}\n")
    with pytest.raises(Refused, match=f"expected {noted}"):
        release_signer()
    assert ["contains another release key" in fault for fault in keys.find_key_faults()] == [True]
    (data / "release-key").write_text(kept)
    assert keys.find_key_faults() == []
