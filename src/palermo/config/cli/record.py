"""Import the record from a folder of plain files, or export it to one."""

import argparse
import sys
from pathlib import Path

from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.reporting.actions import index_reports

BY = "palermo record import"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its two directions."""
    directions = parser.add_subparsers(dest="direction", required=True, metavar="import | export")
    reading = directions.add_parser("import", help="bring the database up to date with a folder of files")
    reading.add_argument("folder", type=Path)
    reading.add_argument("--check", action="store_true", help="say what would change, and change nothing")
    reading.set_defaults(act=_import)
    writing = directions.add_parser("export", help="write every record to a folder of files")
    writing.add_argument("folder", type=Path)
    writing.set_defaults(act=_export)


def run(options: argparse.Namespace) -> int:
    """Do one of the two."""
    return options.act(options)


def _import(options: argparse.Namespace) -> int:
    report = import_folder(options.folder, by=BY, check=options.check, progress=_say)
    print(report)
    if report.records and not options.check:
        index_reports()
    return 0


def _export(options: argparse.Namespace) -> int:
    print(export_folder(options.folder, progress=_say))
    return 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
