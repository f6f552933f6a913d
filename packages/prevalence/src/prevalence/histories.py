"""`CaptureHistories`: how many people were seen on which combination of lists, checked once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np

from prevalence import cells
from prevalence.errors import InvalidArgument, InvalidData
from prevalence.frames import columns_of, read_csv
from prevalence.histories_view import HistoriesView
from prevalence.subsets import Ints, pairs_of, regroup_patterns, sizes, superset_sums

MOST_LISTS = 12


@dataclass(frozen=True, eq=False, repr=False)
class CaptureHistories(HistoriesView):
    """Counts of distinct people per combination of lists.

    Make one with `from_counts`, `from_patterns`, `from_people`, `from_memberships` or `from_csv`, which say what is
    wrong with a table and where.

    Parameters
    ----------
    lists : tuple of str
        Names of the lists, each once.
    counts : array of int, shape (2**n_lists,)
        People per pattern; list i is bit i of the index, and place 0, those on no list, holds 0.
    structural_zeros : frozenset of int
        Patterns nobody can have, for instance because one list only takes people who are not on another.
    source : str
        Where the table comes from, to be printed with results.
    columns : str
        Which columns were taken for what, where it was read from a table.

    Raises
    ------
    InvalidData
        If counts are negative, the wrong number, or present where nobody can be.

    Examples
    --------
    >>> histories = CaptureHistories.from_patterns(("police", "shelter"), {"10": 30, "01": 20, "11": 5})
    >>> histories.total, histories.overlap("police", "shelter")
    (55, 5)
    """

    lists: tuple[str, ...]
    counts: Ints
    structural_zeros: frozenset[int] = frozenset()
    source: str = field(default="", kw_only=True)
    columns: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        cells.check_list_names(self.lists, MOST_LISTS)
        counts = np.array(self.counts, dtype=np.int64)
        if counts.shape != (1 << len(self.lists),):
            places = 1 << len(self.lists)
            raise InvalidData(f"Counts have shape {counts.shape}; {len(self.lists)} lists need {places} places.")
        if (counts < 0).any():
            worst = int(np.argmin(counts))
            raise InvalidData(f"The count of {self.label(worst)} is {counts[worst]}; a number of people is at least 0.")
        if counts[0]:
            found = f"{counts[0]} people are counted on no list at all."
            raise InvalidData(f"{found} Those are who is to be estimated: remove the row.")
        for pattern in self.structural_zeros:
            if counts[pattern]:
                found = f"{counts[pattern]} people are counted at {self.label(pattern)}, which was declared impossible."
                raise InvalidData(f"{found} Remove it from structural_zeros or correct the count.")
        counts.flags.writeable = False
        object.__setattr__(self, "counts", counts)

    @classmethod
    def from_counts(
        cls,
        data: object,
        lists: Sequence[str] | None = None,
        *,
        count: str = "count",
        structural_zeros: Iterable[str] = (),
        source: str = "",
    ) -> Self:
        """Read a table with a 0/1 column per list and a column of counts.

        Parameters
        ----------
        data : data frame, mapping of columns, or sequence of rows
            Patterns not in the table have count zero; a pattern in several rows is added up.
        lists : sequence of str, optional
            Columns that are lists; all but `count` if not given.
        count : str
            Column of counts, people.
        structural_zeros : iterable of str
            Patterns nobody can have, as digits in the order of the lists: "110".
        source : str
            Printed with results.

        Returns
        -------
        CaptureHistories

        Raises
        ------
        InvalidData
            Naming column, row (from 0, the header not counted), value and cure.

        Examples
        --------
        >>> CaptureHistories.from_counts({"A": [1, 0, 1], "B": [0, 1, 1], "count": [9, 8, 2]}).total
        19
        """
        columns = columns_of(data)
        names = cells.choose_lists(columns, lists, leave_out=(count,))
        column = cells.column(columns, count)
        people = [cells.whole_number(value, count, row) for row, value in enumerate(column)]
        taken = cells.describe_columns(columns, names, count)
        return cls._tabulate(names, cells.patterns(columns, names), people, structural_zeros, source, taken)

    @classmethod
    def from_people(
        cls, data: object, lists: Sequence[str] | None = None, *, structural_zeros: Iterable[str] = (), source: str = ""
    ) -> Self:
        """Read a table with one row per person and a 0/1 column per list.

        Parameters
        ----------
        data : data frame, mapping of columns, or sequence of rows
            Each person in exactly one row; a row with no list at all is refused.
        lists : sequence of str, optional
            Columns that are lists; all if not given.
        structural_zeros, source
            As for `from_counts`.

        Returns
        -------
        CaptureHistories

        Raises
        ------
        InvalidData
            Naming column, row, value and cure.

        Examples
        --------
        >>> CaptureHistories.from_people({"A": [1, 1, 0], "B": [True, False, True]}).describe()
        ['A: 1', 'B: 1', 'A×B: 1']
        """
        columns = columns_of(data)
        names = cells.choose_lists(columns, lists)
        patterns = cells.patterns(columns, names)
        if 0 in patterns:
            raise InvalidData(
                f"Row {patterns.index(0)} is on none of the lists {', '.join(names)}. People on no list are who is to "
                "be estimated: remove the row, or name the list it came from."
            )
        taken = cells.describe_columns(columns, names)
        return cls._tabulate(names, patterns, [1] * len(patterns), structural_zeros, source, taken)

    @classmethod
    def from_memberships(
        cls,
        people: Iterable[object],
        lists: Iterable[str],
        *,
        order: Sequence[str] | None = None,
        source: str = "",
    ) -> Self:
        """Read pairs of a linked person's id and a list the person is on.

        Parameters
        ----------
        people : iterable
            Id of the person after linkage, per record. The same id is the same person, whatever the list.
        lists : iterable of str
            List of the record, per record. The same person twice on one list counts once.
        order : sequence of str, optional
            All lists, in the order wanted; sorted names if not given.

        Returns
        -------
        CaptureHistories

        Raises
        ------
        InvalidData
            If an id or a list is missing (names the row), or a list is not in `order`.

        Examples
        --------
        >>> CaptureHistories.from_memberships([7, 7, 8], ["police", "shelter", "shelter"]).describe()
        ['shelter: 1', 'police×shelter: 1']
        """
        names, patterns = cells.linked_patterns(people, lists, order)
        return cls._tabulate(names, patterns, [1] * len(patterns), (), source)

    @classmethod
    def from_patterns(
        cls,
        lists: Sequence[str],
        counts: Mapping[str, int],
        *,
        structural_zeros: Iterable[str] = (),
        source: str = "",
    ) -> Self:
        """Take counts by pattern, a pattern being digits in the order of the lists: "101".

        Parameters
        ----------
        lists : sequence of str
        counts : mapping of str to int
            People per pattern; patterns not named have none.
        structural_zeros, source
            As for `from_counts`.

        Returns
        -------
        CaptureHistories

        Raises
        ------
        InvalidData
            If a pattern cannot be read or a count is not a whole number of at least 0.

        Examples
        --------
        >>> CaptureHistories.from_patterns(("A", "B"), {"10": 3, "01": 2, "11": 1}).counts
        array([0, 3, 2, 1])
        """
        names = tuple(lists)
        cells.check_list_names(names, MOST_LISTS)
        patterns = [cells.pattern_of_digits(digits, names) for digits in counts]
        people = [cells.whole_number(value, digits, row) for row, (digits, value) in enumerate(counts.items())]
        return cls._tabulate(names, patterns, people, structural_zeros, source)

    @classmethod
    def from_csv(cls, path: str | Path, lists: Sequence[str] | None = None, *, count: str | None = None) -> Self:
        """Read a CSV file: counts per pattern if it has the column of counts, else one row per person.

        Parameters
        ----------
        path : str or Path
        lists : sequence of str, optional
            Columns that are lists.
        count : str, optional
            Column of counts. If not given, a column called count, counts, n, freq, frequency, number, people, cases or
            total is taken for it, whatever the case of its letters.

        Returns
        -------
        CaptureHistories

        Raises
        ------
        InvalidData
        """
        columns = read_csv(path)
        found = count or cells.count_column(columns)
        if found is None:
            return cls.from_people(columns, lists, source=str(Path(path).name))
        return cls.from_counts(columns, lists, count=found, source=str(Path(path).name))

    @classmethod
    def _tabulate(
        cls,
        lists: Sequence[str],
        patterns: Sequence[int],
        people: Sequence[int],
        structural_zeros: Iterable[str],
        source: str,
        taken: str = "",
    ) -> Self:
        names = tuple(lists)
        cells.check_list_names(names, MOST_LISTS)
        counts = np.zeros(1 << len(names), dtype=np.int64)
        np.add.at(counts, np.asarray(patterns, dtype=np.int64), np.asarray(people, dtype=np.int64))
        impossible = frozenset(cells.pattern_of_digits(digits, names) for digits in structural_zeros)
        return cls(names, counts, impossible, source=source, columns=taken)

    @property
    def n_lists(self) -> int:
        """Number of lists."""
        return len(self.lists)

    @property
    def list_sizes(self) -> dict[str, int]:
        """People per list."""
        margins = superset_sums(self.counts.astype(np.float64))
        return {name: round(margins[1 << bit]) for bit, name in enumerate(self.lists)}

    @property
    def by_number_of_lists(self) -> Ints:
        """How many people are on exactly 0, 1, ..., n_lists lists."""
        people = np.bincount(sizes(self.n_lists), weights=self.counts, minlength=self.n_lists + 1)
        return people.astype(np.int64)

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with any name or count, to tie a result to its data."""
        parts = [",".join(self.lists), ",".join(map(str, self.counts.tolist())), str(sorted(self.structural_zeros))]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]

    def overlap(self, *lists: str) -> int:
        """Number of people on all of these lists at least."""
        return round(float(superset_sums(self.counts.astype(np.float64))[self.pattern(*lists)]))

    def pattern(self, *lists: str) -> int:
        """The index of the pattern made of these lists."""
        return sum(1 << self._place(name) for name in set(lists))

    def empty_pairs(self) -> tuple[int, ...]:
        """Pairs of lists with nobody in common, as patterns."""
        margins = superset_sums(self.counts.astype(np.float64))
        return tuple(pair for pair in pairs_of(self.n_lists) if margins[pair] == 0)

    def omit(self, *lists: str) -> Self:
        """Without these lists, and without the people who were on no other."""
        gone = {self._place(name) for name in lists}
        kept = tuple(name for i, name in enumerate(self.lists) if i not in gone)
        return self._regroup(kept, {name: (name,) for name in kept})

    def merge(self, **groups: Sequence[str]) -> Self:
        """With lists replaced by their union: `merge(PFNCA=("PF", "NCA"))`; the union takes the place of its first."""
        inside = {name: group for group, names in groups.items() for name in names}
        for group, names in groups.items():
            for name in names:
                self._place(name)
            if not names:
                raise InvalidArgument(f"The merged list {group!r} has no members. Name at least one list.")
        order = dict.fromkeys(inside.get(name, name) for name in self.lists)
        return self._regroup(tuple(order), {name: tuple(groups.get(name, (name,))) for name in order})

    def collapse(self, to: int) -> Self:
        """With the smallest lists merged, two at a time, until `to` are left; a union is named A+B."""
        if not 2 <= to <= self.n_lists:
            raise InvalidArgument(f"to must lie between 2 and {self.n_lists}, the number of lists, but is {to}.")
        result = self
        while result.n_lists > to:
            first, second = sorted(result.lists, key=lambda name: (result.list_sizes[name], result.lists.index(name)))[
                :2
            ]
            result = result.merge(**{f"{first}+{second}": (first, second)})
        return result

    def reorder(self, *lists: str) -> Self:
        """With the lists in another order."""
        if sorted(lists) != sorted(self.lists):
            raise InvalidArgument(f"The new order {lists} must name each of {self.lists} once.")
        return self._regroup(lists, {name: (name,) for name in lists}, keep_zeros=True)

    def with_counts(self, counts: Ints) -> Self:
        """With other counts for the same lists."""
        return type(self)(self.lists, counts, self.structural_zeros, source=self.source)

    def _regroup(self, lists: Sequence[str], groups: Mapping[str, Sequence[str]], *, keep_zeros: bool = False) -> Self:
        if self.structural_zeros and not keep_zeros:
            raise InvalidArgument("Lists with declared impossible patterns cannot be merged or omitted; rebuild them.")
        masks = [self.pattern(*groups[name]) for name in lists]
        target = regroup_patterns(self.n_lists, masks)
        counts = np.zeros(1 << len(masks), dtype=np.int64)
        np.add.at(counts, target, self.counts)
        counts[0] = 0
        impossible = frozenset(int(target[p]) for p in self.structural_zeros)
        return type(self)(tuple(lists), counts, impossible, source=self.source)

    def _place(self, name: str) -> int:
        if name not in self.lists:
            raise InvalidArgument(f"There is no list {name!r}. The lists are: {', '.join(self.lists)}.")
        return self.lists.index(name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CaptureHistories):
            return NotImplemented
        return (
            self.lists == other.lists
            and self.structural_zeros == other.structural_zeros
            and bool((self.counts == other.counts).all())
        )

    def __hash__(self) -> int:
        return hash((self.lists, self.counts.tobytes(), self.structural_zeros))
