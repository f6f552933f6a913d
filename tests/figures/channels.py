"""What each channel gives of the same figures, read as its users read it: rows by their key."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import duckdb
from django.test import Client
from openpyxl import load_workbook

from palermo.figures.exchange.rows import COLUMNS
from palermo.site.csvs import without_mark

WHOLE = ("year", "value", "low", "high", "origin")
Row = dict[str, Any]


def content_of(answer: Any) -> bytes:
    """The bytes of a file that was asked for."""
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def typed(row: dict[str, str | None]) -> Row:
    """A row of text as every channel has it."""
    cells = {name: without_mark(row.get(name) or "") for name in COLUMNS}
    return {name: (int(cell) if cell else None) if name in WHOLE else cell for name, cell in cells.items()}


def of_csv(content: bytes) -> list[Row]:
    return [typed(row) for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def of_xlsx(content: bytes) -> list[Row]:
    book = load_workbook(io.BytesIO(content), read_only=True)
    head, *rows = book["figures"].iter_rows(values_only=True)
    return [{name: _cell(name, dict(zip(head, row, strict=False)).get(name)) for name in COLUMNS} for row in rows]


def _cell(name: str, value: Any) -> Any:
    return value if name in WHOLE else value or ""


def of_parquet(content: bytes) -> list[Row]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.parquet"
        path.write_bytes(content)
        with duckdb.connect() as database:
            found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def of_json(content: bytes) -> list[Row]:
    return json.loads(content)["figures"]


def of_package(content: bytes) -> list[Row]:
    with ZipFile(io.BytesIO(content)) as package:
        return of_csv(package.read("figures.csv"))


READERS: dict[str, Callable[[bytes], list[Row]]] = {
    "csv": of_csv,
    "xlsx": of_xlsx,
    "parquet": of_parquet,
    "json": of_json,
    "zip": of_package,
}


def of_api(client: Client, query: str, limit: int = 3) -> list[Row]:
    """All pages of the interface for programs, read by their addresses."""
    address = f"/api/v1/figures?{query}&limit={limit}"
    found: list[Row] = []
    while address:
        page = client.get(address[address.index("/api/") :]).json()
        found += page["figures"]
        address = page["next"]
    return found


def sorted_rows(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Rows in one order, whatever order a channel has."""
    return sorted(tuple(str(row[name]) for name in COLUMNS) for row in rows)
