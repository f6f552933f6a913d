"""A flow in columns: how many of what leads to how many of what, such as mandates to activities to outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import LEADING, Drawing, wrap
from palermo.site.charts.values import Label, Table, count, format_number

BAR, APART, HEIGHT = 10, 12, 190


@dataclass(frozen=True)
class Node:
    """A part of a column, with how many there are; `key` is how streams name it."""

    key: str
    label: Label
    number: int


@dataclass(frozen=True)
class Column:
    """The nodes of one kind, from top to bottom."""

    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Stream:
    """So many lead from a node to one of the next column."""

    source: str
    target: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Flow(Chart):
    """Columns of nodes and the streams between them; the keys of nodes are unique in the whole flow."""

    columns: tuple[Column, ...]
    streams: tuple[Stream, ...]

    def table(self) -> Table:
        names = {node.key: f"{column.title}: {node.label}" for column in self.columns for node in column.nodes}
        rows = [(Label(names[each.source]), names[each.target], count(each.number)) for each in self.streams]
        return Table((self.heading, _("Leads to"), _("Number")), tuple(rows))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        step = width / len(self.columns)
        sizes = {node.key: self._size(node) for column in self.columns for node in column.nodes}
        unit = HEIGHT / max(sum(sizes[node.key] for node in column.nodes) for column in self.columns)
        tops: dict[str, float] = {}
        lowest = 0.0
        for at, column in enumerate(self.columns):
            drawing.text(at * step, 14, column.title, "strong")
            y = 2.0 * LEADING
            for node in column.nodes:
                tops[node.key] = y
                lines = len(_label_lines(node, step))
                y += max(sizes[node.key] * unit, lines * LEADING) + APART
            lowest = max(lowest, y)
        for each, source, target in self._bands(tops, unit):
            at = next(i for i, column in enumerate(self.columns) if each.source in {n.key for n in column.nodes})
            height = each.number * unit
            start, end = at * step + BAR, (at + 1) * step
            drawing.band((start, source, source + height), (end, target, target + height), "flow")
        for at, column in enumerate(self.columns):
            for node in column.nodes:
                height = max(sizes[node.key] * unit, 2)
                drawing.series_rect(at * step, tops[node.key], BAR, height, at)
                drawing.lines(at * step + BAR + 5, tops[node.key] + 13, _label_lines(node, step), "halo")
        drawing.height = lowest
        return drawing

    def _size(self, node: Node) -> int:
        into = sum(each.number for each in self.streams if each.target == node.key)
        out = sum(each.number for each in self.streams if each.source == node.key)
        return max(into, out, node.number)

    def _bands(self, tops: dict[str, float], unit: float) -> Iterator[tuple[Stream, float, float]]:
        """Each stream with the heights at which it leaves its source and comes to its target."""
        leaving, coming = dict(tops), dict(tops)
        for each in self.streams:
            yield each, leaving[each.source], coming[each.target]
            leaving[each.source] += each.number * unit
            coming[each.target] += each.number * unit


def _label_lines(node: Node, step: float) -> list[str]:
    return wrap(f"{node.label} ({format_number(node.number)})", step - BAR - 12)
