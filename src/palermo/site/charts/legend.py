"""The key of a chart: each series by its colour, its pattern and its name, in the order in which it is drawn."""

from collections.abc import Sequence

from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap

KEY, APART = 14, 18


def draw_legend(drawing: Drawing, names: Sequence[str], y: float = 0) -> float:
    """Draw the key from a height downwards; gives where the chart begins below it."""
    x = 0.0
    for place, name in enumerate(names):
        needed = KEY + 6 + width_of(name)
        if x and x + needed > drawing.width:
            x, y = 0.0, y + LEADING + 4
        drawing.series_rect(x, y + 1, KEY, KEY, place)
        lines = wrap(name, drawing.width - KEY - 6)
        drawing.lines(x + KEY + 6, y + KEY - 1, lines, "quiet")
        y += (len(lines) - 1) * LEADING
        x += needed + APART
    return y + LEADING + 10
