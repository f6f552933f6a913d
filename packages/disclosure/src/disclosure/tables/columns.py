"""Columns of text from a CSV file, a workbook or a Parquet file."""

import csv
from pathlib import Path
from typing import Any

from disclosure.errors import InvalidData, MissingExtra

try:
    import fastexcel
    import polars
except ImportError:
    fastexcel = polars = None  # type: ignore[assignment]

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"}
INSTALL = "Install it with `pip install disclosure[tables]`."

type Columns = dict[str, list[str]]


def read_columns(path: str | Path, *, sheet: str | None = None, header_row: int = 1) -> Columns:
    """Read a file as columns of text, empty where nothing is.

    Parameters
    ----------
    path : str or Path
        CSV (comma, semicolon or tab), Parquet or a workbook.
    sheet : str, optional
        The first if not given.
    header_row : int
        Row of the headings, from 1.

    Returns
    -------
    dict of str to list of str

    Raises
    ------
    InvalidData
        If there is no such file or row, it is not in UTF-8, two headings are equal, or a row is longer than the
        headings; names it.
    MissingExtra
        For Parquet and workbooks, if Polars or fastexcel is not installed.
    """
    file = Path(path)
    if not file.is_file():
        raise InvalidData(f"There is no file {path}." if not file.exists() else f"{path} is a folder, not a file.")
    if file.suffix.lower() in WORKBOOKS | {".parquet"} and polars is None:
        raise MissingExtra(f"Reading {file.name} needs Polars and fastexcel. {INSTALL}")
    if file.suffix.lower() == ".parquet":
        return _texts(polars.read_parquet(file), file)
    if file.suffix.lower() in WORKBOOKS:
        return _workbook(file, sheet, header_row)
    return _csv(file, header_row)


def read_text(path: str | Path) -> str:
    """The text of a file in UTF-8, with or without a mark of byte order.

    Raises
    ------
    InvalidData
        If there is no such file, or it is in another encoding; names the byte.
    """
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InvalidData(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise InvalidData(f"{path} is a folder, not a file.") from None
    except UnicodeDecodeError as error:
        raise InvalidData(
            f"{path} is not in UTF-8: byte {error.start + 1} is 0x{error.object[error.start]:02x}. It may be in "
            "Latin-1 or Windows-1252: save it as CSV in UTF-8."
        ) from None


def _csv(file: Path, header_row: int) -> Columns:
    text = read_text(file)
    lines = text.splitlines()
    if len(lines) < header_row:
        raise InvalidData(f"{file.name} has {len(lines)} rows, so none numbered {header_row} with headings.")
    head = lines[header_row - 1]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))[header_row - 1 :]
    except csv.Error as error:
        raise InvalidData(f"{file.name} cannot be read as CSV: {error}. Correct the file.") from None
    names = [name.strip() for name in rows[0]]
    _distinct(names, file)
    body = [(number, row) for number, row in enumerate(rows[1:], header_row + 1) if any(row)]
    for number, row in body:
        if len(row) > len(names):
            raise InvalidData(
                f"{file.name}, row {number}: {len(row)} cells under {len(names)} headings. Correct the row."
            )
    return {name: [row[i].strip() if i < len(row) else "" for _, row in body] for i, name in enumerate(names)}


def _workbook(file: Path, sheet: str | None, header_row: int) -> Columns:
    book = fastexcel.read_excel(file)
    if sheet is not None and sheet not in book.sheet_names:
        raise InvalidData(f"{file.name} has no sheet {sheet!r}; its sheets are: {', '.join(book.sheet_names)}.")
    read: Any = book.load_sheet(sheet or 0, header_row=header_row - 1, dtypes="string")
    return _texts(read.to_polars(), file)


def _texts(frame: Any, file: Path) -> Columns:
    _distinct([name.strip() for name in frame.columns], file)
    cast = frame.select(polars.all().cast(polars.String).fill_null("").str.strip_chars())
    return {name.strip(): cast[name].to_list() for name in cast.columns}


def _distinct(names: list[str], file: Path) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise InvalidData(f"{file.name} has two columns {twice[0]!r}. Rename one.")
