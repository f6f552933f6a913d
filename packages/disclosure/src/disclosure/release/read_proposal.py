"""Tables read from the files of a release, and a refusal of everything in those files that is not audited."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
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
    for layout in (replace(layout, contributions=(), weight=None) for layout in read.layouts):
        columns = _columns(named[layout.name], data, layout)
        table = read_table(columns, read, layout, release=release)
        table = as_rounded(table, columns)
        _refuse_more(table, columns, named[layout.name])
        tables.append(table)
    return tables


def read_truth(read: Specification, files: dict[str, bytes]) -> list[Table]:
    """The true figures of the tables of a release, from files with the names of those to be released.

    Parameters
    ----------
    read : Specification
    files : dict of str to bytes
        They may hold contributions, and rows that are not to be released.

    Returns
    -------
    list of Table

    Raises
    ------
    InvalidData
        If a file is not there, or cannot be read as the specification says.
    """
    tables = []
    for layout in read.layouts:
        name = _file_of(layout, read, files, "the true figures")
        columns = _columns(name, files, layout)
        tables.append(read_table(columns, read, replace(layout, unpublished=()), release="the true figures"))
    return tables


def _file_of(
    layout: Layout, read: Specification, data: dict[str, bytes], what: str = "the files to be released"
) -> str:
    if len(data) == 1 and (layout.file is None or what != "the files to be released"):
        return next(iter(data))
    name = Path(layout.file).name if layout.file else f"a file for table {layout.name!r}"
    if name not in data:
        raise InvalidData(f"The specification names {name}, which is not among {what}.")
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
        are = "1 figure in it is" if hidden == 1 else f"{hidden} figures in it are"
        raise NotPossible(f"{name}: {are} repeated or said to be unpublished. Take it out.")
    odd = next(_oddly_written(table, columns), None)
    if odd:
        raise NotPossible(f"{name}: {odd}. Write each figure in one form only, such as 1234 or 1,234.")
    wrong = next(_contradictions(table, columns, beside & columns.keys()), None)
    if wrong:
        raise NotPossible(f"{name}: {wrong}. Write the file with `disclosure protect`, or take the column out.")


def _oddly_written(table: Table, columns: Columns) -> Iterator[str]:
    """Figures in another form than the usual one: the form could carry what the figure hides."""
    layout = table.layout
    texts = [text for column in (layout.wide_columns or (layout.value,)) for text in columns[column]]
    numbers = [text for text in texts if text not in table.specification.markers]
    for text in dict.fromkeys(numbers):
        plainly = plain(float(text.replace(",", ""))) if text.replace(",", "").replace(".", "").isdigit() else ""
        if text not in (plainly, f"{float(plainly):,.0f}" if plainly else ""):
            yield f"the figure {text!r} is written oddly"
    if len({("," in text) for text in numbers if len(text.replace(",", "")) > 3}) > 1:
        yield "some figures have a comma for thousands and others have none"


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
