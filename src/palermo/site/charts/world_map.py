"""A map of the world: dots at States, with how many where there are several, or States filled by their value."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar, NamedTuple

from palermo.core.text import plain
from palermo.site.charts.chart import Chart, Key
from palermo.site.charts.drawing import SIZE, Drawing, width_of, wrap
from palermo.site.charts.equal_earth import HEIGHT, WIDTH
from palermo.site.charts.steps import Steps, pattern_of
from palermo.site.charts.values import NOT_APPLICABLE, Label, Table, Value, ValueKind
from palermo.site.charts.world_file import DISCLAIMER, Place, places

SMALL_STATE = 5
DOT, PILL = 6, 9
# How far a mark steps aside, at first, then farther.
ASIDE, RINGS = 16, (1, 2, 3)
FARTHEST = ASIDE * RINGS[-1]
# Names beside marks: size, distance of lines, and how wide a line may be.
NAME, NAME_LEADING, NAME_WIDTH = 12, 14, 130
HIGHLIGHT, RING = "step-4", 16
# The radius of the upper limit of the largest estimate.
WIDEST = 24


@dataclass(frozen=True)
class AtState:
    """What is at one State, by its code (ISO 3166 alpha-3): the words of a row, a value, how many it stands for."""

    code: str
    label: Label
    value: Value | str
    number: int = 1


@dataclass(frozen=True, kw_only=True)
class WorldMap(Chart):
    """A map; with `is_filled`, States have the colour of their value, else there is a dot or a number at each.

    `highlighted` is the code of a State that is filled beneath the marks, a small one as a circle, within a ring. With
    `is_named`, the labels of the rows stand beside their marks, as far as they cover neither marks nor one another.
    """

    rows: tuple[AtState, ...]
    column: str
    is_filled: bool = False
    highlighted: str = ""
    is_named: bool = False
    is_map: ClassVar[bool] = True

    @property
    def sizes(self) -> tuple[str, ...]:
        return ("any",) if self.is_filled else ("wide", "narrow")

    def key_lines(self) -> tuple[Key, ...]:
        """The key of a map that is filled."""
        return _steps_of(self.rows).keys() if self.is_filled else ()

    def table(self) -> Table:
        return Table((self.heading, self.column), tuple((row.label, row.value) for row in self.rows))

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key, mirrors=False)
        scale = width / WIDTH
        drawing.height = HEIGHT * scale
        shown = [(row, places()[row.code]) for row in self.rows if row.code in places()]
        if self.is_filled:
            _fill(drawing, shown, scale)
        else:
            if place := places().get(self.highlighted):
                _draw_area(drawing, place, scale, HIGHLIGHT)
                drawing.circle(place.x * scale, place.y * scale, RING, "ring")
            marks = _draw_circles(drawing, [pair for pair in shown if pair[0].number], scale)
            if self.is_named:
                _draw_names(drawing, marks)
        return drawing

    @property
    def base_height(self) -> int:
        """The height of the base map, where its width is 2000."""
        return HEIGHT

    @property
    def disclaimer(self) -> str:
        """What the United Nations says of the boundaries on its maps."""
        return plain(DISCLAIMER)


def _draw_circles(drawing: Drawing, shown: Sequence[tuple[AtState, Place]], scale: float) -> list[tuple[str, "_Taken"]]:
    """A dot for one, a circle with the number for several at a State.

    They step aside where they would cover one another, each with a line to where it belongs. Gives where they stand,
    each with the label of its first row.
    """
    taken: list[_Taken] = []
    marks: list[tuple[str, _Taken]] = []
    rows: dict[Place, list[AtState]] = {}
    for row, place in shown:
        rows.setdefault(place, []).append(row)
    for place in sorted(rows, key=lambda each: (each.y, each.x)):
        x, y = place.x * scale, place.y * scale
        number = sum(row.number for row in rows[place])
        mark = str(number) if number > 1 else ""
        hint = " · ".join(f"{row.label}: {row.value}" for row in rows[place])
        half, tall = (max(width_of(mark, SIZE - 1) / 2 + 5, PILL), PILL) if mark else (DOT, DOT)
        at = _free_place(_Taken(x, y, half, tall), taken, drawing)
        taken.append(at)
        marks.append((rows[place][0].label.words, at))
        if (at.x, at.y) != (x, y):
            drawing.line(x, y, at.x, at.y, "leader")
            drawing.circle(x, y, 2, "series-1")
        if mark:
            drawing.pill(at.x, at.y, half, "series-1", hint)
            drawing.text(at.x, at.y + 4.5, mark, "on-mark", "middle")
        else:
            drawing.circle(at.x, at.y, DOT, "series-1", hint)
    return marks


def _draw_names(drawing: Drawing, marks: Sequence[tuple[str, "_Taken"]]) -> None:
    """A name beside each mark that has room for it; the table has all of them."""
    taken = [at for _words, at in marks]
    for words, mark in marks:
        lines = wrap(words, NAME_WIDTH, most=4)
        half = max(width_of(line, NAME) for line in lines) / 2
        tall = len(lines) * NAME_LEADING / 2
        if (at := _beside(mark, half, tall, taken, drawing)) is None:
            continue
        taken.append(at)
        for place, line in enumerate(lines):
            y = at.y - tall + (place + 0.8) * NAME_LEADING
            drawing.text(at.x, y, line, "small halo", "middle")


def _beside(mark: "_Taken", half: float, tall: float, taken: Sequence["_Taken"], drawing: Drawing) -> "_Taken | None":
    """A free place for words beside a mark: after it, before it, above, below, or at one of its corners."""
    aside, above = mark.half + half + 3, mark.tall + tall + 1
    # What no place could reach is not looked at for each of them.
    around = _Taken(mark.x, mark.y, aside + half, above + tall)
    near = [each for each in taken if around.covers(each)]
    for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
        at = _Taken(mark.x + dx * aside, mark.y + dy * above, half, tall)
        is_inside = half <= at.x <= drawing.width - half and tall <= at.y <= drawing.height - tall
        if is_inside and not any(at.covers(each) for each in near):
            return at
    return None


class _Taken(NamedTuple):
    """Where a mark stands, and how far it reaches to each side and up and down."""

    x: float
    y: float
    half: float
    tall: float

    def covers(self, other: "_Taken") -> bool:
        """Whether two of them would stand over one another."""
        return abs(self.x - other.x) <= self.half + other.half and abs(self.y - other.y) <= self.tall + other.tall


def _free_place(wanted: _Taken, taken: Sequence[_Taken], drawing: Drawing) -> _Taken:
    """The nearest of some places around a point at which nothing stands."""
    half, tall = wanted.half, wanted.tall
    reach = _Taken(wanted.x, wanted.y, 2 * half + FARTHEST, 2 * tall + FARTHEST)
    near = [each for each in taken if reach.covers(each)]
    around = [(0, 0), *((dx, dy) for ring in RINGS for dx, dy in _around(ring))]
    for dx, dy in around:
        x = min(max(wanted.x + dx, half), drawing.width - half)
        y = min(max(wanted.y + dy, tall + 1), drawing.height - tall - 1)
        at = _Taken(x, y, half, tall)
        if not any(at.covers(each) for each in near):
            return at
    return wanted


def _around(ring: int) -> list[tuple[float, float]]:
    far = ASIDE * ring
    return [(0, -far), (0, far), (-far, 0), (far, 0), (-far, -far), (far, -far), (-far, far), (far, far)]


def _fill(drawing: Drawing, shown: Sequence[tuple[AtState, Place]], scale: float) -> None:
    steps = _steps_of([row for row, _place in shown])
    largest = max((_value_of(row).top for row, _place in shown), default=0)
    # Rings stand upon what is filled.
    for row, place in sorted(shown, key=lambda each: _value_of(each[0]).kind == ValueKind.ESTIMATED):
        value = _value_of(row)
        hint, pattern = f"{row.label}: {row.value}", pattern_of(value)
        if value.kind == ValueKind.ESTIMATED:
            _draw_estimate(drawing, place, scale, row, largest)
        elif not pattern:
            _draw_area(drawing, place, scale, steps.mark(value), hint, value.address)
        elif place.outline:
            drawing.patterned_outline(place.outline, scale, pattern, hint, value.address)
        else:
            drawing.patterned_circle(place.x * scale, place.y * scale, SMALL_STATE, pattern, hint, value.address)


def _draw_estimate(drawing: Drawing, place: Place, scale: float, row: AtState, largest: float) -> None:
    """A ring from the lower to the upper limit of an estimate, with a circle for its point: areas are as numbers."""
    value = _value_of(row)
    radii = [WIDEST * sqrt(float(each or 0) / largest) for each in (value.high, value.number, value.low)]
    with drawing.value_mark(f"{row.label}: {row.value}", value.address):
        for radius, mark in zip(radii, ("spread", "ring-middle", "vague"), strict=True):
            drawing.circle(place.x * scale, place.y * scale, radius, mark)


def _steps_of(rows: Sequence[AtState]) -> Steps:
    return Steps(map(_value_of, rows))


def _value_of(row: AtState) -> Value:
    return row.value if isinstance(row.value, Value) else NOT_APPLICABLE


def _draw_area(drawing: Drawing, place: Place, scale: float, mark: str, hint: str = "", address: str = "") -> None:
    if place.outline:
        drawing.outline(place.outline, scale, mark, hint, address)
    else:
        drawing.circle(place.x * scale, place.y * scale, SMALL_STATE, mark, hint, address)


def disclaimer_lines(width: float) -> list[str]:
    """The sentence on boundaries, in lines of a width."""
    return wrap(plain(DISCLAIMER), width, most=6)
