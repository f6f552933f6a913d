"""Seats by group: a dot for each member of a group, full for those that are taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.site.charts.bars import LABELS, ROOMY
from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap
from palermo.site.charts.values import Label, Table, count

DOT, STEP, BETWEEN = 4.5, 12, 12


@dataclass(frozen=True)
class Group:
    """A group with its seats, and how many of them are taken."""

    label: Label
    taken: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class Seats(Chart):
    """Groups, one under another; `column` names what a taken seat is, `all_seats` what all of them are."""

    groups: tuple[Group, ...]
    column: str
    all_seats: str

    def table(self) -> Table:
        rows = tuple((group.label, count(group.taken), count(group.seats)) for group in self.groups)
        return Table((self.heading, self.column, self.all_seats), rows)

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        is_roomy = width >= ROOMY
        start = width * LABELS if is_roomy else 0
        figures = [_figure(group) for group in self.groups]
        columns = max(int((width - start - max(map(width_of, figures), default=0) - 8) // STEP), 1)
        y = 0.0
        for group, figure in zip(self.groups, figures, strict=True):
            lines = wrap(group.label.words, start - 12 if is_roomy else width)
            drawing.lines(0, y + 14, lines)
            top = y if is_roomy else y + len(lines) * LEADING + 2
            for place in range(group.seats):
                row, column = divmod(place, columns)
                at = start + column * STEP + STEP / 2, top + row * STEP + STEP / 2 + 3
                drawing.circle(*at, DOT - (place >= group.taken), "series-1" if place < group.taken else "seat-free")
            used = min(group.seats, columns) * STEP
            drawing.text(start + used + 8, top + 14, figure, "figure")
            bottom = top + max(-(-group.seats // columns) * STEP + 6, LEADING)
            y = max(bottom, y + len(lines) * LEADING) + BETWEEN
        drawing.height = max(y, 1)
        return drawing


def _figure(group: Group) -> str:
    return _("%(taken)d of %(seats)d") % {"taken": group.taken, "seats": group.seats}
