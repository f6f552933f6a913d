"""Show the fingerprints of this installation's keys, or start using a new key.

The secret key signs sessions and badges; the signing key signs offline packages. `palermo check` reports a key that was
lost or replaced. Restore it from a backup. If there is no backup, or if the key was exposed, start a new one: the old
key is set aside in the data folder and the change is logged.
"""

import argparse

from palermo.accounts.models import InstallationKey
from palermo.config import keys

BY = "palermo key"
BEGIN = {keys.SECRET_KEY: keys.begin_secret_key, keys.SIGNING_KEY: keys.begin_signing_key}
CONSEQUENCES = {
    keys.SECRET_KEY: "Restart the server. All users must sign in again, and existing badges are no longer valid.",
    keys.SIGNING_KEY: "Publish the new public key for verifying offline packages: `palermo bundle key` prints it.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACTION")
    acts.add_parser("show", help="print the fingerprints of the keys in use, and any errors")
    begin = acts.add_parser("begin", help="start using a new key")
    begin.add_argument("key", choices=BEGIN, help="the key to replace")


def run(options: argparse.Namespace) -> int:
    """Return 1 if there are errors, otherwise 0."""
    if options.act == "begin":
        print(f"New {options.key}: {BEGIN[options.key](BY)}")
        print(CONSEQUENCES[options.key])
        return 0
    for noted in InstallationKey.objects.all():
        print(f"{noted.name} {noted.fingerprint}, since {noted.since.date().isoformat()}")
    faults = keys.find_key_faults()
    for fault in faults:
        print(fault)
    return 1 if faults else 0
