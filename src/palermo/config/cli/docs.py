"""Regenerate the reference pages in docs/reference from the code."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from palermo.config import reference
from palermo.config.environment import SOURCE
from palermo.core.refusals import Refused

FOLDER = SOURCE.parent.parent / "docs" / "reference"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--check", action="store_true", help="only check that the pages are up to date")


def run(options: argparse.Namespace) -> int:
    """Write every page, or only compare; return 1 if a page is out of date."""
    if not FOLDER.is_dir():
        raise Refused("The documentation is available in the source repository only, not in an installed copy.")
    stale = [path for path, words in pages() if _read_page(path) != words]
    if options.check:
        for path in stale:
            print(f"{path} is out of date. Run `palermo docs`.", file=sys.stderr)
        return 1 if stale else 0
    for path, words in pages():
        path.write_text(words, encoding="utf-8")
    print(f"Updated {len(stale)} pages in {FOLDER}.")
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Each page with its words; a page is a module of palermo.config.reference with a function `page()`."""
    for module in pkgutil.iter_modules(reference.__path__):
        page: Callable[[], str] = importlib.import_module(f"{reference.__name__}.{module.name}").page
        yield FOLDER / f"{module.name.replace('_', '-')}.md", page()


def _read_page(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
