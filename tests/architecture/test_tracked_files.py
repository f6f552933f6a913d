"""No key, no database and no file of an installation is kept with the source code."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = ("secret-key", "signing-key", "release-key")
DATABASES = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".sqlite", ".db", ".pgdump", ".dump")
OF_SQLITE, OF_KEYS = b"SQLite format 3\0", b"-----BEGIN " + b"PRIVATE KEY-----"


def tracked_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def is_of_an_installation(name: str, content: bytes) -> bool:
    last = name.rpartition("/")[2]
    is_named_so = last.partition(".until-")[0] in KEYS or last.endswith((".pem", *DATABASES))
    return is_named_so or content.startswith(OF_SQLITE) or OF_KEYS in content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("src/data/secret-key", b"x"),
        ("data/release-key.until-2026-12-02", b"x"),
        ("docs/example.sqlite3", b"x"),
        ("docs/example", OF_SQLITE + b"x"),
        ("docs/key.txt", b"note\n" + OF_KEYS),
    ],
)
def test_key_or_database_is_recognized(name, content):
    assert is_of_an_installation(name, content)


def test_no_key_or_database_is_tracked():
    tracked = tracked_files()
    assert len(tracked) > 1_000
    assert [name for name in tracked if is_of_an_installation(name, (ROOT / name).read_bytes())] == []
