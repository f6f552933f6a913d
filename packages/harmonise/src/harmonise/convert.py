"""Converting a file to common codes and kinds of value, with a report of what is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Labels
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from disclosure.progress import Progress, silent
from disclosure.values import Kind

from harmonise.check import open_view
from harmonise.errors import InvalidArgument, UnreadableFile
from harmonise.layouts.layout import Column, Flags, Layout, Type
from harmonise.lists.catalogue import code_list
from harmonise.lists.loss import LossReport
from harmonise.lists.mapping import Mapping
from harmonise.lists.mapping_catalogue import mapping
from harmonise.readers.store import lock_store, open_store, quote_name, quote_text
from harmonise.rules.labels import resolve_labels
from harmonise.rules.view import View, meaning_of_blank

NO_LABELS: Labels[str, str] = {}


@dataclass
class ColumnLoss:
    """What became of a column.

    Attributes
    ----------
    column : str
    kinds : dict of str to int
        How many cells there are of each kind of value; "value" where a cell is a code, a text or a date.
    unread : int
        Cells that are no number, date or code of the list, and so are empty in the new file, without a kind.
    mapping : str
        The mapping that was applied; empty if there is none.
    sentences : list of str
        What the mapping loses, in words.
    report : LossReport or None
        The same, for other languages.
    """

    column: str
    kinds: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    mapping: str = ""
    sentences: list[str] = field(default_factory=list)
    report: LossReport | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Give what became of the column as plain values, for JSON."""
        names = ("column", "kinds", "unread", "mapping", "sentences")
        return {name: getattr(self, name) for name in names}


@dataclass
class Conversion:
    """What became of a file.

    Attributes
    ----------
    rows : int
    columns : list of ColumnLoss
    left_out : tuple of str
        Headings that the layout does not know.
    """

    rows: int
    columns: list[ColumnLoss]
    left_out: tuple[str, ...]

    @property
    def unread(self) -> int:
        """Cells whose content is not in the new file."""
        return sum(column.unread for column in self.columns)

    def to_dict(self) -> dict[str, Any]:
        """Give what became of the file as plain values, for JSON."""
        columns = [column.to_dict() for column in self.columns]
        return {"rows": self.rows, "columns": columns, "left_out": list(self.left_out)}


def convert_file(
    path: str | Path,
    layout: Layout,
    target: str | Path,
    *,
    language: str = "en",
    memory: int = 256,
    progress: Progress = silent,
) -> Conversion:
    """Write a file anew, with values, kinds of value and common codes.

    Parameters
    ----------
    path, target : str or Path
        The target ends in .csv or .parquet.
    layout : Layout
    language : str
        Of the sentences on what is lost.
    memory : int
        MiB that DuckDB may use.
    progress : callable, optional

    Returns
    -------
    Conversion

    Raises
    ------
    InvalidArgument
        If the target ends otherwise, or is the file itself.
    UnreadableFile, WrongLayout, InvalidLayout
        As for `check_file`.

    Notes
    -----
    Columns: `row` of the file; each column of the layout under its name, as number, date or code; after a column of
    figures `NAME kind`, and `NAME low`, `NAME high` where figures can be suppressed; after a column of codes with kinds
    `NAME kind`; after a column that is mapped `NAME in LIST`; at the end a column for each set of flags, which says
    what holds and not what does not: that stays with the flags. An empty cell has the kind that the layout says, else
    not recorded, never zero. What cannot be read is empty without a kind, and is counted.
    """
    file, end = Path(path), Path(target)
    if end.suffix not in (".csv", ".parquet") or end.resolve() == file.resolve():
        raise InvalidArgument(f"{end}: expected another file than the one read, ending in .csv or .parquet.")
    with open_store(file.stat().st_size, memory=memory) as connection:
        view = open_view(file, layout, connection, date.today(), progress)
        # A file that is there is replaced only when the new one is complete: DuckDB writes that beside it first.
        lock_store(connection, [end, end.with_name(f"tmp_{end.name}")])
        resolve_labels(view)
        view.create()
        losses = [_loss(view, column) for column in view.columns]
        mapped = {
            c.name: _map(view, c, loss, language) for c, loss in zip(view.columns, losses, strict=True) if c.target
        }
        joins = [f"LEFT JOIN {table} ON {table}.label = {view.text(name)}" for name, table in mapped.items()]
        parts = [part for column in view.columns for part in _parts(view, column, column.name in mapped)]
        for number, flags in enumerate(layout.flags):
            tables = _map_flags(view, flags, number, losses, language)
            joins += [f"LEFT JOIN {table} ON {table}.label = {labels}" for table, labels in tables.items()]
            parts.append(f"{_union(tables)} AS {quote_name(flags.name)}")
        progress("writing", 0, 0)
        columns = ", ".join(parts)
        form = "FORMAT csv, HEADER" if end.suffix == ".csv" else "FORMAT parquet, COMPRESSION zstd"
        query = f"SELECT row, {columns} FROM cells {' '.join(joins)} ORDER BY row"
        try:
            connection.execute(f"COPY ({query}) TO {quote_text(str(end.resolve()))} ({form})")
        except duckdb.OutOfMemoryException as error:
            raise UnreadableFile(f"{file}: to convert it needs more memory than is allowed.") from error
        return Conversion(view.table.rows, losses, view.match.unknown)


