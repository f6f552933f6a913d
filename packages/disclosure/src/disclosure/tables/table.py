"""One table of a publication: a figure for each cell, a cell being one category of every dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from disclosure.tables.specification import Layout, Specification
from disclosure.values.column import Flags, Floats, Values

type Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Table:
    """The figures of one table.

    Attributes
    ----------
    specification : Specification
    layout : Layout
    categories : tuple of tuple of str
        For each dimension the categories found.
    codes : array of int, n by dimensions
        For each figure its category in each dimension.
    values : Values, n
    sensitive : array of bool, n
        Which suppressed figures need protection themselves.
    rows : array of int, n
        Rows in the file they came from.
    weight : array of float, n
        Loss if a cell is hidden.
    contributions : array of float, n by k
        Largest contributions to each figure, largest first; k is 0 where they are not known.
    published : array of bool, n
        False for margins that are known to the publisher only.
    release : str
        The release it belongs to.
    protection : array of float, n by 2, optional
        The interval a cell needs for reasons of its own; not a number where it has none.
    required : array of bool, n, optional
        Cells that are never hidden to protect others, beside those that the specification names.
    """

    specification: Specification
    layout: Layout
    categories: tuple[tuple[str, ...], ...]
    codes: Ints
    values: Values
    sensitive: Flags
    rows: Ints
    weight: Floats
    contributions: Floats
    published: Flags
    release: str = "this release"
    protection: Floats | None = None
    required: Flags | None = None

    @property
    def name(self) -> str:
        """The name of the table in the specification."""
        return self.layout.name

    def key(self, row: int) -> dict[str, str]:
        """The categories of a cell, by dimension."""
        dimensions = self.specification.dimensions
        return {d.name: self.categories[i][self.codes[row, i]] for i, d in enumerate(dimensions)}

    def labels(self, dimension: int) -> list[str]:
        """The category of each cell in a dimension."""
        names = np.array(self.categories[dimension], object)
        return list(names[self.codes[:, dimension]])

    def visible(self) -> "Table":
        """The table as its readers see it: without what is not published."""
        return self if self.published.all() else self.take(np.flatnonzero(self.published))

    def take(self, rows: Ints) -> "Table":
        """Some of its cells."""
        return replace(
            self,
            codes=self.codes[rows],
            values=self.values.take(rows),
            sensitive=self.sensitive[rows],
            rows=self.rows[rows],
            weight=self.weight[rows],
            contributions=self.contributions[rows],
            published=self.published[rows],
            protection=None if self.protection is None else self.protection[rows],
            required=None if self.required is None else self.required[rows],
        )

    @property
    def must_be_published(self) -> Flags:
        """Which cells are never hidden to protect others."""
        named = self.matches(self.layout.must_be_published)
        return named if self.required is None else named | self.required

    def matches(self, some: Sequence[Mapping[str, str]]) -> Flags:
        """Which cells have all the categories of one of these."""
        found = np.zeros(len(self), bool)
        names = [dimension.name for dimension in self.specification.dimensions]
        for one in some:
            here = np.ones(len(self), bool)
            for name, category in one.items():
                place = names.index(name)
                known = self.categories[place]
                here &= self.codes[:, place] == (known.index(category) if category in known else -1)
            found |= here
        return found

    def __len__(self) -> int:
        return len(self.values)


def describe_key(key: Sequence[tuple[str, str]]) -> str:
    """A cell in words: dimension and category, those at their total left out by the caller."""
    return ", ".join(f"{dimension} {category}" for dimension, category in key) or "the total of all"
