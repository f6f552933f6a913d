"""The files of a release in preparation. Knows nothing of the database; the folder is its owner's alone.

What the sources say and the truth stay here until the release is made or given up.
"""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from palermo.figures.bundles import NAMES, Key
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.pipeline.compiling.compiled import SourceFigure
from palermo.figures.pipeline.contradictions import Contradiction
from palermo.figures.pipeline.hidden_reasons import HiddenFigure, Used

COMPILED, PUBLISHED, TRUTH = "compiled.csv", "figures.csv", "truth.csv"
SPECIFICATION, THRESHOLDS = "specification.toml", "thresholds.toml"
# The source's file compiled anew, while the gate compares it with what was approved.
SOURCE = "source.csv"
COUNTS, ROWS, PARAMETERS = "counts.csv", "rows.csv", "parameters.json"
ORIGINS, HIDDEN, REPORT, PROGRESS = "origins.parquet", "hidden.parquet", "report.json", "progress"
# What approvers see and the gate signs; how far the work is, is no part of it.
PREPARED = (COMPILED, PUBLISHED, TRUTH, SPECIFICATION, THRESHOLDS, ORIGINS, HIDDEN, REPORT)
MEMORY = "256MB"


def make_folder(folder: Path) -> Path:
    """An empty folder that only its owner can read, in place of one that is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for path in folder.iterdir():
        path.unlink()
    return folder


def digest_of(folder: Path, names: Sequence[str] = PREPARED) -> str:
    """One SHA-256 for all prepared files; empty where one is missing."""
    digest = hashlib.sha256()
    for name in names:
        try:
            with (folder / name).open("rb") as file:
                digest.update(f"{name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        except OSError:
            return ""
    return digest.hexdigest()


def write_compiled(folder: Path, figures: Mapping[Key, SourceFigure], name: str = COMPILED) -> None:
    """Write what sources say of each figure."""
    with open(folder / name, "w", encoding="utf-8", newline="", opener=_private) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*NAMES, "kind", "value", "low", "high", "published"])
        for key, (kind, value, low, high, is_published) in figures.items():
            numbers = ("" if each is None else each for each in (value, low, high))
            writer.writerow([*key, kind, *numbers, int(is_published)])


def read_compiled(folder: Path, name: str = COMPILED) -> dict[Key, SourceFigure]:
    """What sources say of each figure, in the order in which it was written."""
    found: dict[Key, SourceFigure] = {}
    with open(folder / name, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            kind, *numbers, is_published = row[len(NAMES) :]
            value, low, high = (int(each) if each else None for each in numbers)
            found[tuple(row[: len(NAMES)])] = SourceFigure(kind, value, low, high, is_published == "1")
    return found


def write_file(folder: Path, name: str, content: bytes) -> None:
    """Write a file that only its owner can read."""
    with open(folder / name, "wb", opener=_private) as file:
        file.write(content)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, in a folder of which that is true as well."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    write_file(path.parent, path.name, content)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write_origins(path: Path, origins: Iterable[tuple[Key, int]]) -> None:
    """Write the number of the origin of each figure, whole or not at all."""
    rows = [(*key, number) for key, number in origins]
    columns = (*((name, "VARCHAR") for name in NAMES), ("origin", "INTEGER"))
    _write_parquet(path, columns, rows)


def read_origins(path: Path) -> dict[Key, int]:
    """The number of the origin of each figure, by its key."""
    names = ", ".join(f'"{name}"' for name in (*NAMES, "origin"))
    rows = _rows(path, f"SELECT {names} FROM read_parquet(?)", [])  # noqa: S608  # names of ours
    return {tuple(row[:-1]): int(row[-1]) for row in rows}


_HIDDEN_COLUMNS = (
    *(("position", "INTEGER"), ("reason", "VARCHAR")),
    *((name, "VARCHAR") for name in NAMES),
    *(("protects", "VARCHAR"), ("used", "VARCHAR"), ("contradiction", "VARCHAR")),
)


class TableFigure(NamedTuple):
    """A figure of a draft: its key, what would be shown of it, and the reason if it is hidden."""

    key: Key
    shown: str
    reason: str


def read_table(folder: Path, indicator: str, by: str, state: str = "") -> list[TableFigure]:
    """What would be published of an indicator under a breakdown, of all States or of one, by State and year.

    Raises
    ------
    FileNotFoundError
        If nothing is prepared.
    """
    broken_down = by.split("+") if by else []
    conditions = [
        "shown.indicator = ?",
        *(f"shown.{key} {'<>' if key in broken_down else '='} '{TOTAL}'" for key in KEYS),
        *(["shown.state = ?"] if state else []),
    ]
    names = ", ".join(f'shown."{name}"' for name in NAMES)
    using = " AND ".join(f'shown."{name}" = hidden."{name}"' for name in NAMES)
    sql = (
        f"SELECT {names}, shown.value, coalesce(hidden.reason, '') "  # noqa: S608  # names of ours
        "FROM read_csv(?, header = true, all_varchar = true) AS shown "
        f"LEFT JOIN read_parquet(?) AS hidden ON {using} "
        f"WHERE {' AND '.join(conditions)} ORDER BY ALL"
    )
    values = [str((folder / HIDDEN).resolve()), indicator, *([state] if state else [])]
    found = _rows(folder / PUBLISHED, sql, values)
    return [TableFigure(tuple(row[: len(NAMES)]), str(row[-2]), str(row[-1])) for row in found]


def write_hidden(folder: Path, figures: Iterable[HiddenFigure]) -> None:
    """Write why figures are hidden."""
    rows = [
        (
            position,
            each.reason,
            *each.key,
            json.dumps(each.protects) if each.protects else "",
            json.dumps([[used.key, used.shown] for used in each.used]) if each.used else "",
            json.dumps(each.contradiction) if each.contradiction else "",
        )
        for position, each in enumerate(figures)
    ]
    _write_parquet(folder / HIDDEN, _HIDDEN_COLUMNS, rows)


def read_hidden(
    folder: Path, *, reason: str = "", indicator: str = "", state: str = "", offset: int = 0, limit: int = 50
) -> list[HiddenFigure]:
    """Some of the hidden figures, in the order of the table; those of a reason, an indicator, a State."""
    where, values = _hidden_where(reason, indicator, state)
    sql = f"SELECT * FROM read_parquet(?){where} ORDER BY position LIMIT ? OFFSET ?"  # noqa: S608  # names of ours
    return [_hidden(row) for row in _rows(folder / HIDDEN, sql, [*values, limit, offset])]


def count_hidden(folder: Path, *, reason: str = "", indicator: str = "", state: str = "") -> int:
    """How many figures `read_hidden` would give without limits."""
    where, values = _hidden_where(reason, indicator, state)
    sql = f"SELECT count(*) FROM read_parquet(?){where}"  # noqa: S608  # names of ours
    return int(_rows(folder / HIDDEN, sql, values)[0][0])


def _hidden_where(reason: str, indicator: str, state: str) -> tuple[str, list[object]]:
    wanted = {name: value for name, value in (("reason", reason), ("indicator", indicator), ("state", state)) if value}
    conditions = " AND ".join(f"{name} = ?" for name in wanted)
    return (f" WHERE {conditions}" if conditions else ""), list(wanted.values())


def _hidden(row: Sequence[Any]) -> HiddenFigure:
    _position, reason, *rest = row
    key, (protects, used, *more) = tuple(rest[: len(NAMES)]), rest[len(NAMES) :]
    figures = tuple(Used(tuple(each), shown) for each, shown in json.loads(used)) if used else ()
    protected = tuple(json.loads(protects)) if protects else None
    return HiddenFigure(key, reason, protected, figures, _contradiction(more[0] if more else ""))


def _contradiction(written: str) -> Contradiction | None:
    if not written:
        return None
    whole, value, dimension, parts, low, high = json.loads(written)
    return Contradiction(tuple(whole), value, dimension, tuple(map(tuple, parts)), low, high)


def _write_parquet(path: Path, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[object]]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.making")
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY}) as database:
        declared = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        database.execute(f"CREATE TABLE made ({declared})")
        if rows:
            unnested = ", ".join(f"unnest(?::{kind}[])" for _name, kind in columns)
            values = [list(column) for column in zip(*rows, strict=True)]
            database.execute(f"INSERT INTO made SELECT {unnested}", values)  # names of ours
        # Nobody else reads it, not even while it is written.
        making.unlink(missing_ok=True)
        os.close(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        quoted = str(making).replace("'", "''")
        database.execute(f"COPY made TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
    making.replace(path)


def _rows(path: Path, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    if not path.is_file():
        raise FileNotFoundError(path)
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY}) as database:
        quoted = str(path.parent.resolve()).replace("'", "''")
        database.execute(f"SET allowed_directories = ['{quoted}']")
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            database.execute(f"SET {setting}")
        found: list[tuple[Any, ...]] = database.execute(sql, [str(path.resolve()), *values]).fetchall()
        return found


def write_progress(folder: Path, done: int) -> None:
    """Say how far the work is, in hundredths."""
    beside = folder / f"{PROGRESS}.new"
    beside.write_text(str(done), encoding="ascii")
    beside.replace(folder / PROGRESS)


def read_progress(folder: Path) -> int:
    """How far the work is, in hundredths; 0 before it says anything."""
    try:
        return int((folder / PROGRESS).read_text(encoding="ascii") or 0)
    except (FileNotFoundError, ValueError):
        return 0


def write_report(folder: Path, report: Mapping[str, object]) -> None:
    """Write what became of the figures of the sources."""
    write_file(folder, REPORT, json.dumps(report, ensure_ascii=False).encode())


def read_report(folder: Path) -> dict[str, Any]:
    """What became of the figures of the sources; nothing where no report is there."""
    try:
        found: dict[str, Any] = json.loads((folder / REPORT).read_bytes())
    except FileNotFoundError:
        return {}
    return found
