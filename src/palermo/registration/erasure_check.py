"""A scan for words in every table and every file of an installation: the proof that what was deleted is gone.

What is found is reported by its place and never by its words.
"""

import json
import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

AT_ONCE = 2000
# Bytes that may follow one another; under END a word is complete.
type Tree = dict[int, Tree]
END = -1


class ScanResult(NamedTuple):
    """How much was scanned, and how many words were found at which place: none, if all is well."""

    words: int
    tables: int
    rows: int
    files: int
    size: int
    found: dict[str, int]


def scan_for(words: Iterable[str]) -> ScanResult:
    """Scan every column of every table and every file of the data folder for words, as they are stored."""
    wanted = sorted(set(words))
    if not wanted:
        return ScanResult(0, 0, 0, 0, 0, {})
    finder = pattern_of(wanted)
    counts: Counter[str] = Counter()
    tables, rows, files, size = connection.introspection.table_names(), 0, list(_files()), 0
    for table in tables:
        rows += _look_at_table(table, finder, counts)
    for path in files:
        size += _look_at_file(path, finder, counts)
    return ScanResult(len(wanted), len(tables), rows, len(files), size, dict(counts))


def pattern_of(words: Iterable[str]) -> re.Pattern[bytes]:
    """A pattern that finds any of the words, as UTF-8 or as JSON escapes them, with thousands as fast as with a few."""
    tree: Tree = {}
    for word in words:
        for written in {word.encode(), json.dumps(word)[1:-1].encode()}:
            place = tree
            for byte in written:
                place = place.setdefault(byte, {})
            place[END] = {}
    return re.compile(_pattern(tree))


def _pattern(tree: Tree) -> bytes:
    if END in tree:
        return b""
    branches = []
    for byte, below in sorted(tree.items()):
        run = re.escape(bytes([byte]))
        while len(below) == 1 and END not in below:
            ((byte, below),) = below.items()
            run += re.escape(bytes([byte]))
        branches.append(run + _pattern(below))
    return branches[0] if len(branches) == 1 else b"(?:" + b"|".join(branches) + b")"


def _look_at_table(table: str, finder: re.Pattern[bytes], counts: Counter[str]) -> int:
    quote = connection.ops.quote_name
    seen = 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608 -- a name the database gave
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(AT_ONCE):
            seen += len(rows)
            for place, name in enumerate(names):
                written = b"\n".join(_bytes(row[place]) for row in rows)
                if hits := len(finder.findall(written)):
                    counts[f"table {table}, column {name}"] += hits
    return seen


def _bytes(value: object) -> bytes:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    return str(value).encode(errors="replace") if isinstance(value, (str, dict, list)) else b""


def database_files() -> list[Path]:
    """The files in which the database itself lies, where it lies in files."""
    if connection.vendor != "sqlite":
        return []
    database = Path(str(connection.settings_dict["NAME"]))
    return sorted(database.parent.glob(f"{database.name}*"))


def _files() -> Iterator[Path]:
    """The data folder whole, but for what every installation has; and the database's own files, wherever they are."""
    static, seen = Path(settings.STATIC_ROOT), set()
    folders = [sorted(Path(folder).rglob("*")) for folder in (settings.DATA, settings.MEDIA_ROOT)]
    for path in (*database_files(), *folders[0], *folders[1]):
        if path.is_file() and static not in path.parents and path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _look_at_file(path: Path, finder: re.Pattern[bytes], counts: Counter[str]) -> int:
    if finder.search(path.name.encode()):
        counts[f"file name {path}"] += 1
    if not (size := path.stat().st_size):
        return 0
    with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if hits := len(finder.findall(content)):
            counts[f"file {path}"] += hits
    return size
