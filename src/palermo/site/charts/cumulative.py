"""A number that grows or shrinks from day to day, as a line of steps, with days to be noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.site.charts.chart import Chart, Scale
from palermo.site.charts.drawing import LEADING, Drawing, width_of, wrap
from palermo.site.charts.values import Label, Table, count, format_number

PLOT, FOOT, APART, EDGE = 200, 26, 10, 14


@dataclass(frozen=True)
class Step:
    """The number from a day on."""

    on: date
    number: int


@dataclass(frozen=True)
class Noted:
    """A day to be noted, with its words."""

    on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class Cumulative(Chart):
    """Steps in order of time, until a day. `column` names the number; the table has it at the end of each year."""

    steps: tuple[Step, ...]
    until: date
    column: str
    noted: tuple[Noted, ...] = ()

    def table(self) -> Table:
        years = {year: list(steps)[-1].number for year, steps in groupby(self.steps, lambda step: step.on.year)}
        return Table((self.heading, self.column), tuple((Label(str(y)), count(n)) for y, n in years.items()))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        notes = [(each, wrap(f"{each.words}: {_day(each.on)}", width * 0.6, most=2)) for each in self.noted]
        top = sum(len(lines) for _each, lines in notes) * LEADING + 8
        base = top + PLOT
        scale = Scale(max((step.number for step in self.steps), default=0), PLOT)
        ticks = [(tick, format_number(round(tick))) for tick in scale.ticks()]
        start = max(width_of(words) for _tick, words in ticks) + APART
        first, last = date(self.steps[0].on.year, 1, 1), max(self.until, self.steps[-1].on)

        def x(day: date) -> float:
            return start + (day - first).days / max((last - first).days, 1) * (width - EDGE - start)

        for tick, words in ticks:
            drawing.line(start, base - scale(tick), width, base - scale(tick), "grid")
            drawing.text(start - 6, base - scale(tick) + 4, words, "quiet", "end")
        self._draw_years(drawing, x, base)
        y = 13.0
        for each, lines in notes:
            drawing.line(x(each.on), y - 10, x(each.on), base, "today")
            is_late = x(each.on) > width * 0.6
            drawing.lines(x(each.on) + (-6 if is_late else 6), y, lines, "halo", "end" if is_late else "start")
            y += len(lines) * LEADING
        points = [(x(first), base)]
        for step in self.steps:
            points += [(x(step.on), points[-1][1]), (x(step.on), base - scale(step.number))]
        drawing.curve(
            [*points, (x(last), points[-1][1])], "curve", f"{_day(last)}: {format_number(self.steps[-1].number)}"
        )
        drawing.line(start, base, width, base, "axis")
        drawing.height = base + FOOT
        return drawing

    def _draw_years(self, drawing: Drawing, x: Callable[[date], float], base: float) -> None:
        until = 0.0
        for year in range(self.steps[0].on.year, max(self.until, self.steps[-1].on).year + 1):
            at = x(date(year, 1, 1))
            drawing.line(at, base, at, base + 5, "axis")
            if at >= until and at + width_of(str(year)) <= drawing.width:
                drawing.text(at + 3, base + 19, str(year), "quiet")
                until = at + width_of(str(year)) + APART


def _day(day: date) -> str:
    return format_day(PartialDate(day), active_language().code)
