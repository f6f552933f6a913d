"""The tightest intervals over relations made at random, each against one programme for each side of each cell."""

import dataclasses

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.audit import bounds, programmes
from disclosure.audit import unmask as unmasking
from disclosure.audit.bounds import Method, agrees, reconcile, tightest
from disclosure.audit.programmes import extremes, least_violation
from disclosure.audit.propagation import propagate
from disclosure.audit.system import System, system_of
from disclosure.audit.unmask import unmask
from disclosure.tables.relations import Relations


def relations_of(rows, size, at_most=()):
    """Relations from the parent and the parts of each; those named are at most."""
    matrix = np.zeros((len(rows), size))
    for row, (parent, *parts) in enumerate(rows):
        matrix[row, parent] = 1
        matrix[row, parts] = -1
    high = np.zeros(len(rows))
    high[list(at_most)] = np.inf
    nothing = np.zeros(len(rows), np.int64)
    return Relations(sp.csr_array(matrix), np.zeros(len(rows)), high, np.zeros(len(rows), bool), nothing, nothing)


def system(matrix, row_low, row_high, low, high, *, integer=True):
    sides = (np.array(side, float) for side in (row_low, row_high, low, high))
    return System(sp.csr_array(np.array(matrix, float)), *sides, np.arange(len(low)), np.arange(len(row_low)), integer)


def random_relations(seed, *, integer):
    """Relations that a table satisfies, and what is told of its cells."""
    rng = np.random.default_rng(seed)
    size, number = 9, 5
    while True:
        rows = [rng.choice(size, size=int(rng.integers(2, 5)), replace=False).tolist() for _ in range(number)]
        at_most = [row for row in range(number) if rng.random() < 0.3]
        relations = relations_of(rows, size, at_most)
        limits = LinearConstraint(relations.matrix.toarray(), relations.low, relations.high)
        kind = np.full(size, int(integer))
        found = milp(rng.normal(size=size), constraints=limits, bounds=Bounds(1, 9), integrality=kind)
        if found.x is not None:
            break
    point = np.round(found.x) if integer else found.x
    shown = rng.random(size) < 0.2
    low = np.where(shown, point, np.maximum(point - rng.integers(0, 5, size), 0))
    high = np.where(shown, point, point + rng.integers(0, 5, size))
    high[~shown & (rng.random(size) < 0.2)] = np.inf
    return relations, low, high


def by_programmes(relations, low, high, *, integer):
    """Both sides of every cell by a programme of its own."""
    limits = LinearConstraint(relations.matrix.toarray(), relations.low, relations.high)
    found = np.empty((2, len(low)))
    for cell in range(len(low)):
        for side, sign in enumerate((1.0, -1.0)):
            cost = np.zeros(len(low))
            cost[cell] = sign
            kind = np.full(len(low), int(integer))
            answer = milp(cost, constraints=limits, bounds=Bounds(low, high), integrality=kind)
            assert answer.status in (0, 3, 4)
            found[side, cell] = sign * answer.fun if answer.status == 0 else -sign * np.inf
    return found


@pytest.mark.parametrize("integer", [True, False], ids=["whole", "any"])
@pytest.mark.parametrize("seed", range(60))
def test_intervals_are_as_tight_as_a_programme_for_each_side(seed, integer):
    relations, low, high = random_relations(seed, integer=integer)
    found = tightest(low, high, relations, integer=integer)
    least, most = by_programmes(relations, low, high, integer=integer)
    np.testing.assert_allclose(found.low, least, atol=1e-5)
    np.testing.assert_allclose(found.high, most, atol=1e-5)
    assert not found.contradicted.any()
    by_solver = Method.INTEGER if integer else Method.LINEAR
    assert set(found.method[low < high].tolist()) <= {Method.CLOSED_FORM, by_solver}
    assert (found.method[low == high] == Method.TOLD).all()


@pytest.mark.parametrize("seed", range(60))
def test_in_large_pieces_whole_numbers_are_promised_only_where_they_say_no_more(monkeypatch, seed):
    monkeypatch.setattr(programmes, "INTEGER_SIZE", 0)
    relations, low, high = random_relations(seed, integer=True)
    found = tightest(low, high, relations, integer=True)
    least, most = by_programmes(relations, low, high, integer=True)
    assert ((found.low <= least) & (found.high >= most)).all()
    sure = found.method == Method.INTEGER
    assert (found.low[sure].tolist(), found.high[sure].tolist()) == (least[sure].tolist(), most[sure].tolist())


