"""What the data explorer asks of a cube: what a series has, sums over States, and who reported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from palermo.figures.cubes import Selection, ask_cube
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.models import Release
from palermo.figures.pipeline.places import cube_path

# Of a State there is one figure at most for the same categories and year: figures are counted where States are meant.
# A number with a lower limit besides is less than its parts. The kinds from which it is known that a State reported;
# estimates are not added up.
_COUNTED, _SUPPRESSED, _ESTIMATED = "kind IN ('count', 'zero')", "kind = 'suppressed'", "kind = 'estimated'"
_KNOWN = f"({_COUNTED} OR {_SUPPRESSED})"
_REPORTED = f"({_KNOWN} OR {_ESTIMATED})"
_SUMS = f"""
    coalesce(sum(CASE WHEN {_KNOWN} THEN greatest(coalesce(value, 0), coalesce(low, 0)) END), 0)::BIGINT,
    coalesce(sum(CASE WHEN {_COUNTED} THEN value WHEN {_SUPPRESSED} THEN high END), 0)::BIGINT,
    count(*) FILTER ({_SUPPRESSED} AND high IS NULL OR {_COUNTED} AND low IS NOT NULL),
    count(*) FILTER ({_SUPPRESSED}),
    count(*) FILTER ({_ESTIMATED}),
    count(*) FILTER {_KNOWN}
"""
# The categories of a row: a code for each key, the total where it is not broken down.
type Codes = tuple[str, ...]


@dataclass(frozen=True)
class StateSum:
    """The sum of the figures of several States.

    Attributes
    ----------
    low : int
        What was counted, with the lower limits of what is suppressed.
    high : int or None
        The same with the upper limits; None where a suppressed figure has none.
    suppressed, estimated : int
        How many figures are withheld, and how many are estimates, which are not in the sum.
    states : int
        The number of States whose figures are in it.
    """

    low: int
    high: int | None
    suppressed: int
    estimated: int
    states: int


@dataclass(frozen=True)
class Outline:
    """What a series of a release has: States, years with the number of States that reported, and categories."""

    states: tuple[str, ...]
    reported: Mapping[int, int]
    codes: Mapping[str, tuple[str, ...]]

    @property
    def years(self) -> list[int]:
        """The years that have figures."""
        return list(self.reported)


def outline_of(release: Release, indicator: str, by: str) -> Outline:
    """What a series of a release has; kept as long as its cube is the same."""
    return _outline(cube_path(release), release.cube_digest, indicator, by)


@lru_cache(maxsize=256)
def _outline(path: Path, _digest: str, indicator: str, by: str) -> Outline:
    series = Selection(indicators=(indicator,), by=by)
    years = ask_cube(path, f"year, count(DISTINCT state) FILTER {_REPORTED}", series, "GROUP BY year ORDER BY year")
    states = ask_cube(path, "DISTINCT state", series, "ORDER BY state")
    codes = {
        key: tuple(row[0] for row in ask_cube(path, f"DISTINCT {key}", series, f"ORDER BY {key}"))
        for key in by.split("+")
        if key
    }
    return Outline(tuple(row[0] for row in states), {int(year): number for year, number in years}, codes)


def reporting_years(release: Release, indicator: str, by: str | None = None) -> dict[int, frozenset[str]]:
    """The States that reported, by year, in order, under a breakdown or any; kept as long as the cube is the same."""
    return _reporting_years(cube_path(release), release.cube_digest, indicator, by)


@lru_cache(maxsize=256)
def _reporting_years(path: Path, _digest: str, indicator: str, by: str | None) -> dict[int, frozenset[str]]:
    series = Selection(indicators=(indicator,), by=by)
    rows = ask_cube(path, f"year, list(DISTINCT state) FILTER {_REPORTED}", series, "GROUP BY year ORDER BY year")
    return {int(year): frozenset(states) for year, states in rows if states}


def rows_by_state(release: Release, selection: Selection, keys: Sequence[str]) -> dict[str, int]:
    """How many rows each State has in a table with a row for each of its categories in these dimensions.

    Kept as long as the cube is the same, as are the categories: every page of a table asks for them.
    """
    return dict(_rows_by_state(cube_path(release), release.cube_digest, selection, tuple(_known(keys))))


@lru_cache(maxsize=256)
def _rows_by_state(path: Path, _digest: str, selection: Selection, keys: tuple[str, ...]) -> Counter[str]:
    names = ", ".join(("state", *keys))
    return Counter(row[0] for row in ask_cube(path, f"DISTINCT {names}", selection))


def categories_of(release: Release, selection: Selection, keys: Sequence[str]) -> list[Codes]:
    """The combinations of categories in these dimensions that have figures, each with a code for every key."""
    known = _known(keys)
    if not known:
        return [(TOTAL,) * len(KEYS)]
    places = {key: place for place, key in enumerate(known)}
    rows = _categories(cube_path(release), release.cube_digest, selection, tuple(known))
    return [tuple(row[places[key]] if key in places else TOTAL for key in KEYS) for row in rows]


@lru_cache(maxsize=256)
def _categories(path: Path, _digest: str, selection: Selection, keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    return ask_cube(path, f"DISTINCT {', '.join(keys)}", selection)


def sums_of(release: Release, selection: Selection) -> dict[tuple[Codes, int], StateSum]:
    """The sums over the States of a selection, by categories and year."""
    keys = ", ".join(KEYS)
    rows = ask_cube(cube_path(release), f"{keys}, year, {_SUMS}", selection, f"GROUP BY {keys}, year")
    found: dict[tuple[Codes, int], StateSum] = {}
    for *codes, year, low, high, unbounded, suppressed, estimated, states in rows:
        found[tuple(codes), int(year)] = StateSum(low, None if unbounded else high, suppressed, estimated, states)
    return found


def reporting_of(release: Release, selection: Selection) -> dict[Codes, dict[int, frozenset[str]]]:
    """The States whose figures are in the sums of a selection, by categories and year."""
    keys = ", ".join(KEYS)
    states = f"list(state) FILTER {_KNOWN}"
    rows = ask_cube(cube_path(release), f"{keys}, year, {states}", selection, f"GROUP BY {keys}, year")
    found: dict[Codes, dict[int, frozenset[str]]] = {}
    for *codes, year, who in rows:
        found.setdefault(tuple(codes), {})[int(year)] = frozenset(who or ())
    return found


def largest_of(release: Release, selection: Selection, name: str, most: int) -> list[str]:
    """The States, or the categories of a dimension, with the largest figures together, at most so many."""
    if name != "state" and name not in KEYS:
        raise ValueError(f"{name!r} is neither the State nor a dimension.")
    # By what is known for certain: an upper limit may be far above a figure.
    size = "sum(greatest(coalesce(value, 0), coalesce(low, 0)))"
    in_order = f"GROUP BY {name} ORDER BY {size} DESC, {name} LIMIT {int(most)}"
    return [row[0] for row in ask_cube(cube_path(release), name, selection, in_order)]


def _known(keys: Sequence[str]) -> list[str]:
    return [key for key in KEYS if key in keys]
