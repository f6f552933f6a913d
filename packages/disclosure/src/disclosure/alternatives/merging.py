"""Coarser categories: putting two parts into one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from disclosure.alternatives.requiring import require_only_possible
from disclosure.errors import InvalidArgument, NotPossible
from disclosure.rules.rules import Rules
from disclosure.suppression.choose import How
from disclosure.suppression.protect import Protected, protect
from disclosure.tables.specification import Dimension, Partition
from disclosure.tables.table import Table
from disclosure.values.column import Values
from disclosure.values.kinds import Kind
from disclosure.values.sums import total

JOINED = " + "


@dataclass(frozen=True, eq=False)
class Merge:
    """Two categories put together, and what can be published then.

    Attributes
    ----------
    dimension : str
    categories : tuple of str
    name : str
        Of the category they make.
    tables : tuple of Table
    published : int
        Figures that can be published as they are.
    protected : Protected
    """

    dimension: str
    categories: tuple[str, ...]
    name: str
    tables: tuple[Table, ...]
    published: int
    protected: Protected

    def __str__(self) -> str:
        put = " and ".join(map(repr, self.categories))
        return f"{self.dimension}: {put} together; {self.published:,} figures published, {self.protected.summary}"


def merge_categories(table: Table, dimension: str, categories: Sequence[str], name: str | None = None) -> Table:
    """Put categories of a dimension into one.

    Parameters
    ----------
    table : Table
    dimension : str
    categories : sequence of str
        At least two, parts of the same partitions and without parts of their own.
    name : str, optional
        Of the new category; their names joined by + if not given.

    Returns
    -------
    Table

    Raises
    ------
    InvalidArgument
        If they are not parts of the same partitions, or have parts of their own.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> from disclosure.tables.read_table import read_table
    >>> read = parse_specification('''
    ... title = "Victims by form"
    ... [[dimension]]
    ... name = "form"
    ... total = "all"
    ... partition = [{ parent = "all", parts = ["sexual", "labour", "other"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { form = "form" }
    ... ''')
    >>> table = read_table({"form": ["all", "sexual", "labour", "other"], "value": ["40", "31", "7", "2"]}, read)
    >>> merged = merge_categories(table, "form", ["labour", "other"])
    >>> [(merged.key(row)["form"], str(merged.values[row])) for row in range(3)]
    [('all', '40'), ('sexual', '31'), ('labour + other', '9')]
    """
    place, found = _dimension(table, dimension)
    new = name or JOINED.join(categories)
    _check(found, categories)
    partitions = tuple(_with(partition, categories, new) for partition in found.partitions)
    dimensions = list(table.specification.dimensions)
    dimensions[place] = replace(found, partitions=partitions)
    specification = replace(table.specification, dimensions=tuple(dimensions))
    names = (*table.categories[place], new)
    codes = table.codes.copy()
    here = np.isin(codes[:, place], [names.index(category) for category in categories if category in names])
    codes[here, place] = len(names) - 1
    categories_now = tuple(names if i == place else other for i, other in enumerate(table.categories))
    return _add_up_rows(replace(table, specification=specification, categories=categories_now, codes=codes))


def suggest_merges(
    tables: Table | Sequence[Table], rules: Rules, *, limit: int = 5, try_at_most: int = 60, how: How | str = How.FAST
) -> list[Merge]:
    """Find the merges of two categories after which most can be published.

    Parameters
    ----------
    tables : Table or sequence of Table
        Every figure known; linked tables together.
    rules : Rules
    limit : int
        How many to return.
    try_at_most : int
        How many merges to try out, those of the smallest categories first.
    how : How
        Which method chooses the cells to hide.

    Returns
    -------
    list of Merge
        The one that loses least first.

    Notes
    -----
    Each pair of sibling categories without parts of their own is merged, the tables are protected, and the figures
    still published as they are counted: a merge loses the figures it adds together and saves those that need not be
    hidden any more. All are tried with the first pattern of the quick method; those that come out best again by the
    method asked for.
    """
    several = [tables] if isinstance(tables, Table) else list(tables)
    quick = [_try(several, rules, *pair, how=How.QUICK, seconds=1e-9) for pair in _pairs(several)[:try_at_most]]
    best = sorted((merge for merge in quick if merge), key=_order)[:limit]
    tried = [_try(several, rules, merge.dimension, merge.categories, how=How(how)) for merge in best]
    return sorted((merge for merge in tried if merge), key=_order)


def _order(merge: Merge) -> tuple[int, float, str]:
    return -merge.published, merge.protected.summary.hidden_total, merge.name


def _try(
    tables: Sequence[Table],
    rules: Rules,
    dimension: str,
    pair: tuple[str, ...],
    *,
    how: How,
    seconds: float | None = None,
) -> Merge | None:
    merged = tuple(require_only_possible([merge_categories(table, dimension, pair) for table in tables], rules))
    try:
        safe = protect(merged, rules, how=how, time_limit=seconds)
    except NotPossible:
        return None
    published = int(sum(shown.values.known.sum() for shown in safe.tables))
    return Merge(dimension, pair, JOINED.join(pair), merged, published, safe)


def _dimension(table: Table, name: str) -> tuple[int, Dimension]:
    for place, dimension in enumerate(table.specification.dimensions):
        if dimension.name == name:
            return place, dimension
    known = ", ".join(dimension.name for dimension in table.specification.dimensions)
    raise InvalidArgument(f"There is no dimension {name!r}. Dimensions: {known}.")


def _check(dimension: Dimension, categories: Sequence[str]) -> None:
    parents = {partition.parent for partition in dimension.partitions}
    homes = {_homes(dimension, category) for category in categories}
    if len(categories) < 2 or set(categories) & parents or len(homes) != 1 or homes == {()}:
        raise InvalidArgument(
            f"{', '.join(map(repr, categories))} of dimension {dimension.name!r} cannot be put together: name at least "
            "two categories that are parts of the same parent and have no parts of their own."
        )


def _homes(dimension: Dimension, category: str) -> tuple[int, ...]:
    """The partitions of which a category is a part."""
    return tuple(i for i, p in enumerate(dimension.partitions) if category in (*p.parts, *p.optional))


def _with(partition: Partition, categories: Sequence[str], new: str) -> Partition:
    inside = [name for name in (*partition.parts, *partition.optional) if name in categories]
    if not inside:
        return partition
    required = any(name in partition.parts for name in inside)
    parts = tuple(name for name in partition.parts if name not in categories)
    optional = tuple(name for name in partition.optional if name not in categories)
    return replace(
        partition,
        parts=(*parts, new) if required else parts,
        optional=optional if required else (*optional, new),
    )


def _add_up_rows(table: Table) -> Table:
    """Add up the rows that have become one cell."""
    spans = [len(names) for names in table.categories]
    key = np.ravel_multi_index(tuple(table.codes.T), spans)
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    groups, keep = rank[group.reshape(-1)], first[order]
    values = total(table.values, groups, len(keep))
    merged = np.bincount(groups, minlength=len(keep)) > 1
    contributions = table.contributions[keep]
    for one in np.flatnonzero(merged) if contributions.shape[1] else []:
        largest = np.sort(table.contributions[groups == one].ravel())[::-1]
        contributions[one] = largest[: contributions.shape[1]]
    sensitive = np.bincount(groups, table.sensitive, minlength=len(keep)) > 0
    return replace(
        table.take(keep),
        values=_restore_unmerged(values, table.values, keep, merged),
        sensitive=sensitive & (values.kind == Kind.SUPPRESSED),
        weight=np.bincount(groups, table.weight, minlength=len(keep)),
        required=None if table.required is None else np.bincount(groups, table.required, minlength=len(keep)) > 0,
        contributions=contributions,
    )


def _restore_unmerged(summed: Values, before: Values, keep: np.ndarray, merged: np.ndarray) -> Values:
    """Put figures that were not merged back exactly as they were."""
    both = Values.concatenate([summed, before.take(keep)])
    rows = np.arange(len(keep))
    return both.take(np.where(merged, rows, rows + len(keep)))


def _pairs(tables: Sequence[Table]) -> list[tuple[str, tuple[str, str]]]:
    """Pairs of siblings that can be merged, the smallest first: parts of the same wholes, however these are divided."""
    found = []
    for place, dimension in enumerate(tables[-1].specification.dimensions):
        parents = {partition.parent for partition in dimension.partitions}
        size: dict[str, float] = {}
        for table in tables:
            sizes = np.bincount(table.codes[:, place], table.values.low, minlength=len(table.categories[place]))
            for name, here in zip(table.categories[place], sizes.tolist(), strict=True):
                size[name] = size.get(name, 0.0) + here
        for partition in dimension.partitions:
            every = (*partition.parts, *partition.optional)
            leaves = [name for name in every if name not in parents and name in size and "*" not in name]
            found += [
                (size[a] + size[b], dimension.name, (a, b))
                for a, b in combinations(leaves, 2)
                if _homes(dimension, a) == _homes(dimension, b)
            ]
    return [(name, pair) for _, name, pair in sorted(dict.fromkeys(found))]
