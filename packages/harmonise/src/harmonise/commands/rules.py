"""`harmonise rules`: what is checked."""

import argparse
from typing import Any

from harmonise.layouts.read_layout import LANGUAGES, read_layout
from harmonise.reports.sentences import rule_title, texts
from harmonise.rules.catalogue import RULES


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("rules", help=words, description=words)
    parser.add_argument("--layout", help="show the rules of this layout, too")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print id, severity and words of each rule."""
    layout = read_layout(options.layout) if options.layout else None
    rules = RULES | {rule.id: rule.severity for rule in (layout.rules if layout else ())}
    for rule, severity in rules.items():
        words = texts()["severity"][severity][options.language]
        print(f"{rule}\t{words}\t{rule_title(rule, options.language, layout)}")
    return 0
