import numpy as np
import pytest
from tables import random_table, specification, table_of, with_margins

from disclosure.alternatives.compare import Method, compare_alternatives
from disclosure.alternatives.leaving_out import Shorter, leave_out, list_breakdowns
from disclosure.alternatives.merging import merge_categories, suggest_merges
from disclosure.alternatives.requiring import breakdowns_of, require_breakdowns, require_only_possible
from disclosure.alternatives.rounding import round_tables
from disclosure.errors import InvalidArgument, InvalidData
from disclosure.rules.rules import Rules
from disclosure.suppression.protect import protect
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate
from disclosure.values import Kind


@pytest.mark.parametrize("base", [3, 5, 10])
@pytest.mark.parametrize("shape", [(4, 5), (3, 3, 2), ([2, 3], 4)])
def test_rounded_tables_add_up_to_multiples_near_the_truth(base, shape):
    table = random_table(base, shape, markers=False)
    rounded = round_tables(table, base=base)
    figures = rounded.tables[0].values.point
    assert not (figures % base).any()
    assert not (relate(gather([table])).matrix @ figures).any()
    truth = table.values.point
    shown = rounded.tables[0].values
    assert ((shown.low <= truth) & (truth <= shown.high)).all()
    if rounded.beyond_next == 0:
        assert (np.abs(figures - truth) < base).all()
        assert (figures[truth % base == 0] == truth[truth % base == 0]).all()
    assert set(shown.kind.tolist()) == {Kind.ESTIMATED}


def test_two_dimensions_never_need_more_than_the_next_multiple():
    assert [round_tables(random_table(seed, (5, 6), markers=False)).beyond_next for seed in range(5)] == [0] * 5


def test_rounding_refuses_other_bases_and_hidden_figures():
    with pytest.raises(InvalidArgument, match="one of 3, 5 and 10, but is 4"):
        round_tables(table_of({"T": "30"}, (2,)), base=4)
    with pytest.raises(InvalidData, match="a a1 is not a known whole number"):
        round_tables(table_of({"T": "30", "a1": "<5"}, (2,)))


FIGURES = np.array([[40, 30, 2, 3], [50, 35, 6, 2]])


def small_categories():
    return read_table(with_margins(FIGURES, (2, 4)), specification((2, 4), markers=False))


def test_merged_categories_are_added_up_and_stay_a_hierarchy():
    merged = merge_categories(small_categories(), "b", ["b2", "b3"], "other")
    figures = {(k["a"], k["b"]): v.point for k, v in ((merged.key(i), merged.values[i]) for i in range(len(merged)))}
    assert figures["a0", "other"] == 5.0
    assert figures["T", "other"] == 13.0
    assert merged.specification.dimensions[1].partitions[0].parts == ("b0", "b1", "other")
    assert not (relate(gather([merged])).matrix @ merged.values.point).any()


def test_the_merge_suggested_first_leaves_most_to_publish():
    best = suggest_merges(small_categories(), Rules(other_sign=None))
    assert (best[0].dimension, best[0].categories) == ("b", ("b2", "b3"))
    assert best[0].protected.summary.for_others == 0
    assert [merge.published for merge in best] == sorted((merge.published for merge in best), reverse=True)
    without = protect(small_categories(), Rules(other_sign=None))
    assert best[0].published == 12
    assert without.tables[0].values.known.sum() < best[0].published


@pytest.mark.parametrize("some", [["b0"], ["b0", "T"], ["b0", "b9"]])
def test_only_siblings_without_parts_can_be_merged(some):
    with pytest.raises(InvalidArgument, match="cannot be put together"):
        merge_categories(small_categories(), "b", some)


def test_a_merge_of_hidden_figures_is_hidden():
    merged = merge_categories(table_of({"T": "9", "a0": "<5", "a1": "5"}, (2,)), "a", ["a0", "a1"])
    assert [str(value) for value in merged.values] == ["9", "suppressed (6 to 9)"]


def by_method(found, method):
    return [one for one in found if one.method is method and not one.refused]


def test_alternatives_are_compared_by_what_they_hide_and_change():
    table = small_categories()
    found = compare_alternatives(table, Rules(other_sign=None))
    safe = protect(table, Rules(other_sign=None), how="fast")
    (plain,) = by_method(found, Method.SUPPRESS)
    assert (plain.figures, plain.hidden) == (15, int((~safe.tables[0].values.known).sum()))
    assert plain.hidden_for_others == safe.summary.for_others
    without = {one.dimension: (one.figures, one.hidden) for one in by_method(found, Method.LEAVE_OUT)}
    assert without == {"a": (5, 0), "b": (3, 0)}
    best = by_method(found, Method.MERGE)[0]
    assert (best.dimension, best.categories, best.figures, best.hidden) == ("b", ("b2", "b3"), 12, 0)
    five = next(one for one in by_method(found, Method.ROUND) if one.base == 5)
    rounded = round_tables(table, base=5)
    assert (five.figures, five.hidden, five.largest_change) == (15, 0, rounded.largest_change)
    assert five.mean_change == pytest.approx(rounded.mean_change)


