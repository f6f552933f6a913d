"""The command `disclosure`: one file for each sub-command in `commands`."""

import argparse
import sys
import warnings
from collections.abc import Sequence

from disclosure.commands import attack, audit, ledger, noisy, protect, release, synthesise
from disclosure.errors import DisclosureError, DisclosureWarning
from disclosure.version import package_version

COMMANDS = (protect, audit, noisy, ledger, synthesise, attack, release)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 refused, 2 found unsafe, 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", DisclosureWarning)
            status: int = options.run(options)
        for message in dict.fromkeys(str(item.message) for item in caught):
            print(f"warning: {message}", file=sys.stderr)
    except (DisclosureError, OSError) as error:
        print(f"disclosure: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("disclosure: interrupted; nothing was finished.", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="disclosure", description="Publish figures on people that nobody can unmask.")
    parser.add_argument("--version", action="version", version=f"disclosure {package_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
