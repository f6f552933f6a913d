"""The parts of an audit, each against arithmetic written apart from it."""

import dataclasses
import importlib
import itertools
import pkgutil

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import linprog
from tables import random_table, specification, table_of, with_margins

import disclosure
from disclosure.audit import bounds, programmes, unmask
from disclosure.audit.audit import audit, describe_relation
from disclosure.audit.bounds import Method, agrees, reconcile, tightest
from disclosure.audit.knowledge import Knowledge
from disclosure.audit.programmes import extremes
from disclosure.audit.propagation import propagate
from disclosure.audit.result import WORDS
from disclosure.audit.system import System, components, residual_range, system_of
from disclosure.audit.witness import check_moves
from disclosure.tables.read_table import read_table


def dataclasses_of_the_package():
    for info in pkgutil.walk_packages(disclosure.__path__, "disclosure."):
        if info.name.startswith(("disclosure.audit.", "disclosure.release.")):
            module = importlib.import_module(info.name)
            for value in vars(module).values():
                if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == info.name:
                    yield value


ARRAYS = ("Floats", "Flags", "Ints", "csr_array", "ndarray", "NDArray", "Values")


def holds_arrays(kind):
    return any(name in str(f.type) for f in dataclasses.fields(kind) for name in ARRAYS)


@pytest.mark.parametrize("kind", sorted(dataclasses_of_the_package(), key=lambda kind: kind.__qualname__))
def test_what_is_found_cannot_be_changed_and_arrays_are_not_compared(kind):
    assert kind.__dataclass_params__.frozen
    # Two arrays are not equal or unequal but an array of answers: what holds them is compared by identity.
    if holds_arrays(kind):
        assert not kind.__dataclass_params__.eq


def random_system(seed, *, rows=4, columns=6, integer=True, tree=False):
    """A system that a known point satisfies, with some bounds left open."""
    rng = np.random.default_rng(seed)
    if tree:
        # Each relation shares one cell with one relation before it: no cycle.
        entries, next_column = [], 0
        for row in range(rows):
            members = list(range(next_column, next_column + 3))
            next_column += 3
            if row:
                members.append(int(rng.integers(0, next_column - 3)))
            entries += [(row, c, 1.0 if i == 0 else -1.0) for i, c in enumerate(members)]
        columns = next_column
    else:
        entries = [
            (row, int(c), float(rng.choice([-1.0, 1.0])))
            for row in range(rows)
            for c in rng.choice(columns, size=3, replace=False)
        ]
    row, column, sign = zip(*entries, strict=True)
    matrix = sp.csr_array((sign, (row, column)), shape=(rows, columns))
    point = rng.integers(0, 9, columns).astype(float)
    if not integer:
        point = point + np.round(rng.random(columns), 2)
    low = np.maximum(point - rng.integers(0, 4, columns), 0.0)
    high = np.where(rng.random(columns) < 0.3, np.inf, point + rng.integers(0, 5, columns))
    side = matrix @ point
    most = np.where(rng.random(rows) < 0.25, np.inf, side)
    return System(matrix, side, most, low, high, np.arange(columns), np.arange(rows), integer)


def linear_extremes(system):
    """The least and the most of each column, by one linear programme for each side."""
    dense = system.matrix.toarray()
    upper = np.isfinite(system.row_high)
    a, b = np.vstack([dense[upper], -dense]), np.concatenate([system.row_high[upper], -system.row_low])
    limits = [(l, None if np.isinf(h) else h) for l, h in zip(system.low, system.high, strict=True)]
    found = []
    for column in range(dense.shape[1]):
        sides = []
        for sign in (1.0, -1.0):
            cost = np.zeros(dense.shape[1])
            cost[column] = sign
            answer = linprog(cost, A_ub=a, b_ub=b, bounds=limits, method="highs")
            sides.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        found.append(sides)
    return np.array(found)


def whole_extremes(system, most=25):
    """The least and the most of each column over whole numbers, by trying all of them up to a limit."""
    dense = system.matrix.toarray()
    ranges = [range(int(l), int(min(h, most)) + 1) for l, h in zip(system.low, system.high, strict=True)]
    least, greatest = np.full(len(ranges), np.inf), np.full(len(ranges), -np.inf)
    for point in itertools.product(*ranges):
        left = dense @ point
        if (left >= system.row_low - 1e-9).all() and (left <= system.row_high + 1e-9).all():
            least, greatest = np.minimum(least, point), np.maximum(greatest, point)
    return least, greatest


