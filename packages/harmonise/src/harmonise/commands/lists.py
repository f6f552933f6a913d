"""`harmonise lists`: the code lists, the codes of one, or what becomes of them in another."""

import argparse
from typing import Any

from harmonise.lists import LANGUAGES, Edition, Mapping, code_list, code_lists, mapping


def add(commands: Any, words: str) -> None:
    """Add the sub-command to the parser."""
    parser = commands.add_parser("lists", help=words, description=words)
    parser.add_argument("name", nargs="?", help="a list, such as forms, or an edition of it, such as forms/1")
    parser.add_argument("--to", metavar="LIST", help="show what becomes of each code in another list")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--csv", action="store_true", help="write the codes with all their names as CSV")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is asked for."""
    language: str = options.language
    if options.name is None:
        lines = [_line(one.latest, one.numbers, language) for one in code_lists()]
    elif options.to:
        lines = _mapping(mapping(options.name, options.to), language)
    else:
        edition = code_list(options.name)
        edition.check_export(language)
        lines = [edition.to_csv().rstrip("\n")] if options.csv else _codes(edition, language)
    print("\n".join(lines))
    return 0


def _line(edition: Edition, numbers: tuple[str, ...], language: str) -> str:
    return f"{edition.name}\t{', '.join(numbers)}\t{len(edition.codes)}\t{edition.titles[language]}"


def _codes(edition: Edition, language: str) -> list[str]:
    return [f"{'  ' * len(edition.ancestors(c.code))}{c.code}\t{c.names[language]}" for c in edition.codes]


def _mapping(one: Mapping, language: str) -> list[str]:
    lost = [row.loss[language] if row.loss else "" for row in one.rows]
    rows = zip(one.rows, lost, strict=True)
    return ["\t".join((row.source, row.relation, row.target or "", loss)).rstrip() for row, loss in rows]
