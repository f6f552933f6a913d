"""Columns of figures in CSV and Parquet files."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.errors import InvalidData, MissingExtra
from disclosure.values.column import NO_POINT, Values
from disclosure.values.kinds import KIND_OF_WORD, SENTENCES, WHY_OF_SENTENCE, Kind, Why

try:
    import polars
except ImportError:
    polars = None  # type: ignore[assignment]

COLUMNS = ("value", "kind", "low", "high", "reason")
INSTALL = "Install it with `pip install disclosure[tables]`."


def write_values(path: str | Path, values: Values, keys: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write a column of figures, with columns of keys before it, as CSV or Parquet by the name of the file.

    Parameters
    ----------
    path : str or Path
        Ending in .csv or .parquet.
    values : Values, n
    keys : mapping of str to sequence of str, n each, optional

    Raises
    ------
    MissingExtra
        For Parquet, if Polars is not installed.

    Notes
    -----
    Columns: value, kind in words, low and high (of suppressed figures and estimates), reason. Unit and level stand in
    every row, so that no figure loses them.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_values(Path(folder) / "a.csv", Values.of([3, (1, 4)]))
    ...     print((Path(folder) / "a.csv").read_text().splitlines()[2])
    ,suppressed,1.0,4.0,"",persons,0.95
    """
    columns: dict[str, Any] = {name: list(column) for name, column in (keys or {}).items()} | _columns(values)
    if polars is None:
        if Path(path).suffix == ".parquet":
            raise MissingExtra(f"Writing {path} needs Polars. {INSTALL}")
        _write_plain(Path(path), columns)
        return
    frame = polars.DataFrame(columns)
    if Path(path).suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)


def read_values(path: str | Path) -> tuple[Values, dict[str, list[str]]]:
    """Read back what `write_values` wrote: the figures, and the columns of keys.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Values, dict of str to list of str

    Raises
    ------
    InvalidData
        If a column is missing or a kind is unknown.
    MissingExtra
        For Parquet, if Polars is not installed.
    """
    columns = _read_columns(Path(path))
    missing = [name for name in (*COLUMNS, "unit", "level") if name not in columns]
    if missing:
        raise InvalidData(f"{path} has no column {missing[0]!r}; its columns are: {', '.join(columns)}.")
    kind = _codes(columns["kind"], {word: int(code) for word, code in KIND_OF_WORD.items()}, path, "kind")
    why = _codes(
        ["" if r is None else r for r in columns["reason"]],
        {s: int(w) for s, w in WHY_OF_SENTENCE.items()},
        path,
        "reason",
    )
    low, high = _numbers(columns["low"], 0.0), _numbers(columns["high"], np.inf)
    point = _numbers(columns["value"], NO_POINT)
    silent, known = (kind == Kind.NOT_RECORDED) | (kind == Kind.NOT_APPLICABLE), kind <= Kind.ZERO
    low, high = np.where(known, point, np.where(silent, 0.0, low)), np.where(known, point, np.where(silent, 0.0, high))
    unit, level = (columns["unit"][0], float(columns["level"][0])) if len(kind) else ("persons", 0.95)
    values = Values(kind, np.where(silent, 0.0, point), low, high, why, str(unit), level)
    own = {*COLUMNS, "unit", "level"}
    return values, {name: [str(k) for k in column] for name, column in columns.items() if name not in own}


def _columns(values: Values) -> dict[str, Any]:
    words = np.array([kind.word for kind in Kind], object)[values.kind]
    reasons = np.array([SENTENCES[why] for why in Why], object)[values.why]
    shown = (values.known | (values.kind == Kind.ESTIMATED)) & (values.point != NO_POINT)
    ranged = (values.kind == Kind.SUPPRESSED) | (values.kind == Kind.ESTIMATED)
    bounded = ranged & np.isfinite(values.high)
    size = len(values)
    pairs = {"value": (values.point, shown), "low": (values.low, ranged), "high": (values.high, bounded)}
    numbers = {name: _blank_absent(column, here) for name, (column, here) in pairs.items()}
    return {
        "value": numbers["value"],
        "kind": words if polars is None else polars.Series(words, dtype=polars.String),
        "low": numbers["low"],
        "high": numbers["high"],
        "reason": reasons if polars is None else polars.Series(reasons, dtype=polars.String),
        "unit": [values.unit] * size if polars is None else polars.repeat(values.unit, size, eager=True),
        "level": [values.level] * size if polars is None else polars.repeat(values.level, size, eager=True),
    }


def _blank_absent(column: Any, here: Any) -> Any:
    if polars is None:
        return [float(x) if h else "" for x, h in zip(column, here, strict=True)]
    return polars.Series(np.where(here, column, np.nan)).fill_nan(None)


def _write_plain(path: Path, columns: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _read_columns(path: Path) -> dict[str, Any]:
    if polars is not None:
        frame = polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path, infer_schema_length=0)
        return {name: frame[name] for name in frame.columns}
    if path.suffix == ".parquet":
        raise MissingExtra(f"Reading {path} needs Polars. {INSTALL}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    return dict(zip(header, ([*column] for column in zip(*rows, strict=True)), strict=True))


def _codes(column: Any, codes: Mapping[str, int], path: str | Path, name: str) -> Any:
    if polars is not None:
        series = polars.Series(column, dtype=polars.String).fill_null("")
        unknown = set(series.unique()) - set(codes)
        column = series.replace_strict(codes, default=-1, return_dtype=polars.Int8).to_numpy()
    else:
        unknown = set(column) - set(codes)
        column = np.array([codes.get(word, -1) for word in column], np.int8)
    if unknown:
        raise InvalidData(f"{path}: the column {name!r} has {min(unknown)!r}; expected one of: {', '.join(codes)}.")
    return np.array(column, np.int8)


def _numbers(column: Any, absent: float) -> Any:
    if polars is not None:
        return polars.Series(column).cast(polars.Float64).fill_null(absent).to_numpy().copy()
    return np.array([float(text) if text else absent for text in column], float)
