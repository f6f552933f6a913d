"""Files of other makers: each is read and checked, or refused with a sentence that says what to do."""

import csv
import zipfile

import pytest
from made_files import HTCDS, SYNTHETIC, UNODC, htcds_rows, synthetic_rows, unodc_rows, write_csv, write_json
from openpyxl import Workbook
from sample_files import (
    CTDC_2021,
    K_ANONYMOUS,
    NATIONALITIES,
    NRM,
    NRM_ROWS,
    NRM_WIDE_HEADER,
    NRM_WIDE_ROWS,
    PRIMERO,
    TITLES,
    write_ods,
)

from harmonise import check_file, convert_file, read_layout
from harmonise.check import recognize_file
from harmonise.cli import main
from harmonise.errors import UnreadableFile, WrongLayout
from harmonise.layouts.read_layout import LANGUAGES


def found(file, layout):
    return [(f.rule, f.row, f.column, f.found) for f in check_file(file, read_layout(layout)).findings]


def converted(tmp_path, file, layout, *columns):
    """Rows of the new file: their number in the old one, and these columns."""
    convert_file(file, read_layout(layout), tmp_path / "new.csv")
    with (tmp_path / "new.csv").open(encoding="utf-8", newline="") as stream:
        return [tuple(row[name] for name in ("row", *columns)) for row in csv.DictReader(stream)]


@pytest.fixture
def referrals(tmp_path):
    """Sheets of a cover and a table, with titles above, footnotes in headings, and notes below."""
    below = [[None], ["Notes"], ["[c] is confidential"]]
    return write_ods(tmp_path / "tables.ods", {"Cover": [["Tables"]], "Table_1": [*TITLES, NRM, *NRM_ROWS, *below]})


def test_an_opendocument_table_with_titles_and_notes(referrals):
    assert recognize_file(referrals).name == "nrm"
    report = check_file(referrals, read_layout("nrm"))
    assert (report.sheet, report.rows) == ("Table_1", 4)
    assert [(f.rule, f.row, f.rows, f.column, f.found) for f in report.findings] == [
        ("parts-not-seen", None, (), "", ".ods"),
        ("text-below", 12, (12, 13), "", ""),
    ]


def test_a_last_case_of_which_little_is_known_is_data(tmp_path):
    """CTDC's sorted files end with rows that have a single flag."""
    rows = [*synthetic_rows(1), *[["1" if name == "isForcedLabour" else "" for name in SYNTHETIC]] * 3]
    report = check_file(write_csv(tmp_path / "a.csv", SYNTHETIC, rows), read_layout("ctdc-synthetic"))
    assert (report.findings, report.rows) == ([], len(rows))


def test_symbols_of_statistical_offices_are_kinds_and_never_zero(referrals, tmp_path):
    assert converted(tmp_path, referrals, "nrm", "People", "People kind", "Exploitation type in forms") == [
        ("7", "7", "count", "forced_labour"),
        ("8", "", "suppressed", "sexual"),
        ("9", "1204", "count", "forced_labour;forced_criminality"),
        ("10", "", "not applicable", "forced_criminality"),
    ]


@pytest.mark.parametrize("layout", [None, "nrm"])
def test_a_wide_table_is_refused_with_what_to_do(tmp_path, layout):
    header = [*NRM_WIDE_HEADER, *NATIONALITIES]
    file = write_ods(tmp_path / "wide.ods", {"Table_11": [*TITLES, header, *NRM_WIDE_ROWS]})
    with pytest.raises(WrongLayout) as error:
        check_file(file, read_layout(layout)) if layout else recognize_file(file)
    assert str(error.value).endswith(
        "The 12 other headings seem to be labels of a column (First responder type or Nationality), with figures below "
        "them. Expected: one figure a row, in the column People, every label repeated in its row. Turn the columns "
        "into rows first (unpivot)."
    )


