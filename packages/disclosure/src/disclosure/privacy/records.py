"""Records of persons: categorical, sparse, one row a person."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from disclosure.errors import InvalidData

Codes = NDArray[np.uint16]
_MOST_CATEGORIES = 65_535


@dataclass(frozen=True, eq=False)
class Records:
    """One row for each person, one column for each attribute; a blank says nothing.

    Attributes
    ----------
    columns : tuple of str
    categories : tuple of tuple of str
        The values of each column that occur, in order.
    codes : array of uint16, persons × columns
        0 for blank, otherwise one more than the position in `categories`.
    merged : int
        Rows left out because their person had one already.
    """

    columns: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    codes: Codes
    merged: int = 0

    @classmethod
    def from_rows(cls, columns: Sequence[str], rows: Iterable[Sequence[str]], *, person: str | None = None) -> Self:
        """Read rows of texts; of the rows of one person only the first counts.

        Parameters
        ----------
        columns : sequence of str
        rows : iterable of sequences of str
            A blank text is a blank.
        person : str, optional
            The column that tells persons apart. It is not an attribute and is never released. Without it each row is
            taken for a person.

        Returns
        -------
        Records

        Raises
        ------
        InvalidData
            If a column is missing or named twice, or a row is too long or too short.

        Notes
        -----
        Which row of a person counts depends on that person's rows alone, so that leaving a person out changes one
        record and nothing else.

        Examples
        --------
        >>> rows = [("1", "2023", "woman"), ("2", "2023", ""), ("1", "2024", "woman")]
        >>> records = Records.from_rows(("id", "year", "gender"), rows, person="id")
        >>> records.persons, records.merged, records.columns
        (2, 1, ('year', 'gender'))
        """
        names = _distinct(columns)
        data = [_of_length(row, len(names), i) for i, row in enumerate(rows, start=1)]
        total = len(data)
        if person is not None:
            at = _position(names, person)
            data = list({row[at]: row for row in reversed(data)}.values())[::-1]
            names, data = names[:at] + names[at + 1 :], [row[:at] + row[at + 1 :] for row in data]
        coded = [_code(name, [row[j] for row in data]) for j, name in enumerate(names)]
        codes = np.stack([c for _, c in coded], axis=1) if coded else np.zeros((len(data), 0), dtype=np.uint16)
        return cls(names, tuple(v for v, _ in coded), np.asfortranarray(codes), total - len(data))

    @classmethod
    def from_csv(cls, path: str | Path, *, person: str | None = None) -> Self:
        """Read a CSV file with a heading; see `from_rows`."""
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            heading = next(reader, None)
            if not heading:
                raise InvalidData(f"{path} is empty: a line with the names of the columns was expected first.")
            return cls.from_rows(heading, reader, person=person)

    @property
    def persons(self) -> int:
        """How many; this is a true figure, not one for release."""
        return len(self.codes)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many attributes of each person are filled."""
        return np.asarray(np.count_nonzero(self.codes, axis=1), dtype=np.int64)

    @property
    def first_items(self) -> NDArray[np.int64]:
        """The number of the first item of each column: items count the values of all columns through."""
        return np.cumsum([0, *(len(c) for c in self.categories)])

    def name(self, item: int) -> tuple[str, str]:
        """Column and value of an item."""
        column = int(np.searchsorted(self.first_items, item, side="right")) - 1
        return self.columns[column], self.categories[column][item - int(self.first_items[column])]

    def rows(self) -> list[tuple[str, ...]]:
        """The records as texts again."""
        texts = [np.array(["", *values]) for values in self.categories]
        parts = [texts[j][self.codes[:, j]].tolist() for j in range(len(self.columns))]
        return list(zip(*parts, strict=True)) if parts else [()] * self.persons


def _distinct(columns: Sequence[str]) -> tuple[str, ...]:
    names = tuple(columns)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InvalidData(f"Each column needs a name of its own, but these stand twice: {', '.join(twice)}.")
    return names


def _of_length(row: Sequence[str], length: int, number: int) -> tuple[str, ...]:
    if len(row) != length:
        raise InvalidData(f"Row {number} has {len(row)} values where {length} columns are named; nothing was read.")
    return tuple(text.strip() for text in row)


def _position(names: tuple[str, ...], person: str) -> int:
    if person not in names:
        raise InvalidData(f"There is no column {person!r} to tell persons apart; there are {', '.join(names)}.")
    return names.index(person)


def _code(name: str, texts: list[str]) -> tuple[tuple[str, ...], Codes]:
    values = sorted(set(texts) - {""})
    if len(values) > _MOST_CATEGORIES:
        raise InvalidData(f"Column {name!r} has {len(values):,} values, more than {_MOST_CATEGORIES:,}: group them.")
    number = {value: n for n, value in enumerate(["", *values])}
    return tuple(values), np.fromiter((number[text] for text in texts), dtype=np.uint16, count=len(texts))
