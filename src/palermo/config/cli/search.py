"""Rebuild the search index from the record while the site is running, or compare it with the record."""

import argparse
import sys

from palermo.search.actions import differences, rebuild
from palermo.search.sources import SOURCES

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions."""
    parser.add_argument(
        "act",
        choices=["rebuild", "check"],
        help="rebuild: index every record again; check: list differences between index and record",
    )


def run(options: argparse.Namespace) -> int:
    """Return 1 if the check finds differences, otherwise 0."""
    return _rebuild() if options.act == "rebuild" else _check()


def _rebuild() -> int:
    entries = rebuild(announce=lambda sentence: print(sentence, flush=True))
    print(f"Indexed {entries:,} entries.")
    return 0


def _check() -> int:
    faults = [difference for source in SOURCES.values() for difference in differences(source)]
    for difference in faults[:SHOWN]:
        print(difference, file=sys.stderr)
    if len(faults) > SHOWN:
        print(f"… and {len(faults) - SHOWN:,} more.", file=sys.stderr)
    print(f"{len(faults):,} differences." + (" Run `palermo search rebuild`." if faults else ""))
    return 1 if faults else 0
