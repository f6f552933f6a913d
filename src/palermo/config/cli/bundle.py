"""Check that a bundle is whole and signed; or show, or keep in a file, the key that signs bundles here."""

import argparse
import sys
from pathlib import Path
from typing import cast

from palermo.offline.signing import fingerprint, own_key, own_pem, read_pem
from palermo.offline.verifying import Verdict, verify

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its two acts."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    check = acts.add_parser("verify", help="compare every file of a bundle with its sums, and these with the signature")
    check.add_argument("file", type=Path, help="the ZIP file")
    check.add_argument("--key", type=Path, metavar="FILE", help="the public key (PEM) of whoever made it, if not here")
    acts.add_parser("key", help="print the public key (PEM) by which others check what was signed here")


def run(options: argparse.Namespace) -> int:
    """1 with a fault, 0 without."""
    if options.act == "key":
        print(own_pem().decode(), end="")
        print(fingerprint(own_key().public_key()), file=sys.stderr)
        return 0
    key = read_pem(options.key.read_bytes()) if options.key else own_key().public_key()
    return _report_verdict(options.file, verify(options.file, key))


def _report_verdict(path: Path, verdict: Verdict) -> int:
    for fault in verdict.faults[:SHOWN]:
        print(fault, file=sys.stderr)
    if len(verdict.faults) > SHOWN:
        print(f"… and {len(verdict.faults) - SHOWN:,} more.", file=sys.stderr)
    if verdict.faults:
        print(f"{path.name}: {len(verdict.faults):,} faults.")
        return 1
    facts = verdict.facts
    languages = " ".join(cast(list[str], facts["languages"]))
    print(f"{path.name} is whole: {facts['files']:,} files, for {facts['audience']}, in {languages}.")
    print(f"As at {facts['as_at']}. Signed at {verdict.signed_at} by the key {verdict.key}.")
    return 0
