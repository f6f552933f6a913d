"""Show the fingerprints of this installation's keys, or begin another key.

The secret key signs sessions and badges, the signing key signs bundles. A key that was lost or replaced is noticed by
`palermo check`; the right one comes back from a backup. Where there is none, or where a key became known to others,
another one is begun: the old one is laid aside in the data folder, and the act stands in the log.
"""

import argparse

from palermo.accounts.models import InstallationKey
from palermo.config import keys, preparation

BY = "palermo key"
BEGIN = {keys.SECRET_KEY: keys.begin_secret_key, keys.SIGNING_KEY: keys.begin_signing_key}
CONSEQUENCES = {
    keys.SECRET_KEY: "Start the server anew. Everybody signs in again; badges made before are refused at the doors.",
    keys.SIGNING_KEY: "Give the new public key to those who check bundles: `palermo bundle key` prints it.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its two acts."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("show", help="print the fingerprints of the keys in use, and what is wrong with them")
    begin = acts.add_parser("begin", help="use another key from now on")
    begin.add_argument("key", choices=BEGIN, help="which one")


def run(options: argparse.Namespace) -> int:
    """1 with a fault, 0 without."""
    preparation.check_is_migrated()
    if options.act == "begin":
        print(f"From now on: {options.key} {BEGIN[options.key](BY)}")
        print(CONSEQUENCES[options.key])
        return 0
    for noted in InstallationKey.objects.all():
        print(f"{noted.name} {noted.fingerprint}, since {noted.since.date().isoformat()}")
    faults = keys.find_key_faults()
    for fault in faults:
        print(fault)
    return 1 if faults else 0
