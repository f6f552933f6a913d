"""Questionnaires as YAML: read strictly, every fault with its place, and written again."""

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.returns.exchange.xlsform import read_xlsform, write_xlsform
from palermo.returns.read_structure import LARGEST, StructureError, check_structure, read_structure
from palermo.returns.structure import Dimension, Rule, Section, Side, Structure, Table
from palermo.returns.write_structure import write_structure
from palermo.site.tables.sheets import TableRefused
from tests.factories.returns import SMALL

COUNTRIES = {"m49/1": {"004": MultilingualText({"en": "Afghanistan"}), "040": MultilingualText({"en": "Austria"})}}


def faults(content: str, codes_of=None) -> list[str]:
    """The faults, without the numbers of their lines."""
    return [re.sub(r"^Line \d+(, |: )", "", each) for each in check_structure(content, codes_of).faults]


def test_a_questionnaire_is_read_with_its_tables_cells_and_rules():
    structure = read_structure(SMALL)
    assert [section.key for section in structure.sections] == ["victims", "justice"]
    assert [*structure.tables] == ["detected", "citizenships", "convicted"]
    detected = structure.tables["detected"]
    assert [*detected.cells()] == [
        f"{sex}.{age}" for sex in ("total", "female", "male") for age in ("total", "adult", "child")
    ]
    assert (detected.asks, detected.units, detected.rows[0].total) == (
        ("article", "agency", "unit"),
        ("persons",),
        "total",
    )
    assert [structure.tables[key].has_open_rows for key in structure.tables] == [False, True, False]
    assert sum(1 for _cell in structure.cells()) == 12
    assert [(rule.id, rule.kind, rule.side, rule.of) for rule in structure.rules] == [
        ("sum-of-sexes", "sum", "rows", ("female", "male")),
        ("sum-of-ages", "sum", "columns", ("adult", "child")),
        ("jump", "jump", "rows", ()),
    ]


def test_every_fault_is_named_with_its_place_at_once():
    broken = (
        SMALL.replace("rows: [{dimension: sex, total: total}]", "rows: [{dimension: sexx, total: total}]", 1)
        .replace("child: {en: Children}", "child: {en: Children}, child: {en: Minors}")
        .replace("units: [persons]", "units: [people]", 1)
        .replace("title: {en: Criminal justice}", "title: {xx: Criminal justice}")
        .replace("table: detected, side: columns", "table: detekted, side: colums")
        .replace("factor: 5", "factor: 0.5, fctor: 5")
    )
    assert faults(broken) == [
        "dimensions.age.codes: the key “child” occurs twice.",
        "sections[0].tables[0].rows[0]: there is no dimension “sexx”. Possible: “sex”, “age”, “citizenship”, “year”.",
        "sections[0].tables[0].units[0]: there is no unit “people”. Possible: “persons”.",
        "sections[1].title: there is no key “xx” here. Possible: “ar”, “zh”, “en”, “fr”, “ru”, “es”.",
        "sections[1].title: the text is empty. Enter it in at least one language.",
        "rules[1].side: “colums” cannot be used. Possible: “rows”, “columns”.",
        "rules[1].table: there is no table “detekted”. Possible: “detected”, “citizenships”, “convicted”.",
        "rules[2]: there is no key “fctor” here. Possible: “id”, “kind”, “table”, “severity”, “side”, “code”, “of”, "
        "“other_table”, “low”, “high”, “factor”, “sentence”.",
        "rules[2].factor: expected a number above 1.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("code: total, of: [female, male]", "code: totl, of: [female, male]", "rules[0].code: the table “detected” "),
        ("of: [female, male]", "of: [female, adult]", "rules[0].of[1]: the table “detected” has no code “adult”."),
        ("of: [female, male]", "of: [total, male]", "rules[0].of: “total” cannot be compared with itself."),
        ("of: [female, male]", "of: [male, male]", "rules[0].of: a code occurs twice."),
        ("factor: 5, ", "", "rules[2]: a rule “jump” needs the key “factor”."),
        ("kind: jump", "kind: range", "rules[2]: a rule “range” needs “low”, “high” or both."),
        ("kind: jump", "kind: jumps", "rules[2].kind: “jumps” cannot be used."),
        ("id: jump", "id: sum-of-ages", "rules[2].id: the key “sum-of-ages” occurs twice."),
        ("key: convicted", "key: detected", "sections[1].tables[0].key: the key “detected” occurs twice."),
        ("key: convicted", "key: Convicted!", "sections[1].tables[0].key: “Convicted!” cannot be used."),
        ("open: true", "open: maybe", "dimensions.citizenship.open: “maybe” cannot be used."),
        (
            "list: m49/1, open: true",
            "open: true",
            "dimensions.citizenship: a dimension that is open needs a code list.",
        ),
        ("list: sex/1", "list: sex", "dimensions.sex.list: “sex” cannot be used."),
        ("columns: [{dimension: age, total: total}]", "columns: []", "sections[0].tables[0].columns: at least one "),
        (
            "columns: [{dimension: age, total: total}]",
            "columns: [{dimension: citizenship}]",
            "sections[0].tables[0].columns: only rows can be open.",
        ),
        (
            "columns: [{dimension: age, total: total}]",
            "columns: [{dimension: sex}]",
            "sections[0].tables[0]: the dimension “sex” is used twice in one table.",
        ),
        ("rows: [{dimension: citizenship}]", "rows: 3", "sections[0].tables[1].rows: expected a list, found “3”."),
        ("guidance: {en: Count each person once.}", "guidance: Count.", "sections[0].tables[0].guidance: expected a "),
    ],
)
def test_a_fault_is_a_sentence_with_its_place(before, after, fault):
    assert before in SMALL
    found = faults(SMALL.replace(before, after, 1))
    # What follows from it in a rule may be named besides.
    assert found[0][: len(fault)] == fault
    assert all(each.startswith("rules[") for each in found[1:])


