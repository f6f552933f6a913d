"""The parts of the gate one by one: what each says, and where exactly it begins to refuse."""

import hashlib
import io
import json
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from proposals import DAY, HEADING, POLICY, SAFE, SPECIFICATION, TRUTH, set_policy, tables
from tables import specification, table_of

from disclosure import chain
from disclosure.audit.silence import find_nobody
from disclosure.errors import InvalidArgument, InvalidData, InvalidSpecification, NotPossible
from disclosure.release import Declaration, Register, Signer, release
from disclosure.release.bundle import pack, to_json, unpack
from disclosure.release.canonical import name_files
from disclosure.release.compare import check_truth, compare_with_truth, hide_all
from disclosure.release.policy import check_succession, parse_policy
from disclosure.release.populations import Difference, Pair, Side, check_difference, correct_by_truth
from disclosure.release.rounded import as_rounded
from disclosure.release.signing import fingerprint
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.read_table import read_table
from disclosure.tables.relations import relate
from disclosure.tables.specification import Population
from disclosure.values.kinds import Kind

pytest.importorskip("cryptography")


def refusal(call, *values, kind=NotPossible, **named):
    with pytest.raises(kind) as caught:
        call(*values, **named)
    return str(caught.value)


# Bundles.


def test_a_bundle_is_an_archive_with_fixed_bytes():
    made = pack({"b.txt": b"two", "a.txt": b"one"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["a.txt", "b.txt"]
    assert {(e.create_system, e.external_attr, e.date_time, e.compress_type) for e in entries} == {
        (3, 0o100644 << 16, (1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    }
    assert unpack(made, "it") == {"a.txt": b"one", "b.txt": b"two"}


def test_an_archive_that_names_a_file_twice_is_no_bundle(tmp_path):
    path = tmp_path / "twice.zip"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "one")
            archive.writestr("a.txt", "two")
    assert refusal(unpack, path.read_bytes(), "it", kind=InvalidData) == (
        "it names a file twice or is too large to be a bundle."
    )


def test_json_is_written_the_same_every_time():
    assert to_json({"b": 1, "a": ["é"]}) == b'{\n "a": [\n  "\xc3\xa9"\n ],\n "b": 1\n}\n'
    with pytest.raises(ValueError, match="Out of range"):
        to_json(float("nan"))


def test_a_fingerprint_is_eight_groups_of_four_digits():
    digits = hashlib.sha256(b"key").hexdigest()
    assert fingerprint(b"key").split(" ") == [digits[i : i + 4] for i in range(0, 32, 4)]


# Truth.


def test_a_published_figure_is_compared_with_the_true_one():
    known = {"T": "90", **{f"a{i}": "10" for i in range(9)}}
    truth = [table_of(known, (9,))]
    compare_with_truth([table_of(known, (9,))], truth)
    one = refusal(compare_with_truth, [table_of({**known, "a4": "11"}, (9,))], truth)
    assert one.startswith("Table 't', row 7: 11 is to be published, but the true figure is 10; so with 0 more.")
    three = refusal(compare_with_truth, [table_of({**known, "a4": "11", "a6": "9", "T": "91"}, (9,))], truth)
    assert three.startswith("Table 't', row 2: 91 is to be published, but the true figure is 90; so with 2 more.")
    sign = refusal(compare_with_truth, [table_of({**known, "a0": "<5"}, (9,))], truth)
    assert "the true figure is 10; so with 0 more. A sign says what is true" in sign


def test_a_published_figure_without_a_true_one_is_named():
    truth = [table_of({"T": "30", "a0": "10"}, (9,))]
    words = refusal(
        compare_with_truth, [table_of({"T": "30", "a0": "10", "a1": "5", "a2": "<5", "a3": "9"}, (9,))], truth
    )
    assert words == (
        "Table 't', row 4: the cell (a a1) is not among the true figures; so with 2 more. Give the truth of every "
        "figure."
    )


def test_true_figures_must_be_figures():
    words = refusal(check_truth, [table_of({"T": "9", "a0": "<5", "a1": "*"}, (2,))], kind=InvalidData)
    assert words.startswith("True figures of table 't', row 3: the figure is ")


def test_every_part_of_the_truth_must_be_there():
    words = refusal(check_truth, [table_of({"T": "30", "a0": "10"}, (4,))], kind=InvalidData)
    assert words.startswith("True figures: a a1 is missing, and 2 more, though its total and another part are there.")
    words = refusal(check_truth, [table_of({"T": "30", "a0": "10", "a1": "20"}, (4,))], kind=InvalidData)
    assert words.startswith("True figures: a a2 is missing, and 1 more")
    words = refusal(check_truth, [table_of({"T": "30", "a0": "10", "a1": "20", "a2": "0"}, (4,))], kind=InvalidData)
    assert words.startswith("True figures: a a3 is missing, and 0 more")


def test_true_figures_must_add_up():
    assert len(check_truth([table_of({"T": "30", "a0": "10", "a1": "20"}, (2,))])) == 3
    words = refusal(check_truth, [table_of({"T": "1030", "a0": "1010", "a1": "21"}, (2,))], kind=InvalidData)
    assert words == (
        "True figures: the total of all is 1,030, but its parts make 1,031; so with 0 more. Correct the figures, or "
        "the policy."
    )
    wrong = {
        "T T": "20", "T b0": "10", "T b1": "10", "a0 T": "10", "a0 b0": "5", "a0 b1": "5",
        "a1 T": "10", "a1 b0": "5", "a1 b1": "6",
    }  # fmt: skip
    assert "so with 1 more." in refusal(check_truth, [table_of(wrong, (2, 2))], kind=InvalidData)


def test_the_first_of_several_wrong_sums_is_named_with_both_figures():
    figures = {"T": "1090", "ag0": "90", "ag1": "1000", "a00": "40", "a01": "51", "a10": "998"}
    assert refusal(check_truth, [table_of(figures, ([2, 1],))], kind=InvalidData) == (
        "True figures: a ag0 is 90, but its parts make 91; so with 1 more. Correct the figures, or the policy."
    )


@pytest.mark.parametrize(("total", "is_true"), [("30", True), ("31", True), ("29", False)])
def test_parts_of_at_most_the_total_may_be_less(total, is_true):
    table = table_of({"T": total, "a0": "10", "a1": "20"}, (2,), adds_up="at most")
    if is_true:
        assert len(check_truth([table])) == 3
    else:
        assert "but its parts make 30" in refusal(check_truth, [table], kind=InvalidData)


@pytest.mark.parametrize("total", ["29", "30", "31"])
def test_what_may_be_contradicted_is_no_error_in_the_truth(total):
    table = table_of({"T": total, "a0": "10", "a1": "20"}, (2,), adds_up="unless contradicted")
    assert len(check_truth([table])) == 3


def nobody_in(silent, known, shape, truth=None):
    """In which silent cells of each table nobody can be, by the number of their row."""
    hidden = [hide_all(table_of(dict.fromkeys(keys, "7"), shape)) for keys in silent]
    found = find_nobody(hidden, [table_of(known, shape)], truth)
    for table in found:
        assert set(zip(table.values.kind, table.values.low, table.values.high, strict=True)) == {(Kind.ZERO, 0, 0)}
        assert not table.sensitive.any()
        assert table.values.unit == hidden[0].values.unit
    return [{" ".join(table.key(row).values()): int(table.rows[row]) for row in range(len(table))} for table in found]


def test_where_others_make_up_the_total_nobody_is_in_what_is_not_recorded():
    silent = [["a1"], ["a2", "a3"]]
    assert nobody_in(silent, {"T": "10", "a0": "10"}, (4,)) == [{"a1": 2}, {"a2": 2, "a3": 3}]
    assert nobody_in(silent, {"T": "10", "a0": "9"}, (4,)) == []
    assert nobody_in(silent, {"T": "0"}, (4,)) == [{"a1": 2}, {"a2": 2, "a3": 3}]
    # In one line there is nobody left, in the other there are eight.
    lines = {"T T": "30", "a0 T": "10", "a0 b0": "10", "a1 T": "20", "a1 b0": "12"}
    assert nobody_in([["a1 b1"], ["a1 b1", "a0 b1"]], lines, (2, 2)) == [{"a0 b1": 3}]


def test_nobody_is_found_only_by_sums_that_are_true():
    known = {"T": "10", "a0": "10"}
    assert nobody_in([["a1"]], known, (2,), lambda _cells, relations: relations) == [{"a1": 2}]
    nothing = nobody_in([["a1"]], known, (2,), lambda _cells, relations: relations.without(relations.high == 0))
    assert nothing == []
    at_most = nobody_in([["a1"]], known, (2,), lambda _cells, relations: relations.loosen(relations.high == 0))
    assert at_most == [{"a1": 2}]


# Populations.

VICTIMS, REVISED, HELPED = Population("victims", "1"), Population("victims", "2"), Population("helped", "1")


def one_line(figures):
    rows = {"T": str(sum(figures)), **{f"a{i}": str(figure) for i, figure in enumerate(figures)}}
    return table_of(rows, (len(figures),))


def compare(here, earlier, own=REVISED, other=VICTIMS):
    pair = Pair(Side(own, [here], [here]), Side(other, [earlier], [earlier]))
    check_difference(pair, 5, apart=own.id != other.id)


def differ(now, before, own=REVISED, other=VICTIMS):
    compare(one_line(now), one_line(before), own, other)


@pytest.mark.parametrize(("step", "refused"), [(0, False), (1, True), (4, True), (5, False)])
def test_two_editions_must_not_differ_by_few(step, refused):
    now, before = [40 + step, 50], [40, 50]
    if refused:
        words = refusal(differ, now, before)
        assert words.startswith(
            "Between victims, edition 1 and victims, edition 2 2 figures differ by 1 to 4, among them: "
            f"the total of all: 90, now {90 + step}; a a0: 40, now {40 + step}."
        )
    else:
        differ(now, before)


def test_at_most_five_figures_that_differ_are_named():
    words = refusal(differ, [11, 21, 31, 41, 51, 61, 71], [10, 20, 30, 40, 50, 60, 70])
    named = words.split("among them: ")[1].split(". Who")[0]
    assert named == "a a0: 10, now 11; a a1: 20, now 21; a a2: 30, now 31; a a3: 40, now 41; a a4: 50, now 51"
    assert "7 figures differ by 1 to 4" in words
    both_ways = refusal(differ, [41, 49], [40, 50])
    assert "2 figures differ" in both_ways
    assert "1 figure differs by 1 to 4" in refusal(differ, [44, 44], [40, 56])


@pytest.mark.parametrize(
    ("now", "before", "refused"),
    [
        ([40, 50, 60], [40, 50, 60], True),
        ([44, 54, 64], [40, 50, 60], True),
        ([45, 55, 65], [40, 50, 60], False),
        # Half of the large figures are near: not most of them.
        ([40, 55, 60], [40, 50, 65], False),
        # Small figures are near to everything and count for nothing: 9 is below twice the threshold, 10 is not.
        ([9, 9, 9, 40], [9, 9, 9, 60], False),
        ([10, 10, 10, 40], [10, 10, 10, 60], True),
        ([0, 0, 40], [0, 0, 80], False),
    ],
)
def test_other_people_with_the_same_figures_are_the_same_people(now, before, refused):
    if refused:
        assert "these are the same people" in refusal(differ, now, before, own=HELPED)
    else:
        differ(now, before, own=HELPED)


def test_a_figure_that_was_not_released_before_is_compared_with_none():
    earlier, now = table_of({"T": "90", "a0": "40"}, (3,)), table_of({"T": "90", "a0": "40", "a1": "42"}, (3,))
    compare(now, earlier)
    earlier = table_of({"T": "300", "a0": "41"}, (4,))
    now = table_of({"T": "90", "a1": "42", "a2": "43", "a3": "44"}, (4,))
    compare(now, earlier, HELPED)


def test_one_large_figure_proves_nothing():
    here = table_of({"T": "40"}, (2,))
    compare(here, here, HELPED)
    two = table_of({"T": "60", "a0": "20", "a1": "40"}, (2,))
    words = refusal(compare, two, two, HELPED)
    assert words.startswith("3 of 3 figures of helped, edition 1 are those of victims, edition 1, or differ by less")


def beside(here, earlier, here_hides=None, earlier_hides=None):
    """Two editions of one line: what each shows, and the figures behind its signs."""
    size = max(len(here), len(earlier)) - 1
    sides = [
        Side(population, [table_of(shows, (size,))], [table_of(shows | (hides or {}), (size,))])
        for population, shows, hides in ((REVISED, here, here_hides), (VICTIMS, earlier, earlier_hides))
    ]
    return Pair(*sides)


@pytest.mark.parametrize(
    ("figure", "before", "need"),
    [
        # Of a large figure the interval reaches as far to both sides of the known one as to less than the threshold.
        (12, 10, (6, 14)),
        (10, 12, (8, 16)),
        (10, 14, (10, 18)),
        # Of a small one it reaches to the nearer figure that is equal or differs by the threshold.
        (9, 10, (9, 10)),
        (8, 5, (8, 10)),
        (7, 5, (5, 7)),
        (4, 5, (4, 5)),
        (3, 5, (3, 5)),
        (2, 5, (0, 2)),
        # Where both are as near, to the greater one; nobody counts less than nobody.
        (2, 4, (2, 4)),
        (1, 4, (0, 1)),
        (12, 12, None),
        (15, 10, None),
        (14, 10, (6, 14)),
        (10, 15, None),
    ],
)
def test_a_figure_near_one_of_another_edition_needs_the_interval_in_which_they_are_equal_or_far(figure, before, need):
    pair = beside(
        {"T": str(300 + figure), "a0": "300", "a1": str(figure)},
        {"T": str(200 + before), "a0": "200", "a1": str(before)},
    )
    assert pair.find_near(5) == ({} if need is None else {("a1",): (figure, *need)})


@pytest.mark.parametrize(("figure", "need"), [(13, None), (12, (12, 13)), (11, None), (7, (7, 8)), (6, None)])
def test_beside_an_interval_a_figure_needs_to_reach_its_nearer_end_however_large_it_is(figure, need):
    # What is left of the total for two figures is 12, of which one is 1 to 4: so that the other is 8 to 11.
    earlier = {"T": "50", "a0": "38", "a1": "*", "a2": "<5"}
    here = {"T": str(90 + figure), "a0": "50", "a1": str(figure), "a2": "40"}
    pair = beside(here, earlier, earlier_hides={"a1": "10", "a2": "2"})
    assert pair.find_near(5) == ({} if need is None else {("a1",): (figure, *need)})


def test_a_small_figure_that_is_hidden_is_as_uncertain_as_all_small_figures():
    # The figure follows from the total, which is refused by itself. All that is hidden may be 1 to 4, so that it may
    # as well be 3.
    here = {"T": "52", "a0": "50", "a1": "<5"}
    assert beside(here, {"T": "43", "a0": "40", "a1": "3"}, {"a1": "2"}).find_small(5) == []
    for figure in (0, 5):
        found = beside(here, {"T": str(40 + figure), "a0": "40", "a1": str(figure)}, {"a1": "2"}).find_small(5)
        assert list(map(str, found)) == [f"a a1: {figure}, now 2; 2 follows from a T: 52; a a0: 50"]


@pytest.mark.parametrize(
    ("hidden", "figure", "refused"), [(1, 3, False), (1, 4, False), (4, 6, False), (4, 7, False), (5, 7, True)]
)
def test_only_a_hidden_figure_below_the_threshold_may_be_any_small_one(hidden, figure, refused):
    here = {"T": str(50 + figure), "a0": "50", "a1": str(figure)}
    earlier = {"T": str(40 + hidden), "a0": "40", "a1": "*"}
    found = beside(here, earlier, earlier_hides={"a1": str(hidden)}).find_small(5)
    sentence = "a a1: 5, now 7; 5 follows from a T: 45; a a0: 40"
    assert list(map(str, found)) == ([sentence] if refused else [])


def test_figures_that_became_less_or_more_or_follow_are_listed_with_both():
    pair = beside({"T": "57", "a0": "27"}, {"T": "55", "a0": "30", "a1": "25"})
    assert pair.list_shown() == [
        Difference("the total of all", (55, 55), (57, 57)),
        Difference("a a0", (30, 30), (27, 27)),
        Difference("a a1", (25, 25), (30, 30)),
    ]
    assert str(pair.list_shown()[1]) == "a a0: 30, now 27"
    # What is hidden is not listed, though it was shown; nor what is the same.
    assert beside({"T": "57", "a0": "27", "a1": "*"}, {"T": "57", "a0": "*", "a1": "30"}).list_shown() == []


@pytest.mark.parametrize(
    ("adds_up", "figures", "known", "high"),
    [
        ("exactly", (10, 4, 6), (1, 1, 1), [0]),
        ("exactly", (10, 4, 5), (1, 1, 1), [0]),
        # Where parts do add up, they are believed to; of parts that are not known nothing is.
        ("at most", (10, 4, 6), (1, 1, 1), [0]),
        ("at most", (10, 4, 6), (1, 1, 0), [np.inf]),
        ("at most", (10, 4, 6), (0, 1, 1), [np.inf]),
        ("at most", (10, 4, 5), (1, 1, 1), [np.inf]),
        ("at most", (10, 10, 0), (1, 1, 0), [np.inf]),
        # What may be contradicted is taken as at most where it is, or left out where known parts are more.
        ("unless contradicted", (10, 4, 6), (1, 1, 1), [0]),
        ("unless contradicted", (10, 4, 5), (1, 1, 1), [np.inf]),
        ("unless contradicted", (10, 4, 7), (1, 1, 1), []),
        ("unless contradicted", (10, 11, 7), (1, 1, 0), []),
        ("unless contradicted", (10, 10, 7), (1, 1, 0), [0]),
        ("unless contradicted", (10, 4, 7), (1, 1, 0), [0]),
        ("unless contradicted", (10, 4, 7), (0, 1, 1), [0]),
    ],
)
def test_sums_are_believed_by_what_is_true_and_known(adds_up, figures, known, high):
    rows = dict(zip(("T", "a0", "a1"), map(str, figures), strict=True))
    cells = gather([table_of(rows, (2,), adds_up=adds_up)])
    found = correct_by_truth(relate(cells), cells.low, np.array(known, bool))
    assert (found.low.tolist(), found.high.tolist()) == ([0] * len(high), high)


YEARS = """
title = "t"
[[dimension]]
name = "area"
total = "T"
partition = [{ parent = "T", parts = ["A", "B", "C", "D", "E", "F"] }]
[[dimension]]
name = "year"
[[table]]
name = "t"
columns = { area = "area", year = "year" }
"""


def alike(now, before):
    """How many figures are alike where years may be exchanged; each side by year, from A on."""

    def side(population, years):
        rows = [("ABCDE"[i], year, str(n)) for year, figures in years.items() for i, n in enumerate(figures)]
        columns = dict(zip(("area", "year", "value"), map(list, zip(*rows, strict=True)), strict=True))
        table = read_table(columns, parse_specification(YEARS))
        return Side(population, [table], [table])

    return Pair(side(HELPED, now), side(VICTIMS, before)).count_alike(5, ["year"])


def test_figures_of_another_year_are_found_to_be_the_same_though_those_of_the_same_year_are_not():
    old = [40, 50, 60, 70, 30]
    assert alike({"2023": old}, {"2023": old}) == (5, 5)
    assert alike({"2022": [n + 4 for n in old]}, {"2023": old}) == (5, 5)
    # The same year has as many large figures, none of which is alike.
    assert alike({"2022": old, "2023": [n + 100 for n in old]}, {"2023": old}) == (5, 5)
    # What is alike in the same year comes first.
    assert alike({"2022": old, "2023": [*old[:3], 99, 99]}, {"2023": old}) == (3, 5)
    assert alike({"2022": [n + 5 for n in old]}, {"2023": old}) == (0, 0)
    assert alike({"2023": [40, 50]}, {"2023": [40, 50]}) == (2, 2)
    assert alike({"2023": [40]}, {"2023": [40]}) == (0, 1)
    # Each year is compared with each other one by itself.
    apart = {"2022": [40, 50, 60], "2023": [140, 150, 160, 70]}
    assert alike(apart, {"2021": old[:4]}) == alike({"2021": old[:4]}, apart) == (0, 0)


@pytest.mark.parametrize(
    ("old", "now", "found"),
    [
        # Four figures of at least four times the threshold show that a year was relabelled; three do not.
        ([20, 20, 20, 20], None, (4, 4)),
        ([20, 20, 20], None, (0, 0)),
        ([20, 20, 20, 19], None, (0, 0)),
        ([20, 20, 20, 20, 19], None, (4, 4)),
        # Most of them must be alike, which a half is not.
        ([40, 50, 60, 70, 80], [40, 50, 60, 90, 90], (3, 5)),
        ([40, 50, 60, 70], [40, 50, 90, 90], (0, 0)),
    ],
)
def test_only_most_of_many_large_figures_show_that_a_year_was_relabelled(old, now, found):
    assert alike({"2022": now or old}, {"2023": old}) == found


# Files.


def test_each_of_several_tables_gets_a_file_of_its_own_name_or_of_its_number():
    table = '[[table]]\nname = "{}"\ncolumns = {{ sex = "sex", year = "year" }}\n'
    first = SPECIFICATION.index("[[table]]")
    files = [("a", "2023/one.csv"), ("b", "two.csv"), ("c", ""), ("d", "old/two.csv")]
    tables_ = [table.format(name) + (f'file = "{file}"\n' if file else "") for name, file in files]
    several = parse_specification(SPECIFICATION[:first] + "".join(tables_))
    assert name_files(several, {"one.csv": b"", "two.csv": b""}) == {
        "a": "one.csv", "b": "table-2.csv", "c": "table-3.csv", "d": "table-4.csv"
    }  # fmt: skip
    # A single table keeps the name that its file has, whatever the specification calls it.
    single = parse_specification(SPECIFICATION[:first] + tables_[0])
    assert name_files(single, {"other.csv": b""}) == {"a": "other.csv"}


# Rounding.


def rounded(rows):
    text = {"a": [row[0] for row in rows], "value": [str(row[1]) for row in rows]}
    text |= {
        "kind": ["estimated"] * len(rows),
        "low": [str(row[2]) for row in rows],
        "high": [str(row[3]) for row in rows],
    }
    return as_rounded(read_table(text, specification((2,))), text)


@pytest.mark.parametrize("base", [3, 5, 10])
def test_rounded_figures_stand_in_intervals_as_wide_as_the_rounding(base):
    point = 6 * base
    good = rounded(
        [("T", point, point - base + 1, point + base - 1), ("a0", 0, 0, base - 1), ("a1", base, 1, 2 * base - 1)]
    )
    assert good.values.low.tolist() == [point - base + 1, 0, 1]
    assert good.values.high.tolist() == [point + base - 1, base - 1, 2 * base - 1]
    # A narrower interval of a multiple of 10 is as wide as rounding to 5.
    for low, high in () if base == 10 else ((point - base + 2, point + base - 1), (point - base + 1, point + base - 2)):
        words = refusal(rounded, [("T", point, low, high), ("a0", 0, 0, base - 1), ("a1", base, 1, 2 * base - 1)])
        assert words.startswith("Figures said to be estimated must all be multiples of 3, 5 or 10")
    # All intervals are as wide as the widest, in whole steps of the rounding.
    wide = rounded([("T", point, 0, 99 * base), ("a0", 0, 0, base - 1)])
    assert wide.values.low.tolist() == [0, 0]
    assert wide.values.high.tolist() == [point + 94 * base - 1, 94 * base - 1]


def test_what_is_no_multiple_was_not_rounded():
    words = "Figures said to be estimated must all be multiples of 3, 5 or 10"
    assert refusal(rounded, [("T", 30, 21, 39), ("a0", 11, 2, 20)]).startswith(words)
    assert refusal(rounded, [("T", 30, "", 39)]).startswith(words)


# Policies.


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("below = 5", "below = 1"), "policy: below must be a whole number of at least 2, but is 1."),
        (("below = 5", "below = true"), "policy: below must be a whole number of at least 2, but is True."),
        (
            ("below = 5", 'below = 5\nzeros = "kept"'),
            "policy: zeros must be 'may be published' or 'sensitive', but is 'kept'.",
        ),
        (('name = "year"', 'name = "sex"'), "policy: a dimension is declared twice. Give each a name of its own."),
        (
            ('name = "year"', 'name = "population"'),
            "policy: a dimension cannot be named 'population'; the specification names that.",
        ),
        (('codes = "years"', 'codes = ""'), "policy: dimension 2: name the code list and its edition under codes."),
        (
            ('separate = "20[0-9][0-9]"', ""),
            "policy: dimension 2 (year): name every category in a partition, without *",
        ),
        (("below = 5", "below = 5\nrelative = -1"), "policy: relative: expected a number of at least 0, found -1."),
        (
            ("below = 5", "below = 5\np_percent = true"),
            "policy: p_percent: expected a number of at least 0, found True.",
        ),
        (("below = 5", "below = 5\ndominance = [2]"), "policy: dominance: expected a pair of numbers, found [2]."),
        (
            ("below = 5", "below = 5\nprotect = [4, 1]"),
            "policy: protect must run from a lower to a higher figure, found [4, 1].",
        ),
        (
            ("below = 5", "below = 5\nprotect = [-1, 4]"),
            "policy: protect must run from a lower to a higher figure, found [-1, 4].",
        ),
        (('units = ["persons"]', "units = []"), "policy: units: expected a list of texts, found []."),
        (('kinds = ["estimated"]', 'kinds = ["guessed"]'), "policy: kinds has 'guessed'; expected some of: "),
        (("below = 5", "belo = 5"), "policy: there is no key 'belo'; expected some of: "),
        (("below = 5", ""), "policy: the key 'below' is missing. Add it."),
        (("below = 5", "below = "), "policy is not valid TOML: "),
        (
            ('separate = "20[0-9][0-9]"', 'separate = "20[0-9][0-9]"\nearlier = [{ codes = "old" }]'),
            "policy: dimension 2: earlier: expected codes and maps, found {'codes': 'old'}.",
        ),
        (
            (
                'separate = "20[0-9][0-9]"',
                'separate = "20[0-9][0-9]"\nearlier = [{ codes = "old", maps = { "07" = "x" } }]',
            ),
            "policy: dimension 2: 'x' of 'old' is no category of 'years'.",
        ),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_at_its_place(change, words):
    assert refusal(parse_policy, POLICY.replace(*change, 1), kind=InvalidSpecification).startswith(words)


def test_what_a_policy_leaves_out_has_its_usual_meaning():
    read = parse_policy(POLICY)
    assert (read.protect, read.relative, read.p_percent, read.dominance) == ((1.0, 4.0), 0.0, None, None)
    assert (read.zeros_are_sensitive, [one.separate for one in read.lists]) == (False, ["", "20[0-9][0-9]", ""])
    assert parse_policy(POLICY.replace("below = 5", "below = 2")).protect == (1.0, 1.0)
    assert parse_policy(POLICY.replace("below = 5", 'below = 5\nzeros = "sensitive"')).zeros_are_sensitive
    assert [kind.word for kind in read.kinds] == ["count", "zero", "suppressed", "estimated"]


def test_categories_of_a_policy_are_those_of_its_partitions_or_pattern():
    sex, year, _ = parse_policy(POLICY).lists
    assert [sex.has(name) for name in ("Female", "Total", "Unknown", "2023")] == [True, True, False, False]
    assert [year.has(name) for name in ("2023", "1999", "20234", "Total")] == [True, False, False, False]


def test_a_later_policy_keeps_what_releases_need():
    first = parse_policy(POLICY)
    check_succession([first], first)
    gone = POLICY.split('[[dimension]]\nname = "form"')[0]
    assert "the dimension 'form' of an earlier policy is gone" in refusal(
        check_succession, [first], parse_policy(gone), kind=InvalidSpecification
    )
    other = POLICY.replace('["labour", "sexual"]', '["labour", "sexual", "crime"]')
    assert "the code list 'form, 1' had other categories" in refusal(
        check_succession, [first], parse_policy(other), kind=InvalidSpecification
    )
    pattern = POLICY.replace("20[0-9][0-9]", "[12][09][0-9][0-9]")
    assert "the code list 'years' had other categories" in refusal(
        check_succession, [first], parse_policy(pattern), kind=InvalidSpecification
    )
    check_succession([first], parse_policy(other.replace("form, 1", "form, 2")))
    first_of_two = [parse_policy(POLICY), parse_policy(other.replace("form, 1", "form, 2"))]
    refusal(check_succession, first_of_two, parse_policy(gone), kind=InvalidSpecification)


SIGN = '"<5" = { kind = "suppressed", low = 1, high = 4 }'


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            (SIGN, SIGN + '\n"c" = { kind = "suppressed", low = 1, high = 4 }'),
            "3 signs stand for hidden figures: <5, c, *.",
        ),
        ((SIGN, SIGN + '\n"c" = { kind = "suppressed" }'), "3 signs stand for hidden figures: <5, c, *."),
        (('"<5" =', '"<7" ='), "The sign '<7' reads like a figure."),
        (('"*" =', '"*2" ='), "The sign '*2' reads like a figure."),
        (
            ("[markers]", 'thousands = "."\ndecimal = ","\n[markers]'),
            "Figures of a release are written as 1,234 or 1234",
        ),
        (("[markers]", "integer = false\n[markers]"), "Figures must be whole, each cell must stand once"),
        (
            ("[markers]", 'unit = "thousand persons"\n[markers]'),
            "The unit is 'thousand persons', but the policy allows: persons.",
        ),
        (('population = { id = "victims", edition = "1" }', ""), "The specification does not say whom it counts."),
        (('total = "Total"', 'total = "All"'), "Dimension 'sex': the total is 'All', in the policy 'Total'."),
        (
            ('name = "year"\n[[table]]', 'name = "month"\n[[table]]'),
            "The policy has no dimension 'month'; it has: sex, year, form.",
        ),
    ],
)
def test_a_specification_says_nothing_the_policy_does_not_allow(change, words):
    text = SPECIFICATION.replace(*change, 1)
    if "month" in words:
        text = text.replace('year = "year"', 'month = "year"')
    if "'All'" in words:
        text = text.replace('parent = "Total"', 'parent = "All"')
    assert refusal(parse_policy(POLICY).check_specification, parse_specification(text)).startswith(words)


