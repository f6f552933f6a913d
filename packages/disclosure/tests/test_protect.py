import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import random_table, specification, table_of, with_margins

from disclosure.audit.audit import audit
from disclosure.errors import InvalidData, InvalidSpecification, NotPossible
from disclosure.rules.primary import primary
from disclosure.rules.read_rules import parse_rules
from disclosure.rules.rules import Loss, Rules
from disclosure.suppression.choose import SMALL
from disclosure.suppression.protect import protect
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate
from disclosure.values import Kind

ONE_SIGN = Rules(other_sign=None)


def hidden_cells(safe):
    return {
        " ".join(table.key(row).values())
        for table in safe.tables
        for row in np.flatnonzero(table.values.kind == Kind.SUPPRESSED)
    }


def possible_tables(table, limit):
    """All whole-number tables that agree with a published one, hidden figures up to a limit."""
    cells = gather([table])
    matrix = relate(cells).matrix.toarray()
    unknown = np.flatnonzero(cells.low < cells.high)
    spans = [range(int(cells.low[c]), int(min(cells.high[c], limit)) + 1) for c in unknown]
    for figures in itertools.product(*spans):
        x = cells.low.copy()
        x[unknown] = figures
        if (matrix @ x == 0).all():
            yield x


SQUARE = dict(
    zip(
        [f"{a} {b}" for a in ("T", "a0", "a1") for b in ("T", "b0", "b1")],
        ["30", "12", "18", "17", "9", "8", "13", "3", "10"],
        strict=True,
    )
)


def test_by_enumeration_a_sensitive_cell_can_take_either_end_and_nothing_less_would_do():
    table = table_of(SQUARE, (2, 2), markers=False)
    safe = protect(table, Rules())
    assert "a1 b0" in hidden_cells(safe)
    assert safe.summary.for_others == all_patterns(table, Rules()) == 3
    assert safe.summary.proved_best
    cell = gather(list(safe.tables)).find({"a": "a1", "b": "b0"})
    values = {x[cell] for x in possible_tables(safe.tables[0], 30)}
    assert {1.0, 4.0} <= values


def all_patterns(table, rules):
    """The fewest cells that must be hidden beside the sensitive one, by trying every pattern."""
    cells = gather([table])
    own = primary(cells, rules).flags
    others = [c for c in range(len(cells)) if not own[c] and cells.low[c] > 0]
    for size in range(len(others) + 1):
        for some in itertools.combinations(others, size):
            if is_protected(table, own, some, rules):
                return size
    raise AssertionError("no pattern protects")


def is_protected(table, own, some, rules):
    low, high = table.values.low.copy(), table.values.high.copy()
    other = (rules.below, np.inf) if rules.other_sign else (1, np.inf)
    first = (1, rules.below - 1) if rules.other_sign else other
    low[own], high[own] = first
    low[list(some)], high[list(some)] = other
    from disclosure.audit.bounds import tightest

    bounds = tightest(low, high, relate(gather([table])), integer=True)
    return (bounds.low[own] <= 1).all() and (bounds.high[own] >= rules.below - 1).all()


@pytest.mark.parametrize("rules", [Rules(), ONE_SIGN], ids=["two signs", "one sign"])
@pytest.mark.parametrize("figures", ["9 8 3 20 7 6", "12 2 9 6 11 8", "3 7 9 8 2 30"])
def test_the_exact_method_hides_as_few_as_trying_every_pattern(figures, rules):
    inner = np.array(figures.split(), int).reshape(2, 3)
    table = read_table(with_margins(inner, (2, 3)), specification((2, 3), markers=False))
    safe = protect(table, rules, how="exact")
    assert safe.summary.for_others == all_patterns(table, rules)


SHAPES = [(4, 5), (3, 3, 2), ([2, 3], 4), ([3, 2], [2, 2])]


@pytest.mark.parametrize("seed", range(12))
def test_the_exact_method_certifies_the_fast_one(seed):
    table = random_table(seed, SHAPES[seed % 4], markers=False, zeros="may be hidden")
    fast, exact = (protect(table, ONE_SIGN, how=how) for how in ("fast", "exact"))
    assert exact.summary.for_others <= fast.summary.for_others <= 1.5 * exact.summary.for_others + 1
    for safe in (fast, exact):
        assert not safe.audit.failing.any()
        assert safe.audit.cells.sensitive.sum() == fast.summary.sensitive


small = st.lists(st.integers(0, 12), min_size=12, max_size=12)


