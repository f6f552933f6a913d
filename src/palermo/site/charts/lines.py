"""Lines through the years: one for each series, broken where nothing is recorded, with what is withheld as limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from palermo.site.charts.chart import Chart, Key, Scale
from palermo.site.charts.drawing import LEADING, Drawing, width_of
from palermo.site.charts.legend import KEY, draw_legend, kind_keys
from palermo.site.charts.values import Cell, Label, Table, Value, ValueKind, format_number

PLOT, TOP, FOOT = 220, 12, 26
APART = 10
# A mark, the least height of limits, and the height of a mark that has none; a place wide enough for a finger.
RADIUS, LEAST, TALL, WIDE_MARK, FINGER = 4.5, 5, 24, 10, 24
SHAPES = 5
ESTIMATED = ValueKind.ESTIMATED
# The corners of the marks of series, from their middle; the first is a circle.
CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-4, -4), (4, -4), (4, 4), (-4, 4)),
    ((0, -5.5), (5, 4), (-5, 4)),
    ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
    ((-5, -4), (5, -4), (0, 5.5)),
)


@dataclass(frozen=True)
class LineSeries:
    """One line: its name, and a value for each period."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Lines(Chart):
    """Series over periods; with `is_joined` false, no line is drawn, since the values cannot be compared over time.

    Between values that are known within limits, the line is a band as wide as these. Where values of different kinds
    follow each other it is broken, and beside what has no upper limit: a line would look like a change that never was.
    `counts` stand below the periods, such as of how many States a sum is; `counts_heading` names them.
    """

    periods: tuple[Label, ...]
    series: tuple[LineSeries, ...]
    is_joined: bool = True
    counts: tuple[str, ...] = ()
    counts_heading: str = ""

    def table(self) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (period, *(each.values[at] for each in self.series), *self.counts[at : at + 1])
            for at, period in enumerate(self.periods)
        ]
        counted = (self.counts_heading,) if self.counts else ()
        return Table((self.heading, *(each.name for each in self.series), *counted), tuple(rows))

    def key_lines(self) -> tuple[Key, ...]:
        """What is no number."""
        return kind_keys(value for each in self.series for value in each.values)

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key)
        top = TOP
        if len(self.series) > 1:
            top += int(draw_legend(drawing, [each.name for each in self.series], draw_sign=draw_line_sign))
        plot = self._plot(drawing, top)
        self._draw_ground(drawing, plot)
        for place, each in enumerate(self.series):
            if self.is_joined:
                with drawing.value_mark(series=each.name):
                    for one, two in pairwise(plot.points(each.values)):
                        _join(drawing, plot, one, two, place)
        for place, each in enumerate(self.series):
            aside = (place - (len(self.series) - 1) / 2) * plot.apart(len(self.series))
            for x, value, period in zip(plot.places, each.values, self.periods, strict=True):
                name = f"{period} · {each.name}" if len(self.series) > 1 else str(period)
                with drawing.value_mark(f"{name}: {value.in_full}", value.address, each.name):
                    _draw_value(drawing, plot, x, value, place, aside)
        drawing.height = plot.base + FOOT + (LEADING if self.counts else 0)
        return drawing

    def _plot(self, drawing: Drawing, top: float) -> "_Plot":
        values = [value for each in self.series for value in each.values]
        scale = Scale(max((value.top for value in values), default=0), PLOT)
        # What has no upper limit reaches above its lower one.
        if any(_is_open(value) and PLOT - scale(value.top) < TALL for value in values):
            scale = Scale(max(value.top for value in values) * PLOT / (PLOT - TALL), PLOT)
        start = max(width_of(format_number(round(tick, 2))) for tick in scale.ticks()) + APART
        step = (drawing.width - start) / max(len(self.periods), 1)
        return _Plot(scale, start, step, top + PLOT, [start + (at + 0.5) * step for at in range(len(self.periods))])

    def _draw_ground(self, drawing: Drawing, plot: "_Plot") -> None:
        """The lines of the grid with their numbers, and the name of each period that finds room."""
        for tick in plot.scale.ticks():
            y = plot.height(tick)
            drawing.line(plot.start, y, drawing.width, y, "grid" if tick else "axis")
            drawing.text(plot.start - 6, y + 4, format_number(round(tick, 2)), "quiet", "end")
        until = 0.0
        for at, (x, period) in enumerate(zip(plot.places, self.periods, strict=True)):
            half = width_of(period.words) / 2
            if x - half >= until and x + half <= drawing.width:
                drawing.text(x, plot.base + 19, period.words, "quiet", "middle")
                if self.counts:
                    drawing.text(x, plot.base + 19 + LEADING, self.counts[at], "small quiet", "middle")
                until = x + half + APART


type _Point = tuple[float, Value]


