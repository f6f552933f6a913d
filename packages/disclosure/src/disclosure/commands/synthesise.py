"""`disclosure synthesise`: draw an illustration from released aggregates."""

import argparse

from disclosure.commands import Commands
from disclosure.errors import DisclosureError


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("synthesise", help="draw an illustration from released aggregates")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    raise DisclosureError("`disclosure synthesise` is not there yet.")
