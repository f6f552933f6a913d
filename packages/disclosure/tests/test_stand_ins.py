"""Figures in place of signs: one table that a published one does not exclude."""

import numpy as np
import pytest
from tables import random_table, specification, table_of

from disclosure import Rules, audit_tables, fill_signs, protect
from disclosure.errors import NotPossible
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate
from disclosure.values.kinds import Kind


def masked(seed):
    """A table with all figures from 1 to 4 under a sign, as somebody publishes it who thinks of nothing else."""
    table = random_table(seed, (4, 5), adds_up="unless contradicted")
    names = [dimension.name for dimension in table.specification.dimensions]
    columns = {name: table.labels(place) for place, name in enumerate(names)}
    figures = ["<5" if 1 <= value.low < 5 else f"{value.low:g}" for value in table.values]
    read = specification((4, 5), adds_up="unless contradicted", zeros="may be hidden")
    return read_table(columns | {"value": figures}, read)


@pytest.mark.parametrize("seed", range(20))
def test_they_are_within_the_limits_add_up_and_leave_the_figures_as_they_are(seed):
    table = masked(seed)
    full = fill_signs(table, seed)
    hidden = table.values.is_kind(Kind.SUPPRESSED)
    assert full.values.known.all()
    assert np.array_equal(full.values.low[~hidden], table.values.low[~hidden])
    assert ((full.values.low[hidden] >= 1) & (full.values.low[hidden] <= 4)).all()
    assert np.array_equal(full.values.low, np.round(full.values.low))
    cells = gather([full])
    assert not (relate(cells).matrix @ cells.low).any()


@pytest.mark.parametrize("seed", range(10))
def test_what_is_published_again_differs_only_in_what_else_is_hidden(seed):
    table = masked(seed)
    hidden = table.values.is_kind(Kind.SUPPRESSED)
    republished = [protect(fill_signs(table, number), Rules()).tables[0].values for number in (1, 2)]
    for values in republished:
        assert values.is_kind(Kind.SUPPRESSED)[hidden].all()
        assert np.array_equal(values.low[values.known], table.values.low[values.known])


PEOPLE = """
title = "Victims"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
".." = "not recorded"
[[dimension]]
name = "sex"
total = "T"
partition = [{ parent = "T", parts = [], optional = ["F", "M", "U"], adds_up = "unless contradicted" }]
[[dimension]]
name = "age"
total = "T"
partition = [{ parent = "T", parts = [], optional = ["0-17", "18+", "U"], adds_up = "unless contradicted" }]
[[table]]
name = "t"
columns = { sex = "sex", age = "age" }
"""


def people(rows):
    """A table by sex and age in which all parts are optional, from lines such as "F 0-17 12"."""
    columns = [line.split() for line in rows.strip().splitlines()]
    named = dict(zip(("sex", "age", "value"), zip(*columns, strict=True), strict=True))
    return read_table({name: list(column) for name, column in named.items()}, parse_specification(PEOPLE))


# The one of unknown sex and age is in the totals of both: so the children are those of known sex.
WITH_UNKNOWN = """
T T 37
T 0-17 <5
T 18+ 35
F T 30
F 0-17 <5
F 18+ 29
M T 6
M 0-17 0
M 18+ 6
U U <5
"""


def test_they_add_up_through_margins_that_nobody_publishes():
    full = fill_signs(people(WITH_UNKNOWN), 1)
    assert full.values.low.tolist() == [37, 1, 35, 30, 1, 29, 6, 0, 6, 1]
    protect(full, Rules())


def test_a_figure_is_computed_through_a_margin_that_nobody_publishes_though_its_parts_are_optional():
    found = audit_tables(people("T T 21\nF 0-17 10\nF 18+ 8\nM 0-17 <5\nM 18+ 0\n"))
    assert [str(one) for one in found.findings()] == [
        "sex M, age 0-17: is 3, from sex T, age T: 21; sex F: 10; sex F, age 18+: 8; age 18+: 0"
    ]


def test_what_is_not_recorded_stays_so():
    full = fill_signs(people("T T 12\nF T <5\nM T ..\n"), 1)
    assert [str(value) for value in full.values][::2] == ["12", "not recorded"]


def test_where_nothing_adds_up_there_are_none():
    shown = {"T T": "20", "T b0": "10", "T b1": "10", "a0 T": "<5", "a1 T": "<5"}
    with pytest.raises(NotPossible, match=r"the parts a0, a1 of the total of all .* do not add up, whatever stands"):
        fill_signs(table_of(shown, (2, 2)), 1)


def test_the_same_seed_gives_the_same_figures():
    table = people("T T 40\nF T <5\nM T <5\nU T 34\n")
    drawn, again = ([fill_signs(table, seed).values.low.tolist() for seed in range(20)] for _ in range(2))
    assert drawn == again
    assert sorted({tuple(figures) for figures in drawn}) == [(40, 2, 4, 34), (40, 4, 2, 34)]
