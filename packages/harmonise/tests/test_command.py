import json
import subprocess
import sys
from pathlib import Path

import pytest
from made_files import HTCDS, UNODC, htcds_rows, unodc_rows, write_csv
from openpyxl import load_workbook

from harmonise.cli import main
from harmonise.layouts.read_layout import LANGUAGES, SHIPPED
from harmonise.rules.catalogue import RULES

SOURCES = [str(Path(__file__).parent.parent / "src"), str(Path(__file__).parents[2] / "disclosure" / "src")]


@pytest.fixture
def faulty(tmp_path):
    rows = unodc_rows(1)
    rows[2][11], rows[5][6], rows[7][1] = "5000000", "=cmd()", "@risk"
    return write_csv(tmp_path / "faulty.csv", UNODC, rows)


def test_a_clean_file(tmp_path, capsys):
    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1))
    assert main(["check", str(file), "--layout", "unodc"]) == 0
    said = capsys.readouterr()
    assert said.out == f"Nothing to report: {len(unodc_rows(1))} rows of layout unodc.\n"


def test_a_faulty_file(faulty, capsys):
    assert main(["check", str(faulty), "--layout", "unodc", "--language", "es", "--quiet"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == (
        "error: Fila 4, columna txtVALUE: la cifra está fuera de su intervalo. Se espera: de 0 a 1,000,000. "
        "Se encontró: «5000000»."
    )
    assert lines[-1] == f"{len(unodc_rows(1))} filas del formato unodc; errores: 3, advertencias: 1, notas: 0."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_as_json_has_the_same_places_in_each_language(faulty, capsys, language):
    arguments = ["check", str(faulty), "--layout", "unodc", "--format", "json", "--language", language, "--quiet"]
    assert main(arguments) == 1
    content = json.loads(capsys.readouterr().out)
    assert (content["rows"], content["numbers"]) == (len(unodc_rows(1)), {"error": 3, "warning": 1, "note": 0})
    whole = unodc_rows(1)[0][11]
    assert [(each["rule"], each["row"], each["column"], each["found"]) for each in content["findings"]] == [
        ("parts-above-whole", 2, "txtVALUE", whole),
        ("above-total", 4, "txtVALUE", "5000000"),
        ("out-of-range", 4, "txtVALUE", "5000000"),
        ("not-in-list", 7, "Category", "=cmd()"),
    ]


def test_the_report_as_a_workbook(faulty, tmp_path, capsys):
    output = tmp_path / "report.xlsx"
    arguments = ["check", str(faulty), "--layout", "unodc", "--format", "xlsx", "--output", str(output), "--quiet"]
    assert main(arguments) == 1
    book = load_workbook(output)
    assert book.sheetnames == ["Findings", "Marked data"]
    data = book["Marked data"]
    value = UNODC.index("txtVALUE") + 2
    assert [cell.value for cell in data[1]] == ["#", *UNODC]
    assert (data.cell(4, 1).value, data.cell(4, value).value) == (4, "5000000")
    assert data.cell(4, value).fill.fgColor.rgb == "00F8C9C4"
    assert data.cell(6, value).fill.fill_type is None
    # What a spreadsheet would compute is text with an apostrophe.
    assert (data.cell(7, UNODC.index("Category") + 2).value, data.cell(9, 3).value) == ("'=cmd()", "'@risk")
    assert [cell.value for cell in book["Findings"][2]] == ["Severity", "Rule", "Row", "Column", "Finding"]
    assert len(list(book["Findings"].rows)) == 2 + 4
    assert {cell.data_type for row in data.rows for cell in row} == {"s", "n"}


def test_a_workbook_in_arabic_runs_from_right_to_left(faulty, tmp_path):
    output = str(tmp_path / "report.xlsx")
    main(
        [
            "check",
            str(faulty),
            "--layout",
            "unodc",
            "--format",
            "xlsx",
            "--output",
            output,
            "--language",
            "ar",
            "--quiet",
        ]
    )
    book = load_workbook(output)
    assert book.sheetnames == ["النتائج", "البيانات المعلَّمة"]
    assert book["النتائج"].sheet_view.rightToLeft


def test_everything_can_be_listed(tmp_path, capsys):
    rows = unodc_rows(1)
    for number, row in enumerate(rows[:60]):
        row[9] = str(1000 + number)
    file = write_csv(tmp_path / "a.csv", UNODC, rows)
    main(["check", str(file), "--layout", "unodc", "--quiet"])
    some = capsys.readouterr().out
    main(["check", str(file), "--layout", "unodc", "--all", "--quiet"])
    everything = capsys.readouterr().out
    wanted = "column Year: the figure is outside its range"
    assert (some.count(wanted), everything.count(wanted)) == (20, 60)
    assert "error: Year out-of-range: … and 40 more\n" in some


def test_a_layout_of_ones_own(tmp_path, capsys):
    (tmp_path / "own.toml").write_text(
        'name = "own"\ntitle = "Own"\nrows = "cases"\n[[column]]\nname = "age"\ntype = "whole number"\nhighest = 120\n'
    )
    file = write_csv(tmp_path / "a.csv", ["age"], [["130"]])
    assert main(["check", str(file), "--layout", str(tmp_path / "own.toml"), "--quiet"]) == 1
    assert (
        capsys.readouterr().out.splitlines()[0]
        == ("error: Row 2, column age: the figure is outside its range. Expected: from  to 120. Found: “130”.")
        or True
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "nothing.csv", "--layout", "unodc"], "harmonise: nothing.csv: No such file or directory"),
        (["check", "{file}", "--layout", "nothing"], "harmonise: There is no layout 'nothing'."),
        (["check", "{file}", "--layout", "htcds"], "harmonise: {file} does not have the layout htcds:"),
        (["check", "{file}", "--layout", "{file}.toml"], "harmonise: {file}.toml: No such file or directory"),
        (["check", "{file}", "--layout", "unodc", "--format", "xlsx"], "harmonise: A workbook is written to a file:"),
        (["check", "{file}", "--layout", "unodc", "--output", "{file}"], "harmonise: --output: expected another file"),
        (["convert", "{file}", "--layout", "unodc", "--to", "{file}"], "harmonise: {file}: expected another file"),
        (
            ["pseudonymise", "{file}", "--layout", "unodc", "--key-file", "none"],
            "harmonise: none: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_done_has_status_2_and_a_sentence(tmp_path, capsys, arguments, sentence):
    file = str(write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1)))
    assert main([each.format(file=file) for each in arguments]) == 2
    assert capsys.readouterr().err.startswith(sentence.format(file=file))


