"""Pieces too large for a programme over all cells for each need, limits of time, and how far the work has come."""

import io
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from tables import leaves, random_table, specification, table_of, with_margins

from disclosure.audit import bounds, unmask, witness
from disclosure.audit.audit import audit
from disclosure.audit.bounds import Method, tightest
from disclosure.audit.elimination import find_determined
from disclosure.audit.system import system_of
from disclosure.audit.witness import check_moves
from disclosure.cli import main
from disclosure.errors import NotPossible
from disclosure.progress import Line
from disclosure.rules.primary import primary
from disclosure.rules.rules import Loss, Rules
from disclosure.suppression import choose
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import suppress_fast
from disclosure.suppression.large import Large, suppress_large, thin_out
from disclosure.suppression.lattice import Lattice
from disclosure.suppression.pose import pose
from disclosure.suppression.protect import protect
from disclosure.suppression.told import View, loose_signs
from disclosure.tables.cells import gather, locate
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate

ONE_SIGN = Rules(other_sign=None)
SHAPES = [(4, 5), (3, 3, 2), ([2, 3], 4), ([3, 2], [2, 2]), (2, 2, 2, 3)]


@pytest.fixture
def everything_is_large(monkeypatch):
    """No piece is small, and none is too large for programmes."""
    monkeypatch.setattr(choose, "LARGE", 0)


@pytest.fixture
def no_programmes(monkeypatch):
    """Every piece with a cycle is too large for the audit's programmes."""
    monkeypatch.setattr(bounds, "LARGEST", -1)


def problem_of(table, rules=ONE_SIGN):
    cells = gather([table])
    nobody = np.zeros(len(cells), bool)
    signs = loose_signs(rules, cells.specification, len(cells))
    problem = pose(cells, relate(cells), primary(cells, rules), rules, View(nobody, nobody), signs)
    return cells, problem


def larger_table(seed, shape, **options):
    rng = np.random.default_rng(seed)
    inner = rng.poisson(rng.gamma(0.4, 20.0, leaves(shape)))
    return read_table(with_margins(inner, shape), specification(shape, markers=False, **options))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("rules", [Rules(), ONE_SIGN], ids=["two signs", "one sign"])
def test_large_pieces_are_protected_whenever_small_ones_are_and_the_audit_without_their_proofs_agrees(
    seed, rules, monkeypatch
):
    table = random_table(seed, SHAPES[seed % 5], markers=False, zeros="may be hidden" if seed % 2 else "published")
    expected = refused = found = None
    try:
        expected = protect(table, rules, how="fast")
    except NotPossible as error:
        refused = error
    monkeypatch.setattr(choose, "LARGE", 0)
    try:
        found = protect(table, rules, how="fast")
    except NotPossible:
        assert refused is not None
        return
    assert expected is not None
    assert found.sensitive.tolist() == expected.sensitive.tolist()
    assert not attacked(found).any()


def attacked(safe):
    """Sensitive cells that programmes bound inside their interval, the proofs of protection left aside."""
    hidden = safe.sensitive | safe.for_others
    told = gather([table.visible() for table in safe.tables])
    assert len(told) == len(safe.cells)
    assert (told.low < told.high).tolist() == hidden.tolist()
    reached = tightest(told.low, told.high, relate(told), integer=True)
    needed = primary(safe.cells, safe.rules)
    return safe.sensitive & ((reached.low > needed.low) | (reached.high < needed.high))


def test_every_proof_of_a_large_piece_is_a_second_table():
    cells, problem = problem_of(larger_table(1, ([5, 4], 8, 6), zeros="may be hidden"))
    large = Large(problem, Lattice.of(cells))
    suppress_large(large)
    assert large.unmet.tolist() == []
    thin_out(large)
    pattern = large.pattern()
    assert pattern.failed == ()
    for need, (moved, change) in enumerate(pattern.proofs):
        move = np.zeros(len(problem.value))
        move[moved] = change
        assert np.abs(problem.matrix @ move).max() == 0
        assert pattern.hidden[moved].all()
        assert (move <= problem.up).all()
        assert (-move <= problem.down).all()
        assert move[problem.need_cell[need]] * problem.need_side[need] >= problem.need[need]


