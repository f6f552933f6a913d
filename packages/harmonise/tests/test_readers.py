import csv
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import HTCDS, UNODC, htcds_rows, unodc_rows, write_csv, write_workbook
from openpyxl import Workbook, load_workbook

from harmonise import check_file, convert_file, parse_layout, read_layout
from harmonise.errors import FAULTS, HarmoniseError, UnreadableFile
from harmonise.readers.read_file import read_file
from harmonise.readers.store import open_store
from harmonise.readers.table import BLANKS

PLAIN = """
name = "plain"
title = "Two columns"
rows = "cases"
[[column]]
name = "code"
required = true
[[column]]
name = "when"
type = "date"
[[column]]
name = "number"
type = "number"
"""
LAYOUT = parse_layout(PLAIN)


def cells(tmp_path, file, layout=LAYOUT):
    """What is read: the rows of the converted file."""
    out = tmp_path / "out.csv"
    convert_file(file, layout, out)
    return out.read_text("utf-8").splitlines()[1:]


def written(tmp_path, content, name="file.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def found(file, layout=LAYOUT):
    return [(f.rule, f.row, f.column, f.found) for f in check_file(file, layout).findings]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognized_by_the_header(tmp_path, delimiter):
    rows = htcds_rows(1)
    file = write_csv(tmp_path / "a.csv", HTCDS, rows, delimiter=delimiter)
    report = check_file(file, read_layout("htcds"))
    assert (report.findings, report.rows) == ([], len(rows))


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
def test_other_encodings_are_read_and_reported(tmp_path, encoding, name):
    file = written(tmp_path, "code,when\nx,\nä,2020-01-01\n".encode(encoding))
    row = 1 if encoding == "utf-16" else 3
    assert found(file) == [("encoding", row, "", name)]
    assert cells(tmp_path, file) == ["2,x,", "3,ä,2020-01-01"]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    """Line breaks in quotation marks do not count, blank lines do; those at the end are not reported."""
    file = written(tmp_path, 'code,when\n"two\nlines",\n\n"a,b",soon\nlast,\n\n\n')
    assert found(file) == [("empty-row", 3, "", ""), ("not-a-date", 4, "when", None)]
    assert [line.split(",")[0] for line in cells(tmp_path, file) if line[0].isdigit()] == ["2", "4", "5"]


def test_rows_of_other_lengths(tmp_path):
    file = written(tmp_path, "code,when\na\nb,2020-01-01,\nc,2020-01-01,x\nd,\n")
    assert found(file) == [("row-length", 2, "", "1"), ("row-length", 4, "", "3")]


def test_of_many_faults_of_rows_some_are_listed_and_all_counted(tmp_path):
    file = written(tmp_path, "code,when\n" + "a\n" * 10_005)
    report = check_file(file, LAYOUT)
    assert (len(report.findings), report.by_rule()) == (10_000, {"row-length": 10_005})


def test_a_header_below_a_title(tmp_path):
    file = written(tmp_path, "Register 2020\n\ncode,when\na,soon\n")
    assert found(file) == [("not-a-date", 4, "when", None)]


def test_blanks_around_a_cell_mean_nothing(tmp_path):
    file = written(tmp_path, "code,when,number\n a\u00a0, 2020-01-01 ,\t7 \n\u200b,,\n")
    assert cells(tmp_path, file) == ["2,a,2020-01-01,7.0,count", "3,,,,not recorded"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\n\n\n", "expected a header"),
        ("a.csv", b'code,when\n"' + b"x" * 2_000_000, "no rows can be read"),
        ("a.csv", b"PK\x03\x04rest", "the file is a workbook"),
        ("a.xlsx", b"code,when\n", "expected a workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0rest", "older workbook or a password"),
        ("a.xlsx", b"", "expected a workbook"),
        ("a.json", b"{", "expected JSON"),
        ("a.json", b"[1, 2]", "expected a list of records"),
        ("a.json", b"[]", "expected records with fields"),
        ("a.json", b"[" * 100_000, "expected JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, name, content, sentence):
    file = written(tmp_path, content, name)
    with pytest.raises(UnreadableFile) as error:
        check_file(file, LAYOUT)
    assert str(error.value).startswith(f"{file}: ")
    assert sentence in str(error.value)
    assert tuple(sorted(error.value.words)) == tuple(sorted(FAULTS[error.value.fault]))


def workbook(tmp_path, change, rows=(("a", date(2020, 1, 1), 1.5), ("b", datetime(2020, 1, 2, 0, 0), 2.0))):
    book = Workbook()
    page = book.active
    page.append(["code", "when", "number"])
    for row in rows:
        page.append(row)
    change(book, page)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_values_of_a_workbook(tmp_path):
    file = workbook(tmp_path, lambda book, page: None)
    assert found(file) == []
    assert cells(tmp_path, file) == ["2,a,2020-01-01,1.5,count", "3,b,2020-01-02,2.0,count"]


def test_what_a_workbook_hides(tmp_path):
    def change(book, page):
        page.append(["c", None, "=1+1"])
        page.row_dimensions[3].hidden = True
        page.column_dimensions["B"].hidden = True
        page["A6"], page["C6"] = "#N/A", 1
        page["A6"].data_type = "e"
        page.merge_cells("A7:B8")
        page["A7"] = "d"
        book.create_sheet("secret").sheet_state = "veryHidden"

    assert found(workbook(tmp_path, change)) == [
        ("hidden-sheet", None, "", "secret"),
        ("hidden-column", None, "when", ""),
        ("hidden-row", 3, "", ""),
        ("formula", 4, "number", "=1+1"),
        ("empty-row", 5, "", ""),
        ("spreadsheet-error", 6, "code", "#N/A"),
        ("merged-cells", 7, "code", "A7:B8"),
    ]


def test_formulas_and_merged_cells_above_the_header_are_nothing_to_report(tmp_path):
    def change(book, page):
        page.insert_rows(1, 2)
        page["A1"] = "=1+1"
        page.merge_cells("A1:C1")

    assert found(workbook(tmp_path, change)) == []


def test_formulas_in_utf_16_are_found_too(tmp_path):
    file = workbook(tmp_path, lambda book, page: page.append(["c", None, "=1+1"]))
    other = tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                text = content.decode()
                content = ('<?xml version="1.0" encoding="UTF-16"?>' + text[text.find("<worksheet") :]).encode("utf-16")
            new.writestr(part, content)
    try:
        findings = found(other)
    except UnreadableFile:
        return
    assert findings == [("formula", 4, "number", "=1+1")]


def test_a_workbook_with_entities_is_refused(tmp_path):
    file = workbook(tmp_path, lambda book, page: page.append(["c", None, "=1+1"]))
    other = tmp_path / "b.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[content.find(b"<worksheet") :]
            new.writestr(part, content)
    with pytest.raises(UnreadableFile, match="the XML of sheet Sheet cannot be read"):
        found(other)


def test_the_sheet_with_the_columns_is_read(tmp_path):
    file = write_workbook(tmp_path / "a.xlsx", UNODC, unodc_rows(1), above=2, sheet="figures")
    book = load_workbook(file)
    book.create_sheet("notes", 0).append(["read me"])
    book.save(file)
    report = check_file(file, read_layout("unodc"))
    assert (report.findings, report.sheet, report.rows) == ([], "figures", len(unodc_rows(1)))


def test_a_sheet_that_begins_in_another_cell(tmp_path):
    book = Workbook()
    for row, values in enumerate((["code", "number"], ["a", 7]), 3):
        for column, value in enumerate(values, 2):
            book.active.cell(row, column, value)
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path, tmp_path / "a.xlsx") == ["4,a,7.0,count"]


@pytest.mark.parametrize("seed", range(60))
def test_damaged_workbooks_are_refused_with_a_sentence(tmp_path, seed):
    """Whatever byte is changed: findings, or a sentence."""
    file = write_workbook(tmp_path / "a.xlsx", ["code", "when", "number"], [["a", "2020-01-01", "1"]])
    content = bytearray(file.read_bytes())
    for place in range(seed, len(content), 61):
        content[place] ^= 1 << (seed % 8)
    file.write_bytes(content)
    refused = ""
    try:
        check_file(file, LAYOUT)
    except HarmoniseError as error:
        refused = str(error)
    assert refused == "" or str(file) in refused


LINES = st.lists(st.text(st.sampled_from('ab,;"\n\r\t\0 é1-😀\u0085'), max_size=40), max_size=8).map("\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.one_of(st.binary(max_size=200), LINES.map(str.encode)), ending=st.sampled_from(["csv", "json", "xlsx"]))
def test_whatever_the_bytes_are_there_is_a_report_or_a_sentence(tmp_path, body, ending):
    content = body if ending != "csv" else b"code,when,number\n" + body
    file = written(tmp_path, content, f"any.{ending}")
    refused = ""
    try:
        report = check_file(file, LAYOUT)
        assert report.rows >= 0
    except HarmoniseError as error:
        refused = str(error)
    assert refused == "" or str(file) in refused


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.integers()), min_size=1)
)
def test_rows_of_a_csv_file_are_those_that_its_csv_module_reads(tmp_path, rows):
    """Numbers of rows and texts agree with Python's own reader, whichever way the file was read."""
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["code", "number"], *rows])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        expected = [(n, cells[0], int(cells[1])) for n, cells in enumerate(csv.reader(stream), 1) if n > 1]
    if any("\0" in text for text, _ in rows) or len(str(max(abs(number) for _, number in rows))) > 15:
        return
    with open_store(0) as connection:
        table = read_file(tmp_path / "a.csv", LAYOUT, connection)
        read = connection.execute("SELECT row, coalesce(c0, ''), c1 FROM cells ORDER BY row").fetchall()
    assert [(row, text, int(number)) for row, text, number in read] == [
        (row, text.strip(BLANKS), number) for row, text, number in expected
    ]
    assert table.rows == len(rows)


