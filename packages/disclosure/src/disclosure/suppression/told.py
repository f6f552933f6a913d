"""What the signs in place of hidden figures tell, and who sees which cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.errors import InvalidData
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.specification import Specification, Zeros
from disclosure.tables.table import Table
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class View:
    """Which cells nobody sees, and which everybody has seen.

    Attributes
    ----------
    unpublished, public : array of bool, cells
        A cell that was published before is seen, whether these tables show it or not.
    required : array of bool, cells, optional
        Those that may not be hidden to protect others.
    told : pair of array of float, cells, optional
        What earlier tables tell of each cell, of those they hide too.
    """

    unpublished: Flags
    public: Flags
    required: Flags | None = None
    told: tuple[Floats, Floats] | None = None

    def narrow(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """What is told of each cell, with what was told before."""
        return (low, high) if self.told is None else (np.maximum(low, self.told[0]), np.minimum(high, self.told[1]))


def view_of(cells: Cells, earlier: Sequence[Table]) -> View:
    """Cells that no table publishes, and cells whose figure was published before; a revised figure is refused."""
    shown, required = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    for number, table in enumerate(cells.tables):
        here = cells.figure_table == number
        shown[cells.figure_cell[here][table.published[cells.figure_row[here]]]] = True
        required[cells.figure_cell[here][table.must_be_published[cells.figure_row[here]]]] = True
    public, told = np.zeros(len(cells), bool), None
    if earlier:
        before = gather([table.visible() for table in earlier])
        place = locate(before, cells)
        here = (place >= 0) & before.fixed
        revised = np.flatnonzero(here & (before.low != cells.low[place]))
        if len(revised):
            first = int(revised[0])
            raise InvalidData(
                f"The figure of {before.describe(first)} was published as {before.low[first]:,.10g} and is now "
                f"{cells.low[place[first]]:,.10g}; so with {len(revised) - 1} more. Two versions of the same figures "
                "tell more than either: give the new version a population or an edition of its own, and protect it "
                "apart."
            )
        public[place[here]] = True
        told = np.full(len(cells), -np.inf), np.full(len(cells), np.inf)
        some = (place >= 0) & ~before.fixed
        told[0][place[some]], told[1][place[some]] = before.low[some], before.high[some]
    return View(~(shown | public), public, required, told)


@dataclass(frozen=True, eq=False)
class Told:
    """What the reader is told about a hidden cell.

    Attributes
    ----------
    own : pair of float
        By the sign of sensitive cells.
    other : pair of float
        By the sign of cells hidden to protect others.
    soft : array of bool, cells
        Sensitive cells that have the second sign, since the first would tell too much.
    strict : bool
        Whether the second sign stands for large figures only, so that it tells that.
    """

    own: tuple[float, float]
    other: tuple[float, float]
    soft: Flags
    strict: bool

    def soften(self, cells: Flags) -> "Told":
        """The same signs, with these sensitive cells under the second one as well."""
        return replace(self, soft=self.soft | cells)


def strict_signs(rules: Rules, specification: Specification, size: int) -> Told | None:
    """The signs that tell most, or None where rules or specification want one sign or hidden zeros.

    One sign says 1 to t - 1, or 0 to t - 1 where zeros are sensitive.
    The other says t or more, since a figure hidden for others is neither small nor zero.
    """
    if rules.other_sign is None or rules.below is None or specification.zeros is Zeros.MAY_BE_HIDDEN:
        return None
    return Told((_least(rules), rules.below - 1.0), (float(rules.below), np.inf), np.zeros(size, bool), True)


def _least(rules: Rules) -> float:
    return 0.0 if rules.zeros_are_sensitive else 1.0


def loose_signs(rules: Rules, specification: Specification, size: int) -> Told:
    """The signs that tell least.

    The second sign, or the only one, says at least 1, or at least 0 if zeros may be hidden or figures are not counts.
    """
    hides_zeros = specification.zeros is Zeros.MAY_BE_HIDDEN or rules.zeros_are_sensitive
    least = 0.0 if hides_zeros or not specification.integer else 1.0
    other = (least, float("inf"))
    own = (_least(rules), rules.below - 1.0) if rules.other_sign is not None and rules.below is not None else other
    return Told(own, other, np.zeros(size, bool), False)
