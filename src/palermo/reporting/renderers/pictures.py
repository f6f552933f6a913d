"""Maps and charts of a report, drawn as those of pages are."""

from django.utils.translation import override

from palermo.reporting.spoken import ChartPicture, PictureRow, PictureValue, Report, Table
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.chart import Chart
from palermo.site.charts.files import png_of, svg_of
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.values import Label, Value, ValueKind
from palermo.site.charts.world_map import AtState, WorldMap


def svg_of_map(report: Report, table: Table) -> bytes:
    """The picture above a table as a drawing, with its key; of a map with the disclaimer on boundaries."""
    with override(report.language.django_code):
        return svg_of(_chart(table))


def png_of_map(report: Report, table: Table) -> bytes:
    """The picture above a table as PNG."""
    with override(report.language.django_code):
        return png_of(_chart(table))


def describe_map(report: Report, table: Table) -> str:
    """The picture in words: how many States are in each category, or the rows of a chart."""
    if isinstance(table.picture, ChartPicture) and table.picture.words:
        return table.picture.words
    with override(report.language.django_code):
        return _chart(table).description()


def _chart(table: Table) -> Chart:
    picture = table.picture
    assert picture is not None
    if isinstance(picture, ChartPicture):
        return _of_figures(picture)
    rows = tuple(InCategory(code, Label(code), category) for code, category in picture.states)
    # The caption of the table is its title.
    return CategoryMap(title="", heading="", column="", categories=picture.categories, rows=rows)


def _of_figures(picture: ChartPicture) -> Chart:
    rows = picture.rows
    column = picture.series[0] if picture.series else ""
    if picture.form == "map":
        shown = tuple(AtState(row.code, Label(row.label), _value(row.values[0])) for row in rows)
        return WorldMap(title="", heading=picture.heading, column=column, rows=shown, is_filled=True)
    if picture.form == "line":
        periods = tuple(Label(row.label) for row in rows)
        series = (LineSeries(column, tuple(_value(row.values[0]) for row in rows)),)
        return Lines(title="", heading=picture.heading, periods=periods, series=series)
    bars = tuple(_bar(row) for row in rows)
    return Bars(title="", heading=picture.heading, series=picture.series, rows=bars)


def _bar(row: PictureRow) -> Bar:
    return Bar(Label(row.label), tuple(map(_value, row.values)))


def _value(value: PictureValue) -> Value:
    return Value(ValueKind(value.kind), value.number, value.low, value.high, words=value.words)
