"""Histories with what is known of each person: `CovariateHistories`, where some lists do not record everything."""

import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from prevalence import cells
from prevalence.errors import InvalidArgument, InvalidData
from prevalence.frames import columns_of
from prevalence.histories import MOST_LISTS, CaptureHistories
from prevalence.presentation import Compared
from prevalence.subsets import Floats, Ints

UNKNOWN = -1


@dataclass(frozen=True, eq=False, repr=False)
class CovariateHistories(Compared):
    """Counts of people per pattern of lists and per value of each covariate, some values unknown.

    Parameters
    ----------
    lists : tuple of str
    levels : mapping of str to tuple
        The values of each covariate, in order.
    patterns : array of int, n_rows
        Pattern of lists of each row, never 0.
    values : array of int, n_rows by n_covariates
        Place of the value among its levels; -1 for unknown.
    counts : array, n_rows
    """

    lists: tuple[str, ...]
    levels: Mapping[str, tuple[Any, ...]]
    patterns: Ints
    values: Ints
    counts: Floats

    @classmethod
    def from_counts(
        cls, data: object, lists: Sequence[str], covariates: Sequence[str], *, count: str | None = "count"
    ) -> Self:
        """Read a table with a 0/1 column per list, a column per covariate and a column of counts.

        Parameters
        ----------
        data : data frame, mapping of columns, or sequence of rows
            An empty cell of a covariate means unknown. Rows on no list are refused unless their count is 0.
        lists, covariates : sequence of str
            Names of columns.
        count : str or None
            Column of counts; None if each row is one person.

        Returns
        -------
        CovariateHistories

        Raises
        ------
        InvalidData
            Naming column, row, value and cure.

        Examples
        --------
        >>> table = {"A": [1, 1, 0], "B": [0, 1, 1], "sex": ["f", None, "m"], "count": [5, 2, 4]}
        >>> CovariateHistories.from_counts(table, ["A", "B"], ["sex"]).total
        11
        """
        columns = columns_of(data)
        names = cells.choose_lists(columns, lists)
        cells.check_list_names(names, MOST_LISTS)
        patterns = np.array(cells.patterns(columns, names), dtype=np.int64)
        numbers = cells.column(columns, count) if count is not None else [1] * len(patterns)
        people = np.array([cells.whole_number(v, count or "", row) for row, v in enumerate(numbers)], dtype=np.float64)
        nowhere = np.flatnonzero((patterns == 0) & (people > 0))
        if len(nowhere):
            raise InvalidData(
                f"Row {nowhere[0]} counts {people[nowhere[0]]:.0f} people on none of the lists {', '.join(names)}. "
                f"Those are "
                "who is to be estimated: remove the row."
            )
        levels, places = {}, np.zeros((len(patterns), len(covariates)), dtype=np.int64)
        for at, name in enumerate(covariates):
            column = cells.column(columns, name)
            known = sorted({value for value in column if not cells.is_missing(value)}, key=str)
            if len(known) < 2:
                raise InvalidData(f"The covariate {name!r} has fewer than two values ({known}). Leave it out.")
            levels[name] = tuple(known)
            places[:, at] = [UNKNOWN if cells.is_missing(v) else known.index(v) for v in column]
        kept = (people > 0) & (patterns > 0)
        return cls(names, levels, patterns[kept], places[kept], people[kept])

    def __repr__(self) -> str:
        known = ", ".join(f"{name} ({len(values)})" for name, values in self.levels.items())
        return f"<{self.total} people on {', '.join(self.lists)}; by {known}>"

    def to_dict(self) -> dict[str, object]:
        """Lists, levels of each covariate, people and the fingerprint."""
        levels = {name: [str(value) for value in values] for name, values in self.levels.items()}
        return {"lists": list(self.lists), "levels": levels, "people": self.total, "fingerprint": self.fingerprint}

    @property
    def total(self) -> int:
        """Number of people on at least one list."""
        return round(float(self.counts.sum()))

    @property
    def unknown(self) -> dict[str, float]:
        """Share of people whose value is not known, per covariate."""
        missing = (self.values == UNKNOWN) * self.counts[:, None]
        return dict(zip(self.levels, (missing.sum(axis=0) / max(self.counts.sum(), 1)).tolist(), strict=True))

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with any name, value or count."""
        content = repr(
            (self.lists, dict(self.levels), self.patterns.tolist(), self.values.tolist(), self.counts.tolist())
        )
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def combinations(self) -> Ints:
        """All combinations of values, n_combinations by n_covariates."""
        sizes = [range(len(values)) for values in self.levels.values()]
        return np.array(list(itertools.product(*sizes)), dtype=np.int64).reshape(-1, len(self.levels))

    def pooled_histories(self) -> CaptureHistories:
        """The histories without their covariates."""
        counts = np.bincount(self.patterns, weights=self.counts, minlength=1 << len(self.lists))
        return CaptureHistories(self.lists, np.rint(counts).astype(np.int64))


Terms = frozenset[frozenset[str]]


def parse_formula(text: str, names: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Read a formula such as `(a + b) * (A + B)` or `(a + A + B)^2`.

    Parameters
    ----------
    text : str
        `+` joins, `:` makes an interaction, `*` is an interaction with everything below it, `^2` all interactions of
        two.
    names : sequence of str
        Lists and covariates.

    Returns
    -------
    tuple of frozenset of str
        Terms, shorter ones first; the constant is implied.

    Raises
    ------
    InvalidArgument
        Naming what cannot be read.

    Examples
    --------
    >>> [sorted(term) for term in parse_formula("a*(A+B)", ["a", "A", "B"])]
    [['a'], ['A'], ['B'], ['A', 'a'], ['B', 'a']]
    """
    tokens = re.findall(r"[A-Za-z_][\w.]*|\d+|[^\s\w]", text)
    terms, rest = _sum(tokens, list(names), text)
    if rest:
        raise InvalidArgument(f"In the formula {text!r} the part {' '.join(rest)!r} cannot be read.")
    order = {name: place for place, name in enumerate(names)}
    return tuple(sorted(terms, key=lambda term: (len(term), sorted(order[name] for name in term))))


