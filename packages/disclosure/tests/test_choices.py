"""What an office may choose of protection: zeros, intervals, what must be published, and what loss is."""

import numpy as np
import pytest
from tables import specification, table_of, with_margins

from disclosure.errors import InvalidData, InvalidSpecification, NotPossible
from disclosure.rules.primary import primary
from disclosure.rules.read_rules import parse_rules
from disclosure.rules.rules import Loss, Rules
from disclosure.suppression.protect import protect
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.specification import Zeros
from disclosure.values import Kind

ONE_SIGN = Rules(other_sign=None, sign="c")


def read(text, columns, shape=(3,), **more):
    source = specification(shape, markers=False, **more).source.replace('name = "t"', f'name = "t"\n{text}')
    return read_table(columns, parse_specification(source))


def hidden_cells(safe):
    return {
        " ".join(table.key(row).values())
        for table in safe.tables
        for row in np.flatnonzero(table.values.kind == Kind.SUPPRESSED)
    }


def test_zeros_are_published_if_everything_can_be_protected_so():
    inner = {"T": "39", "a0": "3", "a1": "36", "a2": "0"}
    safe = protect(table_of(inner, (3,), markers=False, zeros="published if possible"), ONE_SIGN)
    assert hidden_cells(safe) == {"a0", "a1"}
    assert safe.tables[0].specification.zeros is Zeros.PUBLISHED
    alone = {"T": "4", "a0": "2", "a1": "2", "a2": "0"}
    safe = protect(table_of(alone, (3,), markers=False, zeros="published if possible"), Rules())
    assert safe.tables[0].specification.zeros is Zeros.MAY_BE_HIDDEN
    assert safe.notes[-1].startswith("Zeros may stand under the signs too, for with zeros published not all can be")
    assert parse_specification(specification((2,)).source.replace('zeros = "published"', "")).zeros is Zeros.IF_POSSIBLE


def test_sensitive_zeros_are_hidden_and_the_sign_says_so():
    rules = parse_rules('[frequency]\nbelow = 5\nzeros = "are sensitive"\n[signs]\nhidden_for_others = "*"')
    inner = {"T": "64", "a0": "0", "a1": "24", "a2": "40"}
    safe = protect(table_of(inner, (3,), markers=False), rules)
    assert hidden_cells(safe) == {"a0", "a1"}
    marker = safe.tables[0].specification.markers["<5"]
    assert (marker.low, marker.high) == (0, 4)
    found = primary(gather([table_of(inner, (3,), markers=False)]), rules)
    assert (found.flags.tolist(), found.low[1], found.high[1]) == ([False, True, False, False], 0, 4)


def test_a_relative_interval_widens_that_of_the_threshold():
    rules = parse_rules("[frequency]\nbelow = 10\nprotect = [5, 8]\nrelative = 50")
    found = primary(gather([table_of({"T": "64", "a0": "4", "a1": "8", "a2": "52"}, (3,), markers=False)]), rules)
    assert found.flags.tolist() == [False, True, True, False]
    assert (found.low[1:3].tolist(), found.high[1:3].tolist()) == ([2, 4], [8, 12])


def test_a_cell_may_need_an_interval_of_its_own():
    columns = {"a": ["T", "a0", "a1", "a2"], "value": ["90", "20", "30", "40"]}
    columns |= {"low": ["", "10", "", ""], "high": ["", "35", "", ""]}
    table = read('protection = ["low", "high"]', columns)
    found = primary(gather([table]), ONE_SIGN)
    assert (found.flags.tolist(), found.low[1], found.high[1]) == ([False, True, False, False], 10, 35)
    safe = protect(table, ONE_SIGN)
    assert hidden_cells(safe) == {"a0", "a1"}
    cell = safe.audit.cells.find({"a": "a0"})
    assert safe.audit.tightest.low[cell] <= 10
    assert safe.audit.tightest.high[cell] >= 35
    with pytest.raises(InvalidData, match="row 3: the interval to be protected needs a lower and a higher figure"):
        read('protection = ["low", "high"]', columns | {"high": ["", "", "", ""]})
    with pytest.raises(InvalidSpecification, match="expected two columns"):
        read('protection = ["low"]', columns)


def test_what_must_be_published_is_not_hidden_for_others():
    columns = {"a": ["T", "a0", "a1", "a2"], "value": ["63", "3", "20", "40"]}
    assert hidden_cells(protect(read("", columns), ONE_SIGN)) == {"a0", "a1"}
    safe = protect(read('must_be_published = [{ a = "a1" }]', columns), ONE_SIGN)
    assert hidden_cells(safe) == {"a0", "a2"}
    with pytest.raises(InvalidData, match="a a0 must be published by the specification, but is sensitive"):
        protect(read('must_be_published = [{ a = "a0" }]', columns), ONE_SIGN)
    with pytest.raises(InvalidSpecification, match="dimension 'b'"):
        read('must_be_published = [{ b = "a0" }]', columns)


def test_what_must_be_published_and_prevents_protection_is_named():
    columns = {"a": ["T", "a0", "a1", "a2"], "value": ["63", "3", "20", "40"]}
    table = read('must_be_published = [{ a = "a1" }, { a = "a2" }, { a = "T" }]', columns)
    with pytest.raises(NotPossible, match=r"without that, a a1 would be hidden\. Require fewer of them"):
        protect(table, ONE_SIGN)


@pytest.mark.parametrize("how", ["exact", "fast"])
def test_totals_are_hidden_last_unless_factors_say_otherwise(how):
    """Beside a0 either the total must be hidden, or a1 and one of its parts: one cell or two."""
    columns = {"a": ["T", "a0", "a1", "a1", "a1"], "b": ["T", "T", "T", "b0", "b1"]}
    columns["value"] = ["90", "3", "87", "40", "47"]
    table = read_table(columns, specification((2, 2), markers=False))

    def hide(**loss):
        return hidden_cells(protect(table, Rules(other_sign=None, sign="c", **loss), how=how))

    parts = {"a0 T", "a1 T", "a1 b0"}
    assert hide(loss=Loss.CELLS) == {"a0 T", "T T"}
    assert hide() == parts
    assert hide(factors=(("b", 50.0),)) == {"a0 T", "T T"}
    with pytest.raises(InvalidData, match="names a dimension 'z', but the tables have: a, b"):
        hide(factors=(("z", 2.0),))


@pytest.mark.parametrize("how", ["exact", "fast"])
def test_of_as_many_cells_small_inner_ones_are_hidden(how):
    """Two sexes and three forms with margins, 12 cells: no margin is hidden, and the smallest figures that will do."""
    inner = np.array([[3, 12, 40], [20, 11, 60]])
    table = read_table(with_margins(inner, (2, 3)), specification((2, 3), markers=False))
    assert hidden_cells(protect(table, ONE_SIGN, how=how)) == {"a0 b0", "a0 b1", "a1 b0", "a1 b1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("relative = -1", "per cent of at least 0"),
        ('zeros = "no"', "must be 'are sensitive' or"),
        ("x = 1", "no key 'x'"),
        ("[loss]\nfactors = { sex = 0 }", "a number from 0.01 to 100"),
        ('[loss]\nby = "wish"', "expected one of: cells, levels, size, importance"),
    ],
)
def test_wrong_choices_name_the_place(text, words):
    with pytest.raises(InvalidSpecification, match=words):
        parse_rules(f"[frequency]\nbelow = 5\n{text}")