@dataclass(frozen=True)
class _Plot:
    """Where values stand in a drawing."""

    scale: Scale
    start: float
    step: float
    base: float
    places: Sequence[float]

    def height(self, number: float) -> float:
        """The height of a number."""
        return self.base - self.scale(number)

    def apart(self, series: int) -> float:
        """How far marks of one period that stand beside one another are apart."""
        return min(WIDE_MARK, self.step / max(series, 1))

    def points(self, values: Sequence[Value]) -> Iterator[_Point]:
        """The values with their places."""
        return zip(self.places, values, strict=True)


def _is_open(value: Value) -> bool:
    """Whether a value is withheld and has no upper limit."""
    return value.kind == ValueKind.SUPPRESSED and value.high is None


def _limits(value: Value) -> tuple[float, float] | None:
    """What a line passes through: a number, or both limits of what is withheld."""
    if value.number is not None:
        # A count with a lower limit besides is less than its parts: how many there are is not known.
        is_sure = value.kind == ESTIMATED or value.low is None
        return (float(value.number), float(value.number)) if is_sure else None
    if value.kind == ValueKind.SUPPRESSED and value.high is not None:
        return float(value.low or 0), float(value.high)
    return None


def _certainty(value: Value) -> ValueKind:
    """Whether a value is a number, lies within limits, or is estimated."""
    return ValueKind.COUNT if value.kind == ValueKind.ZERO else value.kind


def _join(drawing: Drawing, plot: _Plot, one: _Point, two: _Point, place: int) -> None:
    """The line from a value to the next, or a band; nothing where either may be any number, or they differ in kind."""
    (x, before), (to_x, after) = one, two
    first, second = _limits(before), _limits(after)
    if first is None or second is None or _certainty(before) != _certainty(after):
        return
    low, to_low = plot.height(first[0]), plot.height(second[0])
    high, to_high = plot.height(first[1]), plot.height(second[1])
    if low == high and to_low == to_high:
        drawing.curve([(x, low), (to_x, to_low)], f"curve-{place % SHAPES + 1}")
    else:
        drawing.shape([(x, low), (x, high), (to_x, to_high), (to_x, to_low)], f"spread-{place % SHAPES + 1}")


def _draw_value(drawing: Drawing, plot: _Plot, x: float, value: Value, place: int, aside: float) -> None:
    if value.number is not None:
        y = plot.height(float(value.number))
        _draw_finger(drawing, x, y)
        if value.kind == ESTIMATED:
            drawing.line(x, plot.height(float(value.low or 0)), x, plot.height(float(value.high or 0)), "interval")
            drawing.circle(x, y, RADIUS, "vague")
        else:
            draw_shape(drawing, x, y, place)
        return
    if value.kind == ValueKind.SUPPRESSED and value.high is not None:
        low, high = plot.height(float(value.low or 0)), plot.height(float(value.high))
        middle, tall = (low + high) / 2, max(low - high, LEAST)
        _draw_finger(drawing, x, middle)
        _draw_pattern(drawing, x, middle - tall / 2, tall, "dotted", place)
    elif value.kind == ValueKind.SUPPRESSED:
        low = plot.height(float(value.low or 0))
        # Beside those of other series where nothing is known of them; open above.
        _draw_pattern(drawing, x + (0 if value.low else aside), low - TALL, TALL, "dotted", place, is_open=True)
    elif value.kind == ValueKind.NOT_RECORDED:
        _draw_pattern(drawing, x + aside, plot.base - TALL, TALL, "hatched", place)


def _draw_finger(drawing: Drawing, x: float, y: float) -> None:
    drawing.hit(x - FINGER / 2, y - FINGER / 2, FINGER, FINGER)


def _draw_pattern(
    drawing: Drawing, x: float, y: float, tall: float, pattern: str, place: int, *, is_open: bool = False
) -> None:
    """A pattern within the edge of its series; of what is open above, the edge is at the sides and below alone."""
    half, mark = WIDE_MARK / 2, f"edge-{place % SHAPES + 1}"
    if is_open:
        drawing.curve([(x - half, y), (x - half, y + tall), (x + half, y + tall), (x + half, y)], mark)
    else:
        drawing.rect(x - half, y, WIDE_MARK, tall, mark)
    drawing.patterned_rect(x - half, y, WIDE_MARK, tall, pattern)


def draw_shape(drawing: Drawing, x: float, y: float, place: int) -> None:
    """The mark of a series, counted from 0: each has its own shape beside its colour."""
    mark, corners = f"series-{place % SHAPES + 1}", CORNERS[place % SHAPES]
    if corners:
        drawing.shape([(x + dx, y + dy) for dx, dy in corners], mark)
    else:
        drawing.circle(x, y, RADIUS, mark)


def draw_line_sign(drawing: Drawing, x: float, y: float, place: int) -> None:
    """The sign of a series in the key: a piece of its line with its mark."""
    middle = y + KEY / 2
    drawing.curve([(x, middle), (x + KEY, middle)], f"curve-{place % SHAPES + 1}")
    draw_shape(drawing, x + KEY / 2, middle, place)
