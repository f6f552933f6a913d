"""`disclosure release`: check and sign what is to be published."""

import argparse

from disclosure.commands import Commands
from disclosure.errors import DisclosureError


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("release", help="check and sign what is to be published")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command."""
    raise DisclosureError("`disclosure release` is not there yet.")
