"""Why each figure of a draft is hidden, and which published figures would give another one away with it.

Knows nothing of the database.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from disclosure.audit.result import Audit
from disclosure.audit.system import System, components, system_of
from disclosure.suppression.protect import Protected
from disclosure.tables.cells import Cells, locate
from disclosure.tables.table import Ints

from palermo.figures.bundles import Key
from palermo.figures.pipeline.contradictions import Contradiction

SMALL, MASKED, NEAR, OTHERS, DISPUTED = "small", "masked", "near", "others", "disputed"
# Hidden figures that hang together, beyond which it is not followed what one of them gives away.
LARGEST = 3_000
NEARLY = 1e-6
LOW, HIGH = 0, 1

type Side = tuple[int, int]


class Used(NamedTuple):
    """A figure, or the sign in its place, by which another one is computed."""

    key: Key
    shown: str


@dataclass(frozen=True)
class HiddenFigure:
    """A hidden figure and why it is.

    Attributes
    ----------
    key : Key
    reason : str
        Below the threshold; masked by the source; almost that of an earlier edition; to protect others; to protect
        others where figures contradict each other.
    protects : Key or None
        A figure that needs protection and could be computed, or narrowed down too far, if this one were shown. None
        where no single one is: then several figures are hidden together.
    used : tuple of Used
        From which other figures and signs, as far as it was followed.
    contradiction : Contradiction or None
        Of a figure hidden because others contradict each other, the sum in which they do; None where none does by
        itself, as where it is not known what masked figures add up to.
    """

    key: Key
    reason: str
    protects: Key | None = None
    used: tuple[Used, ...] = ()
    contradiction: Contradiction | None = None


def explain_hidden(
    protected: Protected,
    *,
    masked: Collection[Key] = frozenset(),
    near: Collection[Key] = frozenset(),
    revealing: Mapping[Key, Key],
    disputed: Mapping[Key, Contradiction | None],
) -> Iterator[HiddenFigure]:
    """Every hidden figure of protected tables, in the order of the table, with its reason.

    Parameters
    ----------
    protected : Protected
    masked, near : collection of Key
        Figures that are hidden for reasons that the table does not know.
    revealing : mapping of Key to Key
        Figures that are hidden because another would follow from them and from earlier releases, with that one.
    disputed : mapping of Key to Contradiction or None
        Figures that are hidden because others contradict each other, with the sum in which they do.
    """
    cells = protected.cells
    given_away = _GivenAway(protected)
    unseen = protected.sensitive | protected.for_others | ~np.asarray(_published(cells), bool)
    for cell in np.flatnonzero(cells.listed & (unseen | bool(disputed))).tolist():
        key = tuple(cells.key(cell).values())
        if not unseen[cell]:
            if key in disputed:
                yield HiddenFigure(key, DISPUTED, contradiction=disputed[key])
            continue
        if key in masked:
            yield HiddenFigure(key, MASKED)
        elif key in near:
            yield HiddenFigure(key, NEAR)
        elif protected.sensitive[cell]:
            yield HiddenFigure(key, SMALL)
        elif key in revealing:
            yield HiddenFigure(key, OTHERS, revealing[key])
        elif protected.for_others[cell]:
            yield given_away.explain(cell, key)


def _published(cells: Cells) -> list[bool]:
    shown = [False] * len(cells)
    for number, table in enumerate(cells.tables):
        here = cells.figure_table == number
        rows = cells.figure_row[here]
        for cell in cells.figure_cell[here][table.published[rows]].tolist():
            shown[cell] = True
    return shown


class _GivenAway:
    """What a reader could compute if one more figure were shown."""

    def __init__(self, protected: Protected) -> None:
        self.audit: Audit = protected.audit
        cells = self.audit.cells
        self.place = locate(protected.cells, cells)
        self.value = protected.cells.low
        relations, integer = self.audit.tightest.relations, cells.specification.integer
        self.system = system_of(self.audit.start_low, self.audit.start_high, relations, integer=integer)
        self.column_of = {cell: column for column, cell in enumerate(self.system.cells.tolist())}
        self.of_rows, self.of_columns = components(self.system.matrix)
        self.pieces: dict[int, _Piece | None] = {}
        self.rows_of, self.columns_of = _groups(self.of_rows), _groups(self.of_columns)

    def explain(self, cell: int, key: Key) -> HiddenFigure:
        """Which figure needs it to be hidden."""
        column = self.column_of.get(int(self.place[cell]))
        piece = None if column is None else self._piece(int(self.of_columns[column]))
        if column is None or piece is None:
            return HiddenFigure(key, OTHERS)
        found = piece.show(column, float(self.value[cell]))
        if found is None:
            return HiddenFigure(key, OTHERS, piece.neighbour_of(column, self._key))
        target, rows, signs = found
        cells = self._figures(rows, {int(self.system.cells[each]) for each in (column, target)})
        used = [*cells, *(int(self.system.cells[each]) for each in signs if each not in (column, target))]
        return HiddenFigure(key, OTHERS, self._key(target), tuple(self._used(each) for each in used))

    def _piece(self, number: int) -> "_Piece | None":
        if number not in self.pieces:
            rows, columns = self.rows_of[number], self.columns_of[number]
            self.pieces[number] = _Piece(self.system, self.audit, rows, columns) if len(columns) <= LARGEST else None
        return self.pieces[number]

    def _key(self, column: int) -> Key:
        return tuple(self.audit.cells.key(int(self.system.cells[column])).values())

    def _figures(self, rows: Collection[int], without: Collection[int]) -> list[int]:
        """The published cells of some relations."""
        matrix = self.audit.tightest.relations.matrix
        found: dict[int, None] = {}
        for row in sorted(rows):
            number = int(self.system.relations[row])
            for cell in matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]].tolist():
                if cell not in without and self.audit.start_low[cell] == self.audit.start_high[cell]:
                    found[cell] = None
        return list(found)

    def _used(self, cell: int) -> Used:
        low, high = float(self.audit.start_low[cell]), float(self.audit.start_high[cell])
        told = f"{low:.0f}–{high:.0f}" if np.isfinite(high) else f"≥ {low:.0f}"
        return Used(tuple(self.audit.cells.key(cell).values()), f"{low:.0f}" if low == high else told)


def _groups(labels: Ints) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels.tolist()):
        found[label].append(place)
    return found


class _Piece:
    """Hidden figures that hang together, with the sums in which they stand."""

    def __init__(self, system: System, audit: Audit, rows: list[int], columns: list[int]) -> None:
        matrix = system.matrix
        self.low = {column: float(system.low[column]) for column in columns}
        self.high = {column: float(system.high[column]) for column in columns}
        self.members: dict[int, list[tuple[int, float]]] = {}
        self.rows_of: dict[int, list[int]] = defaultdict(list)
        self.sides: dict[int, tuple[float, float]] = {}
        for row in rows:
            start, end = matrix.indptr[row], matrix.indptr[row + 1]
            pairs = list(zip(matrix.indices[start:end].tolist(), matrix.data[start:end].tolist(), strict=True))
            self.members[row] = pairs
            self.sides[row] = float(system.row_low[row]), float(system.row_high[row])
            for column, _sign in pairs:
                self.rows_of[column].append(row)
        cells = system.cells
        self.needs = {
            column: (float(audit.needed_low[cells[column]]), float(audit.needed_high[cells[column]]))
            for column in columns
            if audit.cells.sensitive[cells[column]]
        }

    def neighbour_of(self, column: int, key_of: Callable[[int], Key]) -> Key | None:
        """A figure that needs protection and stands in a sum with a hidden one."""
        for row in self.rows_of[column]:
            for other, _sign in self.members[row]:
                if other in self.needs and other != column:
                    return key_of(other)
        return None

    def show(self, column: int, value: float) -> tuple[int, set[int], set[int]] | None:
        """A figure that fails when another is shown, the relations from which it follows, and the signs that are used;
        None if none does by going from sum to sum."""
        bounds = {each: [self.low[each], self.high[each]] for each in self.low}
        bounds[column] = [value, value]
        reasons: dict[Side, int] = {}
        waiting, queued = deque(self.members), set(self.members)
        steps = 20 * len(self.members) + 100
        while waiting and steps:
            steps -= 1
            row = waiting.popleft()
            queued.discard(row)
            for other in self._tighten(row, bounds, reasons):
                for again in self.rows_of[other]:
                    if again not in queued and again != row:
                        queued.add(again)
                        waiting.append(again)
        for target, (low, high) in self.needs.items():
            if target != column and (bounds[target][LOW] > low + NEARLY or bounds[target][HIGH] < high - NEARLY):
                sides = [
                    side
                    for side, need in ((LOW, low), (HIGH, high))
                    if abs(bounds[target][side] - need) > NEARLY and (target, side) in reasons
                ]
                return target, *self._trace(target, sides, column, reasons)
        return None

    def _tighten(self, row: int, bounds: dict[int, list[float]], reasons: dict[Side, int]) -> Iterator[int]:
        """The figures whose bounds a relation makes narrower."""
        pairs, (row_low, row_high) = self.members[row], self.sides[row]
        least = [_product(sign, bounds[column], LOW) for column, sign in pairs]
        most = [_product(sign, bounds[column], HIGH) for column, sign in pairs]
        for place, (column, sign) in enumerate(pairs):
            others_least = sum(each for other, each in enumerate(least) if other != place)
            others_most = sum(each for other, each in enumerate(most) if other != place)
            floor, ceiling = row_low - others_most, row_high - others_least
            low, high = (floor, ceiling) if sign > 0 else (-ceiling, -floor)
            changed = False
            if low > bounds[column][LOW] + NEARLY:
                bounds[column][LOW], reasons[column, LOW], changed = float(np.ceil(low - NEARLY)), row, True
            if high < bounds[column][HIGH] - NEARLY:
                bounds[column][HIGH], reasons[column, HIGH], changed = float(np.floor(high + NEARLY)), row, True
            if changed:
                yield column

    def _trace(self, target: int, sides: list[int], shown: int, reasons: dict[Side, int]) -> tuple[set[int], set[int]]:
        """The relations by which the bounds of a figure were found, and the other figures whose signs were used."""
        rows, signs, seen = set[int](), set[int](), set[Side]()
        waiting: list[Side] = [(target, side) for side in sides]
        while waiting:
            column, side = waiting.pop()
            if (column, side) in seen:
                continue
            seen.add((column, side))
            if (column, side) not in reasons:
                told = (self.low, self.high)[side][column]
                if column != shown and np.isfinite(told) and told:
                    signs.add(column)
                continue
            row = reasons[column, side]
            rows.add(row)
            own = next(sign for other, sign in self.members[row] if other == column)
            for other, sign in self.members[row]:
                if other != column:
                    # A lower bound rests on the upper bounds of what is added to it, and on lower bounds of the rest.
                    waiting.append((other, 1 - side if sign * own > 0 else side))
        return rows, signs


def _product(sign: float, bounds: list[float], side: int) -> float:
    """The least or the greatest that a figure adds to a sum."""
    return sign * bounds[side if sign > 0 else 1 - side]
