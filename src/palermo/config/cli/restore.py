"""Restore a backup into an empty folder (with PostgreSQL, also an empty database) and verify it.

A demonstration is restored as a demonstration, a real installation as a real one. If the restoration fails, nothing is
left behind.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

import django

from palermo.config.backup.restoring import unpack_archive
from palermo.config.cli.data_folder import current


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The archive to restore."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive created by `palermo backup`")


def run(options: argparse.Namespace) -> int:
    """Return 1 if files or keys were missing from the backup, otherwise 0."""
    folder = current().path
    with unpack_archive(options.file, folder) as (manifest, aside):
        # Settings are read once, with the key of the backup: from here on the folder is the one aside.
        os.environ["PALERMO_DATA"] = str(aside)
        django.setup()
        comparing = importlib.import_module("palermo.config.backup.comparing")
        notes = comparing.finish(manifest, aside, folder)
        heads = importlib.import_module("palermo.config.backup.heads")
        heads.note_backup(folder, manifest, options.file, is_verified=True)
    for note in notes:
        print(f"Warning: {note}", file=sys.stderr)
    print(
        f"Restored {manifest.kind or 'no'} installation, {manifest.made_at}, {len(manifest.entries):,} entries.\n"
        f"Last log entry: {manifest.log_sequence}, {manifest.log_digest}"
    )
    return 1 if notes else 0
