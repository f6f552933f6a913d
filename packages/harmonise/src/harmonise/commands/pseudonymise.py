"""`harmonise pseudonymise`: replace names by pseudonyms."""

import argparse
from pathlib import Path
from typing import Any

from disclosure.progress import shown_progress

from harmonise.keys import read_key
from harmonise.layouts.read_layout import read_layout
from harmonise.pseudonymise import pseudonymise_file


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("pseudonymise", help=words, description=words)
    parser.add_argument("file", type=Path, help="CSV, TSV, JSON or a workbook (.xlsx, .ods, .xls)")
    parser.add_argument("--layout", required=True, help="a name from `harmonise layouts`, or a file .toml")
    parser.add_argument("--key-file", type=Path, required=True, help="the round's key, as `harmonise new-key` makes it")
    parser.add_argument("--to", type=Path, help="the file that is written, .csv; else FILE.pseudonyms.csv")
    parser.add_argument("--keep-text", action="store_true", help="keep free texts; they may name persons")
    parser.add_argument("--memory", type=int, default=256, help="MiB that DuckDB may use")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Replace the names."""
    key = read_key(options.key_file)
    layout = read_layout(options.layout)
    target = options.to or options.file.with_name(f"{options.file.stem}.pseudonyms.csv")
    with shown_progress(options.quiet) as progress:
        done = pseudonymise_file(
            options.file, layout, key, target, keep_text=options.keep_text, memory=options.memory, progress=progress
        )
    print(f"{done.rows:,} rows written to {target}.")
    print(f"Left out: {', '.join(done.removed)}.")
    if done.without_person:
        print(
            f"Without a pseudonym of the person, for want of a name or a date of birth: {done.without_person:,} rows."
        )
    return 0
