"""A chart as a file of its own: its table as CSV, its drawing as SVG and as PNG, with title, note and today's date."""

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

from django.conf import settings

from palermo.core.file_cache import kept_file
from palermo.core.languages import active_language
from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import LEADING, WIDE, Drawing, number, wrap
from palermo.site.charts.equal_earth import WIDTH
from palermo.site.charts.legend import draw_keys
from palermo.site.charts.values import Cell, Value
from palermo.site.charts.world_file import WORLD
from palermo.site.charts.world_map import disclaimer_lines
from palermo.site.csvs import csv_lines
from palermo.site.typesetting import set_png

STYLES = Path(__file__).parents[1] / "web/static/site"
MARGIN = 24
MOST_KEPT = 50 * 1024 * 1024
# Of the variable face for headings, a drawing would get the thinnest weight.
FACES = {"ar": "Amiri", "zh": "Noto Sans SC"}


def csv_of(chart: Chart) -> bytes:
    """The table of a chart; a value is a number that can be computed with, or says in words why it is none."""
    table = chart.table()
    rows = [table.head, *([_written(cell) for cell in row] for row in table.rows)]
    return b"".join(csv_lines(rows, active_language().django_code))


def _written(cell: Cell) -> str:
    if isinstance(cell, Value) and cell.number is not None and cell.low is None:
        return str(cell.number)
    return str(cell)


def svg_of(chart: Chart, sentences: Sequence[str] = (), stamp: str = "") -> bytes:
    """The chart as a drawing that needs nothing else: on light paper, with its title above it and its note below.

    Parameters
    ----------
    chart : Chart
    sentences : sequence of str
        What stands under the note, each on lines of its own.
    stamp : str
        A word across the drawing, for what must no longer be used.
    """
    drawing = chart.draw(WIDE, "chart")
    title = wrap(chart.title, WIDE, most=4) if chart.title else []
    below = [*wrap(chart.note, WIDE, most=6), *(disclaimer_lines(WIDE) if chart.is_map else [])]
    below += [line for sentence in sentences for line in wrap(sentence, WIDE, most=4)]
    top = MARGIN + len(title) * LEADING * 1.4 + 8
    keys = draw_keys(chart.key_lines())
    height = top + drawing.height + keys.height + (len(below) + 1) * LEADING + MARGIN / 2
    frame = Drawing(WIDE, "chart")
    frame.root.clear()
    words = Drawing(WIDE, "words")
    for at, line in enumerate(title):
        words.text(0, at * LEADING * 1.4, line, "chart-title")
    words.lines(0, top + drawing.height + keys.height + LEADING - MARGIN, below, "quiet")
    root = frame.root
    size = {"viewBox": f"0 0 {number(WIDE + 2 * MARGIN)} {number(height)}", "class": "chart-drawing"}
    root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", **size, "direction": "ltr"}
    ET.SubElement(root, "title").text = chart.title
    ET.SubElement(root, "desc").text = chart.description()
    ET.SubElement(root, "style").text = _style(active_language().code)
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "class": "ground"})
    _add_group(root, list(words.root), MARGIN, MARGIN + LEADING)
    base = [_base_map()] if chart.is_map else []
    _add_group(root, [*base, *drawing.root], MARGIN, top + MARGIN / 2)
    _add_group(root, list(keys.root), MARGIN, top + drawing.height + MARGIN)
    if stamp:
        _add_stamp(root, stamp, WIDE / 2 + MARGIN, height / 2)
    return ET.tostring(root, encoding="utf-8")


def _add_group(root: ET.Element, marks: list[ET.Element], x: float, y: float) -> None:
    group = ET.SubElement(root, "g", {"transform": f"translate({number(x)} {number(y)})"})
    group.extend(marks)


def _add_stamp(root: ET.Element, word: str, x: float, y: float) -> None:
    """A word across the middle, from the lower to the upper side."""
    place = f"translate({number(x)} {number(y)}) rotate(-18)"
    ET.SubElement(root, "text", {"class": "words stamp", "text-anchor": "middle", "transform": place}).text = word


def _base_map() -> ET.Element:
    """The land of the base map, of the width of a chart."""
    land = ET.parse(WORLD).getroot().find("{http://www.w3.org/2000/svg}g")  # noqa: S314 -- a file of our own
    assert land is not None
    scaled = ET.Element("g", {**land.attrib, "transform": f"scale({WIDE / WIDTH})"})
    for shape in land:
        ET.SubElement(scaled, shape.tag.rpartition("}")[2], {**shape.attrib, "id": f"land-{shape.get('id')}"})
    return scaled


@cache
def _style(language: str) -> str:
    """The styles of marks with the colours of light paper in place of their names."""
    light = (STYLES / "tokens.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]{6});", light))
    colours["--sans"] = FACES.get(language, "Noto Sans")
    marks = re.sub(r"/\*.*?\*/", "", (STYLES / "charts/marks.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"var\((--[a-z0-9-]+)\)", lambda found: colours[found[1]], marks)


def png_of(chart: Chart) -> bytes:
    """A drawing as PNG, cached under a name that contains a digest of its content."""
    drawing = svg_of(chart)
    place = Path(settings.MEDIA_ROOT) / "charts" / sha256(drawing).hexdigest()
    return kept_file(place, lambda: set_png(drawing), MOST_KEPT)
