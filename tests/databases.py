"""Databases of the tests: copies of templates, one empty, one with the editorial frame, one with the demonstration's
record, one with words planted.

Every test works on a copy. After a test that really commits, which ends by emptying every table, the copy is made
again: the next test, and the next run that reuses the database, finds what the migrations put there.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

EMPTY, FRAME, DEMONSTRATION, CAGE = "empty", "frame", "demonstration", "cage"


class Databases:
    """The templates and working copies beside one test database."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self.blocker = blocker
        self.made_by_django = connection.settings_dict["NAME"]
        self.templates = {EMPTY: self.made_by_django}
        self.copy(EMPTY)

    def name_of_copy(self, kind: str) -> str:
        return f"{self.made_by_django}_{kind}"

    def copy(self, kind: str) -> None:
        """Make the working copy of `kind` anew."""
        _copy(self.templates[kind], self.name_of_copy(kind))

    def remake(self, kind: str) -> None:
        """The same between two tests."""
        with self.blocker.unblock():
            self.copy(kind)

    def use(self, kind: str) -> None:
        """Let every connection from now on go to the working copy of `kind`."""
        self._go_to(self.name_of_copy(kind))

    def leave(self) -> None:
        """Go back to the one that Django made and will remove."""
        self._go_to(self.made_by_django)

    def add_template(self, kind: str, fill: Callable[[], Any]) -> Any:
        """Make a template by filling an empty database, and its working copy; gives what `fill` gave."""
        self.templates[kind] = f"{self.made_by_django}_{kind}_template"
        _copy(self.templates[EMPTY], self.templates[kind])
        self._go_to(self.templates[kind])
        filled = fill()
        with connection.cursor() as cursor:
            # As a server's own upkeep does within minutes: without, it guesses how many rows there are and asks slowly.
            cursor.execute("ANALYZE")
        self.copy(kind)
        return filled

    def _go_to(self, name: str) -> None:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        # What was remembered of the other database.
        ContentType.objects.clear_cache()
        for cache in caches.all():
            cache.clear()


def _copy(source: str, target: str) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        _copy_file(source, target)
    else:
        _copy_on_server(source, target)


def _copy_file(source: str, target: str) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(target + suffix).unlink(missing_ok=True)
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)
    reading.close()
    writing.close()


def _copy_on_server(source: str, target: str) -> None:
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(target)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")
