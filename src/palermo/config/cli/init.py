"""Create a real installation: the database, the first administrator and the list of States."""

import argparse
import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from palermo.accounts.actions.accounts import begin_installation, create_account
from palermo.accounts.models import Posting, User
from palermo.accounts.states import InstallationKind, Role
from palermo.config import keys, preparation
from palermo.config.cli.data_folder import current
from palermo.config.demonstration import RECORD
from palermo.config.environment import keep_secret_key, text
from palermo.config.progress import step
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.portal.editorial import ensure_site
from palermo.record.importing import import_folder

BY = "palermo init"
IN_DEMONSTRATION = "This is a demonstration. Create a real installation in another folder with --data FOLDER."
PASSWORD_VARIABLE = "PALERMO_ADMIN_PASSWORD"  # noqa: S105 -- the name of a variable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--email", required=True, help="the administrator's e-mail address, used to sign in")
    parser.add_argument("--name", required=True, help="the administrator's name")
    parser.epilog = f"The password is read from {PASSWORD_VARIABLE}, or requested."


def run(options: argparse.Namespace) -> int:
    """Create the installation, once."""
    if current().is_demonstration:
        raise Refused(IN_DEMONSTRATION)
    administrator = User(email=options.email.lower(), name=options.name, is_staff=True, is_superuser=True)
    password = _password_for(administrator)
    current().shut_to_others()
    keep_secret_key(current().path, settings.SECRET_KEY)
    preparation.migrate()
    preparation.prepare_files()
    with step("Loading States"), transaction.atomic():
        _begin(administrator, password)
    print(f"Installation created. Run `palermo serve`, then sign in as {administrator.email}.")
    return 0


def _begin(administrator: User, password: str) -> None:
    if begin_installation(InstallationKind.REAL, by=BY).kind != InstallationKind.REAL:
        raise Refused(IN_DEMONSTRATION)
    if User.objects.exists():
        raise Refused("This installation already exists. Its administrator can create further accounts.")
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
        raise Refused(f"No password. Set {PASSWORD_VARIABLE}, or run this command in a terminal.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Repeat password: ") != password:
        raise Refused("The passwords do not match. No installation was created.")
    return password
