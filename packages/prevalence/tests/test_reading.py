"""Reading of tables, models and formulas, and what lists become when they are merged, left out or put in order."""

import itertools

import numpy as np
import pytest

from prevalence.cells import count_column, linked_patterns, membership
from prevalence.covariates import CovariateHistories, parse_formula
from prevalence.datasets import load
from prevalence.errors import InvalidArgument, InvalidData
from prevalence.existence import check_existence
from prevalence.histories import CaptureHistories
from prevalence.models import Model
from prevalence.strata import StratifiedHistories

FOUR = CaptureHistories(tuple("ABCD"), [0, 9, 8, 3, 7, 0, 2, 1, 20, 4, 0, 5, 6, 1, 0, 2])
RECORDS = [p for p in range(16) for _ in range(int(FOUR.counts[p]))]


def counted(patterns, t):
    return np.bincount([p for p in patterns if p], minlength=1 << t).tolist()


def test_counts_of_people_by_hand():
    assert FOUR.total == len(RECORDS)
    assert FOUR.by_number_of_lists.tolist() == [sum(p.bit_count() == k for p in RECORDS) for k in range(5)]
    for i, j in itertools.combinations(range(4), 2):
        both = sum(p >> i & p >> j & 1 for p in RECORDS)
        assert FOUR.overlap("ABCD"[i], "ABCD"[j]) == both
    assert FOUR.list_sizes == {name: sum(p >> i & 1 for p in RECORDS) for i, name in enumerate("ABCD")}
    apart = CaptureHistories.from_patterns(tuple("ABC"), {"110": 3, "011": 1, "100": 4})
    assert apart.empty_pairs() == (0b101,)


def test_lists_left_out_merged_collapsed_and_reordered_person_by_person():
    def on(p, *places):
        return int(any(p >> i & 1 for i in places))

    omitted = [on(p, 0) | on(p, 2) << 1 for p in RECORDS]
    assert FOUR.omit("B", "D").lists == ("A", "C")
    assert FOUR.omit("B", "D").counts.tolist() == counted(omitted, 2)
    merged = FOUR.merge(X=("D", "B"))
    assert merged.lists == ("A", "X", "C")
    assert merged.counts.tolist() == counted([on(p, 0) | on(p, 1, 3) << 1 | on(p, 2) << 2 for p in RECORDS], 3)
    # B and C hold the fewest people, 21 and 19; then A with 25.
    collapsed = FOUR.collapse(3)
    assert collapsed.lists == ("A", "C+B", "D")
    assert collapsed.counts.tolist() == counted([on(p, 0) | on(p, 1, 2) << 1 | on(p, 3) << 2 for p in RECORDS], 3)
    assert FOUR.collapse(4) == FOUR
    turned = FOUR.reorder("C", "A", "D", "B")
    assert turned.counts.tolist() == counted(
        [on(p, 2) | on(p, 0) << 1 | on(p, 3) << 2 | on(p, 1) << 3 for p in RECORDS], 4
    )
    zeros = CaptureHistories.from_patterns(tuple("ABC"), {"100": 1, "011": 2}, structural_zeros=["110"])
    assert zeros.reorder("C", "A", "B").structural_zeros == {0b110}


def test_a_fingerprint_changes_with_every_name_count_and_impossible_pattern():
    base = CaptureHistories.from_patterns(("A", "B"), {"10": 1, "01": 2})
    others = [
        base,
        CaptureHistories.from_patterns(("A", "C"), {"10": 1, "01": 2}),
        CaptureHistories.from_patterns(("A", "B"), {"10": 1, "01": 3}),
        CaptureHistories.from_patterns(("A", "B"), {"10": 1, "01": 2}, structural_zeros=["11"]),
    ]
    prints = {table.fingerprint for table in others}
    assert len(prints) == 4
    assert {len(text) for text in prints} == {16}
    assert sum(base == other for other in others) == 1


