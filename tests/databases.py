"""The databases of the tests: copies of templates that outlive the run.

A template holds what a fixture asks for: tables alone, the editorial frame, the record of the demonstration, the same
with what followed, planted words. It is made once for a state of the source tree and kept in `.tools/test-databases/`
(SQLite) or on the server (PostgreSQL), with the files that it refers to. Every worker tests on a copy. After a test
that really commits, and so ends by emptying every table, the copy is made again.
"""

import hashlib
import os
import pickle
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, connections
from django.test import override_settings

from palermo.audit import triggers
from palermo.config import tables
from palermo.figures import triggers as release_triggers
from palermo.knowledge import edition_triggers
from palermo.knowledge import triggers as list_triggers
from tests.factories.common import last_number, restart_numbers, skip_numbers

EMPTY, FRAME, DEMONSTRATION, PRESENT, CAGE = "empty", "frame", "demonstration", "present", "cage"
ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".tools" / "test-databases"
# Whatever can change what a template holds: models, migrations, acts and the record's files.
SOURCES = (
    "src/palermo",
    "tests/factories",
    "tests/portal/canaries.py",
    "tests/portal/canaries_of_figures.py",
    "tests/portal/canaries_of_lists.py",
    "tests/portal/canaries_on_site.py",
    "tests/conftest.py",
    "tests/databases.py",
    "requirements/dev.txt",
)
# Pages, their words and their styles show what is there and write nothing of it.
WITHOUT = ("/static/", "/__pycache__/", "/web/", "/templates/", "/locale/")
SOURCE_SUFFIXES = (".py", ".txt", ".typ", ".yaml", ".json")
KEPT_STATES = 2  # of the source tree: this one, and the one of the branch beside it
LOCK_TIMEOUT = 600  # seconds


def source_digest() -> str:
    """A name for the state of everything that a template depends on."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for source in SOURCES:
        top = ROOT / source
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            name = path.as_posix()
            if path.suffix in SOURCE_SUFFIXES and not any(part in name for part in WITHOUT):
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Let one process in at a time; SQLite's lock works on every system and ends with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    holder = sqlite3.connect(folder / "lock", timeout=LOCK_TIMEOUT, isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        holder.close()


class Databases:
    """The templates of this state of the tree, and this worker's copies of them."""

    def __init__(self, worker: str, folder: Path) -> None:
        self.worker, self.folder = worker, folder
        self.original = connection.settings_dict["NAME"]
        self.digest = source_digest()
        self.cache = CACHE / self.digest
        self.store = (
            _Files(self.cache, folder) if connection.vendor == "sqlite" else _Server(self.original, self.digest)
        )
        self.filled: dict[str, Any] = {}
        with _lock(CACHE):
            _remove_old_states()

    def prepare(self, kind: str, fill: Callable[[], Any]) -> Any:
        """Make the template of `kind` where it is missing, and this worker's copy; give what `fill` gave, pickled."""
        if kind not in self.filled:
            with _lock(self.cache):
                if not self._is_made(kind):
                    self._make(kind, fill)
            self.filled[kind], last = pickle.loads(self._notes_of(kind).read_bytes())
            # The factories' next records must not take the numbers of those in the template.
            skip_numbers(last)
            shutil.copytree(self.cache / f"{kind}-files", settings.MEDIA_ROOT, dirs_exist_ok=True)
            shutil.copytree(self.cache / f"{kind}-releases", settings.PALERMO_RELEASES, dirs_exist_ok=True)
            self.copy(kind)
        return self.filled[kind]

    def copy(self, kind: str) -> None:
        """Recreate this worker's copy of `kind`."""
        connections.close_all()
        self.store.copy(self.store.template(kind), self.store.copy_of(kind, self.worker))

    def use(self, kind: str) -> None:
        """Let every connection from now on go to this worker's copy of `kind`."""
        self._go_to(self.store.copy_of(kind, self.worker))
        # Drafts are kept by the numbers of their rows, which belong to other releases in another database.
        drafts, of_template = Path(settings.PALERMO_RELEASES) / "drafts", self.cache / f"{kind}-releases" / "drafts"
        shutil.rmtree(drafts, ignore_errors=True)
        if of_template.is_dir():
            shutil.copytree(of_template, drafts)

    def leave(self) -> None:
        """Remove this worker's copies and go back to the database of the settings."""
        self._go_to(self.original)
        for kind in self.filled:
            self.store.remove(self.store.copy_of(kind, self.worker))

    def _notes_of(self, kind: str) -> Path:
        return self.cache / f"{kind}-{connection.vendor}.pickle"

    def _is_made(self, kind: str) -> bool:
        return self._notes_of(kind).is_file() and self.store.exists(self.store.template(kind))

    def _make(self, kind: str, fill: Callable[[], Any]) -> None:
        """Fill a database under a passing name, then give it its own: what was interrupted is nobody's template."""
        passing = self.store.template(f"{kind}_unfinished")
        files, releases = self.cache / f"{kind}-files", self.cache / f"{kind}-releases"
        for folder in (files, releases):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
        self.store.create(passing)
        self._go_to(passing)
        before = last_number()
        restart_numbers()
        with override_settings(MEDIA_ROOT=files, PALERMO_RELEASES=releases):
            tables.create_tables()
            filled = fill()
        # A test that commits empties every table when it ends, which these triggers would refuse.
        triggers.remove(connection)
        list_triggers.remove(connection)
        edition_triggers.remove(connection)
        release_triggers.remove(connection)
        with connection.cursor() as cursor:
            # As a server's own upkeep does within minutes: without, it guesses how many rows there are and asks slowly.
            cursor.execute("ANALYZE")
        self._go_to(self.original)
        self.store.rename(passing, self.store.template(kind))
        self._notes_of(kind).write_bytes(pickle.dumps((filled, last_number())))
        skip_numbers(before)

    def _go_to(self, name: str) -> None:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        # What was remembered of the other database.
        ContentType.objects.clear_cache()
        for cache in caches.all():
            cache.clear()