def without_leaves(edges):
    """What is left of a graph when its ends are taken off again and again: nothing if it has no cycle."""
    while True:
        degree = {}
        for edge in edges:
            for node in edge:
                degree[node] = degree.get(node, 0) + 1
        inner = [edge for edge in edges if all(degree[node] > 1 for node in edge)]
        if inner == edges:
            return edges
        edges = inner


@pytest.mark.parametrize("seed", range(40))
def test_programmes_are_solved_where_what_is_left_open_has_a_cycle_and_nowhere_else(seed):
    relations, low, high = random_relations(seed, integer=True)
    hidden = system_of(low, high, relations, integer=True)
    first = propagate(hidden)
    assert first.settled
    open_ = first.low < first.high
    edges = []
    for row, signs in enumerate(hidden.matrix.toarray()):
        terms = zip(signs, first.low, first.high, strict=True)
        ends = [(s * l, s * h) if s > 0 else (s * h, s * l) for s, l, h in terms if s]
        least, most = (sum(side) for side in zip(*ends, strict=True))
        if least < hidden.row_low[row] or most > hidden.row_high[row]:
            edges += [(("row", row), ("cell", int(c))) for c in np.flatnonzero((signs != 0) & open_)]
    on_cycle = {node for edge in without_leaves(edges) for node in edge}
    while True:
        # All that hangs together with a cycle.
        more = {node for edge in edges if set(edge) & on_cycle for node in edge} - on_cycle
        if not more:
            break
        on_cycle |= more
    found = tightest(low, high, relations, integer=True).method[hidden.cells]
    expected = [Method.INTEGER if ("cell", c) in on_cycle else Method.CLOSED_FORM for c in range(len(found))]
    assert found.tolist() == expected
    unasked = tightest(low, high, relations, integer=True, wanted=np.zeros(len(low), bool))
    assert (unasked.low[hidden.cells].tolist(), unasked.high[hidden.cells].tolist()) == (
        first.low.tolist(),
        first.high.tolist(),
    )
    assert unasked.method[hidden.cells].tolist() == [
        Method.PROPAGATION if ("cell", c) in on_cycle else Method.CLOSED_FORM for c in range(len(found))
    ]


@pytest.mark.parametrize(
    ("size", "within", "beyond"),
    [(0.0, 1e-6, 2e-6), (9.0, 5e-7, 2e-6), (1e6, 5e-7, 2e-6), (1e12, 0.5, 2.0)],
    ids=["0", "9", "1e6", "1e12"],
)
def test_a_table_agrees_to_a_millionth_or_the_accuracy_of_large_figures(size, within, beyond):
    relations = relations_of([[0, 1, 2]], 3)
    point = np.array([size, size / 2, size / 2])
    low, high = point.copy(), point.copy()
    assert agrees(point, low, high, relations)
    for cell in range(3):
        for sign in (1, -1):
            for step, right in ((within, True), (beyond, False)):
                moved = point.copy()
                moved[cell] += sign * step
                # Told and added up are looked at apart: first the sums alone, then the bounds alone.
                assert agrees(moved, moved, moved, relations) is right
                assert agrees(moved, low, high, relations_of([], 3)) is right
    larger = point + np.array([1.0 + size / 10, 0, 0])
    assert agrees(larger, larger, larger, relations_of([[0, 1, 2]], 3, at_most=[0]))


@pytest.mark.parametrize(
    ("integer", "size", "within", "beyond"),
    [(True, 1e6, 5e-7, 2e-6), (False, 0.5, 5e-10, 2e-9), (False, 100.0, 5e-8, 2e-7), (False, 1e6, 5e-4, 2e-3)],
)
def test_sums_are_contradicted_beyond_the_arithmetic_of_the_machine(integer, size, within, beyond):
    relations = relations_of([[0, 1, 2]], 3)
    for step in (within, -within, beyond, -beyond):
        figures = np.array([size, size / 2 + step, size / 2])
        found = tightest(figures, figures.copy(), relations, integer=integer)
        assert found.contradicted.tolist() == [abs(step) == beyond]
        # Parts that make too much cannot be at most their parent either.
        assert found.relations.high.tolist() == ([] if step == beyond else [np.inf] if step == -beyond else [0.0])


