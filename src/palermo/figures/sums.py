"""Sums of published figures. A suppressed figure leaves an interval: what is not known is not taken for zero."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from palermo.figures.cubes import Figure
from palermo.site.charts.values import ValueKind

_COUNTED = (ValueKind.COUNT, ValueKind.ZERO)


@dataclass(frozen=True)
class Sum:
    """The sum of some figures.

    Attributes
    ----------
    low : int
        What was counted, with the lower limits of what is suppressed.
    high : int or None
        The same with the upper limits; None where a suppressed figure has none.
    counted, suppressed : int
        How many figures are numbers, and how many are withheld.
    states : frozenset of str
        The States of which there is at least one of these figures.
    """

    low: int
    high: int | None
    counted: int
    suppressed: int
    states: frozenset[str]

    @property
    def is_known(self) -> bool:
        """Whether anything was reported at all."""
        return bool(self.counted or self.suppressed)

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


def sum_of(figures: Iterable[Figure]) -> Sum:
    """The sum of figures of one unit, no two of which count the same persons."""
    low, high, counted, suppressed, states = 0, 0, 0, 0, set[str]()
    is_bounded = True
    for each in figures:
        if each.kind in _COUNTED:
            # With a lower limit besides, its parts add up to more.
            low, high, counted = low + max(each.value or 0, each.low or 0), high + (each.value or 0), counted + 1
            is_bounded = is_bounded and each.low is None
        elif each.kind == ValueKind.SUPPRESSED:
            low, high, suppressed = low + (each.low or 0), high + (each.high or 0), suppressed + 1
            is_bounded = is_bounded and each.high is not None
        else:
            continue
        states.add(each.state)
    return Sum(low, high if is_bounded else None, counted, suppressed, frozenset(states))


def sums_by[Key: Hashable](figures: Iterable[Figure], key_of: Callable[[Figure], Key | None]) -> dict[Key, Sum]:
    """The sum of the figures of each key, in the order in which the keys appear; a figure of None is left out."""
    groups: dict[Key, list[Figure]] = defaultdict(list)
    for each in figures:
        if (key := key_of(each)) is not None:
            groups[key].append(each)
    return {key: sum_of(group) for key, group in groups.items()}


def add_sums(sums: Iterable[Sum]) -> Sum:
    """The sum of sums."""
    given = list(sums)
    highs = [each.high for each in given]
    return Sum(
        sum(each.low for each in given),
        None if None in highs else sum(high or 0 for high in highs),
        sum(each.counted for each in given),
        sum(each.suppressed for each in given),
        frozenset[str]().union(*(each.states for each in given)),
    )
