"""Reading what is looked at of a file that may identify persons: every sheet, every row, in bounded memory.

No layout chooses what is read here, since a file is kept whole: a second sheet, a hidden one, cells beside the table
and records inside records could name persons too.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import IO, Any

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum

from harmonise.errors import UnreadableFile
from harmonise.identifiers.recognize import Cells, Identifier, find_in_columns
from harmonise.layouts.layout import Layout
from harmonise.readers.headings import normalize_heading
from harmonise.readers.workbook import refuse_bombs

TEXTS, WORKBOOKS, JSON = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods"), ".json"
BATCH = 5_000
# Among so many rows a header is looked for.
TOP = 20
# Of each column so many cells are looked at from the beginning, and so many from all over.
FIRST, SAMPLED = 200, 10_000
MOST_SAMPLED = 2_000_000
LONGEST_CELL = 300
WIDEST = 20_000
DELIMITERS = ",;\t|"
LONGEST_FIELD = 2**24


class _Collected:
    """What is collected of a column while its rows go by: every so-and-so-many cell, twice as many each time."""

    __slots__ = ("filled", "first", "most", "passed", "sample", "stride", "with_at")

    def __init__(self, most: int) -> None:
        self.filled = self.with_at = self.passed = 0
        self.first: list[str] = []
        self.sample: list[str] = []
        self.stride, self.most = 1, most

    def add(self, cells: Sequence[Any]) -> None:
        filled = [
            cell for cell in cells if cell is not None and cell != "" and not (type(cell) is str and cell.isspace())
        ]
        if not filled:
            return
        self.filled += len(filled)
        self.with_at += sum(1 for cell in filled if type(cell) is str and "@" in cell)
        if len(self.first) < FIRST:
            self.first += map(_text, filled[: FIRST - len(self.first)])
        start = -self.passed % self.stride
        self.passed += len(filled)
        self.sample += map(_text, filled[start :: self.stride])
        while len(self.sample) > self.most:
            self.sample, self.stride = self.sample[::2], self.stride * 2

    def cells(self) -> Cells:
        return Cells(self.filled, self.with_at, self.first, self.sample)


def find_identifiers(file: str | Path | IO[bytes], layout: Layout | None = None, name: str = "") -> list[Identifier]:
    """Find the columns of a file that identify persons.

    Parameters
    ----------
    file : str, Path or binary file
    layout : Layout, optional
        Marks columns, and says whether rows are cases.
    name : str
        By whose ending a file that is open is read.

    Returns
    -------
    list of Identifier
        In the order of sheets and columns; empty if there is none.

    Raises
    ------
    UnreadableFile
        If the file is no table of the kind that its name says.

    Notes
    -----
    A column counts if a cell of it is filled and the layout marks it, its heading says so, or its content does: see
    `harmonise.identifiers.recognize`. Columns for contacts of an office are none, unless the rows are cases.
    """
    ending = Path(name or str(file)).suffix.lower()
    if not isinstance(file, (str, Path)):
        return _find(file, ending, layout, name)
    with Path(file).open("rb") as stream:
        return _find(stream, ending, layout, name or str(file))


def identifying_values(
    file: Path, identifiers: Iterable[Identifier], layout: Layout | None = None, name: str = ""
) -> set[str]:
    """Every different value of columns that were found: what must be nowhere once the file was deleted."""
    ending = Path(name or str(file)).suffix.lower()
    wanted: dict[str, list[int]] = {}
    for each in identifiers:
        wanted.setdefault(each.sheet, []).append(each.number - 1)
    values: set[str] = set()
    with file.open("rb") as stream:
        if ending == JSON:
            leaves = list(_leaves(json.loads(stream.read())))
            fields = list(dict.fromkeys(path for path, _ in leaves))
            names = {fields[number] for number in wanted.get("", ())}
            return {_text(value).strip() for path, value in leaves if path in names}
        for sheet, rows in _sheets(stream, ending, name or str(file)):
            numbers = wanted.get(sheet, [])
            for row in _take_header(rows, layout)[1] if numbers else ():
                values.update(_text(row[number]).strip() for number in numbers if number < len(row))
    return values - {""}


def _sheets(stream: IO[bytes], ending: str, name: str) -> Iterable[tuple[str, Iterator[Sequence[Any]]]]:
    if ending in TEXTS:
        return [("", _text_rows(stream, name))]
    if ending in WORKBOOKS:
        return _workbook_sheets(stream, name)
    raise UnreadableFile(f"{name}: expected a table; found {ending or 'no ending'}.", "other-kind")


def _find(stream: IO[bytes], ending: str, layout: Layout | None, name: str) -> list[Identifier]:
    if ending == JSON:
        return _find_in_records(stream, layout, name)
    found = []
    for sheet, rows in _sheets(stream, ending, name):
        headings, rest = _take_header(rows, layout)
        found += find_in_columns(headings, [each.cells() for each in _collect(rest)], layout, sheet)
    return found


def _collect(rows: Iterator[Sequence[Any]]) -> list[_Collected]:
    columns: list[_Collected] = []
    while batch := list(islice(rows, BATCH)):
        for number, cells in enumerate(islice(zip_longest(*batch), WIDEST)):
            if number == len(columns):
                columns.append(_Collected(min(SAMPLED, max(FIRST, MOST_SAMPLED // (number + 1)))))
            columns[number].add(cells)
    return columns


def _take_header(rows: Iterator[Sequence[Any]], layout: Layout | None) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """The headings, and all other rows: the row with most columns of a layout, else with most texts."""
    known = {normalize_heading(n) for c in layout.columns for n in (c.name, *c.aliases)} if layout else set()
    top = list(islice(rows, TOP))
    scores = [
        (sum(normalize_heading(cell) in known for cell in row), sum(_is_words(cell) for cell in row), -number)
        for number, row in enumerate(top)
    ]
    if not scores:
        return [], iter(())
    number = -max(scores)[2]
    return [_text(cell) for cell in top[number]], chain(top[:number], top[number + 1 :], rows)


def _is_words(cell: Any) -> bool:
    return type(cell) is str and any(sign.isalpha() for sign in cell)


def _text_rows(stream: IO[bytes], name: str) -> Iterator[Sequence[str]]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, _encoding_of(stream), errors="replace", newline="")
    try:
        top = list(islice(text, TOP))
        delimiter = max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in top))
        csv.field_size_limit(LONGEST_FIELD)
        yield from csv.reader((line.replace("\0", "") for line in chain(top, text)), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableFile(f"{name}: rows cannot be read: {error}.") from error
    finally:
        text.detach()


def _encoding_of(stream: IO[bytes]) -> str:
    start = stream.read(64)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding, zeros in (("utf-16-le", start[1::2].count(0)), ("utf-16-be", start[::2].count(0))):
        if len(start) > 3 and 4 * zeros > len(start):
            return encoding
    decoder, encoding = codecs.getincrementaldecoder("utf-8")(), "utf-8-sig"
    try:
        while part := stream.read(2**20):
            decoder.decode(part)
    except UnicodeDecodeError:
        encoding = "cp1252"
    stream.seek(0)
    return encoding


def _workbook_sheets(stream: IO[bytes], name: str) -> Iterator[tuple[str, Iterator[Sequence[Any]]]]:
    if (ending := Path(name).suffix.lower()) != ".xls":
        refuse_bombs(stream, name, ending)
        stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                yield about.name, iter(book.get_sheet_by_name(about.name).iter_rows())
    except (python_calamine.CalamineError, OSError) as error:
        raise UnreadableFile(f"{name}: the workbook cannot be opened.", "no-workbook") from error


def _find_in_records(stream: IO[bytes], layout: Layout | None, name: str) -> list[Identifier]:
    try:
        content = json.loads(stream.read())
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{name}: expected JSON.", "no-json") from error
    fields: dict[str, _Collected] = {}
    for path, value in _leaves(content):
        fields.setdefault(path, _Collected(SAMPLED)).add([value])
    return find_in_columns(list(fields), [each.cells() for each in fields.values()], layout)


def _leaves(content: Any) -> Iterator[tuple[str, Any]]:
    """Every value with the names of the fields in which it stands."""
    waiting: list[tuple[str, Any]] = [("", content)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, Mapping):
            below = [(f"{path}.{name}".removeprefix(".").removeprefix("data."), each) for name, each in node.items()]
            waiting += reversed(below)
        elif isinstance(node, list):
            waiting += [(path, each) for each in reversed(node)]
        elif node is not None and not isinstance(node, bool):
            yield path, node


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:LONGEST_CELL]
