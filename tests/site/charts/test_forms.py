"""Each form of chart: the same facts in picture, table, words and file, from the side on which reading begins."""

import csv
import io
import re
import struct
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.chart import Chart
from palermo.site.charts.cumulative import Cumulative, Noted, Step
from palermo.site.charts.dots import Dots
from palermo.site.charts.drawing import width_of, wrap
from palermo.site.charts.files import csv_of, png_of, svg_of
from palermo.site.charts.flow import Column, Flow, Node, Stream
from palermo.site.charts.intervals import Intervals, Reading
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.matrix import Line, Matrix
from palermo.site.charts.seats import Group, Seats
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    Label,
    Value,
    ValueKind,
    count,
    estimate,
    suppressed_value,
)
from palermo.site.charts.world_map import AtState, WorldMap
from palermo.site.templatetags.charts import inline_svg

KINDS = (count(12), count(0), NOT_RECORDED, NOT_APPLICABLE, suppressed_value(1, 4), estimate(8, 6, 11))
NAMED = {"title": "Title <1>", "heading": "Name"}


def rows(make) -> tuple:
    return tuple(make(Label(f"Row {at}"), value) for at, value in enumerate(KINDS))


CHARTS: dict[str, Chart] = {
    "bars": Bars(**NAMED, series=("Number",), rows=rows(lambda label, value: Bar(label, (value,)))),
    "paired": Bars(**NAMED, series=("One", "Two"), rows=rows(lambda label, value: Bar(label, (value, count(3))))),
    "stacked": Bars(**NAMED, series=("One", "Two"), is_stacked=True, rows=(Bar(Label("Row"), (count(2), count(3))),)),
    "intervals": Intervals(**NAMED, column="Number", readings=rows(Reading)),
    "lines": Lines(
        **NAMED,
        periods=tuple(Label(str(2000 + at)) for at in range(len(KINDS))),
        series=(LineSeries("One", KINDS), LineSeries("Two", (count(3),) * len(KINDS))),
    ),
    "dots": Dots(**NAMED, series=("Number",), rows=rows(lambda label, value: Bar(label, (value,)))),
    "paired dots": Dots(**NAMED, series=("One", "Two"), rows=rows(lambda label, value: Bar(label, (value, count(3))))),
    "timeline": Timeline(
        **NAMED,
        column="Days",
        today=date(2008, 2, 1),
        moments=(
            Moment(Label("Later"), date(2007, 12, 3), date(2007, 12, 5), "2"),
            Moment(Label("First"), date(2007, 11, 30), date(2007, 11, 30), "1", is_vague=True),
        ),
    ),
    "lanes": Timeline(
        **NAMED,
        column="Days",
        kind="Kind",
        lanes=("Meetings", "Nothing here", "Deadlines"),
        today=date(2008, 2, 1),
        moments=(
            Moment(Label("Due"), date(2008, 2, 15), date(2008, 2, 15), "2", 2),
            Moment(Label("Meeting"), date(2008, 2, 6), date(2008, 2, 8), "1", 0),
            Moment(Label("Due too"), date(2008, 2, 15), date(2008, 2, 15), "3", 2),
        ),
    ),
    "status": StatusBar(**NAMED, column="Number", parts=(Part(Label("Open"), 3), Part(Label("Done"), 0))),
    "flow": Flow(
        **NAMED,
        columns=(
            Column("Mandates", (Node("m", Label("In force"), 2),)),
            Column("Activities", (Node("a", Label("Event"), 3), Node("n", Label("None"), 1))),
        ),
        streams=(Stream("m", "a", 3), Stream("m", "n", 1)),
    ),
    "seats": Seats(
        **NAMED, column="Taken", all_seats="All", groups=(Group(Label("Group"), 2, 5), Group(Label("Other"), 0, 40))
    ),
    "matrix": Matrix(**NAMED, columns=("A", "B"), lines=rows(lambda label, value: Line(label, (value, count(1))))),
    "map": WorldMap(
        **NAMED,
        column="Place",
        rows=(
            AtState("aut", Label("Forum"), "Vienna"),
            AtState("aut", Label("Meeting"), "Vienna"),
            AtState("deu", Label("Launch"), "Berlin"),
        ),
    ),
    "categories": CategoryMap(
        **NAMED,
        column="Status",
        categories=("Party", "Signed"),
        rows=(
            InCategory("fra", Label("France"), 0),
            InCategory("mco", Label("Monaco"), 1),
            InCategory("deu", Label("Germany"), 1),
        ),
    ),
    "cumulative": Cumulative(
        **NAMED,
        column="Parties",
        steps=(Step(date(2001, 6, 5), 1), Step(date(2003, 9, 26), 40), Step(date(2003, 12, 1), 39)),
        until=date(2008, 2, 1),
        noted=(Noted(date(2003, 12, 25), "Entry into force"),),
    ),
    "highlighted": WorldMap(
        **NAMED, column="Events", rows=(AtState("mlt", Label("Malta"), count(0), number=0),), highlighted="mlt"
    ),
    "filled": WorldMap(
        **NAMED,
        column="Number",
        is_filled=True,
        rows=tuple(AtState(code, Label(code), value) for code, value in zip(("fra", "mco"), KINDS, strict=False)),
    ),
}
EACH = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def texts(svg: str) -> list[str]:
    """The words in a drawing, without the signs that isolate them."""
    return [re.sub("[\u2066-\u2069]", "", found.text or "") for found in ET.fromstring(svg).iter("text")]


