"""Hierarchical log-linear models and their notation: `[12,23]` by numbers, `LA*NG + PF` by names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from prevalence.errors import InvalidArgument
from prevalence.subsets import Bools, members, pattern_of


@dataclass(frozen=True, repr=False)
class Model:
    """A hierarchical log-linear model for n lists: with a term, everything the term contains.

    The intercept and all main effects always belong to it.

    Parameters
    ----------
    n_lists : int
    terms : frozenset of int
        Patterns of all terms, the intercept as 0; closed downwards by the constructors.

    Examples
    --------
    >>> model = Model.parse("[12,3]", ("LA", "NG", "PF"))
    >>> str(model), model.formula(("LA", "NG", "PF")), model.order
    ('[12,3]', 'LA:NG + PF', 2)
    >>> Model.parse("LA*NG + PF", ("LA", "NG", "PF")) == model
    True
    """

    n_lists: int
    terms: frozenset[int]

    @classmethod
    def of(cls, n_lists: int, generators: Iterable[int] = ()) -> Self:
        """The smallest model that holds these terms and all main effects."""
        terms = {0} | {1 << i for i in range(n_lists)}
        for generator in generators:
            part = generator
            while part:
                terms.add(part)
                part = (part - 1) & generator
        return cls(n_lists, frozenset(terms))

    @classmethod
    def parse(cls, text: str, lists: Sequence[str]) -> Self:
        """Read `[12,23]`, with numbers from 1 (`[1.10,2]` from ten lists on), or `A*B + C` with names.

        Raises
        ------
        InvalidArgument
            Naming the part that cannot be read.
        """
        stripped = text.strip()
        if stripped.startswith("[") and stripped.endswith("]"):
            parts = re.split(r"[,;]", stripped[1:-1]) if stripped[1:-1].strip() else []
            return cls.of(len(lists), [_by_number(part.strip(), lists, text) for part in parts])
        return cls.of(len(lists), [_by_name(part.strip(), lists, text) for part in stripped.split("+")])

    @cached_property
    def generators(self) -> tuple[int, ...]:
        """The largest terms, which imply all others; longer ones first, then in the order of the lists."""
        largest = [t for t in self.terms if t and not any(t != u and t & u == t for u in self.terms)]
        return tuple(sorted(largest, key=lambda t: (-t.bit_count(), members(t))))

    @property
    def order(self) -> int:
        """Number of lists in the largest term."""
        return max(term.bit_count() for term in self.terms)

    @property
    def interactions(self) -> tuple[int, ...]:
        """The terms of two lists or more, shorter ones first."""
        return tuple(sorted((t for t in self.terms if t.bit_count() > 1), key=lambda t: (t.bit_count(), members(t))))

    def formula(self, lists: Sequence[str]) -> str:
        """The largest terms with the names of the lists."""
        return " + ".join(":".join(lists[i] for i in members(g)) for g in self.generators)

    def explain(self, lists: Sequence[str]) -> list[str]:
        """What the notation means for these lists, in sentences.

        Examples
        --------
        >>> for line in Model.parse("[12,3]", ("LA", "NG", "PF")).explain(("LA", "NG", "PF")):
        ...     print(line)
        [12,3] is LA:NG + PF
        LA and NG: being on one changes the chance of being on the other.
        Any two others are taken to be independent of each other.
        """
        names = [[lists[i] for i in members(g)] for g in self.generators]
        lines = [f"{self} is {self.formula(lists)}"]
        pairs = [" and ".join(group) for group in names if len(group) == 2]
        if pairs:
            lines.append(f"{'; '.join(pairs)}: being on one changes the chance of being on the other.")
        lines += [
            f"{', '.join(group[:-1])} and {group[-1]}: they depend on each other, and how two of them do differs with "
            "whether a person is on the rest."
            for group in names
            if len(group) > 2
        ]
        if not any(len(group) > 1 for group in names):
            return [*lines, "All lists are taken to be independent of each other."]
        joined = sum(term.bit_count() == 2 for term in self.terms)
        if joined < self.n_lists * (self.n_lists - 1) // 2:
            lines.append("Any two others are taken to be independent of each other.")
        return lines

    def to_dict(self) -> dict[str, object]:
        """The notation, and the largest terms by the numbers of their lists."""
        return {"notation": str(self), "terms": [[i + 1 for i in members(g)] for g in self.generators]}

    def __repr__(self) -> str:
        return f"<Model {self} of {self.n_lists} lists>"

    def indicator(self) -> Bools:
        """Array of length 2**n_lists, true at the terms."""
        result = np.zeros(1 << self.n_lists, dtype=np.bool_)
        result[list(self.terms)] = True
        return result

    def __str__(self) -> str:
        joint = "" if self.n_lists < 10 else "."
        return "[" + ",".join(joint.join(str(i + 1) for i in members(g)) for g in self.generators) + "]"


def from_indicator(indicator: Bools) -> Model:
    """The model whose terms are true in an array of length 2**n_lists."""
    terms = frozenset(np.flatnonzero(indicator).tolist())
    return Model(len(indicator).bit_length() - 1, terms)


def as_model(model: "str | Model", lists: Sequence[str]) -> Model:
    """A model given as such or in either notation."""
    if isinstance(model, str):
        return Model.parse(model, lists)
    if model.n_lists != len(lists):
        raise InvalidArgument(f"The model is for {model.n_lists} lists, the histories have {len(lists)}.")
    return model


def _by_number(part: str, lists: Sequence[str], text: str) -> int:
    numbers = part.split(".") if "." in part or len(lists) > 9 else list(part)
    if not all(n.isdigit() and 1 <= int(n) <= len(lists) for n in numbers):
        raise InvalidArgument(
            f"In the model {text!r} the part {part!r} must consist of numbers from 1 to {len(lists)}"
            + (", joined by dots." if len(lists) > 9 else ".")
        )
    return pattern_of(tuple(int(n) - 1 for n in numbers))


def _by_name(part: str, lists: Sequence[str], text: str) -> int:
    names = [name.strip() for name in re.split(r"[*:×]", part)]
    for name in names:
        if name not in lists:
            raise InvalidArgument(f"In the model {text!r} there is no list {name!r}; the lists are {', '.join(lists)}.")
    return pattern_of(tuple(list(lists).index(name) for name in names))
