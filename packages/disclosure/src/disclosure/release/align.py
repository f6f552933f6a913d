"""Tables of different releases brought to the code lists of the policy in force, to be audited together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.errors import NotPossible
from disclosure.release.policy import RESERVED, CodeList, Policy
from disclosure.tables.private import PrivateCells
from disclosure.tables.specification import Dimension, Partition, Population, Specification
from disclosure.tables.table import Ints, Table

NOT_STATED, POPULATION = "(not stated)", RESERVED


def fit_specification(read: Specification, policy: Policy) -> tuple[Specification, list[str]]:
    """A specification with the dimensions of a policy in place of its own.

    Parameters
    ----------
    read : Specification
    policy : Policy

    Returns
    -------
    Specification
        With the spellings of the one given. A table that lacks a dimension is at its total; if the dimension has none,
        at a category of its own that nothing adds up to.
    list of str
        The dimensions of the latter kind, which nobody can match with other tables.
    """
    own = {dimension.name: dimension for dimension in read.dimensions}
    dimensions, unmatched = [], []
    for known in policy.lists:
        labels = own[known.name].labels if known.name in own else {}
        total = known.dimension.total
        lacking = [
            layout.name for layout in read.layouts if known.name not in (*layout.columns, *layout.fixed, layout.wide)
        ]
        if total is None and lacking:
            total = NOT_STATED
            unmatched += [f"dimension {known.name} not stated in table {name}" for name in lacking]
        dimensions.append(replace(known.dimension, total=total, labels=labels))
    return replace(read, dimensions=tuple(dimensions)), unmatched


def check_categories(tables: Sequence[Table], policy: Policy) -> None:
    """Refuse a category that the policy's code list does not have.

    Raises
    ------
    NotPossible
        Naming table, dimension and category.
    """
    for table in tables:
        for place, known in enumerate(policy.lists):
            used = {table.categories[place][code] for code in np.unique(table.codes[:, place]).tolist()}
            wrong = sorted(name for name in used if name != NOT_STATED and not known.has(name))
            if wrong:
                raise NotPossible(
                    f"Table {table.name!r}, dimension {known.name!r}: the code list {known.codes!r} of the policy has "
                    f"no category {wrong[0]!r}."
                )


@dataclass(frozen=True)
class Alignment:
    """How what was released under an earlier policy reads under the one in force.

    Attributes
    ----------
    then, now : Policy
    """

    then: Policy
    now: Policy

    def recode(self, name: str) -> Callable[[str], str]:
        """The present category of an earlier one; what several make up, or nothing does, gets a name of its own."""
        old, new = self.then.list_of(name), self.now.list_of(name)
        if old is None or new is None or old.codes == new.codes:
            return str
        maps = _maps(old, new)
        return lambda label: maps[label][0] if len(maps.get(label, ())) == 1 else f"{label} [{old.codes}]"

    def list_unmatched(self, tables: Sequence[Table], release: str) -> list[str]:
        """The code lists of an earlier release that cannot be matched with the present ones, in words."""
        found = []
        for place, old in enumerate(self.then.lists):
            new = self.now.list_of(old.name)
            if new is None or new.codes == old.codes:
                continue
            used = {name for table in tables for name in table.categories[place]}
            if any(not _maps(old, new).get(name) for name in used - {NOT_STATED}):
                found.append(f"dimension {old.name} of {release}, by {old.codes}")
        added = [one.name for one in self.now.lists if self.then.list_of(one.name) is None]
        return [*found, *(f"dimension {name}, which {release} lacks" for name in added)]

    def partitions(self, name: str) -> list[Partition]:
        """What earlier categories are made up of in present ones."""
        old, new = self.then.list_of(name), self.now.list_of(name)
        if old is None or new is None or old.codes == new.codes:
            return []
        return [
            Partition(f"{label} [{old.codes}]", parts) for label, parts in _maps(old, new).items() if len(parts) > 1
        ]

    def table(self, table: Table, specification: Specification) -> Table:
        """A table by the present dimensions."""
        names = [one.name for one in self.then.lists]
        columns: list[Ints] = []
        categories: list[tuple[str, ...]] = []
        for dimension in specification.dimensions:
            if dimension.name not in names:
                columns.append(np.zeros(len(table), np.int64))
                categories.append((dimension.total or NOT_STATED,))
                continue
            place = names.index(dimension.name)
            recode = self.recode(dimension.name)
            columns.append(table.codes[:, place])
            categories.append(tuple(recode(label) for label in table.categories[place]))
        return replace(table, specification=specification, categories=tuple(categories), codes=np.column_stack(columns))

    def private(self, cells: PrivateCells) -> PrivateCells:
        """Private cells by the present categories."""
        recode = [self.recode(name) for name in cells.dimensions]
        keys = tuple(tuple(f(label) for f, label in zip(recode, key, strict=True)) for key in cells.keys)
        return replace(cells, keys=keys)


def _maps(old: CodeList, new: CodeList) -> dict[str, tuple[str, ...]]:
    stated = next((one.maps for one in new.earlier if one.codes == old.codes), {})
    total, now = old.dimension.total, new.dimension.total
    return {**stated, **({total: (now,)} if total is not None and now is not None else {})}


def joint_dimensions(alignments: Sequence[Alignment], policy: Policy) -> tuple[Dimension, ...]:
    """The policy's dimensions, with what earlier categories are made up of."""
    found = []
    for known in policy.lists:
        more = [part for one in alignments for part in one.partitions(known.name)]
        total = known.dimension.total or NOT_STATED
        found.append(
            replace(known.dimension, total=total, partitions=(*known.dimension.partitions, *dict.fromkeys(more)))
        )
    return tuple(found)


def population_dimension(own: Population, others: Sequence[Population], more: Sequence[Partition] = ()) -> Dimension:
    """A dimension that keeps apart whom the figures count.

    Parameters
    ----------
    own : Population
        Of this release.
    others : sequence of Population
        Whose figures are taken to be of the same people where they are equal.
    more : sequence of Partition
        Populations and their parts.

    Returns
    -------
    Dimension
    """
    partitions = [Partition(str(other), (str(own),)) for other in dict.fromkeys(others)]
    return Dimension(POPULATION, str(own), (*partitions, *dict.fromkeys(more)))


def place_table(table: Table, population: Population | str, specification: Specification) -> Table:
    """A table with the population it counts as its last dimension."""
    codes = np.column_stack([table.codes, np.zeros(len(table), np.int64)])
    categories = (*table.categories, (str(population),))
    return replace(table, specification=specification, categories=categories, codes=codes)


def place_private(cells: PrivateCells, population: Population | str) -> PrivateCells:
    """Private cells with the population they count."""
    keys = tuple((*key, str(population)) for key in cells.keys)
    return replace(cells, dimensions=(*cells.dimensions, POPULATION), keys=keys)
