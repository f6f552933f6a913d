"""Figures as Parquet: the columns of the rows with their types, compressed; where each comes from is beside it.

DuckDB writes the file from the cubes themselves. Row by row it would take a minute for a million figures; a test holds
it to the same cells as every other file.
"""

import tempfile
from pathlib import Path
from typing import BinaryIO

import duckdb

from palermo.figures.cubes import conditions_of
from palermo.figures.dimensions import KEYS
from palermo.figures.exchange.rows import Extract, Origin, withdrawal_notice
from palermo.figures.pipeline.places import cube_path
from palermo.figures.pipeline.policies import BELOW, HIDDEN, NOT_APPLICABLE, NOT_RECORDED, SMALL

MEMORY = "256MB"
# As `sign_of` has it.
_SIGN = f"""
    CASE WHEN kind = 'not recorded' THEN '{NOT_RECORDED}' WHEN kind = 'not applicable' THEN '{NOT_APPLICABLE}'
        WHEN kind <> 'suppressed' THEN '' WHEN low = 1 AND high = {BELOW - 1} THEN '{SMALL}' ELSE '{HIDDEN}' END
"""
_WORDS = tuple(name for name in Origin._fields if name != "origin")
_FIGURES = f"""
    SELECT ? AS release, ? AS status, indicator, "by", state, year, {", ".join(KEYS)}, kind, value, low, high,
        {_SIGN} AS sign, coalesce(unit, '') AS unit, known AS origin,
        {", ".join(f"coalesce({name}, '') AS {name}" for name in _WORDS if name != "unit")}, ? AS notice
    FROM read_parquet(?) LEFT JOIN origins ON part = ? AND known = origin
"""  # noqa: S608  # names of ours


def parquet_of_figures(extract: Extract) -> BinaryIO:
    """The file. Whoever asks for it closes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.parquet"
        with duckdb.connect(str(Path(folder) / "origins.duckdb"), config={"threads": 1, "memory_limit": MEMORY}) as own:
            _write(own, extract, path)
        # Open files outlive their folder.
        return path.open("rb")


def _write(database: duckdb.DuckDBPyConnection, extract: Extract, path: Path) -> None:
    words = ", ".join(f"{name} VARCHAR" for name in _WORDS)
    database.execute(f"CREATE TABLE origins (part INTEGER, known INTEGER, {words})")
    queries, values = [], list[object]()
    for at, part in enumerate(extract.parts):
        _insert_origins(database, at, list(part.origins.values()))
        conditions, wanted = conditions_of(part.selection)
        release = part.release
        queries.append(_FIGURES + conditions)
        values += [release.slug, release.status, withdrawal_notice(release), str(cube_path(release)), at, *wanted]
    union = " UNION ALL ".join(queries)
    database.execute(f"COPY ({union}) TO {_quote(str(path))} (FORMAT parquet, COMPRESSION zstd)", values)


def _insert_origins(database: duckdb.DuckDBPyConnection, part: int, origins: list[Origin]) -> None:
    if not origins:
        return
    numbers = [each.origin for each in origins]
    columns = [[getattr(each, name) for each in origins] for name in _WORDS]
    texts = ", ".join("unnest(?::VARCHAR[])" for _name in _WORDS)
    database.execute(f"INSERT INTO origins SELECT ?, unnest(?::INTEGER[]), {texts}", [part, numbers, *columns])


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
