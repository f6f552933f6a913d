"""Tables read from the files of a release, and a refusal of everything in those files that is not audited."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from disclosure.errors import InvalidData, NotPossible
from disclosure.release.rounded import as_rounded
from disclosure.tables.columns import Columns, read_columns
from disclosure.tables.read_table import read_table
from disclosure.tables.specification import Layout, Specification
from disclosure.tables.table import Table
from disclosure.values.kinds import Kind
from disclosure.values.status import plain

_TOLD = ("kind", "low", "high")


def read_released(read: Specification, data: dict[str, bytes], release: str) -> list[Table]:
    """The tables of a release, from the bytes of its files.

    Parameters
    ----------
    read : Specification
        A table's file is found by its name without folders; one file may serve for all.
    data : dict of str to bytes
    release : str
        How the release is called in messages.

    Returns
    -------
    list of Table

    Raises
    ------
    InvalidData
        If the specification names a file that is not there, or a file cannot be read as it says.
    NotPossible
        If a file holds more than the tables: another file, column or row, which nobody audited.
    """
    named = {layout.name: _file_of(layout, read, data) for layout in read.layouts}
    _refuse_strangers(named, data)
    tables = []
    for layout in read.layouts:
        columns = _columns(named[layout.name], data, layout)
        table = read_table(columns, read, layout, release=release)
        table = as_rounded(table, columns)
        _refuse_more(table, columns, named[layout.name])
        tables.append(table)
    return tables


def _file_of(layout: Layout, read: Specification, data: dict[str, bytes]) -> str:
    if layout.file is None and len(data) == 1:
        return next(iter(data))
    name = Path(layout.file).name if layout.file else f"a file for table {layout.name!r}"
    if name not in data:
        raise InvalidData(f"The specification names {name}, which is not among the files to be released.")
    return name


def _refuse_strangers(named: dict[str, str], data: dict[str, bytes]) -> None:
    strangers = sorted(data.keys() - set(named.values()))
    others = sorted(name for name in data if not name.lower().endswith(".csv"))
    if strangers:
        raise NotPossible(
            f"No table of the specification is in {', '.join(strangers)}: what is not audited stays here."
        )
    if others:
        raise NotPossible(
            f"Tables are released as CSV, but not {', '.join(others)}: other files hold what nobody sees."
        )


def _columns(name: str, data: dict[str, bytes], layout: Layout) -> Columns:
    if layout.header_row != 1:
        raise NotPossible(f"{name}: the headings must stand in the first row, for words above them are not audited.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data[name])
        return read_columns(path)


def _refuse_more(table: Table, columns: Columns, name: str) -> None:
    layout = table.layout
    dimensions = {column for several in layout.columns.values() for column in several}
    figures = set(layout.wide_columns) if layout.wide else {layout.value}
    beside = set() if layout.wide else set(_TOLD)
    more = sorted(columns.keys() - dimensions - figures - beside)
    if more:
        raise NotPossible(f"{name}: nobody audits the columns {', '.join(more)}. Take them out of the file.")
    size = len(next(iter(columns.values()))) * (len(layout.wide_columns) if layout.wide else 1)
    if len(table) != size or not table.published.all():
        hidden = size - int(table.published.sum())
        raise NotPossible(f"{name}: {hidden} figures in it are repeated or said to be unpublished. Take them out.")
    wrong = next(_contradictions(table, columns, beside & columns.keys()), None)
    if wrong:
        raise NotPossible(f"{name}: {wrong}. Write the file with `disclosure protect`, or take the column out.")


def _contradictions(table: Table, columns: Columns, beside: set[str]) -> Iterator[str]:
    """Where a column beside the figures says anything else than the specification does, row by row."""
    values = table.values
    for place, row in enumerate((table.rows - table.layout.header_row - 1).tolist()):
        kind = Kind(int(values.kind[place]))
        low, high = (plain(x) if x != float("inf") else "" for x in (values.low[place], values.high[place]))
        allowed = {"kind": {kind.word}, "low": {"", low}, "high": {"", high}}
        for column in sorted(beside):
            if columns[column][row] not in allowed[column]:
                yield f"row {row + 2} says {column} {columns[column][row]!r}, which its sign does not tell"