FAR_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>{}</sheetData></worksheet>'
)


def far_workbook(tmp_path, place, row):
    file = write_workbook(tmp_path / "far.xlsx", ["code"], [["a"]])
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = FAR_SHEET.format(f'<row r="{row}"><c r="{place}"><v>1</v></c></row>').encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(("place", "row"), [("XFD1048576", 1048576), ("ZZ999999", 999999)])
def test_a_cell_far_away_from_the_table_is_refused_before_all_between_are_held(tmp_path, place, row):
    with pytest.raises(UnreadableFile, match=f"of {row:,} rows. Delete what stands far away from the table"):
        check_file(far_workbook(tmp_path, place, row), LAYOUT)


def test_a_sheet_of_many_columns_and_few_rows_is_read(tmp_path):
    assert check_file(far_workbook(tmp_path, "CZ3", 3), LAYOUT).rows == 1


def test_a_file_for_which_the_memory_is_not_enough_is_refused_with_a_sentence(tmp_path):
    headings = ["code", *(f"column {number}" for number in range(2, 2001))]
    file = write_workbook(tmp_path / "wide.xlsx", headings, [["a"] * 2000])
    with pytest.raises(UnreadableFile, match="needs more memory than is allowed"):
        check_file(file, LAYOUT, memory=16)


