"""`disclosure ledger`: begin and read the account of what a data set has spent of its privacy."""

import argparse
from pathlib import Path

from disclosure.commands import Commands
from disclosure.privacy.ledger import Ledger


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("ledger")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    create = actions.add_parser("create", help="begin the ledger of a data set, with a budget for ever")
    create.add_argument("ledger", help="a file that is not there yet")
    create.add_argument("--data-set", required=True, help="what the budget is for")
    create.add_argument("--epsilon", type=float, required=True)
    create.add_argument("--delta", type=float, required=True)
    create.set_defaults(run=_create)
    show = actions.add_parser("show", help="check the chain and add up")
    show.add_argument("ledger")
    show.add_argument(
        "--last", default="", help="the last hash as it was noted elsewhere: shows if the end was cut off"
    )
    show.set_defaults(run=_show)


def _create(options: argparse.Namespace) -> int:
    ledger = Ledger.create(options.ledger, data_set=options.data_set, epsilon=options.epsilon, delta=options.delta)
    print(ledger.account())
    return 0


def _show(options: argparse.Namespace) -> int:
    ledger = Ledger(Path(options.ledger))
    account, last = ledger.account(), ledger.check_against(options.last)
    print(account)
    for release in account.releases:
        alone, hashed = release["alone"], release["sha256"]
        state = f"released {hashed[:12]}" if hashed else "never finished, spent all the same"
        cost = f"epsilon {alone['epsilon']:g} at delta {alone['delta']:g} alone"
        print(f"{release['number']}: {release['mechanism']}: {cost}; {state}")
    print(f"last hash: {last}")
    return 0