@pytest.mark.parametrize("label", ["n<5", "5 or fewer", "-", "1,5", "12,34,567", "1 23"])
def test_a_figure_written_otherwise_is_one_finding_that_says_what_is_known(tmp_path, label, capsys):
    rows = [[row[0], f"responder {n}", *row[2:-1], label] for n in range(10) for row in NRM_ROWS]
    file = write_csv(tmp_path / "a.csv", NRM, rows)
    assert main(["check", str(file), "--layout", "nrm", "--quiet"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "error: Rows 2, 3, 4, 5, 6, …, column People: this is not a whole number. Expected: a whole number with digits "
        f"0 to 9 or one of [c], *, [x], :, .., [z], z, n/a. Found: “{label}”. (cells: 40)",
        "40 rows of layout nrm; errors: 40, warnings: 0, notes: 0.",
    ]


@pytest.mark.parametrize("blank", [",", " ", "\u00a0", "\u2009", "\u202f"])
def test_thousands_are_set_apart_by_commas_and_blanks(tmp_path, blank):
    file = write_csv(tmp_path / "a.csv", NRM, [[*NRM_ROWS[0][:-1], f"12{blank}345"]])
    assert converted(tmp_path, file, "nrm", "People", "People kind") == [("2", "12345", "count")]


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_text_of_spreadsheets_in_utf_16(tmp_path, encoding, name, delimiter):
    file = write_csv(tmp_path / "a.csv", UNODC, unodc_rows(1), encoding=encoding, delimiter=delimiter)
    assert recognize_file(file).name == "unodc"
    assert found(file, "unodc") == [("encoding", 1, "", name)]


def test_the_header_may_stand_below_titles_and_before_empty_columns(tmp_path):
    """As in UNODC's workbooks of earlier years; a blank in the last column of a sheet makes 16,384 of them."""
    book = Workbook()
    for row in [["Trafficking in persons"], [], ["Invented"], UNODC, *unodc_rows(1)]:
        book.active.append(row)
    book.active.cell(4, 16_384).value = " "
    book.create_sheet("empty")
    book.save(tmp_path / "a.xlsx")
    assert recognize_file(tmp_path / "a.xlsx").name == "unodc"
    report = check_file(tmp_path / "a.xlsx", read_layout("unodc"))
    assert (report.findings, report.rows) == ([], len(unodc_rows(1)))


def test_of_two_rows_of_headings_the_lower_one_counts(tmp_path):
    rows = htcds_rows(1)
    file = write_csv(tmp_path / "a.csv", ["Person", *[""] * (len(HTCDS) - 1)], [HTCDS, *rows])
    report = check_file(file, recognize_file(file))
    assert (report.layout.name, report.findings, report.rows) == ("htcds", [], len(rows))


def packed(path, name="a.csv"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "a,b\n")


def protected(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(508) + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.xlsx", packed, "expected a workbook (.xlsx); found a packed archive of other files. Unpack it."),
        ("a.ods", packed, "expected a workbook (.ods); found a packed archive of other files. Unpack it."),
        ("a.xls", packed, "expected an older workbook; found a newer one. Name it .xlsx or .ods."),
        ("a.csv", packed, "expected .csv; the file is a workbook. Name it .xlsx."),
        (
            "a.zip",
            packed,
            "expected a file .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods, .json; found .zip. Unpack it first.",
        ),
        (
            "a.xlsx",
            protected,
            "expected a workbook that can be opened; this one has a password. Save it without one.",
        ),
        ("a.xls", protected, "expected a workbook that can be opened; this one has a password. Save it without one."),
        (
            "a.xls",
            lambda path: path.write_text("<html><table>"),
            "expected a workbook; found text or a web page under its name. Save it as .xlsx, or as .csv.",
        ),
        (
            "a.xlsx",
            lambda path: Workbook().save(path),
            "expected a header within the first 20 rows of a sheet; found none in Sheet.",
        ),
    ],
)
@pytest.mark.parametrize("read", [recognize_file, lambda file: check_file(file, read_layout("nrm"))])
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path, name, make, sentence, read):
    make(tmp_path / name)
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path / name)
    assert str(error.value) == f"{tmp_path / name}: {sentence}"


