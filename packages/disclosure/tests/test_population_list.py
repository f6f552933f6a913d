"""The list of populations: what is read, what follows from it, and what a later list may not forget."""

import numpy as np
import pytest
from gate_attacks import POLICY, Step, carry_out
from population_attacks import about, of
from proposals import set_policy

from disclosure.errors import InvalidData, InvalidSpecification
from disclosure.release import Register, Signer
from disclosure.release.links import (
    Link,
    add_taken_categories,
    could_be_within,
    is_declared,
    link_populations,
    rest_of,
    restate_population,
    restate_private,
)
from disclosure.release.population_list import check_population_succession, parse_populations
from disclosure.tables.private import PrivateCells
from disclosure.tables.specification import Dimension, Partition, Population

pytest.importorskip("cryptography")


def listing(*populations):
    return "".join(f'[[population]]\nid = "{one[0]}"\ntitle = "Some"\n{one[1]}\n' for one in populations)


TREE = listing(
    ("all", 'parts = [["north", "south"]]'),
    ("north", ""),
    ("south", ""),
    ("girls", 'within = ["north"]'),
    ("others", 'disjoint = ["all"]'),
    ("free", ""),
)


def test_what_is_within_a_part_is_within_the_whole_and_apart_from_the_other_part():
    read = parse_populations(TREE)
    names = list(read.populations)
    assert {(a, b) for a in names for b in names if read.is_within(a, b)} == {
        ("north", "all"), ("south", "all"), ("girls", "north"), ("girls", "all"),
    }  # fmt: skip
    assert {tuple(sorted((a, b))) for a in names for b in names if read.are_disjoint(a, b)} == {
        ("north", "south"), ("girls", "south"), ("all", "others"), ("north", "others"), ("others", "south"),
        ("girls", "others"),
    }  # fmt: skip


def test_populations_are_linked_to_their_parts_to_several_that_are_apart_and_to_all_that_make_them_up():
    names = ("all", "north", "south", "girls", "others", "free")
    everyone, north, south, girls, others, free = (Population(name, "1") for name in names)
    later = Population("north", "2")
    assert link_populations([everyone, north, south, girls, others, free], parse_populations(TREE)) == [
        Link(everyone, (north,)),
        Link(everyone, (south,)),
        Link(everyone, (girls,)),
        Link(everyone, (north, south)),
        Link(everyone, (south, girls)),
        Link(north, (girls,)),
        Link(everyone, (north, south), complete=True),
    ]
    # Each edition of a part is a part by itself, and two editions of one are not apart.
    assert link_populations([later, everyone, south, north], parse_populations(TREE)) == [
        Link(everyone, (later,)),
        Link(everyone, (south,)),
        Link(everyone, (north,)),
        Link(everyone, (later, south)),
        Link(everyone, (south, north)),
        Link(everyone, (later, south), complete=True),
        Link(everyone, (north, south), complete=True),
    ]
    assert link_populations([north, south, free], parse_populations(TREE)) == []


def test_whoever_is_in_no_part_is_named_by_whole_and_parts_unless_the_parts_make_it_up():
    everyone, north, south = Population("all", "1"), Population("north", "2"), Population("south", "1")
    rest = "all, edition 1 without north, edition 2 and south, edition 1"
    parts = ("north, edition 2", "south, edition 1")
    assert Link(everyone, (north, south)).rest == rest
    assert Link(everyone, (north, south)).partition == Partition("all, edition 1", (*parts, rest))
    assert Link(everyone, (north, south), complete=True).partition == Partition("all, edition 1", parts)
    assert [Link(everyone, (north,)).is_among(some) for some in ([everyone], [north], [south, north, everyone])] == [
        False,
        False,
        True,
    ]


def private(cells):
    """Private cells from the figure of each and what is told of it."""
    value, low, high = np.array(list(cells.values()), float).reshape(len(cells), 3).T
    return PrivateCells(("area",), tuple((key,) for key in cells), value, low, high)


