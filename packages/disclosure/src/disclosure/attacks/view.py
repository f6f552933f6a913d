"""A release as an attacker sees it: counts of combinations, or rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Self

import numpy as np

from disclosure.attacks.index import Item, Person, PersonIndex
from disclosure.errors import InvalidData
from disclosure.privacy.result import NoisyMarginals
from disclosure.tables.table import Table


@dataclass(frozen=True, eq=False)
class Release:
    """Published counts by combination, or published rows.

    Attributes
    ----------
    counts : mapping of frozenset of (column, value) to float
        The empty set stands for everybody. Empty for microdata.
    order : int
        The most attributes in a combination.
    rows : tuple of Person, optional
        Of microdata.
    """

    counts: Mapping[Person, float]
    order: int
    rows: tuple[Person, ...] | None = None

    @classmethod
    def of_marginals(cls, marginals: NoisyMarginals) -> Self:
        """A release of noisy counts."""
        counts: dict[Person, float] = {frozenset(c): float(n.value) for c, n in marginals.counts.items()}
        counts[frozenset()] = float(marginals.persons.value)
        return cls(counts, int(marginals.facts["order"]))

    @classmethod
    def of_tables(cls, tables: Iterable[Table]) -> Self:
        """A release of tables: every figure shown is the count of a combination, dimensions at their total left out."""
        counts: dict[Person, float] = {}
        for table in (table.visible() for table in tables):
            totals = {(d.name, d.total) for d in table.specification.dimensions}
            for row in np.flatnonzero(table.values.known).tolist():
                counts[frozenset(table.key(row).items() - totals)] = float(table.values.point[row])
        return cls(counts, max(map(len, counts), default=0))

    @classmethod
    def of_microdata(cls, rows: Iterable[Person], *, order: int = 3) -> Self:
        """A release of rows, one a person, real or synthetic."""
        rows = tuple(rows)
        if not rows:
            raise InvalidData("The microdata to attack have no rows.")
        return cls({}, order, rows)

    @classmethod
    def of_exact_counts(cls, persons: Iterable[Person], *, order: int, least: int = 1) -> Self:
        """The careless release: true counts of all combinations with at least so many persons."""
        counts = {c: float(n) for c, n in tally(tuple(persons), order).items() if n >= least}
        return cls(counts, order)

    def count(self, items: Person) -> float:
        """The published count, or 0; of rows, how many there are."""
        return self.counts.get(items, 0.0) if self.rows is None else float(self.index.count(items))

    @cached_property
    def index(self) -> PersonIndex:
        """The rows of microdata."""
        return PersonIndex.of(self.rows or ())

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each attribute that occur."""
        items = {item for items in self.counts for item in items} if self.rows is None else self.index.numbers
        found: dict[str, list[str]] = {}
        for column, value in sorted(items):
            found.setdefault(column, []).append(value)
        return {column: tuple(values) for column, values in found.items()}


def people(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[Person, ...]:
    """Rows of texts as persons.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequences of str
        Blanks are left out.

    Returns
    -------
    tuple of frozenset of (column, value)

    Examples
    --------
    >>> people(("sex", "age"), [("woman", "")])
    (frozenset({('sex', 'woman')}),)
    """
    return tuple(frozenset((c, t) for c, t in zip(columns, row, strict=True) if t) for row in rows)


def parts(person: Person, order: int) -> Iterable[Person]:
    """All combinations of a person's attributes up to an order, the empty one first."""
    items = sorted(person)
    return (frozenset(part) for k in range(order + 1) for part in combinations(items, k))


def tally(persons: Sequence[Person], order: int) -> Counter[Person]:
    """True counts of all combinations up to an order."""
    return Counter(part for person in persons for part in parts(person, order))


__all__ = ["Item", "Person", "Release", "parts", "people", "tally"]
