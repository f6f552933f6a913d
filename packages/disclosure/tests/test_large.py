"""Tables too large for programmes: moves along the dimensions, limits of time, and what is proved all the same."""

import numpy as np
import pytest
from tables import random_table, specification, with_margins

from disclosure.audit.audit import audit
from disclosure.audit.bounds import tightest
from disclosure.audit.lattice import Lattice, Room
from disclosure.clock import Clock
from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import suppress_by_moves, suppress_fast
from disclosure.suppression.pose import pose
from disclosure.suppression.protect import protect
from disclosure.suppression.told import View, loose_signs
from disclosure.tables.cells import gather
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate

ONE_SIGN = Rules(other_sign=None, sign="c")
SHAPES = [(5, 6), (4, 3, 3), ([2, 3], 4), ([3, 2], [2, 2], 3)]


def make(seed, shape):
    cells = gather([random_table(seed, shape, markers=False, zeros="may be hidden")])
    relations = relate(cells)
    nobody, signs = np.zeros(len(cells), bool), loose_signs(ONE_SIGN, cells.specification, len(cells))
    sensitive = primary(cells, ONE_SIGN)
    problem = pose(cells, relations, sensitive, ONE_SIGN, View(nobody, nobody), signs)
    return cells, relations, sensitive, problem


@pytest.mark.parametrize("seed", range(8))
def test_a_move_along_the_dimensions_leaves_what_adds_up(seed):
    cells, relations, _, _ = make(seed, SHAPES[seed % 4])
    lattice, figures = Lattice(cells, relations), cells.low
    room = Room(np.full(len(cells), np.inf), figures.copy(), np.ones(len(cells)))
    found = 0
    for cell in range(len(cells)):
        for side, amount in ((1, 3.0), (-1, min(3.0, figures[cell]))):
            box = lattice.cheapest(cell, side, amount, room) if amount else None
            if box is None:
                continue
            move = np.zeros(len(cells))
            move[box.cells] = box.moves
            assert not (relations.matrix @ move).any()
            assert move[cell] == side * amount
            assert (figures + move >= 0).all()
            found += 1
    assert found > len(cells)
    assert room.down.tolist() == figures.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_what_moves_protect_stands_up_to_programmes(seed):
    """The audit by linear and integer programmes finds no cell of a pattern by moves bounded too closely."""
    cells, relations, sensitive, problem = make(seed, SHAPES[seed % 4])
    lattice, size, losses = Lattice(cells, relations), len(cells), [0.0, 0.0]
    for piece in problem.pieces:
        found = suppress_by_moves(piece.problem, lattice, Clock())
        assert found.failed == ()
        hidden = problem.forced[:size].copy()
        hidden[piece.cells] = found.hidden
        low = np.where(hidden, problem.value[:size] - problem.down[:size], cells.low)
        high = np.where(hidden, problem.value[:size] + problem.up[:size], cells.high)
        bounds = tightest(low, high, relations, integer=True)
        own = np.intersect1d(piece.cells, np.flatnonzero(sensitive.flags))
        assert (bounds.low[own] <= sensitive.low[own]).all()
        assert (bounds.high[own] >= sensitive.high[own]).all()
        (fast,) = suppress_fast([piece.problem])
        losses[0] += piece.problem.loss(found.hidden)
        losses[1] += piece.problem.loss(fast.hidden)
    assert losses[0] <= 1.5 * losses[1] + 2


def large_table():
    shape = (12, 10, 6)
    inner = np.random.default_rng(3).poisson(9 * np.random.default_rng(4).gamma(0.7, 1 / 0.7, size=shape))
    return read_table(with_margins(inner, shape), specification(shape, markers=False, zeros="may be hidden"))


@pytest.mark.slow
def test_a_large_table_is_protected_and_its_audit_needs_no_programme():
    table = large_table()
    safe = protect(table, ONE_SIGN)
    assert len(table) == 1001
    assert safe.summary.sensitive > 150
    assert safe.summary.for_others < 150
    assert safe.audit.is_safe
    assert audit(list(safe.tables), private=[safe.private]).is_safe


def test_the_exact_method_ends_with_its_time_and_states_the_gap():
    table = random_table(4, (4, 5), markers=False, zeros="may be hidden")
    best = protect(table, ONE_SIGN, how="exact")
    assert best.summary.gap == 0
    short = protect(table, ONE_SIGN, how="exact", seconds=0.0)
    assert short.audit.is_safe
    assert 0 < short.summary.gap <= 1
    assert f"; no pattern loses less by more than {short.summary.gap:.1%}" in str(short.summary)
    assert protect(table, ONE_SIGN, how="fast").summary.gap is None


def test_a_bound_is_never_above_the_least_loss():
    for seed in range(6):
        _, _, _, problem = make(seed, (5, 6))
        for piece in problem.pieces:
            best = suppress_exact(piece.problem)
            early = suppress_exact(piece.problem, Clock(seconds=0.05))
            assert early.bound <= piece.problem.loss(best.hidden) + 1e-9 <= piece.problem.loss(early.hidden) + 2e-9


def test_a_clock_tells_now_and_then():
    heard = []
    clock = Clock(progress=lambda *what: heard.append(what))
    clock.tell("cells", 1, 9)
    assert heard == []
    clock._told -= 10
    clock.tell("cells", 2, 9)
    clock.tell("cells", 3, 9)
    assert heard == [("cells", 2, 9)]
    assert (clock.is_over, clock.left) == (False, None)
    assert Clock(seconds=-1.0).is_over
