"""An attacker who knows a published table and which categories add up, and nothing of how it was made.

Written apart from the library that protects: sums and signs become linear programmes, solved for each hidden figure.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

type Cell = tuple[str, ...]
# What a parent is made up of, for each dimension by its place in a cell; a parent can be divided in several ways.
type Families = Mapping[int, Sequence[tuple[str, Sequence[str]]]]

NEAR = 1e-6


@dataclass
class Attack:
    """What can be computed of each hidden cell.

    Attributes
    ----------
    bounds : dict of cell to pair of float
    parts : int
        In how many independent parts the hidden cells fall.
    dropped, loosened : int
        Sums that the figures contradict, so that he does not believe them, or only that parts are at most the whole.
    """

    bounds: dict[Cell, tuple[float, float]]
    parts: int
    loosened: int
    dropped: int


def attack(told: Mapping[Cell, tuple[float, float]], families: Families, at_most: Collection[int] = ()) -> Attack:
    """The tightest interval of every cell of which two numbers are told: the least and the most it can be.

    In the dimensions `at_most` the parts need not make up the whole.
    """
    cells = _with_margins(list(told), families)
    low = np.array([told.get(cell, (0.0, np.inf))[0] for cell in cells], float)
    high = np.array([told.get(cell, (0.0, np.inf))[1] for cell in cells], float)
    sums, place = _sums(cells, families)
    believed, loosened, dropped = _believe(sums, np.isin(place, list(at_most)), low, high)
    return _solve(cells, low, high, believed, loosened, dropped, {cell for cell, (a, b) in told.items() if a < b})


def _with_margins(cells: list[Cell], families: Families) -> list[Cell]:
    """With every whole of which a part is there, whether or not anybody published it."""
    known = dict.fromkeys(cells)
    for place, ways in families.items():
        wholes: dict[str, list[str]] = defaultdict(list)
        for whole, parts in ways:
            for part in parts:
                wholes[part].append(whole)
        waiting = list(known)
        while waiting:
            cell = waiting.pop()
            for whole in wholes.get(cell[place], ()):
                above = (*cell[:place], whole, *cell[place + 1 :])
                if above not in known:
                    known[above] = None
                    waiting.append(above)
    return list(known)


def _sums(cells: Sequence[Cell], families: Families) -> tuple[sp.csr_array, np.ndarray]:
    """A row for each whole with parts: 1 for the whole, -1 for each part that is there; and the dimension of each."""
    number = {cell: place for place, cell in enumerate(cells)}
    rows, columns, signs, places = list[int](), list[int](), list[float](), list[int]()
    for place, ways in families.items():
        for whole, parts in ways:
            for cell in (each for each in cells if each[place] == whole):
                there = [(*cell[:place], part, *cell[place + 1 :]) for part in parts]
                found = [number[each] for each in there if each in number]
                if found:
                    rows += [len(places)] * (len(found) + 1)
                    columns += [number[cell], *found]
                    signs += [1.0, *[-1.0] * len(found)]
                    places.append(place)
    return sp.csr_array((signs, (rows, columns)), shape=(len(places), len(cells))), np.array(places, int)


@dataclass
class _Believed:
    """Sums with the figures moved to the other side: least <= matrix x <= most for the hidden cells x."""

    matrix: sp.csr_array
    least: np.ndarray
    most: np.ndarray
    hidden: np.ndarray


def _believe(sums: sp.csr_array, is_loose: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[_Believed, int, int]:
    """Every sum that the figures do not contradict: else that the parts are at most the whole, else nothing."""
    hidden = np.flatnonzero(low < high)
    figures = np.where(low == high, low, 0.0)
    matrix, shift = sp.csr_array(sums[:, hidden]), sums @ figures
    state = is_loose.astype(int)
    while True:
        least, most = -shift.copy(), -shift.copy()
        most[state > 0] = np.inf
        least[state > 1] = -np.inf
        more, less = _violations(matrix, least, most, low[hidden], high[hidden])
        if not (more > NEAR).any() and not (less > NEAR).any():
            return _Believed(matrix, least, most, hidden), int((state == 1).sum()), int((state == 2).sum())
        state = np.where(less > NEAR, 2, np.where((more > NEAR) & (state == 0), 1, state))


def _violations(
    matrix: sp.csr_array, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """By how much each sum must be above or below what it should be for all to be possible, as little as possible."""
    size, count = matrix.shape
    eye = sp.eye_array(size)
    wide = sp.csr_array(sp.hstack([matrix, -eye, eye]))
    cost = np.concatenate([np.zeros(count), np.ones(2 * size)])
    bounds = np.column_stack(
        [np.concatenate([low, np.zeros(2 * size)]), np.concatenate([high, np.full(2 * size, np.inf)])]
    )
    found = _minimize(cost, wide, least, most, bounds)
    return found[count : count + size], found[count + size :]


def _minimize(
    cost: np.ndarray, matrix: sp.csr_array, least: np.ndarray, most: np.ndarray, bounds: np.ndarray
) -> np.ndarray:
    same = least == most
    upper, lower = ~same & np.isfinite(most), ~same & np.isfinite(least)
    sides = np.concatenate([most[upper], -least[lower]])
    found = linprog(
        cost,
        A_ub=sp.csr_array(sp.vstack([matrix[np.flatnonzero(upper)], -matrix[np.flatnonzero(lower)]]))
        if len(sides)
        else None,
        b_ub=sides if len(sides) else None,
        A_eq=matrix[np.flatnonzero(same)] if same.any() else None,
        b_eq=least[same] if same.any() else None,
        bounds=bounds,
        method="highs",
    )
    assert found.status == 0, found.message
    return np.asarray(found.x, float)


def _solve(
    cells: Sequence[Cell],
    low: np.ndarray,
    high: np.ndarray,
    believed: _Believed,
    loosened: int,
    dropped: int,
    wanted: Collection[Cell],
) -> Attack:
    """Minimize and maximize each hidden cell; one of every part at a time, since parts do not know each other."""
    of_column = _parts(believed.matrix)
    names = [cells[each] for each in believed.hidden.tolist()]
    lows, highs = low[believed.hidden], high[believed.hidden]
    # An end beyond all figures: what is not limited reaches it.
    end = float(np.where(np.isfinite(high), high, 0.0).sum() + 1)
    bounds = np.column_stack([lows, np.where(np.isfinite(highs), highs, end)])
    queue: dict[int, list[int]] = defaultdict(list)
    for column, name in enumerate(names):
        if name in wanted:
            queue[int(of_column[column])].append(column)
    found: dict[Cell, tuple[float, float]] = {}
    while queue:
        chosen = [columns.pop() for columns in queue.values()]
        queue = {part: columns for part, columns in queue.items() if columns}
        sides = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(names))
            cost[chosen] = sign
            sides.append(_minimize(cost, believed.matrix, believed.least, believed.most, bounds)[chosen])
        for column, least, most in zip(chosen, *(side.tolist() for side in sides), strict=True):
            # Figures are whole.
            found[names[column]] = np.ceil(least - NEAR), np.floor(most + NEAR)
    return Attack(found, len(set(of_column.tolist())), loosened, dropped)


def _parts(matrix: sp.csr_array) -> np.ndarray:
    """The independent part of each hidden cell."""
    size = matrix.shape[0]
    entries = matrix.tocoo()
    graph = sp.csr_array(
        (np.ones(len(entries.data)), (entries.row, entries.col + size)), shape=(sum(matrix.shape), sum(matrix.shape))
    )
    _count, labels = sp.csgraph.connected_components(graph, directed=False)
    return np.asarray(labels[size:])


def attack_whole_numbers(
    told: Mapping[Cell, tuple[float, float]],
    families: Families,
    targets: Iterable[Cell],
    at_most: Collection[int] = (),
) -> dict[Cell, tuple[float, float]]:
    """As `attack`, for some cells, with programmes in whole numbers, which can say more."""
    cells = _with_margins(list(told), families)
    low = np.array([told.get(cell, (0.0, np.inf))[0] for cell in cells], float)
    high = np.array([told.get(cell, (0.0, np.inf))[1] for cell in cells], float)
    sums, place = _sums(cells, families)
    believed, _loosened, _dropped = _believe(sums, np.isin(place, list(at_most)), low, high)
    number = {cells[each]: column for column, each in enumerate(believed.hidden.tolist())}
    part = _parts(believed.matrix)
    found = {}
    for target in targets:
        columns = np.flatnonzero(part == part[number[target]])
        rows = np.unique(believed.matrix[:, columns].tocoo().row)
        limits = LinearConstraint(believed.matrix[rows][:, columns], believed.least[rows], believed.most[rows])
        ends = []
        for sign in (1.0, -1.0):
            cost = np.where(columns == number[target], sign, 0.0)
            bounds = Bounds(low[believed.hidden][columns], high[believed.hidden][columns])
            solved = milp(cost, constraints=[limits], bounds=bounds, integrality=np.ones(len(columns)))
            ends.append(np.inf if solved.status == 3 else float(solved.x[columns == number[target]][0]))
        found[target] = ends[0], ends[1]
    return found


def subtract(
    told: Mapping[Cell, tuple[float, float]], families: Families, places: Collection[int]
) -> dict[Cell, float]:
    """What falls to one subtraction along some dimensions: hidden alone in a sum whose other figures are published."""
    found: dict[Cell, float] = {}
    for place in places:
        lines: dict[Cell, list[Cell]] = defaultdict(list)
        for cell in told:
            lines[(*cell[:place], "", *cell[place + 1 :])].append(cell)
        for line in lines.values():
            by_code = {cell[place]: cell for cell in line}
            for whole, parts in families[place]:
                members = [by_code[part] for part in parts if part in by_code]
                if whole not in by_code or not members:
                    continue
                hidden = [cell for cell in (by_code[whole], *members) if told[cell][0] < told[cell][1]]
                if len(hidden) != 1:
                    continue
                rest = sum(told[cell][0] for cell in members if cell != hidden[0])
                value = rest if hidden[0] == by_code[whole] else told[by_code[whole]][0] - rest
                low, high = told[hidden[0]]
                if low <= value <= high:
                    found[hidden[0]] = value
    return found