@pytest.mark.parametrize(
    ("whole", "parts", "rest"),
    [
        # Figures from 1 to 4 need an interval; more, and nobody, need none.
        ((10, 10, 10), [(10, 10, 10)], (0, 0, 0)),
        ((10, 10, 10), [(9, 9, 9)], (1, 1, 4)),
        ((13, 13, 13), [(9, 9, 9)], (4, 1, 4)),
        ((14, 14, 14), [(9, 9, 9)], (5, 5, 5)),
        # Figures of which a part has more than the whole are not of the same people.
        ((10, 10, 10), [(11, 11, 11)], None),
        # What the signs tell limits what can be asked for, by 1 and by 4 at most.
        ((12, 10, 14), [(9, 8, 9)], (3, 1, 4)),
        ((12, 12, 12), [(9, 9, 10)], (3, 2, 3)),
        ((12, 11, 13), [(9, 9, 9)], (3, 2, 4)),
        ((11, 0, np.inf), [(9, 0, np.inf)], (2, 1, 4)),
        ((12, 12, 12), [(4, 4, 5), (5, 4, 5)], (3, 2, 4)),
        ((12, 12, 12), [(4, 4, 4), (5, 5, 5)], (3, 1, 4)),
        ((12, 12, 12), [(8, 8, 8), (5, 5, 5)], None),
    ],
)
def test_whoever_is_in_no_part_stays_as_uncertain_as_the_signs_beside_it_allow(whole, parts, rest):
    found = rest_of(private({"A": whole, "B": (9, 9, 9)}), [private({"A": part}) for part in parts], 5)
    assert (found.dimensions, found.keys) == (("area",), () if rest is None else (("A",),))
    assert list(zip(found.value, found.low, found.high, strict=True)) == ([] if rest is None else [rest])


@pytest.mark.parametrize(
    ("some", "all_", "could"),
    [
        ({"A": 3}, {"A": 4}, True),
        ({"A": 3, "B": 2}, {"A": 4, "B": 2}, True),
        # The same figures are no part of themselves, and figures of other cells say nothing.
        ({"A": 3, "B": 2}, {"A": 3, "B": 2}, False),
        ({"A": 3, "B": 3}, {"A": 4, "B": 2}, False),
        ({"A": 3, "C": 9}, {"A": 4, "B": 2}, True),
        ({"C": 3}, {"A": 4}, False),
    ],
)
def test_a_population_could_be_within_one_that_has_no_less_anywhere_and_more_somewhere(some, all_, could):
    one, other = (private({key: (n, n, n) for key, n in cells.items()}) for cells in (some, all_))
    assert could_be_within(one, other) is could


def test_what_the_office_says_of_two_populations_is_declared_whichever_is_named_first():
    listed = parse_populations(TREE)
    declared = {(a, b) for a in listed.populations for b in listed.populations if is_declared(a, b, listed)}
    assert {tuple(sorted(pair)) for pair in declared} == {
        ("all", "north"), ("all", "south"), ("all", "girls"), ("girls", "north"), ("north", "south"),
        ("girls", "south"), ("all", "others"), ("north", "others"), ("others", "south"), ("girls", "others"),
    }  # fmt: skip
    assert declared == {(b, a) for a, b in declared}


TAKEN = listing(
    ("victims", ""), ("women", 'of = "victims"\nwhere = { sex = "F" }'), ("north", 'of = "victims"\nwhere = { area = ["A", "B"] }')
)  # fmt: skip


def test_a_category_as_a_population_is_restated_as_cells_of_the_one_it_is_taken_from():
    listed = parse_populations(TAKEN)
    for name, whole in (("women", "victims"), ("victims", "victims"), ("unknown", "unknown")):
        assert restate_population(Population(name, "3"), listed) == Population(whole, "3")
    nothing = np.zeros(0)
    cells = PrivateCells(("area", "sex"), (("A", "T"), ("B", "T")), nothing, nothing, nothing)
    assert restate_private(cells, listed.populations["women"]).keys == (("A", "F"), ("B", "F"))
    assert restate_private(cells, listed.populations["north"]).keys == (("A + B", "T"), ("A + B", "T"))
    assert restate_private(cells, listed.populations["victims"]) is cells
    assert restate_private(cells, None) is cells


