"""Bars: one for each row, or several beside one another, or stacked into one."""

from dataclasses import dataclass

from palermo.site.charts.chart import Chart, Scale
from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap
from palermo.site.charts.legend import draw_legend
from palermo.site.charts.values import Cell, Label, Table, Value, ValueKind, count

BAR, GAP, BETWEEN = 16, 3, 12
# Narrower than this, a label stands above its bars.
ROOMY = 480
LABELS = 0.34
MARK = 14
# Of what is dotted, so much is seen even of a narrow interval.
LEAST = 4


@dataclass(frozen=True)
class Bar:
    """A row of bars: one value for each series."""

    label: Label
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Rows of bars; `series` names what is beside one another, or stacked, in each row."""

    series: tuple[str, ...]
    rows: tuple[Bar, ...]
    is_stacked: bool = False

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = [(row.label, *row.values) for row in self.rows]
        return Table((self.heading, *self.series), tuple(rows))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        is_roomy = width >= ROOMY
        start = width * LABELS if is_roomy else 0
        room = width - start - self._widest_figure()
        scale = Scale(max((self._reach(row) for row in self.rows), default=0), room)
        y = draw_legend(drawing, self.series) if len(self.series) > 1 else 0.0
        top_of_rows = y
        for row in self.rows:
            lines = wrap(row.label.words, start - 12 if is_roomy else width)
            drawing.lines(0, y + MARK, lines)
            top = y if is_roomy else y + len(lines) * LEADING + 2
            bottom = self._draw_row(drawing, row, start, top, scale)
            y = max(bottom, y + len(lines) * LEADING) + BETWEEN
        if is_roomy:
            drawing.line(start, top_of_rows, start, y - BETWEEN / 2, "axis")
        drawing.height = max(y - BETWEEN / 2, 1)
        return drawing

    def _widest_figure(self) -> float:
        shown = [(self._total(row),) if self.is_stacked else row.values for row in self.rows]
        figures = [str(value) for values in shown for value in values]
        return max(map(width_of, figures), default=0) + 12

    def _reach(self, row: Bar) -> float:
        return sum(value.top for value in row.values) if self.is_stacked else max(value.top for value in row.values)

    def _total(self, row: Bar) -> Value:
        return count(sum(value.number or 0 for value in row.values))

    def _draw_row(self, drawing: Drawing, row: Bar, start: float, y: float, scale: Scale) -> float:
        """The bars of a row; gives where they end."""
        if self.is_stacked:
            at = start
            for place, (name, value) in enumerate(zip(self.series, row.values, strict=True)):
                length = scale(value.number or 0)
                if length:
                    drawing.series_rect(at, y, length, BAR, place, f"{row.label} · {name}: {value.in_full}")
                    at += length
            drawing.text(at + 6, y + MARK - 1, str(self._total(row)), "figure")
            return y + BAR
        for place, value in enumerate(row.values):
            name = f"{row.label} · {self.series[place]}" if len(self.series) > 1 else str(row.label)
            hint = f"{name}: {value.in_full}" if value.address else ""
            with drawing.value_mark(hint, value.address):
                self._draw_value(drawing, value, start, y + place * (BAR + GAP), scale, place)
        return y + len(row.values) * (BAR + GAP) - GAP

    def _draw_value(self, drawing: Drawing, value: Value, x: float, y: float, scale: Scale, place: int) -> None:
        """One bar with its figure; what is no number has a mark of its own, so that it is not taken for zero."""
        length = self._draw_mark(drawing, value, x, y, scale, place)
        drawing.text(x + length + 6, y + MARK - 1, str(value), "figure")

    def _draw_mark(self, drawing: Drawing, value: Value, x: float, y: float, scale: Scale, place: int) -> float:
        """The mark of a value; gives how far it reaches."""
        length = scale(value.number or 0)
        if value.kind == ValueKind.NOT_RECORDED:
            length = 2 * BAR
            drawing.patterned_rect(x, y, length, BAR, "hatched")
        elif value.kind == ValueKind.SUPPRESSED:
            # What is known for certain is a bar; from there to the upper limit it is dotted.
            least = scale(value.low or 0)
            length = scale(value.high) if value.high else least + 2 * BAR
            if least:
                drawing.series_rect(x, y, least, BAR, place)
            drawing.patterned_rect(x + least, y, max(length - least, LEAST), BAR, "dotted")
        elif length:
            drawing.series_rect(x, y, length, BAR, place)
        if value.kind == ValueKind.ESTIMATED:
            low, length = scale(value.low or 0), scale(value.high or 0)
            drawing.line(x + low, y + BAR / 2, x + length, y + BAR / 2, "interval")
        return length
