"""Files of mappings: each fault is refused with a sentence that says where it is."""

import pytest
from list_files import edition_of, loss, mapping_of

from harmonise.lists import InvalidList, UnknownList, read_edition, read_mapping


@pytest.mark.parametrize(
    ("rows", "losses", "sentence"),
    [
        (
            "a,1,exact,\n",
            "",
            "1.csv: expected a line for every code of fruit, edition 1, found none for b.",
        ),
        (
            "a,1,exact,\nb,11,exact,\n",
            "",
            "1.csv, line 3, column target: expected a code of number, edition 1. "
            "number, edition 1 has no code '11'. The nearest is '1'.",
        ),
        (
            "a,1,exact,\nx,1,exact,\n",
            "",
            "1.csv, line 3, column source: expected a code of fruit, edition 1. fruit, edition 1 has no code 'x'.",
        ),
        (
            "a,1,same,\nb,1,exact,\n",
            "",
            "1.csv, line 2, column relation: expected exact, broader, narrower, loses, found 'same'.",
        ),
        (
            "a,,exact,\nb,1,exact,\n",
            "",
            "1.csv, line 2, column target: expected a code, since the relation is exact; found nothing.",
        ),
        (
            "a,1,loses,\nb,1,exact,\n",
            "",
            "1.csv, line 2, column loss: expected the key of what is lost, found nothing.",
        ),
        (
            "a,1,loses,smell\nb,1,exact,\n",
            loss("taste"),
            "1.csv, line 2, column loss: expected taste; found 'smell'.",
        ),
        (
            "a,1,exact,taste\nb,1,exact,\n",
            loss("taste"),
            "1.csv, line 2, column loss: expected nothing, since nothing is lost; found 'taste'.",
        ),
        (
            "a,1,exact,\nb,1,exact,\n",
            loss("taste"),
            "1.csv: expected a line for each loss that is described, found none for 'taste'.",
        ),
        (
            "a,1,exact,\na,1,broader,\nb,1,exact,\n",
            "",
            "1.csv, line 3, column target: expected a code that 'a' does not have yet, or nothing if it has no other "
            "line; found '1'.",
        ),
        (
            "a,1,exact,\na,,loses,taste\nb,1,exact,\n",
            loss("taste"),
            "1.csv, line 3, column target: expected a code that 'a' does not have yet, or nothing if it has no other "
            "line; found ''.",
        ),
        (
            "a,1,exact,\nb,1,exact,\n",
            '\n[losses.taste]\nen = "The taste"\n',
            "1.toml: expected 'losses.taste' in en, ar, es, fr, ru, zh, found en.",
        ),
    ],
)
def test_a_fault_in_a_mapping(tmp_path, rows, losses, sentence):
    source = edition_of(tmp_path, {"a": "apple", "b": "plum"})
    target = edition_of(tmp_path, {"1": "one", "2": "two"}, name="number")
    with pytest.raises(InvalidList) as refusal:
        mapping_of(tmp_path, source, target, rows, losses)
    assert str(refusal.value).replace(f"{tmp_path}/", "") == sentence


def test_an_edition_has_to_be_named(tmp_path):
    path = tmp_path / "1.toml"
    path.write_text('source_list = "sex"\ntarget_list = "sdg-sex/1"\nsource = "x"\nlicence = "y"\n', encoding="utf-8")
    with pytest.raises(InvalidList, match="expected 'source_list' as list and edition, such as 'sex/1', found 'sex'"):
        read_mapping(path)


def test_an_edition_that_does_not_exist(tmp_path):
    path = tmp_path / "1.toml"
    path.write_text('source_list = "sex/9"\ntarget_list = "sdg-sex/1"\nsource = "x"\nlicence = "y"\n', encoding="utf-8")
    with pytest.raises(UnknownList, match="The list 'sex' has no edition '9'"):
        read_mapping(path)


def test_codes_of_the_other_list_are_taken_from_a_column(tmp_path):
    target = edition_of(tmp_path, {"1": "one", "2": "two", "3": "three"}, name="number")
    source = edition_of(tmp_path, {"a": "apple", "b": "plum"})
    path = tmp_path / "fruit" / "2.toml"
    path.write_text((tmp_path / "fruit" / "1.toml").read_text(encoding="utf-8"), encoding="utf-8")
    rows = (tmp_path / "fruit" / "1.csv").read_text(encoding="utf-8").splitlines()
    columns = ["number", "2", ""]
    path.with_suffix(".csv").write_text(
        "".join(f"{row},{cell}\n" for row, cell in zip(rows, columns, strict=True)), encoding="utf-8"
    )
    source = read_edition(path)
    there = mapping_of(tmp_path, source, target, "b,3,broader,\n", header='rows_from = "source"\n')
    back = mapping_of(
        tmp_path, target, source, "1,,loses,taste\n3,b,narrower,\n", loss("taste"), 'rows_from = "target"\n'
    )
    own = mapping_of(tmp_path, source, target, "a,1,broader,\nb,3,broader,\n", header='rows_from = "source"\n')
    assert [[(row.source, row.target, row.relation.value) for row in one.rows] for one in (there, back, own)] == [
        [("a", "2", "exact"), ("b", "3", "broader")],
        [("1", None, "loses"), ("2", "a", "exact"), ("3", "b", "narrower")],
        [("a", "1", "broader"), ("b", "3", "broader")],
    ]
