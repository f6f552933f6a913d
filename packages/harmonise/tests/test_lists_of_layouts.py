"""Layouts name code lists in place of own codes."""

from harmonise.layouts.read_layout import SHIPPED, read_layout
from harmonise.lists import code_list, code_lists

COLUMNS = [(name, column) for name in SHIPPED for column in read_layout(name).columns]


def test_every_list_that_a_layout_names_is_shipped():
    named = {column.code_list.partition("/")[0] for _, column in COLUMNS if column.code_list}
    assert named - {one.name for one in code_lists()} == set()


def test_no_layout_repeats_a_list_of_its_standard():
    lists = [{code.code for code in one.latest.codes} for one in code_lists()]
    own = [(name, column.name) for name, column in COLUMNS if column.codes and set(column.codes.values()) in lists]
    assert own == []


def test_cells_with_several_codes_are_split_as_their_list_says():
    several = [(name, c.name, c.separator, code_list(c.code_list).separators) for name, c in COLUMNS if c.code_list]
    assert [each for each in several if each[2] and each[2] not in each[3]] == []
