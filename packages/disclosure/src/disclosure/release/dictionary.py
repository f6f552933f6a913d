"""The data dictionary of a release: every column, what may stand in it, and what it means."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence

from disclosure.synthetic.stamp import STAMP_COLUMN
from disclosure.tables.specification import Marker
from disclosure.tables.table import Table
from disclosure.values.kinds import Kind

HEADING = ("file", "column", "meaning", "values")
_MEANINGS = {
    "count": "persons with these attributes, with noise",
    "low": "lower limit of the interval for the true number",
    "high": "upper limit of the interval for the true number",
    STAMP_COLUMN: "says that the row is invented and must not be counted",
}
_MOST = 400


def dictionary_of_tables(tables: Sequence[Table]) -> str:
    """One line for each dimension of each table, for its figures, and for each sign in place of a figure."""
    return _csv(line for table in tables for line in _lines(table))


def _lines(table: Table) -> Iterable[tuple[str, str, str, str]]:
    specification, layout = table.specification, table.layout
    for place, dimension in enumerate(specification.dimensions):
        column = " / ".join(layout.columns.get(dimension.name, ())) or f"({dimension.name})"
        yield layout.name, column, dimension.name, "; ".join(table.categories[place])
    yield layout.name, layout.value, f"number of {specification.unit}", "a figure, or one of the signs below"
    for sign, marker in sorted(specification.markers.items()):
        interval = f", {_range(marker)}" if marker.kind is Kind.SUPPRESSED else ""
        yield layout.name, layout.value, f"{marker.kind.name.lower().replace('_', ' ')}{interval}", sign


def _range(marker: Marker) -> str:
    return f"{marker.low:g} to {marker.high:g}" if marker.high < math.inf else f"at least {marker.low:g}"


def dictionary_of_rows(data: Mapping[str, bytes]) -> str:
    """One line for each column of each file, with the values that occur, if they are not too many."""
    return _csv(line for name in sorted(data) for line in _columns(name, data[name]))


def _columns(name: str, content: bytes) -> Iterable[tuple[str, str, str, str]]:
    heading, *rows = list(csv.reader(io.StringIO(content.decode()))) or [[]]
    for place, column in enumerate(heading):
        meaning = _MEANINGS.get(column) or _describe_column(column)
        values = sorted({row[place] for row in rows} - {""})
        listed = "whole numbers" if column in ("count", "low", "high") else "; ".join(values)
        yield name, column, meaning, listed if len(values) <= _MOST else f"{len(values):,} different values"


def _describe_column(column: str) -> str:
    word, _, number = column.partition("_")
    if word in ("attribute", "value") and number.isdigit():
        return f"{word} number {number} of the combination; blank if there are fewer"
    return "attribute of an invented person"


def _csv(lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows(lines)
    return text.getvalue()
