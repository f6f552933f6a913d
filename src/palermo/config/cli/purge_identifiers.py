"""Delete editions of datasets and files of returns that identify persons, keep a record, and verify the deletion.

Deleted: the file as received, its rows, the figures read from them, and what findings quote. The record keeps the
digest, the counts, the day and the reason. Every table and every file in the data folder is then searched for what
stood in the columns, and for copies of the files. Backups are named by the days on which they were made, or by name
with --backups. Not searched: a PostgreSQL server's own files.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from harmonise.identifiers.recognize import Identifier, is_name

from palermo.config.backup.archive import open_archive
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.knowledge.actions.purging import purge_edition
from palermo.knowledge.identifying_editions import find_identifying_editions
from palermo.library.identifiers import values_in_path
from palermo.registration.erasure_check import scan_for
from palermo.registration.purging import give_back_space, overwrite_deleted
from palermo.returns.actions.return_attachments import purge_attachment
from palermo.returns.attachments import path_of_attachment
from palermo.returns.identifying_attachments import find_identifying_attachments

BY = "palermo purge-identifiers"
# Shorter words, and given names alone, stand in other places as well.
SHORTEST = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is deleted, and where backups lie."""
    parser.add_argument("--dry-run", action="store_true", help="only show what would be deleted")
    parser.add_argument(
        "--backups", type=Path, metavar="FOLDER", help="name the backups in this folder that hold what is deleted"
    )


class Found(NamedTuple):
    """Files that identify persons: what they are, since when, their columns, where they lie, how they are deleted."""

    name: str
    since: date
    columns: list[Identifier]
    paths: list[Path]
    values: Callable[[], set[str]]
    purge: Callable[..., object]


def run(options: argparse.Namespace) -> int:
    """Return 1 if anything was found after the deletion, otherwise 0."""
    found = [each for each in (*_editions(), *_attachments()) if each.columns]
    for each in found:
        columns = ", ".join(f"{column.number} ({column.identity.value})" for column in each.columns)
        print(f"{each.name}: received on {each.since}, columns {columns}.")
    if options.dry_run or not found:
        print("Nothing was deleted.")
        return 0
    words = {word for each in found for word in each.values() if _is_distinctive(word)}
    digests = {_digest_of(path): path.stat().st_size for each in found for path in each.paths if path.is_file()}
    overwrite_deleted()
    for each in found:
        each.purge(columns={column.number for column in each.columns}, by=BY)
    give_back_space()
    remaining = _report_remaining(words, digests)
    _name_backups(min(each.since for each in found), digests, options.backups)
    return 1 if remaining else 0


def _editions() -> Iterator[Found]:
    for edition, columns in find_identifying_editions():
        file, dataset = edition.received_file, edition.dataset
        values = partial(values_in_path, file.path, file.path, layout=dataset.layout, own_layout=dataset.own_layout)
        paths = [Path(each.path) for each in (file, edition.rows_file) if each]
        yield Found(str(edition), edition.received_on, columns, paths, values, partial(purge_edition, edition))


def _attachments() -> Iterator[Found]:
    for attachment, columns in find_identifying_attachments():
        path = path_of_attachment(attachment.digest)
        values = partial(values_in_path, path, attachment.name)
        name = f"{attachment.of}, file {attachment.number}"
        yield Found(name, attachment.added_on, columns, [Path(path)], values, partial(purge_attachment, attachment))


def _is_distinctive(word: str) -> bool:
    return len(word) >= SHORTEST and not (word.isalpha() and is_name(word))


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


def _name_backups(first: date, digests: dict[str, int], folder: Path | None) -> None:
    print(f"Backups made from {first} to {clock.today()} can hold these data. Destroy them and make a new one.")
    for path in sorted(folder.iterdir()) if folder else []:
        try:
            with open_archive(path) as (_packed, manifest):
                is_holding = any(entry.sha256 in digests for entry in manifest.entries.values())
        except (Refused, OSError):
            continue
        if is_holding:
            print(f"Backup with these data: {path}")
