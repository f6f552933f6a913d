"""Drawing invented rows from released counts."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from disclosure.errors import InvalidArgument, InvalidData
from disclosure.privacy.result import NoisyMarginals
from disclosure.synthetic.stamp import STAMP_COLUMN, stamp

type Row = dict[str, str]
type Item = tuple[str, str]


@dataclass(frozen=True)
class Illustration:
    """Invented rows.

    Attributes
    ----------
    columns : tuple of str
    rows : tuple of dict
        Column and value; blanks are left out.
    source : str
        Hash of the released counts.
    seed : int
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str
    seed: int

    def to_csv(self) -> str:
        """A file in which every row says what it is."""
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow([*self.columns, STAMP_COLUMN])
        words = stamp(self.source)
        lines.writerows([*(row.get(column, "") for column in self.columns), words] for row in self.rows)
        return text.getvalue()


def illustrate(marginals: NoisyMarginals, *, rows: int = 1000, seed: int = 1) -> Illustration:
    """Draw invented rows from released counts, so that people can see what records look like.

    Parameters
    ----------
    marginals : NoisyMarginals
        As released; nothing else is looked at, so this costs no privacy.
    rows : int
        At most 100,000.
    seed : int

    Returns
    -------
    Illustration
        Each combination of attributes in a row, up to the order of the release, was published: none is invented.

    Raises
    ------
    InvalidArgument
        If the number of rows is out of range.
    InvalidData
        If no count was released to draw from, or a column has the name of the stamp.

    Notes
    -----
    A row is filled column by column in a random order. A value is possible if all combinations it would make with what
    is in the row were published; its chance is the mean, over the parts S of the row, of n(S, value) / n(S); what is
    left is the chance of a blank. Counts of such rows are far from the truth, often by half and more: they are not a
    source of figures.

    References
    ----------
    .. [1] Edge, D. et al. (2020). Design of a privacy-preserving data platform for collaboration against human
       trafficking.

    Examples
    --------
    >>> from disclosure.privacy.result import Count
    >>> counts = {(("form", "labour"),): Count(60, 50, 70), (("sex", "woman"),): Count(100, 90, 110)}
    >>> drawn = illustrate(NoisyMarginals(Count(100, 90, 110), counts, {"order": 2}), rows=3)
    >>> print(drawn.to_csv().splitlines()[1])
    ,woman,"invented row, drawn from released counts d80cecbfc428; count nothing from these rows"
    """
    if not 1 <= rows <= 100_000:
        raise InvalidArgument(f"rows must lie between 1 and 100,000, but is {rows!r}.")
    sampler = _Sampler(marginals)
    if not sampler.values:
        raise InvalidData("No value was released, so there is nothing to draw from.")
    if STAMP_COLUMN in sampler.values:
        raise InvalidData(f"A column is named {STAMP_COLUMN!r}, which is the name of the stamp: rename it.")
    chance = np.random.default_rng(seed)
    drawn = tuple(sampler.row(chance) for _ in range(rows))
    return Illustration(tuple(sorted(sampler.values)), drawn, marginals.sha256, seed)


@dataclass(frozen=True)
class _Sampler:
    marginals: NoisyMarginals

    @cached_property
    def counts(self) -> Mapping[frozenset[Item], float]:
        counts = {frozenset(c): float(n.value) for c, n in self.marginals.counts.items()}
        return {**counts, frozenset(): float(max(self.marginals.persons.value, 1))}

    @cached_property
    def values(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in sorted(item for c in self.marginals.counts if len(c) == 1 for item in c):
            found.setdefault(item[0], []).append(item)
        return found

    def row(self, chance: np.random.Generator) -> Row:
        """One row, filled column by column."""
        row: list[Item] = []
        for column in chance.permutation(sorted(self.values)).tolist():
            parts = self._parts(row)
            weights = [self._chance(parts, item) for item in self.values[column]]
            total = sum(weights)
            if chance.random() < min(total, 1.0):
                row.append(self.values[column][int(chance.choice(len(weights), p=[w / total for w in weights]))])
        return dict(sorted(row))

    def _parts(self, row: list[Item]) -> list[frozenset[Item]]:
        most = int(self.marginals.facts["order"]) - 1
        return [frozenset(p) for k in range(min(most, len(row)) + 1) for p in combinations(row, k)]

    def _chance(self, parts: list[frozenset[Item]], item: Item) -> float:
        together = [self.counts.get(part | {item}, 0.0) for part in parts]
        if min(together) <= 0:
            return 0.0
        longest = max(map(len, parts))
        ratios = [n / self.counts[p] for n, p in zip(together, parts, strict=True) if len(p) == longest]
        return sum(ratios) / len(ratios)
