"""Create a demonstration from the record of the initiative, with an account for each role, and serve it.

Data that exists already is not loaded again. A real installation cannot become a demonstration.
"""

import argparse
import importlib
import subprocess
import sys

import django

from palermo.config import serving, source_state
from palermo.config.cli.data_folder import NOW, DataFolder, current
from palermo.config.environment import DATABASE_FILE, STATIC_STAMP, text
from palermo.core.refusals import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument(
        "--port", type=int, default=serving.DEFAULT_PORT, help="the port to listen on (default: %(default)s)"
    )
    parser.add_argument("--no-serve", action="store_true", help="create the demonstration without serving it")
    parser.add_argument("--forum", action="store_true", help="add an invented Forum with 80 items and 1,500 people")
    parser.add_argument(NOW, action="store_true", help="run at the real date, with what followed the record of 2007–08")
    parser.add_argument("--reset", action="store_true", help="delete the existing demonstration first")


def run(options: argparse.Namespace) -> int:
    """Prepare what is missing, print the sign-ins, serve."""
    folder = current()
    _check_is_ours(folder)
    _check_date(folder, options)
    if not options.no_serve:
        serving.check_is_free(serving.DEFAULT_HOST, options.port)
    if not options.reset and _is_prepared(folder, with_forum=options.forum):
        print(folder.read_notes()["sign_ins"], flush=True)
    elif options.no_serve:
        _prepare(options)
    else:
        _prepare_apart(options)
    if not options.no_serve:
        serving.serve(serving.DEFAULT_HOST, options.port)
    return 0


def _check_is_ours(folder: DataFolder) -> None:
    if folder.is_used and not folder.is_demonstration:
        raise Refused(
            f"{folder.path} contains files that `palermo demo` did not create. No files were changed. "
            "Choose another folder with --data."
        )


def _check_date(folder: DataFolder, options: argparse.Namespace) -> None:
    if folder.is_demonstration and not options.reset and options.now and not folder.is_at_real_date:
        raise Refused(
            f"{folder.path} contains a demonstration that stands at another date. Choose another folder with --data, "
            "or start again with --reset."
        )
    options.now = options.now or (folder.is_at_real_date and not options.reset)


def _is_prepared(folder: DataFolder, *, with_forum: bool) -> bool:
    """Whether this very source tree has prepared it: then nothing of the site needs to be loaded to know that."""
    notes = folder.read_notes()
    return (
        not text("PALERMO_DATABASE")
        and (folder.path / DATABASE_FILE).is_file()
        # A backup has no static files: they are collected again.
        and (folder.path / STATIC_STAMP).is_file()
        and notes.get("prepared_by") == source_state.digest()
        and (not with_forum or bool(notes.get("forum")))
    )


def _prepare(options: argparse.Namespace) -> None:
    django.setup()
    importlib.import_module("palermo.config.demonstration_folder").prepare(
        with_forum=options.forum, from_new=options.reset, at_real_date=options.now
    )


def _prepare_apart(options: argparse.Namespace) -> None:
    """Prepare it in a process of its own: the one that serves has loaded, opened and started nothing before."""
    flags = [flag for flag in ("--forum", "--reset", NOW) if getattr(options, flag[2:])]
    command = [sys.executable, "-m", "palermo.config.cli", "demo", "--no-serve", *flags]
    if status := subprocess.run(command, check=False).returncode:  # noqa: S603
        sys.exit(status)
