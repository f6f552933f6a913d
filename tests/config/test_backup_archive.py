"""The archive of a backup: written whole and once, and unpacked only when it is just what its manifest says."""

import json
import os
import stat
import zipfile

import pytest

from palermo.config.backup import archive
from palermo.config.backup.archive import Manifest, new_archive
from palermo.config.backup.databases import find_program
from palermo.config.backup.restoring import unpack_archive
from palermo.core.refusals import Refused

FACTS = {"palermo": "1", "made_at": "2008-02-01T00:00:00+00:00", "database": "sqlite", "kind": "real"}


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    monkeypatch.delenv("PALERMO_DATABASE", raising=False)
    monkeypatch.delenv("PALERMO_SECRET_KEY", raising=False)


@pytest.fixture
def place(tmp_path):
    """A small backup."""
    place = tmp_path / "small.zip"
    write(place, {"database.sqlite3": b"rows", "secret-key": b"key", "files/aa/paper": b"paper" * 1000})
    return place


def write(place, contents: dict[str, bytes]) -> None:
    with new_archive(place) as (writer, _lying):
        for name, content in contents.items():
            writer.add_bytes(name, content)
        writer.finish(Manifest(**FACTS, log_sequence=1, log_digest="0" * 64, migrations=[], tables={}))


def rewrite(place, *, manifest=None, contents=None, without=(), extra=()) -> None:
    """The same archive with something changed, as nobody but an attacker or a broken disk would."""
    with zipfile.ZipFile(place) as packed:
        entries = {info.filename: packed.read(info) for info in packed.infolist() if info.filename not in without}
    data = json.loads(entries[archive.MANIFEST])
    entries[archive.MANIFEST] = json.dumps((manifest or (lambda each: each))(data)).encode()
    entries |= contents or {}
    place.unlink()
    with zipfile.ZipFile(place, "w") as packed:
        for name, content in [*entries.items(), *extra]:
            packed.writestr(name, content)


def refusal_of(place, folder) -> str:
    """Why an archive is not unpacked; nothing is left of it."""
    with pytest.raises(Refused) as refused, unpack_archive(place, folder):
        raise AssertionError("It was unpacked.")
    assert not folder.exists()
    return str(refused.value)


def test_everything_is_unpacked_as_it_was_and_for_its_owner_alone(place, tmp_path):
    before = os.umask(0o077)
    try:
        with unpack_archive(place, tmp_path / "new") as (manifest, aside):
            found = {path.relative_to(aside).as_posix(): path for path in aside.rglob("*") if path.is_file()}
            contents = {name: path.read_bytes() for name, path in found.items()}
            modes = {stat.S_IMODE(path.stat().st_mode) for path in aside.rglob("*")}
    finally:
        os.umask(before)
    assert contents == {"palermo.sqlite3": b"rows", "secret-key": b"key", "files/aa/paper": b"paper" * 1000}
    assert modes == {0o600, 0o700}
    assert manifest.kind == "real"
    assert not (tmp_path / "new").exists()


def test_archive_is_readable_by_its_owner_alone_and_nothing_lies_beside_it(place, tmp_path):
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["small.zip"]


def test_archive_is_never_written_over(place):
    content = place.read_bytes()
    with pytest.raises(Refused, match="not overwritten"):
        write(place, {"database.sqlite3": b"others"})
    assert place.read_bytes() == content


def test_archive_that_came_meanwhile_is_not_written_over(tmp_path):
    place = tmp_path / "late.zip"
    with pytest.raises(Refused, match="not overwritten"), new_archive(place):
        place.write_bytes(b"somebody else's")
    assert (place.read_bytes(), os.listdir(tmp_path)) == (b"somebody else's", ["late.zip"])


