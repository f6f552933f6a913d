"""A DuckDB of one's own for one file: bounded in memory, closed to the outside, gone afterwards."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

# Smaller files stay in memory and never touch the disk a second time.
IN_MEMORY = 32 * 2**20


@contextmanager
def open_store(
    size: int, *, memory: int = 256, threads: int | None = None, folder: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with limits; its files, if it needs any, are readable by their owner only and deleted at the end.

    Parameters
    ----------
    size : int
        Bytes of the file that is to be read; small ones are kept in memory.
    memory : int
        MiB that DuckDB may use.
    threads : int, optional
        One for small files, for which two only cost, else two.
    folder : str, optional
        Where the temporary folder is made.
    """
    with tempfile.TemporaryDirectory(prefix="harmonise-", dir=folder, ignore_cleanup_errors=True) as own:
        small = size < IN_MEMORY
        place = ":memory:" if small else str(Path(own) / "cells.duckdb")
        options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{memory}MiB",
            "threads": str(threads or (1 if small else 2)),
            "temp_directory": own,
        }
        connection = duckdb.connect(place, config=options)
        try:
            yield connection
        finally:
            connection.close()


def lock_store(connection: duckdb.DuckDBPyConnection, writable: Sequence[Path] = ()) -> None:
    """Let queries reach nothing but the tables read and these files: rules of users are queries too."""
    paths = ", ".join(quote_text(str(path.resolve())) for path in writable)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def quote_text(text: str) -> str:
    """A text as it stands in SQL."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """The name of a column as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'
