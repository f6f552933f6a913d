"""Make a demonstration from the record of the initiative, with an account for each role, and serve it.

A second start loads nothing twice. A demonstration is never made in a real installation.
"""

import argparse
import shutil

from palermo.config import demonstration, keys, preparation, serving
from palermo.config.cli.data_folder import DataFolder, current
from palermo.config.cli.serve import DEFAULT_HOST, DEFAULT_PORT
from palermo.config.environment import KEY_FILE, text
from palermo.core.refusals import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="the port to listen at (%(default)s)")
    parser.add_argument("--no-serve", action="store_true", help="make it and stop there")
    parser.add_argument("--forum", action="store_true", help="add an invented Forum with 80 items and 1,500 people")
    parser.add_argument("--reset", action="store_true", help="delete the demonstration in the data folder first")


def run(options: argparse.Namespace) -> int:
    """Make what is missing, print the sign-ins, serve."""
    folder = current()
    _check_is_ours(folder)
    if not options.no_serve:
        serving.check_is_free(DEFAULT_HOST, options.port)
    if options.reset:
        _empty(folder)
    _make(folder)
    if options.forum:
        demonstration.add_forum()
    print(demonstration.sign_ins())
    if not options.no_serve:
        serving.serve(DEFAULT_HOST, options.port)
    return 0


def _make(folder: DataFolder) -> None:
    folder.shut_to_others()
    folder.mark()
    preparation.migrate()
    preparation.prepare_files()
    demonstration.begin()
    keys.note_secret_key(demonstration.BY)
    files = demonstration.fingerprint()
    if folder.marked().get("record") != files:
        demonstration.load()
        folder.mark(record=files)


def _check_is_ours(folder: DataFolder) -> None:
    if folder.is_used and not folder.is_demonstration:
        raise Refused(
            f"{folder.path} holds files that `palermo demo` did not make. Nothing was touched. "
            "Choose another folder with --data."
        )


def _empty(folder: DataFolder) -> None:
    """Delete what the demonstration made; the key stays, since this process has read it."""
    if text("PALERMO_DATABASE"):
        raise Refused("--reset deletes files, not the database that PALERMO_DATABASE names: drop that one yourself.")
    for entry in folder.path.iterdir() if folder.path.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != KEY_FILE:
            entry.unlink()