def test_archive_that_is_stopped_halfway_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), new_archive(tmp_path / "stopped.zip"):
        raise KeyboardInterrupt
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "/tmp/outside-of-palermo", "files/.."])
def test_entry_outside_the_folder_is_refused(tmp_path, name):
    place = tmp_path / "evil.zip"
    write(place, {"secret-key": b"key", name: b"evil"})
    assert refusal_of(place, tmp_path / "new") == (
        f"The entry {name!r} leads outside the folder. Nothing was restored."
    )
    assert sorted(os.listdir(tmp_path)) == ["evil.zip"]


def test_symbolic_link_is_refused(place, tmp_path):
    link = zipfile.ZipInfo("files/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    def name_it(shown):
        return {**shown, "entries": shown["entries"] | {"files/link": [11, "0" * 64]}}

    rewrite(place, manifest=name_it, extra=[(link, b"/etc/passwd")])
    assert "entries that are not regular files" in refusal_of(place, tmp_path / "new")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"contents": {"files/aa/paper": b"other" * 1000}}, "The entry 'files/aa/paper' is damaged"),
        ({"contents": {"files/aa/paper": b"paper" * 2000}}, "The entry 'files/aa/paper' is damaged"),
        ({"contents": {"files/bb/more": b"more"}}, "its entries do not match its manifest.json"),
        ({"without": ["files/aa/paper"]}, "its entries do not match its manifest.json"),
        (
            {"manifest": lambda shown: shown | {"format": 2}},
            "is a backup in format 2; this version reads format 1",
        ),
        ({"manifest": lambda shown: {"format": 1}}, "is not a Palermo backup"),
        ({"manifest": lambda shown: ["nothing"]}, "is not a Palermo backup"),
        (
            {"manifest": lambda shown: shown | {"database": "postgresql"}},
            "contains a PostgreSQL database, but this installation uses SQLite",
        ),
    ],
)
def test_archive_that_is_not_what_it_says_is_refused(place, tmp_path, change, why):
    rewrite(place, **change)
    assert why in refusal_of(place, tmp_path / "new")


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "no archive"])
def test_damaged_file_is_refused(place, tmp_path, damage):
    content = bytearray(place.read_bytes())
    # Within the content of an entry: its name comes first, then twenty bytes about its size.
    content[content.index(b"files/aa/paper") + len("files/aa/paper") + 24] ^= 1
    damaged = {"cut": content[:-40], "flipped": content, "empty": b"", "no archive": b"words " * 100}
    place.write_bytes(damaged[damage])
    assert "damaged" in refusal_of(place, tmp_path / "new")


def test_missing_file_is_told(tmp_path):
    assert refusal_of(tmp_path / "none.zip", tmp_path / "new") == f"File not found: {tmp_path / 'none.zip'}."


def test_folder_that_holds_something_is_left_as_it_is(place, tmp_path):
    folder = tmp_path / "used"
    folder.mkdir()
    (folder / "secret-key").write_text("mine")
    with pytest.raises(Refused, match="is not empty"), unpack_archive(place, folder):
        raise AssertionError("It was unpacked.")
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("secret-key", "mine")]


def test_empty_folder_that_was_there_stays(place, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    rewrite(place, contents={"files/aa/paper": b"other" * 1000})
    with pytest.raises(Refused), unpack_archive(place, folder):
        raise AssertionError("It was unpacked.")
    assert os.listdir(folder) == []


def test_another_secret_key_in_the_environment_is_refused(place, tmp_path, monkeypatch):
    monkeypatch.setenv("PALERMO_SECRET_KEY", "another")
    shown = refusal_of(place, tmp_path / "new")
    assert shown.startswith("PALERMO_SECRET_KEY does not match the key in the backup.")
    assert "another" not in shown


@pytest.mark.parametrize(("name", "version"), [("pg_dump", 99), ("pg_dump_of_nobody", 15)])
def test_missing_or_old_program_of_postgresql_is_told_with_what_to_install(name, version):
    with pytest.raises(Refused) as refused:
        find_program(name, version)
    message = str(refused.value)
    assert message.startswith(f"{name} from PostgreSQL {version} or newer is required to match the server; found: ")
    assert message.endswith(f"(on Debian: postgresql-client-{version}).")
