"""A timeline: what happens on which days, along months and years; each mark may have the number it has elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from babel.dates import get_month_names

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day, format_period
from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import Drawing
from palermo.site.charts.values import Label, Table

RADIUS, ROW = 11, 26
AXIS = 26
EDGE = 16
# Days; what is longer is marked by years alone.
LONG = 800


@dataclass(frozen=True)
class Moment:
    """Something on certain days. `mark` is a number or a few letters; `series` is the place of its kind among all."""

    label: Label
    first: date
    last: date
    mark: str = ""
    series: int = 0
    is_vague: bool = False


@dataclass(frozen=True, kw_only=True)
class Timeline(Chart):
    """Moments along a line, and where today is; `column` names the days in the table."""

    moments: tuple[Moment, ...]
    today: date
    column: str

    def table(self) -> Table:
        rows = [(_marked(each), _days(each)) for each in self._in_order()]
        return Table((self.heading, self.column), tuple(rows))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        first, last = self._period()
        days = (last - first).days

        def x(day: date) -> float:
            return EDGE + (day - first).days / days * (width - 2 * EDGE)

        free: list[float] = []
        placed = []
        for each in self._in_order():
            begin, end = x(each.first), x(each.last)
            row = next((at for at, until in enumerate(free) if until + 4 <= begin - RADIUS), len(free))
            free[row : row + 1] = [max(end, begin + RADIUS)]
            placed.append((each, row, begin, end))
        base = len(free) * ROW + 4
        self._draw_axis(drawing, x, base)
        for each, row, begin, end in placed:
            _draw_moment(drawing, each, begin, end, base - row * ROW - ROW / 2 - 4)
        drawing.height = base + AXIS
        return drawing

    def _in_order(self) -> list[Moment]:
        return sorted(self.moments, key=lambda each: (each.first, each.last, each.mark))

    def _period(self) -> tuple[date, date]:
        """Whole months around everything that is shown."""
        first = min(each.first for each in self.moments).replace(day=1)
        last = max(each.last for each in self.moments)
        if (last - first).days < LONG and first <= self.today <= last + timedelta(days=366):
            last = max(last, self.today)
        return first, _month_after(last)

    def _draw_axis(self, drawing: Drawing, x: Callable[[date], float], base: float) -> None:
        first, last = self._period()
        drawing.line(EDGE, base, drawing.width - EDGE, base, "axis")
        until = -100.0
        for day, words in _ticks(first, last):
            at = x(day)
            drawing.line(at, base, at, base + 5, "axis")
            if at >= until and at < drawing.width - EDGE - 8:
                drawing.text(at + 3, base + 18, words, "quiet small")
                until = at + len(words) * 7 + 12
        if first <= self.today <= last:
            drawing.line(x(self.today), 0, x(self.today), base + 5, "today")


def _draw_moment(drawing: Drawing, each: Moment, begin: float, end: float, y: float) -> None:
    hint = f"{each.label} · {_days(each)}"
    if end - begin > 1:
        drawing.rect(begin, y - 3, end - begin, 6, f"series-{each.series % 5 + 1}", hint)
    drawing.circle(begin, y, RADIUS, f"series-{each.series % 5 + 1}{' vague' * each.is_vague}", hint)
    if each.mark:
        drawing.text(begin, y + 4.5, each.mark, "on-mark" if not each.is_vague else "small", "middle")


def _marked(each: Moment) -> Label:
    return Label(f"{each.mark}. {each.label}", each.label.address) if each.mark else each.label


def _days(each: Moment) -> str:
    return _format_days(each.first, each.last, active_language().code)


@lru_cache(maxsize=2048)
def _format_days(first: date, last: date, language: str) -> str:
    """Kept, since drawing, table and description say the same days."""
    return format_day(PartialDate(first), language) if first == last else format_period(first, last, language)


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@cache
def _month(month: int, language: str) -> str:
    """A month in short; in Arabic by its number, since its double name finds no room on an axis."""
    locale = {"zh": "zh_Hans"}.get(language, language)
    return str(month) if language == "ar" else get_month_names("abbreviated", "stand-alone", locale=locale)[month]


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The first days of months, or of years where there are many; a year is named where it begins."""
    is_long = (last - first).days > LONG
    day = first
    while day <= last:
        if day.month == 1 or day == first:
            yield day, str(day.year)
        elif not is_long:
            yield day, _month(day.month, active_language().code)
        day = _month_after(day)
