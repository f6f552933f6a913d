"""A line through the years with intervals: broken where nothing is recorded, which is never drawn as zero."""

from dataclasses import dataclass
from itertools import groupby

from palermo.site.charts.chart import Chart, Scale
from palermo.site.charts.drawing import Drawing, width_of
from palermo.site.charts.values import Label, Table, Value, ValueKind, format_number

PLOT, TOP, FOOT = 200, 12, 26
APART = 10


@dataclass(frozen=True)
class Reading:
    """The value of a year or of another period."""

    label: Label
    value: Value


@dataclass(frozen=True, kw_only=True)
class Intervals(Chart):
    """Readings in order of time; `column` names the values."""

    readings: tuple[Reading, ...]
    column: str

    def table(self) -> Table:
        return Table((self.heading, self.column), tuple((each.label, each.value) for each in self.readings))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        scale = Scale(max((each.value.top for each in self.readings), default=0), PLOT)
        ticks = [(tick, format_number(round(tick, 2))) for tick in scale.ticks()]
        start = max(width_of(words) for _tick, words in ticks) + APART
        step = (width - start) / max(len(self.readings), 1)
        base = TOP + PLOT
        for tick, words in ticks:
            drawing.line(start, base - scale(tick), width, base - scale(tick), "grid")
            drawing.text(start - 6, base - scale(tick) + 4, words, "quiet", "end")
        points = [(start + (at + 0.5) * step, each) for at, each in enumerate(self.readings)]
        self._draw_labels(drawing, points, base)
        for is_known, group in groupby(points, lambda point: point[1].value.number is not None):
            run = list(group)
            if is_known:
                drawing.curve([(x, base - scale(each.value.number or 0)) for x, each in run], "curve")
            for x, each in run:
                _draw_reading(drawing, x, base, each, scale)
        drawing.line(start, base, width, base, "axis")
        drawing.height = base + FOOT
        return drawing

    def _draw_labels(self, drawing: Drawing, points: list[tuple[float, Reading]], base: float) -> None:
        """The name of each reading that finds room."""
        until = 0.0
        for x, each in points:
            half = width_of(each.label.words) / 2
            if x - half >= until and x + half <= drawing.width:
                drawing.text(x, base + 19, each.label.words, "quiet", "middle")
                until = x + half + APART


def _draw_reading(drawing: Drawing, x: float, base: float, each: Reading, scale: Scale) -> None:
    value, hint = each.value, f"{each.label}: {each.value}"
    with drawing.value_mark(hint, value.address):
        if value.low is not None and value.high is not None:
            drawing.line(x, base - scale(value.low), x, base - scale(value.high), "interval")
        if value.number is not None:
            # An estimate is an open circle, a count a full one.
            mark = "vague" if value.kind == ValueKind.ESTIMATED else "series-1"
            drawing.circle(x, base - scale(value.number), 4.5, mark)
        elif value.kind == ValueKind.SUPPRESSED:
            drawing.patterned_rect(x - 6, base - 24, 12, 24, "dotted")
        elif value.kind == ValueKind.NOT_RECORDED:
            drawing.patterned_rect(x - 6, base - 24, 12, 24, "hatched")
