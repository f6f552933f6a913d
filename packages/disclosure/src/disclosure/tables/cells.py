"""The cells of a publication: what all its tables together say about each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidArgument
from disclosure.tables.specification import Specification
from disclosure.tables.table import Ints, Table, describe_key
from disclosure.values.column import Flags, Floats
from disclosure.values.kinds import Kind


@dataclass(frozen=True, eq=False)
class Cells:
    """Every distinct cell of a publication with the interval told about it.

    Attributes
    ----------
    specification : Specification
    categories : tuple of tuple of str
        For each dimension the categories found in any table.
    codes : array of int, n by dimensions
    low, high : array of float, n
        What is told about the cell: equal where a figure is published.
    sensitive : array of bool, n
        Which suppressed cells need protection by what their signs say.
    hidden : array of bool, n
        Which cells some table suppresses, whatever its sign says of them, or leaves out.
    told_low, told_high : array of float, n
        What the sign in place of a suppressed figure says, before other tables are used.
    weight : array of float, n
    figure_cell, figure_table, figure_row : array of int, m
        Of each figure its cell, the number of its table and its place in the table.
    tables : tuple of Table
    clashes : tuple of str
        Sentences on figures of the same cell that cannot both be true.
    """

    specification: Specification
    categories: tuple[tuple[str, ...], ...]
    codes: Ints
    low: Floats
    high: Floats
    sensitive: Flags
    hidden: Flags
    told_low: Floats
    told_high: Floats
    weight: Floats
    figure_cell: Ints
    figure_table: Ints
    figure_row: Ints
    tables: tuple[Table, ...]
    clashes: tuple[str, ...] = ()

    @property
    def fixed(self) -> Flags:
        """Which cells are published."""
        return np.asarray(self.low == self.high, bool)

    @property
    def listed(self) -> Flags:
        """Which cells a table lists or leaves out, in contrast to margins that were only thought of."""
        return np.asarray(self.hidden | (np.bincount(self.figure_cell, minlength=len(self)) > 0), bool)

    def key(self, cell: int) -> dict[str, str]:
        """The categories of a cell, by dimension."""
        dimensions = self.specification.dimensions
        return {d.name: self.categories[i][self.codes[cell, i]] for i, d in enumerate(dimensions)}

    def describe(self, cell: int) -> str:
        """A cell in words, dimensions at their total left out."""
        totals = {dimension.name: dimension.total for dimension in self.specification.dimensions}
        return describe_key([(name, category) for name, category in self.key(cell).items() if category != totals[name]])

    def describe_beside(self, cell: int, other: int) -> str:
        """A cell in words, only as far as it differs from another."""
        here, there = self.key(cell), self.key(other)
        return describe_key([(name, category) for name, category in here.items() if category != there[name]])

    def find(self, key: dict[str, str]) -> int:
        """The number of the cell with these categories; dimensions not named are at their total."""
        code = []
        for place, dimension in enumerate(self.specification.dimensions):
            category = key.get(dimension.name, dimension.total)
            if category not in self.categories[place]:
                found = ", ".join(self.categories[place][:10])
                raise InvalidArgument(f"Dimension {dimension.name!r} has no category {category!r}. Found: {found}.")
            code.append(self.categories[place].index(category))
        here = np.flatnonzero((self.codes == np.array(code)).all(axis=1))
        if not len(here):
            raise InvalidArgument(f"There is no cell {key}. Its categories exist, but not together.")
        return int(here[0])

    def __len__(self) -> int:
        return len(self.low)


def gather(tables: Sequence[Table]) -> Cells:
    """Put the figures of linked tables and of several releases together, cell by cell.

    Parameters
    ----------
    tables : sequence of Table
        All by specifications with the same dimensions.

    Returns
    -------
    Cells

    Raises
    ------
    InvalidArgument
        If there is no table, or dimensions differ.

    Notes
    -----
    What several figures tell about one cell is intersected: a cell hidden here and shown there is known. Where that is
    impossible because two figures contradict each other (one was revised) the later table counts, and `clashes` says
    so. A figure that is not recorded or does not apply tells nothing, and its cell is left out.
    """
    if not tables:
        raise InvalidArgument("There is no table to gather. Give at least one.")
    specification = tables[-1].specification
    names = [[dimension.name for dimension in table.specification.dimensions] for table in tables]
    if any(other != names[-1] for other in names):
        raise InvalidArgument(f"Tables of one publication must have the same dimensions, but have {names}.")
    categories = _categories(tables, len(names[-1]))
    codes = np.concatenate([_recode(table, categories) for table in tables])
    keep = np.concatenate([~table.values.is_kind(Kind.NOT_RECORDED, Kind.NOT_APPLICABLE) for table in tables])
    cell, first = _number(codes[keep], categories)
    table_of = np.repeat(np.arange(len(tables)), [len(table) for table in tables])[keep]
    row_of = np.concatenate([np.arange(len(table)) for table in tables])[keep]
    low, high = (np.concatenate([getattr(table.values, side) for table in tables])[keep] for side in ("low", "high"))
    sensitive = np.concatenate([table.sensitive for table in tables])[keep]
    weight = np.concatenate([table.weight for table in tables])[keep]
    size = len(first)
    bounds = _intersect(cell, low, high, size)
    clashes = _clashes(cell, table_of, row_of, bounds, tables)
    bounds = _settle(cell, low, high, bounds)
    intervals = _intersect(cell[sensitive], low[sensitive], high[sensitive], size)
    needs = np.bincount(cell[sensitive], minlength=size) > 0
    suppressed = np.concatenate([table.values.kind == Kind.SUPPRESSED for table in tables])[keep]
    hidden = np.bincount(cell[suppressed], minlength=size) > 0
    heaviest = np.zeros(size)
    np.maximum.at(heaviest, cell, weight)
    return Cells(
        specification, categories, codes[keep][first], *bounds, needs, hidden,
        np.where(needs, intervals[0], bounds[0]), np.where(needs, intervals[1], bounds[1]), heaviest,
        cell, table_of, row_of, tuple(tables), clashes,
    )  # fmt: skip


def locate(some: Cells, among: Cells) -> Ints:
    """For each cell its number among other cells, -1 where it is none of them."""
    spans = [len(ours) + len(theirs) + 1 for ours, theirs in zip(among.categories, some.categories, strict=True)]
    known = _keys(among.codes, spans)
    moved = np.empty_like(some.codes)
    for place, names in enumerate(some.categories):
        number = {name: code for code, name in enumerate(among.categories[place])}
        unknown = spans[place] - 1
        lookup = np.array([number.get(name, unknown) for name in names], np.int64)
        moved[:, place] = lookup[some.codes[:, place]]
    wanted = _keys(moved, spans)
    order = np.argsort(known, kind="stable")
    spot = np.minimum(np.searchsorted(known[order], wanted), max(len(known) - 1, 0))
    same = known[order][spot] == wanted if len(known) else np.zeros(len(wanted), bool)
    return np.where(same, order[spot], -1) if len(known) else np.full(len(wanted), -1, np.int64)


def _keys(codes: Ints, spans: Sequence[int]) -> Ints:
    return np.asarray(np.ravel_multi_index(tuple(codes.T), tuple(spans)), np.int64)


def _categories(tables: Sequence[Table], dimensions: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(dict.fromkeys(name for table in tables for name in table.categories[place]))
        for place in range(dimensions)
    )


def _recode(table: Table, categories: tuple[tuple[str, ...], ...]) -> Ints:
    recoded = np.empty_like(table.codes)
    for place, names in enumerate(table.categories):
        new = {name: number for number, name in enumerate(categories[place])}
        lookup = np.array([new[name] for name in names], np.int64)
        recoded[:, place] = lookup[table.codes[:, place]] if len(lookup) else 0
    return recoded


def _number(codes: Ints, categories: tuple[tuple[str, ...], ...]) -> tuple[Ints, Ints]:
    """Number cells in the order in which they first occur."""
    spans = [max(len(names), 1) for names in categories]
    key = np.ravel_multi_index(tuple(codes.T), spans) if spans else np.zeros(len(codes), np.int64)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[inverse.reshape(-1)], first[order]


def _intersect(cell: Ints, low: Floats, high: Floats, size: int) -> tuple[Floats, Floats]:
    lows, highs = np.full(size, -np.inf), np.full(size, np.inf)
    np.maximum.at(lows, cell, low)
    np.minimum.at(highs, cell, high)
    return lows, highs


def _settle(cell: Ints, low: Floats, high: Floats, bounds: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Where figures contradict each other, the last one counts."""
    lows, highs = bounds
    last = np.zeros(len(lows), np.int64)
    last[cell] = np.arange(len(cell))
    empty = lows > highs
    return np.where(empty, low[last], lows), np.where(empty, high[last], highs)


def _clashes(
    cell: Ints, table_of: Ints, row_of: Ints, bounds: tuple[Floats, Floats], tables: Sequence[Table]
) -> tuple[str, ...]:
    notes = []
    for number in np.flatnonzero(bounds[0] > bounds[1])[:100]:
        here = np.flatnonzero(cell == number)
        figures = [f"{tables[table_of[i]].values[int(row_of[i])]} in {_place(tables[table_of[i]])}" for i in here]
        key = tables[table_of[here[0]]].key(int(row_of[here[0]]))
        notes.append(f"The cell {describe_key(list(key.items()))} has {' and '.join(figures)}; the last was taken.")
    return tuple(notes)


def _place(table: Table) -> str:
    return f"table {table.name!r} of {table.release}"
