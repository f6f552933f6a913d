from datetime import date

import pytest
from made_files import HTCDS, SYNTHETIC, UNODC, htcds_rows, synthetic_rows, unodc_rows, write_csv, write_json

from harmonise import check_file, finding_sentence, parse_layout, read_layout
from harmonise.errors import InvalidLayout, UnreadableFile, WrongLayout
from harmonise.layouts.layout import Severity
from harmonise.layouts.read_layout import LANGUAGES
from harmonise.reports.sentences import expected_text, rule_title, texts
from harmonise.rules.catalogue import RULES

SHELTER = """
name = "shelter"
title = "Register of a shelter"
rows = "cases"
key = ["number"]
[kinds]
"-99" = "not recorded"
"<5" = { kind = "suppressed", low = 1, high = 4 }
[[column]]
name = "number"
required = true
[[column]]
name = "age"
aliases = ["Edad"]
type = "whole number"
lowest = 0
highest = 120
[[column]]
name = "sex"
type = "code"
codes = { F = ["female", "mujer"], M = ["male"] }
filled = true
[[column]]
name = "came"
type = "date"
lowest = "2000-01-01"
highest = "today"
[[column]]
name = "left"
type = "date"
[[column]]
name = "story"
personal = "free text"
[[order]]
earlier = "came"
later = "left"
[[rule]]
id = "child-alone"
severity = "warning"
column = "age"
fails = '''"age" BETWEEN 0 AND 11 AND "sex" = 'F' '''
title = "a girl below twelve"
expected = { en = "a guardian", fr = "un tuteur" }
"""
HEADER = ["number", "age", "sex", "came", "left", "story"]
TODAY = date(2026, 1, 1)


def found(tmp_path, *rows, header=HEADER, layout=SHELTER):
    """Rule, row, column and what stands there, of each finding."""
    file = write_csv(tmp_path / "file.csv", header, [list(row) for row in rows])
    report = check_file(file, parse_layout(layout), today=TODAY)
    return [(each.rule, each.row, each.column, each.found) for each in report.findings]


GOOD = ("1", "30", "F", "2020-01-01", "2020-02-01", "")


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (1, "-99", []),
        (1, "<5", []),
        (1, "", []),
        (1, "30.0", []),
        (1, "1,000", [("out-of-range", 2, "age", "1,000")]),
        (1, "121", [("out-of-range", 2, "age", "121")]),
        (1, "-1", [("out-of-range", 2, "age", "-1")]),
        (1, "30.5", [("not-a-whole-number", 2, "age", "30.5")]),
        (1, "thirty", [("not-a-whole-number", 2, "age", None)]),
        (1, "1_000", [("not-a-whole-number", 2, "age", "1_000")]),
        (1, "0x1F", [("not-a-whole-number", 2, "age", None)]),
        (1, "٣٠", [("not-a-whole-number", 2, "age", "٣٠")]),
        (2, "mujer", []),
        (2, "FEMALE", []),
        (2, "", [("empty-cell", 2, "sex", "")]),
        (2, "girl", [("not-in-list", 2, "sex", "girl")]),
        (2, "fÃ©mina", [("mis-encoded", 2, "sex", "fÃ©mina")]),
        (3, "2020-13-01", [("not-a-date", 2, "came", "2020-13-01")]),
        (3, "01/02/2020", [("not-a-date", 2, "came", "01/02/2020")]),
        (3, "43831", [("date-as-number", 2, "came", "43831")]),
        (3, "1999-12-31", [("date-out-of-range", 2, "came", "1999-12-31")]),
        (3, "2020-02-02", [("dates-out-of-order", 2, "left", "2020-02-01")]),
        (5, "an ordinary text", []),
    ],
)
def test_single_cells(tmp_path, place, text, expected):
    row = list(GOOD)
    row[place] = text
    assert found(tmp_path, row) == expected


@pytest.mark.parametrize(
    "text",
    [
        "write to amal@example.org",
        "her number is +216 20 123 456",
        "tel. 06 12 34 56 78",
        "passport K1234567",
        "Mme Traoré accompanied her",
        "she is called Fatou",
        "السيدة نور حضرت",
        "王女士陪同",
        "г-жа Иванова",
    ],
)
def test_what_identifies_a_person_is_found_in_a_text_and_not_repeated(tmp_path, text):
    assert found(tmp_path, (*GOOD[:5], text)) == [("personal-data", 2, "story", None)]


