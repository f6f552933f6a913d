"""A drill: a site in use is backed up, lost, and restored elsewhere; what is restored is what was backed up."""

import hashlib
from pathlib import Path

import pytest

from tests.operation.installation import Browser, Installation, new_installation, served, wait_until
from tests.operation.test_kills import OFFICER, Writer, is_whole, points

pytestmark = [pytest.mark.slow, pytest.mark.full]


def exported(installation: Installation, folder: Path) -> dict[str, str]:
    """The record as plain files, each by its digest."""
    made = installation.run("record", "export", folder)
    assert made.returncode == 0, made.stderr
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_site_in_use_is_restored_as_it_was_backed_up(tmp_path):
    used, place = new_installation(tmp_path, "drill_used"), tmp_path / "backup.zip"
    made = used.run("demo", "--now", "--no-serve")
    assert made.returncode == 0, made.stderr
    [(meeting,)] = used.rows(
        "SELECT slug FROM governance_meeting WHERE took_place AND kind = 'consultation' ORDER BY starts_on LIMIT 1"
    )
    with served(used, "--now") as (_program, port):
        writer = Writer(port, meeting)
        writer.start()
        assert wait_until(lambda: writer.acknowledged)
        acknowledged = list(writer.acknowledged)
        packed = used.run("backup", str(place), "--verify")
        assert packed.returncode == 0, packed.stderr
        assert wait_until(lambda: len(writer.acknowledged) > len(acknowledged))
    restored = new_installation(tmp_path, "drill_restored")
    answered = restored.run("restore", str(place))
    assert answered.returncode == 0, answered.stderr
    kept = points(restored)
    assert set(acknowledged) - set(kept) == set()
    assert set(kept) - set(writer.sent) == set()
    assert is_whole(restored) == (0, [])
    verified = restored.run("figures", "verify")
    assert verified.returncode == 0, verified.stdout
    # A second backup, of what was restored, says that a drill can be repeated on it.
    again = restored.run("backup", str(tmp_path / "again.zip"), "--verify")
    assert again.returncode == 0, again.stderr
    twice = new_installation(tmp_path, "drill_twice")
    assert twice.run("restore", str(tmp_path / "again.zip")).returncode == 0
    assert exported(twice, tmp_path / "record-twice") == exported(restored, tmp_path / "record-restored")
    with served(restored, "--now") as (_program, port):
        officer = Browser(port, *OFFICER)
        assert acknowledged[0] in officer.get(f"/en/consultations/{meeting}/")
