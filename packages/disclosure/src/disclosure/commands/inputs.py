"""Arguments that several sub-commands share: a specification and its tables, and earlier releases."""

import argparse
from dataclasses import replace
from pathlib import Path

from disclosure.errors import InvalidArgument
from disclosure.tables.columns import read_text
from disclosure.tables.private import PrivateCells, parse_private, private_file
from disclosure.tables.read_specification import read_specification
from disclosure.tables.read_table import read_tables
from disclosure.tables.specification import Specification
from disclosure.tables.table import Table


def add_tables(parser: argparse.ArgumentParser) -> None:
    """A specification, and the files of its tables."""
    parser.add_argument("specification", help="the TOML file that says what the tables are")
    parser.add_argument(
        "data", nargs="*", help="NAME=FILE for a table, or one FILE for all; what the specification says if left out"
    )


def add_earlier(parser: argparse.ArgumentParser) -> None:
    """Specifications of earlier releases."""
    parser.add_argument(
        "--earlier", action="append", default=[], help="specification of an earlier release, oldest first; repeatable"
    )


def tables(options: argparse.Namespace) -> tuple[Specification, list[Table]]:
    """The specification and the tables an invocation names."""
    specification = read_specification(options.specification)
    folder = Path(options.specification).parent
    return specification, read_tables(specification, _files(options.data, specification), folder=folder)


def earlier_tables(options: argparse.Namespace) -> list[Table]:
    """The tables of earlier releases, as they were published."""
    found = []
    for path in options.earlier:
        specification = read_specification(path)
        found += read_tables(specification, folder=Path(path).parent, release=str(path))
    return found


def private_cells(options: argparse.Namespace) -> list[PrivateCells]:
    """What earlier releases do not show, as far as `disclosure protect` kept it beside them."""
    return [found for path in options.earlier if (found := read_private(path)) is not None]


def read_private(specification: str) -> PrivateCells | None:
    """The private cells kept beside a publication; None where there are none."""
    path = private_file(specification)
    if not path.exists():
        return None
    return replace(parse_private(read_text(path), where=str(path)), release=str(specification))


def _files(named: list[str], specification: Specification) -> dict[str, str | Path]:
    files: dict[str, str | Path] = {}
    known = [layout.name for layout in specification.layouts]
    for item in named:
        name, sign, path = item.partition("=")
        if not sign or name not in known:
            name, path = "", item
        if name in files:
            raise InvalidArgument(f"Two files for {name or 'all tables'}. Write NAME=FILE; tables: {', '.join(known)}.")
        files[name] = path
    return files
