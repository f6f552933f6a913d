"""Verify an offline package, or print the public key of this installation."""

import argparse
import sys
from pathlib import Path
from typing import cast

from palermo.core.signatures import fingerprint, read_pem
from palermo.offline.verifying import Verdict, verify
from palermo.site.signing import own_key, own_pem

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACTION")
    check = acts.add_parser("verify", help="verify the checksums and the signature of an offline package")
    check.add_argument("file", type=Path, help="the ZIP file")
    check.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="the public key (PEM) of the installation that signed it (default: this one)",
    )
    acts.add_parser(
        "key", help="print the public key (PEM) with which others can verify packages from this installation"
    )


def run(options: argparse.Namespace) -> int:
    """Return 1 if there are errors, otherwise 0."""
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
        print(f"{path.name} is not valid: {len(verdict.faults):,} errors.")
        return 1
    facts = verdict.facts
    languages = " ".join(cast(list[str], facts["languages"]))
    print(f"{path.name} is valid: {facts['files']:,} files; audience: {facts['audience']}; languages: {languages}.")
    print(f"As at {facts['as_at']}. Signed at {verdict.signed_at} with key {verdict.key}.")
    return 0
