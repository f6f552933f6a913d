"""The figures of a converted file by State, year and series, to be compared with those of other sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure.values import Kind

from harmonise.errors import InvalidArgument
from harmonise.layouts.layout import Layout
from harmonise.readers.store import lock_store, open_store, quote_name, quote_text

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a State for a year.

    Attributes
    ----------
    row : int
        Of the file that was converted.
    state : str
        As it is in the file.
    year : int
    series : dict of str to str
        What is counted: the labels of the other columns of the key.
    kind : str
        The word of `disclosure.values.Kind`.
    value : int or None
        None where the kind has no value.
    low, high : int or None
        Limits of a suppressed figure.
    unit, source : str
        Counting unit and origin; empty where the file says nothing.
    """

    row: int
    state: str
    year: int
    series: dict[str, str]
    kind: str
    value: int | None
    low: int | None
    high: int | None
    unit: str
    source: str


def read_figures(path: str | Path, layout: Layout, *, memory: int = 256) -> Iterator[Figure]:
    """The figures of a file that `convert_file` wrote as Parquet, in the order of its rows.

    Rows without a State, a year or a label that the key needs are left out, and so are figures that cannot be read.

    Parameters
    ----------
    path : str or Path
    layout : Layout
        One with `[series]`.
    memory : int
        MiB that DuckDB may use.

    Yields
    ------
    Figure

    Raises
    ------
    InvalidArgument
        If the layout has no `[series]`.
    """
    series = layout.series
    if series is None:
        raise InvalidArgument(
            f"{layout.name}: expected a layout with [series], which names the columns of State and year."
        )
    file, figure = Path(path), layout.column(layout.figure)
    labels = [name for name in layout.key if name not in (series.state, series.year)]
    has_limits = any(meaning.kind is Kind.SUPPRESSED for meaning in figure.kinds.values())
    limits = [f"{figure.name} low", f"{figure.name} high"] if has_limits else [None, None]
    needed = [series.state, series.year, f"{figure.name} kind", *labels]
    wanted = ["row", *needed, figure.name, *limits, series.unit or None, series.source or None]
    columns = ", ".join("NULL" if name is None else quote_name(name) for name in wanted)
    filled = " AND ".join(f"{quote_name(name)} IS NOT NULL" for name in needed)
    query = f"SELECT {columns} FROM read_parquet({quote_text(str(file.resolve()))}) WHERE {filled} ORDER BY row"
    with open_store(file.stat().st_size, memory=memory) as connection:
        lock_store(connection, [file])
        found = connection.execute(query)
        while rows := found.fetchmany(AT_ONCE):
            for row, state, year, kind, *rest in rows:
                names, (value, low, high, unit, source) = rest[: len(labels)], rest[len(labels) :]
                counted = dict(zip(labels, map(str, names), strict=True))
                yield Figure(row, str(state), int(year), counted, kind, value, low, high, unit or "", source or "")
