"""Reading a file by what it is."""

from pathlib import Path

import duckdb
from disclosure.progress import Progress, silent

from harmonise.errors import UnreadableFile
from harmonise.layouts.layout import Layout
from harmonise.readers.csv_file import read_csv, read_csv_headings
from harmonise.readers.json_file import read_json
from harmonise.readers.store import open_store
from harmonise.readers.table import Table
from harmonise.readers.workbook import read_workbook

READERS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".xls": read_workbook,
    ".ods": read_workbook,
    ".json": read_json,
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What a workbook with a password has inside.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_file(path: Path, layout: Layout, connection: duckdb.DuckDBPyConnection, progress: Progress = silent) -> Table:
    """Read a file into the table of cells of a connection.

    Raises
    ------
    UnreadableFile
        If it is not of a kind that can be read, or not what its name says.
    """
    reader, ending = READERS.get(path.suffix.lower()), path.suffix.lower()
    if reader is None:
        kinds = ", ".join(READERS)
        advice = " Unpack it first." if ending in (".zip", ".gz", ".7z", ".rar") else ""
        raise UnreadableFile(
            f"{path}: expected a file {kinds}; found {ending or 'none of these endings'}.{advice}",
            "packed-file" if advice else "other-kind",
            kinds=kinds,
            found=ending,
        )
    with path.open("rb") as file:
        start = file.read(4)
    _refuse_disguise(path, ending, start, reader is read_workbook)
    return reader(path, layout, connection, progress)


def read_headings(path: Path, layout: Layout) -> tuple[str, ...]:
    """The header of a file: the row that has most headings of a layout.

    Raises
    ------
    UnreadableFile
        As for `read_file`.
    """
    if READERS.get(path.suffix.lower()) is read_csv:
        with path.open("rb") as file:
            _refuse_disguise(path, path.suffix.lower(), file.read(4), False)
        return read_csv_headings(path, layout)
    with open_store(path.stat().st_size) as connection:
        return read_file(path, layout, connection).headings


def _refuse_disguise(path: Path, ending: str, start: bytes, is_workbook: bool) -> None:
    """Refuse what is not what its name says."""
    if start == OLE and ENCRYPTED in path.read_bytes():
        raise UnreadableFile(
            f"{path}: expected a workbook that can be opened; this one has a password. Save it without one.", "password"
        )
    if start == OLE and ending != ".xls":
        raise UnreadableFile(
            f"{path}: expected {ending}; found an older workbook or a password. Save it as .xlsx without one.",
            "old-workbook",
        )
    if start == ZIP and not is_workbook:
        raise UnreadableFile(
            f"{path}: expected {ending}; the file is a workbook. Name it .xlsx.", "misnamed-workbook", ending=ending
        )
    if start == ZIP and ending == ".xls":
        raise UnreadableFile(
            f"{path}: expected an older workbook; found a newer one. Name it .xlsx or .ods.",
            "misnamed-workbook",
            ending=ending,
        )
    if ending == ".xls" and start != OLE:
        raise UnreadableFile(
            f"{path}: expected a workbook; found text or a web page under its name. Save it as .xlsx, or as .csv.",
            "text-as-workbook",
        )