class _Files:
    """SQLite: a template is a file of the cache, a copy one of the worker's folder."""

    def __init__(self, cache: Path, folder: Path) -> None:
        self.cache, self.folder = cache, folder

    def template(self, kind: str) -> str:
        return str(self.cache / f"{kind}.sqlite3")

    def copy_of(self, kind: str, worker: str) -> str:
        return str(self.folder / f"{kind}.sqlite3")

    def exists(self, name: str) -> bool:
        return Path(name).is_file()

    def create(self, name: str) -> None:
        self.remove(name)

    def copy(self, source: str, target: str) -> None:
        self.remove(target)
        shutil.copyfile(source, target)

    def rename(self, name: str, new: str) -> None:
        self.remove(new)
        # Brings in what lies in the write-ahead log.
        with sqlite3.connect(name) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        last.close()
        os.replace(name, new)

    def remove(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)


class _Server:
    """PostgreSQL: templates and copies are databases of the server, those of other states of the tree are dropped."""

    def __init__(self, name: str, digest: str) -> None:
        self.prefix = f"test_{name}"
        self.digest = digest
        with _lock(CACHE), connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{self.prefix}_%"])
            for (other,) in cursor.fetchall():
                if not other.startswith(f"{self.prefix}_{digest}"):
                    cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(other)} WITH (FORCE)")

    def template(self, kind: str) -> str:
        return f"{self.prefix}_{self.digest}_{kind}"

    def copy_of(self, kind: str, worker: str) -> str:
        return f"{self.prefix}_{self.digest}_{kind}_{worker}"

    def exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def create(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)", f"CREATE DATABASE {_quoted(name)}")

    def copy(self, source: str, target: str) -> None:
        self._run(
            f"DROP DATABASE IF EXISTS {_quoted(target)} WITH (FORCE)",
            f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)} STRATEGY file_copy",
        )

    def rename(self, name: str, new: str) -> None:
        self._run(
            f"DROP DATABASE IF EXISTS {_quoted(new)} WITH (FORCE)",
            f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(new)}",
        )

    def remove(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _remove_old_states() -> None:
    """Keep the newest few states' folders."""
    states = sorted((path for path in CACHE.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for folder in states[:-KEPT_STATES]:
        shutil.rmtree(folder, ignore_errors=True)
