"""Charts of a page.

{% chart "status" %}            the chart that the view gave this name; nothing where there is nothing to show
{% chart "events" level=3 %}    with a heading of that rank instead of the second
{% chart "events" table=False %}   without its table: on a page that has it for all to see
{% chart "events" files=False %}    without files: on a page whose view does not give them (`render_with_charts`)
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import NARROW, WIDE, number
from palermo.site.charts.pages import FORMS
from palermo.site.charts.values import Cell, Table, Value

register = template.Library()
STYLED = "chart_styles"


@register.inclusion_tag("site/parts/chart.html", takes_context=True)
def chart(context: Context, name: str, level: int = 2, files: bool = True, table: bool = True) -> dict[str, object]:
    """A chart with its table and its files."""
    charts: Mapping[str, Chart | None] = context.get("charts") or {}
    shown = charts.get(name)
    if shown is None:
        return {"chart": None}
    first = not context.render_context.get(STYLED)
    context.render_context[STYLED] = True
    parts = chart_parts(shown, name, level, table=table)
    frame = getattr(context.get("request"), "frame", None)
    return {
        **parts,
        "brings_styles": first,
        # In an offline package there is no script.
        "leads": not frame and any("<a " in drawing for drawing in parts["drawings"]),
        "files": [(form.upper(), _address(context, name, form)) for form in FORMS] if files else [],
    }


def chart_parts(shown: Chart, name: str, level: int = 2, *, table: bool = True) -> dict[str, Any]:
    """What the template of a chart needs at least: with this alone it stands on a page without script or files."""
    cells = shown.table()
    return {
        "chart": shown,
        "name": name,
        "level": level,
        "words": shown.in_words(),
        "keys": shown.key_lines(),
        "drawings": [inline_svg(shown, name, size) for size in shown.sizes],
        "has_table": table,
        "head": cells.head,
        "body": _body(cells) if table else "",
    }


def inline_svg(shown: Chart, name: str, size: str) -> SafeString:
    """The drawing of a chart for wide, narrow or any pages, as a picture with a title and a description."""
    key = f"{name}-{size}"
    drawing = shown.draw(NARROW if size == "narrow" else WIDE, key)
    root = drawing.root
    root.set("viewBox", f"0 0 {drawing.width} {number(drawing.height)}")
    root.set("class", f"chart-drawing {size}")
    # A picture with links in it is a group: what is in an image cannot be reached.
    root.set("role", "group" if drawing.addresses else "img")
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    title, description = ET.Element("title", {"id": f"{key}-title"}), ET.Element("desc", {"id": f"{key}-desc"})
    title.text, description.text = shown.title, shown.description()
    drawing.link_marks()
    root[:0] = [title, description]
    # A tree of elements is written with every text escaped.
    return mark_safe(ET.tostring(root, encoding="unicode", short_empty_elements=False))  # noqa: S308


def _body(table: Table) -> SafeString:
    """The rows of a table. There may be hundreds, and a template takes many times as long for each."""
    return mark_safe("\n".join(map(_row, table.rows)))  # noqa: S308  # every text is escaped


def _row(row: Sequence[Cell]) -> str:
    cells = "".join(f"<td{_NUMBER if isinstance(cell, Value) else ''}>{_cell(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{_cell(row[0])}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    words = f"<bdi>{escape(str(cell))}</bdi>"
    address = "" if isinstance(cell, str) else cell.address
    return f'<a href="{escape(address)}">{words}</a>' if address else words


_NUMBER = ' class="number"'


def _address(context: Context, name: str, form: str) -> str:
    request = context.get("request")
    if request is None:
        return ""
    query = request.GET.copy()
    query["chart"], query["as"] = name, form
    return f"?{query.urlencode()}"
