"""Where published figures say less of a whole than of its parts, found without what the site adds up by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from palermo.figures.cubes import Figure
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.pipeline.policies import families_of

# Each person has one of these.
OF_ALL = ("sex", "age")
AREAS = ("citizenship", "repatriation")
# Of areas, the groups, the areas among those from abroad, and the areas beside the groups; what follows is a guess.
SURE = 3


class Cell(NamedTuple):
    """What is said of a figure: it is at least so many, and what of that is from its source; None for no number."""

    table: tuple[str, str, int]
    codes: tuple[str, ...]
    least: int
    given: int
    number: int | None
    is_masked: bool


class Contradiction(NamedTuple):
    """A whole, along a dimension, of which the parts are more."""

    whole: Cell
    key: str
    parts: int


def cells_of(figures: Iterable[Figure]) -> Iterator[Cell]:
    for each in figures:
        if each.kind not in ("count", "zero", "suppressed"):
            continue
        given = each.value if each.value is not None else each.low if each.high is not None else 0
        yield Cell(
            (each.indicator, each.state, each.year),
            tuple(each.codes.get(key, TOTAL) for key in KEYS),
            max(each.value or 0, each.low or 0),
            given or 0,
            each.value,
            each.value is None and each.high is not None,
        )


def contradictions(cells: Iterable[Cell]) -> list[Contradiction]:
    """Every whole that says less than its published parts together, along each dimension and way to divide it.

    By forms and citizenships, a source may count a person twice: where a number shows that, these are left out. A
    masked figure keeps the limits of its sign.
    """
    tables: dict[tuple[str, str, int], dict[tuple[str, ...], Cell]] = defaultdict(dict)
    for each in cells:
        tables[each.table][each.codes] = each
    found = []
    for by_codes in tables.values():
        sums = [
            (whole, key, parts)
            for whole in by_codes.values()
            for place, key in enumerate(KEYS)
            for codes in ways(key, whole.codes[place])
            if (parts := parts_of(whole, place, codes, by_codes))
        ]
        twice = {key for whole, key, parts in sums if is_less(whole.number, sum(each.given for each in parts))}
        for whole, key, parts in sums:
            number = sum(each.least for each in parts)
            is_sure = key in OF_ALL or (whole.number is None and key not in twice)
            if is_sure and not whole.is_masked and number > whole.least:
                found.append(Contradiction(whole, key, number))
    return found


def is_less(number: int | None, parts: int) -> bool:
    return number is not None and number < parts


def parts_of(whole: Cell, place: int, codes: Iterable[str], by_codes: Mapping[tuple[str, ...], Cell]) -> list[Cell]:
    there = (by_codes.get((*whole.codes[:place], code, *whole.codes[place + 1 :])) for code in codes)
    return [each for each in there if each]


def ways(key: str, code: str) -> list[tuple[str, ...]]:
    families = families_of(key)[:SURE] if key in AREAS else families_of(key)
    return [parts for whole, parts in families if whole == code]