@pytest.mark.parametrize("seed", range(4))
def test_programmes_in_blocks_protect_what_can_move_with_its_totals_and_its_only_part(seed):
    # Every total may move with any of its cells; a group falls only with the one of its parts that is not zero.
    rng = np.random.default_rng(seed)
    inner = np.zeros((12, 6, 15), int)
    groups, columns = np.indices((12, 15))
    inner[groups, rng.integers(0, 6, (12, 15)), columns] = rng.integers(1, 8, (12, 15))
    shape = ([6] * 12, 15)
    columns = with_margins(inner.reshape(72, 15), shape)
    cells, problem = problem_of(read_table(columns, specification(shape, markers=False, zeros="may be hidden")))
    large = Large(problem, Lattice.of(cells))
    large.solve(large.unmet, 40)
    assert len(problem.need) > 100
    assert large.unmet.tolist() == []


def test_cells_that_no_proof_uses_are_shown():
    cells, problem = problem_of(larger_table(2, (12, 9, 5), zeros="may be hidden"))
    large = Large(problem, Lattice.of(cells))
    suppress_large(large)
    before = problem.loss(large.hidden)
    thin_out(large)
    assert problem.loss(large.hidden) <= before
    used = np.zeros(len(problem.value), bool)
    for moved, _ in large.pattern().proofs:
        used[moved] = True
    assert large.hidden.tolist() == (problem.forced | used).tolist()


def test_proofs_outlast_signs_that_tell_less(everything_is_large):
    rows = {"T": "4", "a0": "2", "a1": "2", "a2": "0"}
    safe = protect(table_of(rows, (3,), markers=False, zeros="may be hidden"), Rules())
    assert safe.summary.softened == 3
    assert safe.audit.is_safe


def test_a_large_piece_that_cannot_be_protected_is_refused(everything_is_large):
    with pytest.raises(NotPossible, match="cannot be protected, whatever else is hidden"):
        protect(table_of({"T": "4", "a0": "2", "a1": "2", "a2": "0"}, (3,), markers=False), Rules())


def test_the_audit_believes_no_second_table_that_does_not_add_up():
    safe = protect(random_table(5, (4, 5), markers=False), ONE_SIGN, how="fast")
    cells, relations = safe.audit.cells, safe.audit.relations
    point = safe.cells.low
    pair = [cells.find({"a": "a0", "b": b}) for b in ("b0", "b1")]
    told = replace(cells, low=np.zeros(len(cells)), high=np.full(len(cells), 2.0 + point.max()))
    moves = np.zeros((4, len(cells)))
    corners = [cells.find({"a": a, "b": b}) for a, b in [("a0", "b0"), ("a0", "b1"), ("a1", "b0"), ("a1", "b1")]]
    moves[0, corners] = 1, -1, -1, 1
    moves[1, pair] = 1, -1
    moves[2, corners] = 0.5, -0.5, -0.5, 0.5
    moves[3, corners] = 1e6, -1e6, -1e6, 1e6
    possible = replace(told, low=told.low - 2.0)
    assert check_moves(point, sp.csr_array(moves), possible, relations).tolist() == [True, False, False, False]


def test_what_second_tables_prove_is_named_so_and_nothing_else():
    safe = protect(random_table(5, (4, 5), markers=False), ONE_SIGN, how="fast")
    proved = safe.audit.tightest.method == Method.SECOND_TABLE
    assert proved.any()
    place = locate(safe.audit.cells, safe.cells)
    assert (place >= 0).all()
    assert not (proved & ~safe.sensitive[place]).any()


