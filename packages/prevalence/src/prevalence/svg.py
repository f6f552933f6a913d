"""Plots as SVG text: totals with their limits, one row each, on a logarithmic scale."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

ACCENT = "var(--accent, currentColor)"
WIDTH, LABELS, ROW, TOP, BOTTOM = 760, 250, 26, 14, 44


@dataclass(frozen=True)
class Bar:
    """A row of a plot: a label, a total and its limits; None where there is none."""

    label: str
    total: float | None
    low: float | None = None
    high: float | None = None


def plot(bars: Sequence[Bar], observed: int, title: str) -> str:
    """Draw totals and limits.

    Parameters
    ----------
    bars : sequence of Bar
    observed : int
        People on some list, drawn as a line that no total can fall below.
    title : str
        Read out in place of the picture.

    Returns
    -------
    str
        An `svg` element that follows the text colour around it.

    Examples
    --------
    >>> plot([Bar("a", 100, 80, 130)], 60, "Totals").startswith("<svg")
    True
    """
    numbers = [x for bar in bars for x in (bar.total, bar.low, bar.high) if x is not None and x > 0]
    low, high = max(min([observed, *numbers]), 1) * 0.95, max([observed, *numbers, 2]) * 1.05
    height = TOP + ROW * len(bars) + BOTTOM

    def x(value: float) -> float:
        share = (math.log(max(value, low)) - math.log(low)) / (math.log(high) - math.log(low))
        return LABELS + share * (WIDTH - LABELS - 16)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" font-size="13" '
        f'fill="currentColor" stroke="none"><title>{escape(title)}</title>'
    ]
    floor = TOP + ROW * len(bars)
    for tick in _ticks(low, high):
        parts.append(
            f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{floor}" stroke="currentColor" '
            'stroke-opacity="0.15"/>'
            f'<text x="{x(tick):.1f}" y="{floor + 18}" text-anchor="middle">{tick:,.0f}</text>'
        )
    parts.append(
        f'<line x1="{x(observed):.1f}" x2="{x(observed):.1f}" y1="{TOP}" y2="{floor}" stroke="currentColor" '
        'stroke-dasharray="3 3"/>'
        f'<text x="{x(observed):.1f}" y="{floor + 36}" text-anchor="middle">{observed:,} observed</text>'
    )
    for place, bar in enumerate(bars):
        parts.append(_row(bar, TOP + ROW * place + ROW / 2, x, high))
    return "".join(parts) + "</svg>"


def _row(bar: Bar, y: float, x: Callable[[float], float], high: float) -> str:
    text = f'<text x="0" y="{y + 4:.1f}">{escape(bar.label)}</text>'
    if bar.total is None:
        return text + f'<text x="{LABELS + 16}" y="{y + 4:.1f}" fill-opacity="0.7">not available</text>'
    if bar.low is not None:
        end = bar.high if bar.high is not None else high
        arrow = "" if bar.high is not None else f'<text x="{x(end) - 8:.1f}" y="{y + 4:.1f}">→</text>'
        text += (
            f'<line x1="{x(bar.low):.1f}" x2="{x(end):.1f}" y1="{y}" y2="{y}" stroke="{ACCENT}" stroke-width="2"/>'
            + arrow
        )
    return text + f'<circle cx="{x(bar.total):.1f}" cy="{y}" r="4.5" fill="{ACCENT}"/>'


def _ticks(low: float, high: float) -> list[float]:
    found = [
        step * 10.0**power
        for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        for step in (1, 2, 5)
    ]
    inside = [tick for tick in found if low <= tick <= high]
    return inside if len(inside) <= 7 else inside[:: math.ceil(len(inside) / 7)]