def test_several_categories_together_are_a_part_of_all_that_have_more():
    whole = Partition("T", ("A", "B", "C"))
    area, sex = Dimension("area", "T", (whole,)), Dimension("sex", "T", (Partition("T", ("F", "M")),))
    together = Partition("A + B", ("A", "B"))
    assert add_taken_categories([area, sex], parse_populations(TAKEN)) == (
        Dimension("area", "T", (whole, together, Partition("T", ("A + B", "C")))),
        sex,
    )
    years = listing(("all", ""), ("two", 'of = "all"\nwhere = { year = ["1", "2"] }'), ("three", 'of = "all"\nwhere = { year = ["1", "2", "3"] }'))  # fmt: skip
    (found,) = add_taken_categories([Dimension("year")], parse_populations(years))
    assert found.partitions == (
        Partition("1 + 2", ("1", "2")),
        Partition("1 + 2 + 3", ("1 + 2", "3")),
        Partition("1 + 2 + 3", ("1", "2", "3")),
    )


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("within = [1]", "within: expected a list of texts, found [1]."),
        ('within = [""]', "within: expected a list of texts, found ['']."),
        ('disjoint = "a"', "disjoint: expected a list of texts, found 'a'."),
        ('parts = ["a"]', "parts must be a list of lists of two ids or more, found ['a']."),
        ("parts = [[1, 2]]", "parts: expected a list of texts, found [1, 2]."),
        (
            'of = "a"\nwhere = "sex"',
            "a population taken from another one needs both of (its id) and where (categories by dimension), found of = "
            "'a', where = 'sex'.",
        ),
        (
            'of = ["a"]\nwhere = { sex = "F" }',
            "a population taken from another one needs both of (its id) and where (categories by dimension), found of = "
            "['a'], where = {'sex': 'F'}.",
        ),
        (
            'where = { sex = "F" }',
            "a population taken from another one needs both of (its id) and where (categories by dimension), found of = "
            "'', where = {'sex': 'F'}.",
        ),
    ],
)
def test_what_is_wrong_with_a_population_is_said_with_its_number(second, words):
    with pytest.raises(InvalidSpecification) as caught:
        parse_populations(listing(("a", ""), ("b", second)))
    assert str(caught.value) == f"populations: population 2: {words}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[population]", "is not valid TOML"),
        ("", "expected a \\[\\[population\\]\\] for each, found nothing"),
        ("x = 1", r"found \['x'\]"),
        (listing(("a", "inside = []")), "there is no key 'inside'"),
        ('[[population]]\nid = "a"', "title must be a text, found None"),
        (listing(("a", ""), ("a", "")), "listed twice"),
        (listing(("a", 'within = "b"')), "expected a list of texts, found 'b'"),
        (listing(("a", 'within = ["b"]')), "'a' names 'b', which is not listed"),
        (listing(("a", 'within = ["a"]')), "'a' names 'a', which is itself"),
        (listing(("a", 'parts = [["b"]]'), ("b", "")), "lists of two ids or more"),
        (listing(("a", 'of = "b"'), ("b", "")), "needs both of"),
        (listing(("a", 'of = "b"\nwhere = { sex = "F" }'), ("b", 'of = "c"\nwhere = { sex = "F" }'), ("c", "")), "itself taken from another"),
        (listing(("a", 'within = ["b"]\ndisjoint = ["b"]'), ("b", "")), "'a' and 'b' are disjoint, but one is within the other"),
    ],
)  # fmt: skip
def test_a_wrong_list_names_the_place(text, words):
    with pytest.raises(InvalidSpecification, match=words):
        parse_populations(text)


@pytest.fixture
def register(tmp_path, signer):
    made = Register.create(tmp_path / "register", data_set="cases")
    set_policy(made, signer, POLICY)
    return made


def sign(register, signer, text):
    register.set_populations(text, signer, by="Director", reason="as known now")


