"""Tables without a dimension, or without one of the breakdowns of a dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidArgument
from disclosure.tables.relations import resolve_patterns
from disclosure.tables.specification import Partition
from disclosure.tables.table import Table


@dataclass(frozen=True)
class Shorter:
    """What can be left out of tables.

    Attributes
    ----------
    dimension : str
    categories : tuple of str
        The categories that go; none named if only the total of the dimension stays.
    """

    dimension: str
    categories: tuple[str, ...] = ()


def list_breakdowns(tables: Sequence[Table]) -> list[Shorter]:
    """What can be left out: each dimension that has a total, and each breakdown of a dimension that has several.

    Parameters
    ----------
    tables : sequence of Table
        By specifications with the same dimensions.

    Returns
    -------
    list of Shorter
        Without those that leave no figure, or all of them; dimensions before breakdowns, each in the order of the
        specification.
    """
    whole, some = [], []
    for place, dimension in enumerate(tables[-1].specification.dimensions):
        names = _names_in_use(tables, place)
        if dimension.total not in names or len(names) == 1:
            continue
        whole.append(Shorter(dimension.name))
        partitions = resolve_patterns(dimension, tuple(names))
        breakdowns = dict.fromkeys(_only_through(partitions, number, names) for number in range(len(partitions)))
        everything = {name for name in names if name != dimension.total}
        some += [Shorter(dimension.name, gone) for gone in breakdowns if gone and set(gone) != everything]
    return [one for one in (*whole, *some) if any(len(table) for table in leave_out(tables, one))]


def leave_out(tables: Sequence[Table], what: Shorter) -> list[Table]:
    """The tables without some rows.

    Parameters
    ----------
    tables : sequence of Table
    what : Shorter
        A dimension of which only the total stays, or its categories that go.

    Returns
    -------
    list of Table
        Those that have rows left.

    Raises
    ------
    InvalidArgument
        If there is no such dimension, or it has no total.

    Notes
    -----
    Which categories add up stays declared, so that what earlier releases show of them is still counted in.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["F", "M"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "sex" }
    ... ''')
    >>> table = read_table({"sex": ["all", "F", "M"], "value": ["12", "8", "4"]}, read)
    >>> [str(value) for value in leave_out([table], Shorter("sex"))[0].values]
    ['12']
    """
    dimensions = tables[-1].specification.dimensions
    names = [dimension.name for dimension in dimensions]
    if what.dimension not in names or dimensions[names.index(what.dimension)].total is None:
        raise InvalidArgument(
            f"Only a dimension with a total can be left out, but {what.dimension!r} is none. Dimensions: "
            f"{', '.join(dimension.name for dimension in dimensions if dimension.total is not None)}."
        )
    place = names.index(what.dimension)
    shorter = [_without(table, place, what.categories) for table in tables]
    return [table for table in shorter if len(table)]


def _without(table: Table, place: int, gone: Sequence[str]) -> Table:
    total = table.specification.dimensions[place].total
    keep = [name not in gone if gone else name == total for name in table.categories[place]]
    return table.take(np.flatnonzero(np.array(keep, bool)[table.codes[:, place]]))


def _names_in_use(tables: Sequence[Table], place: int) -> list[str]:
    """The categories of a dimension that stand in some row."""
    return list(
        dict.fromkeys(
            table.categories[place][code] for table in tables for code in np.unique(table.codes[:, place]).tolist()
        )
    )


def _only_through(partitions: Sequence[Partition], number: int, names: Sequence[str]) -> tuple[str, ...]:
    """The categories that are reached from the top only through one of the partitions."""
    parts = {part for partition in partitions for part in (*partition.parts, *partition.optional)}
    reached = {name for partition in partitions for name in (partition.parent,) if name not in parts}
    reached |= {name for name in names if name not in parts}
    others = [partition for place, partition in enumerate(partitions) if place != number]
    while (
        more := {part for each in others if each.parent in reached for part in (*each.parts, *each.optional)} - reached
    ):
        reached |= more
    return tuple(name for name in names if name not in reached)
