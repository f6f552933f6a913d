"""What follows from tables whose figures were changed, each within limits that readers know."""

from collections.abc import Sequence

import numpy as np

from disclosure.audit.audit import examine
from disclosure.audit.result import Audit
from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.tables.cells import gather
from disclosure.tables.private import PrivateCells
from disclosure.tables.table import Table


def audit_changed(changed: Sequence[Table], truth: Sequence[Table], rules: Rules) -> Audit:
    """Audit changed tables as the release gate does: with what adds up, and the limits that stand beside each figure.

    Parameters
    ----------
    changed : sequence of Table
        Estimates with limits that are certain.
    truth : sequence of Table
        The same tables with their true figures.
    rules : Rules
        Which figures are sensitive, and the interval that nobody may get inside of.

    Returns
    -------
    Audit
        Its failing cells are sensitive figures that are known more closely than the rules allow.
    """
    private = _private_cells(truth, rules)
    hidden = private.to_table(changed[-1].specification)
    return examine(gather([hidden, *changed]), needed=rules.interval, private=[private])


def _private_cells(truth: Sequence[Table], rules: Rules) -> PrivateCells:
    """All cells with the intervals that the sensitive ones need."""
    cells = gather(truth)
    sensitive = primary(cells, rules)
    keys = tuple(tuple(cells.key(cell).values()) for cell in range(len(cells)))
    names = tuple(dimension.name for dimension in cells.specification.dimensions)
    low, high = (np.where(sensitive.flags, side, cells.low) for side in (sensitive.low, sensitive.high))
    return PrivateCells(names, keys, cells.low, low, high)
