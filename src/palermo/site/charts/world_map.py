"""A map of the world: numbered circles at States, or States filled by the step in which their value lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from palermo.core.text import plain
from palermo.site.charts.chart import Chart
from palermo.site.charts.drawing import SIZE, Drawing, width_of, wrap
from palermo.site.charts.equal_earth import HEIGHT, WIDTH
from palermo.site.charts.steps import step_of
from palermo.site.charts.values import NOT_APPLICABLE, Label, Table, Value
from palermo.site.charts.world_file import DISCLAIMER, Place, places

SMALL_STATE = 5
MOST_MARKS = 3
HIGHLIGHT, RING = "step-4", 16


@dataclass(frozen=True)
class AtState:
    """What is at one State, by its code (ISO 3166 alpha-3): the words of a row, a short mark on the map, a value."""

    code: str
    label: Label
    value: Value | str
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class WorldMap(Chart):
    """A map; with `is_filled`, States have the colour of their value, else there is a circle with a mark at each.

    `highlighted` is the code of a State that is filled beneath the circles, a small one as a circle, with a ring around
    it.
    """

    rows: tuple[AtState, ...]
    column: str
    is_filled: bool = False
    highlighted: str = ""
    is_map: ClassVar[bool] = True

    @property
    def sizes(self) -> tuple[str, ...]:
        return ("any",) if self.is_filled else ("wide", "narrow")

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
            _draw_circles(drawing, [pair for pair in shown if pair[0].mark], scale)
        return drawing

    @property
    def base_height(self) -> int:
        """The height of the base map, where its width is 2000."""
        return HEIGHT

    @property
    def disclaimer(self) -> str:
        """What the United Nations says of the boundaries on its maps."""
        return plain(DISCLAIMER)


def _draw_circles(drawing: Drawing, shown: Sequence[tuple[AtState, Place]], scale: float) -> None:
    """Circles that step aside where they would cover one another, each with a line to where it belongs.

    Rows of one State share a circle, which has their marks.
    """
    taken: list[tuple[float, float, float]] = []
    rows: dict[Place, list[AtState]] = {}
    for row, place in shown:
        rows.setdefault(place, []).append(row)
    for place in sorted(rows, key=lambda each: (each.y, each.x)):
        x, y = place.x * scale, place.y * scale
        mark = _joined_marks([row.mark for row in rows[place]])
        hint = " · ".join(f"{row.label}: {row.value}" for row in rows[place])
        half = max(width_of(mark, SIZE - 1) / 2 + 5, 9)
        at = _free_place(x, y, half, taken, drawing)
        taken.append((*at, half))
        if at != (x, y):
            drawing.line(x, y, *at, "leader")
        drawing.pill(*at, half, "series-1", hint)
        drawing.text(at[0], at[1] + 4.5, mark, "on-mark", "middle")


def _joined_marks(marks: Sequence[str]) -> str:
    """The marks of one circle: all of a few, the first and the last of many."""
    return "·".join(marks) if len(marks) <= MOST_MARKS else f"{marks[0]}…{marks[-1]}"


def _free_place(
    x: float, y: float, half: float, taken: Sequence[tuple[float, float, float]], drawing: Drawing
) -> tuple[float, float]:
    """The nearest of some places around a point at which nothing stands."""
    around = [(0, 0), *((dx, dy) for ring in (1, 2, 3) for dx, dy in _around(ring))]
    for dx, dy in around:
        at = min(max(x + dx, half), drawing.width - half), min(max(y + dy, 10), drawing.height - 10)
        if all(abs(at[0] - a) >= half + other + 1 or abs(at[1] - b) >= 20 for a, b, other in taken):
            return at
    return x, y


def _around(ring: int) -> list[tuple[float, float]]:
    far = 21 * ring
    return [(0, -far), (0, far), (-far, 0), (far, 0), (-far, -far), (far, -far), (-far, far), (far, far)]


def _fill(drawing: Drawing, shown: Sequence[tuple[AtState, Place]], scale: float) -> None:
    largest = max((row.value.top for row, _place in shown if isinstance(row.value, Value)), default=0)
    for row, place in shown:
        value = row.value if isinstance(row.value, Value) else NOT_APPLICABLE
        _draw_area(drawing, place, scale, step_of(value, largest), f"{row.label}: {row.value}")


def _draw_area(drawing: Drawing, place: Place, scale: float, mark: str, hint: str = "") -> None:
    if place.outline:
        drawing.outline(place.outline, scale, mark, hint)
    else:
        drawing.circle(place.x * scale, place.y * scale, SMALL_STATE, mark, hint)


def disclaimer_lines(width: float) -> list[str]:
    """The sentence on boundaries, in lines of a width."""
    return wrap(plain(DISCLAIMER), width, most=6)
