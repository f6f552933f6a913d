"""`harmonise new-key`: make a key for pseudonyms."""

import argparse
from pathlib import Path
from typing import Any

from harmonise.keys import make_key


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("new-key", help=words, description=words)
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the key."""
    make_key(options.file)
    print(
        f"{options.file}: a new key. All who hand in data of one round need the same one; keep it from everyone else."
    )
    return 0
