"""Columns out of whatever holds a table: data frames of any make, mappings of columns, lists of rows.

Asked for by their common shape, not by their class: a frame has `columns` (or `column_names`) and columns that turn
into lists. That is true of pandas, Polars and Arrow, and needs none of them installed. (The interchange method
`__dataframe__` is gone from Polars 2 and on its way out of pandas.)
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prevalence.errors import InvalidData


def columns_of(data: object) -> dict[str, list[Any]]:
    """Columns by name, each a plain list of equal length.

    Parameters
    ----------
    data : data frame, mapping or sequence
        A pandas, Polars or Arrow table; a mapping from column name to values; or a sequence of mappings, one per row.

    Returns
    -------
    dict of str to list
        In the order of the table.

    Raises
    ------
    InvalidData
        If it is none of these, or columns have different lengths.
    """
    if isinstance(data, Mapping):
        columns = {str(name): _as_list(values) for name, values in data.items()}
    elif isinstance(data, Sequence) and not isinstance(data, str):
        columns = _columns_of_rows(data)
    else:
        columns = _columns_of_frame(data)
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise InvalidData(f"Columns have different lengths: {lengths}. Give each column one value per row.")
    return columns


def read_csv(path: str | Path) -> dict[str, list[str]]:
    """Columns of a CSV file with a header row, as text.

    Parameters
    ----------
    path : str or Path
        UTF-8, with or without a byte order mark; comma, semicolon or tab between fields.

    Returns
    -------
    dict of str to list of str

    Raises
    ------
    InvalidData
        If there is no header, or a row has another number of fields; names the row.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path} is not UTF-8 text ({error.reason}). Save it as CSV in UTF-8.") from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if row]
    if not rows:
        raise InvalidData(f"{path} is empty. It needs a header row with the names of the columns.")
    if rows[0][0].strip() == "" and [row[0] for row in rows[1:]] == [str(n) for n in range(1, len(rows))]:
        rows = [row[1:] for row in rows]  # the numbers of rows that R writes unless told not to
    header = [name.strip() for name in rows[0]]
    if len(set(header)) < len(header):
        repeated = next(name for name in header if header.count(name) > 1)
        raise InvalidData(f"{path} has two columns called {repeated!r}. Give each its own name.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise InvalidData(
                f"{path}, row {number} has {len(row)} fields, the header {len(header)}. Complete the row."
            )
    return {name: [row[place].strip() for row in rows[1:]] for place, name in enumerate(header)}


def _as_list(values: Any) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, method):
            result = getattr(values, method)()
            return result if isinstance(result, list) else [result]
    return list(values)


def _columns_of_rows(rows: Sequence[Any]) -> dict[str, list[Any]]:
    if not rows:
        raise InvalidData("The table has no rows, so its columns are unknown. Give at least one row.")
    if not all(isinstance(row, Mapping) for row in rows):
        raise InvalidData("Rows must be mappings from column name to value, or give a data frame.")
    names = list(rows[0])
    for number, row in enumerate(rows):
        if set(row) != set(names):
            odd = sorted(map(str, set(row) ^ set(names)))
            raise InvalidData(f"Row {number} has other columns than row 0: {', '.join(odd)}. Give every row the same.")
    return {str(name): [row[name] for row in rows] for name in names}


def _columns_of_frame(frame: Any) -> dict[str, list[Any]]:
    names = getattr(frame, "column_names", None)
    if names is None:
        names = getattr(frame, "columns", None)
    if names is None or not hasattr(frame, "__getitem__"):
        raise InvalidData(
            f"Cannot read a table from {type(frame).__name__}. Give a data frame or a mapping of columns."
        )
    return {str(name): _as_list(frame[name]) for name in list(names)}