@settings(max_examples=15, deadline=None)
@given(small, st.booleans(), st.sampled_from([(3, 4), (2, 3, 2), ([2, 1], 4)]))
def test_whatever_the_figures_nothing_sensitive_is_bounded_inside_its_interval(figures, two_signs, shape):
    size = [n if isinstance(n, int) else sum(n) for n in shape]
    columns = with_margins(np.array(figures).reshape(size), shape)
    table = read_table(columns, specification(shape, markers=False, zeros="may be hidden"))
    try:
        safe = protect(table, Rules() if two_signs else ONE_SIGN, how="fast")
    except NotPossible:
        return
    assert safe.audit.is_safe
    result = audit(list(safe.tables))
    assert not result.failing[result.cells.told_high <= 4].any()
    shown = safe.tables[0].values
    assert not ((shown.point >= 1) & (shown.point < 5) & shown.known).any()


def test_protection_is_the_same_every_time_and_in_any_order():
    table = random_table(5, (4, 5), markers=False)
    first = hidden_cells(protect(table, Rules(), how="exact"))
    assert first == hidden_cells(protect(table, Rules(), how="exact"))
    fast = protect(table, Rules(), how="fast")
    assert hidden_cells(fast) == hidden_cells(protect(table, Rules(), how="fast"))


LINKED = """
title = "linked"
[[dimension]]
name = "sex"
total = "all"
partition = [{ parent = "all", parts = ["F", "M"] }]
[[dimension]]
name = "form"
total = "all"
partition = [{ parent = "all", parts = ["labour", "sexual", "other"] }]
[[table]]
name = "by sex"
columns = { sex = "sex" }
[[table]]
name = "by sex and form"
columns = { sex = "sex", form = "form" }
"""


def linked_tables():
    read = parse_specification(LINKED)
    by_sex = read_table({"sex": ["all", "F", "M"], "value": ["60", "40", "20"]}, read, read.layouts[0])
    sexes, forms = ["F"] * 3 + ["M"] * 3, ["labour", "sexual", "other"] * 2
    both = {"sex": sexes, "form": forms, "value": ["10", "25", "5", "9", "3", "8"]}
    return [by_sex, read_table(both, read, read.layouts[1])]


def test_linked_tables_are_protected_together():
    apart = [protect(table, Rules()) for table in linked_tables()]
    assert not audit([table for safe in apart for table in safe.tables]).is_safe
    safe = protect(linked_tables(), Rules())
    assert audit(list(safe.tables)).is_safe
    assert [table.name for table in safe.tables] == ["by sex", "by sex and form"]


def test_what_was_published_before_is_not_hidden_in_vain():
    table = table_of(SQUARE, (2, 2), markers=False)
    earlier = [table.take(np.array([4, 5]))]
    safe = protect(table, ONE_SIGN, earlier=earlier)
    assert not hidden_cells(safe) & {"a0 b0", "a0 b1"}
    assert audit(list(safe.tables), earlier=earlier).is_safe


def test_a_sensitive_figure_published_before_is_told():
    table = table_of(SQUARE, (2, 2), markers=False)
    safe = protect(table, Rules(), earlier=[table.take(np.array([7]))])
    assert safe.notes[0] == "a a1, b b0 is sensitive but was published before."


def test_unpublished_margins_are_left_out_and_help():
    text = 'unpublished = [{ a = "T" }, { b = "T" }]'
    table = table_of(SQUARE, (2, 2), markers=False)
    read = parse_specification(specification((2, 2), markers=False).source.replace('name = "t"', f'name = "t"\n{text}'))
    columns = {"a": [k.split()[0] for k in SQUARE], "b": [k.split()[1] for k in SQUARE], "value": list(SQUARE.values())}
    safe = protect(read_table(columns, read), Rules())
    assert hidden_cells(safe) == {"a1 b0"}
    assert len(safe.tables[0]) == 4
    assert len(hidden_cells(protect(table, Rules()))) == 4


def test_loss_by_size_keeps_large_figures():
    figures = np.array([[3, 90, 9], [200, 91, 8], [300, 92, 7]])
    table = read_table(with_margins(figures, (3, 3)), specification((3, 3), markers=False))
    by_size = protect(table, replace(ONE_SIGN, loss=Loss.SIZE))
    assert by_size.summary.hidden_total <= protect(table, ONE_SIGN).summary.hidden_total
    assert not any("T" in key for key in hidden_cells(by_size))


def test_loss_by_importance_keeps_what_matters():
    columns = with_margins(np.array([[3, 20, 20, 20], [20, 20, 20, 20]]), (2, 4))
    columns["weight"] = ["50" if "b1" in b else "1" for b in columns["b"]]
    read = parse_specification(
        specification((2, 4), markers=False).source.replace('name = "t"', 'name = "t"\nweight = "weight"')
    )
    safe = protect(read_table(columns, read), replace(ONE_SIGN, loss=Loss.IMPORTANCE))
    assert not any("b1" in key for key in hidden_cells(safe))