@pytest.mark.parametrize("sign", ["<5", "1-4", "≤4", "c"])
def test_a_sign_may_state_its_own_limits(sign):
    text = SPECIFICATION.replace('"<5"', f'"{sign}"')
    read = parse_specification(text)
    parse_policy(POLICY).check_specification(read)
    assert (read.markers[sign].low, read.markers[sign].high) == (1, 4)


# Proposals and the register.


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "A release needs a title, but there is none."),
        ({"data": {}}, "A release needs a data, but there is none."),
        ({"data": {".hidden": b""}}, "not '.hidden'."),
        ({"data": {"a/b.csv": b""}}, "not 'a/b.csv'."),
        ({"data": {"": b""}}, "not ''."),
    ],
)
def test_a_proposal_names_itself_and_its_files(changes, words):
    assert words in refusal(tables, kind=InvalidArgument, **changes)


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        (Declaration("a", " ", "Wei Chen"), "The declaration on 'a' gives no reason."),
        (Declaration("a", "Because.", "Ana Lima"), "is by Ana Lima, who does not approve this release."),
        (Declaration("a", "Because.", ""), "is by nobody, who does not approve this release."),
    ],
)
def test_a_declaration_has_a_reason_and_is_by_an_approver(declaration, words):
    assert words in refusal(tables, kind=InvalidData, declarations=(declaration,))


