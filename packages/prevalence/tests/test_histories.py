import numpy as np
import pytest

from prevalence.datasets import describe, load, names
from prevalence.errors import InvalidArgument, InvalidData, TooFewLists
from prevalence.histories import CaptureHistories

TABLE = {"A": [1, 0, 1], "B": [0, 1, 1], "count": [9, 8, 2]}


EXPECTED = CaptureHistories.from_patterns(("A", "B"), {"10": 9, "01": 8, "11": 2})


def test_a_table_reads_alike_from_columns_rows_and_a_file(tmp_path):
    rows = [dict(zip(TABLE, values, strict=True)) for values in zip(*TABLE.values(), strict=True)]
    path = tmp_path / "table.csv"
    path.write_text("A,B,count\n1,0,9\n0,1,8\n1,1,2\n")
    assert CaptureHistories.from_counts(TABLE) == EXPECTED
    assert CaptureHistories.from_counts(rows) == EXPECTED
    assert CaptureHistories.from_csv(path) == EXPECTED


@pytest.mark.parametrize("maker", ["pandas", "polars"])
def test_a_table_reads_alike_from_data_frames(maker):
    frame = pytest.importorskip(maker).DataFrame(TABLE)
    assert CaptureHistories.from_counts(frame) == EXPECTED
    people = pytest.importorskip(maker).DataFrame({"A": [True, False], "B": [True, True]})
    assert CaptureHistories.from_people(people).describe() == ["B: 1", "A×B: 1"]


def test_one_row_per_person_and_memberships_give_the_same():
    people = {"A": [1, 1, 0], "B": ["no", "yes", "yes"]}
    expected = CaptureHistories.from_patterns(("A", "B"), {"10": 1, "01": 1, "11": 1})
    assert CaptureHistories.from_people(people) == expected
    assert CaptureHistories.from_memberships([1, 2, 2, 2, 3], ["A", "A", "B", "B", "B"]) == expected


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            {"A": [1, 2], "B": [0, 1], "count": [1, 1]},
            "Column 'A', row 1 holds 2; a list holds 1 for on it and 0 for not",
        ),
        ({"A": [1, None], "B": [0, 1], "count": [1, 1]}, "Column 'A', row 1 holds nothing"),
        ({"A": [1, 0], "B": [0, 1], "count": [1, -4]}, "Column 'count', row 1 holds -4; a count is a whole number"),
        ({"A": [1, 0], "B": [0, 1], "count": [1, 1.5]}, "Column 'count', row 1 holds 1.5"),
        ({"A": [1, 0], "B": [0, 1], "count": [1, float("inf")]}, "Column 'count', row 1 holds inf"),
        ({"A": [1, 0], "B": [0, 1], "count": [1, "many"]}, "Column 'count', row 1 holds 'many'"),
        ({"A": [1, 0], "B": [0, 0], "count": [1, 3]}, "3 people are counted on no list at all"),
        ({"A": [1, 0], "B": [0, 1]}, "There is no column 'count'. The columns are: A, B."),
        ({"A": [1, 0], "B": [0, 1], "count": [1]}, "Columns have different lengths"),
    ],
)
def test_a_bad_cell_is_named_with_its_column_row_value_and_cure(table, message):
    with pytest.raises(InvalidData) as caught:
        CaptureHistories.from_counts(table)
    assert message in str(caught.value)


