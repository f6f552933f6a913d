"""`disclosure attack`: attack a release with the truth at hand."""

import argparse

from disclosure.commands import Commands
from disclosure.errors import DisclosureError


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("attack", help="attack a release with the truth at hand")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    raise DisclosureError("`disclosure attack` is not there yet.")
