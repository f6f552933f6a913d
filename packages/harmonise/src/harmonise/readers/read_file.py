"""Reading a file by what it is."""

from pathlib import Path

import duckdb
from disclosure.progress import Progress, silent

from harmonise.errors import UnreadableFile
from harmonise.layouts.layout import Layout
from harmonise.readers.csv_file import read_csv
from harmonise.readers.json_file import read_json
from harmonise.readers.table import Table
from harmonise.readers.workbook import read_workbook

READERS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".json": read_json,
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_file(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, progress: Progress = silent) -> Table:
    """Read a file into the table of cells of a connection.

    Raises
    ------
    UnreadableFile
        If it is not of a kind that can be read, or not what its name says.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(READERS)
        raise UnreadableFile(
            f"{path}: expected a file {kinds}; found {path.suffix or 'none of these endings'}.",
            "other-kind",
            kinds=kinds,
            found=path.suffix,
        )
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLE:
        raise UnreadableFile(
            f"{path}: expected .xlsx; found an older workbook or a password. Save it as .xlsx without one.",
            "old-workbook",
        )
    if start == ZIP and reader is not read_workbook:
        raise UnreadableFile(
            f"{path}: expected {path.suffix}; the file is a workbook. Name it .xlsx.",
            "misnamed-workbook",
            ending=path.suffix,
        )
    return reader(path, layout, connection, progress)
