"""The command `harmonise`: one file for each sub-command in `commands`."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from harmonise.errors import HarmoniseError
from harmonise.version import package_version

# The sub-commands, and what the help says of them; only the one that is asked for is loaded.
COMMANDS = {
    "check": "find what is wrong in a file; status 1 if anything has to be corrected",
    "convert": "write a file with common codes and kinds of value, and report what is lost",
    "pseudonymise": "replace names by pseudonyms that only holders of the key can make again",
    "new-key": "make a key for pseudonyms",
    "layouts": "list the layouts, or the columns of one",
    "rules": "list what is checked",
    "lists": "list the code lists, the codes of one, or what becomes of them in another",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 clean, 1 something has to be corrected, 2 not done."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given).parse_args(given)
    try:
        status: int = options.run(options)
    except HarmoniseError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return _refuse("interrupted; nothing was finished.")
    except MemoryError:
        return _refuse("there is not enough memory for this file.")
    except Exception as error:
        return _refuse(f"cannot go on: {type(error).__name__}: {error}")
    return status


def _refuse(message: str) -> int:
    print(f"harmonise: {message}", file=sys.stderr)
    return 2


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="harmonise", description="Check and convert data on trafficking in persons before they are handed in."
    )
    parser.add_argument("--version", action="version", version=f"harmonise {package_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        if name in given[:1]:
            importlib.import_module(f"harmonise.commands.{name.replace('-', '_')}").add(commands, words)
        else:
            commands.add_parser(name, help=words)
    return parser
