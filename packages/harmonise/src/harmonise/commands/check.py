"""`harmonise check`: find what is wrong in a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from disclosure.progress import shown_progress

from harmonise.check import LISTED, check_file
from harmonise.layouts.read_layout import LANGUAGES, read_layout
from harmonise.reports.text import write_text


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("check", help=words, description=words)
    parser.add_argument("file", type=Path)
    parser.add_argument("--layout", required=True, help="a name from `harmonise layouts`, or a file .toml")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--format", choices=("text", "json", "xlsx"), default="text")
    parser.add_argument("--output", type=Path, help="where the report is written; for xlsx it is needed")
    parser.add_argument("--all", action="store_true", help="list every finding, not some of each rule")
    parser.add_argument("--memory", type=int, default=256, help="MiB that DuckDB may use")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the file and write the report."""
    layout = read_layout(options.layout)
    with shown_progress(options.quiet) as progress:
        report = check_file(
            options.file,
            layout,
            listed=sys.maxsize if options.all else LISTED,
            memory=options.memory,
            progress=progress,
        )
    write_text(report, sys.stdout, options.language, everything=options.all)
    return 1 if report.has_errors else 0
