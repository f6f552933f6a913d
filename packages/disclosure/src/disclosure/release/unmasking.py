"""What to hide of a release so that nothing hidden can be computed from it and from earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.audit.result import Audit
from disclosure.release.align import POPULATION
from disclosure.release.joint_audit import JointAudit
from disclosure.tables.table import Table


@dataclass(frozen=True)
class Unmasking:
    """A published figure that gives a hidden one away, both by their categories.

    Attributes
    ----------
    figure, reveals : dict of str to str
    """

    figure: dict[str, str]
    reveals: dict[str, str]


def list_unmasking(work: JointAudit, result: Audit) -> list[Unmasking]:
    """For each figure that a release unmasks a figure of it to be hidden; none where it cannot be prevented so.

    Parameters
    ----------
    work : JointAudit
    result : Audit
        Its audit, with failing cells.

    Returns
    -------
    list of Unmasking
        Of the figures from which one follows, each names one that no earlier release about the same people shows: the
        one that is broken down most, then the smallest.
    """
    own, dimensions = str(work.population), work.joint.dimensions
    free = _open_keys(work.tables) - _open_keys([table for one in work.same for table in one.tables])
    found = []
    for cell in work.unmasks(result):
        used = []
        for each in result.unmasking_cells(cell):
            key = result.cells.key(each)
            if key.pop(POPULATION) == own and tuple(key.values()) in free:
                depth = sum(key[one.name] != one.total for one in dimensions)
                used.append((-depth, float(result.start_low[each]), tuple(key.items())))
        if used:
            reveals = result.cells.key(cell)
            del reveals[POPULATION]
            found.append(Unmasking(dict(min(used)[-1]), reveals))
    return found


def _open_keys(tables: Sequence[Table]) -> set[tuple[str, ...]]:
    """The cells of which tables show the figure."""
    return {
        tuple(table.key(row).values())
        for table in tables
        for row in np.flatnonzero(table.published & table.values.known).tolist()
    }