@EACH
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_drawing_has_a_title_and_says_its_table(chart, size):
    root = ET.fromstring(inline_svg(chart, "name", size))
    shown = {each.get("id"): each.text for each in root[:2]}
    assert shown == {f"name-{size}-title": "Title <1>", f"name-{size}-desc": chart.description()}
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", " ".join(shown))


@EACH
def test_a_drawing_has_no_style_script_or_link_of_its_own(chart):
    drawn = inline_svg(chart, "name", "wide")
    assert re.findall(r"style=|<style|<script|\son[a-z]+=|<a[ >]|#[0-9a-f]{6}", drawn) == []


@EACH
def test_every_id_that_is_named_is_there_once(chart):
    drawn = inline_svg(chart, "name", "wide") + inline_svg(chart, "name", "narrow")
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) - set(ids) == set()


@EACH
def test_no_mark_lies_outside_the_drawing(chart):
    for language in ("en", "ar"):
        with translation.override(language):
            drawing = chart.draw(340, "name")
        for rect in drawing.root.iter("rect"):
            x, width = float(rect.get("x", 0)), float(rect.get("width", 0))
            assert x >= -0.1
            assert x + width <= 340.1


def flow_to(label: str) -> Flow:
    columns = (
        Column("Mandates", (Node("m", Label("In force"), 7),)),
        Column("Activities", (Node("a", Label("Event"), 14),)),
        Column("Outcomes", (Node("o", Label(label), 2), Node("n", Label("No outcome yet"), 12))),
    )
    return Flow(**NAMED, columns=columns, streams=(Stream("m", "a", 14), Stream("a", "o", 2), Stream("a", "n", 12)))


@pytest.mark.parametrize("width", [340, 720])
@pytest.mark.parametrize("label", ["Declaration", "Recommendations", "Supercalifragilisticexpialidocious"])
def test_the_words_of_a_flow_stay_in_their_columns(label, width):
    with translation.override("en"):
        root = flow_to(label).draw(width, "name").root
    starts = sorted({float(rect.get("x", 0)) for rect in root.iter("rect")})
    ends = [*starts[1:], width]
    for text in root.iter("text"):
        x, words = float(text.get("x", 0)), re.sub("[\u2066-\u2069]", "", text.text or "")
        end = next(end for start, end in zip(starts, ends, strict=True) if start <= x < end)
        assert x + width_of(words) <= end + 0.1 * (end - x)


def test_columns_of_a_flow_stand_evenly_where_there_is_room():
    with translation.override("en"):
        places = [
            sorted({float(rect.get("x", 0)) for rect in flow_to(label).draw(width, "name").root.iter("rect")})
            for label, width in (("Declaration", 720), ("Recommendations", 720), ("Recommendations", 340))
        ]
    assert places[:2] == [[0, 240, 480], [0, 240, 480]]
    assert places[2][2] < 340 * 2 / 3


def test_a_word_that_is_cut_in_a_flow_is_named_in_full():
    with translation.override("en"):
        drawn = inline_svg(flow_to("Supercalifragilisticexpialidocious"), "name", "narrow")
    assert "Supercalifragilisticexpialidocious" not in texts(drawn)
    assert "<title>Supercalifragilisticexpialidocious (2)</title>" in drawn


