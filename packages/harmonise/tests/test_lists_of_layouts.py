"""Layouts name code lists in place of own codes."""

import pytest

from harmonise.layouts.read_layout import SHIPPED, read_layout
from harmonise.lists import code_list, code_lists, mapping

COLUMNS = [(name, column) for name in SHIPPED for column in read_layout(name).columns]


def test_every_list_that_a_layout_names_is_shipped():
    named = {name.partition("/")[0] for _, column in COLUMNS for name in column.lists}
    assert named - {one.name for one in code_lists()} == set()


def test_no_layout_repeats_a_list_of_its_standard():
    lists = [{code.code for code in one.latest.codes} for one in code_lists()]
    own = [(name, column.name) for name, column in COLUMNS if column.codes and set(column.codes.values()) in lists]
    assert own == []


def test_every_target_that_a_layout_names_has_a_mapping_from_its_lists():
    pairs = {(each, column.target) for _, column in COLUMNS if column.target for each in column.lists}
    assert {pair: mapping(*pair).target.name for pair in pairs} == {pair: pair[1] for pair in pairs}


FLAGS = [
    (read_layout(name), flags, each) for name in SHIPPED for flags in read_layout(name).flags for each in flags.lists
]


@pytest.mark.parametrize(("layout", "flags", "name"), FLAGS, ids=[f"{each[0].name} {each[2]}" for each in FLAGS])
def test_flags_are_columns_of_their_layout_and_are_mapped(layout, flags, name):
    columns = {column.name for column in layout.columns if column.is_number}
    assert mapping(name, flags.target).target.name == flags.target
    assert columns & {code.code for code in code_list(name).codes} != set()