@pytest.mark.parametrize("seed", range(8))
def test_swaps_prove_only_what_stands_up_to_programmes_when_private_cells_tell_the_true_table(seed, monkeypatch):
    shape = [(5, 6), (4, 3, 3), ([2, 3], 4), ([3, 2], [2, 2], 3)][seed % 4]
    # Totals hidden like other cells: patterns that swaps prove.
    rules = replace(ONE_SIGN, loss=Loss.CELLS)
    safe = protect(random_table(seed, shape, markers=False, zeros="may be hidden"), rules, how="fast")
    by_programmes = audit(list(safe.tables), private=[safe.private])
    monkeypatch.setattr(bounds, "WITNESSED", 0)
    found = audit(list(safe.tables), private=[safe.private])
    proved = found.tightest.method == Method.SECOND_TABLE
    assert proved.any()
    assert not (by_programmes.failing | found.failing).any()
    assert (found.cells.sensitive == by_programmes.cells.sensitive).all()
    assert (by_programmes.tightest.low[proved] <= found.needed_low[proved]).all()
    assert (by_programmes.tightest.high[proved] >= found.needed_high[proved]).all()


@pytest.mark.parametrize("seed", range(4))
def test_cells_that_the_first_swaps_do_not_prove_are_proved_by_further_ones(seed, monkeypatch):
    safe = protect(random_table(seed, (5, 6), markers=False, zeros="may be hidden"), ONE_SIGN, how="fast")
    monkeypatch.setattr(bounds, "WITNESSED", 0)
    proved = []
    for first in (witness.SECOND, 1):
        monkeypatch.setattr(witness, "FIRST", first)
        found = audit(list(safe.tables), private=[safe.private])
        proved.append((found.tightest.method == Method.SECOND_TABLE).tolist())
    assert any(proved[0])
    assert proved[1] == proved[0]


@pytest.mark.slow
def test_the_audit_of_a_large_table_with_private_cells_is_spared_most_programmes():
    table = larger_table(3, (12, 10, 6), zeros="may be hidden")
    safe = protect(table, ONE_SIGN)
    assert len(table) == 1001
    assert safe.summary.sensitive > 150
    assert safe.audit.is_safe
    found = audit(list(safe.tables), private=[safe.private])
    assert found.is_safe
    own = found.cells.sensitive
    assert (found.tightest.method[own] == Method.SECOND_TABLE).sum() > 0.5 * own.sum()


def test_what_was_hidden_before_is_attacked_with_it():
    # The second tables know nothing of the earlier sign, which says more: the audit finds it out.
    table = table_of({"T": "30", "a0": "3", "a1": "12", "a2": "15"}, (3,), markers=False)
    earlier = table_of({"T": "30", "a0": "<5", "a1": "*", "a2": "15"}, (3,))
    safe = protect(table, ONE_SIGN, earlier=[earlier])
    assert audit(list(safe.tables), earlier=[earlier]).is_safe


@pytest.mark.parametrize("seed", range(12))
def test_what_follows_from_relations_alone_is_what_linear_algebra_says(seed):
    table = random_table(seed, SHAPES[seed % 5], markers=False)
    rng = np.random.default_rng(seed)
    cells = gather([table])
    hidden = rng.random(len(cells)) < 0.5
    low, high = np.where(hidden, -np.inf, cells.low), np.where(hidden, np.inf, cells.high)
    system = system_of(low, high, relate(cells), integer=True)
    still, value = find_determined(system)
    dense = system.matrix.toarray()
    rank = np.linalg.matrix_rank(dense)
    units = np.eye(len(system.cells))
    determined = [bool(np.linalg.matrix_rank(np.vstack([dense, unit])) == rank) for unit in units]
    assert still.tolist() == determined
    assert value[still] == pytest.approx(cells.low[system.cells[still]], abs=1e-5)