def test_codes_are_looked_up_in_the_list_that_is_named():
    lists = {"sex/1": ["total", "female", "men"], "m49/1": []}
    assert faults(SMALL, lists.get) == [
        "dimensions.sex.codes.male: the code list sex/1 has no code “male”. Possible: “total”, “female”, “men”."
    ]
    assert faults(SMALL, {"sex/1": {"female", "male"}}.get) == [
        "dimensions.citizenship.list: there is no code list “m49/1”."
    ]


def test_a_language_that_is_missing_is_a_warning():
    reading = check_structure(SMALL)
    assert reading.structure is not None
    assert [each.split(":")[0] for each in reading.warnings] == [
        "18 texts are missing in Arabic",
        "18 texts are missing in Chinese",
        "12 texts are missing in French",
        "18 texts are missing in Russian",
        "18 texts are missing in Spanish",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "The file is empty. Expected a questionnaire with the key “sections”."),
        ("- victims", "expected a mapping (key: value), found a list."),
        ("sections: [", "this is not valid YAML (did not find expected node content)."),
        ("a: &a {en: A}\nb: *a", "references (“&” and “*”) are not supported. Write the text out."),
        ("[" * 50_000, "this is not valid YAML (exceeded maximum nesting depth)."),
        ("\x00", "The file is not valid YAML: it has characters or a depth that YAML does not allow."),
        (
            "x" * (LARGEST + 1),
            f"The file is too large: expected at most {LARGEST} bytes, found {LARGEST + 1}.",
        ),
    ],
)
def test_what_is_no_questionnaire_is_refused_without_reading_on(content, fault):
    assert faults(content) == [fault]


def test_nothing_is_constructed_from_what_a_file_says():
    with pytest.raises(StructureError) as refused:
        read_structure("!!python/object/apply:os.system [exit 3]")
    assert refused.value.faults == ["Line 1: expected a mapping (key: value), found a list."]


def test_a_code_is_what_is_written_not_a_number_or_a_truth_value():
    content = SMALL.replace("male: {en: Male, fr: Hommes}", "no: {en: No}, 004: {en: Four}").replace(
        "of: [female, male]", "of: [female, no, 004]"
    )
    structure = read_structure(content)
    assert [*structure.dimensions["sex"].codes] == ["total", "female", "no", "004"]
    assert structure.rules[0].of == ("female", "no", "004")


def names(words: str) -> MultilingualText:
    return MultilingualText({code: f"{words} {code}" for code in CODES})


