"""A backup of the database in use, SQLite's or PostgreSQL's, restored by the command.

Not marked slow, although it starts a program: this is how both databases are tried.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.documents.models import Document

from palermo.accounts.actions.accounts import begin_installation
from palermo.accounts.actions.keys import note_key
from palermo.accounts.states import InstallationKind
from palermo.config.backup.making import backup
from palermo.config.keys import secret_fingerprint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(tmp_path, settings):
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
    settings.PALERMO_SIGNING_KEY = settings.DATA / "signing-key"
    settings.MEDIA_ROOT.mkdir(parents=True)
    return settings.DATA


@contextmanager
def empty_database():
    """The environment of a program that works on an empty database of the same kind."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "DJANGO_"))}
    if connection.vendor == "sqlite":
        yield environment
        return
    name, address = f"palermo_test_{uuid4().hex[:12]}", os.environ["PALERMO_DATABASE"]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield environment | {"PALERMO_DATABASE": f"{address.rpartition('/')[0]}/{name}"}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "palermo.config.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/")


@pytest.mark.slow
def test_restored_database_is_the_one_that_was_backed_up_and_a_second_one_is_refused(data, tmp_path, settings):
    begin_installation(InstallationKind.REAL, by="a test")
    note_key("secret-key", secret_fingerprint(settings.SECRET_KEY), by="a test")
    for number in range(3):
        Document.objects.create(title=f"Paper {number}", file=ContentFile(b"words", f"paper-{number}.txt"))
    (settings.MEDIA_ROOT / "nobody-names-it").write_text("left over")
    place = tmp_path / "whole.zip"
    with backup(place) as (manifest, _lying):
        pass
    assert sorted(name for name in manifest.entries if name.startswith("files/")) == [
        f"files/documents/paper-{number}.txt" for number in range(3)
    ]
    assert (manifest.kind, manifest.log_sequence, manifest.missing) == ("real", 2, [])
    with empty_database() as environment:
        restored = run(environment, "restore", str(place), "--data", str(tmp_path / "new"))
        assert restored.returncode == 0, restored.stderr
        assert restored.stdout.splitlines()[-1] == f"Last log entry: 2, {manifest.log_digest}"
        verified = run(environment, "audit", "verify", "--data", str(tmp_path / "new"))
        assert verified.stdout == f"2 entries, 0 errors. Last digest: {manifest.log_digest}\n"
        assert (tmp_path / "new" / "secret-key").read_text() == settings.SECRET_KEY
        second = run(environment, "restore", str(place), "--data", str(tmp_path / "new"))
        assert (second.returncode, "is not empty" in second.stderr) == (1, True)
        if connection.vendor == "postgresql":
            other = run(environment, "restore", str(place), "--data", str(tmp_path / "other"))
            assert (other.returncode, "Nothing was restored: make an empty one" in other.stderr) == (1, True)
            assert not (tmp_path / "other").exists()


@pytest.mark.slow
def test_file_that_is_missing_is_named_and_hinders_nothing(data, tmp_path, settings):
    begin_installation(InstallationKind.REAL, by="a test")
    paper = Document.objects.create(title="Paper", file=ContentFile(b"words", "paper.txt"))
    os.unlink(paper.file.path)
    with backup(tmp_path / "lacking.zip") as (manifest, _lying):
        pass
    assert manifest.missing == ["documents/paper.txt"]