@pytest.mark.parametrize("seed", range(20))
def test_the_range_of_a_sum_is_that_of_its_terms(seed):
    rng = np.random.default_rng(seed)
    matrix = sp.csr_array(rng.choice([-1.0, 0.0, 1.0], (5, 6)))
    low = np.where(rng.random(6) < 0.2, -np.inf, rng.integers(-5, 5, 6).astype(float))
    high = np.where(rng.random(6) < 0.2, np.inf, np.where(np.isfinite(low), low, 0.0) + rng.integers(0, 7, 6))
    least, most = residual_range(matrix, low, high)
    for row, signs in enumerate(matrix.toarray()):
        terms = [(s * l, s * h) if s > 0 else (s * h, s * l) for s, l, h in zip(signs, low, high, strict=True) if s]
        assert least[row] == sum(t[0] for t in terms)
        assert most[row] == sum(t[1] for t in terms)


def test_pieces_are_numbered_and_rows_left_out_have_none():
    matrix = sp.csr_array(np.array([[1.0, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]))
    of_rows, of_columns = components(matrix, np.array([True, True, False]))
    assert of_rows[2] == -1
    assert of_rows[0] == of_columns[0] == of_columns[1] != of_rows[1] == of_columns[2] == of_columns[3]
    assert of_columns[4] not in (of_columns[0], of_columns[2])
    of_rows, of_columns = components(matrix)
    assert len({*of_rows.tolist(), *of_columns[:4].tolist()}) == 1


@pytest.mark.parametrize("integer", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_without_a_cycle_propagation_finds_the_tightest_intervals(seed, integer):
    system = random_system(seed, tree=True, integer=integer)
    found = propagate(system)
    assert found.settled
    assert not found.contradicted.any()
    expected = linear_extremes(system)
    np.testing.assert_allclose(found.low, expected[:, 0], atol=1e-6)
    np.testing.assert_allclose(found.high, expected[:, 1], atol=1e-6)


def test_propagation_stops_after_as_many_sweeps_as_asked():
    system = random_system(3, tree=True)
    none = propagate(system, sweeps=0)
    assert (none.low.tolist(), none.high.tolist(), none.settled) == (system.low.tolist(), system.high.tolist(), False)
    one = propagate(system, sweeps=1)
    assert not one.settled
    assert (one.low >= system.low).all()
    assert (one.high <= system.high).all()
    assert one.low.tolist() != system.low.tolist()


def test_whole_numbers_are_rounded_inwards_and_others_are_not():
    matrix = sp.csr_array(np.array([[1.0, -1.0]]))
    half = System(
        matrix, np.array([0.5]), np.array([0.5]), np.zeros(2), np.array([3.0, 3.0]), np.arange(2), np.arange(1), False
    )
    found = propagate(half)
    assert (found.low.tolist(), found.high.tolist()) == ([0.5, 0.0], [3.0, 2.5])
    whole = dataclasses.replace(half, integer=True, row_low=np.array([0.5]), row_high=np.array([1.5]))
    found = propagate(whole)
    assert (found.low.tolist(), found.high.tolist()) == ([1.0, 0.0], [3.0, 2.0])


def test_relations_that_cannot_hold_are_named_and_no_others():
    matrix = sp.csr_array(np.array([[1.0, -1, 0, 0], [0, 0, 1, -1]]))
    system = System(
        matrix,
        np.array([5.0, 0.0]),
        np.array([5.0, 0.0]),
        np.zeros(4),
        np.full(4, 3.0),
        np.arange(4),
        np.arange(2),
        True,
    )
    found = propagate(system)
    assert (found.contradicted.tolist(), found.settled) == ([True, False], False)
    # x0 = 2 and x0 = 3: neither relation alone is impossible, the two together are; the third is not.
    both = sp.csr_array(np.array([[1.0, 0], [1.0, 0], [0, 1.0]]))
    side = np.array([2.0, 3.0, 1.0])
    system = System(both, side, side, np.zeros(2), np.full(2, 9.0), np.arange(2), np.arange(3), True)
    assert propagate(system).contradicted.tolist() == [True, True, False]


@pytest.mark.parametrize("seed", range(15))
def test_whole_number_extremes_are_those_of_trying_all(seed):
    system = random_system(seed, rows=3, columns=4)
    most = 25 if np.isinf(system.high).any() else 99
    system = dataclasses.replace(system, high=np.minimum(system.high, 12.0))
    first = propagate(system)
    _, piece = components(system.matrix)
    _, piece = np.unique(piece, return_inverse=True)
    found = extremes(system, first.low, first.high, piece, np.ones(4, bool))
    least, greatest = whole_extremes(system, most)
    assert (found.low.tolist(), found.high.tolist()) == (least.tolist(), greatest.tolist())
    assert found.by_integers.all()


def test_a_figure_that_two_programmes_find_with_other_last_digits_is_found():
    system = random_system(3, rows=4, columns=7, integer=False)
    _, piece = np.unique(components(system.matrix)[1], return_inverse=True)
    found = extremes(system, system.low, system.high, piece, np.ones(7, bool))
    assert (found.low[1], found.high[1]) == (pytest.approx(2.97), found.low[1])


@pytest.mark.parametrize("many", [60, 1])
@pytest.mark.parametrize("seed", range(8))
def test_other_extremes_are_those_of_one_programme_for_each_side(monkeypatch, seed, many):
    monkeypatch.setattr(programmes, "MANY", many)
    system = random_system(seed, rows=4, columns=7, integer=False)
    _, piece = components(system.matrix)
    _, piece = np.unique(piece, return_inverse=True)
    wanted = np.arange(7) != 2
    found = extremes(system, system.low, system.high, piece, wanted)
    expected = linear_extremes(system)
    np.testing.assert_allclose(found.low[wanted], expected[wanted, 0], atol=1e-6)
    np.testing.assert_allclose(found.high[wanted], expected[wanted, 1], atol=1e-6)
    assert (found.low[2], found.high[2]) == (system.low[2], system.high[2])


@pytest.mark.parametrize("seed", range(6))
def test_bounds_without_whole_numbers_are_wider_and_said_to_be(monkeypatch, seed):
    system = dataclasses.replace(random_system(seed, rows=3, columns=5), high=np.full(5, 12.0))
    monkeypatch.setattr(programmes, "INTEGER_SIZE", 0)
    _, piece = components(system.matrix)
    _, piece = np.unique(piece, return_inverse=True)
    found = extremes(system, system.low, system.high, piece, np.ones(5, bool))
    expected = linear_extremes(system)
    np.testing.assert_allclose(found.low, np.ceil(expected[:, 0] - 1e-6), atol=1e-6)
    np.testing.assert_allclose(found.high, np.floor(expected[:, 1] + 1e-6), atol=1e-6)


def test_progress_of_programmes_runs_from_none_to_nearly_all():
    seen = []
    system = dataclasses.replace(random_system(1, rows=3, columns=5), high=np.full(5, 12.0))
    extremes(
        system,
        system.low,
        system.high,
        np.zeros(5, np.int64),
        np.ones(5, bool),
        progress=lambda *what: seen.append(what),
    )
    assert {what for what, _, _ in seen} == {"bounds by programmes"}
    assert [done for _, done, _ in seen] == sorted({done for _, done, _ in seen})
    assert seen[0][1:] == (0, 2 * int((system.low < system.high).sum()))


def follows(found, kept, cell):
    """Whether the interval reached follows from some figures and signs alone; nothing is known of the others."""
    some = np.isin(np.arange(len(found.cells)), [*kept, cell])
    low, high = np.where(some, found.start_low, 0.0), np.where(some, found.start_high, np.inf)
    reached = tightest(low, high, found.relations, integer=True)
    return (reached.low[cell], reached.high[cell]) == (found.tightest.low[cell], found.tightest.high[cell])


@pytest.mark.parametrize("seed", range(10))
def test_by_striking_out_what_is_left_proves_the_interval(monkeypatch, seed):
    monkeypatch.setattr(unmask, "LARGEST", 0)
    rng = np.random.default_rng(seed)
    columns = with_margins(rng.integers(0, 7, (3, 3)), (3, 3))
    small = [i for i, figure in enumerate(columns["value"]) if 1 <= int(figure) <= 4]
    for i in rng.permutation(small)[:4]:
        columns["value"][i] = "<5"
    found = audit(read_table(columns, specification((3, 3))))
    for cell in np.flatnonzero(found.failing).tolist():
        proof = found._proof(cell)
        assert not proof.shortest
        assert follows(found, [*proof.published, *proof.signs], cell)
        # Relations are struck out until none can be spared.
        low, high = found.tightest.low[cell], found.tightest.high[cell]
        for relation in proof.relations:
            rest = [r for r in proof.relations if r != relation]
            others = np.isin(np.arange(len(found.relations)), rest, invert=True)
            fewer = tightest(found.start_low, found.start_high, found.relations.without(others), integer=True)
            assert (fewer.low[cell], fewer.high[cell]) != (low, high)


@pytest.mark.parametrize("figures", ["12 7 5 <5 0 <5 9 7 <5", "20 8 12 11 <5 <5 9 <5 5"])
def test_near_the_cell_the_same_figures_are_found(monkeypatch, figures):
    rows = dict(zip([f"{a} {b}" for a in ("T", "a0", "a1") for b in ("T", "b0", "b1")], figures.split(), strict=True))
    found = audit(table_of(rows, (2, 2)))
    cells = np.flatnonzero(found.failing).tolist()
    whole = [found._proof(cell) for cell in cells]
    monkeypatch.setattr(unmask, "WHOLE", 0)
    assert [found._proof(cell).published for cell in cells] == [proof.published for proof in whole]
    monkeypatch.setattr(unmask, "WHOLE", 8)
    for cell in cells:
        assert follows(found, [*found._proof(cell).published, *found._proof(cell).signs], cell)


def test_every_method_has_words_of_its_own():
    assert len(set(Method)) == len(set(WORDS.values())) == 7
    assert set(WORDS) == set(Method)


def test_a_point_agrees_only_within_bounds_and_relations():
    found = audit(table_of({"T": "9", "a0": "6", "a1": "<5"}, (2,)))
    low, high, relations = found.start_low, found.start_high, found.relations
    point = found.tightest.low.copy()
    assert agrees(point, low, high, relations)
    for step in (2.0, -2.0, 0.01, -0.01):
        for cell in range(3):
            moved = point.copy()
            moved[cell] += step
            assert not agrees(moved, low, high, relations)


def test_contradicted_relations_are_loosened_before_they_are_left_out():
    at_most = audit(table_of({"T": "30", "a0": "6", "a1": "<5"}, (2,)))
    relations = at_most.relations
    kept, contradicted = reconcile(at_most.start_low, at_most.start_high, relations, integer=True)
    assert (contradicted.tolist(), kept.high.tolist()) == ([True], [np.inf])
    too_many = audit(table_of({"T": "3", "a0": "6", "a1": "<5"}, (2,)))
    kept, contradicted = reconcile(too_many.start_low, too_many.start_high, too_many.relations, integer=True)
    assert (contradicted.tolist(), len(kept)) == ([True], 0)
    assert bounds._loosen_alone(relations, at_most.start_low, at_most.start_high, 1e-6).tolist() == [1]
    assert bounds._loosen_alone(too_many.relations, too_many.start_low, too_many.start_high, 1e-6).tolist() == [2]


def test_relations_that_contradict_only_each_other_give_way():
    rows = {
        "T T": "30", "T b0": "*", "T b1": "*", "a0 T": "10", "a0 b0": "4", "a0 b1": "6",
        "a1 T": "*", "a1 b0": "9", "a1 b1": "9",
    }  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    wrong = found.tightest.contradicted
    assert 1 <= wrong.sum() < len(found.relations)
    assert found.notes[-1].startswith(f"{wrong.sum()} of 6 relations are contradicted by the figures")
    assert agrees(found.tightest.low, found.start_low, found.start_high, found.relations.without(wrong))
    assert not agrees(found.tightest.low, found.start_low, found.start_high, found.relations)


def moves_of(cells, relations, figures, *changes):
    moves = np.zeros((len(changes), len(cells)))
    for row, change in enumerate(changes):
        for cell, step in change.items():
            moves[row, cell] = step
    return check_moves(figures, sp.csr_array(moves), cells, relations).tolist()


def test_a_move_holds_if_it_keeps_to_signs_sums_and_whole_numbers():
    found = audit(table_of({"T": "*", "a0": "<5", "a1": "<5", "a2": "7"}, (3,)))
    cells = found.cells
    total, first, second, shown = (cells.find({"a": name}) for name in ("T", "a0", "a1", "a2"))
    figures = np.zeros(4)
    figures[[total, first, second, shown]] = 11, 2, 2, 7
    assert moves_of(
        cells,
        found.relations,
        figures,
        {first: 1, second: -1},
        {first: 1},
        {first: 2, total: 2},
        {first: 3, total: 3},
        {first: -1, total: -1},
        {first: -2, total: -2},
        {shown: 1, total: 1},
        {first: 0.5, second: -0.5},
        {},
        {first: 1, second: -1, total: 1},
    ) == [True, False, True, False, True, False, False, False, True, False]
    # Sums to a millionth, cells to a billionth.
    exact = dataclasses.replace(cells, specification=dataclasses.replace(cells.specification, integer=False))
    moves = ({first: 1e-7}, {first: 2e-6}, {first: 2, total: 2 + 5e-7}, {first: 2 + 2e-9, total: 2 + 2e-9})
    assert moves_of(exact, found.relations, figures, *moves) == [True, False, True, False]


def test_a_move_may_use_up_what_parts_leave_of_their_total_and_no_more():
    found = audit(table_of({"T": "12", "a0": "<5", "a1": "*", "a2": "7"}, (3,), adds_up="at most"))
    first, second = (found.cells.find({"a": name}) for name in ("a0", "a1"))
    figures = np.zeros(4)
    figures[[found.cells.find({"a": name}) for name in ("T", "a0", "a1", "a2")]] = 12, 1, 2, 7
    moves = ({first: 1}, {first: 2}, {first: 3}, {second: 2}, {second: 3}, {second: -2}, {first: 2, second: -1})
    assert moves_of(found.cells, found.relations, figures, *moves) == [True, True, False, True, False, True, True]


def test_a_relation_is_described_by_its_first_parts_and_rows():
    size = 9
    rows = {"T": "90", **{f"a{i}": "10" for i in range(size - 1)}, f"a{size - 1}": "11"}
    found = audit(table_of(rows, (size,)))
    assert describe_relation(found.cells, found.relations, 0) == (
        "Dimension 'a': the parts a0, a1, a2, a3, a4 and 4 more of the total of all (rows 2, 3, 4, 5, 6, 7, 8, 9)"
    )
    few = audit(table_of({"T": "60", **{f"a{i}": "10" for i in range(5)}}, (5,)))
    assert describe_relation(few.cells, few.relations, 0) == (
        "Dimension 'a': the parts a0, a1, a2, a3, a4 of the total of all (rows 2, 3, 4, 5, 6, 7)"
    )


def test_at_most_five_contradictions_of_what_is_known_are_noted():
    rows = {"T": "*", **{f"a{i}": "<5" for i in range(7)}}
    known = Knowledge.of_contributor("shelter", {(("a", f"a{i}"),): 9 for i in range(7)})
    found = audit(table_of(rows, (7,)), knowledge=known)
    contradicted = [note for note in found.notes if note.endswith("it was not used.")]
    assert contradicted == [f"shelter knows of a a{i} what the figures contradict; it was not used." for i in range(5)]
    assert (found.tightest.low[1:] == 1).all()


def test_other_tables_prove_what_programmes_would(monkeypatch):
    table = random_table(5, (4, 4, 3))
    plain = audit(table)
    monkeypatch.setattr(bounds, "WITNESSED", 0)
    monkeypatch.setattr(bounds, "LARGEST", 0)
    by_elimination = audit(table)
    assert (by_elimination.tightest.low <= plain.tightest.low).all()
    assert (by_elimination.tightest.high >= plain.tightest.high).all()
    exact = plain.tightest.low == plain.tightest.high
    assert (by_elimination.exposed <= plain.exposed).all()
    assert exact.sum() >= (by_elimination.tightest.low == by_elimination.tightest.high).sum()
    system = system_of(plain.start_low, plain.start_high, plain.relations, integer=True)
    assert len(system.cells) == int((plain.start_low < plain.start_high).sum())
