"""Tables of figures: every value keeps its kind, says it to those who do not see signs, and leads to its figure."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from palermo.figures.cubes import Figure, Selection
from palermo.figures.models import Release
from palermo.figures.published_figures import figures_of
from palermo.figures.web.tables import FigureTable, TableRow, figure_table
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
from tests.factories.figures import key_of, make_release

pytestmark = pytest.mark.django_db

VICTIMS = "victims-detected"
NAMES = {"fra": "France", "tha": "Thailand"}
TRUE = {
    key_of(VICTIMS, "fra", 2007, sex="female"): 1038,
    key_of(VICTIMS, "fra", 2007, sex="male"): 20,
    key_of(VICTIMS, "fra", 2006, sex="female"): 2,
    key_of(VICTIMS, "tha", 2007, sex="female"): 0,
}


@pytest.fixture
def release() -> Release:
    return make_release(TRUE, slug="released")


def cells(html: str) -> list[list[tuple[str, str]]]:
    """The class and the content of each cell, row by row."""
    rows = re.findall(r"<tr.*?</tr>", html)
    return [re.findall(r'<td(?: class="([^"]*)")?>(.*?)</td>', row) for row in rows]


def test_rows_and_columns_are_in_the_order_of_a_reader(release):
    with translation.override("en"):
        figures = figures_of(release, Selection())
        table = figure_table(release, figures, title="Victims", rows="state+sex", columns="year", names=NAMES)
    assert table.head == ("State, Sex", "2006", "2007")
    assert [str(row.label) for row in table.rows] == ["France, Female", "France, Male", "Thailand, Female"]
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["Suppressed (1–4)", "1,038"],
        ["Not recorded", "20"],
        ["Not recorded", "0"],
    ]


def test_cells_lead_to_their_figures(release):
    with translation.override("en"):
        figures = figures_of(release, Selection(states=("fra",)))
        table = figure_table(release, figures, title="", rows="sex", names=NAMES)
        links = re.findall(r'href="([^"]+)"', table.body)
    root = f"/en/data/figures/released/{VICTIMS}/fra"
    assert links == [f"{root}/2006/?sex=female", f"{root}/2007/?sex=female", f"{root}/2007/?sex=male"]


def test_two_figures_in_one_cell_are_refused(release):
    figures = figures_of(release, Selection())
    with pytest.raises(ValueError, match="Two figures belong into one cell of a table by state and year"):
        figure_table(release, figures, title="", rows="state", names=NAMES)


def test_kinds_are_told_apart_by_sign_and_in_words():
    values: tuple[Value, ...] = (
        count(1234),
        count(0),
        suppressed_value(1, 4),
        suppressed_value(0, None),
        suppressed_value(12, None),
        NOT_RECORDED,
        NOT_APPLICABLE,
        estimate(8, 6, 11),
        Value(ValueKind.SUPPRESSED, None, 340, 356, words="340–356"),
    )
    table = FigureTable("Title", ("Name", *"abcdefghi"), (TableRow(Label("Row <1>", "/a?b&c"), values),))
    with translation.override("en"):
        assert cells(table.body) == [
            [
                ("number", "1,234"),
                ("number", "0"),
                ("number suppressed", '<span class="unseen">Suppressed </span>1–4'),
                ("number suppressed", '<span class="unseen">Suppressed </span>*'),
                ("number suppressed", '<span class="unseen">Suppressed </span>≥ 12'),
                ("number not-recorded", '<span class="unseen">Not recorded </span>..'),
                ("number not-applicable", '<span class="unseen">Not applicable </span>:'),
                ("number estimated", '<span class="unseen">Estimate </span>8 (6–11)'),
                ("number", "340–356"),
            ]
        ]
        assert '<th scope="row"><a href="/a?b&amp;c">Row &lt;1&gt;</a></th>' in table.body
        assert [sign for sign, _words in table.keys] == ["1–4", "*", "..", ":"]
        html = render_to_string("figures/parts/table.html", {"table": table})
    assert html.count('aria-label="Title"') == 1


def test_table_without_what_is_no_number_has_no_key():
    assert FigureTable("", ("Name", "a"), (TableRow(Label("Row"), (count(1),)),)).keys == []


def test_figure_of_several_dimensions_has_a_place_in_each(release):
    figure = Figure(VICTIMS, "sex+age", "fra", 2007, {"sex": "female", "age": "0-17"}, "count", 7, None, None, 1)
    with translation.override("en"):
        table = figure_table(release, [figure], title="", rows="state", columns="sex+age", names=NAMES)
    assert table.head == ("State", "Female, Under 18 years")
