"""Reading persons."""

import pytest

from disclosure.errors import InvalidData
from disclosure.privacy import Records


def test_blanks_are_blanks_and_rows_come_back():
    rows = [("2023", "woman"), ("", "man"), ("2022", "")]
    records = Records.from_rows(("year", "gender"), rows)
    assert records.categories == (("2022", "2023"), ("man", "woman"))
    assert records.codes.tolist() == [[2, 2], [0, 1], [1, 0]]
    assert records.lengths.tolist() == [2, 1, 1]
    assert records.rows() == rows


def test_a_person_counts_once_by_the_first_row():
    rows = [("b", "x"), ("a", "y"), ("b", "z"), ("a", "x")]
    records = Records.from_rows(("id", "v"), rows, person="id")
    assert records.rows() == [("x",), ("y",)]
    assert (records.persons, records.merged, records.columns) == (2, 2, ("v",))


def test_a_file_is_read(tmp_path):
    (tmp_path / "f.csv").write_text("﻿id,v\n1, x \n2,\n", encoding="utf-8")
    assert Records.from_csv(tmp_path / "f.csv", person="id").rows() == [("x",), ("",)]


@pytest.mark.parametrize(
    ("columns", "rows", "person", "words"),
    [
        (("a", "a"), [], None, "these stand twice: a"),
        (("a", "b"), [("1", "2"), ("1",)], None, "Row 2 has 1 values where 2 columns are named"),
        (("a",), [("1",)], "id", "no column 'id' to tell persons apart; there are a"),
    ],
)
def test_what_cannot_be_read_is_named(columns, rows, person, words):
    with pytest.raises(InvalidData, match=words):
        Records.from_rows(columns, rows, person=person)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "f.csv").write_text("")
    with pytest.raises(InvalidData, match="is empty"):
        Records.from_csv(tmp_path / "f.csv")
