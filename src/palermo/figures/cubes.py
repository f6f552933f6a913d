"""Cubes of published figures: Parquet files, written from a signed bundle, read by pages with DuckDB.

One thread, a limit of memory, no other folder and no network: a page reads released figures and nothing else.
Rows are sorted by indicator, breakdown, State and year, so that a page reads a few thousand of millions.
"""

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.pipeline.places import cubes_folder

MEMORY, WRITING_MEMORY = "256MB", "512MB"
ROWS_IN_A_GROUP = 16_384
WRITTEN_AT_ONCE = 50_000
# Of a walk through a cube, so many are held in memory.
ROWS_AT_ONCE = 2_000
COLUMNS = (
    *(("indicator", "VARCHAR"), ("by", "VARCHAR"), ("state", "VARCHAR"), ("year", "SMALLINT")),
    *((key, "VARCHAR") for key in KEYS),
    *(("kind", "VARCHAR"), ("value", "BIGINT"), ("low", "BIGINT"), ("high", "BIGINT"), ("origin", "INTEGER")),
)
ORDER = ("indicator", '"by"', "state", "year", *KEYS)
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure.

    Attributes
    ----------
    indicator, by, state : str
        Slug of the indicator, breakdown as `breakdown_of` gives it, slug of the State (its ISO 3166 code).
    year : int
    codes : dict of str to str
        The code of each dimension that is not the total.
    kind : str
        A value of `site.charts.values.ValueKind`.
    value, low, high : int or None
        A count or the point of an estimate; the limits of a suppressed figure or an estimate.
    origin : int
        The number of its `FigureOrigin` within the release.
    """

    indicator: str
    by: str
    state: str
    year: int
    codes: dict[str, str]
    kind: str
    value: int | None
    low: int | None
    high: int | None
    origin: int


@dataclass(frozen=True)
class Selection:
    """Which figures of a cube are wanted; what is left out does not narrow it.

    `by` is one breakdown. `codes` gives the wanted codes of dimensions. `series` are pairs of an indicator and a
    breakdown.
    """

    indicators: tuple[str, ...] = ()
    by: str | None = None
    states: tuple[str, ...] = ()
    year_from: int | None = None
    year_until: int | None = None
    # Told apart by comparison: what is kept for a selection is found by its other parts.
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    series: tuple[tuple[str, str], ...] = ()


def write_cube(path: Path, figures: Iterable[Sequence[object]]) -> int:
    """Write figures, rows with the values of COLUMNS, as a cube; gives how many. Whole or not at all.

    Parameters
    ----------
    path : Path
    figures : iterable of rows
        In any order.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.making")
    overflow = path.with_name(f".{path.name}.overflow")
    database = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": WRITING_MEMORY})
    try:
        database.execute(f"SET temp_directory = {_quote(str(overflow))}")
        declared = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS)
        database.execute(f"CREATE TABLE figures ({declared})")
        _insert(database, figures)
        order = ", ".join(ORDER)
        database.execute(
            f"COPY (SELECT * FROM figures ORDER BY {order}) TO {_quote(str(making))} "  # noqa: S608  # names of ours
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_IN_A_GROUP})"
        )
        count = database.execute("SELECT count(*) FROM figures").fetchone()
    finally:
        database.close()
        shutil.rmtree(overflow, ignore_errors=True)
    making.replace(path)
    return int(count[0]) if count else 0


def _insert(database: duckdb.DuckDBPyConnection, figures: Iterable[Sequence[object]]) -> None:
    """Rows by way of columns: DuckDB takes rows one by one slowly."""
    batch: list[Sequence[object]] = []
    for figure in figures:
        batch.append(figure)
        if len(batch) == WRITTEN_AT_ONCE:
            _insert_batch(database, batch)
            batch = []
    if batch:
        _insert_batch(database, batch)


def _insert_batch(database: duckdb.DuckDBPyConnection, batch: list[Sequence[object]]) -> None:
    columns = [list(column) for column in zip(*batch, strict=True)]
    unnested = ", ".join(f"unnest(?::{kind}[])" for _name, kind in COLUMNS)
    database.execute(f"INSERT INTO figures SELECT {unnested}", columns)  # names of ours


