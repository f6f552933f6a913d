"""`palermo backup` and `palermo restore` as programs, while others write."""

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.config.test_installations import ENVIRONMENT, OPEN, PALERMO, modes_open_to_others, rows, run

pytestmark = pytest.mark.slow

# Lays a file and commits the row that names it, with an entry of the log, or deletes both, again and again.
WRITING = """
import itertools, sys, time
import django
django.setup()
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents.models import Document
from palermo.accounts.models import Installation
from palermo.audit.actions import record
mine = []
for number in itertools.count():
    words = f"{sys.argv[1]} {number} " * 50
    with transaction.atomic():
        made = Document.objects.create(title=words, file=ContentFile(words.encode(), f"{sys.argv[1]}-{number}.txt"))
        record("test.written", Installation.objects.get(), by="a test")
    mine.append(made)
    if number == 0:
        print("writing", flush=True)
    if number % 3:
        mine.pop(0).delete()
    time.sleep(0.02)
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "new"
    made = run(folder, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD="a long sentence")
    assert made.returncode == 0, made.stderr
    assert run(folder, "bundle", "key").returncode == 0
    return folder


@pytest.fixture(scope="module")
def archive(real):
    place = real.parent / "whole.zip"
    made = run(real, "backup", str(place), "--verify")
    assert made.returncode == 0, made.stderr
    return place


def test_backup_says_what_is_in_it_and_is_for_its_owner_alone(real, archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    # Nothing of making and trying it is left.
    assert sorted(os.listdir(real.parent)) == ["new", "whole.zip"]
    assert [name for name in os.listdir(real) if name.startswith(".")] == []
    with zipfile.ZipFile(archive) as packed:
        assert sorted(packed.namelist()) == ["database.sqlite3", "manifest.json", "secret-key", "signing-key"]
        assert packed.read("secret-key") == (real / "secret-key").read_bytes()
        assert packed.read("signing-key") == (real / "signing-key").read_bytes()
        manifest = json.loads(packed.read("manifest.json"))
    [(sequence, digest)] = rows(real, "SELECT sequence, digest FROM audit_chainhead")
    assert (manifest["kind"], manifest["log_sequence"], manifest["log_digest"]) == ("real", sequence, digest)
    assert manifest["tables"]["accounts_state"] == 197


def test_restored_installation_is_the_same(real, archive, tmp_path):
    restored = run(tmp_path / "again", "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert modes_open_to_others(tmp_path / "again") == []
    for name in ("secret-key", "signing-key"):
        assert (tmp_path / "again" / name).read_bytes() == (real / name).read_bytes()
    assert run(tmp_path / "again", "audit", "verify").stdout == run(real, "audit", "verify").stdout
    checked = run(tmp_path / "again", "check")
    assert (checked.returncode, checked.stderr) == (0, f"Data folder: {tmp_path / 'again'}\n")
    assert rows(tmp_path / "again", "SELECT count(*) FROM accounts_state") == [(197,)]


def test_backup_is_never_written_over_nor_into_the_data_folder(real, archive):
    content = archive.read_bytes()
    again = run(real, "backup", str(archive))
    assert (again.returncode, "not overwritten" in again.stderr) == (1, True)
    within = run(real, "backup", str(real / "copy.zip"))
    assert (within.returncode, "is in the data folder" in within.stderr) == (1, True)
    assert (archive.read_bytes(), (real / "copy.zip").exists()) == (content, False)


def test_folder_without_an_installation_is_not_backed_up(tmp_path):
    refused = run(tmp_path / "none", "backup", str(tmp_path / "none.zip"))
    assert (refused.returncode, "There is no installation in" in refused.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def changed(archive: Path, place: Path, **shown) -> Path:
    """The archive with another manifest."""
    with zipfile.ZipFile(archive) as packed:
        entries = {name: packed.read(name) for name in packed.namelist()}
    entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | shown).encode()
    with zipfile.ZipFile(place, "w") as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return place


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ({"migrations": ["accounts.9999_of_tomorrow"], "palermo": "99"}, "created by another version of Palermo (99)"),
        ({"log_digest": "0" * 64}, "The restored database differs from the backup"),
    ],
)
def test_backup_of_a_newer_version_or_another_database_leaves_nothing(archive, tmp_path, sentence, why):
    place = changed(archive, tmp_path / "other.zip", **sentence)
    refused = run(tmp_path / "new", "restore", str(place))
    assert (refused.returncode, why in refused.stderr) == (1, True), refused.stderr
    assert "Traceback" not in refused.stderr
    assert sorted(os.listdir(tmp_path)) == ["other.zip"]


def test_key_that_was_lost_before_the_backup_is_told(real, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(real, copy)
    (copy / "signing-key").unlink()
    made = run(copy, "backup", str(tmp_path / "lacking.zip"))
    assert made.returncode == 1
    assert f"Warning: The signing key {copy / 'signing-key'} is missing." in made.stderr


@pytest.fixture
def damaged(real, tmp_path):
    """A copy whose disk has lost a page of a table."""
    folder = tmp_path / "damaged"
    shutil.copytree(real, folder)
    [(page,)] = rows(folder, "SELECT rootpage FROM sqlite_master WHERE name = 'floor_floorrequest'")
    [(size,)] = rows(folder, "PRAGMA page_size")
    with (folder / "palermo.sqlite3").open("rb+") as database:
        database.seek((page - 1) * size)
        database.write(b"lost" * (size // 4))
    return folder


def test_damaged_database_is_found_and_is_not_backed_up(damaged, tmp_path):
    refused = run(damaged, "backup", str(tmp_path / "damaged.zip"))
    assert refused.returncode == 1
    assert re.fullmatch(
        r"Error: The database is damaged: .*malformed.* No backup was made\. Stop the site, keep a copy of "
        rf"{damaged}/palermo\.sqlite3 as it is, and restore the last verified backup\.",
        refused.stderr.splitlines()[-1],
    )
    assert os.listdir(tmp_path) == ["damaged"]
    for options in ([], ["--full"]):
        checked = run(damaged, "check", *options)
        first, *_others, last = checked.stderr.splitlines()[1:]
        assert (checked.returncode, first.startswith("Error: The database is damaged: "), last) == (
            1,
            True,
            "Error: Nothing else was checked.",
        )


def test_verified_backup_is_noted_and_so_is_the_one_that_was_restored(real, archive, tmp_path):
    with zipfile.ZipFile(archive) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    noted = {name: manifest[name] for name in ("made_at", "log_sequence", "log_digest")}
    noted |= {"place": str(archive), "is_verified": True}
    assert last_note(real) == noted
    assert run(tmp_path / "again", "restore", str(archive)).returncode == 0
    assert last_note(tmp_path / "again") == noted


def last_note(folder: Path) -> dict[str, object]:
    return json.loads((folder / "backups.jsonl").read_text().splitlines()[-1])


def test_file_that_changed_since_it_was_stored_is_told(real, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(real, folder)
    make = (
        "from tests.factories.library import make_document; from palermo.library.models import LanguageVersion; "
        "from django.core.files.base import ContentFile; import hashlib; "
        "digest = hashlib.sha256(b'paper').hexdigest(); "
        "LanguageVersion.objects.create(document=make_document(), language='en', sha256=digest, "
        "file=ContentFile(b'paper', 'a.txt'), file_name='a.txt', media_type='text/plain')"
    )
    made = run(folder, "manage", "shell", "-c", make, PYTHONPATH=str(Path(__file__).parents[2]))
    assert made.returncode == 0, made.stderr
    [(name,)] = rows(folder, "SELECT file FROM library_languageversion WHERE file <> ''")
    (folder / "files" / name).write_bytes(b"other")
    backed_up = run(folder, "backup", str(tmp_path / "changed.zip"))
    expected = f"Warning: Changed file: {name} is not what was stored: its digest differs."
    assert (backed_up.returncode, [line for line in backed_up.stderr.splitlines() if "Warning" in line]) == (
        1,
        [expected],
    )
    checked = run(folder, "check")
    assert f"Error: File {name} is not what was stored: its digest differs. Restore it from a backup." in (
        checked.stderr.splitlines()
    )


def test_backup_made_while_others_write_is_of_one_moment(real, tmp_path):
    environment = ENVIRONMENT | {"PALERMO_DATA": str(real), "DJANGO_SETTINGS_MODULE": "palermo.config.settings"}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, name], env=environment, stdout=subprocess.PIPE, text=True, umask=OPEN
        )
        for name in ("one", "two")
    ]
    try:
        assert [writer.stdout.readline() for writer in writers] == ["writing\n"] * 2
        before = rows(real, "SELECT count(*) FROM audit_auditevent")[0][0]
        made = [run(real, "backup", str(tmp_path / f"{number}.zip")) for number in range(2)]
        after = rows(real, "SELECT count(*) FROM audit_auditevent")[0][0]
        assert [writer.poll() for writer in writers] == [None, None]
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert [(each.returncode, each.stderr.count("Warning")) for each in made] == [(0, 0)] * 2, made[0].stderr
    assert after > before
    for number in range(2):
        restored = tmp_path / str(number)
        again = run(restored, "restore", str(tmp_path / f"{number}.zip"))
        assert again.returncode == 0, again.stderr
        assert run(restored, "audit", "verify").returncode == 0
        named = dict(rows(restored, "SELECT file, title FROM wagtaildocs_document"))
        files = restored / "files"
        assert {path.relative_to(files).as_posix(): path.read_text() for path in files.rglob("*.txt")} == named
        assert len(named) > 0


def test_backup_that_is_killed_leaves_the_installation_and_no_archive_of_its_name(real, tmp_path):
    place = tmp_path / "killed.zip"
    command = [PALERMO, "backup", place, "--verify", "--data", real]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as made:
        for line in made.stderr:
            if line.startswith("Writing the archive"):
                break
        time.sleep(0.5)
        made.send_signal(signal.SIGKILL)
    assert not place.exists()
    connection = sqlite3.connect(real / "palermo.sqlite3")
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    connection.close()


def test_registers_of_releases_and_their_key_are_in_the_backup_and_what_is_prepared_is_not(real, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(real, copy)
    assert run(copy, "figures", "begin").returncode == 0
    prepared = copy / "releases" / "drafts" / "1"
    prepared.mkdir(parents=True)
    (prepared / "truth.csv").write_text("victims,3\n")
    cubes = copy / "releases" / "cubes"
    cubes.mkdir(exist_ok=True)
    (cubes / "trafficking-0001.parquet").write_text("figures")
    (cubes / ".trafficking-0002.parquet.making").write_text("half")
    place = tmp_path / "whole.zip"
    made = run(copy, "backup", str(place), "--verify")
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(place) as packed:
        names = [name for name in packed.namelist() if name.startswith("release")]
        assert sorted(names) == [
            "release-key",
            "releases/cubes/trafficking-0001.parquet",
            "releases/registers/trafficking/register.jsonl",
        ]
    again = tmp_path / "again"
    restored = run(again, "restore", str(place))
    assert restored.returncode == 0, restored.stderr
    assert modes_open_to_others(again) == []
    for name in names:
        assert (again / name).read_bytes() == (copy / name).read_bytes()
    checked = run(again, "check")
    assert (checked.returncode, checked.stderr) == (0, f"Data folder: {again}\n")
    (again / "release-key").unlink()
    checked = run(again, "check")
    assert (checked.returncode, "The release key" in checked.stderr) == (1, True)