def test_pieces_too_large_for_programmes_are_audited_by_sums_and_the_result_says_so(no_programmes):
    rows = {
        "T T": "31", "T b0": "16", "T b1": "15", "a0 T": "5", "a0 b0": "<5", "a0 b1": "<5",
        "a1 T": "26", "a1 b0": "*", "a1 b1": "*",
    }  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    assert found.is_safe
    assert found.guarantee == (
        "Guarantee: no computation bounds a cell further than stated, for whoever knows no more than this; but for 2 "
        "cells in pieces too large for programmes over all of them, of which it was checked only that they do not "
        "follow from sums alone and that the figures around them bound them no further."
    )


def test_a_cell_that_only_sums_taken_together_give_away_is_found_without_programmes(no_programmes):
    # Every line has at least two hidden cells; rows a2 and a3 less columns b2 and b3 leave a2 b0 alone.
    inner = np.array([[7, 6, 9, 8], [9, 8, 7, 6], [3, 9, 8, 7], [8, 7, 6, 9]])
    hidden = {"a0 b0", "a0 b1", "a1 b0", "a1 b1", "a2 b0", "a2 b2", "a3 b2", "a3 b3", "a2 b3"}
    columns = with_margins(inner, (4, 4))
    keys = [f"{a} {b}" for a, b in zip(columns["a"], columns["b"], strict=True)]
    columns["value"] = ["*" if key in hidden else v for key, v in zip(keys, columns["value"], strict=True)]
    columns["value"] = ["<5" if key == "a2 b0" else v for key, v in zip(keys, columns["value"], strict=True)]
    found = audit(read_table(columns, specification((4, 4))))
    cell = found.cells.find({"a": "a2", "b": "b0"})
    assert found.tightest.method[cell] == Method.NEARBY
    assert (found.tightest.low[cell], found.tightest.high[cell]) == (3.0, 3.0)
    assert [finding.cell for finding in found.findings()] == [{"a": "a2", "b": "b0"}]


def test_the_guarantee_of_small_tables_has_no_exception():
    safe = protect(random_table(5, (4, 5), markers=False), ONE_SIGN)
    assert safe.audit.guarantee == (
        "Guarantee: no computation bounds a cell further than stated, for whoever knows no more than this."
    )


def test_without_time_the_exact_method_gives_the_pattern_it_began_with_and_the_gap():
    table = larger_table(3, (9, 9))
    fast = protect(table, ONE_SIGN, how="fast")
    safe = protect(table, ONE_SIGN, how="exact", time_limit=1e-9)
    best = protect(table, ONE_SIGN, how="exact")
    assert safe.audit.is_safe
    assert safe.summary.for_others == fast.summary.for_others
    assert not safe.summary.proved_best
    assert best.summary.proved_best
    assert best.summary.gap == 0.0
    least = safe.summary.for_others * (1 - safe.summary.gap)
    assert least <= best.summary.for_others + 1e-9
    assert f"no pattern loses more than {safe.summary.gap:.1%} less" in str(safe.summary)


@pytest.mark.parametrize("seed", range(4))
def test_without_time_the_fast_method_still_protects_every_cell_and_takes_none_back(seed):
    table = larger_table(seed, (9, 9))
    whole = protect(table, ONE_SIGN, how="fast", time_limit=1e9)
    steps: list[str] = []
    short = protect(table, ONE_SIGN, how="fast", time_limit=1e-9, progress=lambda what, *_: steps.append(what))
    assert short.audit.is_safe
    assert whole.summary == protect(table, ONE_SIGN, how="fast").summary
    assert short.summary.for_others >= whole.summary.for_others
    assert [step for step in steps if step.startswith("needs met") and step != "needs met, attempt 1"] == []


def test_without_time_large_tables_are_protected_all_the_same(monkeypatch):
    monkeypatch.setattr(choose, "LARGE", 0)
    table = larger_table(2, (9, 9))
    short = protect(table, ONE_SIGN, how="fast", time_limit=1e-9)
    whole = protect(table, ONE_SIGN, how="fast")
    assert (short.audit.is_safe, whole.audit.is_safe) == (True, True)
    assert short.summary.for_others > whole.summary.for_others


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_of_the_exact_method_is_its_loss_when_it_is_done(seed):
    _, problem = problem_of(random_table(seed, SHAPES[seed % 3], markers=False, zeros="may be hidden"))
    for piece in problem.pieces:
        found = suppress_exact(piece.problem)
        (quick,) = suppress_fast([piece.problem])
        assert found.bound == piece.problem.loss(found.hidden) <= piece.problem.loss(quick.hidden)


