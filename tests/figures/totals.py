"""Where published figures say less of a whole than of its parts, found without what the site adds up by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from palermo.figures.cubes import Figure
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.policies import families_of

AREAS = ("citizenship", "repatriation")
# Of areas, the groups, the areas among those from abroad, and the areas beside the groups; what follows is a guess.
SURE = 3


class Cell(NamedTuple):
    """What is said of a figure: it is at least, and at most if anything is known of that, so many."""

    table: tuple[str, str, int]
    codes: tuple[str, ...]
    least: int
    most: int | None
    is_exact: bool


class Contradiction(NamedTuple):
    """A whole, along a dimension, of which the parts are more."""

    whole: Cell
    key: str
    parts: int


def cells_of(figures: Iterable[Figure]) -> Iterator[Cell]:
    for each in figures:
        if each.kind not in ("count", "zero", "suppressed"):
            continue
        exact = each.value is not None
        yield Cell(
            (each.indicator, each.state, each.year),
            tuple(each.codes.get(key, TOTAL) for key in KEYS),
            (each.value if each.value is not None else each.low) or 0,
            each.value if exact else each.high,
            exact,
        )


def contradictions(cells: Iterable[Cell]) -> list[Contradiction]:
    """Every whole that says less than its published parts together, along each dimension and way to divide it."""
    tables: dict[tuple[str, str, int], dict[tuple[str, ...], Cell]] = defaultdict(dict)
    for each in cells:
        tables[each.table][each.codes] = each
    found = []
    for by_codes in tables.values():
        for whole in by_codes.values():
            for place, key in enumerate(KEYS):
                for parts in ways(key, whole.codes[place]):
                    there = (by_codes.get((*whole.codes[:place], part, *whole.codes[place + 1 :])) for part in parts)
                    number = sum(each.least for each in there if each)
                    if number > whole.least or (whole.most is not None and number > whole.most):
                        found.append(Contradiction(whole, key, number))
    return found


def ways(key: str, code: str) -> list[tuple[str, ...]]:
    families = families_of(key)[:SURE] if key in AREAS else families_of(key)
    return [parts for whole, parts in families if whole == code]
