"""The tables of words, one engine for each database, which find the same.

Each of the two modules has the same names: `INSTALL` and `REMOVE` for the migration, `write` and `erase` for
entries, `find`, `find_titles` and `rows` for queries, `tidy` after a great many writes.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from palermo.search.engines import postgresql, sqlite
from palermo.search.engines.wanted import EngineQuery, EntryWords


class Engine(Protocol):
    """The functions that both modules have."""

    INSTALL: tuple[str, ...]
    REMOVE: tuple[str, ...]

    def write(self, connection: BaseDatabaseWrapper, rows: Sequence[EntryWords]) -> None:
        """Put entries in that are not there."""

    def erase(self, connection: BaseDatabaseWrapper, ids: Iterable[int]) -> None:
        """Take entries out."""

    def find(self, connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int) -> list[list[int]]:
        """For each query, the numbers of the newest entries that it finds, in order."""

    def find_titles(
        self, connection: BaseDatabaseWrapper, several: Sequence[EngineQuery], at_most: int
    ) -> list[list[int]]:
        """For each query, the numbers of entries found by the unchanged words of titles; `title` is wanted."""

    def rows(self, connection: BaseDatabaseWrapper, columns: Sequence[str], ids: Sequence[int]) -> list[tuple]:
        """These columns of entries, in no order."""

    def tidy(self, connection: BaseDatabaseWrapper) -> None:
        """Put the tables in order after a great many writes."""


BY_VENDOR: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    """The engine of the database at the other end of a connection."""
    return BY_VENDOR[connection.vendor]