def test_a_chart_begins_on_the_right_in_arabic_and_a_map_stays_as_the_world_is():
    def first_x(name: str, language: str) -> float:
        with translation.override(language):
            drawing = CHARTS[name].draw(720, "name")
        return float(next(drawing.root.iter("rect")).get("x", 0)) + (language == "ar") * float(
            next(drawing.root.iter("rect")).get("width", 0)
        )

    assert (first_x("status", "en"), first_x("status", "ar")) == (0, 720)
    with translation.override("ar"):
        arabic = CHARTS["map"].draw(720, "name").root
    with translation.override("en"):
        english = CHARTS["map"].draw(720, "name").root
    assert [each.get("cx") for each in arabic.iter("circle")] == [each.get("cx") for each in english.iter("circle")]


def test_arabic_words_keep_their_direction_in_any_program():
    with translation.override("ar"):
        drawn = CHARTS["status"].draw(720, "name").root
    found = [each.text for each in drawn.iter("text")]
    assert found == ["\u20673\u2069", "\u2067Open\u2069", "\u20670\u2069", "\u2067Done\u2069"]


def test_what_is_no_number_is_no_zero():
    drawn = inline_svg(CHARTS["bars"], "name", "wide")
    figures = [text for text in texts(drawn) if not text.startswith("Row")]
    assert figures == ["12", "0", "Not recorded", "Not applicable", "Suppressed (1–4)", "8 (6–11)"]
    assert re.findall(r'<pattern id="name-wide-(\w+)"', drawn) == ["hatched", "dotted"]


def test_a_line_is_broken_where_nothing_is_recorded():
    drawn = CHARTS["intervals"].draw(720, "name").root
    assert [len((each.get("points") or "").split()) for each in drawn.iter("polyline")] == [2, 1]


def test_a_state_with_several_has_their_number_and_one_with_one_a_dot():
    for language in ("en", "ar"):
        with translation.override(language):
            drawn = CHARTS["map"].draw(720, "name").root
        marks = [re.sub("[\u2066-\u2069]", "", each.text or "") for each in drawn.iter("text")]
        dots = [each for each in drawn.iter("circle") if each.get("r") == "6"]
        assert (marks, len(list(drawn.iter("rect"))), len(dots)) == (["2"], 1, 1)


def test_neighbours_on_a_map_step_aside_with_a_line_to_where_they_belong():
    near = WorldMap(**NAMED, column="Place", rows=tuple(AtState(code, Label(code), code) for code in ("aut", "svk")))
    drawn = near.draw(340, "name").root
    (one, two) = [
        (float(each.get("cx", 0)), float(each.get("cy", 0))) for each in drawn.iter("circle") if each.get("r") == "6"
    ]
    assert max(abs(one[0] - two[0]), abs(one[1] - two[1])) > 12
    assert len(list(drawn.iter("line"))) == 1


def test_the_table_of_a_timeline_is_in_order_of_time():
    table = CHARTS["timeline"].table()
    assert [tuple(map(str, row)) for row in table.rows] == [
        ("1. First", "30 November 2007"),
        ("2. Later", "3–5 December 2007"),
    ]


def test_a_flow_says_what_leads_to_what():
    table = CHARTS["flow"].table()
    assert [tuple(map(str, row)) for row in table.rows] == [
        ("Mandates: In force", "Activities: Event", "3"),
        ("Mandates: In force", "Activities: None", "1"),
    ]


def test_seats_are_full_and_free():
    drawn = CHARTS["seats"].draw(720, "name").root
    kinds = [each.get("class") for each in drawn.iter("circle")]
    assert (kinds.count("series-1"), kinds.count("seat-free")) == (2, 43)


def test_the_csv_file_has_numbers_to_compute_with_and_words_for_what_is_none():
    lines = list(csv.reader(io.StringIO(csv_of(CHARTS["bars"]).decode("utf-8-sig"))))
    assert lines == [
        ["Name", "Number"],
        ["Row 0", "12"],
        ["Row 1", "0"],
        ["Row 2", "Not recorded"],
        ["Row 3", "Not applicable"],
        ["Row 4", "Suppressed (1–4)"],
        ["Row 5", "8 (6–11)"],
    ]