def test_a_damaged_older_workbook_is_refused(tmp_path, capsys):
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(6000))
    assert main(["check", str(tmp_path / "a.xls")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"harmonise: {tmp_path / 'a.xls'}: expected a workbook (.xls); it cannot be opened: ")


def test_a_single_column_has_none_of_the_layouts(tmp_path):
    file = write_csv(tmp_path / "a.csv", ["Year"], [["2020"]])
    with pytest.raises(WrongLayout) as error:
        recognize_file(file)
    assert str(error.value).startswith(f"{file} has none of the layouts unodc, htcds, ")
    assert str(error.value).endswith(
        "primero. Found: Year. The nearest is unodc: of its 13 columns 1 are there (Year). Expected: the headings of a "
        "layout in one row, among the first 20."
    )


def test_the_global_file_of_july_2021(tmp_path):
    """-99 stands for what is not recorded in flags and labels; a column was added to those of the codebook."""
    rows = [["2016", "Case Management", "Female", "09--17", "Minor", "-99", "-99", "UA", "1", "0", "-99", "-99"]]
    file = write_csv(tmp_path / "a.csv", K_ANONYMOUS, rows, encoding="utf-8-sig", delimiter=";")
    assert recognize_file(file).name == "ctdc-2017"
    assert found(file, "ctdc-2017") == [("byte-order-mark", 1, "", "UTF-8")]
    columns = ("ageBroad", "ageBroad in age-bands", "isSlaveryAndPractices", "isSlaveryAndPractices kind", "forms")
    assert converted(tmp_path, file, "ctdc-2017", *columns) == [
        ("2", "9--17", "9-17", "", "not recorded", "forced_labour")
    ]


def test_the_synthetic_file_of_2021(tmp_path, capsys):
    """A flag is 1 or empty; zeros in it are one finding a column, with their number."""
    rows = [["2019", "Female", "0--8", "Minor", "", "PER", "ITA", "0", "1", "1", "1", "", ""]] * 300
    file = write_csv(tmp_path / "a.tsv", CTDC_2021, rows, delimiter="\t")
    assert main(["check", str(file), "--quiet"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "error: Rows 2, 3, 4, 5, 6, …, column meansOfControlThreats: the figure is outside its range. Expected: from 1 "
        "to 1. Found: “0”. (cells: 300)",
        "300 rows of layout ctdc-2021; errors: 300, warnings: 0, notes: 0.",
    ]
    assert set(converted(tmp_path, file, "ctdc-2021", "forms", "methods of control")) == {
        (str(row), "forced_labour", "other;psychoactive_substances") for row in range(2, 302)
    }


@pytest.mark.parametrize("wrap", [lambda rows: {"data": rows, "metadata": {"total": 30, "per": 30, "page": 1}}, list])
def test_primero_as_json(tmp_path, wrap, capsys):
    file = write_json(tmp_path / "a.json", wrap([PRIMERO | {"case_id_display": f"c{n}"} for n in range(30)]))
    assert main(["check", str(file), "--quiet"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "note: Rows 1, 2, 3, 4, 5, …, column family_details_section: records inside the record are not read. Expected: "
        "words, numbers or lists of words. Found: “2”. (cells: 30)",
        "30 rows of layout primero; errors: 0, warnings: 0, notes: 30.",
        "These columns identify persons, and a file with them is refused when it is handed in: name (the name of a "
        "person), case_id_display (an identifier of a person). Replace names with `harmonise pseudonymise`, leave the "
        "other columns out, or hand in aggregates.",
    ]


def test_primero_as_csv(tmp_path):
    """Lists are written as they are in programs; the number of the record has no field in the layout."""
    header = ["id", "case_id_display", "sex", "age", "protection_concerns", "registration_date"]
    rows = [["u1", "ab12", "female", "14", '["trafficked_smuggled", "refugee"]', "2020-01-02"]]
    file = write_csv(tmp_path / "a.csv", header, rows)
    assert found(file, recognize_file(file).name) == [("unknown-column", 1, "id", "")]
    assert converted(tmp_path, file, "primero", "protection_concerns") == [("2", "trafficked_smuggled;refugee")]


def test_primero_with_headings_of_another_language_is_refused(tmp_path, capsys):
    file = write_csv(tmp_path / "a.csv", ["ID", "Sexo", "Edad"], [["u1", "Femenino", "14"]])
    assert main(["check", str(file)]) == 2
    assert "Found: ID, Sexo, Edad. Expected: the headings of a layout in one row" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["check", "convert"])
def test_the_layout_that_is_recognized_is_named(tmp_path, capsys, command, language):
    file = write_csv(tmp_path / "a.csv", SYNTHETIC, synthetic_rows(1))
    more = ["--to", str(tmp_path / "b.csv")] if command == "convert" else []
    assert main([command, str(file), "--quiet", "--language", language, *more]) == 0
    said = capsys.readouterr().err
    assert said.count("ctdc-synthetic") == 1
    assert "--layout" in said
