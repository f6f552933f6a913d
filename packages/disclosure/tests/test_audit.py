import itertools

import numpy as np
import pytest
from tables import random_table, specification, table_of, with_margins

from disclosure.audit.audit import audit
from disclosure.audit.bounds import Method
from disclosure.audit.knowledge import Knowledge, read_knowledge
from disclosure.errors import InvalidArgument, InvalidData
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table


def reached_bounds(found, **key):
    cell = found.cells.find(key)
    return float(found.tightest.low[cell]), float(found.tightest.high[cell])


def test_one_subtraction_unmasks_and_is_named_with_its_figures():
    found = audit(table_of({"T": "9", "a0": "6", "a1": "<5"}, (2,)))
    (finding,) = found.findings()
    assert (finding.cell, finding.reached, finding.is_exact, finding.shortest) == ({"a": "a1"}, (3.0, 3.0), True, True)
    assert finding.figures == ("a T: 9", "a a0: 6")
    assert found.single_subtractions().sum() == 1
    assert not found.is_safe


def test_two_hidden_cells_of_one_line_are_bounded_by_each_others_sign():
    found = audit(table_of({"T": "8", "a0": "<5", "a1": "<5"}, (2,)))
    assert [finding.reached for finding in found.findings()] == [(4.0, 4.0), (4.0, 4.0)]
    assert found.findings()[0].figures == ("a T: 8", "a a1: told 1 to 4")
    safe = audit(table_of({"T": "5", "a0": "<5", "a1": "<5"}, (2,)))
    assert safe.is_safe
    assert safe.findings() == []


def test_a_hidden_total_is_bounded_by_its_parts():
    found = audit(table_of({"T": "*", "a0": "7", "a1": "<5"}, (2,)))
    assert reached_bounds(found, a="T") == (8.0, 11.0)
    assert found.is_safe


CYCLE = {
    "T T": "31", "T b0": "16", "T b1": "15", "a0 T": "5", "a0 b0": "<5", "a0 b1": "<5",
    "a1 T": "26", "a1 b0": "*", "a1 b1": "*",
}  # fmt: skip


def test_a_square_of_hidden_cells_needs_a_programme_and_is_safe():
    found = audit(table_of(CYCLE, (2, 2)))
    assert found.is_safe
    assert reached_bounds(found, a="a0", b="b0") == (1.0, 4.0)
    assert reached_bounds(found, a="a1", b="b0") == (12.0, 15.0)
    cell = found.cells.find({"a": "a0", "b": "b0"})
    assert found.tightest.method[cell] == Method.INTEGER


def by_enumeration(table):
    """Every whole-number table that agrees with what is told: the truth about what an attacker can find."""
    found = audit(table)
    cells, relations = found.cells, found.relations.matrix.toarray()
    hidden = np.flatnonzero(cells.low < cells.high)
    low, high = cells.low.copy(), np.minimum(cells.high, 40)
    least, most = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)
    for figures in itertools.product(*(range(int(low[c]), int(high[c]) + 1) for c in hidden)):
        x = cells.low.copy()
        x[hidden] = figures
        if (relations @ x == 0).all():
            least, most = np.minimum(least, x), np.maximum(most, x)
    return found, least, most


@pytest.mark.parametrize("seed", range(12))
def test_intervals_are_those_of_enumeration(seed):
    rng = np.random.default_rng(seed)
    shape = [(2, 3), (3, 2), (2, 2, 2), ([2, 1], 2)][seed % 4]
    columns = with_margins(rng.integers(0, 7, [size if isinstance(size, int) else sum(size) for size in shape]), shape)
    small = [i for i, figure in enumerate(columns["value"]) if 1 <= int(figure) <= 4]
    for i in rng.permutation(small)[:6]:
        columns["value"][i] = "<5"
    found, least, most = by_enumeration(read_table(columns, specification(shape)))
    hidden = found.cells.sensitive
    assert found.tightest.low[hidden].tolist() == least[hidden].tolist()
    assert found.tightest.high[hidden].tolist() == most[hidden].tolist()


