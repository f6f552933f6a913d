"""What is to be published against the true figures."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from disclosure.errors import InvalidData, NotPossible
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.complete import add_missing_parts
from disclosure.tables.relations import relate
from disclosure.tables.table import Table
from disclosure.values.column import Values
from disclosure.values.kinds import Kind

SILENT = (Kind.NOT_RECORDED, Kind.NOT_APPLICABLE)


def compare_with_truth(published: Sequence[Table], truth: Sequence[Table]) -> None:
    """See that nothing published says anything else than the true figures.

    Parameters
    ----------
    published, truth : sequence of Table
        By the same dimensions.

    Raises
    ------
    NotPossible
        If a figure is another, a sign or a rounded figure excludes the true one, a figure is said not to be there
        though it is, or a row is not among the true figures; names the cell and both.
    """
    known = gather(truth)
    for table in published:
        _compare(table, known)


def _compare(table: Table, known: Cells) -> None:
    silent = table.values.is_kind(*SILENT)
    here = locate(gather([hide_all(table)]), known)
    there = here >= 0
    figure = np.where(there, known.low[here], np.nan)
    wrong = np.flatnonzero(there & (silent | (figure < table.values.low) | (figure > table.values.high)))
    unknown = np.flatnonzero(~there & ~silent)
    if len(wrong):
        row = int(wrong[0])
        raise NotPossible(
            f"Table {table.name!r}, row {table.rows[row]}: {table.values[row]} is to be published, but the true figure "
            f"is {figure[row]:g}; so with {len(wrong) - 1} more. A sign says what is true of the figure behind it."
        )
    if len(unknown):
        row = int(unknown[0])
        raise NotPossible(
            f"Table {table.name!r}, row {table.rows[row]}: the cell ({_cell(table, row)}) is not among the true "
            f"figures; so with {len(unknown) - 1} more. Give the truth of every figure."
        )


def _cell(table: Table, row: int) -> str:
    return ", ".join(f"{name} {category}" for name, category in table.key(row).items())


def hide_all(table: Table) -> Table:
    """The table with nothing told about any of its cells."""
    size = len(table)
    kind = np.full(size, Kind.SUPPRESSED, np.int8)
    values = Values.build(kind, np.zeros(size), np.full(size, np.inf), unit=table.values.unit)
    return replace(table, values=values, sensitive=np.zeros(size, bool))


def silent_cells(tables: Sequence[Table]) -> list[Table]:
    """The cells said to be not recorded or not applicable, as hidden ones: a reader may compute them all the same."""
    found = [hide_all(table.take(np.flatnonzero(table.values.is_kind(*SILENT)))) for table in tables]
    return [table for table in found if len(table)]


def check_truth(truth: Sequence[Table]) -> Cells:
    """See that the true figures are complete and add up.

    Parameters
    ----------
    truth : sequence of Table

    Returns
    -------
    Cells
        All true figures, cell by cell.

    Raises
    ------
    InvalidData
        If a figure is not known, two differ, a part is missing, or parts do not add up; names the cell.
    """
    for table in truth:
        hidden = np.flatnonzero(table.values.is_kind(Kind.SUPPRESSED, Kind.ESTIMATED))
        if len(hidden):
            row = int(hidden[0])
            raise InvalidData(
                f"True figures of table {table.name!r}, row {table.rows[row]}: the figure is {table.values[row]}. Give "
                "the figure itself; only the published file has signs."
            )
    cells = gather(truth)
    if cells.clashes:
        raise InvalidData(f"True figures: {cells.clashes[0]} Two figures of one cell cannot both be true.")
    silent = silent_cells(truth)
    grown = add_missing_parts(gather([*silent, *truth]), all_partitions=True)
    missing = len(gather([*silent, *truth]))
    if len(grown) > missing:
        raise InvalidData(
            f"True figures: {grown.describe(missing)} is missing, and {len(grown) - missing - 1} more, though its "
            "total and another part are there. Give every part, zeros too: a row left out is a hidden figure."
        )
    relations = relate(cells)
    left = relations.matrix @ cells.low
    exact = (relations.high == 0) & ~relations.doubtful
    off = np.flatnonzero(np.where(exact, left != 0, left < 0) & ~relations.doubtful)
    if len(off):
        parent, *parts = relations.cells_of(int(off[0])).tolist()
        raise InvalidData(
            f"True figures: {cells.describe(parent)} is {cells.low[parent]:,.10g}, but its parts make "
            f"{cells.low[parts].sum():,.10g}; so with {len(off) - 1} more. Correct the figures, or the policy."
        )
    return cells
