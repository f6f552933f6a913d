"""`disclosure protect`: protect a table by hiding cells."""

import argparse

from disclosure.commands import Commands
from disclosure.errors import DisclosureError


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("protect", help="protect a table by hiding cells")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    raise DisclosureError("`disclosure protect` is not there yet.")