def shortest_by_trying(found, cell):
    """The fewest published figures and signs, by trying all sets: those not in the set become unknown."""
    low, high = found.tightest.low[cell], found.tightest.high[cell]
    others = [c for c in range(len(found.cells)) if c != cell]
    for size in range(len(others) + 1):
        for kept in itertools.combinations(others, size):
            rows = {c: i for i, c in enumerate(kept)}
            some = [c in rows or c == cell for c in range(len(found.cells))]
            lows = np.where(some, found.start_low, 0.0)
            highs = np.where(some, found.start_high, np.inf)
            if tight(found, lows, highs, cell) == (low, high):
                return size
    raise AssertionError("unmasked by nothing")


def tight(found, low, high, cell):
    from disclosure.audit.bounds import tightest

    bounds = tightest(low, high, found.relations, integer=True)
    return bounds.low[cell], bounds.high[cell]


@pytest.mark.parametrize(
    "figures", ["12 7 5 <5 0 <5 9 7 <5", "20 8 12 11 <5 <5 9 <5 5"], ids=["hidden total", "three hidden"]
)
def test_no_smaller_set_of_figures_unmasks(figures):
    rows = dict(zip([f"{a} {b}" for a in ("T", "a0", "a1") for b in ("T", "b0", "b1")], figures.split(), strict=True))
    found = audit(table_of(rows, (2, 2)))
    for cell in np.flatnonzero(found.failing):
        finding = found.explain(int(cell))
        assert finding.shortest
        assert len(finding.figures) == shortest_by_trying(found, int(cell))


def test_linked_tables_are_attacked_together():
    text = """
title = "linked"
markers = { "<5" = { kind = "suppressed", low = 1, high = 4 } }
[[dimension]]
name = "sex"
total = "all"
partition = [{ parent = "all", parts = ["F", "M"] }]
[[dimension]]
name = "form"
total = "all"
partition = [{ parent = "all", parts = ["labour", "sexual"] }]
[[table]]
name = "by sex"
columns = { sex = "sex" }
[[table]]
name = "by form"
columns = { form = "form" }
"""
    read = parse_specification(text)
    first = read_table({"sex": ["all", "F", "M"], "value": ["<5", "<5", "0"]}, read, read.layouts[0])
    second = read_table({"form": ["all", "labour", "sexual"], "value": ["<5", "<5", "<5"]}, read, read.layouts[1])
    assert audit(first).is_safe
    together = audit([first, second])
    assert reached_bounds(together, sex="F") == (2.0, 4.0)
    shown = read_table({"form": ["all"], "value": ["3"]}, read, read.layouts[1])
    finding = audit([first, shown]).findings()[0]
    assert finding.reached == (3.0, 3.0)
    assert "3 in table 'by form' of this release" in finding.figures


def test_an_earlier_release_tells_what_this_one_hides():
    before = table_of({"T": "9", "a0": "6", "a1": "3"}, (2,))
    now = table_of({"T": "9", "a0": "*", "a1": "<5"}, (2,))
    assert audit(now).is_safe
    found = audit(now, earlier=[before])
    assert found.exposed.sum() == 1
    assert reached_bounds(found, a="a1") == (3.0, 3.0)


def test_a_revised_figure_is_told_as_a_clash():
    before = table_of({"T": "9"}, (2,))
    now = table_of({"T": "10"}, (2,))
    assert audit(now, earlier=[before]).notes == (
        "The cell a T has 9 in table 't' of this release and 10 in table 't' of this release; the last was taken.",
    )


def test_a_contributor_who_knows_its_own_cases_learns_more():
    table = table_of({"T": "6", "a0": "<5", "a1": "<5", "a2": "<5"}, (3,))
    assert audit(table).is_safe
    shelter = Knowledge.of_contributor("shelter", {(("a", "a0"),): 3})
    found = audit(table, knowledge=shelter)
    assert found.who == "shelter"
    assert reached_bounds(found, a="a1") == (1.0, 2.0)
    assert [finding.cell["a"] for finding in found.findings()] == ["a1", "a2"]
    assert "by shelter" in str(found)


def test_what_a_contributor_knew_already_is_no_finding():
    table = table_of({"T": "*", "a0": "<5", "a1": "<5"}, (2,))
    found = audit(table, knowledge=Knowledge.of_contributor("shelter", {(("a", "a0"),): 4}))
    assert found.is_safe
    assert found.notes == ("shelter and the sign alone leave one value for a a0.",)