@pytest.mark.parametrize("value", [1, True, "1", "yes", "TRUE", " Yes ", 1.0, "1.0"])
def test_cells_that_say_yes(value):
    assert membership(value, "A", 0) is True


@pytest.mark.parametrize("value", [0, False, "0", "no", "False", " NO ", 0.0])
def test_cells_that_say_no(value):
    assert membership(value, "A", 0) is False


@pytest.mark.parametrize(("value", "found"), [(None, "nothing"), ("", "nothing"), (float("nan"), "nothing"), (2, "2")])
def test_cells_that_say_neither(value, found):
    with pytest.raises(InvalidData) as caught:
        membership(value, "A", 4)
    assert str(caught.value) == (
        f"Column 'A', row 4 holds {found}; a list holds 1 for on it and 0 for not on it. Correct the cell, leave 'A' "
        "out of the lists, or name it by `count` if it holds the counts."
    )


@pytest.mark.parametrize("name", ["count", "Counts", "N", "freq", "Frequency", " number ", "people", "cases", "Total"])
def test_columns_taken_for_counts(name):
    assert count_column(["A", name, "B"]) == name
    assert count_column(["A", "B"]) is None
    assert count_column(["A", name, "count" if name != "count" else "n"]) is None


def test_pairs_of_person_and_list():
    names, patterns = linked_patterns([1, 2, 1, 1], ["x", "y", "z", "x"], None)
    assert (names, patterns) == (("x", "y", "z"), [0b101, 0b010])
    assert linked_patterns([1, 2], ["x", "y"], ("y", "x", "w")) == (("y", "x", "w"), [0b10, 0b01])
    with pytest.raises(InvalidData, match="Of people there are 2, of lists 1; each record is a person on a list"):
        CaptureHistories.from_memberships([1, 2], ["x"])
    with pytest.raises(InvalidData, match="Row 1 has person 2 on list None: both must be there"):
        linked_patterns([1, 2], ["x", None], None)


def test_strata_and_covariates_of_people_are_those_of_their_counts():
    people = {"A": [1, 1, 0, 1], "B": [0, 1, 1, 0], "sex": ["f", "m", "f", "f"]}
    table = {"A": [1, 1, 0], "B": [0, 1, 1], "sex": ["f", "m", "f"], "count": [2, 1, 1]}
    one, other = (
        StratifiedHistories.from_counts(data, ["A", "B"], ["sex"], count=count)
        for data, count in ((people, None), (table, "count"))
    )
    assert one.tables == other.tables
    assert {label: part.counts.tolist() for label, part in one.tables.items()} == {
        ("f",): [0, 2, 1, 0],
        ("m",): [0, 0, 0, 1],
    }
    known = CovariateHistories.from_counts(people, ["A", "B"], ["sex"], count=None)
    assert (known.total, known.pooled_histories().counts.tolist()) == (4, [0, 2, 1, 1])
    assert known.levels == {"sex": ("f", "m")}
    assert known.unknown == {"sex": 0.0}
    half = CovariateHistories.from_counts(table | {"sex": ["f", "m", None]}, ["A", "B"], ["sex"])
    assert half.unknown == {"sex": 0.25}


def test_people_with_covariates_are_counted_by_pattern_whatever_patterns_there_are():
    table = {"A": [1, 0, 1], "B": [0, 1, 0], "C": [0, 0, 0], "sex": ["f", "m", "m"], "count": [5, 2, 4]}
    known = CovariateHistories.from_counts(table, ["A", "B", "C"], ["sex"])
    assert known.pooled_histories().counts.tolist() == [0, 9, 2, 0, 0, 0, 0, 0]
    with pytest.raises(InvalidData) as caught:
        CovariateHistories.from_counts(table | {"A": [0, 0, 1], "count": [1, 2, 4]}, ["A", "B", "C"], ["sex"])
    assert str(caught.value) == (
        "Row 0 counts 1 people on none of the lists A, B, C. Those are who is to be estimated: remove the row."
    )


