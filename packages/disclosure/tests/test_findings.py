"""What an audit says: which cells fail, from which figures it follows, in which words, and what it does not promise."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from tables import random_table, specification, table_of, with_margins

from disclosure.audit import bounds, programmes, unmask
from disclosure.audit.audit import audit, examine
from disclosure.audit.bounds import Method, tightest
from disclosure.audit.knowledge import Knowledge, read_knowledge
from disclosure.audit.witness import Known, Witness
from disclosure.errors import InvalidData
from disclosure.tables.cells import gather
from disclosure.tables.private import PrivateCells
from disclosure.tables.read_table import read_table


def cell_of(found, **key):
    return found.cells.find(key)


def reached(found, **key):
    cell = cell_of(found, **key)
    return float(found.tightest.low[cell]), float(found.tightest.high[cell])


def signs(**limits):
    """Signs of hidden figures: what each tells, and whether it says that the figure is sensitive."""
    lines = [
        f'"{sign}" = {{ kind = "suppressed", low = {low}{"" if high is None else f", high = {high}"}, '
        f"sensitive = {str(sensitive).lower()} }}"
        for sign, (low, high, sensitive) in limits.items()
    ]
    return "\n".join(["[markers]", *lines])


# Which cells need what.


def test_a_cell_needs_what_its_sign_tells_and_one_that_tells_nothing_what_any_sign_does():
    extra = signs(s=(1, 4, True), m=(2, 9, True), x=(0, None, False), v=(0, None, True), y=(1, 3, False))
    rows = {"T": "99", "a0": "s", "a1": "m", "a2": "x", "a3": "v", "a4": "y", "a5": "7"}
    found = audit(table_of(rows, (6,), markers=False, extra=extra))
    needs = {
        name: (found.needed_low[cell_of(found, a=name)], found.needed_high[cell_of(found, a=name)])
        for name in ("a0", "a1", "a2", "a3", "a4")
    }
    assert needs == {"a0": (1, 4), "a1": (2, 9), "a2": (1, 9), "a3": (0, np.inf), "a4": (1, 9)}
    assert found.vague[[cell_of(found, a=f"a{i}") for i in range(6)]].tolist() == [
        False, False, True, True, True, False,
    ]  # fmt: skip
    stated = audit(table_of(rows, (6,), markers=False, extra=extra), needed=(0, 20))
    assert {(low, high) for low, high in zip(stated.needed_low, stated.needed_high, strict=True)} == {(0, 20)}


def test_signs_that_are_no_suppression_say_nothing_of_small_figures():
    extra = signs(x=(0, None, False)) + '\n"n" = { kind = "not recorded", low = 1, high = 2 }'
    extra += '\n"e" = { kind = "estimated", low = 1, high = 3 }'
    found = audit(table_of({"T": "9", "a0": "x", "a1": "7"}, (2,), markers=False, extra=extra))
    hidden = cell_of(found, a="a0")
    assert (found.needed_low[hidden], found.needed_high[hidden]) == (0, np.inf)


@pytest.mark.parametrize("total", range(6, 13))
def test_a_vague_cell_fails_if_it_certainly_lies_within_what_is_needed(total):
    # a0 is x, a1 is 6: x is the total less 6, and the interval is 1 to 4. 0 is not within it.
    for low, high in ((1, 4), (0, 5)):
        found = audit(table_of({"T": str(total), "a0": "*", "a1": "6"}, (2,)), needed=(low, high))
        assert found.failing[cell_of(found, a="a0")] == (low <= total - 6 <= high)


def test_an_interval_as_wide_as_needed_passes_and_one_narrower_on_either_side_fails():
    # a0 + a1 = total, both 1 to 4: each lies between total - 4 and total - 1, within 1 to 4.
    for total, low, high in ((2, 1, 1), (3, 1, 2), (4, 1, 3), (5, 1, 4), (6, 2, 4), (7, 3, 4), (8, 4, 4)):
        table = table_of({"T": str(total), "a0": "<5", "a1": "<5"}, (2,))
        for needed in itertools.combinations_with_replacement(range(1, 5), 2):
            found = audit(table, needed=needed)
            assert reached(found, a="a0") == (low, high)
            assert found.failing[cell_of(found, a="a0")] == (low > needed[0] or high < needed[1])
            assert found.exposed[cell_of(found, a="a0")] == (found.failing[cell_of(found, a="a0")] and low == high)
            assert found.is_safe == (not found.failing.any())


def test_what_somebody_knows_is_no_finding_beyond_it():
    # The knower has 2 of a0's cases, so that at least 2 are known; from a1 the audit finds 2 to 3.
    table = table_of({"T": "7", "a0": "<5", "a1": "<5", "a2": "2"}, (3,))
    found = audit(table, knowledge=Knowledge("A", {(("a", "a0"),): (2.0, 3.0)}))
    cell = cell_of(found, a="a0")
    assert (found.needed_low[cell], found.needed_high[cell]) == (2, 3)
    assert (found.start_low[cell], found.start_high[cell]) == (2, 3)
    assert not found.failing[cell]
    assert found.failing[cell_of(found, a="a1")]
    assert found.notes == ()


def test_bounds_known_twice_are_taken_together():
    known = Knowledge("A", {(("a", "a0"),): (1.0, 9.0), (("a", "a0"), ("b", "T")): (2.0, 7.0)})
    cells = gather([table_of({"T T": "9", "a0 T": "*"}, (2, 2))])
    low, high = known.apply(cells)
    place = [cells.find({"a": "T"}), cells.find({"a": "a0"})]
    assert (low[place].tolist(), high[place].tolist()) == ([-np.inf, 2], [np.inf, 7])


def test_who_knows_what_is_read_by_row():
    columns = {"who": ["A", "B", "A"], "low": ["1", "", "2.5"], "a": ["a0", "a1", "a0"], "b": ["b1", "", ""]}
    found = read_knowledge(columns, ["a", "b", "c"])
    assert [(one.who, dict(one.bounds)) for one in found] == [
        ("A", {(("a", "a0"), ("b", "b1")): (1.0, np.inf), (("a", "a0"),): (2.5, np.inf)}),
        ("B", {(("a", "a1"),): (0.0, np.inf)}),
    ]
    for missing in ("who", "low"):
        rest = {name: column for name, column in columns.items() if name != missing}
        with pytest.raises(InvalidData) as caught:
            read_knowledge(rest, ["a"], where="facts")
        assert str(caught.value) == f"facts has no column {missing!r}; its columns are: {', '.join(rest)}."
    with pytest.raises(InvalidData, match=r"^knowledge, row 3: a bound must be a number, but is 'few'\.$"):
        read_knowledge({"who": ["A", "B"], "low": ["1", "2"], "high": ["", "few"]}, [])


def test_one_value_left_by_what_is_known_is_noted_at_most_a_hundred_times():
    rows = {"T": "*", **{f"a{i}": "<5" for i in range(103)}}
    known = Knowledge("A", {(("a", f"a{i}"),): (4.0, np.inf) for i in range(103)})
    found = audit(table_of(rows, (103,)), knowledge=known)
    assert found.notes == tuple(f"A and the sign alone leave one value for a a{i}." for i in range(100))


# In which words.


def test_an_audit_is_summed_up_in_one_sentence():
    one = audit(table_of({"T": "9", "a0": "6", "a1": "<5"}, (2,)))
    assert str(one) == (
        "1 cell needs protection; 1 can be computed exactly, 0 more can be bounded inside the interval they need"
    )
    two = audit(table_of({"T": "7", "a0": "<5", "a1": "<5"}, (2,)))
    assert str(two) == (
        "2 cells need protection; 0 can be computed exactly, 2 more can be bounded inside the interval they need"
    )
    three = audit(table_of({"T": "*", "a0": "<5", "a1": "3"}, (2,)), knowledge=Knowledge("A", {}))
    assert str(three) == (
        "1 cell needs protection; 0 can be computed exactly by A, 0 more can be bounded inside the interval they need"
    )


def test_a_finding_names_cell_intervals_figures_and_method():
    rows = {
        "T T": "*", "T b0": "9", "T b1": "*", "a0 T": "7", "a0 b0": "<5", "a0 b1": "<5", "a1 T": "1,234",
        "a1 b0": "6", "a1 b1": "*",
    }  # fmt: skip
    exact, other = audit(table_of(rows, (2, 2))).findings()
    assert (exact.cell, exact.told, exact.needed, exact.reached) == ({"a": "a0", "b": "b0"}, (1, 4), (1, 4), (3, 3))
    assert (exact.how, exact.figures, exact.shortest, exact.is_exact) == (
        "closed form",
        ("a T: 9", "a a1: 6"),
        True,
        True,
    )
    assert str(exact) == "a a0, b b0: is 3, from a T: 9; a a1: 6"
    # The second follows from the first only.
    assert (other.cell, other.reached) == ({"a": "a0", "b": "b1"}, (4, 4))
    assert set(other.figures) == {"b T: 7", "a T, b b0: 9", "a a1, b b0: 6"}
    wide = audit(table_of({"T": "7", "a0": "<5", "a1": "<5"}, (2,))).findings()[0]
    assert str(wide) == "a a0: lies between 3 and 4, from a T: 7; a a1: told 1 to 4"
    assert str(replace(wide, shortest=False)).endswith("told 1 to 4 (none of which can be spared)")
    assert not wide.is_exact


def test_a_sign_without_upper_limit_is_named_by_its_lower_one():
    extra = signs(s=(1, 4, True), c=(2, None, False))
    found = audit(table_of({"T": "5", "a0": "s", "a1": "c"}, (2,), markers=False, extra=extra))
    assert found.findings()[0].figures == ("a T: 5", "a a1: told at least 2")


def test_exact_findings_come_first_and_as_many_as_asked():
    rows = {
        "T T": "*", "T b0": "7", "T b1": "*", "a0 T": "*", "a0 b0": "<5", "a0 b1": "*", "a1 T": "12", "a1 b0": "<5",
        "a1 b1": "9",
    }  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    cells = [tuple(finding.cell.values()) for finding in found.findings()]
    assert cells == [("a0", "b0"), ("a1", "b0")]
    rows = {"T T": "*", "T b0": "7", "T b1": "9", "a0 T": "*", "a0 b0": "<5", "a0 b1": "6", "a1 T": "*", "a1 b0": "<5",
            "a1 b1": "<5"}  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    assert [(tuple(f.cell.values()), f.reached) for f in found.findings()] == [
        (("a1", "b1"), (3, 3)),
        (("a0", "b0"), (3, 4)),
        (("a1", "b0"), (3, 4)),
    ]
    assert found.exposed.sum() == 1
    assert [f.cell for f in found.findings(2)] == [f.cell for f in found.findings()][:2]
    assert found.findings(0) == []


def test_a_figure_of_another_table_is_named_and_a_sign_that_tells_nothing_is_not():
    now, before, vague = (table_of({"a0": figure}, (2,)) for figure in ("<5", "3", "*"))
    before = replace(before, release="release 1")
    (finding,) = audit(now, earlier=[vague, before]).findings()
    sign = now.values[0]
    assert finding.figures == ("3 in table 't' of release 1", f"{sign} in table 't' of this release")
    assert (finding.told, finding.shortest, finding.how) == ((1, 4), True, "as told")


def test_what_nobody_can_narrow_follows_from_nothing():
    found = audit(table_of({"T": "5", "a0": "<5", "a1": "<5"}, (2,)))
    finding = found.explain(cell_of(found, a="a0"))
    assert (finding.told, finding.reached, finding.figures, finding.shortest) == ((1, 4), (1, 4), (), True)


def test_the_fewest_figures_are_none_where_the_figure_itself_is_shown():
    found = audit(table_of({"T": "9", "a0": "6", "a1": "<5"}, (2,)))
    total, shown, hidden = (cell_of(found, a=name) for name in ("T", "a0", "a1"))
    assert (found.unmasking_cells(total), found.unmasking_cells(hidden)) == ((), (total, shown))


def test_single_subtractions_are_along_the_dimensions_asked_for():
    rows = {
        "T T": "40", "T b0": "20", "T b1": "20", "a0 T": "20", "a0 b0": "<5", "a0 b1": "*", "a1 T": "20",
        "a1 b0": "17", "a1 b1": "*",
    }  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    cell = cell_of(found, a="a0", b="b0")
    for dimensions, single in ((None, True), (["a", "b"], True), (["a"], True), (["b"], False), ([], False)):
        assert np.flatnonzero(found.single_subtractions(dimensions)).tolist() == ([cell] if single else [])


@pytest.mark.parametrize(
    ("total", "shown", "adds_up", "single"),
    [
        ("9", "6", "exactly", True),
        ("10", "6", "exactly", True),
        ("7", "6", "exactly", True),
        # What is left, 0 or 5, is not what the sign tells: somebody revised a figure.
        ("6", "6", "exactly", False),
        ("11", "6", "exactly", False),
        ("9", "6", "at most", False),
    ],
)
def test_a_single_subtraction_gives_what_the_sign_tells(total, shown, adds_up, single):
    found = audit(table_of({"T": total, "a0": shown, "a1": "<5"}, (2,), adds_up=adds_up))
    assert found.single_subtractions().any() == single
    hidden_total = audit(table_of({"T": "<5", "a0": "1", "a1": "2"}, (2,), adds_up=adds_up))
    assert hidden_total.single_subtractions()[0] == (adds_up == "exactly")


def test_a_total_that_is_not_published_allows_for_no_subtraction():
    rows = {"T T": "12", "a0 b0": "<5", "a0 b1": "2", "a1 T": "7", "a1 b0": "*", "a1 b1": "*"}
    found = audit(table_of(rows, (2, 2)))
    assert len(found.cells) > found.published
    assert found.exposed[cell_of(found, a="a0", b="b0")]
    assert not found.single_subtractions().any()


def cyclic(rows=None):
    return {
        "T T": "31", "T b0": "16", "T b1": "15", "a0 T": "5", "a0 b0": "<5", "a0 b1": "<5", "a1 T": "26",
        "a1 b0": "*", "a1 b1": "*", **(rows or {}),
    }  # fmt: skip


PROMISE = "Guarantee: no computation bounds a cell further than stated, for whoever knows no more than this"


def test_the_guarantee_counts_cells_that_were_bounded_by_linear_programmes(monkeypatch):
    assert audit(table_of(cyclic(), (2, 2))).guarantee == f"{PROMISE}."
    monkeypatch.setattr(programmes, "INTEGER_SIZE", 0)
    # In two dimensions the corners of what is possible are whole, so that the linear programmes say all.
    square = audit(table_of(cyclic(), (2, 2)))
    assert (square.guarantee, square.failing.any(), square.cells.sensitive.sum()) == (f"{PROMISE}.", False, 2)
    # Lines of 3 in a cube: in halves each of the eight cells could be 1.5.
    cube = ["T", "a0", "a1"], ["T", "b0", "b1"], ["T", "c0", "c1"]
    keys = [key for key in itertools.product(*cube) if key.count("T") < 2]
    found = audit(table_of({" ".join(key): "3" if "T" in key else "<5" for key in keys}, (2, 2, 2)))
    assert (found.failing.sum(), found.cells.sensitive.sum()) == (8, 8)
    assert found.guarantee == f"{PROMISE}."
    found = replace(found, needed_high=np.where(found.cells.sensitive, 2.0, np.inf))
    assert not found.failing.any()
    linear = int((found.cells.sensitive & (found.tightest.method == Method.LINEAR)).sum())
    words = f"; but for {linear} cells, where whole numbers may say more than the linear programmes solved"
    assert found.guarantee == f"{PROMISE}{words if linear else ''}."
    every = replace(found, tightest=replace(found.tightest, method=np.full(len(found.cells), Method.LINEAR)))
    words = "; but for 8 cells, where whole numbers may say more than the linear programmes solved"
    assert every.guarantee == f"{PROMISE}{words}."


def test_where_figures_are_not_whole_linear_programmes_say_all():
    text = specification((2, 2), extra="integer = false")
    columns = {"a": [], "b": [], "value": []}
    for key, figure in cyclic().items():
        for name, label in zip("ab", key.split(), strict=True):
            columns[name].append(label)
        columns["value"].append(figure)
    found = audit(read_table(columns, text))
    assert (found.tightest.method == Method.LINEAR).any()
    assert found.guarantee == f"{PROMISE}."


# From which figures.


def follows(found, kept, cell):
    """Whether the interval reached follows from these cells alone; nothing is known of the others."""
    some = np.isin(np.arange(len(found.cells)), [*kept, cell])
    low, high = np.where(some, found.start_low, 0.0), np.where(some, found.start_high, np.inf)
    got = tightest(low, high, found.relations, integer=True)
    return (got.low[cell], got.high[cell]) == (found.tightest.low[cell], found.tightest.high[cell])


def hide_some(seed, shape, number, sign="<5"):
    rng = np.random.default_rng(seed)
    columns = with_margins(rng.integers(1, 7, shape), shape)
    small = [i for i, figure in enumerate(columns["value"]) if 1 <= int(figure) <= 4]
    for i in rng.permutation(small)[:number]:
        columns["value"][i] = sign
    for i in rng.permutation(len(columns["value"]))[:2]:
        columns["value"][i] = "*"
    return columns


@pytest.mark.parametrize("seed", range(6))
def test_the_figures_and_signs_named_are_what_they_are_called_and_suffice(seed):
    found = audit(read_table(hide_some(seed, (3, 3), 5), specification((3, 3))))
    for cell in np.flatnonzero(found.failing).tolist():
        proof = found._proof(cell)
        named = [*proof.published, *proof.signs]
        assert len(proof) == len(named) == len(set(named))
        assert cell not in named
        assert (found.start_low[list(proof.published)] == found.start_high[list(proof.published)]).all()
        assert (found.start_low[list(proof.signs)] < found.start_high[list(proof.signs)]).all()
        assert follows(found, named, cell)


@pytest.mark.parametrize("seed", range(5))
def test_the_fewest_figures_are_as_few_as_any_set_of_that_size(seed):
    found = audit(read_table(hide_some(seed, (2, 2), 3), specification((2, 2))))
    for cell in np.flatnonzero(found.failing).tolist()[:1]:
        proof = found._proof(cell)
        assert proof.shortest
        others = [c for c in range(len(found.cells)) if c != cell]
        assert not any(follows(found, kept, cell) for kept in itertools.combinations(others, len(proof) - 1))


@pytest.mark.parametrize("seed", range(4))
def test_striking_out_names_no_fewer_than_the_fewest_and_what_suffices(monkeypatch, seed):
    found = audit(read_table(hide_some(seed, (3, 3), 5), specification((3, 3))))
    cells = np.flatnonzero(found.failing).tolist()
    fewest = [len(found._proof(cell)) for cell in cells]
    monkeypatch.setattr(unmask, "LARGEST", 0)
    for cell, number in zip(cells, fewest, strict=True):
        proof = found._proof(cell)
        assert not proof.shortest
        assert len(proof) >= number
        assert follows(found, [*proof.published, *proof.signs], cell)


def test_a_line_without_which_nothing_limits_the_figure_is_never_struck_out(monkeypatch):
    monkeypatch.setattr(unmask, "LARGEST", 0)
    (finding,) = audit(table_of({"T": "9", "a0": "6", "a1": "*"}, (2,)), needed=(1, 4)).findings()
    assert (finding.reached, finding.figures, finding.shortest) == ((3, 3), ("a T: 9", "a a0: 6"), False)
    # Of a figure without a limit of its own only the upper side follows.
    finding = audit(table_of({"T": "3", "a0": "*", "a1": "*"}, (2,)), needed=(0, 5)).findings()[0]
    assert (finding.reached, finding.figures, finding.shortest) == ((0, 3), ("a T: 3",), False)


@pytest.mark.parametrize("largest", [400, 0])
def test_that_nobody_counts_less_than_nobody_is_no_sign(monkeypatch, largest):
    monkeypatch.setattr(unmask, "LARGEST", largest)
    (finding,) = audit(table_of({"T": "3", "a0": "<5", "a1": "*"}, (2,))).findings()
    assert (finding.reached, finding.figures) == ((1, 3), ("a T: 3",))
    (finding,) = audit(table_of({"T": "4", "a0": "<5", "a1": "<5"}, (2,))).findings(1)
    assert (finding.reached, finding.figures) == ((1, 3), ("a T: 4", "a a1: told 1 to 4"))


@pytest.mark.parametrize("largest", [400, 0])
def test_a_sign_that_the_interval_does_not_follow_from_is_not_named(monkeypatch, largest):
    # 5 less a figure of 1 to 4 would be 1 to 4 too; but the column says 3 by its total and the other figure.
    monkeypatch.setattr(unmask, "LARGEST", largest)
    rows = cyclic({"a1 b0": "13", "a1 b1": "<5"})
    finding = next(one for one in audit(table_of(rows, (2, 2))).findings() if one.cell == {"a": "a0", "b": "b0"})
    assert (finding.reached, finding.figures) == ((3, 3), ("a T: 16", "a a1: 13"))


@pytest.mark.parametrize("whole", [4, 16])
def test_a_proof_is_sought_near_the_cell_first_and_further_away_where_that_does_not_do(monkeypatch, whole):
    found = audit(read_table(hide_some(21, (5, 5), 18), specification((5, 5))))
    cells = np.flatnonzero(found.failing).tolist()
    fewest = [found._proof(cell) for cell in cells]
    through = [
        all(cell in found.tightest.relations.cells_of(relation) for relation in proof.relations)
        for cell, proof in zip(cells, fewest, strict=True)
    ]
    assert all(proof.shortest for proof in fewest)
    assert {True, False} == set(through)
    monkeypatch.setattr(unmask, "WHOLE", whole)
    near = [found._proof(cell) for cell in cells]
    # Among 16 relations and cells are the lines through the cell; among 4 there is no line at all. Of fewer figures
    # further away nothing is known.
    assert [not proof.shortest for proof, one in zip(near, through, strict=True) if one] == [whole == 16] * sum(through)
    assert any(proof.shortest for proof in near)
    assert [len(proof) for proof in near] == [len(proof) for proof in fewest]
    for cell, proof in zip(cells, near, strict=True):
        assert follows(found, [*proof.published, *proof.signs], cell)


# By other tables.


def square(low, high, figures, needed):
    """A square of four hidden cells with shown margins, its true figures, and what each needs."""
    found = audit(table_of(cyclic(), (2, 2)))
    cells = found.cells
    inner = [cells.find({"a": a, "b": b}) for a in ("a0", "a1") for b in ("b0", "b1")]
    true = cells.low.copy()
    true[inner] = figures
    need = true.copy(), true.copy()
    need[0][inner], need[1][inner] = needed
    told = cells.low.copy(), cells.high.copy()
    told[0][inner], told[1][inner] = low, high
    judged = np.isin(np.arange(len(cells)), inner)
    cells = replace(cells, low=told[0], high=told[1])
    return cells, found.relations, true, need, judged, inner


@pytest.mark.parametrize(
    ("low", "high", "needed", "proved"),
    [
        # The first cell is 2; with the others it can move between 0 and 5, as far as it is told.
        ([0] * 4, [99] * 4, ([1, 1, 12, 12], [4, 4, 15, 15]), True),
        ([0] * 4, [99] * 4, ([0, 2, 13, 12], [2, 5, 15, 14]), True),
        ([0] * 4, [4, 99, 99, 99], ([1, 1, 12, 12], [5, 4, 15, 15]), False),
        ([1] * 4, [99] * 4, ([0, 1, 12, 12], [4, 4, 15, 15]), False),
        ([2] * 4, [99] * 4, ([1, 3, 14, 12], [2, 3, 14, 12]), False),
    ],
)
def test_swaps_prove_that_either_end_is_possible(low, high, needed, proved):
    cells, relations, true, need, judged, inner = square(low, high, [2, 3, 14, 12], needed)
    witness = Witness(cells, relations, true, need, judged, sp.csr_array((0, len(cells))))
    here = witness.find_proved(np.array(inner))
    assert bool(here[0]) is proved
    # By moves given: none, so that only what needs nothing but its own figure is proved.
    assert witness.proved[inner].tolist() == [
        judged[c] and need[0][c] >= true[c] and need[1][c] <= true[c] for c in inner
    ]


def test_moves_given_prove_as_far_as_they_reach_and_only_if_they_hold():
    needed = ([1, 2, 13, 12], [3, 4, 15, 13])
    cells, relations, true, need, judged, inner = square([0] * 4, [99] * 4, [2, 3, 14, 12], needed)

    def proved(*changes, judged=judged, need=need):
        moves = np.zeros((len(changes), len(cells)))
        for row, change in enumerate(changes):
            moves[row, inner] = change
        return Witness(cells, relations, true, need, judged, sp.csr_array(moves)).proved[inner].tolist()

    up, down = [1, -1, -1, 1], [-1, 1, 1, -1]
    # The cells are 2, 3, 14 and 12 and need 1 to 3, 2 to 4, 13 to 15 and 12 to 13.
    assert proved(up, down) == [True] * 4
    assert proved(up) == [False, False, False, True]
    assert proved(down) == [False] * 4
    assert proved(up, [-1, 1, 0, 0]) == [False, False, False, True]
    assert proved(up, [-0.5, 0.5, 0.5, -0.5]) == [False, False, False, True]
    assert not any(proved(up, down, judged=np.zeros(len(cells), bool)))


def test_targets_that_need_nothing_are_proved_as_far_as_they_are_judged():
    figures = [2, 3, 14, 12]
    cells, relations, true, need, judged, inner = square([0] * 4, [99] * 4, figures, (figures, figures))
    judged[inner[1]] = False
    witness = Witness(cells, relations, true, need, judged, sp.csr_array((0, len(cells))))
    assert witness.find_proved(np.array(inner)).tolist() == [True, False, True, True]
    assert witness.find_proved(np.array(inner[:1])).tolist() == [True]


def private_of(rows, shape, needed):
    names = tuple("abcd"[: len(shape)])
    keys = tuple(tuple(key.split()) for key in rows)
    value = np.array([float(v) for v in rows.values()])
    low, high = (np.array([float(needed.get(key, (v, v))[side]) for key, v in rows.items()]) for side in (0, 1))
    return PrivateCells(names, keys, value, low, high)


TRUE_SQUARE = {"a0 b0": "2", "a0 b1": "3", "a1 b0": "14", "a1 b1": "12"}


def test_the_publisher_knows_which_cells_need_what_and_spares_programmes(monkeypatch):
    monkeypatch.setattr(bounds, "WITNESSED", 0)
    table = table_of(cyclic(), (2, 2))
    private = private_of(TRUE_SQUARE, (2, 2), {"a0 b0": (1, 4)})
    found = audit(table, private=[private])
    first, others = cell_of(found, a="a0", b="b0"), [cell_of(found, a="a1", b="b0"), cell_of(found, a="a0", b="b1")]
    assert found.cells.sensitive[first]
    assert not found.cells.sensitive[others].any()
    assert (found.needed_low[first], found.needed_high[first]) == (1, 4)
    assert not found.vague[[first, *others]].any()
    assert found.tightest.method[first] == Method.SECOND_TABLE
    # A publisher who does not know all figures has no true table to begin from.
    some = audit(table, private=[private_of({"a0 b0": "2"}, (2, 2), {"a0 b0": (1, 4)})])
    assert some.tightest.method[first] in (Method.SECOND_TABLE, Method.INTEGER)
    nobody = audit(table)
    assert nobody.tightest.method[cell_of(nobody, a="a0", b="b0")] == Method.INTEGER


def test_two_releases_that_need_differently_need_both():
    table = table_of(cyclic(), (2, 2))
    narrow, wide = (private_of({"a0 b0": "2"}, (2, 2), {"a0 b0": needed}) for needed in ((2, 3), (0, 2)))
    for several in ([narrow, wide], [wide, narrow]):
        found = audit(table, private=several, needed=(7, 8))
        cell = cell_of(found, a="a0", b="b0")
        assert (found.needed_low[cell], found.needed_high[cell]) == (0, 3)
        other = cell_of(found, a="a0", b="b1")
        assert (found.needed_low[other], found.needed_high[other]) == (7, 8)


def test_what_is_known_beforehand_is_used_if_it_agrees_and_else_not(monkeypatch):
    table = table_of(cyclic(), (2, 2))
    private = private_of({"a0 b0": "2"}, (2, 2), {"a0 b0": (1, 4)})
    gathered = gather([private.to_table(table.specification), table])
    asked = []

    def beforehand(cells):
        figures = cells.low.copy()
        for key, figure in TRUE_SQUARE.items():
            a, b = key.split()
            figures[cells.find({"a": a, "b": b})] = float(figure)
        up = np.zeros((2, len(cells)))
        for row, sign in enumerate((1, -2)):
            for key, step in zip(TRUE_SQUARE, (1, -1, -1, 1), strict=True):
                a, b = key.split()
                up[row, cells.find({"a": a, "b": b})] = sign * step
        asked.append(len(cells))
        return Known(figures, sp.csr_array(up))

    found = examine(gathered, private=[private], beforehand=beforehand)
    cell = cell_of(found, a="a0", b="b0")
    assert asked == [len(found.cells)]
    assert found.tightest.method[cell] == Method.INTEGER

    private = private_of({"a0 b0": "2"}, (2, 2), {"a0 b0": (1, 3)})
    gathered = gather([private.to_table(table.specification), table])
    found = examine(gathered, private=[private], beforehand=lambda cells: replace_moves(beforehand(cells)))
    assert found.tightest.method[cell_of(found, a="a0", b="b0")] == Method.SECOND_TABLE

    def wrong(cells):
        known = beforehand(cells)
        return Known(known.figures + 1, replace_moves(known).moves)

    found = examine(gathered, private=[private], beforehand=wrong)
    assert found.tightest.method[cell_of(found, a="a0", b="b0")] == Method.INTEGER


def replace_moves(known):
    """Up by one and down by one."""
    moves = known.moves.toarray()
    return Known(known.figures, sp.csr_array(np.array([moves[0], -moves[0]])))


# What contradicts.


def test_lines_that_do_not_add_up_are_named_at_most_a_hundred_times():
    size = 104
    rows = {f"{a} {b}": "4" for a in ("a0", "a1") for b in [f"b{i}" for i in range(size)]}
    rows |= {f"T b{i}": "9" for i in range(size)}
    found = audit(table_of(rows, (2, size)))
    assert len(found.notes) == 101
    assert all(note.startswith("Dimension 'a': the parts a0, a1 of b b") for note in found.notes[:100])
    assert all(note.endswith(" do not add up as specified.") for note in found.notes[:100])
    assert found.notes[100] == (
        "104 of 104 relations are contradicted by the figures and were taken as at most, or not at all."
    )


def test_the_same_is_found_for_random_tables_with_every_method(monkeypatch):
    table = random_table(7, (3, 4))
    plain = audit(table)
    monkeypatch.setattr(programmes, "MANY", 1)
    pushed = audit(table)
    assert (pushed.tightest.low.tolist(), pushed.tightest.high.tolist()) == (
        plain.tightest.low.tolist(),
        plain.tightest.high.tolist(),
    )