def test_without_its_content_the_refusal_names_nothing_that_stands_in_the_file(tmp_path):
    file = written(tmp_path, "Maria Gonzales,2020-01-01\nAna Silva,2020-01-02\n")
    with pytest.raises(HarmoniseError) as refused:
        check_file(file, LAYOUT)
    assert "Maria Gonzales" in str(refused.value)
    assert "Missing: code. Unknown: 2." in refused.value.without_content
    assert "Maria" not in refused.value.without_content
    assert "2020" not in refused.value.without_content


LONG = "x" * 5_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "k,t\n1," + LONG),
        ("a.csv", LONG),
        ("a.json", '[{"k": 1, "t": "' + LONG + '"}]'),
    ],
)
def test_a_cell_longer_than_any_is_refused_without_quoting_it(tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(UnreadableFile, match="expected cells of at most 1,048,576 characters") as refused:
        check_file(file, parse_layout(LONG_CELLS))
    assert (refused.value.fault, len(str(refused.value)) < 300) == ("long-cell", True)


LONG_CELLS = """
name = "long"
title = "Long"
rows = "figures"
figure = "k"
[[column]]
name = "k"
type = "whole number"
[[column]]
name = "t"
"""


def test_more_columns_than_any_table_has_are_refused(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(",".join(f"c{number}" for number in range(2_001)) + "\n1\n")
    with pytest.raises(UnreadableFile, match="at most 2,000 columns; found 2,001") as refused:
        check_file(file, parse_layout(LONG_CELLS))
    assert refused.value.words == {"most": "2,000", "found": "2,001"}


def test_of_a_cell_eighty_characters_are_repeated(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(f"{'i' * 200},{'h' * 200}\n1,1\n")
    with pytest.raises(HarmoniseError) as refused:
        check_file(file, parse_layout(LONG_CELLS))
    assert max(map(len, re.findall("h+", str(refused.value)))) == 79
    file.write_text(f"k,t\n{'9x' * 500},1\n")
    (finding,) = [each for each in check_file(file, parse_layout(LONG_CELLS)).findings if each.rule.startswith("not-a")]
    assert finding.found == ("9x" * 40)[:79] + "…"
