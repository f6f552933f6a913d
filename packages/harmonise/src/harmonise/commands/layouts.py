"""`harmonise layouts`: the layouts there are, the columns of one, or which one a file has."""

import argparse
import sys
from pathlib import Path
from typing import Any

from harmonise.check import recognize_file
from harmonise.errors import WrongLayout
from harmonise.layouts.layout import Column
from harmonise.layouts.read_layout import SHIPPED, read_layout, shipped_layout


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("layouts", help=words, description=words)
    parser.add_argument("name", nargs="?", help="a layout, or a file .toml, whose columns are shown")
    parser.add_argument("--of", type=Path, metavar="FILE", help="say which layout a file has")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is asked for; status 1 if a file has none of the layouts."""
    if options.of:
        return _recognize(options.of)
    if options.name:
        layout = read_layout(options.name)
        print(f"{layout.name}: {layout.title}")
        print("\n".join(_line(column) for column in layout.columns))
    else:
        print("\n".join(f"{layout.name}\t{layout.title}" for layout in map(shipped_layout, SHIPPED)))
    return 0


def _recognize(path: Path) -> int:
    try:
        print(recognize_file(path).name)
    except WrongLayout as refusal:
        print(f"{path} has none of the layouts.")
        print(f"harmonise: {refusal}", file=sys.stderr)
        return 1
    return 0


def _line(column: Column) -> str:
    parts = [column.name, column.type.value]
    parts += ["required"] if column.required else []
    parts += ["never empty"] if column.filled else []
    parts += [f"list {' or '.join(column.lists)}"] if column.lists else []
    parts += [", ".join(dict.fromkeys(column.codes.values()))] if column.codes else []
    limits = [str(limit) for limit in (column.lowest, column.highest) if limit is not None]
    parts += [" to ".join(limits)] if limits else []
    parts += [column.personal.value] if column.personal else []
    return "\t".join([*parts, column.note] if column.note else parts)
