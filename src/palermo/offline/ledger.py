"""What is known of a bundle while it is built, kept on the disk: however many documents there are, none of it is held.

Its records, the names that are taken, where the files of documents lie, where each address leads, the sums of what was
written and the directory of the ZIP file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from palermo.offline.models import BundledRecord

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000; PRAGMA temp_store=FILE;
CREATE TABLE record (kind, ident, symbol, audience, language, form, sha256);
CREATE TABLE taken (name PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE file (slug, language, place, small UNIQUE, PRIMARY KEY (slug, language)) WITHOUT ROWID;
CREATE TABLE held (number INTEGER PRIMARY KEY, path, query, place, UNIQUE (path, query));
"""
_RECORD = "kind", "ident", "symbol", "audience", "language", "form", "sha256"
AT_ONCE = 500


@dataclass(frozen=True)
class Records:
    """The records of a bundle in the order in which they were named; read again at each iteration."""

    path: Path

    def __iter__(self) -> Iterator[BundledRecord]:
        with closing(sqlite3.connect(self.path)) as database:
            for row in database.execute("SELECT * FROM record ORDER BY rowid"):
                yield BundledRecord(**dict(zip(_RECORD, row, strict=True)))


class Ledger:
    """A database of its own beside the bundle."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(_SCHEMA)
        self.records = Records(path)

    def keep(self, row: BundledRecord) -> None:
        """A record that lies in the bundle."""
        self.database.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", [getattr(row, n) for n in _RECORD])

    def settle(self) -> None:
        """What was kept can be read by others."""
        self.database.commit()

    def take(self, name: str) -> bool:
        """Whether a name was free: on some disks letters are the same, small or not. From now on it is taken."""
        return self.database.execute("INSERT OR IGNORE INTO taken VALUES (?)", (name.lower(),)).rowcount == 1

    def has(self, name: str) -> bool:
        """Whether something was put under this name."""
        return bool(self.database.execute("SELECT 1 FROM taken WHERE name = ?", (name.lower(),)).fetchone())

    def claim_file(self, slug: str, language: str, place: str) -> bool:
        """Reserve a place for the file of a document in a language; whether it was free."""
        values = (slug, language, place, place.lower())
        return self.database.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", values).rowcount == 1

    def files_of(self, slug: str) -> dict[str, str]:
        """Language → place of the files of a document."""
        return dict(self.database.execute("SELECT language, place FROM file WHERE slug = ?", (slug,)))

    def forget_places(self) -> None:
        """Start again with the places of another language."""
        self.database.execute("DELETE FROM held")

    def hold(self, path: str, query: str, place: str) -> None:
        """Note the place in the bundle that an address leads to, instead of an earlier one."""
        self.database.execute("INSERT OR REPLACE INTO held VALUES (NULL, ?, ?, ?)", (path, query, place))

    def place_of(self, path: str, query: str) -> str | None:
        """The place that an address leads to."""
        statement = "SELECT place FROM held WHERE path = ? AND query = ?"
        row = self.database.execute(statement, (path, query)).fetchone()
        return row[0] if row else None

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Path, query and place of all that is held, by place; of two addresses of one place the first comes first."""
        rows = self.database.execute("SELECT path, query, place FROM held ORDER BY place, number")
        for some in batched(rows, AT_ONCE):
            yield from some

    def close(self) -> None:
        """Let go of the file."""
        self.settle()
        self.database.close()