KEYS = st.sampled_from(["a", "b-c", "d_e", "f1", "no", "true", "null"])
CODES_OF_LISTS = st.sampled_from(["total", "004", "no", "0-17", "18+", "_T", "true", "1e3", "null", "B"])
# Words that YAML and spreadsheets could take for something else.
WORDS = st.one_of(
    st.sampled_from(["no", "1e3", "#", "- a", "a: b", "'", '"', "=1+1", "@x", "null", "~", "{a}", "السخرة", "劳役"]),
    st.lists(st.sampled_from("aé’:#-\"'{}[]&*!|>%@`,?=+1劳ж"), min_size=1, max_size=8).map("".join),
)
TEXTS = st.dictionaries(st.sampled_from(CODES), WORDS, min_size=1).map(MultilingualText)


@st.composite
def structures(draw) -> Structure:
    keys = draw(st.lists(KEYS, min_size=3, max_size=5, unique=True))
    dimensions = {
        key: Dimension(
            key,
            draw(TEXTS),
            {code: draw(TEXTS) for code in draw(st.lists(CODES_OF_LISTS, min_size=2, max_size=3, unique=True))},
        )
        for key in keys
    }
    dimensions["country"] = Dimension("country", draw(TEXTS), {}, "m49/1", is_open=True)
    units = {key: draw(TEXTS) for key in draw(st.lists(KEYS, max_size=2, unique=True))}
    tables = []
    for number in range(draw(st.integers(1, 3))):
        row, column = draw(st.permutations(keys))[:2]
        is_open = draw(st.booleans())
        total = draw(st.sampled_from(["", next(iter(dimensions[row].codes))]))
        rows = (Side(dimensions["country"]),) if is_open else (Side(dimensions[row], total),)
        tables.append(
            Table(
                key=f"t{number}",
                title=draw(TEXTS),
                rows=rows,
                columns=(Side(dimensions[column]),),
                guidance=draw(st.one_of(st.just(MultilingualText()), TEXTS)),
                units=tuple(units),
                asks=draw(st.sampled_from([(), ("article",), ("agency", "unit")])),
            )
        )
    rules = [
        Rule(f"range{number}", "range", table.key, "warning", low=number, high=9) for number, table in enumerate(tables)
    ]
    for number, table in enumerate(tables):
        if not table.has_open_rows:
            first, *others = table.rows[0].dimension.codes
            rules.append(Rule(f"sum{number}", "sum", table.key, code=first, of=tuple(others), sentence=draw(TEXTS)))
    section = Section("s", draw(TEXTS), tuple(tables), draw(st.one_of(st.just(MultilingualText()), TEXTS)))
    used = {side.dimension.key for table in tables for side in (*table.rows, *table.columns)}
    return Structure((section,), {key: each for key, each in dimensions.items() if key in used}, units, tuple(rules))


@settings(deadline=None, max_examples=60)
@given(structures())
def test_what_is_written_is_read_again(structure):
    assert read_structure(write_structure(structure)) == structure


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(structures())
def test_an_xlsform_that_was_written_is_read_again(structure):
    content = write_xlsform(structure, title="Title", form_id="form", version="1", codes_in=COUNTRIES)
    assert read_structure(read_xlsform(content, "form.xlsx")) == structure


def form_of(structure: Structure, **changes: str) -> bytes:
    """A workbook of a questionnaire in which cells of the survey were reworded."""
    content = write_xlsform(structure, title="Title", form_id="form", version="1", codes_in=COUNTRIES)
    book = load_workbook(BytesIO(content))
    for row in book["survey"].iter_rows(min_row=2):
        for cell in row:
            cell.value = changes.get(str(cell.value), cell.value)
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def test_the_small_questionnaire_is_an_xlsform_that_is_read_again(tmp_path):
    structure = read_structure(SMALL)
    content = form_of(structure)
    assert read_structure(read_xlsform(content, "form.xlsx")) == structure
    (tmp_path / "form.xlsx").write_bytes(content)
    result = convert(xlsform=str(tmp_path / "form.xlsx"), validate=False)
    assert result.warnings == []
    # Twelve figures, two in the group that repeats (its row and its number), and what is asked for two tables.
    assert len(re.findall(r"<bind ", result.xform)) == 12 + 2 + 6 + 1


def test_a_text_that_was_reworded_in_the_workbook_is_taken():
    structure = read_structure(SMALL)
    content = form_of(structure, **{"Detected victims": "Victims found"})
    read = read_structure(read_xlsform(content, "form.xlsx"))
    assert read.tables["detected"].title == {"en": "Victims found", "fr": "Victimes détectées"}