@EACH
def test_the_svg_file_needs_nothing_else(chart):
    drawn = svg_of(chart).decode()
    root = ET.fromstring(drawn)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Title <1>"
    assert re.findall(r"var\(|@media|href=", drawn) == []
    assert "Title <1>" in texts(drawn.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_png_file_is_a_picture_of_twice_the_dots(language):
    with translation.override(language):
        picture = png_of(CHARTS["map"])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", picture[16:20]) == (1920,)


def test_long_names_are_broken_between_words_and_in_the_end_cut():
    assert wrap("one two three", 80) == ["one two", "three"]
    assert wrap("人口贩运问题全球举措", 60, most=2) == ["人口贩运", "问题全…"]


def test_a_timeline_with_lanes_names_those_in_which_there_is_something():
    chart = CHARTS["lanes"]
    rows = [[str(cell) for cell in row] for row in chart.table().rows]
    assert chart.table().head == ("Name", "Days", "Kind")
    assert [(row[0], row[2]) for row in rows] == [
        ("1. Meeting", "Meetings"),
        ("2. Due", "Deadlines"),
        ("3. Due too", "Deadlines"),
    ]
    drawn = inline_svg(chart, "name", "wide")
    assert [words for words in texts(drawn) if not words.isdecimal()] == ["Meetings", "Deadlines"]
    circles = {each.get("cy") for each in ET.fromstring(drawn).iter("circle")}
    # A row for the meeting, two for what is due on one day.
    assert len(circles) == 3


def test_a_highlighted_state_is_filled_and_ringed_beneath_its_marks():
    marks = [each.get("class") for each in CHARTS["highlighted"].draw(720, "name").root]
    assert marks == ["step-4", "ring"]


def test_a_map_of_categories_has_its_key_on_the_page_and_in_its_file():
    chart = CHARTS["categories"]
    assert [(key.mark, key.words, key.is_hatched) for key in chart.key_lines()] == [
        ("step-4", "Party", False),
        ("step-2", "Signed", True),
    ]
    assert texts(inline_svg(chart, "name", "any")) == []
    with translation.override("en"):
        words = [each.text for each in ET.fromstring(svg_of(chart)).iter("{http://www.w3.org/2000/svg}text")]
    assert [re.sub("[\u2066-\u2069]", "", each) for each in words][-2:] == ["Party", "Signed"]
    assert chart.description() == "Party: 1; Signed: 2"


def test_the_key_of_a_map_begins_at_the_readers_side():
    def starts() -> list[float]:
        root = ET.fromstring(svg_of(CHARTS["categories"]))
        keys = [each for each in root.iter("{http://www.w3.org/2000/svg}rect") if each.get("height") == "14"]
        return [float(each.get("x")) for each in keys if each.get("class")]

    with translation.override("en"):
        first, second = starts()
    with translation.override("ar"):
        assert starts() == [706 - first, 706 - second]


def test_a_cumulative_number_is_that_at_the_end_of_each_year():
    table = CHARTS["cumulative"].table()
    assert [(str(year), str(number)) for year, number in table.rows] == [("2001", "1"), ("2003", "39")]


@pytest.mark.parametrize("width", [340, 720])
def test_names_on_a_map_cover_neither_marks_nor_one_another(width):
    """Of the States in the middle of Europe only those have their names that find room; on a wide map more."""
    names = {
        "aut": "Austria",
        "svk": "Slovakia",
        "hun": "Hungary",
        "cze": "Czechia",
        "svn": "Slovenia",
        "tha": "Thailand",
    }
    rows = tuple(AtState(code, Label(name), "1") for code, name in names.items())
    root = WorldMap(**NAMED, column="Place", rows=rows, is_named=True).draw(width, "key").root
    shown = {re.sub("[\u2066-\u2069]", "", each.text): each for each in root.iter("text")}
    assert {"Thailand"} < set(shown) <= set(names.values())
    boxes = [
        (float(each.get("x")), float(each.get("y")) - 4, width_of(words, 12) / 2, 6) for words, each in shown.items()
    ]
    boxes += [
        (float(each.get("cx")), float(each.get("cy")), float(each.get("r")), float(each.get("r")))
        for each in root.iter("circle")
        if each.get("r") != "2"
    ]
    covered = [
        (one, two)
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if abs(one[0] - two[0]) < one[2] + two[2] and abs(one[1] - two[1]) < one[3] + two[3]
    ]
    assert covered == []
    assert len(boxes) == len(shown) + len(names)


LINKED = tuple(replace(value, address=f"/figure/{at}/") for at, value in enumerate(KINDS))
PERIODS = tuple(Label(str(2000 + at)) for at in range(len(KINDS)))
LINKING: dict[str, Chart] = {
    "bars": Bars(
        **NAMED,
        series=("Number",),
        rows=tuple(Bar(label, (value,)) for label, value in zip(PERIODS, LINKED, strict=True)),
    ),
    "lines": Lines(**NAMED, periods=PERIODS, series=(LineSeries("One", LINKED),)),
    "dots": Dots(
        **NAMED,
        series=("Number",),
        rows=tuple(Bar(label, (value,)) for label, value in zip(PERIODS, LINKED, strict=True)),
    ),
    "intervals": Intervals(
        **NAMED, column="Number", readings=tuple(Reading(*pair) for pair in zip(PERIODS, LINKED, strict=True))
    ),
    "matrix": Matrix(**NAMED, columns=tuple(map(str, PERIODS)), lines=(Line(Label("Row"), LINKED),)),
    "map": WorldMap(
        **NAMED,
        column="Number",
        is_filled=True,
        rows=tuple(
            AtState(code, Label(code), value)
            for code, value in zip(("fra", "deu", "mco", "aut", "mlt", "tha"), LINKED, strict=True)
        ),
    ),
}


@pytest.mark.parametrize("chart", LINKING.values(), ids=LINKING)
def test_every_value_leads_to_its_page_by_one_link_that_is_named(chart):
    with translation.override("en"):
        root = ET.fromstring(inline_svg(chart, "name", "wide"))
    links = [(each.get("href"), each.get("tabindex")) for each in root.iter("a")]
    assert links == [(f"/figure/{at}/", "-1") for at in range(len(KINDS))]
    named = {each.get("href"): each.get("aria-label") for each in root.iter("a")}
    assert [named[f"/figure/{at}/"].rpartition(": ")[2] for at in range(len(KINDS))] == [
        *("12", "0", "Not recorded", "Not applicable", "Suppressed (1–4)", "8 (6–11)")
    ]
    assert root.get("role") == "group"
    assert re.findall(r"<a |/figure/", svg_of(chart).decode()) == []


def line_marks(*values: Value, is_joined: bool = True) -> list[str]:
    """The classes of the marks of one line."""
    periods = tuple(Label(str(at)) for at in range(len(values)))
    chart = Lines(**NAMED, periods=periods, series=(LineSeries("One", values),), is_joined=is_joined)
    drawn = chart.draw(720, "name").root
    return [
        each.get("class", "pattern") for each in drawn.iter() if each.tag in {"polyline", "polygon", "circle", "rect"}
    ]


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ((count(3), count(0)), ["curve-1", "hit", "series-1", "hit", "series-1"]),
        ((count(3), NOT_RECORDED), ["hit", "series-1", "edge-1", "pattern"]),
        ((count(3), suppressed_value(1, 4)), ["hit", "series-1", "hit", "edge-1", "pattern"]),
        ((suppressed_value(1, 4), suppressed_value(2, 9)), ["spread-1", *["hit", "edge-1", "pattern"] * 2]),
        ((estimate(7, 6, 9), estimate(8, 6, 11)), ["curve-1", *["hit", "vague"] * 2]),
        ((count(3), suppressed_value(2, None)), ["hit", "series-1", "edge-1", "pattern"]),
        ((suppressed_value(2, None), suppressed_value(3, None)), ["edge-1", "pattern"] * 2),
        ((count(3), estimate(8, 6, 11)), ["hit", "series-1", "hit", "vague"]),
        ((count(3), NOT_APPLICABLE), ["hit", "series-1"]),
    ],
)
def test_a_line_joins_what_is_known_and_nothing_else(values, marks):
    assert line_marks(*values) == marks