FORMULAS = {
    "a + A": [("a",), ("A",)],
    "a:A": [("a", "A")],
    "a*A*B": [("a",), ("A",), ("B",), ("a", "A"), ("a", "B"), ("A", "B"), ("a", "A", "B")],
    "(a + A + B)^2": [("a",), ("A",), ("B",), ("a", "A"), ("a", "B"), ("A", "B")],
    "(a + A + B)^3": [("a",), ("A",), ("B",), ("a", "A"), ("a", "B"), ("A", "B"), ("a", "A", "B")],
    "(a + A)^1 + B": [("a",), ("A",), ("B",)],
    "(a + A):B": [("a", "B"), ("A", "B")],
    "a:(A + B) + A": [("A",), ("a", "A"), ("a", "B")],
}


@pytest.mark.parametrize(("formula", "terms"), FORMULAS.items())
def test_formulas_are_read_term_by_term(formula, terms):
    assert parse_formula(formula, ["a", "A", "B"]) == tuple(frozenset(term) for term in terms)


def test_models_are_read_by_their_terms():
    model = Model.parse("[124,23]", tuple("ABCD"))
    assert model.terms == {0, 1, 2, 4, 8, 0b0011, 0b1001, 0b1010, 0b1011, 0b0110}
    assert model.generators == (0b1011, 0b0110)
    assert model.interactions == (0b0011, 0b1001, 0b0110, 0b1010, 0b1011)
    assert model.order == 3
    assert Model.of(3).order == 1
    assert repr(model) == "<Model [124,23] of 4 lists>"
    assert model.to_dict() == {"notation": "[124,23]", "terms": [[1, 2, 4], [2, 3]]}
    assert model.explain(tuple("ABCD"))[-1] == "Any two others are taken to be independent of each other."
    every = Model.parse("[12,13,23]", tuple("ABC")).explain(tuple("ABC"))
    assert every[1:] == ["A and B; A and C; B and C: being on one changes the chance of being on the other."]
    for text, part in (("[12", "[12"), ("A*B]", "B]")):
        with pytest.raises(InvalidArgument) as caught:
            Model.parse(text, tuple("ABCD"))
        assert str(caught.value) == f"In the model {text!r} there is no list {part!r}; the lists are A, B, C, D."
    with pytest.raises(InvalidArgument, match=r"the part '15' must consist of numbers from 1 to 4\.$"):
        Model.parse("[15]", tuple("ABCD"))


# The artificial table of Chan, Silverman and Vincent (2021), one of whose lists meets no other.
def test_sentences_on_existence():
    artificial = load("artificial")
    never = ", ".join(artificial.label(pair) for pair in artificial.empty_pairs())
    cure = "Remove terms from the model, or merge lists that hardly meet."
    assert str(check_existence(artificial, "[13,23]")) == "The estimate of model [13,23] exists and is unique."
    lost = check_existence(artificial, "[12,3]")
    assert not lost
    assert lost.reason == (
        f"The likelihood of model [12,3] has no maximum: some dependence could be made ever stronger with an ever "
        f"better fit. {cure}"
    )
    same = check_existence(artificial, "[12,13,23]")
    assert same.reason == (
        "Model [12,13,23] has as many parameters as there are combinations left after leaving out the combinations "
        f"that nobody has ({never}), so that different totals fit equally well. {cure}"
    )
    assert same.at_minus_infinity == artificial.empty_pairs()
    identical = CaptureHistories.from_patterns(("A", "B"), {"11": 9})
    assert check_existence(identical, "[]").reason == (
        f"The likelihood of model [1,2] has no maximum: some dependence could be made ever stronger with an ever "
        f"better fit. {cure}"
    )
    assert check_existence(identical, "[12]").reason == (
        f"The likelihood of model [12] has no maximum, and what fits best is not unique. {cure}"
    )