def _parts(view: View, column: Column, is_mapped: bool) -> Iterator[str]:
    name, value = column.name, view.value(column.name)
    if column.type is Type.WHOLE:
        value = f"CAST({value} AS BIGINT)"
    if column.type is Type.CODE:
        value = _code(view, column)
    yield f"{value} AS {quote_name(name)}"
    if column.is_number or column.kinds:
        yield f"{kind_expression(view, column)} AS {quote_name(f'{name} kind')}"
    if any(meaning.kind is Kind.SUPPRESSED for meaning in column.kinds.values()):
        yield f"{view.least(name)} AS {quote_name(f'{name} low')}"
        yield f"{view.highest(name)} AS {quote_name(f'{name} high')}"
    if is_mapped:
        yield f"mapped_{view.match.columns[name]}.codes AS {quote_name(f'{name} in {column.target}')}"


def _code(view: View, column: Column) -> str:
    """The code, NULL for labels that are not in the list or have a meaning of their own."""
    wrong = f"SELECT label FROM wrong_{view.match.columns[column.name]}"
    unknown = f" OR {view.text(column.name)} IN ({wrong})" if column.name in view.wrong else ""
    return f"CASE WHEN NOT ({view.is_label(column.name)}{unknown}) THEN {view.value(column.name)} END"


def kind_expression(view: View, column: Column) -> str:
    """The kind of a cell in words, NULL where it cannot be read, in SQL on `cells`."""
    text, value = view.text(column.name), view.value(column.name)
    blank = quote_text(meaning_of_blank(column).word)
    cases = [f"WHEN {text} IS NULL THEN {blank}"]
    cases += [
        f"WHEN lower({text}) = {quote_text(label.casefold())} THEN {quote_text(meaning.kind.word)}"
        for label, meaning in column.kinds.items()
        if label
    ]
    if column.is_number:
        cases.append(f"WHEN {value} = 0 THEN {quote_text(Kind.ZERO.word)}")
        cases.append(f"WHEN {value} IS NOT NULL THEN {quote_text(Kind.COUNT.word)}")
    return f"CASE {' '.join(cases)} END"


def _loss(view: View, column: Column) -> ColumnLoss:
    text = view.text(column.name)
    if column.is_number or column.kinds:
        kind = kind_expression(view, column)
    else:
        kind = f"CASE WHEN {text} IS NULL THEN {quote_text(meaning_of_blank(column).word)} END"
    value = _code(view, column) if column.type is Type.CODE else view.value(column.name)
    what = f"coalesce({kind}, CASE WHEN {value} IS NOT NULL THEN 'value' ELSE '' END)"
    sql = f"SELECT {what} AS k, count(*) FROM cells GROUP BY k"
    kinds = dict(view.table.connection.execute(f"{sql} ORDER BY k").fetchall())
    return ColumnLoss(column.name, {k: n for k, n in kinds.items() if k}, kinds.get("", 0))


def _map(view: View, column: Column, loss: ColumnLoss, language: str) -> str:
    """A table of labels and codes of the target list; adds to the report what is lost."""
    kinds = {label.casefold() for label in column.kinds}
    labels = _count(view, view.text(column.name))
    counted = {label: number for label, number in labels.items() if label is None or label.casefold() not in kinds}
    table = f"mapped_{view.match.columns[column.name]}"
    # Labels that only the layout knows are mapped as the codes they stand for.
    return _fill(view, table, mapping(column.lists[0], column.target), counted, loss, language, column.codes)


def _map_flags(view: View, flags: Flags, number: int, losses: list[ColumnLoss], language: str) -> dict[str, str]:
    """Tables of joined flags and codes of the target list, with the joined flags in SQL; adds what is lost."""
    tables = {}
    for place, name in enumerate(flags.lists):
        edition = code_list(name)
        columns = [column.name for column in view.columns if column.is_number and column.name in edition]
        set_flags = [f"CASE WHEN {view.value(column)} = 1 THEN {quote_text(column)} END" for column in columns]
        labels = f"nullif(concat_ws(';', {', '.join(set_flags)}), '')" if set_flags else "NULL::VARCHAR"
        counted = _count(view, labels)
        some = sum(rows for label, rows in counted.items() if label is not None)
        loss = ColumnLoss(f"{flags.name} ({edition.name})", {"value": some} if some else {})
        losses.append(loss)
        table = f"flags_{number}_{place}"
        tables[_fill(view, table, mapping(name, flags.target), counted, loss, language)] = labels
    return tables


def _union(tables: Iterable[str]) -> str:
    """The codes of several tables, each once, in alphabetical order, in SQL."""
    codes = f"concat_ws(';', {', '.join(f'{table}.codes' for table in tables)})"
    return f"nullif(array_to_string(list_sort(list_distinct(string_split({codes}, ';'))), ';'), '')"


def _count(view: View, text: str) -> dict[str | None, int]:
    sql = f"SELECT {text} AS t, count(*) FROM cells GROUP BY t ORDER BY t"
    return dict(view.table.connection.execute(sql).fetchall())


def _fill(
    view: View,
    name: str,
    found: Mapping,
    counted: dict[str | None, int],
    loss: ColumnLoss,
    language: str,
    own: Labels[str, str] = NO_LABELS,
) -> str:
    """Make a table of labels and codes, and add to the report what is lost; give the name of the table."""
    connection: duckdb.DuckDBPyConnection = view.table.connection
    loss.mapping = str(found)
    codes: Counter[str | None] = Counter()
    for label, number in counted.items():
        codes[own.get(label, label) if label else label] += number
    loss.report = found.report(codes)
    loss.sentences = loss.report.sentences(language)
    connection.execute(f"CREATE OR REPLACE TABLE {name} (label VARCHAR, codes VARCHAR)")
    rows: list[tuple[str, Any]] = [
        (label, ";".join(found.translate(own.get(label, label)).targets) or None)
        for label in counted
        if label is not None
    ]
    if rows:
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
    return name
