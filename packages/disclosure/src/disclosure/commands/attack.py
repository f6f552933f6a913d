"""`disclosure attack`: attack a release with the truth at hand."""

import argparse
import csv
from pathlib import Path

from disclosure.attacks import Release, Truth, attack_release, people
from disclosure.attacks.view import Person
from disclosure.commands import Commands
from disclosure.errors import InvalidData
from disclosure.privacy.result import NoisyMarginals
from disclosure.synthetic.stamp import STAMP_COLUMN
from disclosure.tables.read_specification import read_specification
from disclosure.tables.read_table import read_tables


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("attack")
    parser.add_argument("release", help="a CSV file: counts as `disclosure noisy` writes them, rows, or a table")
    parser.add_argument("--specification", help="of a table; its dimensions are named as the columns of members")
    parser.add_argument("--members", required=True, help="a CSV file of those the release was made from")
    parser.add_argument("--controls", required=True, help="a CSV file of comparable people it was not made from")
    parser.add_argument("--secret", required=True, help="the attribute the attacker wants")
    parser.add_argument("--known", required=True, help="attributes the attacker knows, by commas")
    parser.add_argument("--order", type=int, default=3, help="of rows: the most attributes in a description")
    parser.add_argument("--targets", type=int, default=400, help="people attacked at most")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command; exit with 2 if the release fails."""
    known = tuple(name.strip() for name in options.known.split(","))
    members, controls = _people(options.members), _people(options.controls)
    _must_occur({options.secret, *known}, members, options.members)
    truth = Truth(members, controls, options.secret, known, most=options.targets)
    report = attack_release(_release(options), truth)
    print(report)
    return 2 if report.fails else 0


def _release(options: argparse.Namespace) -> Release:
    path = options.release
    if options.specification:
        return Release.of_tables(read_tables(read_specification(options.specification), {"": path}))
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        heading = next(csv.reader(file), [])
    if heading[-3:] == ["count", "low", "high"]:
        return Release.of_marginals(NoisyMarginals.from_csv(path))
    return Release.of_microdata(_people(path), order=options.order)


def _people(path: str) -> tuple[Person, ...]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = list(csv.reader(file)) or [[]]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(heading):
            raise InvalidData(f"{path}, line {number}: {len(row)} values where {len(heading)} columns are named.")
    return tuple(frozenset(i for i in p if i[0] != STAMP_COLUMN) for p in people(heading, rows))


def _must_occur(columns: set[str], members: tuple[Person, ...], path: str) -> None:
    missing = columns - {column for person in members for column, _ in person}
    if missing:
        raise InvalidData(f"{path} has nothing in {', '.join(sorted(missing))}: an attack needs what it names.")