def test_values_that_cannot_be_compared_over_time_are_not_joined():
    assert line_marks(count(3), count(4), is_joined=False) == ["hit", "series-1"] * 2


def test_a_mark_without_an_upper_limit_stays_within_the_drawing():
    chart = Lines(**NAMED, periods=PERIODS[:1], series=(LineSeries("One", (suppressed_value(100, None),)),))
    drawn = chart.draw(720, "name").root
    assert min(float(each.get("y", 0)) for each in drawn.iter("rect")) >= 0


def test_counts_stand_below_the_periods_and_in_the_table():
    chart = Lines(
        **NAMED,
        periods=PERIODS[:2],
        series=(LineSeries("One", (count(1), count(2))),),
        counts=("131", "140"),
        counts_heading="States",
    )
    assert texts(inline_svg(chart, "name", "wide"))[-4:] == ["2000", "131", "2001", "140"]
    assert chart.table().head == ("Name", "One", "States")
    assert [[str(cell) for cell in row] for row in chart.table().rows] == [["2000", "1", "131"], ["2001", "2", "140"]]


def test_lines_are_told_apart_by_dashes_and_shapes():
    series = tuple(LineSeries(str(at), (count(at), count(at))) for at in range(5))
    drawn = Lines(**NAMED, periods=PERIODS[:2], series=series).draw(720, "name").root
    curves = [each.get("class") for each in drawn.iter("polyline")]
    assert sorted(set(curves)) == [f"curve-{at}" for at in range(1, 6)]
    shapes = {each.get("class"): len((each.get("points") or "").split()) for each in drawn.iter("polygon")}
    assert shapes == {"series-2": 4, "series-3": 3, "series-4": 4, "series-5": 3}
    assert {each.get("class") for each in drawn.iter("circle")} == {"series-1"}