def test_a_declaration_about_nothing_is_refused(register, signer):
    idle = tables(declarations=(Declaration("dimension x", "No matter.", "wei  CHEN"),))
    words = refusal(release, idle, register, signer, kind=InvalidData)
    assert words == "Nothing needs a declaration about 'dimension x'. Needed: none."


def test_sensitive_figures_in_the_open_are_counted_and_named(register, signer):
    years = range(2001, 2008)
    truth = HEADING + "".join(f"Total,{y},60\nFemale,{y},28\nMale,{y},30\nOther,{y},2\n" for y in years)
    words = refusal(release, tables(truth, truth), register, signer)
    assert words.startswith("7 sensitive figures stand in the open, among them: sex Other, year 2001: 2; ")
    assert words.count("sex Other") == 5
    one = refusal(release, tables(TRUTH, TRUTH), register, signer)
    assert one.startswith("1 sensitive figure stands in the open, among them: sex Other, year 2023: 2. Run")


def test_figures_that_can_be_computed_are_counted_and_named(register, signer):
    years = range(2001, 2008)
    truth = HEADING + "".join(f"Total,{y},60\nFemale,{y},28\nMale,{y},30\nOther,{y},2\n" for y in years)
    text = truth.replace(",2\n", ",<5\n")
    words = refusal(release, tables(text, truth), register, signer)
    assert words.startswith("7 hidden figures can be computed from these tables and what was released before: ")
    assert words.count(": is 2, from ") == 5
    one = refusal(release, tables(TRUTH.replace(",2\n", ",<5\n"), TRUTH), register, signer)
    assert one.startswith("1 hidden figure can be computed from these tables")


