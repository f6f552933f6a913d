"""The shortest set of published figures from which a hidden cell can be computed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from disclosure.audit.system import Ints, System, components
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats

LARGEST = 400
# Relations and cells beyond which a bound is first sought near the cell, up to so many steps away.
WHOLE, HOPS = 20_000, 4
NODES = 2000
MULTIPLIER = 20.0


@dataclass(frozen=True)
class Unmasking:
    """What unmasks a cell.

    Attributes
    ----------
    published : tuple of int
        Cells whose published figures are used.
    signs : tuple of int
        Other hidden cells of which the sign in place of the figure is used.
    relations : tuple of int
        Relations used, by their number among those given.
    shortest : bool
        Whether no smaller number of figures and signs does it; else only that none of them can be left out.
    """

    published: tuple[int, ...]
    signs: tuple[int, ...]
    relations: tuple[int, ...]
    shortest: bool

    def __len__(self) -> int:
        return len(self.published) + len(self.signs)


def unmask(system: System, relations: Relations, cell: int, low: float, high: float) -> Unmasking:
    """Find the fewest published figures that bound a hidden cell as tightly as an attacker can.

    Parameters
    ----------
    system : System
        As told, before any bound was tightened.
    relations : Relations
        Those the system was made from.
    cell : int
    low, high : float
        The interval the attacker reaches.

    Returns
    -------
    Unmasking

    Notes
    -----
    A bound is proved by multipliers of relations and of told bounds (linear duality). An integer programme finds the
    proof of both sides of the interval with the fewest figures, all those of a relation being counted, among those that
    use no relation more than twenty times over; for pieces of more than 400 relations and cells, or after 2,000 nodes,
    relations are struck out one by one as long as both sides still follow. In pieces of more than 20,000 the proof is
    first sought near the cell.
    """
    column = int(np.flatnonzero(system.cells == cell)[0])
    of_rows, of_columns = components(system.matrix)
    piece = of_columns[column]
    rows, columns = np.flatnonzero(of_rows == piece), np.flatnonzero(of_columns == piece)
    sides = ((True, system.low[column], low), (False, system.high[column], high))
    narrowed = [(is_low, reached) for is_low, start, reached in sides if reached != start]
    for near_rows, near_columns in _neighbourhoods(system, rows, columns, column):
        place = int(np.flatnonzero(near_columns == column)[0])
        search = _Search(system, relations, near_rows, near_columns, place)
        if len(near_rows) == len(rows) or all(search.follows(is_low, reached) for is_low, reached in narrowed):
            break
    used, signs, proved = search.prove(narrowed)
    # Near the cell nothing is known of what fewer figures further away would do.
    shortest = proved and len(near_rows) == len(rows)
    rows, columns = near_rows, near_columns
    numbers = system.relations[rows[used]]
    published = np.unique(
        np.concatenate([relations.cells_of(int(r)) for r in numbers]) if len(numbers) else np.array([])
    )
    known = [int(c) for c in published if c not in set(system.cells.tolist())]
    others = [int(c) for c in system.cells[columns[signs]] if c != cell]
    return Unmasking(tuple(known), tuple(others), tuple(numbers.tolist()), shortest)


def _neighbourhoods(system: System, rows: Ints, columns: Ints, column: int) -> Iterator[tuple[Ints, Ints]]:
    """Relations and cells of a large piece ever further away from a cell; in the end, or at once, the whole piece."""
    if len(rows) + len(columns) > WHOLE:
        across = sp.csc_array(system.matrix)
        cells = np.array([column])
        for _ in range(HOPS):
            near = np.unique(across[:, cells].indices)
            cells = np.unique(system.matrix[near].indices)
            if len(near) + len(cells) > WHOLE:
                break
            yield near.astype(np.int64), cells.astype(np.int64)
    yield rows, columns


class _Search:
    """Proofs within one connected piece."""

    def __init__(self, system: System, relations: Relations, rows: Ints, columns: Ints, target: int) -> None:
        self.matrix = sp.csr_array(system.matrix[rows][:, columns])
        self.least, self.most = system.row_low[rows], system.row_high[rows]
        self.low, self.high, self.target = system.low[columns], system.high[columns], target
        self.integer, self.near = system.integer, system.tolerance
        whole = sp.csc_array(abs(sp.csr_array(relations.matrix[system.relations[rows]])))
        hidden = np.zeros(whole.shape[1], bool)
        hidden[system.cells] = True
        touched = np.flatnonzero((np.diff(whole.indptr) > 0) & ~hidden)
        self.figures = sp.csr_array(whole[:, touched])

    def prove(self, sides: list[tuple[bool, float]]) -> tuple[Flags, Flags, bool]:
        """Relations and signs that prove all sides, and whether they are the fewest."""
        goals = [(1.0 if is_low else -1.0, reached) for is_low, reached in sides]
        goals = [(sign, self._goal(sign, reached)) for sign, reached in goals]
        if self.matrix.shape[0] + self.matrix.shape[1] <= LARGEST:
            found = self._fewest(goals)
            if found is not None:
                return found
        return self._struck(goals)

    def follows(self, is_low: bool, reached: float) -> bool:
        """Whether these relations prove a side at all."""
        sign = 1.0 if is_low else -1.0
        return self._multipliers(sign, np.ones(self.matrix.shape[0], bool))[0] >= self._goal(sign, reached)

    def _goal(self, sign: float, reached: float) -> float:
        return sign * reached - (1 - 1e-4 if self.integer else 10 * self.near)

    def _fewest(self, goals: list[tuple[float, float]]) -> tuple[Flags, Flags, bool] | None:
        """An integer programme over multipliers y+ y- of relations and z+ z- of told bounds, for each side its own, and
        flags of their use, which the sides share."""
        m, n = self.matrix.shape
        k, sides = self.figures.shape[1], len(goals)
        if not sides:
            return np.zeros(m, bool), np.zeros(n, bool), True
        start = sides * (2 * m + 2 * n)
        cost = np.concatenate([np.zeros(start), np.full(m, 1e-3), np.ones(n), np.ones(k)])
        top = np.concatenate([*[self._usable(MULTIPLIER)] * sides, np.ones(m + n + k)])
        balance = sp.hstack([self.matrix.T, -self.matrix.T, sp.eye_array(n), -sp.eye_array(n)])
        use_rows = sp.hstack([sp.eye_array(m), sp.eye_array(m), _none(m, 2 * n)])
        use_signs = sp.hstack([_none(n, 2 * m), self._costly(self.low), self._costly(self.high)])
        proof = sp.vstack([balance, sp.csr_array(self._gains()[None, :]), use_rows, use_signs])
        flags = sp.vstack([_none(n + 1, m + n), -MULTIPLIER * sp.eye_array(m + n)])
        flags = sp.hstack([flags, _none(n + 1 + m + n, k)])
        entries = self.figures.tocoo()
        count = len(entries.data)
        pick = sp.csr_array((np.ones(count), (np.arange(count), entries.row)), shape=(count, m))
        mark = sp.csr_array((-np.ones(count), (np.arange(count), entries.col)), shape=(count, k))
        use_figures = sp.hstack([_none(count, start), pick, _none(count, n), mark])
        proofs = sp.hstack([sp.block_diag([proof] * sides), sp.vstack([flags] * sides)])
        wanted = [self._wanted(sign) for sign, _ in goals]
        low = [np.concatenate([w, [goal], np.full(m + n, -np.inf)]) for w, (_, goal) in zip(wanted, goals, strict=True)]
        high = [np.concatenate([w, [np.inf], np.zeros(m + n)]) for w in wanted]
        matrix = sp.csr_array(sp.vstack([proofs, use_figures]))
        row_low, row_high = np.concatenate([*low, np.full(count, -np.inf)]), np.concatenate([*high, np.zeros(count)])
        programme = Programme(cost, matrix, row_low, row_high, np.zeros(len(top)), top)
        found = solve_mixed(programme, np.arange(len(top)) >= start, nodes=NODES)
        if found is None or not found.proved:
            return None
        used = found.x[start:] > 0.5
        return used[:m], used[m : m + n], True

    def _wanted(self, sign: float) -> Floats:
        wanted = np.zeros(self.matrix.shape[1])
        wanted[self.target] = sign
        return wanted

    def _gains(self) -> Floats:
        """What each multiplier adds to the bound proved."""
        sides = (self.least, -self.most, self.low, -self.high)
        return np.concatenate([np.where(np.isfinite(side), side, 0.0) for side in sides])

    def _usable(self, big: float) -> Floats:
        """Upper limits of multipliers: zero where there is no bound to multiply."""
        sides = (self.least, self.most, self.low, self.high)
        return np.concatenate([np.where(np.isfinite(side), big, 0.0) for side in sides])

    def _costly(self, side: Floats) -> sp.dia_array:
        """Told bounds whose use counts: that a figure is not negative is nobody's secret."""
        return sp.diags_array((np.isfinite(side) & (side != 0)).astype(float))

    def _struck(self, goals: list[tuple[float, float]]) -> tuple[Flags, Flags, bool]:
        """Strike out relations one by one as long as all sides follow from the rest."""
        m, n = self.matrix.shape

        def suffice(some: Flags) -> bool:
            return all(self._multipliers(sign, some)[0] >= goal for sign, goal in goals)

        keep = np.zeros(m, bool)
        for sign, _ in goals:
            keep |= np.abs(self._multipliers(sign, np.ones(m, bool))[1][:m]) > 1e-7
        if not suffice(keep):
            keep = np.ones(m, bool)
        for row in np.flatnonzero(keep).tolist():
            without = keep.copy()
            without[row] = False
            if suffice(without):
                keep = without
        signs = np.zeros(n, bool)
        for sign, _ in goals:
            multipliers = self._multipliers(sign, keep)[1][m:]
            bound = np.where(multipliers > 0, self.low, self.high)
            signs |= (np.abs(multipliers) > 1e-7) & (bound != 0)
        signs[self.target] = False
        return keep, signs, False

    def _multipliers(self, sign: float, keep: Flags) -> tuple[float, Floats]:
        """The bound that some relations prove, and the multipliers of relations and told bounds that prove it."""
        m, n = self.matrix.shape
        top = self._usable(np.inf)
        top[: 2 * m] = np.where(np.tile(keep, 2), top[: 2 * m], 0.0)
        balance = sp.csr_array(sp.hstack([self.matrix.T, -self.matrix.T, sp.eye_array(n), -sp.eye_array(n)]))
        wanted = self._wanted(sign)
        found = solve_linear(Programme(-self._gains(), balance, wanted, wanted, np.zeros(len(top)), top))
        if found is None:
            return -np.inf, np.zeros(m + n)
        x = found.x
        return float(self._gains() @ x), np.concatenate([x[:m] - x[m : 2 * m], x[2 * m : 2 * m + n] - x[2 * m + n :]])


def _none(rows: int, columns: int) -> sp.csr_array:
    return sp.csr_array((rows, columns))
