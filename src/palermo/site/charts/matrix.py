"""A matrix: a value for each pair of a row and a column, as a number on a ground that is darker for more."""

from dataclasses import dataclass

from palermo.site.charts.bars import ROOMY
from palermo.site.charts.chart import Chart, Key
from palermo.site.charts.drawing import LEADING, Drawing, wrap
from palermo.site.charts.steps import Steps, pattern_of
from palermo.site.charts.values import Cell, Label, Table, Value

CELL = 30
LABELS, NARROW_LABELS = 0.3, 0.36


@dataclass(frozen=True)
class Line:
    """A row of the matrix: one value for each column."""

    label: Label
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix(Chart):
    """Rows and columns, both named."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = [(line.label, *line.values) for line in self.lines]
        return Table((self.heading, *self.columns), tuple(rows))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        start = width * (LABELS if width >= ROOMY else NARROW_LABELS)
        step = (width - start) / max(len(self.columns), 1)
        heads = [wrap(name, step - 4) for name in self.columns]
        for at, head in enumerate(heads):
            drawing.lines(start + at * step + step / 2, 14, head, "quiet", "middle")
        y = max(map(len, heads), default=0) * LEADING + 8.0
        steps = self._steps()
        for line in self.lines:
            words = wrap(line.label.words, start - 10)
            height = max(CELL, len(words) * LEADING + 6)
            drawing.lines(0, y + 19, words)
            for at, value in enumerate(line.values):
                x, hint = start + at * step, f"{line.label} · {self.columns[at]}: {value.in_full}"
                with drawing.value_mark(hint, value.address):
                    if pattern := pattern_of(value):
                        drawing.patterned_rect(x, y, step - 2, height - 2, pattern, mark="edge")
                    else:
                        drawing.rect(x, y, step - 2, height - 2, steps.mark(value))
                    if sign := _sign(value):
                        drawing.text(x + step / 2 - 1, y + height / 2 + 4, sign, "halo", "middle")
            y += height
        drawing.height = y
        return drawing

    def key_lines(self) -> tuple[Key, ...]:
        """The steps, and what is no number."""
        return self._steps().keys()

    def _steps(self) -> Steps:
        return Steps(value for line in self.lines for value in line.values)


def _sign(value: Value) -> str:
    """What stands in a cell: the number, or the limits; of what is neither, the ground says enough."""
    return str(value) if value.number is not None or value.words else value.limits