def test_zeros_may_be_shown_unless_the_office_protects_them(tmp_path, signer):
    truth = HEADING + "Total,2023,60\nFemale,2023,30\nMale,2023,30\nOther,2023,0\n"
    for zeros, name in (("may be published", "open"), ("sensitive", "closed")):
        register = Register.create(tmp_path / name, data_set="cases")
        set_policy(register, signer, POLICY.replace("below = 5", f'below = 5\nzeros = "{zeros}"'))
        proposal = tables(truth, truth)
        if zeros == "sensitive":
            assert refusal(release, proposal, register, signer).startswith("1 sensitive figure stands in the open")
            hidden = tables(truth.replace("Female,2023,30", "Female,2023,*").replace(",0\n", ",*\n"), truth)
            path = release(hidden, register, signer)
            small = "No figure from 0 to 4 is published."
        else:
            path = release(proposal, register, signer)
            small = "No figure from 1 to 4 is published."
        checks = json.loads(unpack(path.read_bytes(), "it")["checks.json"])
        assert (
            next(c["sentence"] if "sentence" in c else c["found"] for c in checks if c["name"] == "small figures")
            == small
        )


def test_the_register_lists_releases_with_their_policy(register, signer):
    release(tables(), register, signer)
    release(replace(tables(), title="Again"), register, signer)
    register.withdraw(2, signer, reason="A mistake.", by="Director")
    first, second = register.releases()
    assert (first.number, first.policy, first.withdrawn) == (1, 1, "")
    assert (second.number, second.policy, second.withdrawn) == (2, 1, "A mistake.")
    assert str(second) == f"release 2 of {DAY}, Again, withdrawn: A mistake."
    assert str(first) == f"release 1 of {DAY}, Victims 2023"
    for number in (2, 3, 0):
        words = refusal(register.withdraw, number, signer, reason="Once more.", by="Director", kind=InvalidData)
        assert words == f"There is no release {number} of 'cases' that could be withdrawn."
    register.withdraw(1, signer, reason="Both.", by="Director")
    assert [one.withdrawn for one in register.releases()] == ["Both.", "A mistake."]


