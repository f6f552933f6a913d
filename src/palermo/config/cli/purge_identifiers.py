"""Delete editions of datasets that identify persons, keep a record of them, and verify the deletion.

Deleted: the file as received, its rows, the figures read from them, and what findings quote. The record keeps the
digest, the counts, the day and the reason. Every table and every file in the data folder is then searched for what
stood in the columns, and for copies of the files. Backups are named by the days on which they were made, or by name
with --backups. Not searched: a PostgreSQL server's own files.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from harmonise.identifiers.recognize import is_name

from palermo.config.backup.archive import open_archive
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.knowledge.actions.purging import purge_edition
from palermo.knowledge.identifying_editions import IdentifyingEdition, find_identifying_editions
from palermo.library.identifiers import values_in_file
from palermo.registration.erasure_check import scan_for
from palermo.registration.purging import give_back_space, overwrite_deleted

BY = "palermo purge-identifiers"
# Shorter words, and given names alone, stand in other places as well.
SHORTEST = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is deleted, and where backups lie."""
    parser.add_argument("--dry-run", action="store_true", help="only show what would be deleted")
    parser.add_argument(
        "--backups", type=Path, metavar="FOLDER", help="name the backups in this folder that hold what is deleted"
    )


def run(options: argparse.Namespace) -> int:
    """Return 1 if anything was found after the deletion, otherwise 0."""
    found = [each for each in find_identifying_editions() if each.columns]
    for each in found:
        print(_describe(each))
    if options.dry_run or not found:
        print("Nothing was deleted.")
        return 0
    words: set[str] = set()
    digests: dict[str, int] = {}
    for each in found:
        words |= _words_of(each)
        digests |= _digests_of(each)
    overwrite_deleted()
    for each in found:
        purge_edition(each.edition, columns={column.number for column in each.columns}, by=BY)
    give_back_space()
    remaining = _report_remaining(words, digests)
    _name_backups(found, digests, options.backups)
    return 1 if remaining else 0


def _describe(found: IdentifyingEdition) -> str:
    columns = ", ".join(f"{each.number} ({each.identity.value})" for each in found.columns)
    edition = found.edition
    rows = "rows not counted" if edition.row_count is None else f"{edition.row_count:,} rows"
    return f"{edition}: {edition.status}, received on {edition.received_on}, {rows}, columns {columns}."


def _words_of(found: IdentifyingEdition) -> set[str]:
    dataset = found.edition.dataset
    path = Path(found.edition.received_file.path)
    _columns, values = values_in_file(path, layout=dataset.layout, own_layout=dataset.own_layout)
    return {each for each in values if len(each) >= SHORTEST and not (each.isalpha() and is_name(each))}


def _digests_of(found: IdentifyingEdition) -> dict[str, int]:
    """The digests of the files of an edition, with their sizes."""
    files = [file for file in (found.edition.received_file, found.edition.rows_file) if file]
    paths = [Path(file.path) for file in files]
    return {_digest_of(path): path.stat().st_size for path in paths if path.is_file()}


def _digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _report_remaining(words: set[str], digests: dict[str, int]) -> int:
    looked = scan_for(words)
    copies = list(_copies(digests))
    print(
        f"Searched {looked.tables:,} tables ({looked.rows:,} rows) and {looked.files:,} files ({looked.size:,} bytes) "
        f"for {looked.words:,} values and copies of {len(digests):,} files."
    )
    for place, count in sorted(looked.found.items()):
        print(f"Found in {place}: {count}", file=sys.stderr)
    for path in copies:
        print(f"Copy of a deleted file: {path}", file=sys.stderr)
    remaining = len(looked.found) + len(copies)
    print("Nothing of it was found." if not remaining else f"Found in {remaining} places.")
    return remaining


def _copies(digests: dict[str, int]) -> Iterator[Path]:
    sizes = set(digests.values())
    for path in sorted(Path(settings.DATA).rglob("*")):
        if path.is_file() and path.stat().st_size in sizes and _digest_of(path) in digests:
            yield path


def _name_backups(found: list[IdentifyingEdition], digests: dict[str, int], folder: Path | None) -> None:
    first = min(each.edition.received_on for each in found)
    print(f"Backups made from {first} to {clock.today()} can hold these data. Destroy them and make a new one.")
    for path in sorted(folder.iterdir()) if folder else []:
        try:
            with open_archive(path) as (_packed, manifest):
                is_holding = any(entry.sha256 in digests for entry in manifest.entries.values())
        except (Refused, OSError):
            continue
        if is_holding:
            print(f"Backup with these data: {path}")
