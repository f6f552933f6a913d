"""A stranger: somebody with the published files, the code lists, and all the time in the world.

Written apart from the library that protects the tables, of which it uses nothing. It reads what anybody can download,
believes that parts add up wherever the figures themselves do not contradict it, and finds by linear and integer
programmes how low and how high each masked figure can be.

What adds up is not always plain: whether "other forms" is one form or the sum of several, whether persons from abroad
are those of all the citizenships listed. Each such belief is a `Reading`; a stubborn reader tries them all.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

DIMENSIONS = ("state", "indicator", "year", "sex", "age", "form", "citizenship", "repatriation")
TOTAL = "total"
LISTS = Path(__file__).parents[2] / "packages/harmonise/src/harmonise/lists/data"
ENDLESS = float("inf")
# What the signs of released files say; what is not a number and not one of these says nothing.
SIGNS = {"<5": (1.0, 4.0), "*": (0.0, ENDLESS)}
SILENT = ("..", ":")
SMALL = (1.0, 4.0)
# Rounds in which relations that contradict each other are given up, at most.
ROUNDS = 12
SECONDS = 10.0
NEAR = 1e-6

type Key = tuple[str, ...]
type Family = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    """What a reader takes to be the sum of what.

    Attributes
    ----------
    abroad : str
        "others": all citizenships but that of the State; "all": that of the State too; "with groups": the others, with
        the stateless and other groups; "ignored": every citizenship is a part of the total itself.
    other_forms : str
        "one of them": a form beside the others; "the others": the sum of all but the two that are always told apart.
    silent : str
        Figures that are not recorded: "nobody", or "unknown".
    """

    abroad: str = "others"
    other_forms: str = "one of them"
    silent: str = "nobody"


PLAIN = Reading()
READINGS = (
    PLAIN,
    Reading(other_forms="the others"),
    Reading(abroad="all"),
    Reading(abroad="with groups", other_forms="the others"),
    Reading(abroad="ignored"),
    Reading(silent="unknown"),
)


@dataclass(frozen=True)
class Told:
    """What is told of a cell: its limits, and whether a sign stands in place of its figure."""

    low: float = 0.0
    high: float = ENDLESS
    is_masked: bool = False
    is_silent: bool = False
    sign: str = ""

    def beside(self, other: "Told") -> "Told":
        """Both together; a figure that was shown once is known."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low > high:
            return other
        masked = self.is_masked and other.is_masked
        return Told(low, high, masked, self.is_silent and other.is_silent, self.sign or other.sign)


@dataclass(frozen=True)
class Find:
    """A masked cell of which more is known than its sign says."""

    key: Key
    sign: str
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        """Whether the figure itself is known."""
        return self.low == self.high


@dataclass(frozen=True)
class Attack:
    """What a stranger got out of published files.

    Attributes
    ----------
    masked : int
        Cells with a sign.
    found : list of Find
        Those of them that lie certainly within narrower limits than they should.
    equations, given_up : int
        Beliefs that were used, and those that the figures contradict.
    undecided : int
        Cells that no programme decided in time.
    """

    masked: int
    found: list[Find] = field(default_factory=list)
    equations: int = 0
    given_up: int = 0
    undecided: int = 0

    @property
    def exact(self) -> int:
        """How many figures are known."""
        return sum(each.is_exact for each in self.found)


# Reading published files.


def read_file(text: str, dimensions: Sequence[str] = DIMENSIONS) -> dict[Key, Told]:
    """What a released file tells of each cell, by all of its columns together."""
    told: dict[Key, Told] = {}
    for row in csv.DictReader(io.StringIO(text)):
        key = tuple(row[name] for name in dimensions)
        cell = read_cell(row["value"], row.get("low", ""), row.get("high", ""))
        told[key] = told[key].beside(cell) if key in told else cell
    return told


def read_cell(value: str, low: str = "", high: str = "") -> Told:
    """What stands in a cell, and the limits given beside it."""
    plain = value.replace(",", "").strip()
    if plain.isdigit():
        return Told(float(plain), float(plain))
    if plain in SILENT:
        return Told(is_silent=True, sign=plain)
    limits = SIGNS.get(plain, (0.0, ENDLESS))
    return Told(
        max(limits[0], float(low or 0)), min(limits[1], float(high or ENDLESS)), is_masked=True, sign=plain or "?"
    )


