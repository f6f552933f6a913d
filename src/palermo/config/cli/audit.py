"""Walk the log of every act and name each entry that was changed, removed, added or moved."""

import argparse
import sys

from palermo.audit.chain import FIRST, find_faults
from palermo.audit.models import AuditEvent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its one act."""
    parser.add_argument("act", choices=["verify"], help="check the whole chain")


def run(options: argparse.Namespace) -> int:
    """1 with a fault, 0 without."""
    faults = find_faults()
    for fault in faults:
        print(fault.what, file=sys.stderr)
    last = AuditEvent.objects.order_by("sequence").last()
    digest = last.digest if last else FIRST
    print(f"{AuditEvent.objects.count():,} entries, {len(faults)} faults. Last digest: {digest}")
    return 1 if faults else 0
