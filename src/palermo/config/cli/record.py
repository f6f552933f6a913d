"""Import the record from a folder of plain files or from a table, or export it to a folder."""

import argparse
import sys
from pathlib import Path

from palermo.core.refusals import Refused
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.record.tabular.importing import import_table, read_table
from palermo.record.tabular.targets import TARGETS
from palermo.reporting.actions.issuing import index_reports

BY = "palermo record import"
BY_TABLE = "palermo record import-table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The three actions."""
    directions = parser.add_subparsers(dest="direction", required=True, metavar="import | import-table | export")
    reading = directions.add_parser("import", help="import the record from a folder of files")
    reading.add_argument("folder", type=Path)
    reading.add_argument("--check", action="store_true", help="only show what would change")
    reading.set_defaults(act=_import)
    _add_table(directions.add_parser("import-table", help="import a table (CSV or XLSX)"))
    writing = directions.add_parser("export", help="export the record to a folder of files")
    writing.add_argument("folder", type=Path)
    writing.set_defaults(act=_export)


def _add_table(table: argparse.ArgumentParser) -> None:
    table.add_argument("file", type=Path)
    table.add_argument(
        "--kind", required=True, choices=sorted(TARGETS), metavar="KIND", help=", ".join(sorted(TARGETS))
    )
    table.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=KEY",
        help="assign a column to a field, such as “Titre=title.fr”; “Titre=” ignores the column",
    )
    table.add_argument("--check", action="store_true", help="only show what would change")
    table.set_defaults(act=_import_table)


def run(options: argparse.Namespace) -> int:
    """Run the chosen action."""
    return options.act(options)


def _import(options: argparse.Namespace) -> int:
    report = import_folder(options.folder, by=BY, check=options.check, progress=_print_progress)
    print(report)
    if report.records and not options.check:
        index_reports()
    return 0


def _import_table(options: argparse.Namespace) -> int:
    table = read_table(_content(options.file), options.file.name, options.kind, [_pair(each) for each in options.map])
    for note in [*table.notes, *table.column_sentences]:
        _print_progress(note)
    report = import_table(table, by=BY_TABLE, check=options.check)
    print(report)
    if report.records and not options.check:
        index_reports()
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"Cannot read {file}: {error.strerror}.") from None


def _pair(written: str) -> tuple[str, str, str]:
    column, sign, key = written.rpartition("=")
    if not sign:
        raise Refused(f"--map: expected COLUMN=KEY, found “{written}”.")
    return "", column, key.strip()


def _export(options: argparse.Namespace) -> int:
    print(export_folder(options.folder, progress=_print_progress))
    return 0


def _print_progress(sentence: str) -> None:
    print(sentence, file=sys.stderr)
