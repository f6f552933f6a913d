"""What somebody knows beside what is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidData
from disclosure.tables.cells import Cells
from disclosure.tables.columns import Columns
from disclosure.values.column import Floats

type Key = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Knowledge:
    """Bounds on cells that somebody knows.

    Attributes
    ----------
    who : str
    bounds : dict of key to pair of float
        A key is pairs of dimension and category; dimensions not named are at their total.

    Examples
    --------
    >>> Knowledge.of_contributor("shelter A", {(("sex", "Female"),): 3}).bounds
    {(('sex', 'Female'),): (3.0, inf)}
    """

    who: str
    bounds: Mapping[Key, tuple[float, float]]

    @classmethod
    def of_contributor(cls, who: str, own: Mapping[Key, float]) -> "Knowledge":
        """Somebody who contributed cases and knows how many of a cell are theirs: the cell has at least those."""
        return cls(who, {key: (float(number), float("inf")) for key, number in own.items()})

    def apply(self, cells: Cells) -> tuple[Floats, Floats]:
        """Bounds on every cell by this knowledge alone, cells not known about being unbounded."""
        low, high = np.full(len(cells), -np.inf), np.full(len(cells), np.inf)
        for key, (least, most) in self.bounds.items():
            cell = cells.find(dict(key))
            low[cell], high[cell] = max(low[cell], least), min(high[cell], most)
        return low, high


def read_knowledge(columns: Columns, dimensions: Sequence[str], *, where: str = "knowledge") -> list[Knowledge]:
    """Read who knows what from columns of text.

    Parameters
    ----------
    columns : dict of str to list of str
        Columns `who`; `low`, `high` or both, empty for none; and one for each dimension, empty for the total.
    dimensions : sequence of str
    where : str
        Named in messages.

    Returns
    -------
    list of Knowledge
        One for each who, in order of appearance.

    Raises
    ------
    InvalidData
        If a column is missing or a bound is not a number; names the row.
    """
    for name in ("who", "low"):
        if name not in columns:
            raise InvalidData(f"{where} has no column {name!r}; its columns are: {', '.join(columns)}.")
    found: dict[str, dict[Key, tuple[float, float]]] = {}
    for row, who in enumerate(columns["who"]):
        key = tuple((name, columns[name][row]) for name in dimensions if columns.get(name, [""] * (row + 1))[row])
        low = _number(columns["low"][row], 0.0, where, row)
        high = _number(columns["high"][row] if "high" in columns else "", np.inf, where, row)
        found.setdefault(who, {})[key] = (low, high)
    return [Knowledge(who, bounds) for who, bounds in found.items()]


def _number(text: str, otherwise: float, where: str, row: int) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        raise InvalidData(f"{where}, row {row + 2}: a bound must be a number, but is {text!r}.") from None
