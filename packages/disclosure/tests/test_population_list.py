"""The list of populations: what is read, what follows from it, and what a later list may not forget."""

import pytest
from gate_attacks import POLICY, Step, carry_out
from proposals import set_policy

from disclosure.errors import InvalidData, InvalidSpecification
from disclosure.release import Register, Signer
from disclosure.release.population_list import parse_populations

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
