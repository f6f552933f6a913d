"""JSON exports: one record a row, lists of words joined, records inside records left out and counted."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
from disclosure.progress import Progress

from harmonise.errors import UnreadableFile
from harmonise.finding import Finding
from harmonise.layouts.layout import Layout, Severity
from harmonise.readers.table import LONGEST_CELL, Table, long_cell

# A JSON file is read as a whole; larger exports can be made in parts.
LARGEST = 64 * 2**20
SEPARATOR = ";"


def read_json(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, progress: Progress) -> Table:
    """Read a list of records into the table of cells; the row is the number of the record.

    Raises
    ------
    UnreadableFile
        If it is no JSON, larger than 64 MiB, or has no list of records.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableFile(
            f"{path}: expected at most 64 MiB of JSON, found {size >> 20}. Export it in parts.",
            "large-json",
            most="64 MiB",
            found=f"{size >> 20} MiB",
        )
    progress("reading", 0, size)
    try:
        content = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"{path}: expected JSON; {error}.", "broken-json", line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path}: expected JSON; {error}.", "no-json") from error
    records = _records(content)
    if records is None:
        raise UnreadableFile(
            f'{path}: expected a list of records, or {{"data": [records]}}; found neither.', "no-records"
        )
    flat = [_flatten(record) for record in records]
    headings = tuple(dict.fromkeys(name for cells, _ in flat for name in cells))
    if not headings:
        raise UnreadableFile(f"{path}: expected records with fields; found none.", "no-fields")
    if any(len(cell) > LONGEST_CELL for cells, _ in flat for cell in cells.values()):
        raise long_cell(path)
    table = Table(connection, headings, 0)
    rows = list(range(1, len(flat) + 1))
    table.insert(rows, [[cells.get(name, "") for cells, _ in flat] for name in headings])
    table.report(_nested(rows, [nested for _, nested in flat]))
    return table


def _records(content: Any) -> list[Mapping[str, Any]] | None:
    if isinstance(content, Mapping) and isinstance(content.get("data"), list):
        content = content["data"]
    if not isinstance(content, list) or not all(isinstance(each, Mapping) for each in content):
        return None
    # A record of Primero keeps its fields in an entry of its own.
    return [each["data"] if isinstance(each.get("data"), Mapping) else each for each in content]


def _flatten(record: Mapping[str, Any]) -> tuple[dict[str, str], list[tuple[str, int]]]:
    cells: dict[str, str] = {}
    nested: list[tuple[str, int]] = []
    for name, value in record.items():
        if isinstance(value, list) and any(isinstance(each, (Mapping, list)) for each in value):
            nested.append((name, len(value)))
        elif isinstance(value, list):
            cells[name] = SEPARATOR.join(map(_text, value))
        elif isinstance(value, Mapping):
            nested.append((name, 1))
        else:
            cells[name] = _text(value)
    return cells, nested


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nested(rows: Iterable[int], nested: Iterable[list[tuple[str, int]]]) -> list[Finding]:
    return [
        Finding("nested-records", Severity.NOTE, row, name, str(count))
        for row, each in zip(rows, nested, strict=True)
        for name, count in each
        if count
    ]
