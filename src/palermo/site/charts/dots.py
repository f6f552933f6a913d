"""Dots with their intervals: a row for each name, for estimates and for sums that are known within limits."""

from dataclasses import dataclass

from palermo.site.charts.bars import BETWEEN, LABELS, MARK, ROOMY, Bar
from palermo.site.charts.chart import Chart, Key, Scale
from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap
from palermo.site.charts.legend import draw_legend, kind_keys
from palermo.site.charts.lines import RADIUS, SHAPES, draw_shape
from palermo.site.charts.values import Cell, Table, Value, ValueKind, format_number

ROW, LEAST, SPAN, FOOT = 24, 5, 10, 24


@dataclass(frozen=True, kw_only=True)
class Dots(Chart):
    """Rows of dots upon one scale; `series` names the values of a row, each of which has a line of its own."""

    series: tuple[str, ...]
    rows: tuple[Bar, ...]

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = [(row.label, *row.values) for row in self.rows]
        return Table((self.heading, *self.series), tuple(rows))

    def key_lines(self) -> tuple[Key, ...]:
        """What is no number."""
        return kind_keys(value for row in self.rows for value in row.values)

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        is_roomy = width >= ROOMY
        start = width * LABELS if is_roomy else RADIUS + 2
        figures = max((width_of(str(value)) for row in self.rows for value in row.values), default=0) + 12
        scale = Scale(max((value.top for row in self.rows for value in row.values), default=0), width - start - figures)
        y = draw_legend(drawing, self.series, draw_sign=_draw_dot_sign) if len(self.series) > 1 else 0.0
        top = y
        lines = [wrap(row.label.words, start - 12 if is_roomy else width) for row in self.rows]
        heights = [_height(row, words, is_roomy=is_roomy) for row, words in zip(self.rows, lines, strict=True)]
        bottom = top + sum(heights)
        for tick in scale.ticks():
            x = start + scale(tick)
            drawing.line(x, top, x, bottom, "grid" if tick else "axis")
            drawing.text(x, bottom + 17, format_number(round(tick, 2)), "quiet", "middle" if tick else "start")
        for row, words, height in zip(self.rows, lines, heights, strict=True):
            drawing.lines(0, y + MARK + 3, words)
            first = y if is_roomy else y + len(words) * LEADING
            for place, value in enumerate(row.values):
                name = f"{row.label} · {self.series[place]}" if len(self.series) > 1 else str(row.label)
                with drawing.value_mark(f"{name}: {value.in_full}", value.address):
                    _draw_value(drawing, value, start, first + place * ROW + ROW / 2, scale, place)
            y += height
        drawing.height = bottom + FOOT
        return drawing


def _height(row: Bar, words: list[str], *, is_roomy: bool) -> float:
    dots, name = len(row.values) * ROW, len(words) * LEADING
    return (max(dots, name) if is_roomy else dots + name) + BETWEEN / 2


def _draw_value(drawing: Drawing, value: Value, x: float, y: float, scale: Scale, place: int) -> None:
    """The dot of a value, or its limits, and the figure behind it."""
    end = x
    drawing.hit(x, y - ROW / 2, scale(value.top) + ROW / 2, ROW)
    if value.kind == ValueKind.SUPPRESSED:
        low = scale(value.low or 0)
        length = max(scale(value.high) - low, LEAST) if value.high is not None else 2 * ROW
        edge, top, bottom = f"edge-{place % SHAPES + 1}", y - SPAN / 2, y + SPAN / 2
        if value.high is None:
            # Open towards what it may be at most.
            drawing.curve(
                [(x + low + length, top), (x + low, top), (x + low, bottom), (x + low + length, bottom)], edge
            )
        else:
            drawing.rect(x + low, top, length, SPAN, edge)
        drawing.patterned_rect(x + low, y - SPAN / 2, length, SPAN, "dotted")
        end = x + low + length
    elif value.kind == ValueKind.NOT_RECORDED:
        drawing.patterned_rect(x, y - SPAN / 2, 2 * ROW, SPAN, "hatched")
        end = x + 2 * ROW
    elif value.kind == ValueKind.ESTIMATED:
        end = x + scale(value.high or 0)
        drawing.line(x + scale(value.low or 0), y, end, y, "interval")
        drawing.circle(x + scale(value.number or 0), y, RADIUS, "vague")
    elif value.number is not None:
        end = x + scale(value.number)
        draw_shape(drawing, end, y, place)
    drawing.text(end + 9, y + 5, str(value), "figure")


def _draw_dot_sign(drawing: Drawing, x: float, y: float, place: int) -> None:
    draw_shape(drawing, x + 7, y + 7, place)
