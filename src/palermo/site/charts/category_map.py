"""A map of the world on which each State has the colour of its category, with the key of the categories."""

from dataclasses import dataclass

from palermo.core.text import plain
from palermo.site.charts.chart import Chart, Key
from palermo.site.charts.drawing import Drawing
from palermo.site.charts.equal_earth import HEIGHT, WIDTH
from palermo.site.charts.values import Label, Table
from palermo.site.charts.world_file import DISCLAIMER, Place, places
from palermo.site.charts.world_map import SMALL_STATE

# The grounds of categories, in their order; the second is hatched, so that it is told from the first without colours.
GROUNDS = ("step-4", "step-2", "step-1")
HATCHED = "step-2"


@dataclass(frozen=True)
class InCategory:
    """A State by its code (ISO 3166 alpha-3), and the place of its category among all."""

    code: str
    label: Label
    category: int


@dataclass(frozen=True, kw_only=True)
class CategoryMap(Chart):
    """States by category; those in none keep the colour of the base map. `column` names the categories in the table."""

    rows: tuple[InCategory, ...]
    categories: tuple[str, ...]
    column: str
    is_map = True

    @property
    def sizes(self) -> tuple[str, ...]:
        return ("any",)

    def key_lines(self) -> tuple[Key, ...]:
        """The key: each category by its ground."""
        return tuple(
            Key(ground, words, is_hatched=ground == HATCHED)
            for ground, words in zip(GROUNDS, self.categories, strict=False)
        )

    def table(self) -> Table:
        return Table(
            (self.heading, self.column), tuple((row.label, self.categories[row.category]) for row in self.rows)
        )

    def description(self) -> str:
        """How many States are in each category."""
        numbers = [sum(row.category == at for row in self.rows) for at in range(len(self.categories))]
        counted = (f"{words}: {number}" for words, number in zip(self.categories, numbers, strict=True))
        return self.join_parts(counted)

    def draw(self, width: int, key: str) -> Drawing:
        drawing = Drawing(width, key, mirrors=False)
        scale = width / WIDTH
        drawing.height = HEIGHT * scale
        for row in self.rows:
            if place := places().get(row.code):
                _draw_state(drawing, place, scale, row, self.categories[row.category])
        return drawing

    @property
    def base_height(self) -> int:
        """The height of the base map, where its width is 2000."""
        return HEIGHT

    @property
    def disclaimer(self) -> str:
        """What the United Nations says of the boundaries on its maps."""
        return plain(DISCLAIMER)


def _draw_state(drawing: Drawing, place: Place, scale: float, row: InCategory, words: str) -> None:
    ground, hint, address = GROUNDS[row.category], f"{row.label}: {words}", row.label.address
    if not place.outline:
        drawing.circle(place.x * scale, place.y * scale, SMALL_STATE, ground, hint, address)
        return
    drawing.outline(place.outline, scale, ground, hint, address)
    if ground == HATCHED:
        drawing.hatched_outline(place.outline, scale)
