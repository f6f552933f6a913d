"""A flow in columns: how many of what leads to how many of what, such as mandates to activities to outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from django.utils.translation import gettext as _

from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import LEADING, Drawing, longest_piece, width_of, wrap
from palermo.site.charts.values import Label, Table, count, format_number

BAR, APART, HEIGHT = 10, 12, 260
# A band at least so wide says its number; of a narrower one, the hint and the nodes say it.
LEAST_WITH_NUMBER = 12


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
        starts = self._starts(width)
        rooms = [end - start - BAR - APART for start, end in pairwise((*starts, width))]
        sizes = {node.key: self._size(node) for column in self.columns for node in column.nodes}
        labels = {node.key: str(node.label) for column in self.columns for node in column.nodes}
        numbers: list[tuple[float, float, str]] = []
        unit = HEIGHT / max(sum(sizes[node.key] for node in column.nodes) for column in self.columns)
        tops: dict[str, float] = {}
        titles = [wrap(column.title, room + BAR) for column, room in zip(self.columns, rooms, strict=True)]
        top = (max(map(len, titles)) + 1.0) * LEADING
        for column, start, room, title in zip(self.columns, starts, rooms, titles, strict=True):
            drawing.lines(start, 14, title, "strong")
            y = top
            for node in column.nodes:
                tops[node.key] = y
                lines = len(_label_lines(node, room))
                y += max(sizes[node.key] * unit, lines * LEADING) + APART
            drawing.height = max(drawing.height, y)
        for each, source, target in self._bands(tops, unit):
            at = next(i for i, column in enumerate(self.columns) if each.source in {n.key for n in column.nodes})
            height = each.number * unit
            start, end = starts[at] + BAR, starts[at + 1]
            hint = f"{labels[each.source]} – {labels[each.target]}: {format_number(each.number)}"
            drawing.band((start, source, source + height), (end, target, target + height), "flow", hint)
            if height >= LEAST_WITH_NUMBER:
                words = format_number(each.number)
                numbers.append((end - 4 - width_of(words), target + height / 2 + 4, words))
        for x, y, words in numbers:
            drawing.lines(x, y, [words], "halo")
        for at, (column, start, room) in enumerate(zip(self.columns, starts, rooms, strict=True)):
            for node in column.nodes:
                height = max(sizes[node.key] * unit, 2)
                drawing.series_rect(start, tops[node.key], BAR, height, at, _label(node))
                drawing.lines(start + BAR + 5, tops[node.key] + 13, _label_lines(node, room), "halo")
        return drawing

    def _starts(self, width: int) -> list[float]:
        """Where the columns begin: evenly, or where one has not the room for its longest word, by what each needs."""
        needs = [
            BAR + APART + max(longest_piece(words) for words in (column.title, *map(_label, column.nodes)))
            for column in self.columns
        ]
        spare = 0.0 if max(needs) <= width / len(needs) else (width - sum(needs)) / len(needs)
        steps = [need + spare for need in needs] if spare else [width / len(needs)] * len(needs)
        return [0.0, *accumulate(steps[:-1])]

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


def _label(node: Node) -> str:
    return f"{node.label} ({format_number(node.number)})"


def _label_lines(node: Node, room: float) -> list[str]:
    return wrap(_label(node), room, most=4)
