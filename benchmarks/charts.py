"""CPU of every form of chart, drawn for a wide and a narrow page as a page shows it.

    uv run python -m benchmarks.charts

Prints the CPU milliseconds and the size of each form with as many rows as a page gives it. The limit is that of the
README: at most 5 ms a drawing, the shapes of the map being read.
"""

import sys
import time
from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median

from django.utils import translation

import benchmarks.measuring  # noqa: F401  # settings and Django
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.chart import Chart
from palermo.site.charts.cumulative import Cumulative, Noted, Step
from palermo.site.charts.dots import Dots
from palermo.site.charts.flow import Column, Flow, Node, Stream
from palermo.site.charts.intervals import Intervals, Reading
from palermo.site.charts.lines import Lines, LineSeries
from palermo.site.charts.matrix import Line, Matrix
from palermo.site.charts.seats import Group, Seats
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import Label, count, estimate, suppressed_value
from palermo.site.charts.world_file import places
from palermo.site.charts.world_map import AtState, WorldMap
from palermo.site.templatetags.charts import inline_svg

LIMIT_MS, TIMES = 5, 20
NAMES = [Label(f"Regional event on criminal justice responses to trafficking {at}") for at in range(50)]
FIRST = date(2007, 2, 12)


def charts() -> Mapping[str, Chart]:
    """Each form: with 50 rows where it shows a page of a list, and every area where it is filled."""
    named = {"title": "Title", "heading": "Name"}
    days = [FIRST + timedelta(days=9 * at) for at in range(50)]
    codes = list(places())
    return {
        "bars": Bars(
            **named, series=("A", "B", "C"), rows=tuple(Bar(n, (count(1), count(2), count(3))) for n in NAMES[:10])
        ),
        "status bar": StatusBar(**named, column="Number", parts=tuple(Part(n, 3) for n in NAMES[:5])),
        "timeline": Timeline(
            **named,
            column="Days",
            today=date(2008, 2, 1),
            moments=tuple(
                Moment(name, day, day + timedelta(days=2), str(at))
                for at, (name, day) in enumerate(zip(NAMES, days, strict=True))
            ),
        ),
        "flow": Flow(
            **named,
            columns=tuple(
                Column(part, tuple(Node(f"{part}{at}", NAMES[at], 3) for at in range(6))) for part in ("A", "B", "C")
            ),
            streams=tuple(
                Stream(f"{one}{a}", f"{two}{b}", 1) for one, two in ("AB", "BC") for a in range(6) for b in range(6)
            ),
        ),
        "seats": Seats(**named, column="A", all_seats="B", groups=tuple(Group(n, 20, 54) for n in NAMES[:5])),
        "matrix": Matrix(
            **named, columns=("A", "B", "C", "D"), lines=tuple(Line(n, tuple(map(count, range(4)))) for n in NAMES[:12])
        ),
        "intervals": Intervals(**named, column="A", readings=tuple(Reading(n, estimate(8, 6, 11)) for n in NAMES[:20])),
        "lines": Lines(
            **named,
            periods=tuple(Label(str(2000 + at)) for at in range(25)),
            series=tuple(LineSeries(name, (suppressed_value(1, 4), count(7)) * 12 + (count(9),)) for name in "ABCDE"),
        ),
        "dots": Dots(**named, series=("A",), rows=tuple(Bar(n, (estimate(8, 6, 11),)) for n in NAMES[:40])),
        "cumulative": Cumulative(
            **named,
            column="A",
            steps=tuple(Step(FIRST + timedelta(days=30 * at), at) for at in range(160)),
            until=date(2025, 1, 1),
            noted=(Noted(date(2010, 1, 1), "Entry into force"),),
        ),
        "map, categories": CategoryMap(
            **named,
            column="A",
            categories=("B", "C"),
            rows=tuple(InCategory(code, Label(code), at % 2) for at, code in enumerate(codes)),
        ),
        "map, circles": WorldMap(
            **named,
            column="A",
            is_named=True,
            rows=tuple(AtState(codes[at * 4], name, "Place", at + 1) for at, name in enumerate(NAMES)),
        ),
        "map, filled": WorldMap(
            **named,
            column="A",
            is_filled=True,
            rows=tuple(AtState(code, Label(code), count(at)) for at, code in enumerate(codes)),
        ),
    }


def main() -> int:
    """Draw every form, print the table; 1 where a drawing takes longer than the limit."""
    print(f"{'form':16}{'size':8}{'CPU ms':>8}{'bytes':>8}")
    failed = 0
    with translation.override("ar"):
        for name, chart in charts().items():
            for size in chart.sizes:
                spent, length = _measured(chart, size)
                failed += spent > LIMIT_MS
                print(f"{name:16}{size:8}{spent:8.2f}{length:8}{'  !' * (spent > LIMIT_MS)}")
    print(f"{failed} past the limit.")
    return 1 if failed else 0


def _measured(chart: Chart, size: str) -> tuple[float, int]:
    """The median CPU of a drawing in milliseconds, after one to warm up; and its length."""
    length, spent = len(inline_svg(chart, "name", size)), []
    for _time in range(TIMES):
        before = time.process_time()
        inline_svg(chart, "name", size)
        spent.append((time.process_time() - before) * 1000)
    return median(spent), length


if __name__ == "__main__":
    sys.exit(main())
