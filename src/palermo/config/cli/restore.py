"""Restore a backup into an empty folder, and with PostgreSQL an empty database; compare it with what was backed up.

A demonstration stays a demonstration, and a real installation one. Whatever is refused leaves nothing behind.
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
    """What to restore."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive that `palermo backup` wrote")


def run(options: argparse.Namespace) -> int:
    """1 where the installation lacked something when it was backed up, 0 without."""
    folder = current().path
    with unpack_archive(options.file, folder) as (manifest, aside):
        # Settings are read once, with the key of the backup: from here on the folder is the one aside.
        os.environ["PALERMO_DATA"] = str(aside)
        django.setup()
        comparing = importlib.import_module("palermo.config.backup.comparing")
        notes = comparing.finish(manifest, aside, folder)
    for note in notes:
        print(f"Warning: {note}", file=sys.stderr)
    print(
        f"Restored: {manifest.kind or 'no'} installation of {manifest.made_at}, {len(manifest.entries):,} entries.\n"
        f"Head of the log: entry {manifest.log_sequence}, {manifest.log_digest}"
    )
    return 1 if notes else 0