def put_together(files: Iterable[Mapping[Key, Told]]) -> dict[Key, Told]:
    """What several releases about the same people tell together, withdrawn ones too."""
    together: dict[Key, Told] = {}
    for told in files:
        for key, cell in told.items():
            together[key] = together[key].beside(cell) if key in together else cell
    return together


# What adds up.


@cache
def _list_of(name: str) -> tuple[dict[str, str], ...]:
    with (LISTS / name / "1.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _sexes() -> tuple[Family, ...]:
    return ((TOTAL, tuple(row["code"] for row in _list_of("sex") if row["code"] != TOTAL)),)


@cache
def _ages() -> tuple[Family, ...]:
    """By the limits of the bands: the parts of a band are the widest bands within it."""
    rows = [row for row in _list_of("age-bands") if row["code"] != TOTAL]
    limits = {row["code"]: (int(row["low"]), int(row["high"] or 999)) for row in rows if row["low"]}
    limits[TOTAL] = (-1, 1000)

    def within(code: str) -> set[str]:
        low, high = limits[code]
        return {other for other, (a, b) in limits.items() if other != code and low <= a and b <= high}

    families = []
    for code in limits:
        inside = within(code)
        widest = [one for one in inside if not any(one in within(other) for other in inside)]
        if code == TOTAL:
            widest += [row["code"] for row in rows if not row["low"]]
        if widest:
            families.append((code, tuple(widest)))
    return tuple(families)


@cache
def _forms(other_forms: str) -> tuple[Family, ...]:
    parents: dict[str, list[str]] = defaultdict(list)
    for row in _list_of("forms"):
        parents[row["parent"] or TOTAL].append(row["code"])
    if other_forms == "the others":
        told_apart = ("sexual", "forced_labour", "other_unspecified", "unknown")
        parents["other_unspecified"] = [code for code in parents[TOTAL] if code not in told_apart]
        parents[TOTAL] = list(told_apart)
    return tuple((parent, tuple(parts)) for parent, parts in parents.items())


@cache
def _citizenships(abroad: str, state: str) -> tuple[Family, ...]:
    areas = tuple(row["code"].lower() for row in _list_of("iso-3166-alpha-3"))
    others = tuple(code for code in areas if code != state)
    own: Family = ("own", (state,))
    if abroad == "ignored":
        return ((TOTAL, (*others, "own", "stateless", "other", "unknown")), own)
    if abroad == "with groups":
        return ((TOTAL, ("own", "abroad", "unknown")), ("abroad", (*others, "stateless", "other")), own)
    parts = areas if abroad == "all" else others
    return ((TOTAL, ("own", "abroad", "stateless", "other", "unknown")), ("abroad", parts), own)


def families_of(dimension: str, key: Key, reading: Reading) -> tuple[Family, ...]:
    """What adds up along a dimension, for a State."""
    if dimension == "sex":
        return _sexes()
    if dimension == "age":
        return _ages()
    if dimension == "form":
        return _forms(reading.other_forms)
    if dimension in ("citizenship", "repatriation"):
        return _citizenships(reading.abroad, key[0])
    return ()


type Families = Callable[[str, Key, Reading], tuple[Family, ...]]


@dataclass(frozen=True)
class Equation:
    """A parent is the sum of its parts, or at least that; numbers of cells. `weak` ones are given up first."""

    parent: int
    parts: tuple[int, ...]
    is_exact: bool = True
    is_weak: bool = False
    dimension: str = ""


@dataclass
class Puzzle:
    """All cells with their limits, and what adds up. Cells that nobody published are unknowns too."""

    keys: list[Key]
    low: np.ndarray
    high: np.ndarray
    told: list[Told | None]
    equations: list[Equation]
    given_up: int = 0


def pose(
    told: Mapping[Key, Told],
    reading: Reading = PLAIN,
    dimensions: Sequence[str] = DIMENSIONS,
    families: Families = families_of,
    *,
    margins: bool = True,
) -> Puzzle:
    """Every cell that can be thought of, and every equation between them; without `margins` published cells alone."""
    keys = list(_with_parents(told, reading, dimensions, families) if margins else told)
    number = {key: place for place, key in enumerate(keys)}
    cells = [told.get(key) for key in keys]
    low = np.array([cell.low if cell else 0.0 for cell in cells])
    high = np.array([cell.high if cell else ENDLESS for cell in cells])
    if reading.silent == "nobody":
        silent = np.array([bool(cell and cell.is_silent) for cell in cells], bool)
        high[silent] = 0.0
    equations = list(_equations(number, cells, reading, dimensions, families))
    return Puzzle(keys, low, high, cells, _without_idle(equations, cells))


def _with_parents(
    told: Mapping[Key, Told], reading: Reading, dimensions: Sequence[str], families: Families
) -> dict[Key, None]:
    keys = dict.fromkeys(told)
    for place, dimension in enumerate(dimensions):
        for key in list(keys):
            above = _above(families(dimension, key, reading), key[place])
            keys |= {(*key[:place], parent, *key[place + 1 :]): None for parent in above}
    return keys


@cache
def _above(families: tuple[Family, ...], code: str) -> frozenset[str]:
    found: set[str] = set()
    todo = [code]
    while todo:
        one = todo.pop()
        new = {parent for parent, parts in families if one in parts} - found
        found |= new
        todo += new
    return frozenset(found - {code})


def _equations(
    number: Mapping[Key, int],
    cells: Sequence[Told | None],
    reading: Reading,
    dimensions: Sequence[str],
    families: Families,
) -> Iterator[Equation]:
    for place, dimension in enumerate(dimensions):
        lines: dict[Key, dict[str, int]] = defaultdict(dict)
        for key, cell in number.items():
            lines[*key[:place], "", *key[place + 1 :]][key[place]] = cell
        for rest, line in lines.items():
            for parent, parts in families(dimension, rest, reading) if len(line) > 1 else ():
                there = tuple(line[part] for part in parts if part in line) if parent in line else ()
                if there:
                    weak = cells[line[parent]] is None and len(there) == 1
                    yield Equation(line[parent], there, is_weak=weak, dimension=dimension)


def _without_idle(equations: list[Equation], cells: Sequence[Told | None]) -> list[Equation]:
    """Without cells that nobody published and that stand in one equation only: they tell nothing."""
    while True:
        uses = np.zeros(len(cells), int)
        for each in equations:
            np.add.at(uses, [each.parent, *each.parts], 1)
        kept = [
            each
            for each in equations
            if not any(cells[cell] is None and uses[cell] < 2 for cell in (each.parent, *each.parts))
        ]
        if len(kept) == len(equations):
            return kept
        equations = kept


def drop_contradicted(puzzle: Puzzle) -> Puzzle:
    """Without what the figures of a single line contradict: taken as at most where that can be, or not at all."""
    kept = []
    for each in puzzle.equations:
        least, most = puzzle.low[list(each.parts)].sum(), puzzle.high[list(each.parts)].sum()
        if puzzle.high[each.parent] < least:
            continue
        kept.append(replace(each, is_exact=False) if puzzle.low[each.parent] > most else each)
    lost = len(puzzle.equations) - sum(each.is_exact for each in kept)
    return replace(puzzle, equations=kept, given_up=puzzle.given_up + lost)


def use_what_holds(puzzle: Puzzle, truth: Callable[[Key], float]) -> Puzzle:
    """With the equations that hold in truth, as somebody would guess them who is never misled."""
    figures = [truth(key) for key in puzzle.keys]
    kept = []
    for each in puzzle.equations:
        said = tuple(part for part in each.parts if not ((cell := puzzle.told[part]) and cell.is_silent))
        for parts in dict.fromkeys((each.parts, said)):
            left = figures[each.parent] - sum(figures[part] for part in parts)
            if left >= 0 and parts:
                kept.append(replace(each, parts=parts, is_exact=left == 0))
    return replace(puzzle, equations=kept)


def single_subtractions(puzzle: Puzzle, dimensions: Collection[str]) -> set[int]:
    """The masked cells that are all that is not known in a line."""
    known = puzzle.low == puzzle.high
    found = set()
    for each in puzzle.equations:
        if each.is_exact and each.dimension in dimensions:
            open_ = [cell for cell in (each.parent, *each.parts) if not known[cell]]
            if len(open_) == 1 and (cell := puzzle.told[open_[0]]) and cell.is_masked:
                found.add(open_[0])
    return found


# How low and how high each masked figure can be.


def attack(
    told: Mapping[Key, Told],
    *,
    reading: Reading = PLAIN,
    small: Collection[Key] = (),
    dimensions: Sequence[str] = DIMENSIONS,
    families: Families = families_of,
    truth: Callable[[Key], float] | None = None,
    margins: bool = True,
    everything: bool = False,
) -> Attack:
    """Everything that can be known of the masked cells.

    Parameters
    ----------
    told : mapping
        What is published, by cell.
    reading : Reading
    small : collection of keys
        Cells that are small in truth. A stranger does not know them, but a test may: a cell whose sign does not say
        that it is small must still not be told from other small figures.
    dimensions, families
        For files of other forms.
    truth : callable
        What figures are in truth: then only what adds up in truth is believed, and what is not recorded is taken for
        nobody where nobody was there.
    margins : bool
        Whether sums that nobody published are thought of too.
    everything : bool
        Whether to find how low and how high every cell can be, or only which are found.
    """
    puzzle = pose(told, reading, dimensions, families, margins=margins)
    puzzle = drop_contradicted(puzzle) if truth is None else use_what_holds(puzzle, truth)
    masked = [place for place, cell in enumerate(puzzle.told) if cell and cell.is_masked]
    found: list[Find] = []
    for place in masked:
        if puzzle.low[place] == puzzle.high[place] and (cell := puzzle.told[place]):
            found.append(Find(puzzle.keys[place], cell.sign, puzzle.low[place], puzzle.high[place]))
    given_up, undecided = puzzle.given_up, 0
    for part in _parts(puzzle):
        wanted = {place: _Need(puzzle.told[place], puzzle.keys[place] in small) for place in part.masked}
        done = part.solve(wanted, everything=everything)
        given_up, undecided = given_up + done.given_up, undecided + done.undecided
        for place, (low, high) in done.narrow.items():
            cell = puzzle.told[place]
            found.append(Find(puzzle.keys[place], cell.sign if cell else "", low, high))
    return Attack(len(masked), found, len(puzzle.equations), given_up, undecided)


class _Need:
    """What must remain possible of a masked cell."""

    def __init__(self, told: Told | None, is_small: bool) -> None:
        says_small = told is not None and told.high < ENDLESS
        self.both = SMALL if is_small else (told.low, told.high) if told and says_small else None

    def is_met(self, low: float, high: float) -> bool:
        """Whether a cell that can be as low and as high as this is protected."""
        if self.both:
            return low <= self.both[0] and high >= self.both[1]
        return low < SMALL[0] or high > SMALL[1]


@dataclass
class _Solved:
    narrow: dict[int, tuple[float, float]]
    given_up: int = 0
    undecided: int = 0


@dataclass
class _Part:
    """Cells that hang together, and the equations between them."""

    cells: np.ndarray
    low: np.ndarray
    high: np.ndarray
    equations: list[Equation]
    fixed: dict[int, float]
    masked: list[int]

    def solve(self, wanted: Mapping[int, _Need], *, everything: bool) -> _Solved:
        """How low and how high the wanted cells can be, where that is not enough to protect them."""
        place = {int(cell): here for here, cell in enumerate(self.cells)}
        matrix, least, most, weights = self._system(place)
        least, most, given_up = self._reconciled(matrix, least, most, weights)
        low, high = _propagate(matrix, least, most, self.low, self.high)
        work = _Work(matrix, least, most, low, high)
        todo = {place[cell]: need for cell, need in wanted.items()}
        if not everything:
            work.push(list(todo))
        narrow, undecided = {}, 0
        for here, need in todo.items():
            if not everything and need.is_met(work.seen_low[here], work.seen_high[here]):
                continue
            bounds = work.bounds_of(here, need, everything=everything)
            if bounds is None:
                undecided += 1
            elif not need.is_met(*bounds):
                narrow[int(self.cells[here])] = bounds
        return _Solved(narrow, given_up, undecided)

    def _system(self, place: Mapping[int, int]) -> tuple[csr_array, np.ndarray, np.ndarray, np.ndarray]:
        rows, columns, signs, side = [], [], [], []
        for row, each in enumerate(self.equations):
            known = 0.0
            for cell, sign in ((each.parent, 1.0), *((part, -1.0) for part in each.parts)):
                if cell in place:
                    rows.append(row)
                    columns.append(place[cell])
                    signs.append(sign)
                else:
                    known += sign * self.fixed[cell]
            side.append(-known)
        least = np.array(side)
        most = np.where([each.is_exact for each in self.equations], least, ENDLESS)
        matrix = csr_array(coo_array((signs, (rows, columns)), shape=(len(self.equations), len(self.cells))))
        return matrix, least, most, np.array([0.1 if each.is_weak else 1.0 for each in self.equations])

    def _reconciled(
        self, matrix: csr_array, least: np.ndarray, most: np.ndarray, weights: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, int]:
        """The sides of the equations, those that contradict each other being given up until the rest can hold."""
        given_up = 0
        for _round in range(ROUNDS):
            low, high = _propagate(matrix, least, most, self.low, self.high)
            if (low <= high + NEAR).all() and _point(np.zeros(len(low)), matrix, least, most, low, high) is not None:
                break
            over, under = _violations(matrix, least, most, self.low, self.high, weights)
            given_up += int(((over > NEAR) | (under > NEAR)).sum())
            # The parent is larger than its parts: at most. It is smaller: nothing at all.
            most = np.where((over > NEAR) | (under > NEAR), ENDLESS, most)
            least = np.where(under > NEAR, -ENDLESS, least)
        return least, most, given_up


class _Work:
    """One system, with the lowest and the highest figure of each cell that some whole solution showed."""

    def __init__(
        self, matrix: csr_array, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> None:
        self.matrix, self.least, self.most, self.low, self.high = matrix, least, most, low, high
        self.seen_low, self.seen_high = np.full(len(low), ENDLESS), np.full(len(low), -ENDLESS)

    def push(self, cells: Sequence[int]) -> None:
        """Solutions with all of these cells as high, and as low, as they can be together."""
        cost = np.zeros(len(self.low))
        cost[cells] = 1.0
        for sign in (1.0, -1.0):
            self._solve(sign * cost)

    def bounds_of(self, cell: int, need: _Need, *, everything: bool) -> tuple[float, float] | None:
        """How low and how high a cell can be in whole numbers; None if it was not found out in time."""
        cost = np.zeros(len(self.low))
        cost[cell] = 1.0
        sides = []
        for sign in (1.0, -1.0):
            seen = self.seen_low[cell] if sign > 0 else self.seen_high[cell]
            told = self.low[cell] if sign > 0 else self.high[cell]
            if seen == told:
                sides.append(seen)
                continue
            if sign < 0 and told == ENDLESS and self._is_unbounded(cost):
                sides.append(ENDLESS)
                continue
            point = self._solve(sign * cost)
            if point is None:
                return None
            if not _is_whole(point):
                point = self._solve(sign * cost, whole=True)
                if point is None:
                    return None
            sides.append(float(np.round(point[cell])))
        return sides[0], sides[1]

    def _is_unbounded(self, cost: np.ndarray) -> bool:
        """Whether a cell can be higher than any figure that stands in the tables: then nothing bounds it."""
        least = np.abs(self.least[np.isfinite(self.least)])
        finite = np.concatenate([self.high[np.isfinite(self.high)], self.low, least])
        far = 2 * finite.sum() + 1e3
        rows = csr_array(np.vstack([self.matrix.toarray(), cost]))
        sides = np.append(self.least, far), np.append(self.most, ENDLESS)
        return _point(np.zeros(len(cost)), rows, *sides, self.low, self.high) is not None

    def _solve(self, cost: np.ndarray, *, whole: bool = False) -> np.ndarray | None:
        point = _point(cost, self.matrix, self.least, self.most, self.low, self.high, whole=whole)
        if point is not None and _is_whole(point):
            self.seen_low = np.minimum(self.seen_low, np.round(point))
            self.seen_high = np.maximum(self.seen_high, np.round(point))
        return point


def _is_whole(point: np.ndarray) -> bool:
    return bool((np.abs(point - np.round(point)) < NEAR).all())


def _point(
    cost: np.ndarray,
    matrix: csr_array,
    least: np.ndarray,
    most: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    *,
    whole: bool = False,
) -> np.ndarray | None:
    """The solution of least cost; None without one, or where there is no least."""
    done = milp(
        cost,
        integrality=np.full(len(cost), int(whole)),
        bounds=Bounds(low, np.maximum(low, high)),
        constraints=LinearConstraint(matrix, least - NEAR / 10, most + NEAR / 10) if matrix.shape[0] else (),
        options={"time_limit": SECONDS},
    )
    return np.asarray(done.x) if done.x is not None and done.status == 0 else None


def _violations(
    matrix: csr_array, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """By how much each equation has to give for all the others to hold, upwards and downwards."""
    rows, columns = matrix.shape
    one = coo_array((np.ones(rows), (np.arange(rows), np.arange(rows))), shape=(rows, rows))
    held = matrix.tocoo()
    grown = coo_array(
        (
            np.concatenate([held.data, -one.data, one.data]),
            (
                np.concatenate([held.row, one.row, one.row]),
                np.concatenate([held.col, columns + one.col, columns + rows + one.col]),
            ),
        ),
        shape=(rows, columns + 2 * rows),
    )
    cost = np.concatenate([np.zeros(columns), weights, weights * 1.001])
    bounds = np.concatenate([low, np.zeros(2 * rows)]), np.concatenate([high, np.full(2 * rows, ENDLESS)])
    point = _point(cost, csr_array(grown), least, most, *bounds)
    if point is None:
        return np.ones(rows), np.ones(rows)
    return point[columns : columns + rows], point[columns + rows :]


def _propagate(
    matrix: csr_array, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Limits carried from equation to equation, until nothing changes; low above high where that cannot be."""
    low, high = low.copy(), high.copy()
    starts, cells, signs = matrix.indptr, matrix.indices, matrix.data
    for _round in range(100):
        before = low.copy(), high.copy()
        for row in range(matrix.shape[0]):
            here = slice(starts[row], starts[row + 1])
            cell, sign = cells[here], signs[here]
            ends = np.where(sign > 0, low[cell], -high[cell]), np.where(sign > 0, high[cell], -low[cell])
            for side, bound, is_most in ((ends[0], most[row], True), (ends[1], least[row], False)):
                endless = np.isinf(side)
                if np.isinf(bound) or endless.sum() > 1:
                    continue
                finite = np.where(endless, 0.0, side)
                # What is left for each cell when the others take their least, or their most.
                left = bound - (finite.sum() - finite)
                if endless.any():
                    left = np.where(endless, left, np.inf if is_most else -np.inf)
                upward = (sign > 0) == is_most
                value = left * sign
                new_high = np.floor(np.where(upward, value, np.inf) + NEAR)
                new_low = np.ceil(np.where(upward, -np.inf, value) - NEAR)
                high[cell] = np.minimum(high[cell], new_high)
                low[cell] = np.maximum(low[cell], new_low)
        if (low > high + NEAR).any() or (np.array_equal(before[0], low) and np.array_equal(before[1], high)):
            break
    return low, high


def _parts(puzzle: Puzzle) -> Iterator[_Part]:
    """The puzzle in pieces that have nothing to do with each other; those without a masked cell are left out."""
    known = puzzle.low == puzzle.high
    root = list(range(len(puzzle.keys)))

    def top(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = root[root[cell]]
            cell = root[cell]
        return cell

    for each in puzzle.equations:
        open_ = [cell for cell in (each.parent, *each.parts) if not known[cell]]
        for cell in open_[1:]:
            root[top(cell)] = top(open_[0])
    cells, equations = defaultdict(list), defaultdict(list)
    for cell in np.flatnonzero(~known).tolist():
        cells[top(cell)].append(cell)
    for each in puzzle.equations:
        if open_ := [cell for cell in (each.parent, *each.parts) if not known[cell]]:
            equations[top(open_[0])].append(each)
    for piece, members in cells.items():
        masked = [cell for cell in members if (told := puzzle.told[cell]) and told.is_masked]
        if masked:
            here = np.array(members)
            used = equations[piece]
            fixed = {c: puzzle.low[c] for each in used for c in (each.parent, *each.parts) if known[c]}
            yield _Part(here, puzzle.low[here], puzzle.high[here], used, fixed, masked)