@pytest.mark.parametrize("text", ["Came on 12 May 2020 with 2 bags", "Room 204, bed 3", "Case 2020/114 of the court"])
def test_dates_and_short_numbers_identify_nobody(tmp_path, text):
    assert found(tmp_path, (*GOOD[:5], text)) == []


def test_a_value_of_a_column_with_names_is_not_repeated_in_any_report(tmp_path):
    rows = htcds_rows(1)
    rows[3][2] = "Canary Bird"
    rows[4][13] = "Canary.Bird@example.org"
    rows[5][5] = "Canary 06"
    report = check_file(write_csv(tmp_path / "a.csv", HTCDS, rows), read_layout("htcds"), today=TODAY)
    assert {each.row for each in report.findings} == {5, 6, 7}
    for language in LANGUAGES:
        assert "Canary" not in " ".join(finding_sentence(each, language, report.layout) for each in report.findings)


def test_rules_of_a_layout_are_queries_on_values(tmp_path):
    assert found(tmp_path, ("1", "11", "female", "", "", ""), ("2", "-99", "F", "", "", "")) == [
        ("child-alone", 2, "age", "11")
    ]


def test_words_of_a_layouts_own_rule_fall_back_to_english(tmp_path):
    file = write_csv(tmp_path / "a.csv", HEADER, [["1", "11", "F", "", "", ""]])
    layout = parse_layout(SHELTER)
    (finding,) = check_file(file, layout).findings
    assert finding.severity is Severity.WARNING
    assert finding_sentence(finding, "fr", layout) == (
        "Ligne 2, colonne age : a girl below twelve. Attendu : un tuteur. Trouvé : « 11 »."
    )


@pytest.mark.parametrize("fails", ['"age" <', '"nothing" = 1', "(SELECT 1", "age = 1; DROP TABLE cells"])
def test_a_rule_that_is_no_sql_is_refused(tmp_path, fails):
    layout = SHELTER.replace('"age" BETWEEN 0 AND 11 AND "sex" = \'F\' ', fails)
    with pytest.raises(InvalidLayout, match="shelter: a rule on age cannot be used"):
        found(tmp_path, GOOD, layout=layout)