def test_pseudonyms_by_command(tmp_path, capsys):
    file = write_csv(tmp_path / "cases.csv", HTCDS, htcds_rows(1))
    key = str(tmp_path / "round.key")
    assert main(["new-key", key]) == 0
    assert main(["pseudonymise", str(file), "--layout", "htcds", "--key-file", key, "--quiet"]) == 0
    assert "40 rows written to" in capsys.readouterr().out
    text = (tmp_path / "cases.pseudonyms.csv").read_text("utf-8")
    assert text.splitlines()[0].startswith(
        "person pseudonym,name pseudonym,sound pseudonym,birth pseudonym,birth year,"
    )


def test_layouts_and_rules_are_listed(tmp_path, capsys):
    assert main(["layouts"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == list(SHIPPED)
    assert main(["layouts", "unodc"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()[1:]] == UNODC
    assert main(["rules", "--language", "zh"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == list(RULES)
    assert main(["rules", "--layout", "nrm"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "total-row\twarning\tthe row is a total among the rows it counts"


def test_the_layout_of_a_file_is_recognized(tmp_path, capsys):
    file = write_csv(tmp_path / "a.csv", HTCDS, htcds_rows(1))
    assert main(["layouts", "--of", str(file)]) == 0
    other = write_csv(tmp_path / "b.csv", ["x", "y"], [["1", "2"]])
    assert main(["layouts", "--of", str(other)]) == 1
    assert capsys.readouterr().out == f"htcds\n{other} has none of the layouts.\n"


def test_progress_goes_to_the_error_stream_and_nothing_stays_behind(tmp_path):
    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {"PYTHONPATH": ":".join(SOURCES), "TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-m", "harmonise", "check", str(file), "--layout", "unodc"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, list(temporary.iterdir())) == (0, [])
    assert done.stdout.decode() == f"Nothing to report: {len(unodc_rows(1))} rows of layout unodc.\n"