@pytest.mark.parametrize("seed", range(6))
def test_a_bound_is_never_above_the_least_loss(seed):
    _, problem = problem_of(random_table(seed, (5, 6), markers=False, zeros="may be hidden"))
    for piece in problem.pieces:
        best = suppress_exact(piece.problem)
        early = suppress_exact(piece.problem, seconds=0.05)
        assert early.bound <= piece.problem.loss(best.hidden) + 1e-9
        assert piece.problem.loss(best.hidden) <= piece.problem.loss(early.hidden) + 1e-9


def test_progress_counts_up_to_what_there_is():
    steps = []
    safe = protect(larger_table(4, (8, 8)), ONE_SIGN, how="exact", progress=lambda *step: steps.append(step))
    assert safe.audit.is_safe
    assert {what.split(" at least ")[0] for what, _, _ in steps} == {"needs met, attempt 1", "loss proved", "audit"}
    assert all(done <= of for _, done, of in steps if of)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_line_of_progress_is_written_over_and_taken_away():
    stream = Terminal()
    line = Line(stream, every=0.0)
    line("audit", 5, 1200)
    line("audit", 0, 0)
    line.close()
    assert stream.getvalue() == "\raudit: 5 of 1,200" + "\raudit: 0         " + "\r" + " " * 8 + "\r"


def test_the_command_says_what_is_guaranteed_and_refuses_a_limit_that_is_none(tmp_path, capsys):
    text = specification((2, 2), markers=False).source
    (tmp_path / "specification.toml").write_text(text)
    (tmp_path / "thresholds.toml").write_text("[frequency]\nbelow = 5\n")
    rows = [
        "a,b,value",
        "T,T,60",
        "T,b0,40",
        "T,b1,20",
        "a0,T,23",
        "a0,b0,20",
        "a0,b1,3",
        "a1,T,37",
        "a1,b0,20",
        "a1,b1,17",
    ]
    (tmp_path / "counts.csv").write_text("\n".join(rows))
    given = ["protect", str(tmp_path / "specification.toml"), str(tmp_path / "counts.csv")]
    given += [
        "--thresholds",
        str(tmp_path / "thresholds.toml"),
        "--output",
        str(tmp_path / "safe"),
        "--quiet",
        "--time-limit",
    ]
    assert main([*given, "0"]) == 1
    assert capsys.readouterr().err == "disclosure: --time-limit must be above 0 seconds, but is 0.\n"
    assert main([*given, "60"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.splitlines()[1] == (
        "Guarantee: no computation bounds a cell further than stated, for whoever knows no more than this."
    )


def test_in_a_large_piece_a_finding_is_explained_by_what_is_near(monkeypatch):
    table = larger_table(6, (9, 9), zeros="may be hidden")
    values = table.values
    small = (values.low >= 1) & (values.low < 5)
    columns = {name: table.labels(place) for place, name in enumerate("ab")}
    columns["value"] = ["<5" if hide else f"{figure:.0f}" for hide, figure in zip(small, values.low, strict=True)]
    found = audit(read_table(columns, specification((9, 9))))
    assert found.failing.any()
    whole = [found.explain(int(cell)) for cell in np.flatnonzero(found.failing)]
    monkeypatch.setattr(unmask, "WHOLE", 0)
    near = [found.explain(int(cell)) for cell in np.flatnonzero(found.failing)]
    assert [(one.cell, one.reached) for one in near] == [(one.cell, one.reached) for one in whole]
    assert [len(one.figures) for one in near] == [len(one.figures) for one in whole]
