"""Rounded tables: what their figures tell is an interval, and it must be as wide as the rounding."""

from dataclasses import replace

import numpy as np

from disclosure.errors import NotPossible
from disclosure.tables.columns import Columns
from disclosure.tables.table import Table
from disclosure.values.column import Floats, Values

_BASES = (10, 5, 3)
_TOLD = {"kind", "low", "high"}


def as_rounded(table: Table, columns: Columns) -> Table:
    """A table whose figures are all said to be estimated, with the intervals that their rounding leaves.

    Parameters
    ----------
    table : Table
    columns : dict of str to list of str
        Of its file.

    Returns
    -------
    Table
        Unchanged if nothing is said to be estimated.

    Raises
    ------
    NotPossible
        If only some figures are, or they are not all multiples of 3, 5 or 10 with intervals at least as wide as the
        rounding: then nobody can tell that they were rounded.
    """
    kinds = set(columns.get("kind", [])) if table.layout.wide is None else set()
    if "estimated" not in kinds:
        return table
    rows = (table.rows - table.layout.header_row - 1).tolist()
    low, high = (_numbers(columns.get(side, []), rows) for side in ("low", "high"))
    point = table.values.point
    base = max((base for base in _BASES if _is_rounded(point, low, high, base)), default=0)
    if kinds != {"estimated"} or not base:
        raise NotPossible(
            "Figures said to be estimated must all be multiples of 3, 5 or 10, each with an interval at least as wide "
            "as the rounding. Write the table with `disclosure protect --round`."
        )
    # Intervals that differ from figure to figure could carry what was rounded away: all are as wide as the widest.
    widest = max(float((point - low).max()), float((high - point).max()))
    reach = base * np.ceil((widest + 1) / base) - 1
    ends = np.maximum(point - reach, 0.0), point + reach
    return replace(table, values=Values.estimates(point, *ends, unit=table.values.unit))


def _numbers(texts: list[str], rows: list[int]) -> Floats:
    try:
        return np.array([float(texts[row]) for row in rows])
    except (ValueError, IndexError):
        return np.full(len(rows), np.nan)


def _is_rounded(point: Floats, low: Floats, high: Floats, base: int) -> bool:
    if not np.isfinite(np.stack([point, low, high])).all():
        return False
    widest = (low <= np.maximum(point - base + 1, 0)) & (high >= point + base - 1)
    return bool((widest & (point % base == 0)).all())
