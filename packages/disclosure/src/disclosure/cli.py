"""The command `disclosure`: one file for each sub-command in `commands`."""

import argparse
import importlib
import sys
import warnings
from collections.abc import Sequence

from disclosure.errors import DisclosureError, DisclosureWarning
from disclosure.version import package_version

# The sub-commands, and what the help says of them; only the one that is asked for is loaded.
COMMANDS = {
    "protect": "protect tables by hiding cells, or by rounding",
    "audit": "find what can be computed from published tables; status 2 if anything",
    "noisy": "count combinations with differential privacy",
    "ledger": "begin and read a privacy account",
    "synthesise": "draw invented rows from released counts",
    "attack": "attack a release with the truth at hand",
    "release": "check and sign what is to be published",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 refused, 2 found unsafe, 130 interrupted."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given).parse_args(given)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", DisclosureWarning)
            status: int = options.run(options)
        for message in dict.fromkeys(str(item.message) for item in caught):
            print(f"warning: {message}", file=sys.stderr)
    except DisclosureError as error:
        print(f"disclosure: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"disclosure: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except UnicodeDecodeError as error:
        print(
            f"disclosure: a file is not in UTF-8: its byte {error.start + 1} is 0x{error.object[error.start]:02x}. "
            "Save it in UTF-8.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("disclosure: interrupted; nothing was finished.", file=sys.stderr)
        return 130
    return status


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="disclosure", description="Publish figures on people that nobody can unmask.")
    parser.add_argument("--version", action="version", version=f"disclosure {package_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        if name in given[:1]:
            importlib.import_module(f"disclosure.commands.{name}").add(commands)
        else:
            commands.add_parser(name, help=words)
    return parser
