"""Update the catalogues of the interface's words: add new messages, remove those no longer used."""

import argparse

from palermo.config import catalogues
from palermo.config.messages import count_unfinished, find_messages, update_catalogue


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It has no options."""


def run(_options: argparse.Namespace) -> int:
    """Rewrite each catalogue and print how many messages wait for a translation."""
    found = find_messages()
    for path in catalogues.sources():
        path.write_text(update_catalogue(path.read_text(encoding="utf-8"), found), encoding="utf-8")
        print(f"{path.parents[1].name}: {len(found)} messages, {count_unfinished(path)} to translate")
    return 0
