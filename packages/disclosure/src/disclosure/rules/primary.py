"""Which cells need protection themselves, and how much."""

from dataclasses import dataclass

import numpy as np

from disclosure.errors import InvalidData
from disclosure.rules.rules import Rules
from disclosure.tables.cells import Cells
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class Primary:
    """Cells that need protection.

    Attributes
    ----------
    flags : array of bool, cells
    low, high : array of float, cells
        The interval an attacker must not get inside of.
    """

    flags: Flags
    low: Floats
    high: Floats


def primary(cells: Cells, rules: Rules) -> Primary:
    """Find the cells that a threshold, dominance, the p % rule or an interval of their own makes sensitive.

    Parameters
    ----------
    cells : Cells
        Of the publisher, with every figure known.
    rules : Rules

    Returns
    -------
    Primary

    Raises
    ------
    InvalidData
        If a rule looks at contributors and a table has no contributions, or they exceed their cell; names the rows.

    Notes
    -----
    Threshold: 1 <= x < t, or 0 <= x < t where zeros are sensitive; the interval is the one of the rules, for instance 1
    to 4. A relative interval x (1 - r/100) to x (1 + r/100) widens it. Dominance (n, k): x(1) + ... +
    x(n) > k/100 x; protection upwards is 100/k times the sum of the n largest, less x. p %: x - x(1) - x(2) < p/100
    x(1); protection upwards is p/100 x(1) - (x - x(1) - x(2)). Both protect as much downwards as upwards, not below
    zero.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, sections 4.2.2 and 4.3.1.
    """
    value = cells.low
    flags, low, high = np.zeros(len(cells), bool), value.copy(), value.copy()
    if rules.below is not None:
        flags |= (value >= (0 if rules.zeros_are_sensitive else 1)) & (value < rules.below)
        least = 0.0 if rules.zeros_are_sensitive else rules.interval[0]
        low, high = np.where(flags, least, low), np.where(flags, rules.interval[1], high)
    if rules.of_contributions:
        need = _upward_needs(cells, rules)
        flags |= need > 0
        low, high = (
            np.where(need > 0, np.minimum(low, np.maximum(value - need, 0)), low),
            np.maximum(high, value + need),
        )
    for number, table in enumerate(cells.tables):
        if table.protection is not None:
            _protect_each(cells, number, table.protection, flags, low, high)
    apart = np.where(flags, value * rules.relative / 100, 0.0)
    return Primary(flags, np.minimum(low, np.maximum(value - apart, 0.0)), np.maximum(high, value + apart))


def _protect_each(cells: Cells, number: int, protection: Floats, flags: Flags, low: Floats, high: Floats) -> None:
    """Widen intervals, in place, by those that the cells of a table need for reasons of their own."""
    here = cells.figure_table == number
    cell, own = cells.figure_cell[here], protection[cells.figure_row[here]]
    given = ~np.isnan(own[:, 0])
    flags[cell[given]] = True
    np.minimum.at(low, cell[given], own[given, 0])
    np.maximum.at(high, cell[given], own[given, 1])


def _upward_needs(cells: Cells, rules: Rules) -> Floats:
    """How far upwards each cell must be protected for its contributors' sake; 0 where it need not."""
    need = np.zeros(len(cells))
    for number, table in enumerate(cells.tables):
        here = cells.figure_table == number
        rows, cell = cells.figure_row[here], cells.figure_cell[here]
        largest = table.contributions[rows]
        depth = max(rules.dominance[0] if rules.dominance else 0, 2 if rules.p_percent is not None else 0)
        if largest.shape[1] < depth:
            raise InvalidData(
                f"Table {table.name!r} names {largest.shape[1]} columns of largest contributions, but the rules need "
                f"{depth}. Name them under contributions."
            )
        total = cells.low[cell]
        over = np.flatnonzero(largest.sum(axis=1) > total * (1 + 1e-9) + 1e-9)
        if len(over):
            raise InvalidData(
                f"Table {table.name!r}, row {table.rows[rows[over[0]]]}: the largest contributions are more than the "
                "cell itself. Correct one of them."
            )
        np.maximum.at(need, cell, _need_of(total, largest, rules))
    return need


def _need_of(total: Floats, largest: Floats, rules: Rules) -> Floats:
    need = np.zeros(len(total))
    if rules.dominance is not None:
        n, k = rules.dominance
        need = np.maximum(need, 100 / k * largest[:, :n].sum(axis=1) - total)
    if rules.p_percent is not None:
        rest = total - largest[:, 0] - largest[:, 1]
        need = np.maximum(need, rules.p_percent / 100 * largest[:, 0] - rest)
    return np.where(total > 0, need, 0.0)