def test_a_total_of_small_parts_needs_the_sign_that_tells_less_or_hidden_zeros():
    rows = {"T": "4", "a0": "2", "a1": "2", "a2": "0"}
    with pytest.raises(NotPossible, match=r'Let zeros be hidden \(zeros = "may be hidden"\)'):
        protect(table_of(rows, (3,), markers=False), Rules())
    safe = protect(table_of(rows, (3,), markers=False, zeros="may be hidden"), Rules())
    assert safe.summary.softened == 3
    assert not audit(list(safe.tables)).failing.any()


def test_figures_that_do_not_add_up_name_dimension_and_rows():
    rows = {"T": "30", "a0": "12", "a1": "3"}
    with pytest.raises(
        InvalidData, match=r"Dimension 'a': the parts a0, a1 .*\(rows 2, 3, 4\) add up to 15, but its figure is 30\."
    ):
        protect(table_of(rows, (2,)), Rules())
    assert hidden_cells(protect(table_of(rows, (2,), adds_up="at most"), Rules())) == {"a1"}


def test_lines_that_do_not_add_up_are_declared_where_figures_are_hidden():
    safe = protect(table_of({"T": "30", "a0": "12", "a1": "3"}, (2,), adds_up="unless contradicted"), Rules())
    (one,) = safe.tables[0].specification.exceptions
    assert (one.dimension, one.partition, one.at_most, one.categories) == ("a", 1, True, ("T",))


def test_a_hidden_figure_is_no_start():
    with pytest.raises(InvalidData, match="The figure of a a1 is not known"):
        protect(table_of({"T": "30", "a1": "<5"}, (2,)), Rules())


def test_a_table_of_many_parts_takes_the_fast_method():
    table = random_table(1, (16, 16), markers=False, zeros="may be hidden")
    assert len(table) > SMALL
    safe = protect(table, ONE_SIGN)
    assert safe.audit.is_safe
    assert not safe.summary.proved_best


MAGNITUDES = """
title = "earnings"
unit = "euro"
integer = false
[[dimension]]
name = "sector"
total = "all"
partition = [{ parent = "all", parts = ["A", "B", "C"] }]
[[table]]
name = "earnings"
columns = { sector = "sector" }
contributions = ["first", "second"]
"""


def magnitudes():
    columns = {
        "sector": ["all", "A", "B", "C"],
        "value": ["300", "100", "120", "80"],
        "first": ["90", "90", "30", "20"],
        "second": ["30", "6", "30", "20"],
    }
    return read_table(columns, parse_specification(MAGNITUDES))


def test_dominance_and_p_percent_by_their_definitions():
    # Hundepool et al. (2012), section 4.2.2: (1, 75) 90 > 75; p = 10: 100 - 90 - 6 = 4 < 9.
    for text, need in (("[dominance]\nn = 1\nk = 75", 20.0), ("[p_percent]\np = 10", 5.0)):
        found = primary(gather([magnitudes()]), parse_rules(text))
        assert found.flags.tolist() == [False, True, False, False]
        assert found.high[1] - 100 == pytest.approx(need)
        assert 100 - found.low[1] == pytest.approx(need)


def test_a_dominated_cell_is_protected_to_its_interval():
    safe = protect(magnitudes(), parse_rules("[p_percent]\np = 10"))
    cell = safe.audit.cells.find({"sector": "A"})
    assert safe.audit.tightest.low[cell] <= 95
    assert safe.audit.tightest.high[cell] >= 105
    assert len(hidden_cells(safe)) == 2


def test_a_rule_on_contributors_needs_contributions():
    with pytest.raises(InvalidData, match="names 0 columns of largest contributions, but the rules need 2"):
        protect(table_of({"T": "30", "a1": "20"}, (2,)), parse_rules("[p_percent]\np = 10"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no rule"),
        ("[frequency]\nbelow = 1", "at least 2, but is 1"),
        ("[frequency]\nless = 5", "there is no key 'less'"),
        ("[dominance]\nn = 0\nk = 75", "n of at least 1"),
        ("[p_percent]\np = 0", "p above 0"),
        ('[frequency]\nbelow = 5\n[signs]\nhidden = "*"\nhidden_for_others = "*"', "both signs are"),
        ('[frequency]\nbelow = 5\n[signs]\nhidden = "<5"', "it would stand for larger ones too"),
        ('[p_percent]\np = 10\n[signs]\nhidden_for_others = "*"', "two signs would tell"),
        ('[frequency]\nbelow = 5\nprotect = [1, 9]\n[signs]\nhidden_for_others = "*"', "tells at most 4"),
        ("[frequency]\nbelow = 5\nprotect = [4, 1]", "from a lower to a higher"),
        ('[frequency]\nbelow = 5\n[loss]\nby = "money"', "loss.by is 'money'"),
    ],
)
def test_wrong_thresholds_name_the_place(text, message):
    with pytest.raises(InvalidSpecification, match=message):
        parse_rules(text)
