"""The command `palermo`: one file here for each of its commands.

A file is imported only when its command was asked for, after the data folder is chosen and, where the command
reads the record, Django is set up: settings are read once, and `palermo --help` loads nothing.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

import django
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError

from palermo.config.cli.data_folder import NOW, take_data_folder
from palermo.core.refusals import Refused


class Needs(Enum):
    """What a command needs before it begins: nothing of Django, its models alone, or a database."""

    NOTHING = auto()
    MODELS = auto()
    # None yet, or one of ours, whatever the version.
    OWN_OR_NONE = auto()
    # One of ours, of this version or an older one.
    OWN = auto()
    # With the tables of this version.
    CURRENT = auto()


class Command(NamedTuple):
    """The purpose of a command in one line; what it needs; whether it passes its arguments on."""

    purpose: str
    needs: Needs = Needs.CURRENT
    passes_on: bool = False


COMMANDS = {
    "demo": Command("create a demonstration and serve it", Needs.NOTHING),
    "init": Command("create a real installation: database, first administrator, list of States", Needs.OWN_OR_NONE),
    "serve": Command("serve the site"),
    "backup": Command("back up the database, files and keys to one archive", Needs.OWN),
    "restore": Command("restore a backup into an empty folder and verify it", Needs.NOTHING),
    "test": Command("run the tests", Needs.NOTHING, passes_on=True),
    "record": Command("import the record from files or a table, or export it to files"),
    "import-data": Command("receive a data file as an edition of a dataset, and check it"),
    "treaties": Command("import or export the depositary's lists of participants in treaties"),
    "figures": Command("prepare releases of figures, and verify what was released"),
    "lists": Command("load the code lists and mappings that come with Palermo"),
    "report": Command("build a report from the record as at a cut-off date"),
    "iati": Command("export public contributions by the International Aid Transparency Initiative"),
    "work": Command("run background tasks and scheduled tasks"),
    "settle": Command("record the result of every text whose deadline has passed"),
    "purge": Command("delete the names of an event's participants and verify the deletion"),
    "purge-identifiers": Command("delete data that identify persons and verify the deletion"),
    "search": Command("rebuild the search index, or compare it with the record"),
    "bundle": Command("verify an offline package, or print the public key of this installation"),
    "verify-certificate": Command("verify a certificate of training with a public key alone", Needs.NOTHING),
    "key": Command("show the keys of this installation, or start using a new one"),
    "audit": Command("verify the audit log, or redact entries of it"),
    "check": Command("check settings, keys, the audit log and the record"),
    "messages": Command("update the catalogues of the interface's words", Needs.MODELS),
    "docs": Command("regenerate the reference pages in docs/reference", Needs.MODELS),
    "manage": Command("run a Django command", Needs.MODELS, passes_on=True),
}

FAILED, MISUSED = 1, 2
# What a command writes is readable by its user only: the database, files, keys, mail with links that open accounts.
PRIVATE = 0o077


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `palermo` with these arguments (those of the process) and give its exit status."""
    os.umask(PRIVATE)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run_command(words)
    except ValidationError as error:
        return _report_failure(" ".join(error.messages))
    except DatabaseError as error:
        return _report_failure(f"Database error: {error}. Check that the database can be read and written.")
    except (Refused, ImproperlyConfigured, OSError) as error:
        return _report_failure(str(error))
    except KeyboardInterrupt:
        return _report_failure("Stopped.")


def _run_command(arguments: list[str]) -> int:
    folder, rest = take_data_folder(arguments)
    name, command = _command_of(rest)
    is_demonstration = name == "demo"
    if name != "test":  # which has a folder of its own, and nothing of a demonstration that lies here
        folder.use(is_demonstration=is_demonstration, at_real_date=is_demonstration and NOW in rest)
    if command.needs is not Needs.NOTHING:
        django.setup()
        _check_database(command.needs)
    module = importlib.import_module(f"palermo.config.cli.{name.replace('-', '_')}")
    if command.passes_on:
        return module.run(rest[rest.index(name) + 1 :])
    parser = argparse.ArgumentParser(prog=f"palermo {name}", description=module.__doc__, allow_abbrev=False)
    module.add_arguments(parser)
    options = parser.parse_args(rest[rest.index(name) + 1 :])
    return module.run(options)


def _check_database(needs: Needs) -> None:
    if needs is Needs.MODELS:
        return
    preparation = importlib.import_module("palermo.config.preparation")
    match needs:
        case Needs.OWN_OR_NONE:
            preparation.check_is_own_or_none()
        case Needs.OWN:
            preparation.check_is_own()
        case Needs.CURRENT:
            preparation.check_is_migrated()


def _command_of(arguments: list[str]) -> tuple[str, Command]:
    parser = argparse.ArgumentParser(prog="palermo", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.description = "The operating record of an international initiative."
    parser.epilog = "commands:\n" + "\n".join(f"  {name:8} {command.purpose}" for name, command in COMMANDS.items())
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    parser.add_argument("--data", metavar="FOLDER", help="the data folder; can also follow the command")
    name = parser.parse_args(arguments[:1]).command
    return name, COMMANDS[name]


def _report_failure(sentence: str) -> int:
    print(f"Error: {sentence}", file=sys.stderr)
    return FAILED
