"""Regenerate the reference pages in docs/reference, or write all of them to a folder."""

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
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="only check that the pages are up to date")
    choice.add_argument(
        "--output",
        metavar="FOLDER",
        type=Path,
        help="write all pages to this folder, with the data dictionary and the words of the interface, which are too "
        "long to be kept in docs/reference",
    )


def run(options: argparse.Namespace) -> int:
    """Write every page, or only compare; return 1 if a page is out of date."""
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        written = _write_pages(options.output, with_long=True)
        print(f"Wrote {written} pages to {options.output}.")
        return 0
    if not FOLDER.is_dir():
        raise Refused(
            "The documentation is available in the source repository only, not in an installed copy. Write the pages "
            "elsewhere with --output FOLDER."
        )
    if options.check:
        stale = [path for path, words in pages(FOLDER) if _read_page(path) != words]
        for path in stale:
            print(f"{path} is out of date. Run `palermo docs`.", file=sys.stderr)
        return 1 if stale else 0
    print(f"Updated {_write_pages(FOLDER)} pages in {FOLDER}.")
    return 0


def pages(folder: Path, *, with_long: bool = False) -> Iterator[tuple[Path, str]]:
    """Each page with its words; a page is a module of palermo.config.reference with a function `page()`."""
    for module in pkgutil.iter_modules(reference.__path__):
        if with_long or module.name not in reference.LONG:
            page: Callable[[], str] = importlib.import_module(f"{reference.__name__}.{module.name}").page
            yield folder / f"{module.name.replace('_', '-')}.md", page()


def _write_pages(folder: Path, *, with_long: bool = False) -> int:
    stale = [(path, words) for path, words in pages(folder, with_long=with_long) if _read_page(path) != words]
    for path, words in stale:
        path.write_text(words, encoding="utf-8")
    return len(stale)


def _read_page(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
