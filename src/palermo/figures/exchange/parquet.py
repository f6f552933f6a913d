"""Figures as Parquet: the columns of the rows with their types, compressed; where each comes from is beside it."""

import tempfile
from collections.abc import Iterable
from itertools import batched
from pathlib import Path
from typing import BinaryIO

import duckdb

from palermo.figures.exchange.rows import COLUMNS, Extract, FigureRow

# Rows that are written together, and the memory that they may take.
TOGETHER, MEMORY = 50_000, "256MB"
_TYPES = {"year": "SMALLINT", "value": "BIGINT", "low": "BIGINT", "high": "BIGINT", "origin": "INTEGER"}


def parquet_of_figures(extract: Extract) -> BinaryIO:
    """The file. Whoever asks for it closes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.parquet"
        _write(path, extract.rows(), Path(folder))
        # Open files outlive their folder.
        return path.open("rb")


def _write(path: Path, rows: Iterable[FigureRow], folder: Path) -> None:
    with duckdb.connect(str(folder / "rows.duckdb"), config={"threads": 1, "memory_limit": MEMORY}) as database:
        declared = ", ".join(f'"{name}" {_TYPES.get(name, "VARCHAR")}' for name in COLUMNS)
        database.execute(f"CREATE TABLE rows ({declared})")
        unnested = ", ".join(f"unnest(?::{_TYPES.get(name, 'VARCHAR')}[])" for name in COLUMNS)
        for batch in batched(rows, TOGETHER):
            columns = [list(column) for column in zip(*batch, strict=True)]
            database.execute(f"INSERT INTO rows SELECT {unnested}", columns)
        database.execute(f"COPY rows TO {_quote(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
