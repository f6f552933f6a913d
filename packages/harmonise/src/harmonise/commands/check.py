"""`harmonise check`: find what is wrong in a file."""

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from disclosure.progress import shown_progress

from harmonise.check import Report, check_file
from harmonise.commands.chosen_layout import choose_layout
from harmonise.errors import InvalidArgument
from harmonise.layouts.read_layout import LANGUAGES
from harmonise.readers.table import LISTED, Table
from harmonise.reports.json_report import write_json
from harmonise.reports.text import summary_line, write_text


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("check", help=words, description=words)
    parser.add_argument("file", type=Path, help="CSV, TSV, JSON or a workbook (.xlsx, .ods, .xls)")
    parser.add_argument(
        "--layout", help="a name from `harmonise layouts`, or a file .toml; else the one that the header has"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--format", choices=("text", "json", "xlsx"), default="text")
    parser.add_argument("--output", type=Path, help="where the report is written; a workbook needs it")
    parser.add_argument("--all", action="store_true", help="list every finding, not one for many rows")
    parser.add_argument("--memory", type=int, default=256, help="MiB that DuckDB may use")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the file and write the report."""
    if options.format == "xlsx" and options.output is None:
        raise InvalidArgument("A workbook is written to a file: expected --output FILE.xlsx, found none.")
    if options.output and options.output.resolve() == options.file.resolve():
        raise InvalidArgument(f"--output: expected another file than {options.file}, which would be lost.")
    layout = choose_layout(options)

    def write_marked(report: Report, table: Table) -> None:
        # Loaded only where it is asked for: it takes as long to load as a small file to check.
        workbook = importlib.import_module("harmonise.reports.workbook")
        workbook.write_workbook(report, table, options.output, options.language)

    with shown_progress(options.quiet) as progress:
        report = check_file(
            options.file,
            layout,
            listed=sys.maxsize - 1 if options.all else LISTED,
            memory=options.memory,
            progress=progress,
            keep=write_marked if options.format == "xlsx" else None,
        )
    if options.format == "xlsx":
        print(summary_line(report, options.language))
    elif options.output:
        with options.output.open("w", encoding="utf-8") as stream:
            _write(report, stream, options)
        print(summary_line(report, options.language))
    else:
        _write(report, sys.stdout, options)
    return 1 if report.has_errors else 0


def _write(report: Report, stream: Any, options: argparse.Namespace) -> None:
    if options.format == "json":
        write_json(report, stream, options.language)
    else:
        write_text(report, stream, options.language, everything=options.all)
