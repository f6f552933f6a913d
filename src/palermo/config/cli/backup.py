"""Back up the database, the files and both keys to one archive. The site can stay online.

The archive contains all secrets: accounts, restricted documents and keys. Only its owner can read it. Keep it on
another machine with equally restricted access.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

from palermo.config.backup.archive import FILES, Manifest
from palermo.config.backup.databases import POSTGRESQL
from palermo.config.backup.heads import note_backup
from palermo.config.backup.making import backup
from palermo.config.environment import text
from palermo.config.keys import find_key_faults
from palermo.config.progress import step
from palermo.config.stored_files import stored_files
from palermo.core.refusals import Refused

DATABASE = "PALERMO_DATABASE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file to write, and whether to verify it."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the archive to create; existing files are not overwritten"
    )
    parser.add_argument("--verify", action="store_true", help="test the restoration in a temporary folder")


def run(options: argparse.Namespace) -> int:
    """Return 1 if files or keys were missing or had changed, otherwise 0."""
    with backup(options.file) as (manifest, lying):
        notes = [*find_key_faults(), *_changed_files(manifest)]
        if options.verify:
            with step("Testing the restoration"):
                _verify(lying)
    note_backup(Path(settings.DATA), manifest, options.file, is_verified=options.verify)
    notes += [f"Missing file: {name}, which the database refers to." for name in manifest.missing]
    for note in notes:
        print(f"Warning: {note}", file=sys.stderr)
    print(summary(options.file, manifest))
    return 1 if notes else 0


def _changed_files(manifest: Manifest) -> list[str]:
    """Files of the backup that are not what the record has of them."""
    recorded = {FILES + each.name: each.sha256 for each in stored_files() if each.sha256}
    changed = [name for name, entry in manifest.entries.items() if recorded.get(name, entry.sha256) != entry.sha256]
    return [f"Changed file: {name.removeprefix(FILES)} is not what was stored: its digest differs." for name in changed]


def summary(file: Path, manifest: Manifest) -> str:
    """Describe the contents of an archive in two lines."""
    files = sum(name.startswith(FILES) for name in manifest.entries)
    return (
        f"{file}: {manifest.kind or 'no'} installation, {manifest.made_at}, {len(manifest.tables):,} tables, "
        f"{sum(manifest.tables.values()):,} rows, {files:,} files.\n"
        f"Last log entry: {manifest.log_sequence}, {manifest.log_digest}"
    )


def _verify(archive: Path) -> None:
    """Restore the archive with the regular command, into an empty folder."""
    with tempfile.TemporaryDirectory(prefix=".verifying-", dir=archive.parent) as folder, _empty_database() as database:
        command = [sys.executable, "-m", "palermo.config.cli", "restore", str(archive), "--data", f"{folder}/restored"]
        done = subprocess.run(  # noqa: S603 -- this very program
            command, env=os.environ | database, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise Refused(f"The backup could not be restored and was deleted: {' '.join(done.stderr.split())}")


@contextmanager
def _empty_database() -> Iterator[dict[str, str]]:
    """A temporary database on the same server, where the database is on a server."""
    if connection.vendor != POSTGRESQL:
        yield {}
        return
    name = f"palermo_verify_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {DATABASE: f"{text(DATABASE).rpartition('/')[0]}/{name}"}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
