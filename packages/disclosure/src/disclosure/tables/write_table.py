"""Writing a table with its signs, so that it can be read back by its specification."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from disclosure.errors import InvalidData
from disclosure.tables.specification import Marker, Specification
from disclosure.tables.table import Table
from disclosure.values.column import NO_POINT
from disclosure.values.kinds import Kind
from disclosure.values.status import plain, to_sdmx


def write_table(path: str | Path, table: Table, *, sdmx: bool = False) -> None:
    """Write a table as CSV: a column for each dimension, the figure or its sign, and what the reader is told.

    Parameters
    ----------
    path : str or Path
    table : Table
    sdmx : bool
        Whether the figures are written as SDMX observations with status codes, in place of signs.

    Raises
    ------
    InvalidData
        If a hidden figure has no sign in the specification.

    Notes
    -----
    Columns in plain form: the dimensions by name, value, kind, low, high. The long table is read back by a layout with
    those columns.
    """
    columns = {d.name: table.labels(place) for place, d in enumerate(table.specification.dimensions)}
    columns |= to_sdmx(table.values, _secondary(table)) if sdmx else _plain(table)
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _secondary(table: Table) -> np.ndarray:
    return table.values.is_kind(Kind.SUPPRESSED) & ~table.sensitive


def _plain(table: Table) -> dict[str, list[str]]:
    values, markers = table.values, table.specification.markers
    signs = [sign_of(markers, table, row) for row in range(len(table))]
    ranged = (values.kind == Kind.SUPPRESSED) | (values.kind == Kind.ESTIMATED)
    low = [plain(x) if s else "" for x, s in zip(values.low, ranged, strict=True)]
    high = [plain(x) if s and x < np.inf else "" for x, s in zip(values.high, ranged, strict=True)]
    return {"value": signs, "kind": [Kind(k).word for k in values.kind.tolist()], "low": low, "high": high}


def sign_of(markers: Mapping[str, Marker], table: Table, row: int) -> str:
    """How a figure is written: the number, or the sign declared for what it is."""
    kind, point = Kind(int(table.values.kind[row])), float(table.values.point[row])
    if kind in (Kind.COUNT, Kind.ZERO) or (kind is Kind.ESTIMATED and point != NO_POINT):
        return plain(point)
    low, high = float(table.values.low[row]), float(table.values.high[row])
    sensitive = bool(table.sensitive[row])
    fitting = [
        s
        for s, m in markers.items()
        if m.kind is kind and (kind is not Kind.SUPPRESSED or (m.low, m.high) == (low, high))
    ]
    same = [s for s in fitting if kind is not Kind.SUPPRESSED or markers[s].sensitive == sensitive]
    if not fitting:
        raise InvalidData(
            f"Table {table.name!r}: no sign is declared for {table.values[row]}. Declare one under markers."
        )
    return (same or fitting)[-1]


def write_specification(specification: Specification, files: Mapping[str, str]) -> str:
    """The text of a specification that reads back the files `write_table` wrote.

    Parameters
    ----------
    specification : Specification
    files : mapping of str to str
        The file of each table, by its name.

    Returns
    -------
    str
        TOML.
    """
    quote = quote_text
    lines = [f"title = {quote(specification.title)}", f"unit = {quote(specification.unit)}"]
    lines += [
        f"integer = {str(specification.integer).lower()}",
        f"zeros = {quote(specification.zeros)}",
        *_population(specification),
        *_exceptions(specification),
        "",
        "[markers]",
    ]
    for sign, marker in specification.markers.items():
        high = "inf" if marker.high == np.inf else f"{marker.high:g}"
        meaning = f"kind = {quote(marker.kind.word)}, low = {marker.low:g}, high = {high}"
        lines.append(f"{quote(sign)} = {{ {meaning}, sensitive = {str(marker.sensitive).lower()} }}")
    for dimension in specification.dimensions:
        lines += ["", "[[dimension]]", f"name = {quote(dimension.name)}"]
        lines += [f"total = {quote(dimension.total)}"] if dimension.total is not None else []
        for part in dimension.partitions:
            lines += ["", "[[dimension.partition]]", f"parent = {quote(part.parent)}"]
            lines += [f"parts = [{', '.join(map(quote, part.parts))}]"]
            lines += [f"optional = [{', '.join(map(quote, part.optional))}]", f"adds_up = {quote(part.adds_up)}"]
            lines += ["listed_parent = true"] if part.listed_parent else []
    for layout in specification.layouts:
        columns = ", ".join(f"{quote(d.name)} = {quote(d.name)}" for d in specification.dimensions)
        lines += ["", "[[table]]", f"name = {quote(layout.name)}", f"columns = {{ {columns} }}", 'value = "value"']
        lines += [f"file = {quote(files[layout.name])}"] if layout.name in files else []
    return "\n".join(lines) + "\n"


def _population(specification: Specification) -> list[str]:
    population = specification.population
    if population is None:
        return []
    return [f"population = {{ id = {quote_text(population.id)}, edition = {quote_text(population.edition)} }}"]


def _exceptions(specification: Specification) -> list[str]:
    rows = []
    for one in specification.exceptions:
        holds = "at most" if one.at_most else "not at all"
        categories = ", ".join(map(quote_text, one.categories))
        rows.append(f"  [{quote_text(one.dimension)}, {one.partition}, {quote_text(holds)}, {categories}],")
    return ["does_not_add_up = [", *rows, "]"] if rows else []


def quote_text(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
