import csv
import os
from pathlib import Path

import pytest
from made_files import HTCDS, SYNTHETIC, UNODC

from harmonise import parse_layout, read_layout
from harmonise.errors import InvalidLayout
from harmonise.layouts.read_layout import LANGUAGES, SHIPPED, shipped_layout
from harmonise.lists import code_list, mapping
from harmonise.readers.headings import recognize_layout

FOLDER = Path(os.environ.get("HARMONISE_REFERENCE", "/nowhere"))
LAYOUTS = [shipped_layout(name) for name in SHIPPED]
SMALL = 'name = "a"\ntitle = "A"\nrows = "cases"\n'


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.name)
def test_lists_and_mappings_of_a_layout_exist(layout):
    for column in layout.columns:
        for name in column.lists:
            assert code_list(*name.split("/", 1)).codes
        if column.target:
            assert mapping(column.lists[0], column.target).rows
    for rule in layout.rules:
        assert (set(rule.title), set(rule.expected)) == (set(LANGUAGES), set(LANGUAGES))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.name)
def test_a_layout_is_recognized_by_its_own_header(layout):
    assert recognize_layout([column.name for column in layout.columns], LAYOUTS) is layout


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (UNODC, "unodc"),
        (HTCDS, "htcds"),
        (SYNTHETIC, "ctdc-synthetic"),
        ([each.replace("typeOf", "sectorOf") for each in SYNTHETIC], "ctdc-synthetic"),
        (["name", "price", "colour"], None),
        ([], None),
    ],
)
def test_headers_of_files_are_recognized(header, name):
    found = recognize_layout(header, LAYOUTS)
    assert (found and found.name) == name


def test_numbers_of_columns_are_those_of_the_published_descriptions():
    """CTDC's codebook (version 6) has 62 variables, its file of July 2021 one more; the data of 2024 on have 27, those
    on perpetrators 16; HTCDS 83."""
    assert {each.name: len(each.columns) for each in LAYOUTS} == {
        "unodc": 13,
        "htcds": 83,
        "ctdc-2017": 63,
        "ctdc-2021": 38,
        "ctdc-synthetic": 27,
        "ctdc-perpetrators": 16,
        "nrm": 7,
        "primero": 32,
    }


def test_names_cut_at_32_characters_are_aliases():
    cut = {alias for column in shipped_layout("ctdc-2021").columns for alias in column.aliases}
    assert cut == {
        "meansOfControlPsychoactiveSubsta",
        "meansOfControlRestrictsMedicalCa",
        "meansOfControlExcessiveWorkingHo",
        "meansOfControlThreatOfLawEnforce",
        "meansOfControlWithholdsNecessiti",
        "meansOfControlRestrictsFinancial",
    }


@pytest.mark.skipif(not FOLDER.is_dir(), reason="HARMONISE_REFERENCE does not name a folder of files")
def test_fields_of_htcds_are_those_of_the_standard():
    with (FOLDER / "htcds_2_0_fields.csv").open(encoding="utf-8-sig", newline="") as file:
        fields = list(csv.DictReader(file))
    layout = shipped_layout("htcds")
    assert [column.name for column in layout.columns] == [field["name"] for field in fields]
    for column, field in zip(layout.columns, fields, strict=True):
        codes = field["values"].split("|") if "|" in field["values"] else []
        if codes:
            # A later edition of a list has more than the picklist of the standard.
            assert [code.code for code in code_list(column.lists[0], "1").codes] == codes
            assert [code_list(column.lists[0]).find(code).code for code in codes] == codes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "mine: expected TOML; "),
        ('title = "A"', "mine: expected the entry 'name', which is missing."),
        ('name = 1\ntitle = "A"\nrows = "cases"', "mine, name: expected str, found 1."),
        ('name = "a"\ntitle = "A"\nrows = "lines"', "mine, rows: expected one of cases, figures; found 'lines'."),
        (SMALL + "colour = 1", "mine: there is no entry 'colour'."),
        (SMALL + '[[column]]\nname = "x"\nsize = 1', "mine, column 1 x: there is no entry 'size'."),
        (
            SMALL + '[[column]]\nname = "x"\n[[column]]\nname = "X"',
            "mine: expected each heading once; 'x' is there twice.",
        ),
        (
            SMALL + 'key = ["y"]\n[[column]]\nname = "x"',
            "mine, key: expected the name of a column of this layout, found 'y'.",
        ),
        (
            SMALL + '[kinds]\n"*" = "hidden"',
            "mine, kind of '*': expected one of count, zero, not recorded, not applicable, ",
        ),
        (SMALL + '[[column]]\nname = "x"\nrequired = 1', "mine, column 1 x, required: expected bool, found 1."),
        (
            SMALL + '[[column]]\nname = "x"\nlowest = true',
            "mine, column 1 x, lowest: expected int or float, found True.",
        ),
        (
            SMALL + '[[column]]\nname = "x"\ntype = "date"\nlowest = "2020"',
            "mine, column 1 x, lowest: expected YYYY-MM-DD or today, found '2020'.",
        ),
        (
            SMALL
            + '[[column]]\nname = "x"\n[[rule]]\nid = "r"\ncolumn = "x"\nfails = "1"\ntitle.fr = "x"\nexpected = "y"',
            "mine, rule 1 r, title: expected en and any of ar, es, fr, ru, zh; found fr.",
        ),
        (SMALL + '[[column]]\nname = "x"\ntarget = "sex"', "mine, column x: target needs the list that is mapped"),
        (SMALL + '[[column]]\nname = "x"\n[[column]]\nname = "x text"', "mine, column x text: that is how rules name"),
        (
            SMALL + 'figure = "x"\n[[column]]\nname = "x"',
            "mine, figure or jump: expected x to have the type whole number",
        ),
        (
            SMALL + '[[order]]\nearlier = "x"\nlater = "x"\n[[column]]\nname = "x"',
            "mine, order: expected x to have the type date.",
        ),
        (
            SMALL + '[[column]]\nname = "x"\n[[jump]]\nalong = "x"\nfactor = 5',
            "mine: total, parts and jump need the name",
        ),
    ],
)
def test_a_faulty_layout_is_refused_with_its_place(text, sentence):
    with pytest.raises(InvalidLayout) as error:
        parse_layout(text, "mine")
    assert str(error.value).startswith(sentence)


def test_an_unknown_layout_names_those_there_are():
    with pytest.raises(InvalidLayout, match=r"There is no layout 'hdcts'\. Expected one of unodc, htcds, "):
        read_layout("hdcts")
