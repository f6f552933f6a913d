"""The tables of words, one make for each database, which find the same.

Each of the two modules has the same functions: `install` and `remove` for the migration, `write` and `erase` for
entries, `find`, `find_titles` and `rows` for queries, `tidy` after a great many writes.
"""

from types import ModuleType
from typing import Any

from palermo.search.engines import postgresql, sqlite

BY_VENDOR: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection: Any) -> Any:
    """The make for the database at the other end of a connection."""
    return BY_VENDOR[connection.vendor]
