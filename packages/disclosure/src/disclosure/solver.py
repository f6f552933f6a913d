"""The one door to HiGHS: linear and mixed-integer programmes with sparse matrices."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from disclosure.values.column import Flags, Floats

# As `scipy.optimize.linprog` numbers its outcomes.
NUMERICAL_DIFFICULTIES = 4

_linprog: Any = linprog
_milp: Any = milp


@dataclass(frozen=True, eq=False)
class Solution:
    """The answer of the solver.

    Attributes
    ----------
    x : array of float
    prices : array of float
        For a linear programme what one unit more on the side of each row would cost.
    proved : bool
        Whether it is known to be best.
    bound : float
        No solution of a mixed-integer programme costs less.
    """

    x: Floats
    prices: Floats
    proved: bool
    bound: float = -np.inf


@dataclass(frozen=True, eq=False)
class Programme:
    """Minimize cost x with row_low <= matrix x <= row_high and low <= x <= high."""

    cost: Floats
    matrix: sp.csr_array
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats


def solve_linear(programme: Programme, *, presolve: bool = True) -> Solution | None:
    """Solve a linear programme; None if it has no solution.

    Without presolving, programmes of many small parts side by side take half the time.
    """
    p = programme
    equal = p.row_low == p.row_high
    upper, lower = ~equal & np.isfinite(p.row_high), ~equal & np.isfinite(p.row_low)
    same, most, least = np.flatnonzero(equal), np.flatnonzero(upper), np.flatnonzero(lower)
    sides = np.concatenate([p.row_high[most], -p.row_low[least]])
    # Where the arithmetic of the machine fails one way, it mostly succeeds another.
    for method, way in (("highs", presolve), ("highs", not presolve), ("highs-ipm", True)):
        found = _linprog(
            p.cost,
            A_ub=sp.csr_array(sp.vstack([p.matrix[most], -p.matrix[least]])) if len(sides) else None,
            b_ub=sides if len(sides) else None,
            A_eq=p.matrix[same] if len(same) else None,
            b_eq=p.row_low[same] if len(same) else None,
            bounds=np.column_stack([p.low, p.high]),
            method=method,
            options={"presolve": way},
        )
        if found.status != NUMERICAL_DIFFICULTIES:
            break
    if found.x is None:
        return None
    prices = np.zeros(len(p.row_low))
    if len(same):
        prices[same] = found.eqlin.marginals
    if len(sides):
        prices[most] += found.ineqlin.marginals[: len(most)]
        prices[least] -= found.ineqlin.marginals[len(most) :]
    return Solution(np.asarray(found.x, float), prices, found.status == 0)


def solve_mixed(
    programme: Programme, whole: Flags, *, nodes: int | None = None, gap: float = 0.0, seconds: float | None = None
) -> Solution | None:
    """Solve a mixed-integer programme to within a gap, or as far as so many nodes go; None if nothing was found.

    Nodes are counted, not seconds, so that the answer is the same on a busy machine; seconds are a limit that somebody
    asked for.
    """
    p = programme
    limits = [LinearConstraint(p.matrix, p.row_low, p.row_high)] if len(p.row_low) else []
    options: dict[str, Any] = {"mip_rel_gap": gap}
    if nodes is not None:
        options["node_limit"] = nodes
    if seconds is not None:
        options["time_limit"] = max(seconds, 0.1)
    with _without_output():
        found = _milp(
            p.cost,
            constraints=limits,
            bounds=Bounds(p.low, p.high),
            integrality=whole.astype(np.int64),
            options=options,
        )
    if found.x is None:
        return None
    bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
    return Solution(np.asarray(found.x, float), np.zeros(0), found.status == 0, bound)


@contextlib.contextmanager
def _without_output() -> Iterator[None]:
    """Keep what HiGHS prints past Python, whatever it is asked, out of the standard output."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError, AttributeError):
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)
