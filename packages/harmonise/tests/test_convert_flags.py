"""Flags become codes of one column in a converted file."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from harmonise.convert import convert_file
from harmonise.errors import InvalidLayout
from harmonise.layouts.read_layout import read_layout

COLUMNS = ["isForcedLabour", "isSexualExploit", "isSexAndLabour", "typeOfLabourAgriculture", "typeOfLabourBegging"]
LAYOUT = """
name = "mine"
title = "Flags"
rows = "cases"

[kinds]
"-99" = "not recorded"
"" = "not recorded"
"""
FLAGS = """
[[flags]]
name = "forms"
lists = ["ctdc-forms/1", "ctdc-labour/1"]
target = "forms"
"""
FOLDER = os.environ.get("HARMONISE_REFERENCE", "")


def layout_of(folder: Path, more: str = FLAGS):
    columns = "".join(f'\n[[column]]\nname = "{name}"\ntype = "whole number"\n' for name in COLUMNS)
    path = folder / "mine.toml"
    path.write_text(LAYOUT + columns + more, encoding="utf-8")
    return read_layout(path)


def convert(folder: Path, rows: list[str]):
    file, end = folder / "flags.csv", folder / "out.csv"
    file.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    done = convert_file(file, layout_of(folder), end)
    with end.open(encoding="utf-8", newline="") as written:
        return done, list(csv.DictReader(written))


def test_flags_say_together_which_forms_there_are(tmp_path):
    _, rows = convert(
        tmp_path,
        ["1,0,0,0,0", "1,1,-99,0,0", "0,0,1,0,0", "1,0,0,1,1", "0,0,0,0,0", "-99,-99,-99,-99,-99", ",,,,1"],
    )
    assert [row["forms"] for row in rows] == [
        "forced_labour",
        "forced_labour;sexual",
        "forced_labour;sexual",
        "forced_begging;forced_labour",
        "",
        "",
        "forced_begging",
    ]


def test_what_is_not_recorded_stays_apart_from_what_is_not(tmp_path):
    _, rows = convert(tmp_path, ["0,0,0,0,0", "-99,,0,0,0"])
    kinds = [[row[f"{name} kind"] for name in COLUMNS[:2]] for row in rows]
    assert kinds == [["zero", "zero"], ["not recorded", "not recorded"]]


def test_the_report_says_what_flags_lose(tmp_path):
    done, _ = convert(tmp_path, ["1,0,0,1,1", "0,1,0,0,0", "0,0,0,0,0"])
    reports = {each.column: (each.kinds, each.mapping, each.sentences) for each in done.columns[len(COLUMNS) :]}
    assert reports == {
        "forms (ctdc-forms)": (
            {"value": 2},
            "ctdc-forms, edition 1 to forms, edition 1, mapping 1",
            ["Cells: 3; blank: 1; codes mapped exactly: 2."],
        ),
        "forms (ctdc-labour)": (
            {"value": 1},
            "ctdc-labour, edition 1 to forms, edition 1, mapping 1",
            [
                "Cells: 3; blank: 2; codes mapped exactly: 1.",
                "“Agriculture” became the broader “Forced labour or services” (cells: 1). Lost: the sector of labour.",
            ],
        ),
    }


def test_a_file_that_is_there_is_replaced(tmp_path):
    convert(tmp_path, ["1,0,0,0,0", "1,0,0,0,0"])
    _, rows = convert(tmp_path, ["0,1,0,0,0"])
    assert [row["forms"] for row in rows] == ["sexual"]


def test_flags_of_which_the_file_has_none(tmp_path):
    layout = layout_of(tmp_path, FLAGS.replace('"ctdc-forms/1", "ctdc-labour/1"', '"ctdc-sexual-forms/1"'))
    file, end = tmp_path / "flags.csv", tmp_path / "out.csv"
    file.write_text(",".join(COLUMNS) + "\n1,0,0,0,0\n", encoding="utf-8")
    convert_file(file, layout, end)
    assert end.read_text(encoding="utf-8").splitlines()[1].endswith(",zero,")


def test_the_name_of_a_set_of_flags_is_no_heading_of_the_file(tmp_path):
    with pytest.raises(InvalidLayout, match="expected each heading once; 'isforcedlabour' is there twice"):
        layout_of(tmp_path, FLAGS.replace('"forms"\nlists', '"isForcedLabour"\nlists'))


@pytest.mark.skipif(not FOLDER, reason="HARMONISE_REFERENCE does not name a folder of files")
def test_forms_in_the_victim_perpetrator_file_are_as_many_as_its_dictionary_counts(tmp_path):
    end = tmp_path / "out.csv"
    convert_file(Path(FOLDER) / "ctdc_vp_synthetic_condensed_2022-12-01.csv", read_layout("ctdc-perpetrators"), end)
    with end.open(encoding="utf-8", newline="") as written:
        forms = Counter(form for row in csv.DictReader(written) for form in row["forms"].split(";") if form)
    assert forms == {"forced_labour": 12_248, "sexual": 2_775}