def test_a_policy_that_another_key_signed_is_named_by_its_number(register, signer, tmp_path):
    other = Signer.create(tmp_path / "other")
    words = "{}: policy {} is not signed with this key. Use the office's key."
    path = register.chain_file
    assert refusal(register.policy, other, kind=InvalidData) == words.format(path, 1)
    assert refusal(set_policy, register, other, kind=InvalidData) == words.format(path, 1)
    entry = {"kind": "policy", "text": POLICY, "by": "X", "reason": "y", "signature": "00" * 64}
    with register.writer() as file:
        file.append({**entry, "public_key": signer.public_key.hex()})
    assert refusal(register.policy, signer, kind=InvalidData) == words.format(path, 2)


@pytest.mark.parametrize("first", [None, {"kind": "ledger", "data_set": "cases"}, {"data_set": "cases"}])
def test_a_file_that_does_not_begin_as_a_register_is_none(tmp_path, signer, first):
    register = Register(tmp_path)
    register.chain_file.write_bytes(b"")
    if first is not None:
        register.chain_file.unlink()
        chain.create(register.chain_file, first)
    for call in (lambda: register.data_set, register.releases, lambda: register.policy(signer)):
        assert refusal(call, kind=InvalidData) == (
            f"{register.chain_file} is not a register: its first line must name the data set."
        )


def test_files_of_the_register_are_for_those_meant(register, signer):
    path = release(tables(), register, signer)
    assert path.name == "0001.zip"
    assert path.stat().st_mode & 0o777 == 0o644
    sealed = register.sealed_path(1)
    assert (sealed.name, sealed.stat().st_mode & 0o777) == ("0001.sealed", 0o600)
    assert sorted(one.name for one in Path(register.folder).iterdir() if one.suffix == ".new") == []


def test_safe_means_the_sheet_counts_what_is_hidden(register, signer):
    path = release(tables(), register, signer)
    sheet = unpack(path.read_bytes(), "it")["method.md"].decode()
    assert "from 0 earlier releases, 0 of them withdrawn and 0 about the same people" in sheet
    register.withdraw(1, signer, reason="A mistake.", by="Director")
    path = release(tables(SAFE, TRUTH), register, signer)
    sheet = unpack(path.read_bytes(), "it")["method.md"].decode()
    assert "from 1 earlier releases, 1 of them withdrawn and 1 about the same people" in sheet