def test_two_relations_that_only_together_are_impossible_are_both_at_most():
    # A total of 9 of which 4 are shown, so that 5 are left, and these 5 are said to be 3 of one kind and none else.
    relations = relations_of([[0, 1, 2], [2, 3]], 4)
    low, high = np.array([9.0, 4, 0, 3]), np.array([9.0, 4, np.inf, 3])
    kept, contradicted = reconcile(low, high, relations, integer=True)
    assert contradicted.tolist() == [True, True]
    assert kept.high.tolist() == [np.inf, np.inf]
    found = tightest(low, high, relations, integer=True)
    assert (found.low[2], found.high[2]) == (3, 5)


def test_two_relations_that_cannot_both_be_at_most_are_left_out_and_no_other():
    relations = relations_of([[0, 1, 2], [2, 3], [4, 5]], 6)
    low, high = np.array([9.0, 4, 0, 6, 7, 0]), np.array([9.0, 4, np.inf, 6, 7, np.inf])
    kept, contradicted = reconcile(low, high, relations, integer=True)
    assert contradicted.tolist() == [True, True, False]
    assert (kept.matrix.toarray().tolist(), kept.high.tolist()) == ([[0, 0, 0, 0, 1, -1]], [0])
    found = tightest(low, high, relations, integer=True)
    assert (found.low[2], found.high[2], found.low[5], found.high[5]) == (0, np.inf, 7, 7)


def test_what_is_at_most_already_is_left_out_when_it_is_contradicted():
    relations = relations_of([[0, 1, 2], [2, 3]], 4, at_most=[1])
    low, high = np.array([9.0, 4, 0, 6]), np.array([9.0, 4, np.inf, 6])
    kept, contradicted = reconcile(low, high, relations, integer=True)
    assert contradicted.tolist() == [True, True]
    assert (kept.matrix.toarray().tolist(), kept.high.tolist()) == ([[1, -1, -1, 0]], [np.inf])


# The first figure less 3, and less 4, cannot both be the cell; x + y is 10, but x is 3 and y is 3.
PAIR = ([[0, 1, 4], [2, 3, 4]], [10.0, 3, 10, 4])
CHAIN = ([[0, 5, 6], [1, 2, 5], [3, 4, 6]], [10.0, 4, 1, 5, 2])


@pytest.mark.parametrize("huge", [1000, 0])
@pytest.mark.parametrize(
    ("lines", "partitions", "last", "blamed"),
    [
        (PAIR, [1, 2], {1: "out"}, {0: "at most", 1: "at most"}),
        (PAIR, [2, 1], {0: "at most"}, {0: "at most", 1: "at most"}),
        (PAIR, [1, 1], {0: "at most", 1: "at most"}, {0: "at most", 1: "at most"}),
        (CHAIN, [1, 1, 2], {2: "out"}, {0: "at most"}),
        (CHAIN, [1, 2, 1], {1: "out"}, {0: "at most"}),
        (CHAIN, [2, 1, 1], {0: "at most"}, {0: "at most"}),
        (CHAIN, [1, 1, 1], {0: "at most"}, {0: "at most"}),
    ],
)
def test_of_several_divisions_that_contradict_each_other_the_last_named_gives_way(
    monkeypatch, lines, partitions, last, blamed, huge
):
    """Beyond a size, and where all are of one division, those give way that propagation comes to."""
    monkeypatch.setattr(bounds, "HUGE", huge)
    rows, shown = lines
    size = 1 + max(max(row) for row in rows)
    relations = dataclasses.replace(relations_of(rows, size), partition=np.array(partitions, np.int64))
    hidden = size - len(shown)
    low, high = np.array([*shown, *[0.0] * hidden]), np.array([*shown, *[np.inf] * hidden])
    kept, contradicted = reconcile(low, high, relations, integer=True)
    expected = last if huge else blamed
    assert np.flatnonzero(contradicted).tolist() == list(expected)
    left = [row for row in range(len(rows)) if expected.get(row) != "out"]
    assert kept.high.tolist() == [np.inf if row in expected else 0 for row in left]


TRIANGLE = [[0, 4, 5], [1, 5, 6], [2, 4, 6], [3, 4, 5, 6]]


