"""Populations that have people in common, brought into one system: wholes, their parts, and whoever is in no part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

import numpy as np

from disclosure.errors import NotPossible
from disclosure.release.align import NOT_STATED
from disclosure.release.population_list import ListedPopulation, PopulationList
from disclosure.tables.private import PrivateCells
from disclosure.tables.specification import Dimension, Partition, Population, Specification
from disclosure.tables.table import Table

# Of several parts that have nobody in common at most so many combinations are looked at.
_MOST = 64


@dataclass(frozen=True)
class Link:
    """A population, and others whose people are all in it and are counted once.

    Attributes
    ----------
    whole : Population
    parts : tuple of Population
    declared : bool
        Whether the office declared it; else it is only possible.
    complete : bool
        Whether the parts make up the whole, so that nobody is left.
    """

    whole: Population
    parts: tuple[Population, ...]
    declared: bool = True
    complete: bool = False

    @property
    def rest(self) -> str:
        """The name of those who are in no part."""
        return f"{self.whole} without {' and '.join(map(str, self.parts))}"

    @property
    def partition(self) -> Partition:
        """The whole and its parts in the dimension of populations."""
        parts = tuple(map(str, self.parts))
        return Partition(str(self.whole), parts if self.complete else (*parts, self.rest))

    def is_among(self, populations: Iterable[Population]) -> bool:
        """Whether all of them are there."""
        return {self.whole, *self.parts} <= set(populations)


def link_populations(populations: Sequence[Population], listed: PopulationList) -> list[Link]:
    """The links that are declared between populations that have figures.

    Parameters
    ----------
    populations : sequence of Population
        Those with figures, each edition by itself.
    listed : PopulationList

    Returns
    -------
    list of Link
        Each population with every part of it, with several that have nobody in common, and with those that make it up.
    """
    found = []
    for whole in populations:
        inside = [one for one in populations if listed.is_within(one.id, whole.id)]
        found += [Link(whole, (one,)) for one in inside]
        found += [Link(whole, group) for group in islice(_disjoint_groups(inside, listed), _MOST)]
    editions: dict[str, list[Population]] = {}
    for one in populations:
        editions.setdefault(one.id, []).append(one)
    for name, parts in listed.divisions():
        several = product(*(editions.get(each, []) for each in (name, *parts)))
        found += [Link(whole, tuple(each), complete=True) for whole, *each in islice(several, _MOST)]
    return found


def _disjoint_groups(inside: Sequence[Population], listed: PopulationList) -> Iterable[tuple[Population, ...]]:
    for size in range(2, len(inside) + 1):
        for group in combinations(inside, size):
            if all(listed.are_disjoint(a.id, b.id) for a, b in combinations(group, 2)):
                yield group


def is_declared(one: str, other: str, listed: PopulationList) -> bool:
    """Whether the office says how two populations are related."""
    return listed.is_within(one, other) or listed.is_within(other, one) or listed.are_disjoint(one, other)


def rest_of(whole: PrivateCells, parts: Sequence[PrivateCells], below: int) -> PrivateCells:
    """Those of a population who are in no part of it, as cells that nobody publishes.

    Parameters
    ----------
    whole : PrivateCells
        The true figures; `low` and `high` are what a sign in their place tells, or 0 and infinity.
    parts : sequence of PrivateCells
        Likewise.
    below : int
        Figures from 1 to one less need protection.

    Returns
    -------
    PrivateCells
        Of the cells that all have, and in which the parts are no more than the whole. A small one must stay as
        uncertain as the signs beside it allow.
    """
    tables = [dict(zip(one.keys, zip(one.value, one.low, one.high, strict=True), strict=True)) for one in parts]
    keys, numbers = [], []
    for key, value, low, high in zip(whole.keys, whole.value, whole.low, whole.high, strict=True):
        if not all(key in table for table in tables):
            continue
        some = np.array([table[key] for table in tables])
        left = value - some[:, 0].sum()
        if left >= 0:
            told = max(low - some[:, 2].sum(), 1.0), min(high - some[:, 1].sum(), below - 1.0)
            need = (told if told[0] < told[1] else (1.0, below - 1.0)) if 1 <= left < below else (left, left)
            keys.append(key)
            numbers.append((left, *need))
    value, low, high = np.array(numbers, float).reshape(len(keys), 3).T
    return PrivateCells(whole.dimensions, tuple(keys), value, low, high)


def could_be_within(some: PrivateCells, all_: PrivateCells) -> bool:
    """Whether no figure of one population is more than that of another one, and they have figures in common."""
    table = dict(zip(all_.keys, all_.value, strict=True))
    both = [(value, table[key]) for key, value in zip(some.keys, some.value, strict=True) if key in table]
    return bool(both) and all(a <= b for a, b in both) and any(a < b for a, b in both)


def restate_population(population: Population, listed: PopulationList) -> Population:
    """The population of which another is a category, or itself."""
    taken = listed.populations.get(population.id)
    return Population(taken.of, population.edition) if taken is not None and taken.of else population


def restate_table(table: Table, taken: ListedPopulation | None) -> Table:
    """A table about a population that is a category of another one, as a table of that one.

    Parameters
    ----------
    table : Table
    taken : ListedPopulation, optional

    Returns
    -------
    Table
        With the category in place of the total; of a dimension without a total, in place of its one label.

    Raises
    ------
    NotPossible
        If the table has other categories of that dimension, so that it would say two things of one cell.
    """
    if taken is None or not taken.of:
        return table
    categories = list(table.categories)
    for name, parts in taken.where.items():
        place = _place_of(name, table.specification, taken)
        total = table.specification.dimensions[place].total
        used = sorted({table.categories[place][code] for code in np.unique(table.codes[:, place]).tolist()})
        _check_one_label(used, total, parts, taken, name)
        categories[place] = tuple(_name_parts(parts) for _ in table.categories[place])
    return replace(table, categories=tuple(categories))


def _place_of(name: str, specification: Specification, taken: ListedPopulation) -> int:
    names = [dimension.name for dimension in specification.dimensions]
    if name not in names:
        raise NotPossible(
            f"The register of populations takes {taken.id!r} from the dimension {name!r}, which the policy lacks; it "
            f"has: {', '.join(names)}."
        )
    return names.index(name)


def _check_one_label(
    used: Sequence[str], total: str | None, parts: Sequence[str], taken: ListedPopulation, name: str
) -> None:
    own = {_name_parts(parts), total or NOT_STATED} if total != NOT_STATED else set(used[:1])
    if wrong := sorted(set(used) - own):
        raise NotPossible(
            f"The population {taken.id!r} is {name} {_name_parts(parts)} of {taken.of!r}, but its tables have {name} "
            f"{wrong[0]}. Leave the dimension out of them, or release them as tables of {taken.of!r}."
        )


def restate_private(cells: PrivateCells, taken: ListedPopulation | None) -> PrivateCells:
    """Private cells of a population that is a category of another one, as cells of that one."""
    if taken is None or not taken.of:
        return cells
    fixed = {cells.dimensions.index(name): _name_parts(parts) for name, parts in taken.where.items()}
    keys = tuple(tuple(fixed.get(place, label) for place, label in enumerate(key)) for key in cells.keys)
    return replace(cells, keys=keys)


def add_taken_categories(dimensions: Sequence[Dimension], listed: PopulationList) -> tuple[Dimension, ...]:
    """Dimensions with the categories that populations are taken from, where these are several together."""
    found = []
    for dimension in dimensions:
        several = dict.fromkeys(
            parts
            for one in listed.populations.values()
            for name, parts in one.where.items()
            if name == dimension.name and len(parts) > 1
        )
        more = [part for parts in several for part in _divide(dimension, parts, several)]
        found.append(replace(dimension, partitions=(*dimension.partitions, *more)))
    return tuple(found)


def _divide(dimension: Dimension, parts: tuple[str, ...], several: Iterable[tuple[str, ...]]) -> Iterable[Partition]:
    """Several categories taken together: of what they consist, and which others are left of all or of more."""
    name = _name_parts(parts)
    yield Partition(name, parts)
    wider = [(_name_parts(other), other) for other in several if set(parts) < set(other)]
    if dimension.total not in (None, NOT_STATED):
        wider += [(one.parent, one.parts) for one in dimension.partitions if set(parts) < set(one.parts)]
    for parent, other in wider:
        yield Partition(parent, (name, *(each for each in other if each not in parts)))


def _name_parts(parts: Sequence[str]) -> str:
    return " + ".join(parts)
