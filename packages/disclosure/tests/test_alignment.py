"""Tables of several releases and code lists, brought to one set of dimensions."""

from dataclasses import replace

import numpy as np
import pytest
from proposals import POLICY, SPECIFICATION

from disclosure.errors import NotPossible
from disclosure.release.align import (
    Alignment,
    check_categories,
    fit_specification,
    joint_dimensions,
    place_private,
    place_table,
    population_dimension,
)
from disclosure.release.policy import parse_policy
from disclosure.tables.private import PrivateCells
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.specification import Partition, Population

THEN = parse_policy(POLICY)
# Labour was divided, sexual was renamed, and another form came; areas are new, and the total of forms is called T.
NOW = parse_policy(
    POLICY.replace('codes = "form, 1"\ntotal = "All"', 'codes = "form, 2"\ntotal = "T"').replace(
        'partition = [{ parent = "All", parts = ["labour", "sexual"] }]',
        'partition = [{ parent = "T", parts = ["farm", "factory", "abuse", "crime"] }]\n'
        'earlier = [{ codes = "form, 1", maps = { labour = ["farm", "factory"], sexual = "abuse" } }]',
    )
    + '[[dimension]]\nname = "area"\ncodes = "areas"\ntotal = "All areas"\n'
    'partition = [{ parent = "All areas", parts = ["North", "South"] }]\n'
)
BOTH = Alignment(THEN, NOW)


def table_by(policy, rows, labels=()):
    """A table by the dimensions of a policy, from keys separated by slashes and figures."""
    names = [one.name for one in policy.lists]
    text = SPECIFICATION.split("[[dimension]]")[0]
    text += "".join(f'[[dimension]]\nname = "{name}"\n' for name in names)
    text += f'[[table]]\nname = "victims"\ncolumns = {{ {", ".join(f"{n} = {n!r}" for n in names)} }}\n'
    fitted, unmatched = fit_specification(parse_specification(text), policy)
    assert unmatched == []
    columns = {name: [key.split("/")[place] for key in rows] for place, name in enumerate(names)}
    return read_table(columns | {"value": list(rows.values())}, fitted)


def test_the_dimensions_of_the_policy_take_the_place_of_those_proposed():
    text = SPECIFICATION.replace('total = "Total"', 'total = "Total"\nlabels = { Women = "Female" }')
    fitted, unmatched = fit_specification(parse_specification(text), THEN)
    sex, year, form = fitted.dimensions
    assert (sex.total, sex.partitions, sex.labels) == (
        "Total",
        (Partition("Total", ("Female", "Male", "Other")),),
        {"Women": "Female"},
    )
    assert (year.name, year.total, year.labels) == ("year", None, {})
    # Forms are not stated, but have a total at which the table is taken to be.
    assert (form.name, form.total, form.labels, unmatched) == ("form", "All", {}, [])


@pytest.mark.parametrize(
    ("layout", "lacks"),
    [
        ('columns = { sex = "sex", year = "year" }', False),
        ('columns = { sex = "sex" }\nfixed = { year = "2023" }', False),
        ('columns = { sex = "sex" }\nwide = { dimension = "year", columns = { "2023" = "2023" } }', False),
        ('columns = { sex = "sex" }', True),
    ],
)
def test_a_table_that_does_not_state_a_dimension_without_a_total_stands_apart(layout, lacks):
    text = SPECIFICATION.replace('columns = { sex = "sex", year = "year" }', layout)
    if lacks:
        text = text.replace('[[dimension]]\nname = "year"\n', "")
    fitted, unmatched = fit_specification(parse_specification(text), THEN)
    year = next(one for one in fitted.dimensions if one.name == "year")
    assert (year.total, unmatched) == (
        ("(not stated)", ["dimension year not stated in table victims"]) if lacks else (None, [])
    )


def test_a_category_that_the_code_list_lacks_is_named():
    table = table_by(THEN, {"Female/2023/All": "9", "Female/2024/All": "8"})
    check_categories([table], THEN)
    strange = replace(table, categories=(("Women",), *table.categories[1:]))
    with pytest.raises(NotPossible) as caught:
        check_categories([table, strange], THEN)
    assert str(caught.value) == (
        "Table 'victims', dimension 'sex': the code list 'sex, 1' of the policy has no category 'Women'."
    )
    # Of several the first by the alphabet; one that no figure has is no matter.
    several = replace(table, categories=(table.categories[0], ("x", "a"), table.categories[2]))
    with pytest.raises(NotPossible, match=r"'years' of the policy has no category 'a'\.$"):
        check_categories([several], THEN)
    unused = replace(table, categories=((*table.categories[0], "Women"), *table.categories[1:]))
    check_categories([unused], THEN)
    apart = replace(table, categories=(table.categories[0], ("(not stated)", "2024"), table.categories[2]))
    check_categories([apart], THEN)


def test_earlier_categories_read_as_present_ones_where_each_has_one():
    form = BOTH.recode("form")
    assert [form(name) for name in ("All", "sexual", "labour", "unknown")] == [
        "T", "abuse", "labour [form, 1]", "unknown [form, 1]",
    ]  # fmt: skip
    # The same code list, and lists that only one policy has, leave categories as they are.
    for name in ("sex", "year", "area", "nothing"):
        assert BOTH.recode(name)("labour") == "labour"
    assert Alignment(NOW, THEN).recode("area")("North") == "North"


