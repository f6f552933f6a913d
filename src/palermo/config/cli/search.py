"""Make the index of search anew from the record while the site goes on, or compare it with the record."""

import argparse
import sys

from palermo.search.actions import differences, rebuild
from palermo.search.sources import SOURCES

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its two acts."""
    parser.add_argument(
        "act",
        choices=["rebuild", "check"],
        help="rebuild: index every record anew, batch by batch; check: name what is indexed otherwise than it is",
    )


def run(options: argparse.Namespace) -> int:
    """1 if the check finds something, else 0."""
    return _rebuild() if options.act == "rebuild" else _check()


def _rebuild() -> int:
    entries = rebuild(say=lambda sentence: print(sentence, flush=True))
    print(f"{entries:,} entries in all.")
    return 0


def _check() -> int:
    faults = [difference for source in SOURCES.values() for difference in differences(source)]
    for difference in faults[:SHOWN]:
        print(difference, file=sys.stderr)
    if len(faults) > SHOWN:
        print(f"… and {len(faults) - SHOWN:,} more.", file=sys.stderr)
    print(f"{len(faults):,} differences." + (" `palermo search rebuild` makes the index anew." if faults else ""))
    return 1 if faults else 0
