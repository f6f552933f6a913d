"""Noisy marginals as they are released."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from disclosure.errors import InvalidData

type Combination = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Count:
    """A released number of persons, with the interval the reader is told."""

    value: int
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.value:,} ({self.low:,} to {self.high:,})"


@dataclass(frozen=True)
class NoisyMarginals:
    """Counts of combinations with noise, which anybody may see.

    Attributes
    ----------
    persons : Count
        The noisy number of persons.
    counts : dict of combination to Count
        A combination is a tuple of (column, value), in the order of the columns. One that is not there was not
        published: it may be rare, or nobody may have it.
    facts : dict
        Unit, ε, δ, ρ, caps, order, level of the intervals, version: everything that was decided, nothing that was
        measured.
    """

    persons: Count
    counts: dict[Combination, Count]
    facts: dict[str, Any]

    def count(self, **values: str) -> Count | None:
        """The released count of a combination named by column, or None if it was not published."""
        return self._by_set.get(frozenset(values.items()))

    @cached_property
    def _by_set(self) -> dict[frozenset[tuple[str, str]], Count]:
        return {frozenset(combination): count for combination, count in self.counts.items()}

    def of_order(self, order: int) -> dict[Combination, Count]:
        """The combinations of so many attributes."""
        return {c: n for c, n in self.counts.items() if len(c) == order}

    def to_csv(self) -> str:
        """One line a combination: attributes and values in pairs, the count, the interval; first the whole."""
        order = int(self.facts["order"])
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        names = [f"{kind}_{k}" for k in range(1, order + 1) for kind in ("attribute", "value")]
        lines.writerow([*names, "count", "low", "high"])
        lines.writerows(self._lines(order))
        return text.getvalue()

    def _lines(self, order: int) -> Iterator[list[str | int]]:
        for combination, n in (((), self.persons), *self.counts.items()):
            flat: list[str | int] = [text for pair in combination for text in pair]
            yield [*flat, *[""] * (2 * (order - len(combination))), n.value, n.low, n.high]

    @property
    def sha256(self) -> str:
        """Hash of the file that `to_csv` makes."""
        return hashlib.sha256(self.to_csv().encode()).hexdigest()

    @classmethod
    def from_csv(cls, path: str | Path, facts: dict[str, Any] | None = None) -> Self:
        """Read a file that `to_csv` made."""
        return cls.parse(Path(path).read_text(encoding="utf-8"), facts, where=str(path))

    @classmethod
    def parse(cls, text: str, facts: dict[str, Any] | None = None, *, where: str = "the text") -> Self:
        """Read what `to_csv` made."""
        heading, *lines = list(csv.reader(io.StringIO(text))) or [[]]
        if heading[-3:] != ["count", "low", "high"] or not lines:
            raise InvalidData(f"{where} is not a file of noisy counts: its heading must end in count, low, high.")
        pairs = (len(heading) - 3) // 2
        counts = {_combination(line, pairs): Count(*map(int, line[-3:])) for line in lines}
        persons = counts.pop((), None)
        if persons is None:
            raise InvalidData(f"{where} lacks the line for the whole, without attributes.")
        return cls(persons, counts, {"order": pairs, **(facts or {})})


def _combination(line: list[str], pairs: int) -> Combination:
    return tuple((line[2 * k], line[2 * k + 1]) for k in range(pairs) if line[2 * k])
