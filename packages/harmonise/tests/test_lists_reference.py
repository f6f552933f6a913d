"""Lists and mappings against files that are not part of the package.

Set HARMONISE_REFERENCE to the folder that holds them to run these tests.
"""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from harmonise.lists import LANGUAGES, code_list, mapping

FOLDER = Path(os.environ.get("HARMONISE_REFERENCE", "/nowhere"))
STATES = FOLDER.parent / "states"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="HARMONISE_REFERENCE does not name a folder of files")
COMPILATION = "158"  # A row that the compilation adds to the list of the United Nations.


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_areas(language):
    rows = rows_of(STATES / f"m49_{language}.csv")
    given = {row["M49 Code"]: row["Country or Area"] for row in rows if row["M49 Code"] != COMPILATION}
    m49 = code_list("m49")
    differing = {code: name for code, name in given.items() if m49.code(code).names[language] != name}
    # The compilation's own names, or its signs, where the United Nations writes otherwise.
    assert differing == {"en": {"384": "Ivory Coast", "528": "Netherlands"}, "ar": {"528": "هولندا (مملكة _)"}}.get(
        language, {}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_regions_and_what_they_contain(language):
    m49 = code_list("m49")
    levels = ("Intermediate Region", "Sub-region", "Region", "Global")
    for row in rows_of(STATES / f"m49_{language}.csv"):
        if row["M49 Code"] != COMPILATION:
            above = [(row[f"{level} Code"], row[f"{level} Name"]) for level in levels if row[f"{level} Code"]]
            assert [(code.code, code.names[language]) for code in m49.ancestors(row["M49 Code"])] == above


def test_groups_of_countries():
    columns = {
        "ldc": "Least Developed Countries (LDC)",
        "lldc": "Land Locked Developing Countries (LLDC)",
        "sids": "Small Island Developing States (SIDS)",
    }
    rows = rows_of(STATES / "m49_en.csv")
    for group, column in columns.items():
        ours = [code.code for code in code_list("m49").codes if code.attributes.get(group)]
        assert sorted(ours) == sorted(row["M49 Code"] for row in rows if row[column])


@pytest.mark.parametrize("number", [2, 3])
def test_codes_of_countries_by_their_numbers(number):
    rows = rows_of(STATES / "country_codes.csv")
    given = {
        row[f"ISO3166-1-Alpha-{number}"]: row["M49"].zfill(3)
        for row in rows
        if row["M49"] and row["M49"].zfill(3) != COMPILATION
    }
    one = mapping(f"iso-3166-alpha-{number}", "m49")
    ours = {code: one.translate(code).targets for code in given}
    assert ours == {code: (area,) for code, area in given.items()}


@pytest.mark.parametrize("treaty", ["18-12", "18-12-a", "18-12-b", "18-12-c"])
def test_every_participant_of_a_treaty_is_found(treaty):
    names = [row["Participant"] for row in rows_of(FOLDER / "treaties" / f"{treaty}.csv")]
    # The European Union is a participant and no area.
    assert [name for name in names if code_list("m49").find(name) is None] == ["European Union"]


@pytest.mark.slow
def test_countries_of_the_unodc_table_agree_with_their_codes():
    sheet = CalamineWorkbook.from_path(FOLDER / "glotip_unodc_2025-10-28.xlsx").get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    start = next(index for index, row in enumerate(rows) if row[0] == "Iso3_code")
    pairs = {(str(row[0]), str(row[1])) for row in rows[start + 1 :]}
    areas, iso = code_list("m49"), mapping("iso-3166-alpha-3", "m49")
    found = {pair: (areas.find(pair[1]), iso.translate(pair[0]).targets) for pair in pairs}
    assert [pair for pair, (area, targets) in found.items() if area is None or targets != (area.code,)] == []


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("org_Type", "htcds-organization-types"),
        ("prs_Gender", "htcds-gender"),
        ("prs_MaritalStatus", "htcds-marital-status"),
        ("prs_HighestLevelOfEducation", "htcds-education"),
        ("vic_TraffickingStatus", "htcds-trafficking-status"),
        ("vic_TraffickingStatusDecisionMakingOrg", "htcds-deciding-organizations"),
        ("vic_RelationshipToTrafficker", "htcds-relationship"),
        ("vic_RecruitmentWebsitesAndApps", "htcds-platforms"),
        ("vic_ExploitationWebsitesAndApps", "htcds-platforms"),
        ("vic_MethodOfRecruitment", "htcds-recruitment"),
        ("vic_MethodsOfControl", "htcds-methods-of-control/1"),
        ("vic_TypeOfExploitation", "htcds-forms"),
        ("vic_TypeOfSexExploitation", "htcds-sexual-forms"),
        ("vic_ForcedLabourIndustry", "htcds-industries"),
        ("vic_Vulnerabilities", "htcds-vulnerabilities"),
        ("per_RoleInProcess", "htcds-roles"),
        ("cas_Status", "htcds-case-status"),
        ("cas_ReasonForIncomingReferral", "htcds-referral-reasons"),
        ("cas_ReasonForOutgoingReferral", "htcds-referral-reasons"),
        ("hte_Type", "htcds-event-types"),
        ("spl_Type", "htcds-support-plans"),
    ],
)
def test_codes_of_htcds_and_their_labels(field, name):
    row = next(row for row in rows_of(FOLDER / "htcds_2_0_fields.csv") if row["name"] == field)
    values, edition = row["values"].split("|"), code_list(name)
    labels = [edition.find(label) for label in row["value_labels"].split("|")]
    assert [code.code for code in edition.codes] == values
    assert [label.code if label else None for label in labels] == values


