"""Columns of a table that was read which identify persons."""

from harmonise.identifiers.recognize import Cells, Identifier, find_in_columns
from harmonise.layouts.layout import Layout
from harmonise.readers.table import Table

# Of each column so many cells are looked at from the beginning, and so many from all over.
FIRST, SAMPLED = 200, 2_000


def identifiers_in_table(table: Table, layout: Layout) -> list[Identifier]:
    """The columns of a table that identify persons; sheets and records that were not read are not looked at."""
    columns = [f"c{number}" for number in range(len(table.headings))]
    counts = ", ".join(f"count({c}), count(*) FILTER (contains({c}, '@'))" for c in columns)
    counted = table.connection.execute(f"SELECT {counts} FROM cells").fetchone() or ()
    stride = max(table.rows // SAMPLED, 1)
    every = f"SELECT {', '.join(columns)} FROM cells WHERE row % {stride} = 0 LIMIT {2 * SAMPLED}"
    samples = list(zip(*table.connection.execute(every).fetchall(), strict=True)) or [()] * len(columns)
    cells = []
    for number, column in enumerate(columns):
        sql = f"SELECT {column} FROM cells WHERE {column} IS NOT NULL LIMIT {FIRST}"
        first = [text for (text,) in table.connection.execute(sql).fetchall()] if counted[2 * number] else []
        sample = [text for text in samples[number] if text is not None]
        cells.append(Cells(counted[2 * number], counted[2 * number + 1], first, sample or first))
    return find_in_columns(table.headings, cells, layout, table.sheet)