@pytest.mark.parametrize(("total", "wrong"), [(3, []), (4, [3]), (2, [0, 1, 2, 3])])
def test_the_relations_that_give_way_least_are_contradicted(total, wrong):
    """Three cells, two of which make 2 each time, are 1 each and make 3, though going from sum to sum allows for 4."""
    low = np.array([2.0, 2, 2, total, 0, 0, 0])
    high = np.array([2.0, 2, 2, total, *[np.inf] * 3])
    relations = relations_of(TRIANGLE, 7)
    found = tightest(low, high, relations, integer=True)
    if total != 2:
        assert np.flatnonzero(found.contradicted).tolist() == wrong
        assert (found.low[4:].tolist(), found.high[4:].tolist()) == ([1, 1, 1], [1, 1, 1])
    else:
        # Which of them give way is not certain, but what is left is possible.
        assert found.contradicted.any()
        assert agrees(found.low, low, high, found.relations) or (found.low < found.high).any()


def test_lines_that_say_at_most_are_part_of_a_cycle():
    # Three cells make 3, and two of them at most 2 each time: none is less than 1, so that each is 1. Going from sum to
    # sum shows only that each is at most 2.
    low, high = np.array([2.0, 2, 2, 3, 0, 0, 0]), np.array([2.0, 2, 2, 3, *[np.inf] * 3])
    found = tightest(low, high, relations_of(TRIANGLE, 7, at_most=[0, 1, 2]), integer=True)
    assert (found.low[4:].tolist(), found.high[4:].tolist()) == ([1, 1, 1], [1, 1, 1])
    assert not found.contradicted.any()


def test_figures_prove_a_limit_in_whole_numbers_that_linear_computation_misses_by_a_half():
    # x + y and x + z are at most 4, y + z is 3: twice x is at most 5, so that x is at most 2.
    relations = relations_of([[0, 3, 4], [1, 3, 5], [2, 4, 5]], 6, at_most=[0, 1])
    low, high = np.array([4.0, 4, 3, 0, 0, 0]), np.array([4.0, 4, 3, *[np.inf] * 3])
    found = tightest(low, high, relations, integer=True)
    assert (found.low[3], found.high[3]) == (0, 2)
    proof = unmask(system_of(low, high, relations, integer=True), relations, 3, 0.0, 2.0)
    assert (proof.published, proof.signs, proof.relations, proof.shortest) == ((0, 1, 2), (), (0, 1, 2), True)


# Where nothing else is said x is at most 5 less 3; by three others twice x is at most 5.
TWO_WAYS = [[0, 1, 5], [2, 5, 6], [3, 5, 7], [4, 6, 7]]


@pytest.mark.parametrize("largest", [400, 0])
def test_of_two_proofs_the_one_with_fewer_figures_is_named(monkeypatch, largest):
    monkeypatch.setattr(unmasking, "LARGEST", largest)
    relations = relations_of(TWO_WAYS, 8, at_most=[0, 1, 2])
    low, high = np.array([5.0, 3, 4, 4, 3, 0, 0, 0]), np.array([5.0, 3, 4, 4, 3, *[np.inf] * 3])
    found = tightest(low, high, relations, integer=True)
    assert (found.low[5], found.high[5]) == (0, 2)
    proof = unmask(system_of(low, high, relations, integer=True), relations, 5, 0.0, 2.0)
    assert (proof.published, proof.signs, proof.relations, proof.shortest) == ((0, 1), (), (0,), largest > 0)


def test_figures_count_as_often_in_a_proof_whether_they_stand_in_one_line_or_in_several():
    # 11 is 6 less than a line with three other figures, or 2 less than one with one, which stand in a line with another
    # hidden figure too; that one and this make 22.
    relations = relations_of([[0, 1, 2, 3, 7], [4, 5, 7], [4, 5, 8], [6, 7, 8]], 9)
    low = np.array([17.0, 1, 2, 3, 13, 2, 22, 0, 0])
    high = np.array([17.0, 1, 2, 3, 13, 2, 22, np.inf, np.inf])
    system = system_of(low, high, relations, integer=True)
    for cell in (7, 8):
        proof = unmask(system, relations, cell, 11.0, 11.0)
        assert (proof.published, proof.signs, proof.relations, proof.shortest) == ((4, 5), (), (cell - 6,), True)


