"""Write the database, the files and both keys, all of one moment, into one archive, while the site goes on.

The archive holds everything that is secret here: accounts, restricted papers and the keys. Only its owner can read it;
keep it on another machine, where as few people reach it as reach this one.
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

from django.db import connection

from palermo.config.backup.archive import FILES, Manifest
from palermo.config.backup.databases import POSTGRESQL
from palermo.config.backup.making import backup
from palermo.config.environment import text
from palermo.config.keys import find_key_faults
from palermo.config.progress import step
from palermo.core.refusals import Refused

DATABASE = "PALERMO_DATABASE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and whether to try it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write; never one that is there")
    parser.add_argument("--verify", action="store_true", help="restore it elsewhere, compare, and take that away again")


def run(options: argparse.Namespace) -> int:
    """1 where the installation lacked something, 0 without."""
    with backup(options.file) as (manifest, lying):
        notes = find_key_faults()
        if options.verify:
            with step("Restoring it elsewhere"):
                _verify(lying)
    notes += [f"The file {name}, which the database names, is missing." for name in manifest.missing]
    for note in notes:
        print(f"Warning: {note}", file=sys.stderr)
    print(summary(options.file, manifest))
    return 1 if notes else 0


def summary(file: Path, manifest: Manifest) -> str:
    """What is in an archive, in two lines."""
    files = sum(name.startswith(FILES) for name in manifest.entries)
    return (
        f"{file}: {manifest.kind or 'no'} installation of {manifest.made_at}, {len(manifest.tables):,} tables with "
        f"{sum(manifest.tables.values()):,} rows, {files:,} files.\n"
        f"Head of the log: entry {manifest.log_sequence}, {manifest.log_digest}"
    )


def _verify(archive: Path) -> None:
    """Restore it by the command that one would use, where nothing is."""
    with tempfile.TemporaryDirectory(prefix=".verifying-", dir=archive.parent) as folder, _empty_database() as database:
        command = [sys.executable, "-m", "palermo.config.cli", "restore", str(archive), "--data", f"{folder}/restored"]
        done = subprocess.run(  # noqa: S603 -- this very program
            command, env=os.environ | database, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise Refused(f"The backup could not be restored, and is not kept: {' '.join(done.stderr.split())}")


@contextmanager
def _empty_database() -> Iterator[dict[str, str]]:
    """Where the database is a server's, another on the same server for the time."""
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
