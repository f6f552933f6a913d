import pytest

from disclosure.errors import InvalidData, InvalidSpecification
from disclosure.tables.columns import read_columns
from disclosure.tables.read_specification import parse_specification, read_specification
from disclosure.tables.read_table import read_table, read_tables
from disclosure.values import Kind

LONG = """
title = "Victims"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"*" = "suppressed"
".." = "not recorded"
":" = "not applicable"
"-" = "zero"
[[dimension]]
name = "sex"
total = "Total"
labels = { F = "Female", M = "Male" }
partition = [{ parent = "Total", parts = ["Female", "Male"], optional = ["Other"] }]
[[dimension]]
name = "year"
[[table]]
name = "victims"
columns = { sex = "Sex", year = "Year" }
"""


def long_table(figures, sexes=("Total", "F", "M"), **changes):
    columns = {"Sex": list(sexes), "Year": ["2020"] * len(sexes), "value": figures}
    text = LONG
    for old, new in changes.items():
        text = text.replace(old, new)
    return read_table(columns, parse_specification(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", "1,204"),
        (" 1 204", "1,204"),
        ("<5", "suppressed (1 to 4)"),
        ("*", "suppressed (at least 0)"),
        ("..", "not recorded"),
        (":", "not applicable"),
        ("-", "0"),
        ("0", "0"),
    ],
)
def test_a_figure_is_read_by_its_marker(text, value):
    table = long_table([text], ["F"])
    assert str(table.values[0]) == value
    assert table.key(0) == {"sex": "Female", "year": "2020"}


@pytest.mark.parametrize("text", ["", "n/a", "4.5", "3 or 4", "inf"])
def test_an_undeclared_sign_names_table_and_rows(text):
    with pytest.raises(InvalidData, match="Table 'victims', row 3: the figure is"):
        long_table(["7", text], ["Total", "F"])


def test_an_undeclared_category_names_dimension_category_and_rows():
    with pytest.raises(InvalidData, match=r"dimension 'sex': the category 'Women' is not declared \(row 3\)"):
        long_table(["7", "7"], ["Total", "Women"])


def test_two_rows_of_one_cell_are_refused_unless_the_specification_chooses():
    with pytest.raises(InvalidData, match="rows 2 and 3 are the same cell"):
        long_table(["7", "8"], ["F", "Female"])
    assert len(long_table(["7", "7"], ["F", "Female"])) == 1
    for rule, kept in (("first", "7"), ("last", "8")):
        table = long_table(["7", "8"], ["F", "Female"], title=f'duplicates = "{rule}"\ntitle')
        assert [str(value) for value in table.values] == [kept]


WIDE = """
title = "Victims by country"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
[[dimension]]
name = "country"
[[dimension]]
name = "sex"
total = "Total"
partition = [{ parent = "Total", parts = ["Female", "Male"] }]
[[table]]
name = "victims"
columns = { country = "Country" }
header_row = 3
wide = { dimension = "sex", columns = { "All" = "Total", "Women" = "Female", "Men" = "Male" } }
"""


@pytest.mark.parametrize("name", ["wide.csv", "wide.tsv", "wide.xlsx"])
def test_a_wide_table_is_read_from_text_and_workbook(tmp_path, name):
    rows = [["Table 1", "", "", ""], ["", "", "", ""], ["Country", "All", "Women", "Men"], ["A", "9", "<5", "6"]]
    path = tmp_path / name
    if name.endswith("xlsx"):
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in [*rows[:3], ["A", 9, "<5", 6]]:
            book.active.append(row)
        book.save(path)
    else:
        sign = "," if name.endswith("csv") else "\t"
        path.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    (table,) = read_tables(parse_specification(WIDE), {"victims": path})
    assert [(table.key(i)["sex"], str(table.values[i]), int(table.rows[i])) for i in range(3)] == [
        ("Total", "9", 4),
        ("Female", "suppressed (1 to 4)", 4),
        ("Male", "6", 4),
    ]


def test_a_missing_column_is_named_with_those_there():
    with pytest.raises(InvalidData, match="no column 'Sex'; its columns are: Gender, Year, value"):
        read_table({"Gender": ["F"], "Year": ["2020"], "value": ["7"]}, parse_specification(LONG))


def test_a_dimension_a_table_lacks_is_at_its_total():
    text = LONG.replace('columns = { sex = "Sex", year = "Year" }', 'columns = { year = "Year" }')
    table = read_table({"Year": ["2020"], "value": ["7"]}, parse_specification(text))
    assert table.key(0) == {"sex": "Total", "year": "2020"}
    assert table.values[0].kind is Kind.COUNT


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "year"', 'name = "sex"', "the dimension 'sex' is declared twice"),
        ('parts = ["Female", "Male"]', 'parts = ["Female", "Female"]', r"dimension 1 \(sex\): 'Female' is twice"),
        ('parts = ["Female", "Male"]', 'parts = ["Female", "Total"]', "'Total' is a part of itself"),
        ('year = "Year"', 'month = "Year"', "a dimension 'month', which is not declared"),
        (', year = "Year"', "", "no column for the dimension 'year', which has no total"),
        ('"suppressed", low = 1', '"hidden", low = 1', "marker '<5': the kind is 'hidden'"),
        ("low = 1", "low = 7", "low is 7, above high"),
        ("title =", "name =", "there is no key 'name'"),
        ('name = "year"', 'Name = "year"', "dimension 2: there is no key 'Name'"),
        ("[[table]]", "[[table]", "not valid TOML"),
    ],
)
def test_a_wrong_specification_names_the_place(old, new, message):
    with pytest.raises(InvalidSpecification, match=message):
        parse_specification(LONG.replace(old, new, 1))


def test_the_text_of_a_specification_is_kept(tmp_path):
    (tmp_path / "spec.toml").write_text(LONG, encoding="utf-8")
    assert read_specification(tmp_path / "spec.toml").source == LONG


def test_an_absent_sheet_is_named(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(InvalidData, match="no sheet 'Data'; its sheets are: Sheet"):
        read_columns(tmp_path / "book.xlsx", sheet="Data")
