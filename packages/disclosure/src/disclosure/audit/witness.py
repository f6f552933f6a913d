"""Other tables that agree with all that is published: each proves that a cell cannot be bounded too closely."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from disclosure.audit.lattice import Lattice, Room
from disclosure.audit.system import Ints
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class Witness:
    """The true figures, from which other possible tables are a move along the dimensions away.

    Attributes
    ----------
    cells : Cells
    relations : Relations
    figures : array of float, cells
        The true ones, which agree with all that is told and adds up.
    told, needed : pair of array of float, cells
        What is told of each cell, and the interval it needs.
    judged : array of bool, cells
        Those whose need is known.
    """

    cells: Cells
    relations: Relations
    figures: Floats
    told: tuple[Floats, Floats]
    needed: tuple[Floats, Floats]
    judged: Flags

    @cached_property
    def _lattice(self) -> Lattice:
        return Lattice(self.cells, self.relations)

    def proves(self, targets: Ints) -> Flags:
        """For which cells two other tables were found that show either end of the needed interval to be possible.

        A move is in whole numbers where figures are, keeps to what is told of every cell and leaves what adds up as it
        was, so the proof holds against every attack that uses nothing else. Of the others nothing is said.

        Parameters
        ----------
        targets : array of int

        Returns
        -------
        array of bool, targets
        """
        low, high = self.told
        room = Room(high - self.figures, self.figures - low, np.where(low < high, 1.0, np.inf))
        return np.array([bool(self.judged[cell]) and self._is_proved(cell, room) for cell in targets.tolist()], bool)

    def _is_proved(self, cell: int, room: Room) -> bool:
        figure = self.figures[cell]
        sides = ((1, self.needed[1][cell] - figure), (-1, figure - self.needed[0][cell]))
        amounts = [(side, float(np.ceil(by)) if self.cells.specification.integer else float(by)) for side, by in sides]
        return all(by <= 0 or self._lattice.cheapest(cell, side, by, room) is not None for side, by in amounts)
