"""Load the code lists and mappings that come with Palermo: every edition, with codes, names, labels and digests.

Those that are on record stay as they are, so that a second run changes nothing.
"""

import argparse

from palermo.knowledge.actions.shipped_lists import load_shipped_lists

BY = "palermo lists load"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one action."""
    parser.add_argument("act", choices=["load"], help="add the lists and mappings that are not on record yet")


def run(options: argparse.Namespace) -> int:
    """Load them and print how many were added."""
    report = load_shipped_lists(by=BY)
    print(
        f"Added {report.lists:,} lists, {report.editions:,} editions with {report.codes:,} codes, "
        f"{report.mappings:,} mappings with {report.rows:,} rows. {report.known:,} editions were on record."
    )
    return 0