def test_a_rule_cannot_read_other_files(tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    fails = f"EXISTS (SELECT 1 FROM read_csv('{tmp_path}/secret.csv'))"
    layout = SHELTER.replace('"age" BETWEEN 0 AND 11 AND "sex" = \'F\' ', fails)
    with pytest.raises(InvalidLayout, match="a rule on age cannot be used"):
        found(tmp_path, GOOD, layout=layout)


def test_the_same_key_twice(tmp_path):
    file = write_csv(tmp_path / "a.csv", HEADER, [list(GOOD), ["2", *GOOD[1:]], list(GOOD), list(GOOD)])
    (finding,) = check_file(file, parse_layout(SHELTER)).findings
    assert (finding.rule, finding.row, finding.rows) == ("repeated-key", 4, (2, 4, 5))


def test_other_headings_and_other_cases_of_letters_are_recognized(tmp_path):
    header = ["NUMBER", " edad ", "Sex", "came", "left", "story"]
    assert found(tmp_path, GOOD, header=header) == []


def test_missing_unknown_and_repeated_columns(tmp_path):
    assert found(tmp_path, ("30", "F", "x", "31"), header=["age", "sex", "shoe size", "Age"]) == [
        ("repeated-column", 1, "Age", ""),
        ("missing-column", 1, "number", ""),
        ("unknown-column", 1, "shoe size", ""),
    ]


def test_a_file_of_another_layout_is_refused_with_the_nearest(tmp_path):
    file = write_csv(tmp_path / "a.csv", HTCDS, htcds_rows(1))
    with pytest.raises(WrongLayout) as error:
        check_file(file, read_layout("unodc"))
    assert str(error.value) == (
        f"{file} does not have the layout unodc: of its 13 columns 0 are there. "
        "Missing: Iso3_code, Country, Indicator, Dimension, Category, Sex, Age, Year. "
        "Unknown: prs_FirstName, prs_SecondName, prs_Birthdate, prs_Gender, prs_Citizenship, prs_MobilePhone, "
        "vic_TraffickingStatus, vic_AgeWhenTrafficked. It looks like htcds."
    )


def test_all_findings_are_counted_and_some_listed(tmp_path):
    rows = synthetic_rows(1, 500)
    for row in rows:
        row[0] = "1066"
    file = write_csv(tmp_path / "a.csv", SYNTHETIC, rows)
    report = check_file(file, read_layout("ctdc-synthetic"), listed=10)
    assert report.by_rule() == {"out-of-range": 500}
    assert [each.row for each in report.findings] == list(range(2, 12))


def test_suppressed_totals_bound_their_parts(tmp_path):
    rows = [row for row in unodc_rows(1) if row[0] == "PER" and row[9] == "2019" and row[4] == "Persons convicted"]
    total = next(row for row in rows if row[5:9] == ["Total"] * 4)
    total[11] = "<5"
    report = check_file(write_csv(tmp_path / "a.csv", UNODC, rows), read_layout("unodc"))
    known = [n for n, row in enumerate(rows, 2) if row[11] != "<5" and int(row[11].replace(",", "")) > 4]
    assert [f.row for f in report.findings if f.rule == "above-hidden-total"] == known
    assert {f.details["total"] for f in report.findings if f.rule == "above-hidden-total"} == {"4"}


def test_every_rule_has_its_words_in_six_languages():
    words = texts()
    assert set(words["rule"]) == set(RULES)
    for rule, parts in words["rule"].items():
        for part, languages in parts.items():
            assert set(languages) == set(LANGUAGES), (rule, part)
            names = {text.count("{") for text in languages.values()}
            assert len(names) == 1, (rule, part)
    for section in ("severity", "summary", "phrase"):
        assert {tuple(each) for each in words[section].values()} == {("en", "ar", "es", "fr", "ru", "zh")}


def test_a_sentence_says_the_same_in_each_language(tmp_path):
    rows = unodc_rows(1)
    rows[4][11] = "5000000"
    report = check_file(write_csv(tmp_path / "a.csv", UNODC, rows), read_layout("unodc"))
    finding = next(each for each in report.findings if each.rule == "out-of-range")
    for language in LANGUAGES:
        sentence = finding_sentence(finding, language)
        wanted = ("6", "txtVALUE", rule_title("out-of-range", language), expected_text(finding, language), "5000000")
        assert [each for each in wanted if each not in sentence] == []
    assert finding_sentence(finding, "zh") == (
        "第 6 行，txtVALUE 列：数值超出范围。应为：0 至 1,000,000。实为：“5000000”。"
    )


def test_an_export_of_primero(tmp_path):
    record = {
        "sex": "female",
        "age": 15,
        "registration_date": "2021-05-31",
        "protection_concerns": ["trafficked_smuggled"],
    }
    wrong = {"sex": "f", "age": "fifteen", "family_details": [{"name": "x"}, {"name": "y"}]}
    file = write_json(tmp_path / "cases.json", {"data": [{"data": record}, {"data": wrong}]})
    report = check_file(file, read_layout("primero"))
    assert sorted((f.rule, f.row, f.column, f.found) for f in report.findings) == [
        ("nested-records", 2, "family_details", "2"),
        ("not-a-whole-number", 2, "age", None),
        ("not-in-list", 2, "sex", "f"),
    ]


def test_a_table_of_the_nrm(tmp_path):
    header = [c.name for c in read_layout("nrm").columns]
    rows = [
        ["Police", "Essex", "Labour & Criminal", "Adult (18 or over)", "Male", "Albania / Italy", "3"],
        ["Police", "Essex", "Labour", "Adult (18 or over)", "Male", "Male total", "3"],
        ["Police", "Essex", "Pranks", "Adult (18 or over)", "Male", "Albania", "1"],
    ]
    report = check_file(write_csv(tmp_path / "nrm.csv", header, rows), read_layout("nrm"))
    assert [(f.rule, f.row, f.column) for f in report.findings] == [
        ("total-row", 3, "People"),
        ("not-in-list", 4, "Exploitation type"),
    ]


def test_a_folder_without_such_a_file(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_text("x")
    with pytest.raises(
        UnreadableFile, match=r"expected a file \.csv, \.tsv, \.txt, \.xlsx, \.xlsm, \.xls, \.ods, \.json; found \.pdf"
    ):
        check_file(file, read_layout("unodc"))