COLUMNS = {
    "yearRegister": "ctdc-years",
    "gender": "ctdc-gender/1",
    "majorityStatus": "ctdc-majority",
    "UN_COO_Region": "ctdc-regions",
    "UN_COE_Region": "ctdc-regions",
    "IP_Gender": "ctdc-gender/1",
    "IP_ageBroad": "ctdc-perpetrator-age",
    "IP_citizen_UNRegion": "ctdc-regions",
    "IP_Relation": "ctdc-perpetrator-relations",
    "IP_PayMoney": "ctdc-payment",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_every_label_of_the_victim_perpetrator_file_is_in_a_list(column):
    cells = {row[column] for row in rows_of(FOLDER / "ctdc_vp_synthetic_condensed_2022-12-01.csv")}
    edition = code_list(COLUMNS[column])
    assert [label for cell in cells for label in edition.split(cell) if edition.find(label) is None] == []


def test_flags_of_the_victim_perpetrator_file_are_in_lists():
    columns = rows_of(FOLDER / "ctdc_vp_synthetic_condensed_2022-12-01.csv")[0].keys()
    lists = [code_list(name) for name in ("ctdc-forms", "ctdc-perpetrator-roles")]
    flags = [column for column in columns if column not in COLUMNS]
    assert [[flag for flag in flags if flag in edition] for edition in lists] == [
        ["isForcedLabour", "isSexualExploit"],
        ["IP_Exploiter", "IP_RecruiterBroker", "IP_TransactionProcess", "IP_ControlAbuseKidnap"],
    ]


def test_the_report_on_ages_of_perpetrators_has_the_numbers_of_the_dictionary():
    rows = rows_of(FOLDER / "ctdc_vp_synthetic_condensed_2022-12-01.csv")
    report = mapping("ctdc-perpetrator-age", "age-bands").report(Counter(row["IP_ageBroad"] for row in rows))
    # The dictionary's table: missing 17,993; 0--29 alone 306, with 30--38 in 8 and with 39--47 in 18.
    assert (report.cells, report.blank, [loss.cells for loss in report.losses]) == (21_195, 17_993, [306 + 8 + 18])
    # 30--38: 1196 + 8 + 18 + 3; 39--47: 1293 + 18 + 18 + 4; 48+: 356 + 3 + 4.
    assert report.uses["exact"] == (1196 + 8 + 18 + 3) + (1293 + 18 + 18 + 4) + (356 + 3 + 4)


def test_flags_and_countries_of_the_dictionary_of_2017():
    book = CalamineWorkbook.from_path(FOLDER / "ctdc_global_dataset_dictionary_2017-11-28.xlsx")
    columns = [str(row[0]).strip() for row in book.get_sheet_by_name(book.sheet_names[0]).to_python()[1:] if row[0]]
    prefixes = {
        "ctdc-means-of-control": "meansOfControl",
        "ctdc-labour": "typeOfLabour",
        "ctdc-sexual-forms": "typeOfSex",
        "ctdc-recruiter-relations": "recruiterRelation",
    }
    for name, prefix in prefixes.items():
        flags = [c for c in columns if c.startswith(prefix) and not c.endswith("Concatenated")]
        assert [code.code for code in code_list(name, "1").codes] == flags
    forms = [c for c in columns if c.startswith("is") and c != "isAbduction"]
    assert [code.code for code in code_list("ctdc-forms", "1").codes] == forms


@pytest.mark.parametrize("language", ["English", "Arabic", "Spanish", "French", "Russian", "Chinese"])
def test_short_names_of_united_nations_terminology_are_found(language):
    rows = [row for row in rows_of(STATES / "country_codes.csv") if row["M49"] and row["M49"].zfill(3) != COMPILATION]
    names = {row["M49"].zfill(3): row[f"UNTERM {language} Short"].replace("*", "").strip() for row in rows}
    found = {code: code_list("m49").find(name) for code, name in names.items() if name}
    assert [code for code, area in found.items() if area is None or area.code != code] == []


def test_names_of_countries_in_the_dictionary_of_2017_agree_with_their_codes():
    book = CalamineWorkbook.from_path(FOLDER / "ctdc_global_dataset_dictionary_2017-11-28.xlsx")
    rows = book.get_sheet_by_name(book.sheet_names[1]).to_python(skip_empty_area=False)
    start = next(index for index, row in enumerate(rows) if str(row[0]).strip() == "Country")
    end = next(index for index, row in enumerate(rows) if str(row[0]).strip() == "Language")
    pairs = [(str(row[1]).strip(), str(row[2]).strip()) for row in rows[start:end] if str(row[2]).strip()]
    one = mapping("iso-3166-alpha-2", "m49")
    different = []
    for code, name in pairs:
        area = code_list("m49").find(name)
        if area is None or one.translate(code).targets != (area.code,):
            different.append((code, name, area.names["en"] if area else None))
    # What the dictionary writes of parts of States and of Serbia has no code of its own in M49 or another one.
    assert different == [
        ("00", "Unknown Country", None),
        ("CN", "TIBET, PROVINCE OF CHINA", None),
        ("TW", "TAIWAN, PROVINCE OF CHINA", None),
        ("RS", "KOSOVO, SERBIA", None),
        ("Y2", "MONTENEGRO, PROVINCE OF SERBIA AND MONTENEGRO", None),
        ("RS", "SERBIA, PROVINCE OF SERBIA AND MONTENEGRO", None),
        ("RS", "SERBIA, PROVINCE OF SERBIA AND MONTENEGRO", None),
        ("RS", "SERBIA AND MONTENEGRO", "Serbia and Montenegro"),
    ]
