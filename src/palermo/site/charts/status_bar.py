"""A status bar: one whole in its parts, each with its number and its name."""

from dataclasses import dataclass

from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap
from palermo.site.charts.legend import APART, KEY
from palermo.site.charts.values import Label, Table, count, format_number

BAR = 26
# So many parts make a picture.
ENOUGH = 3


@dataclass(frozen=True)
class Part:
    """A part of the whole."""

    label: Label
    number: int


@dataclass(frozen=True, kw_only=True)
class StatusBar(Chart):
    """Parts in the order in which things go; parts of nothing are named, and have no length. `column` names the
    numbers in the table."""

    parts: tuple[Part, ...]
    column: str

    def table(self) -> Table:
        return Table((self.heading, self.column), tuple((part.label, count(part.number)) for part in self.parts))

    def in_words(self) -> list[tuple[Label, str]]:
        """A bar of one or two parts says less than their numbers."""
        parts = [(part.label, format_number(part.number)) for part in self.parts if part.number]
        return parts if len(parts) < ENOUGH else []

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        total = sum(part.number for part in self.parts) or 1
        x = 0.0
        for place, part in enumerate(self.parts):
            length = part.number / total * width
            if length:
                drawing.series_rect(x, 0, max(length - 2, 1), BAR, place, f"{part.label}: {format_number(part.number)}")
            x += length
        drawing.height = self._draw_names(drawing)
        return drawing

    def _draw_names(self, drawing: Drawing) -> float:
        x, y = 0.0, BAR + 12.0
        for place, part in enumerate(self.parts):
            figure = format_number(part.number)
            indent = KEY + 6 + width_of(figure) + 8
            needed = indent + width_of(part.label.words)
            if x and x + needed > drawing.width:
                x, y = 0.0, y + LEADING + 4
            drawing.series_rect(x, y + 1, KEY, KEY, place)
            drawing.text(x + KEY + 6, y + KEY - 1, figure, "figure strong")
            lines = wrap(part.label.words, drawing.width - indent)
            drawing.lines(x + indent, y + KEY - 1, lines)
            y += (len(lines) - 1) * LEADING
            x += needed + APART
        return y + LEADING + 4
