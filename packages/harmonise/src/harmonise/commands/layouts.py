"""`harmonise layouts`: the layouts there are, the columns of one, or which one a file has."""

import argparse
from pathlib import Path
from typing import Any

from harmonise.layouts.layout import Column, Layout
from harmonise.layouts.read_layout import SHIPPED, read_layout, shipped_layout
from harmonise.readers.headings import recognize_layout
from harmonise.readers.read_file import read_file
from harmonise.readers.store import open_store


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
    layouts = [shipped_layout(name) for name in SHIPPED]
    everything = Layout("", "", "", "cases", tuple(_distinct(c for layout in layouts for c in layout.columns)))
    with open_store(path.stat().st_size) as connection:
        headings = read_file(path, everything, connection).headings
    found = recognize_layout(headings, layouts)
    print(found.name if found else f"{path} has none of the layouts.")
    return 0 if found else 1


def _distinct(columns: Any) -> list[Column]:
    return list({column.name: column for column in columns}.values())


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