def _sum(tokens: list[str], names: list[str], text: str) -> tuple[Terms, list[str]]:
    terms, rest = _product(tokens, names, text)
    while rest and rest[0] == "+":
        more, rest = _product(rest[1:], names, text)
        terms |= more
    return terms, rest


def _product(tokens: list[str], names: list[str], text: str) -> tuple[Terms, list[str]]:
    terms, rest = _power(tokens, names, text)
    while rest and rest[0] in "*:":
        sign = rest[0]
        more, rest = _power(rest[1:], names, text)
        joint = frozenset(one | two for one in terms for two in more)
        terms = joint if sign == ":" else terms | more | joint
    return terms, rest


def _power(tokens: list[str], names: list[str], text: str) -> tuple[Terms, list[str]]:
    terms, rest = _atom(tokens, names, text)
    if rest[:1] == ["^"] and len(rest) > 1 and rest[1].isdigit():
        base = terms
        for _ in range(int(rest[1]) - 1):
            terms |= frozenset(one | two for one in terms for two in base)
        rest = rest[2:]
    return terms, rest


def _atom(tokens: list[str], names: list[str], text: str) -> tuple[Terms, list[str]]:
    if not tokens:
        raise InvalidArgument(f"The formula {text!r} ends too early.")
    if tokens[0] == "(":
        terms, rest = _sum(tokens[1:], names, text)
        if rest[:1] != [")"]:
            raise InvalidArgument(f"In the formula {text!r} a bracket is not closed.")
        return terms, rest[1:]
    if tokens[0] not in names:
        raise InvalidArgument(
            f"In the formula {text!r} there is nothing called {tokens[0]!r}; there are {', '.join(names)}."
        )
    return frozenset([frozenset([tokens[0]])]), tokens[1:]