RELATED = listing(
    ("victims", 'within = ["all"]\nparts = [["girls", "boys"]]'),
    ("all", ""),
    ("girls", ""),
    ("boys", ""),
    ("helped", ""),
)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (listing(("all", "")), "'victims' has releases, but is not on the new list"),
        (RELATED.replace('within = ["all"]\n', ""), "was within 'all', which the new list does not say"),
        (RELATED.replace('parts = [["girls", "boys"]]', ""), "was made up of girls, boys"),
    ],
)
def test_what_ties_released_figures_together_is_not_dropped(register, signer, after, words):
    sign(register, signer, RELATED)
    carry_out(Step("B F"), register, signer)
    with pytest.raises(InvalidData, match=words):
        sign(register, signer, after)
    assert register.populations(signer).source == RELATED


WOMEN = listing(("victims", ""), ("women", 'of = "victims"\nwhere = { sex = "F" }'), ("girls", ""))


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (WOMEN.replace('of = "victims"', 'of = "girls"'), True),
        (WOMEN.replace('sex = "F"', 'sex = "M"'), True),
        (WOMEN.replace('of = "victims"\nwhere = { sex = "F" }', ""), True),
        (listing(("victims", ""), ("women", 'of = "victims"\nwhere = { sex = "F" }')), False),
        (WOMEN.replace('"girls"', '"girls"\nof = "victims"\nwhere = { sex = "F" }'), False),
    ],
)
def test_a_population_with_releases_stays_the_category_that_it_is(register, signer, after, refused):
    sign(register, signer, WOMEN)
    carry_out(of("women", {"A T": 30}), register, signer)
    if not refused:
        sign(register, signer, after)
        assert register.populations(signer).source == after
        return
    with pytest.raises(InvalidData) as caught:
        sign(register, signer, after)
    assert str(caught.value) == (
        "The population 'women' has releases and was a category of 'victims', which the new list does not say. Relations "
        "may be added, but not dropped: keep it."
    )


def test_a_population_with_releases_may_become_a_category_of_another_one(register, signer):
    sign(register, signer, listing(("victims", ""), ("women", "")))
    carry_out(Step("B F", specification=about("women")), register, signer)
    sign(register, signer, WOMEN)
    assert register.populations(signer).populations["women"].of == "victims"


@pytest.mark.parametrize(
    ("used", "refused"), [(["a", "b"], True), (["b", "a"], True), (["b"], False), (["a"], False), ([], False)]
)
def test_populations_with_releases_that_shared_people_are_not_said_to_be_disjoint(used, refused):
    # By way of a third one, of which nothing was released.
    before = parse_populations(listing(("a", ""), ("b", 'within = ["c"]'), ("c", 'within = ["a"]')))
    after = parse_populations(listing(("a", ""), ("b", 'within = ["c"]\ndisjoint = ["a"]'), ("c", "")))
    check_population_succession([], after, used)
    check_population_succession([before, after], after, used)
    if not refused:
        check_population_succession([before], after, used)
        return
    with pytest.raises(InvalidData) as caught:
        check_population_succession([after, before], after, used)
    assert str(caught.value) == "'a' and 'b' were declared to share people and cannot be disjoint now."


def test_relations_are_added_and_dropped_where_nothing_is_released(register, signer):
    sign(
        register, signer, RELATED.replace('within = ["all"]\n', "").replace('"helped"', '"helped"\ndisjoint = ["all"]')
    )
    carry_out(Step("B F"), register, signer)
    sign(register, signer, RELATED)
    assert register.populations(signer).is_within("girls", "all")
    assert not register.populations(signer).are_disjoint("helped", "all")


def test_a_list_is_signed_with_a_name_and_a_reason_by_the_key_of_the_office(register, signer, tmp_path):
    for by, reason in ((" ", "as known"), ("Director", " ")):
        with pytest.raises(InvalidData, match="needs a reason and the name"):
            register.set_populations(RELATED, signer, by=by, reason=reason)
    with register.writer() as file:
        entry = {"number_of_populations": 2, "text": RELATED, "by": "X", "reason": "y", "signature": "00" * 64}
        file.append({"kind": "populations", **entry, "public_key": signer.public_key.hex()})
    with pytest.raises(InvalidData, match="list 2 of populations is not signed with this key"):
        register.populations(signer)
    with pytest.raises(InvalidData, match="list 1 of populations is not signed with this key"):
        register.populations(Signer.create(tmp_path / "other"))
