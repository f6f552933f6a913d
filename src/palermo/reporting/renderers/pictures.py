"""Maps of a report, drawn as the charts of pages are."""

from django.utils.translation import override

from palermo.reporting.spoken import Report, Table
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.chart import Chart
from palermo.site.charts.files import png_of, svg_of
from palermo.site.charts.values import Label


def svg_of_map(report: Report, table: Table) -> bytes:
    """The map above a table as a drawing, with its key and the disclaimer on boundaries."""
    with override(report.language.django_code):
        return svg_of(_chart(table))


def png_of_map(report: Report, table: Table) -> bytes:
    """The same as PNG."""
    with override(report.language.django_code):
        return png_of(_chart(table))


def describe_map(report: Report, table: Table) -> str:
    """The map in words: how many States are in each category."""
    with override(report.language.django_code):
        return _chart(table).description()


def _chart(table: Table) -> Chart:
    picture = table.picture
    assert picture is not None
    rows = tuple(InCategory(code, Label(code), category) for code, category in picture.states)
    # The caption of the table is its title.
    return CategoryMap(title="", heading="", column="", categories=picture.categories, rows=rows)