@pytest.mark.parametrize("name", ["lines", "dots", "matrix", "map"])
def test_what_is_no_number_is_in_the_key_on_the_page_and_in_the_file(name):
    with translation.override("en"):
        keys = [(key.words, key.is_hatched, key.is_dotted) for key in LINKING[name].key_lines()]
        drawn = svg_of(LINKING[name]).decode().replace(' xmlns="http://www.w3.org/2000/svg"', "")
    kinds = [
        ("Estimate, with its interval", False, False),
        ("Suppressed, with its limits", False, True),
        ("Not recorded", True, False),
        ("Not applicable", False, False),
    ]
    steps = [("0", False, False), ("1–12", False, False)] if name in {"matrix", "map"} else []
    assert keys == [*steps, *kinds]
    assert [word for word in texts(drawn) if word in {words for words, *_rest in kinds}][-4:] == [
        words for words, *_rest in kinds
    ]


def test_steps_have_as_many_values_each():
    values = [count(number) for number in (1, 2, 3, 4, 5, 6, 70, 9000)]
    chart = Matrix(**NAMED, columns=tuple("abcdefgh"), lines=(Line(Label("Row"), tuple(values)),))
    with translation.override("en"):
        assert [key.words for key in chart.key_lines()] == ["1–2", "3–4", "5–6", "7–9,000"]
        grounds = [each.get("class") for each in chart.draw(720, "name").root.iter("rect")]
    assert grounds == ["step-1"] * 2 + ["step-2"] * 2 + ["step-3"] * 2 + ["step-4"] * 2


def test_a_map_shows_estimates_as_rings_upon_what_is_filled():
    rows = (AtState("tha", Label("Thailand"), estimate(80, 60, 110)), AtState("fra", Label("France"), count(20)))
    drawn = WorldMap(**NAMED, column="Number", is_filled=True, rows=rows).draw(720, "name").root
    assert [each.get("class") for each in drawn.iter() if each.tag in {"path", "circle"}] == [
        *("step-4", "spread", "ring-middle", "vague")
    ]
    radii = [float(each.get("r", 0)) for each in drawn.iter("circle")]
    assert radii == sorted(radii, reverse=True)


def test_a_sum_is_shown_in_its_own_words_and_said_in_full():
    total = Value(ValueKind.SUPPRESSED, None, 340, 356, words="340–356", hint="at least 340, at most 356")
    chart = Bars(**NAMED, series=("Sum",), rows=(Bar(Label("2000"), (replace(total, address="/parts/"),)),))
    drawn = inline_svg(chart, "name", "wide")
    assert texts(drawn) == ["2000", "340–356"]
    assert 'aria-label="340–356 · 2000: at least 340, at most 356"' in drawn
    # What is known for certain is a bar, the rest is dotted.
    root = ET.fromstring(drawn)
    widths = [float(each.get("width", 0)) for each in root.iter("rect")]
    assert [each.get("class") for each in root.iter("rect")] == ["series-1", None]
    assert widths[0] > 10 * widths[1]
