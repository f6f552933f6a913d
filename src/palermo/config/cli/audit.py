"""Verify the audit log: report each entry that was changed, removed, added or moved."""

import argparse
import sys

from palermo.audit.chain import FIRST, find_faults
from palermo.audit.models import AuditEvent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one action."""
    parser.add_argument("act", choices=["verify"], help="verify the whole hash chain")


def run(options: argparse.Namespace) -> int:
    """Return 1 if there are errors, otherwise 0."""
    faults = find_faults()
    for fault in faults:
        print(fault.what, file=sys.stderr)
    last = AuditEvent.objects.order_by("sequence").last()
    digest = last.digest if last else FIRST
    print(f"{AuditEvent.objects.count():,} entries, {len(faults)} errors. Last digest: {digest}")
    return 1 if faults else 0