@pytest.mark.parametrize(
    ("whole", "step", "is_near"),
    [
        (18, 3, False), (17, 3, True), (17, 4, False), (16, 3, True), (15, 3, False), (15, 2, True), (11, 1, True),
        (11, 2, False), (3, 0, False),
    ],
)  # fmt: skip
def test_in_large_pieces_a_proof_is_sought_at_most_four_steps_around_a_cell(monkeypatch, whole, step, is_near):
    # The first cell is 4 less 3; each next one makes 2 with the one before. Nine lines and nine cells hang together.
    monkeypatch.setattr(unmasking, "WHOLE", whole)
    lines = [[0, 1, 10], *([number + 1, number + 9, number + 10] for number in range(1, 9))]
    low, high = np.array([4.0, 3, *[2] * 8, *[0] * 9]), np.array([4.0, 3, *[2] * 8, *[np.inf] * 9])
    relations = relations_of(lines, 19)
    proof = unmask(system_of(low, high, relations, integer=True), relations, 10 + step, 1.0, 1.0)
    assert (proof.published, proof.signs) == (tuple(range(step + 2)), ())
    assert proof.relations == tuple(range(step + 1))
    # Of what is further away nothing is known where a few steps do.
    assert proof.shortest is not is_near


def test_by_how_much_relations_give_way_is_as_little_as_possible():
    matrix = [[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    side = [2, 2, 2, 4]
    violation = least_violation(system(matrix, side, side, [0] * 3, [9] * 3), np.arange(4), np.arange(3))
    assert violation == pytest.approx([0, 0, 0, 1])
    below = least_violation(system([[1, 1]], [7], [np.inf], [0, 0], [2, 3]), np.arange(1), np.arange(2))
    above = least_violation(system([[1, 1]], [-np.inf], [7], [5, 6], [9, 9]), np.arange(1), np.arange(2))
    assert (below, above) == (pytest.approx([2]), pytest.approx([4]))
    # Only the rows and columns asked for, the others being as if they were not there.
    some = least_violation(
        system([[1, 0, 0], [0, 1, 1]], [9, 9], [9, 9], [0] * 3, [5, 1, 2]), np.array([1]), np.array([1, 2])
    )
    assert some == pytest.approx([6])
    # Of two that contradict each other, that which costs less.
    twice = system([[1], [1]], [2, 3], [2, 3], [0], [9])
    for weights, given in (([1.1, 1.0], [0, 1]), ([1.0, 1.1], [1, 0])):
        assert least_violation(twice, np.arange(2), np.arange(1), np.array(weights)) == pytest.approx(given)


@pytest.mark.parametrize("huge", [3, 2])
def test_beyond_a_size_no_programme_looks_for_contradictions(monkeypatch, huge):
    monkeypatch.setattr(bounds, "HUGE", huge)
    monkeypatch.setattr(bounds, "LARGEST", 0)
    low, high = np.array([2.0, 2, 2, 4, 0, 0, 0]), np.array([2.0, 2, 2, 4, *[np.inf] * 3])
    assert reconcile(low, high, relations_of(TRIANGLE, 7), integer=True)[1].any() == (huge == 3)


def test_figures_that_double_from_line_to_line_are_found_however_large():
    """x0 is 0 or 1, y = x and the next x = x + y: the twelfth is up to 4,096, far more than any figure given."""
    steps = 12
    matrix, size = [], 2 * steps + 1
    for step in range(steps):
        same, double = np.zeros(size), np.zeros(size)
        same[[2 * step, 2 * step + 1]] = -1, 1
        double[[2 * step, 2 * step + 1, 2 * step + 2]] = -1, -1, 1
        matrix += [same, double]
    # Two figures apart are the same, whatever they are, and one is at least x0.
    apart, beside = np.zeros((2, size + 3))
    apart[[size, size + 1]] = 1, -1
    beside[[0, size + 2]] = -1, 1
    matrix = [*(np.append(row, [0, 0, 0]) for row in matrix), apart, beside]
    high = np.array([1.0] + [np.inf] * (size + 2))
    row_high = [0] * (2 * steps + 1) + [np.inf]
    lines = system(matrix, [0] * (2 * steps + 2), row_high, [0] * (size + 3), high)
    piece = np.array([0] * size + [1, 1, 0])
    found = extremes(lines, lines.low, lines.high, piece, np.ones(size + 3, bool))
    doubled = [2 ** (c // 2) for c in range(size)]
    assert found.low.tolist() == [0] * (size + 3)
    assert found.high.tolist() == [*doubled, np.inf, np.inf, np.inf]
    assert found.by_integers.all()


def test_a_figure_beside_one_without_limit_has_none_either():
    # x0 = x1 + 1 twice over, once by way of x2 and x3: both may be anything.
    relations = relations_of([[0, 1, 4], [0, 2, 4], [2, 3], [1, 3]], 5)
    low, high = np.array([0.0, 0, 0, 0, 1]), np.array([*[np.inf] * 4, 1])
    found = tightest(low, high, relations, integer=True)
    assert (found.low.tolist(), found.high.tolist()) == ([1, 0, 0, 0, 1], [*[np.inf] * 4, 1])


def test_figures_that_nothing_limits_stay_without_limit_however_many_hang_together():
    # Each of 110 figures is at least the next, and the last at least the first: all are the same, and may be anything.
    ring = [[cell, (cell + 1) % 110] for cell in range(110)]
    low, high = np.zeros(110), np.full(110, np.inf)
    found = tightest(low, high, relations_of(ring, 110, at_most=range(110)), integer=True)
    assert (set(found.low), set(found.high), set(found.method)) == ({0}, {np.inf}, {Method.INTEGER})


def test_a_piece_without_a_table_in_whole_numbers_keeps_its_bounds_and_is_not_called_exact():
    halves = system([[1, 1, 0, 0], [1, -1, 0, 0], [0, 0, 1, 1]], [1, 0, 3], [1, 0, 3], [0] * 4, [5, 6, 7, 8])
    found = extremes(halves, halves.low, halves.high, np.array([0, 0, 1, 1]), np.ones(4, bool))
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0, 0, 0], [5, 6, 3, 3])
    assert found.by_integers.tolist() == [False, False, True, True]
    any_figure = dataclasses.replace(halves, integer=False)
    found = extremes(any_figure, halves.low, halves.high, np.array([0, 0, 1, 1]), np.ones(4, bool))
    np.testing.assert_allclose((found.low, found.high), ([0.5, 0.5, 0, 0], [0.5, 0.5, 3, 3]), atol=1e-6)


def test_pieces_too_large_for_programmes_leave_the_others_as_they_are(monkeypatch):
    # Two lines by three, and twice two by two, with their margins: 5 margins and 6 cells, 4 and 4, 4 and 4.
    rows, low, high = [], [], []
    for lines, columns in (((7, 8), (4, 5, 6)), ((5, 6), (5, 6)), ((4, 6), (5, 5))):
        start, across, down = len(low), len(columns), len(lines)
        inner = start + across + down
        rows += [[start + i, *(inner + i * across + j for j in range(across))] for i in range(down)]
        rows += [[start + down + j, *(inner + i * across + j for i in range(down))] for j in range(across)]
        low += [*lines, *columns, *[1] * across * down]
        high += [*lines, *columns, *[4] * across * down]
    relations, sides = relations_of(rows, len(low)), (np.array(low, float), np.array(high, float))
    least, most = by_programmes(relations, *sides, integer=True)
    every = tightest(*sides, relations, integer=True)
    assert (every.low.tolist(), every.high.tolist()) == (least.tolist(), most.tolist())
    monkeypatch.setattr(bounds, "LARGEST", 20)
    found = tightest(*sides, relations, integer=True)
    assert (set(every.method[5:11]), set(found.method[5:11])) == ({Method.INTEGER}, {Method.NEARBY})
    assert ((found.low <= least) & (found.high >= most)).all()
    for side in ("low", "high", "method"):
        assert getattr(found, side)[11:].tolist() == getattr(every, side)[11:].tolist()


@pytest.mark.parametrize("largest", [6, 15, 30])
@pytest.mark.parametrize("seed", [4, 31, 54, 65, 167, 374])
def test_cells_that_follow_in_a_large_piece_count_once_where_the_rest_of_it_is_left_to_programmes(
    monkeypatch, seed, largest
):
    relations, low, high = random_relations(seed, integer=True)
    exact = tightest(low, high, relations, integer=True)
    monkeypatch.setattr(bounds, "LARGEST", largest)
    found = tightest(low, high, relations, integer=True)
    assert (found.low <= exact.low).all()
    assert (found.high >= exact.high).all()


def test_what_sums_determine_outside_of_what_is_told_is_not_believed(monkeypatch):
    # a + c + d and b + c + d are 4, all four are 3, a + d is 3: a and b would be -1, c 1 and d 4.
    relations = relations_of([[0, 4, 6, 7], [1, 5, 6, 7], [2, 4, 5, 6, 7], [3, 4, 7]], 8)
    low, high = np.array([4.0, 4, 3, 3, 0, 0, 0, 0]), np.array([4.0, 4, 3, 3, 5, 4, 4, 5])
    monkeypatch.setattr(bounds, "HUGE", 0)
    monkeypatch.setattr(bounds, "LARGEST", -1)
    found = tightest(low, high, relations, integer=True)
    assert (found.low[6], found.high[6]) == (1, 1)
    assert ((found.low >= low) & (found.low <= found.high) & (found.high <= high)).all()


@pytest.mark.parametrize("worth", [1, 99])
@pytest.mark.parametrize("seed", range(8))
def test_pushing_all_cells_at_once_finds_the_same(monkeypatch, seed, worth):
    relations, low, high = random_relations(seed, integer=True)
    plain = tightest(low, high, relations, integer=True)
    monkeypatch.setattr(programmes, "MANY", 1)
    monkeypatch.setattr(programmes, "WORTH", worth)
    pushed = tightest(low, high, relations, integer=True)
    assert (pushed.low.tolist(), pushed.high.tolist()) == (plain.low.tolist(), plain.high.tolist())
    assert pushed.method.tolist() == plain.method.tolist()


def test_the_accuracy_of_sums_depends_on_their_size_where_figures_are_not_whole():
    small = system([[1, 1]], [0.25], [np.inf], [0, -np.inf], [0.5, 0.5], integer=False)
    assert small.tolerance == 1e-9
    large = dataclasses.replace(small, low=np.array([0.0, -4000.0]))
    assert large.tolerance == 4000 * 1e-9
    by_rows = dataclasses.replace(small, row_low=np.array([-7e5]))
    assert by_rows.tolerance == 7e5 * 1e-9
    assert dataclasses.replace(large, integer=True).tolerance == 1e-6
    nothing = system(np.zeros((0, 1)), [], [], [-np.inf], [np.inf], integer=False)
    assert nothing.tolerance == 1e-9


def test_bounds_are_propagated_until_neither_side_moves():
    # Only upper bounds move at first, then only lower ones: x0 is at most 4, so x1 is, and x2 = 9 - x1 at least 5.
    lines = [[1, -1, 0, 0], [0, 1, 1, 0], [0, 0, 1, -1]]
    found = propagate(system(lines, [0, 9, 0], [0, 9, 0], [0] * 4, [4, 9, 9, 9]))
    assert (found.low.tolist(), found.high.tolist(), found.settled) == ([0, 0, 5, 5], [4, 4, 9, 9], True)
    # The other way round.
    found = propagate(system(lines, [0, 9, 0], [0, 9, 0], [5, 0, 0, 0], [9] * 4))
    assert (found.low.tolist(), found.high.tolist(), found.settled) == ([5, 5, 0, 0], [9, 9, 4, 4], True)


def test_a_relation_impossible_alone_is_named_before_those_that_only_disagree():
    # x0 + x1 = 20 cannot be; x2 = 1 and x2 = 3 disagree.
    matrix, side = [[1, 1, 0], [0, 0, 1], [0, 0, 1]], [20, 1, 3]
    found = propagate(system(matrix, side, side, [0] * 3, [5] * 3))
    assert found.contradicted.tolist() == [True, False, False]
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0, 0], [5, 5, 5])


def test_a_figure_without_limit_leaves_its_line_open_but_not_the_next():
    # x0 - x1 - x2 = 0 with x1 and x2 without limit, x2 - x3 = 0 with x3 at most 4.
    endless = np.inf
    found = propagate(
        system([[1, -1, -1, 0], [0, 0, 1, -1]], [0, 0], [0, 0], [0, 2, 1, 0], [endless, endless, endless, 4])
    )
    assert (found.low.tolist(), found.high.tolist()) == ([3, 2, 1, 1], [endless, endless, 4, 4])
    below = propagate(system([[1, 1, -1]], [0], [0], [-endless, 0, 0], [endless, 3, 5]))
    assert (below.low.tolist(), below.high.tolist()) == ([-3, 0, 0], [5, 3, 5])