def test_knowledge_is_read_from_a_file():
    columns = {"who": ["A", "A", "B"], "a": ["a0", "", "a1"], "low": ["2", "7", ""], "high": ["", "9", "3"]}
    first, second = read_knowledge(columns, ["a"])
    assert dict(first.bounds) == {(("a", "a0"),): (2.0, np.inf), (): (7.0, 9.0)}
    assert dict(second.bounds) == {(("a", "a1"),): (0.0, 3.0)}
    with pytest.raises(InvalidData, match="row 2: a bound must be a number"):
        read_knowledge({"who": ["A"], "low": ["two"]}, ["a"])


def test_parts_that_add_up_to_at_most_the_parent_bound_from_above_only():
    rows = {"T": "9", "a0": "6", "a1": "<5"}
    found = audit(table_of(rows, (2,), adds_up="at most"))
    assert reached_bounds(found, a="a1") == (1.0, 3.0)


def test_a_line_that_the_figures_contradict_is_not_used():
    rows = {"T": "30", "a0": "6", "a1": "<5"}
    found = audit(table_of(rows, (2,), adds_up="unless contradicted"))
    assert found.is_safe
    assert found.notes == (
        "1 of 1 relations are contradicted by the figures and were taken as at most, or not at all.",
    )
    exact = audit(table_of(rows, (2,)))
    assert exact.notes[0].startswith("Dimension 'a': the parts a0, a1 of the total of all (rows 2, 3, 4) do not add up")


def test_a_declared_exception_is_not_used():
    rows = {"T": "9", "a0": "6", "a1": "<5"}
    extra = 'does_not_add_up = [["a", 1, "at most", "T"]]'
    found = audit(table_of(rows, (2,), adds_up="unless contradicted", extra=extra))
    assert reached_bounds(found, a="a1") == (1.0, 3.0)


def test_an_unpublished_margin_ties_figures_together():
    rows = {
        "T T": "12", "a0 b0": "<5", "a0 b1": "2", "a1 T": "7", "a1 b0": "*", "a1 b1": "*",
    }  # fmt: skip
    found = audit(table_of(rows, (2, 2)))
    assert reached_bounds(found, a="a0", b="b0") == (3.0, 3.0)


BANDS = """
title = "Victims by age"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
[[dimension]]
name = "age"
total = "T"
[[dimension.partition]]
parent = "T"
parts = []
optional = ["0-17", "18+"]
adds_up = "unless contradicted"
[[dimension.partition]]
parent = "0-17"
parts = []
optional = ["0-8", "9-17"]
adds_up = "unless contradicted"
[[dimension.partition]]
parent = "9-17"
parts = []
optional = ["9-11", "12-17"]
adds_up = "unless contradicted"
[[table]]
name = "t"
columns = { age = "age" }
"""


def test_wider_bands_that_no_table_shows_tie_narrow_ones_to_the_total():
    columns = {"age": ["T", "18+", "12-17", "9-11", "0-8"], "value": ["60", "30", "18", "10", "<5"]}
    found = audit(read_table(columns, parse_specification(BANDS)))
    assert reached_bounds(found, age="0-8") == (2.0, 2.0)
    assert [str(each) for each in found.findings()] == [
        "age 0-8: is 2, from age T: 60; age 18+: 30; age 12-17: 18; age 9-11: 10"
    ]


def test_a_needed_interval_may_be_stated():
    table = table_of({"T": "7", "a0": "<5", "a1": "<5"}, (2,))
    assert not audit(table).is_safe
    assert audit(table, needed=(3, 4)).is_safe


def test_a_sign_that_does_not_say_small_fails_only_if_the_cell_is_certainly_small():
    signs = '[markers]\n"c" = { kind = "suppressed", low = 1 }'
    for figure, needed, safe in (("9", None, False), ("9", (1, 4), False), ("57", (1, 4), True), ("57", None, False)):
        table = table_of({"T": figure, "a0": "6", "a1": "c"}, (2,), extra=signs, markers=False)
        found = audit(table, needed=needed)
        assert found.is_safe is safe


def test_a_part_that_is_not_there_makes_the_rest_at_most():
    assert reached_bounds(audit(table_of({"T": "9", "a1": "<5"}, (2,))), a="a1") == (1.0, 4.0)


def test_nothing_to_audit_is_refused():
    with pytest.raises(InvalidArgument, match="no table to audit"):
        audit([])


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_changes_nothing(seed):
    table = random_table(seed, (3, 4))
    masked = table.take(np.random.default_rng(seed).permutation(len(table)))
    assert str(audit(table)) == str(audit(masked))