def test_another_workbook_is_refused_with_what_is_missing():
    book = load_workbook(BytesIO(form_of(read_structure(SMALL))))
    del book["palermo_tables"]
    changed = BytesIO()
    book.save(changed)
    with pytest.raises(TableRefused) as refused:
        read_xlsform(changed.getvalue(), "form.xlsx")
    assert refused.value.sentences == [
        "There is no sheet “palermo_tables”. Expected a workbook that was downloaded here as XLSForm."
    ]


def test_a_group_that_was_renamed_in_the_workbook_is_named():
    with pytest.raises(TableRefused) as refused:
        read_xlsform(form_of(read_structure(SMALL), t_detected="t_found"), "form.xlsx")
    assert refused.value.sentences == ["survey: there is no group “t_detected”."]


COMPARED = """
        compared_with:
          - layout: unodc
            unit: persons
            where: {Indicator: Persons convicted, Dimension: Total, Category: Total, Age: Total}
            codes: {sex: {total: {Sex: Total}, female: {Sex: Female}, male: {}}}
            note: {en: Of all courts.}
          - layout: unodc
            where: {Sex: Total, Age: Total}
            codes:
              sex:
                total: {Indicator: Persons prosecuted, Dimension: Total, Category: Total}
"""
WITH_COMPARED = SMALL.replace("\nrules:", COMPARED + "rules:")


def test_a_table_says_which_series_of_another_source_count_the_same_and_is_written_again():
    structure = check_structure(WITH_COMPARED, None, {"unodc": SERIES}.get).structure
    first, second = structure.tables["convicted"].compared_with
    where = {"Indicator": "Persons convicted", "Dimension": "Total", "Category": "Total", "Age": "Total"}
    assert (first.layout, first.unit, first.note["en"]) == ("unodc", "persons", "Of all courts.")
    assert first.series({"sex": "female", "year": "figure"}) == {**where, "Sex": "Female"}
    assert first.series({"sex": "male", "year": "figure"}) == where
    assert second.series({"sex": "female", "year": "figure"}) is None
    assert structure.tables["detected"].compared_with == ()
    assert read_structure(write_structure(structure)) == structure
    form = write_xlsform(structure, title="T", form_id="t", version="1", codes_in=COUNTRIES)
    assert read_structure(read_xlsform(form, "a.xlsx")) == structure


SERIES = ("Indicator", "Dimension", "Category", "Sex", "Age")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "layout: unodc\n            unit",
            "layout: unodk\n            unit",
            "there is no layout “unodk”",
        ),
        ("unit: persons\n            where", "unit: people\n            where", "there is no unit “people”."),
        (
            "Age: Total}\n            codes: {sex",
            "Agee: Total}\n            codes: {sex",
            "no column “Agee”",
        ),
        (", Age: Total}\n            codes: {sex", "}\n            codes: {sex", "the column “Age” has no label here."),
        ("codes: {sex: {total", "codes: {sexx: {total", "there is no dimension “sexx”."),
        ("male: {}}", "mail: {}}", "there is no key “mail” here."),
        ("note: {en: Of", "notes: {en: Of", "there is no key “notes” here."),
        (
            "codes: {sex: {total: {Sex: Total}, female: {Sex: Female}, male: {}}}",
            "codes: {}",
            "the key “sex” is missing.",
        ),
        ("Sex: Female", "Sex: [Female]", "expected a word, found a list."),
    ],
)
def test_a_faulty_comparison_is_named_with_its_place(before, after, sentence):
    assert WITH_COMPARED.count(before) == 1
    reading = check_structure(WITH_COMPARED.replace(before, after), None, {"unodc": SERIES}.get)
    assert reading.structure is None
    assert any(sentence in each and "compared_with[0]" in each for each in reading.faults), reading.faults


def test_open_rows_are_compared_by_a_column_with_the_same_codes():
    open_rows = SMALL.replace(
        "rows: [{dimension: citizenship}]\n        columns: [{dimension: year}]",
        "rows: [{dimension: citizenship}]\n        columns: [{dimension: year}]\n"
        "        compared_with: [{layout: unodc, codes: {citizenship: Category}}]",
    )
    [comparison] = read_structure(open_rows).tables["citizenships"].compared_with
    assert comparison.series({"citizenship": "840", "year": "figure"}) == {"Category": "840"}
    assert faults(open_rows.replace("citizenship: Category", "citizenship: {'840': {Category: A}}"))[0].endswith(
        "rows are open here. Expected the name of the column that has the same codes."
    )
