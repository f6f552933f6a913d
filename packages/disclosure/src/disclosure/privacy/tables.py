"""Sets of combinations, each a row of ascending item numbers, and looking them up."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from disclosure.errors import NotPossible

Items = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """The released combinations of one order, with their values.

    Attributes
    ----------
    items : array of int64, combinations × order
        In lexicographic order.
    values : array of float
        Persons.
    deviations : array of float
        Standard deviation of each value.
    n_items : int
        How many items there are.
    """

    items: Items
    values: Floats
    deviations: Floats
    n_items: int

    @property
    def order(self) -> int:
        """How many items a combination has."""
        return int(self.items.shape[1])

    @cached_property
    def codes(self) -> Items:
        """Each combination as one number, ascending."""
        return encode(self.items, self.n_items)

    def find(self, items: Items) -> tuple[Items, NDArray[np.bool_]]:
        """The position of each of many combinations, and whether it is there at all."""
        wanted = encode(items, self.n_items)
        if not len(self.codes):
            return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return at, self.codes[at] == wanted


def encode(items: Items, n_items: int) -> Items:
    """Rows of item numbers as one number each; the order of rows is kept."""
    if n_items ** items.shape[1] >= 2**63:
        raise NotPossible(f"Combinations of {items.shape[1]} among {n_items:,} values are too many to number.")
    code = np.zeros(len(items), dtype=np.int64)
    for j in range(items.shape[1]):
        code = code * n_items + items[:, j]
    return code


def extensions(table: Table, singles: Items, column_of: Items, *, block: int = 20_000) -> Items:
    """All combinations of one order more whose every part is in the table.

    Parameters
    ----------
    table : Table
        Combinations of order k.
    singles : array of int64
        The items that may be added.
    column_of : array of int64
        The column of each item; a combination has one item a column at most.
    block : int
        Combinations extended at a time.

    Returns
    -------
    array of int64, candidates × (k + 1)
        In lexicographic order.
    """
    found = [np.zeros((0, table.order + 1), dtype=np.int64)]
    for start in range(0, len(table.items), block):
        part = table.items[start : start + block]
        row, new = np.nonzero(column_of[part[:, -1]][:, None] < column_of[singles][None, :])
        longer = np.column_stack((part[row], singles[new]))
        for left_out in range(table.order):
            longer = longer[table.find(np.delete(longer, left_out, axis=1))[1]]
        found.append(longer)
    return np.concatenate(found)
