"""`disclosure audit`: find what can be computed from a published table."""

import argparse

from disclosure.commands import Commands
from disclosure.errors import DisclosureError


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("audit", help="find what can be computed from a published table")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    raise DisclosureError("`disclosure audit` is not there yet.")