def read_cube(path: Path, selection: Selection, *, limit: int | None = None) -> list[Figure]:
    """The figures of a cube that a selection wants, in the order of indicator, breakdown, State, year and codes.

    Raises
    ------
    FileNotFoundError
        If the cube is not there: it is made again from its bundle by `palermo figures read-back`.
    """
    conditions, values = conditions_of(selection)
    names = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
    sql = f"SELECT {names} FROM read_parquet(?){conditions} ORDER BY {', '.join(ORDER)}"  # noqa: S608  # names of ours
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    return [figure_of_row(row) for row in _rows(path, sql, values)]


def walk_cube(path: Path, selection: Selection, *, after: int = -1) -> Iterator[tuple[Any, ...]]:
    """The figures that a selection wants, few at a time: the place of each in the cube, then the values of COLUMNS.

    In the order of the cube, which is that of `read_cube`; from behind the place `after`. A cube never changes, so that
    a reader who knows a place can go on from it.

    Raises
    ------
    FileNotFoundError
        As `read_cube`.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    conditions, values = conditions_of(selection)
    names = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
    behind = f"{conditions} AND" if conditions else " WHERE"
    sql = f"SELECT file_row_number, {names} FROM read_parquet(?, file_row_number = true){behind} file_row_number > ?"  # noqa: S608  # names of ours
    found = _database().cursor().execute(sql, [str(path), *values, after])
    while rows := found.fetchmany(ROWS_AT_ONCE):
        yield from rows


def count_cube(path: Path, selection: Selection) -> int:
    """How many figures of a cube a selection wants."""
    conditions, values = conditions_of(selection)
    rows = _rows(path, f"SELECT count(*) FROM read_parquet(?){conditions}", values)  # noqa: S608  # names of ours
    return int(rows[0][0])


def ask_cube(path: Path, columns: str, selection: Selection, rest: str = "") -> list[tuple[Any, ...]]:
    """Rows computed from the figures that a selection wants.

    Parameters
    ----------
    path : Path
    columns, rest : str
        What is computed, and what follows the conditions, in SQL: never from a reader.
    selection : Selection
    """
    conditions, values = conditions_of(selection)
    return _rows(path, f"SELECT {columns} FROM read_parquet(?){conditions} {rest}", values)  # noqa: S608


def conditions_of(selection: Selection) -> tuple[str, list[object]]:
    """The figures that a selection wants, as a condition in SQL with its values; empty for all."""
    parts, values = [], list[object]()
    for name, wanted in (("indicator", selection.indicators), ("state", selection.states), *selection.codes.items()):
        if name not in ("indicator", "state", *KEYS):
            raise ValueError(f"{name!r} is no dimension of a cube; expected one of {', '.join(KEYS)}.")
        if wanted:
            parts.append(f"{name} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if selection.series:
        parts.append(f'(indicator, "by") IN ({", ".join(["(?, ?)"] * len(selection.series))})')
        values += chain.from_iterable(selection.series)
    if selection.by is not None:
        parts.append('"by" = ?')
        values.append(selection.by)
    if selection.year_from is not None:
        parts.append("year >= ?")
        values.append(selection.year_from)
    if selection.year_until is not None:
        parts.append("year <= ?")
        values.append(selection.year_until)
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _rows(path: Path, sql: str, values: list[object]) -> list[tuple[Any, ...]]:
    return ask_cubes(sql, [str(path), *values])


def ask_cubes(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows that a question to cubes gives; those of its values that end in `.parquet` are paths of cubes.

    Raises
    ------
    FileNotFoundError
        If a cube is not there: it is made again from its bundle by `palermo figures read-back`.
    """
    for value in values:
        if str(value).endswith(".parquet") and not Path(str(value)).is_file():
            raise FileNotFoundError(value)
    found: list[tuple[Any, ...]] = _database().execute(sql, list(values)).fetchall()
    return found


def _database() -> duckdb.DuckDBPyConnection:
    """This thread's own connection, which can read the folder of cubes and nothing else."""
    folder = str(cubes_folder().resolve())
    if getattr(_own, "folder", None) != folder:
        database = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY})
        database.execute(f"SET allowed_directories = [{_quote(folder)}]")
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            database.execute(f"SET {setting}")
        _own.database, _own.folder = database, folder
    own: duckdb.DuckDBPyConnection = _own.database
    return own


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def figure_of_row(row: Sequence[Any]) -> Figure:
    """A figure from a row with the values of COLUMNS."""
    indicator, by, state, year, *rest = row
    codes, (kind, value, low, high, origin) = rest[: len(KEYS)], rest[len(KEYS) :]
    named = {key: code for key, code in zip(KEYS, codes, strict=True) if code != TOTAL}
    return Figure(indicator, by, state, year, named, kind, value, low, high, origin)
