"""Persons as a matrix, so that descriptions are counted and neighbours found in large files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Item = tuple[str, str]
type Person = frozenset[Item]
"""A record as the set of its filled attributes: (column, value)."""

_UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class PersonIndex:
    """Persons, one row each, one column for each attribute.

    Attributes
    ----------
    places : dict of str to int
        The column of each attribute.
    numbers : dict of (column, value) to int
        How each value is coded; 0 is blank.
    codes : array of int32, persons × attributes
    """

    places: dict[str, int]
    numbers: dict[Item, int]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, persons: Sequence[Person]) -> Self:
        """The index of some persons."""
        items = sorted({item for person in persons for item in person})
        places = {column: place for place, column in enumerate(dict.fromkeys(column for column, _ in items))}
        numbers = {item: number for number, item in enumerate(items, start=1)}
        codes = np.zeros((len(persons), len(places)), dtype=np.int32, order="F")
        cells = [(row, places[item[0]], numbers[item]) for row, person in enumerate(persons) for item in person]
        if cells:
            row, place, number = np.array(cells).T
            codes[row, place] = number
        return cls(places, numbers, codes)

    def holds(self, description: Person) -> NDArray[np.bool_]:
        """Whether each person has all attributes of a description."""
        found = np.ones(len(self.codes), dtype=np.bool_)
        for item in description:
            found &= self.codes[:, self.places[item[0]]] == self.numbers[item] if item in self.numbers else False
        return found

    def count(self, description: Person) -> int:
        """How many persons have all attributes of a description."""
        return int(np.count_nonzero(self.holds(description)))

    def distances(self, person: Person) -> NDArray[np.int64]:
        """In how many attributes each differs from somebody, blanks included."""
        wanted = np.zeros(len(self.places), dtype=np.int32)
        beyond = 0
        for column, value in person:
            if column in self.places:
                wanted[self.places[column]] = self.numbers.get((column, value), _UNKNOWN)
            else:
                beyond += 1
        return np.asarray((self.codes != wanted).sum(axis=1) + beyond, dtype=np.int64)

    def agreements(self, known: Person) -> NDArray[np.int64]:
        """How many of some attributes each has."""
        found = np.zeros(len(self.codes), dtype=np.int64)
        for item in known & self.numbers.keys():
            found += self.codes[:, self.places[item[0]]] == self.numbers[item]
        return found
