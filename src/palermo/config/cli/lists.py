"""Load the code lists, mappings and indicators that come with Palermo: every edition, as it is shipped.

Those that are on record stay as they are, so that a second run changes nothing.
"""

import argparse

from palermo.figures.actions.shipped_indicators import load_shipped_indicators
from palermo.knowledge.actions.shipped_lists import load_shipped_lists

BY = "palermo lists load"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The one action."""
    parser.add_argument(
        "act", choices=["load"], help="add the lists, mappings and indicators that are not on record yet"
    )


def run(options: argparse.Namespace) -> int:
    """Load them and print how many were added."""
    report, indicators = load_shipped_lists(by=BY), load_shipped_indicators(by=BY)
    print(
        f"Added {report.lists:,} lists, {report.editions:,} editions with {report.codes:,} codes, "
        f"{report.mappings:,} mappings with {report.rows:,} rows. {report.known:,} editions were on record."
    )
    print(
        f"Added {indicators.indicators:,} indicators, {indicators.editions:,} editions. "
        f"{indicators.known:,} editions were on record."
    )
    return 0
