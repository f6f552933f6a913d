"""Making a backup while the site goes on.

Which files belong to the database of a moment? Those that its rows name, and no others. A file is laid before the row
that names it is committed, and deleted after the row is; so each of them is there at that moment. To have it still when
the archive is written, files get a second name in a folder aside: first those that are there already, then the moment
is fixed, then those that came in between. A file of that moment had been there before, or came in between. It is missed
only when it came and was deleted again within that short while: this is seen, and all is done once more.

Registers of releases only grow, and the bundle of a release is there before the row says that it was released. So they
are taken after the moment of the database: what that names is in them. What is prepared of a release is not taken.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from disclosure import chain
from django.conf import settings
from django.db import connection

from palermo.config.backup.archive import FILES, Manifest, Writer, check_is_free, check_written, new_archive
from palermo.config.backup.databases import ENTRIES, SQLITE, Snapshot, take_snapshot
from palermo.config.cli.data_folder import MARKER
from palermo.config.environment import KEY_FILE, RELEASE_KEY_FILE, RELEASES_FOLDER, SIGNING_KEY_FILE
from palermo.config.progress import step
from palermo.core import clock
from palermo.core.refusals import Refused

TRIES = 3
ASIDE = ".backup-"
STALE = 24 * 60 * 60
# How the chained list of a register ends, and the folder of what is prepared, with true figures.
CHAIN, DRAFTS = ".jsonl", "drafts"


@contextmanager
def backup(place: Path) -> Iterator[tuple[Manifest, Path]]:
    """Write a backup; gives its manifest, and where it lies until the block ends and it gets its name.

    Refused if there is a file of that name, or the database is damaged.
    """
    place = place.resolve()
    check_is_free(place)
    _check_lies_elsewhere(place)
    with _folder_aside() as aside, new_archive(place) as (writer, lying):
        snapshot = _take_all(aside)
        _hold_releases(aside)
        manifest = _manifest_of(snapshot, aside)
        _write(writer, snapshot, aside)
        writer.finish(manifest)
        writer.packed.close()
        with step("Reading the archive back"):
            check_written(lying, manifest)
        yield manifest, lying


def _check_lies_elsewhere(place: Path) -> None:
    data = Path(settings.DATA).resolve()
    if place.is_relative_to(data):
        raise Refused(f"{place} is in the data folder. Choose a location outside it.")


@contextmanager
def _folder_aside() -> Iterator[Path]:
    """A folder on the same disk as the files, so that a second name of a file costs nothing."""
    beside = Path(settings.MEDIA_ROOT).parent
    for abandoned in beside.glob(f"{ASIDE}*"):
        # Of a backup that was killed; a younger one may be going on.
        if abandoned.is_dir() and abandoned.stat().st_mtime < clock.machine_now().timestamp() - STALE:
            shutil.rmtree(abandoned)
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=beside) as folder:
        yield Path(folder)


def _database(aside: Path) -> Path:
    return aside / ENTRIES[connection.vendor]


def _take_all(aside: Path) -> Snapshot:
    """The database of a moment, and every file that it names, as far as there is one."""
    for _try in range(TRIES):
        _database(aside).unlink(missing_ok=True)
        with step("Linking files"):
            _hold_files(aside)
        with step("Copying the database") as under_way:
            snapshot = take_snapshot(_database(aside), under_way.count)
        with step("Linking files added meanwhile"):
            _hold_files(aside)
        if not _missing_files(snapshot, aside):
            break
    return snapshot


def _missing_files(snapshot: Snapshot, aside: Path) -> list[str]:
    return sorted(name for name in snapshot.files if not (aside / FILES / name).is_file())


def _files() -> Iterator[str]:
    """Every file of the installation, named as rows name it."""
    root = Path(settings.MEDIA_ROOT)
    for folder, _folders, names in os.walk(root):
        for name in names:
            yield (Path(folder) / name).relative_to(root).as_posix()


def _hold_files(aside: Path) -> None:
    for name in _files():
        copy, live = aside / FILES / name, Path(settings.MEDIA_ROOT) / name
        if not copy.exists() or _is_behind(copy, live):
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _hold(live, copy)


def _is_behind(copy: Path, live: Path) -> bool:
    """Whether a copy was made while the file was still being written: a second name is never behind."""
    try:
        return not copy.samefile(live) and copy.stat().st_size != live.stat().st_size
    except FileNotFoundError:
        return False


def _hold(live: Path, copy: Path) -> None:
    """By a second name, or by a copy where the disk has no such names; what is gone already is not held."""
    copy.unlink(missing_ok=True)
    try:
        os.link(live, copy)
    except FileNotFoundError:
        return
    except OSError:
        with suppress(FileNotFoundError):
            shutil.copyfile(live, copy)


def _hold_releases(aside: Path) -> None:
    """Registers, with all that was released, and what is read from them; a register that is written to waits."""
    root = Path(settings.PALERMO_RELEASES)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if not path.is_file() or name.parts[0] == DRAFTS or path.name.startswith("."):
            continue
        copy = aside / RELEASES_FOLDER / name
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.suffix == CHAIN:
            # It is appended to, so a second name of it would grow.
            with chain.writer(path):
                shutil.copyfile(path, copy)
        else:
            _hold(path, copy)


def _manifest_of(snapshot: Snapshot, aside: Path) -> Manifest:
    facts = snapshot.facts
    return Manifest(
        palermo=version("palermo"),
        made_at=clock.machine_now().isoformat(timespec="seconds"),
        database=connection.vendor,
        kind=facts.kind,
        log_sequence=facts.log_sequence,
        log_digest=facts.log_digest,
        migrations=facts.migrations,
        tables=facts.tables,
        missing=_missing_files(snapshot, aside),
    )


def _write(writer: Writer, snapshot: Snapshot, aside: Path) -> None:
    names = sorted(snapshot.files - set(_missing_files(snapshot, aside)))
    with step("Writing the archive") as under_way:
        writer.add(_database(aside).name, _database(aside), compress=connection.vendor == SQLITE)
        writer.add_bytes(KEY_FILE, settings.SECRET_KEY.encode())
        for name, path in (
            (SIGNING_KEY_FILE, settings.PALERMO_SIGNING_KEY),
            (RELEASE_KEY_FILE, settings.PALERMO_RELEASE_KEY),
            (MARKER, settings.DATA / MARKER),
        ):
            if Path(path).is_file():
                writer.add(name, Path(path))
        for path in sorted((aside / RELEASES_FOLDER).rglob("*")):
            if path.is_file():
                writer.add(path.relative_to(aside).as_posix(), path)
        for done, name in enumerate(names, 1):
            writer.add(f"{FILES}{name}", aside / FILES / name)
            under_way.count(done, len(names))
