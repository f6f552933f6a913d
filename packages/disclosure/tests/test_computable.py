"""Which masked figures of a published table can be computed from the table itself, and from which of its sums."""

import pytest

from disclosure.audit.computable import find_computable
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table

SPECIFICATION = """
title = "Victims"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"1*" = { kind = "suppressed", low = 10, high = 19 }
"x" = { kind = "suppressed", low = 2 }
[[dimension]]
name = "form"
total = "T"
partition = [{ parent = "T", parts = ["a", "b", "c"] }]
"""
ONE = SPECIFICATION + '[[table]]\nname = "victims"\ncolumns = { form = "form" }\n'
TWO = (
    SPECIFICATION.replace(', "c"', "")
    + '[[dimension]]\nname = "sex"\ntotal = "S"\npartition = [{ parent = "S", parts = ["f", "m"] }]\n'
    + '[[table]]\nname = "victims"\ncolumns = { form = "form", sex = "sex" }\n'
)


# The total and its three parts; each sentence follows from T = a + b + c by hand.
@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["20", "<5", "<5", "15"], []),
        (
            ["20", "<5", "<5", "13"],
            [
                "form a: lies between 3 and 4, from form T: 20; form b: 1 to 4; form c: 13",
                "form b: lies between 3 and 4, from form T: 20; form a: 1 to 4; form c: 13",
            ],
        ),
        (["<5", "0", "3", "0"], ["form T: is 3, from form a: 0; form b: 3; form c: 0"]),
        (["1*", "<5", "9", "0"], ["form T: lies between 10 and 13, from form a: 1 to 4; form b: 9; form c: 0"]),
        (["5", "x", "<5", "0"], ["form b: lies between 1 and 3, from form T: 5; form a: at least 2; form c: 0"]),
        (
            ["1*", "x", "9", "x"],
            ["form T: lies between 13 and 19, from form a: at least 2; form b: 9; form c: at least 2"],
        ),
        (
            ["12", "1*", "<5", "<5"],
            [
                "form a: is 10, from form T: 12; form b: 1 to 4; form c: 1 to 4",
                "form b: is 1, from form T: 12; form a: 10 to 19; form c: 1 to 4",
                "form c: is 1, from form T: 12; form a: 10 to 19; form b: 1 to 4",
            ],
        ),
        # Masks that contradict each other tell nothing.
        (["1*", "<5", "<5", "0"], []),
    ],
)
def test_masks_are_found_with_the_sum_that_bounds_them(values, found):
    table = read_table({"form": ["T", "a", "b", "c"], "value": values}, parse_specification(ONE))
    assert [str(each) for each in find_computable(table)] == found


def test_what_takes_two_sums_names_none():
    """Both men's figures are 4, since no other two figures up to 4 give 8; the women's are what is left of the rows."""
    figures = {"TS": "12", "Tf": "4", "Tm": "8", "aS": "5", "bS": "7"}
    figures |= {"af": "<5", "am": "<5", "bf": "<5", "bm": "<5"}
    columns = {"form": [key[0] for key in figures], "sex": [key[1] for key in figures], "value": [*figures.values()]}
    found = find_computable(read_table(columns, parse_specification(TWO)))
    assert [(each.cell["form"] + each.cell["sex"], each.reached, each.figures) for each in found] == [
        ("af", (1, 1), ()),
        ("am", (4, 4), ("form T: 8", "form b: 1 to 4")),
        ("bf", (3, 3), ()),
        ("bm", (4, 4), ("form T: 8", "form a: 1 to 4")),
    ]
