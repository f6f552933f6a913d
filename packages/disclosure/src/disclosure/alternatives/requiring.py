"""Tables of which some breakdowns are published whole, but for the figures that need protection themselves."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from disclosure.errors import InvalidArgument
from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.tables.cells import gather
from disclosure.tables.table import Table
from disclosure.values.column import Flags

type Breakdown = tuple[str, ...]


def breakdowns_of(table: Table) -> list[Breakdown]:
    """By which dimensions each cell is broken down: those of which it has not the total.

    Dimensions without a total do not count, since every cell is broken down by them.
    """
    dimensions = [one for one in table.specification.dimensions if one.total is not None]
    labels = [table.labels(table.specification.dimensions.index(one)) for one in dimensions]
    return [
        tuple(one.name for one, name in zip(dimensions, row, strict=True) if name != one.total)
        for row in (zip(*labels, strict=True) if labels else [()] * len(table))
    ]


def require_breakdowns(tables: Sequence[Table], wanted: Sequence[Breakdown], rules: Rules) -> list[Table]:
    """Say of tables that no figure of some breakdowns is hidden to protect others.

    Parameters
    ----------
    tables : sequence of Table
        With every figure known; linked tables together.
    wanted : sequence of tuple of str
        Each the names of the dimensions by which figures are broken down, in any order; none for the totals of all.
    rules : Rules
        What they make sensitive is hidden as ever.

    Returns
    -------
    list of Table
        For `protect`, which refuses what cannot be protected so.

    Raises
    ------
    InvalidArgument
        If no dimension with a total has such a name.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["F", "M", "X"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "sex" }
    ... ''')
    >>> table = read_table({"sex": ["all", "F", "M", "X"], "value": ["30", "18", "10", "2"]}, read)
    >>> require_breakdowns([table], [("sex",)], Rules())[0].required.tolist()
    [False, True, True, False]
    """
    known = {one.name for table in tables for one in table.specification.dimensions if one.total is not None}
    if unknown := [name for one in wanted for name in one if name not in known]:
        raise InvalidArgument(
            f"There is no dimension with a total named {unknown[0]!r}. There are: {', '.join(sorted(known))}."
        )
    some, required = {frozenset(one) for one in wanted}, []
    for table in tables:
        is_wanted = np.array([frozenset(one) in some for one in breakdowns_of(table)], bool)
        required.append(replace(table, required=is_wanted if table.required is None else is_wanted | table.required))
    return require_only_possible(required, rules)


def require_only_possible(tables: Sequence[Table], rules: Rules) -> list[Table]:
    """Say no longer of sensitive cells, and of those that are not published anyway, that they must be published.

    Parameters
    ----------
    tables : sequence of Table
        With every figure known; linked tables together.
    rules : Rules
    """
    cells = gather(tables)
    sensitive, found = primary(cells, rules).flags, []
    for number, table in enumerate(tables):
        here = cells.figure_table == number
        is_sensitive: Flags = np.zeros(len(table), bool)
        is_sensitive[cells.figure_row[here]] = sensitive[cells.figure_cell[here]]
        required = None if table.required is None else table.required & table.published & ~is_sensitive
        found.append(replace(table, required=required))
    return found
