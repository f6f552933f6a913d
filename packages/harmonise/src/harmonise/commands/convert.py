"""`harmonise convert`: write a file with common codes and kinds of value."""

import argparse
import json
from pathlib import Path
from typing import Any

from disclosure.progress import shown_progress

from harmonise.commands.chosen_layout import choose_layout
from harmonise.convert import Conversion, convert_file
from harmonise.layouts.read_layout import LANGUAGES


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("convert", help=words, description=words)
    parser.add_argument("file", type=Path, help="CSV, TSV, JSON or a workbook (.xlsx, .ods, .xls)")
    parser.add_argument(
        "--layout", help="a name from `harmonise layouts`, or a file .toml; else the one that the header has"
    )
    parser.add_argument("--to", type=Path, required=True, help="the file that is written, .csv or .parquet")
    parser.add_argument("--report", type=Path, help="write what is lost as JSON, too")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--memory", type=int, default=256, help="MiB that DuckDB may use")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert the file and report what is lost; status 1 if cells could not be read."""
    layout = choose_layout(options)
    with shown_progress(options.quiet) as progress:
        done = convert_file(
            options.file, layout, options.to, language=options.language, memory=options.memory, progress=progress
        )
    if options.report:
        content = json.dumps(done.to_dict(), ensure_ascii=False, indent=1)
        options.report.write_text(f"{content}\n", encoding="utf-8")
    _print(done, options.to)
    return 1 if done.unread else 0


def _print(done: Conversion, target: Path) -> None:
    for column in done.columns:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in column.kinds.items())
        unread = f"; {column.unread:,} not read" if column.unread else ""
        print(f"{column.column}: {kinds or 'nothing'}{unread}")
        for sentence in column.sentences:
            print(f"  {sentence}")
    if done.left_out:
        print(f"Left out, since the layout does not know them: {', '.join(done.left_out)}")
    print(f"{done.rows:,} rows written to {target}.")