def test_earlier_categories_that_were_divided_are_made_up_of_the_present_ones():
    assert BOTH.partitions("form") == [Partition("labour [form, 1]", ("farm", "factory"))]
    for name in ("sex", "area", "nothing"):
        assert BOTH.partitions(name) == []
    assert Alignment(NOW, THEN).partitions("area") == []


def test_a_total_is_matched_only_where_both_lists_have_one():
    by_year = POLICY.replace(
        'separate = "20[0-9][0-9]"', 'total = "All"\npartition = [{ parent = "All", parts = ["2023"] }]'
    )
    later = parse_policy(by_year.replace('codes = "years"', 'codes = "years, 2"'))
    assert Alignment(THEN, later).recode("year")("2023") == "2023 [years]"
    assert Alignment(later, THEN).recode("year")("All") == "All [years, 2]"


def test_what_cannot_be_matched_is_listed_in_words():
    known = table_by(THEN, {"Female/2023/All": "9", "Female/2023/labour": "5", "Female/2023/sexual": "4"})
    assert BOTH.list_unmatched([known], "release 1") == ["dimension area, which release 1 lacks"]
    assert Alignment(THEN, THEN).list_unmatched([known], "release 1") == []
    without = replace(NOW, lists=tuple(replace(one, earlier=()) for one in NOW.lists))
    assert Alignment(THEN, without).list_unmatched([known], "release 1") == [
        "dimension form of release 1, by form, 1",
        "dimension area, which release 1 lacks",
    ]
    totals = table_by(THEN, {"Female/2023/All": "9"})
    assert Alignment(THEN, without).list_unmatched([totals], "release 1") == ["dimension area, which release 1 lacks"]
    # A list that is gone, and a category of its own for tables that do not state the dimension, match nothing anyway.
    gone = replace(NOW, lists=NOW.lists[:1])
    assert Alignment(THEN, gone).list_unmatched([known], "release 1") == []
    apart = replace(totals, categories=(*totals.categories[:2], ("(not stated)",)))
    assert Alignment(THEN, without).list_unmatched([apart], "release 1") == ["dimension area, which release 1 lacks"]


def test_a_table_is_read_by_the_present_dimensions():
    table = table_by(THEN, {"Female/2023/All": "9", "Female/2023/labour": "5", "Male/2023/sexual": "4"})
    now = fit_specification(table.specification, NOW)[0]
    now = replace(now, dimensions=joint_dimensions([BOTH], NOW))
    read = BOTH.table(table, now)
    assert [tuple(read.key(row).values()) for row in range(3)] == [
        ("Female", "2023", "T", "All areas"),
        ("Female", "2023", "labour [form, 1]", "All areas"),
        ("Male", "2023", "abuse", "All areas"),
    ]
    assert read.values.low.tolist() == [9, 5, 4]
    assert read.specification is now
    assert [(one.name, one.total) for one in now.dimensions] == [
        ("sex", "Total"), ("year", "(not stated)"), ("form", "T"), ("area", "All areas"),
    ]  # fmt: skip
    assert now.dimensions[2].partitions == (
        Partition("T", ("farm", "factory", "abuse", "crime")),
        Partition("labour [form, 1]", ("farm", "factory")),
    )
    # Said by two earlier releases, it still adds up once.
    twice = joint_dimensions([BOTH, BOTH], NOW)
    assert twice == now.dimensions


def test_a_dimension_without_a_total_that_was_not_there_is_not_stated():
    year = NOW.lists[1]
    month = replace(year, dimension=replace(year.dimension, name="month"))
    table = table_by(THEN, {"Female/2023/All": "9"})
    now = joint_dimensions([], replace(NOW, lists=(*NOW.lists, month)))
    read = Alignment(THEN, NOW).table(table, replace(table.specification, dimensions=now))
    assert tuple(read.key(0).values()) == ("Female", "2023", "T", "All areas", "(not stated)")


def test_private_cells_are_read_by_the_present_categories():
    one = np.ones(2)
    keys = (("sexual", "Female"), ("labour", "Male"))
    cells = BOTH.private(PrivateCells(("form", "sex"), keys, one, one, one, "release 1"))
    assert (cells.dimensions, cells.keys) == (("form", "sex"), (("abuse", "Female"), ("labour [form, 1]", "Male")))
    assert (cells.value.tolist(), cells.release) == ([1, 1], "release 1")


VICTIMS, HELPED, REVISED = Population("victims", "1"), Population("helped", "3"), Population("victims", "2")


def test_whom_figures_count_is_a_dimension_of_its_own():
    dimension = population_dimension(VICTIMS, [HELPED, REVISED, HELPED])
    assert (dimension.name, dimension.total) == ("population", "victims, edition 1")
    assert dimension.partitions == (
        Partition("helped, edition 3", ("victims, edition 1",)),
        Partition("victims, edition 2", ("victims, edition 1",)),
    )
    table = table_by(THEN, {"Female/2023/All": "9", "Male/2023/All": "8"})
    specification = replace(table.specification, dimensions=(*table.specification.dimensions, dimension))
    placed = place_table(table, HELPED, specification)
    assert [tuple(placed.key(row).values()) for row in range(2)] == [
        ("Female", "2023", "All", "helped, edition 3"),
        ("Male", "2023", "All", "helped, edition 3"),
    ]
    one = np.ones(1)
    cells = place_private(PrivateCells(("sex",), (("Female",),), one, one, one), HELPED)
    assert (cells.dimensions, cells.keys) == (("sex", "population"), (("Female", "helped, edition 3"),))
