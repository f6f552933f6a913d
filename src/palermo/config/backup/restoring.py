"""Restoring a backup into an empty folder: unpacked aside within it, looked at, then laid into place."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from palermo.config.backup.archive import Manifest, open_archive, unpack
from palermo.config.environment import DATABASE_FILE, KEY_FILE, text
from palermo.config.progress import step
from palermo.core.refusals import Refused

SQLITE_ENTRY, DUMP_ENTRY = "database.sqlite3", "database.pgdump"
NAMES = {SQLITE_ENTRY: DATABASE_FILE}
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@contextmanager
def unpack_archive(archive: Path, folder: Path) -> Iterator[tuple[Manifest, Path]]:
    """The content of a backup, whole, in a folder within the one where it is to be; gone when the block ends.

    Refused if the folder holds something, or the archive is not what it should be; nothing is left of it then.
    """
    _check_is_empty(folder)
    is_new = not folder.exists()
    with open_archive(archive) as (packed, manifest):
        _check_database(manifest)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=folder))
        try:
            with step("Unpacking the archive") as under_way:
                unpack(packed, manifest, aside, NAMES, under_way.count)
        except BaseException:
            _clear(aside, folder, is_new=is_new)
            raise
    try:
        _check_secret_key(aside)
        yield manifest, aside
    finally:
        _clear(aside, folder, is_new=is_new)


def _clear(aside: Path, folder: Path, *, is_new: bool) -> None:
    shutil.rmtree(aside, ignore_errors=True)
    if is_new and not any(folder.iterdir()):
        folder.rmdir()


def lay_into_place(aside: Path, folder: Path) -> None:
    """Give everything its place, the database last: without it there is no installation yet."""
    (aside / DUMP_ENTRY).unlink(missing_ok=True)
    laid: list[Path] = []
    try:
        for entry in sorted(aside.iterdir(), key=lambda path: path.name == DATABASE_FILE):
            laid.append(entry.rename(folder / entry.name))
    except BaseException:
        for path in laid:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    folder.chmod(0o700)


def _check_is_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty. Nothing was restored. Choose an empty folder with --data.")


def _check_database(manifest: Manifest) -> None:
    here = "postgresql" if text("PALERMO_DATABASE") else "sqlite"
    if manifest.database == here:
        return
    way_out = {
        "sqlite": "Leave PALERMO_DATABASE unset.",
        "postgresql": "Set PALERMO_DATABASE to an empty PostgreSQL database.",
    }
    raise Refused(
        f"The backup contains a {KINDS.get(manifest.database, manifest.database)} database, but this installation "
        f"uses {KINDS[here]}. {way_out.get(manifest.database, '')} Nothing was restored."
    )


def _check_secret_key(aside: Path) -> None:
    key = os.environ.get("PALERMO_SECRET_KEY")
    if key and key != (aside / KEY_FILE).read_text():
        raise Refused(
            "PALERMO_SECRET_KEY does not match the key in the backup. Nothing was restored. Unset it to use the key in "
            "the backup."
        )