def test_other_refusals_name_what_was_found():
    with pytest.raises(TooFewLists, match="at least two lists, but there is 1"):
        CaptureHistories.from_counts({"A": [1], "count": [1]})
    with pytest.raises(InvalidData, match="Row 1 is on none of the lists A, B"):
        CaptureHistories.from_people({"A": [1, 0], "B": [1, 0]})
    with pytest.raises(InvalidData, match="Row 1 has person None on list 'A'"):
        CaptureHistories.from_memberships([1, None], ["A", "A"], order=("A", "B"))
    with pytest.raises(InvalidData, match="Row 0 names the list 'C'"):
        CaptureHistories.from_memberships([1], ["C"], order=("A", "B"))
    with pytest.raises(InvalidData, match="5 people are counted at A×B, which was declared impossible"):
        CaptureHistories.from_patterns(("A", "B"), {"11": 5}, structural_zeros=["11"])
    with pytest.raises(InvalidData, match="The pattern '1' must have one digit"):
        CaptureHistories.from_patterns(("A", "B"), {"1": 5})
    with pytest.raises(InvalidData, match="Two lists are called 'A'"):
        CaptureHistories.from_patterns(("A", "A"), {"11": 5})
    with pytest.raises(InvalidData, match="Cannot read a table from int"):
        CaptureHistories.from_counts(3)
    with pytest.raises(InvalidArgument, match="There is no list 'X'"):
        load("korea").omit("X")


def test_splitting_a_count_and_empty_rows_change_nothing():
    split = {"A": [1, 1, 0, 1, 0], "B": [0, 0, 1, 1, 0], "count": [4, 5, 8, 2, 0]}
    assert CaptureHistories.from_counts(split) == CaptureHistories.from_counts(TABLE)


def test_csv_with_semicolons_and_a_byte_order_mark(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("A;B\n1;0\n1;1\n", encoding="utf-8-sig")
    assert CaptureHistories.from_csv(path).describe() == ["A: 1", "A×B: 1"]
    path.write_text("A,B\n1\n")
    with pytest.raises(InvalidData, match="row 2 has 1 fields, the header 2"):
        CaptureHistories.from_csv(path)
    path.write_text("")
    with pytest.raises(InvalidData, match="is empty"):
        CaptureHistories.from_csv(path)


def test_merging_and_omitting_lists_as_published():
    # The five- and four-list tables of the United Kingdom as published with the six-list one.
    five = load("uk_2013_five")
    assert five.lists == ("LA", "NG", "PFNCA", "GO", "GP")
    assert five.counts[five.pattern("PFNCA")] == 995
    assert five.counts[five.pattern("NG", "PFNCA")] == 62
    assert (five.total, load("uk_2013_four").total) == (2744, 2428)
    assert load("new_orleans_186_five").describe()[:3] == ["A: 25", "BEFG: 24", "C: 70"]


def test_collapsing_merges_the_smallest_lists_first():
    collapsed = load("uk_2013").collapse(5)
    assert collapsed.lists == ("LA+NCA", "NG", "PF", "GO", "GP")
    assert collapsed.total == 2744


def test_fingerprint_and_hash_follow_the_content():
    table = load("korea")
    assert table.fingerprint == load("korea").fingerprint
    assert table.reorder("c", "b", "d") != table
    assert table.reorder("c", "b", "d").reorder("b", "c", "d") == table
    assert hash(table) == hash(table.with_counts(table.counts))
    with pytest.raises(ValueError, match="read-only"):
        table.counts[1] = 5


def test_every_published_table_introduces_itself():
    sizes = {"uk_2013": 2744, "netherlands": 8234, "new_orleans_185": 185, "new_orleans_186": 186, "kosovo": 4400}
    sizes |= {"korea": 123, "artificial": 96, "madigan_york_five": 537, "madigan_york_three": 626, "hepatitis_a": 271}
    sizes |= {"hiv_rome": 1896, "diabetes": 2069}
    assert {name: load(name).total for name in sizes} == sizes
    for name in names():
        assert "Source: " in str(describe(name))
    with pytest.raises(InvalidArgument, match="There is no table 'atlantis'"):
        load("atlantis")


def test_people_by_number_of_lists():
    assert load("korea").by_number_of_lists.tolist() == [0, 51, 60, 12]


def test_empty_pairs():
    table = load("netherlands")
    assert [table.label(pair) for pair in table.empty_pairs()] == ["I×K", "K×R"]
    assert np.all(table.list_sizes["P"] == 4466 + 18 + 44 + 59 + 82 + 125 + 4 + 4 + 2 + 7 + 1)
