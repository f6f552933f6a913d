"""Figures of a converted file by State, year and series."""

import pytest
from made_files import write_csv

from harmonise import Figure, convert_file, parse_layout, read_figures, read_layout
from harmonise.errors import InvalidArgument, InvalidLayout

LAYOUT = """
name = "police"
title = "Victims"
rows = "figures"
figure = "victims"
key = ["area", "sex", "year"]
[kinds]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"n/a" = "not applicable"
[[column]]
name = "area"
[[column]]
name = "sex"
type = "code"
lists = ["unodc-sex"]
[[column]]
name = "year"
type = "whole number"
kinds = {}
[[column]]
name = "victims"
type = "whole number"
[[column]]
name = "agency"
"""
SERIES = '[series]\nstate = "area"\nyear = "year"\nsource = "agency"\n'


def test_figures_keep_kind_limits_and_origin_and_rows_without_a_key_are_left_out(tmp_path):
    layout = parse_layout(LAYOUT + SERIES)
    rows = [
        ["ATL", "Female", "2005", "12", "Police"],
        ["ATL", "Male", "2005", "<5", ""],
        ["ATL", "Male", "2006", "0", "Police"],
        ["ATL", "Male", "2007", "n/a", "Police"],
        ["ATL", "Male", "2008", "", "Police"],
        ["ATL", "Women", "2005", "7", "Police"],
        ["", "Male", "2005", "7", "Police"],
        ["ATL", "Male", "soon", "7", "Police"],
        ["ATL", "Male", "2009", "many", "Police"],
    ]
    converted = tmp_path / "b.parquet"
    convert_file(write_csv(tmp_path / "a.csv", ["area", "sex", "year", "victims", "agency"], rows), layout, converted)
    assert list(read_figures(converted, layout)) == [
        Figure(2, "ATL", 2005, {"sex": "Female"}, "count", 12, None, None, "", "Police"),
        Figure(3, "ATL", 2005, {"sex": "Male"}, "suppressed", None, 1, 4, "", ""),
        Figure(4, "ATL", 2006, {"sex": "Male"}, "zero", 0, None, None, "", "Police"),
        Figure(5, "ATL", 2007, {"sex": "Male"}, "not applicable", None, None, None, "", "Police"),
        Figure(6, "ATL", 2008, {"sex": "Male"}, "not recorded", None, None, None, "", "Police"),
    ]


def test_a_layout_without_limits_gives_none(tmp_path):
    layout = parse_layout(LAYOUT.replace('"<5" = { kind = "suppressed", low = 1, high = 4 }\n', "") + SERIES)
    file = write_csv(tmp_path / "a.csv", ["area", "sex", "year", "victims"], [["ATL", "Male", "2005", "3"]])
    with pytest.raises(InvalidArgument, match="expected a layout with"):
        next(read_figures(file, parse_layout(LAYOUT)))
    assert read_layout("unodc").series.state == "Iso3_code"
    full = write_csv(
        tmp_path / "c.csv", ["area", "sex", "year", "victims", "agency"], [["ATL", "Male", "2005", "3", ""]]
    )
    convert_file(full, layout, tmp_path / "c.parquet")
    assert [(each.low, each.high, each.value) for each in read_figures(tmp_path / "c.parquet", layout)] == [
        (None, None, 3)
    ]


@pytest.mark.parametrize(
    ("series", "fault"),
    [
        ('[series]\nstate = "area"\n', "series: expected the entry 'year'"),
        (
            '[series]\nstate = "aera"\nyear = "year"\n',
            "expected the name of a column of this layout, found 'aera'",
        ),
        ('[series]\nstate = "agency"\nyear = "year"\n', "series: expected agency to be in the key"),
        ('[series]\nstate = "area"\nyear = "sex"\n', "series: expected sex to have the type whole number"),
        ('[series]\nstate = "area"\nyear = "year"\nplace = "sex"\n', "series: there is no entry 'place'"),
    ],
)
def test_a_faulty_series_is_refused_with_its_place(series, fault):
    with pytest.raises(InvalidLayout, match=fault):
        parse_layout(LAYOUT + series)


def test_a_series_needs_whole_numbers():
    text = LAYOUT.replace('name = "victims"\ntype = "whole number"', 'name = "victims"\ntype = "number"') + SERIES
    with pytest.raises(InvalidLayout, match="expected a column of whole numbers"):
        parse_layout(text)
