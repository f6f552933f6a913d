"""A timeline: what happens on which days, along months and years; each mark may have the number it has elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from babel.dates import get_month_names

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day, format_period
from palermo.site.charts.bars import ROOMY
from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import Drawing, width_of
from palermo.site.charts.values import Label, Table

RADIUS, ROW, LANE = 11, 26, 22
SMALL = 12
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
    """Moments along a line, and where today is; `column` names the days in the table.

    With `lanes`, moments of each series stand in a lane of their own under its name; `kind` names the lanes in the
    table.
    """

    moments: tuple[Moment, ...]
    today: date
    column: str
    lanes: tuple[str, ...] = ()
    kind: str = ""

    def table(self) -> Table:
        if not self.lanes:
            return Table((self.heading, self.column), tuple((_marked(each), _days(each)) for each in self._in_order()))
        rows = tuple((_marked(each), _days(each), self.lanes[each.series]) for each in self._in_order())
        return Table((self.heading, self.column, self.kind), rows)

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        first, last = self._period()
        days = (last - first).days

        start = self._start(width)

        def x(day: date) -> float:
            return start + (day - first).days / days * (width - EDGE - start)

        placed: list[tuple[Moment, float]] = []
        names: list[tuple[str, float]] = []
        bottom = 0.0
        for name, moments in self._filled_lanes():
            if name:
                # Beside its lane where there is room, else above it.
                names.append((name, bottom + LANE - 4))
                bottom += 0 if start > EDGE else LANE
            rows = _rows_of(moments, x)
            bottom += (max(row for _moment, row in rows) + 1) * ROW
            placed += [(each, bottom - row * ROW - ROW / 2) for each, row in rows]
        self._draw_axis(drawing, x, start, bottom + 4)
        for name, y in names:
            drawing.text(self._beside_today(name, x), y, name, "quiet small halo")
        for each, y in placed:
            _draw_moment(drawing, each, x(each.first), x(each.last), y)
        drawing.height = bottom + 4 + AXIS
        return drawing

    def _start(self, width: int) -> float:
        """Where the line begins: behind the names of the lanes, where there is room for them."""
        names = [width_of(name, SMALL) for name, _moments in self._filled_lanes()]
        return max(names) + EDGE if self.lanes and width >= ROOMY else EDGE

    def _beside_today(self, name: str, x: Callable[[date], float]) -> float:
        """Where the name of a lane begins, so that the line of today does not cross it."""
        first, last = self._period()
        at = x(self.today) if first <= self.today <= last else -1.0
        return at + 6 if 0 <= at <= width_of(name, SMALL) + 2 else 0.0

    def _filled_lanes(self) -> list[tuple[str, list[Moment]]]:
        """The lanes in which there is something, each with its moments."""
        if not self.lanes:
            return [("", self._in_order())]
        lanes = [(name, [each for each in self._in_order() if each.series == at]) for at, name in enumerate(self.lanes)]
        return [(name, moments) for name, moments in lanes if moments]

    def _in_order(self) -> list[Moment]:
        return sorted(self.moments, key=lambda each: (each.first, each.last, each.mark))

    def _period(self) -> tuple[date, date]:
        """Whole months around everything that is shown."""
        first = min(each.first for each in self.moments).replace(day=1)
        last = max(each.last for each in self.moments)
        if (last - first).days < LONG and first <= self.today <= last + timedelta(days=366):
            last = max(last, self.today)
        return first, _month_after(last)

    def _draw_axis(self, drawing: Drawing, x: Callable[[date], float], start: float, base: float) -> None:
        first, last = self._period()
        drawing.line(start, base, drawing.width - EDGE, base, "axis")
        until = -100.0
        for day, words in _ticks(first, last):
            at = x(day)
            drawing.line(at, base, at, base + 5, "axis")
            if at >= until and at < drawing.width - EDGE - 8:
                drawing.text(at + 3, base + 18, words, "quiet small")
                until = at + len(words) * 7 + 12
        if first <= self.today <= last:
            drawing.line(x(self.today), 0, x(self.today), base + 5, "today")


def _rows_of(moments: Iterable[Moment], x: Callable[[date], float]) -> list[tuple[Moment, int]]:
    """Each moment with the lowest row in which it has room."""
    free: list[float] = []
    rows = []
    for each in moments:
        begin, end = x(each.first), x(each.last)
        row = next((at for at, until in enumerate(free) if until + 4 <= begin - RADIUS), len(free))
        free[row : row + 1] = [max(end, begin + RADIUS)]
        rows.append((each, row))
    return rows


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
