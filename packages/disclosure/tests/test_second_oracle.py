"""Against τ-Argus, by its Python package."""

from dataclasses import replace

import numpy as np
import pytauargus
import pytest
from tables import specification, with_margins

from disclosure.audit.bounds import tightest
from disclosure.rules.primary import Primary, primary
from disclosure.rules.rules import Loss, Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.pose import pose
from disclosure.suppression.told import Told, View
from disclosure.tables.cells import gather
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate

RANGE = 0.2


def counts(seed, shape):
    rng = np.random.default_rng(seed)
    return rng.poisson(24 * rng.random(shape) ** 2) * (rng.random(shape) > 0.1)


def argus(inner):
    """Status of each cell by τ-Argus: frequency rule below 5, protected to 20 %, least sum of hidden figures."""
    places = [index for index in np.ndindex(*inner.shape) for _ in range(int(inner[index]))]
    records = {
        "a": [f"a{i}" for i, _ in places],
        "b": [f"b{j}" for _, j in places],
        "one": [1] * len(places),
    }
    rows = pytauargus.protect(records, ["a", "b"], "one", safety_rules="FREQ(5,20)", suppress="OPT(1)").tables[0].rows
    return {(row["a"].replace("Total", "T"), row["b"].replace("Total", "T")): row["status"] for row in rows}


@pytest.mark.parametrize("seed", range(6))
def test_patterns_agree_with_tau_argus(seed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # it leaves its log where it is called
    inner = counts(seed, (4, 5))
    status = argus(inner)
    cells = gather([read_table(with_margins(inner, inner.shape), specification(inner.shape, markers=False))])
    keys = [tuple(cells.key(cell).values()) for cell in range(len(cells))]
    own = primary(cells, Rules()).flags
    assert [key for key, flag in zip(keys, own, strict=True) if flag] == [k for k in keys if status.get(k) == "U"]
    theirs = np.array([status.get(key) in ("U", "M") for key in keys])
    assert_protected(cells, own, theirs)
    ours = least(cells, own)
    assert_protected(cells, own, ours)
    # It also guards single contributors against each other, which is stricter; so ours may lose less, never more.
    assert cells.low[ours & ~own].sum() <= cells.low[theirs & ~own].sum()


def assert_protected(cells, own, hidden):
    low, high = np.where(hidden, 0.0, cells.low), np.where(hidden, np.inf, cells.high)
    found = tightest(low, high, relate(cells), integer=False)
    assert (found.low[own] <= (1 - RANGE) * cells.low[own] + 1e-6).all()
    assert (found.high[own] >= (1 + RANGE) * cells.low[own] - 1e-6).all()


def least(cells, own):
    """Our exact pattern for the same demand."""
    need = np.where(own, RANGE * cells.low, 0.0)
    sensitive = Primary(own, cells.low - need, cells.low + need)
    nobody = np.zeros(len(cells), bool)
    signs = Told((0.0, np.inf), (0.0, np.inf), nobody, False)
    rules = Rules(other_sign=None, loss=Loss.SIZE)
    problem = pose(cells, relate(cells), sensitive, rules, View(nobody, nobody), signs)
    problem = replace(problem, integer=False)
    hidden = problem.forced.copy()
    for piece in problem.pieces:
        hidden[piece.cells] |= suppress_exact(piece.problem).hidden
    return hidden[: len(cells)]
