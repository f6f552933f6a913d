"""Begin a real installation: the database, its first administrator and the States of the world; nothing else."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from palermo.accounts.actions.accounts import begin_installation, create_account
from palermo.accounts.models import Posting, User
from palermo.accounts.states import InstallationKind, Role
from palermo.config import keys, preparation
from palermo.config.cli.data_folder import current
from palermo.config.demonstration import RECORD
from palermo.config.environment import text
from palermo.config.progress import step
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.portal.editorial import ensure_site
from palermo.record.importing import import_folder

BY = "palermo init"
IN_DEMONSTRATION = "This is a demonstration: begin a real installation in a place of its own, with --data FOLDER."
PASSWORD_VARIABLE = "PALERMO_ADMIN_PASSWORD"  # noqa: S105 -- the name of a variable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--email", required=True, help="the administrator's address, to sign in with")
    parser.add_argument("--name", required=True, help="the administrator's name")
    parser.epilog = f"The password is asked for, or taken from {PASSWORD_VARIABLE}."


def run(options: argparse.Namespace) -> int:
    """Make the installation, once."""
    if current().is_demonstration:
        raise Refused(IN_DEMONSTRATION)
    administrator = User(email=options.email.lower(), name=options.name, is_staff=True, is_superuser=True)
    password = _password_for(administrator)
    current().shut_to_others()
    preparation.migrate()
    preparation.prepare_files()
    with step("Loading the States"), transaction.atomic():
        _begin(administrator, password)
    print(f"Ready to be served: sign in as {administrator.email} after `palermo serve`.")
    return 0


def _begin(administrator: User, password: str) -> None:
    if begin_installation(InstallationKind.REAL, by=BY).kind != InstallationKind.REAL:
        raise Refused(IN_DEMONSTRATION)
    if User.objects.exists():
        raise Refused("This installation has begun already: its administrator makes further accounts.")
    keys.note_secret_key(BY)
    create_account(administrator, password, [Posting(role=Role.SECRETARIAT, since_on=clock.today())], by=BY)
    import_folder(RECORD[0], by=BY)
    ensure_site()


def _password_for(administrator: User) -> str:
    password = text(PASSWORD_VARIABLE) or _ask_password()
    validate_password(password, administrator)
    return password


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise Refused(f"No password: set {PASSWORD_VARIABLE}, or run this in a terminal, where it is asked for.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise Refused("The two passwords differ. Nothing was made.")
    return password