def test_the_alternative_that_loses_least_stands_first_and_refused_ones_last():
    found = compare_alternatives(random_table(2, (4, 5), markers=False), Rules(other_sign=None))
    possible = [one for one in found if not one.refused]
    assert found[: len(possible)] == possible
    weighed = [(one.loss * one.figures + 1) / (one.figures + 1) for one in possible]
    assert weighed == sorted(weighed)
    assert len(by_method(found, Method.SUPPRESS)) == 1
    three = next(one for one in found if one.base == 3)
    assert "known more closely than 1 to 4" in three.refused


def test_one_breakdown_of_several_can_be_left_out():
    table = random_table(3, ([2, 3], 4), markers=False)
    gone = {one.categories for one in list_breakdowns([table]) if one.categories}
    assert gone == {("a00", "a01"), ("a10", "a11", "a12")}
    (shorter,) = leave_out([table], Shorter("a", ("a00", "a01")))
    assert "a00" not in shorter.labels(0)
    assert len(shorter) == len(table) - 2 * 5
    with pytest.raises(InvalidArgument, match="'z' is none"):
        leave_out([table], Shorter("z"))


def test_beside_an_earlier_release_nothing_is_merged_or_rounded():
    table = small_categories()
    safe = protect(table, Rules(other_sign=None))
    found = compare_alternatives(table, Rules(other_sign=None), earlier=safe.tables, private=[safe.private])
    assert {one.method for one in found if one.refused} == {
        *(Method.REQUIRE, Method.MERGE, Method.ROUND, Method.CELL_KEY)
    }
    (plain,) = by_method(found, Method.SUPPRESS)
    assert plain.hidden == safe.summary.sensitive + safe.summary.for_others


def test_a_breakdown_is_published_whole_but_for_what_is_small():
    """Of each compared, nothing is hidden to protect others; what it hides elsewhere is counted."""
    table, rules = random_table(2, (4, 5), markers=False), Rules(other_sign=None)
    plain = protect(table, rules, how="quick")
    found = by_method(compare_alternatives(table, rules), Method.REQUIRE)
    names = [tuple(each for each in one.dimension.split("+") if each) for one in found]
    assert names == [("b",), ("a", "b")]
    for one, breakdown in zip(found, names, strict=True):
        (asked,) = require_breakdowns([table], [breakdown], rules)
        safe = protect(asked, rules, how="quick")
        here = np.array([each == breakdown for each in breakdowns_of(table)])
        assert not (safe.for_others & here).any()
        assert one.hidden_for_others == safe.summary.for_others
        assert (plain.for_others & here).any()
    with pytest.raises(InvalidArgument, match=r"no dimension with a total named 'z'\. There are: a, b\."):
        require_breakdowns([table], [("z",)], rules)


def test_what_was_required_before_stays_required():
    (first,) = require_breakdowns([small_categories()], [("a",)], Rules(other_sign=None))
    (both,) = require_breakdowns([first], [()], Rules(other_sign=None))
    by = breakdowns_of(both)
    assert {each for each, is_required in zip(by, both.required.tolist(), strict=True) if is_required} == {("a",), ()}
    assert both.take(np.flatnonzero(~both.required)).required.sum() == 0


def test_only_parts_of_the_same_divisions_are_suggested():
    """What is a part of one division and not of another cannot be put together with what is a part of both."""
    read = parse_specification(
        """
        title = "Victims"
        [[dimension]]
        name = "a"
        total = "T"
        partition = [
            { parent = "T", parts = ["own", "near", "far"] }, { parent = "T", parts = ["own", "abroad"] },
        ]
        [[table]]
        name = "victims"
        columns = { a = "a" }
        """
    )
    columns = {"a": ["T", "own", "near", "far", "abroad"], "value": ["63", "20", "40", "3", "43"]}
    table = read_table(columns, read)
    assert [merge.categories for merge in suggest_merges(table, Rules(other_sign=None))] == [("near", "far")]
    with pytest.raises(InvalidArgument, match="'own', 'near' of dimension 'a' cannot be put together"):
        merge_categories(table, "a", ["own", "near"])


def test_categories_put_together_that_became_small_need_not_be_published():
    """A zero that must be published is put together with 3: the sum is small, and the others stay required."""
    columns = {"a": ["T", "a0", "a1", "a2", "a3"], "value": ["63", "3", "0", "20", "40"]}
    table = read_table(columns, specification((4,), markers=False))
    (asked,) = require_breakdowns([table], [("a",), ()], Rules(other_sign=None))
    assert asked.required.tolist() == [True, False, True, True, True]
    found = {merge.categories: merge for merge in suggest_merges(asked, Rules(other_sign=None))}
    (merged,) = require_only_possible(found["a0", "a2"].tables, Rules(other_sign=None))
    assert {merged.key(row)["a"]: bool(is_required) for row, is_required in enumerate(merged.required)} == {
        **dict.fromkeys(("T", "a1", "a3", "a0 + a2"), True)
    }
    assert ("a0", "a1") not in found
