"""The cells of a table by the codes of which their keys consist, with the rows that the reporter added."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from palermo.returns.structure import Side, Table

Place = tuple[str, str]


def cells_of(table: Table, rows: Iterable[str]) -> Iterator[str]:
    """The keys of the cells of a table with these rows."""
    return (f"{row}.{column}" for row, column in product(rows, table.column_keys))


def rows_of(table: Table, figures: Iterable[Place]) -> tuple[str, ...]:
    """The keys of a table's rows; where they are open, of those in which a figure stands, in order of their codes."""
    if not table.has_open_rows:
        return table.row_keys
    return tuple(sorted({cell.rpartition(".")[0] for key, cell in figures if key == table.key}))


def codes_of(sides: tuple[Side, ...], key: str) -> tuple[str, ...] | None:
    """The codes of which the key of a row or column consists, one a dimension; None if it is no key of these sides."""
    return next(_split_key(sides, key), None)


def _split_key(sides: tuple[Side, ...], key: str) -> Iterator[tuple[str, ...]]:
    """Every reading of a key: codes may have hyphens of their own."""
    first, rest = sides[0].dimension, sides[1:]
    if not rest:
        if first.is_open or key in first.codes:
            yield (key,)
        return
    parts = key.split("-")
    for place in range(1, len(parts)):
        code = "-".join(parts[:place])
        if first.is_open or code in first.codes:
            yield from ((code, *others) for others in _split_key(rest, "-".join(parts[place:])))


class Sheet:
    """A table with the rows that are there, and its cells by the codes of which their keys consist."""

    def __init__(self, table: Table, rows: tuple[str, ...]) -> None:
        self.table = table
        self.rows = rows
        self.sides = (*table.rows, *table.columns)

    @cached_property
    def cells(self) -> Mapping[tuple[str, ...], str]:
        """The keys of the cells by their codes: of the rows' dimensions, then of the columns'."""
        rows = [(codes, row) for row in self.rows if (codes := codes_of(self.table.rows, row))]
        columns = [(codes, key) for key in self.table.column_keys if (codes := codes_of(self.table.columns, key))]
        return {(*above, *beside): f"{row}.{column}" for above, row in rows for beside, column in columns}

    def places_of(self, rule_side: str) -> range:
        """The places, among the codes of a cell, of the dimensions on a side."""
        rows = len(self.table.rows)
        return range(rows) if rule_side == "rows" else range(rows, len(self.sides))

    def family(self, place: int, codes: tuple[str, ...], code: str) -> str | None:
        """The cell that differs from one with these codes by the code of one dimension."""
        return self.cells.get((*codes[:place], code, *codes[place + 1 :]))
