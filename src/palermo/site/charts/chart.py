"""What every chart has: a title, a drawing for a width, a table, and a text alternative."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, NamedTuple

from palermo.core.languages import active_language
from palermo.site.charts.drawing import Drawing
from palermo.site.charts.values import Label, Table

# The most rows in the text alternative; a longer table can be read instead.
SAID = 12


class Key(NamedTuple):
    """A line of the key that stands below a picture: the class of its mark, and its words."""

    mark: str
    words: str
    is_hatched: bool = False
    is_dotted: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart(ABC):
    """A chart of one form. `note` is a sentence under the picture; `heading` names the first column of its table."""

    title: str
    heading: str
    note: str = ""
    # Whether the picture stands upon the base map.
    is_map: ClassVar[bool] = False

    @property
    def sizes(self) -> tuple[str, ...]:
        """For which pages it is drawn: without words in it, one drawing serves wide and narrow ones."""
        return ("wide", "narrow")

    @abstractmethod
    def draw(self, width: int, key: str) -> Drawing:
        """The picture, so many units wide; `key` begins the ids in it."""

    @abstractmethod
    def table(self) -> Table:
        """What the picture shows, row by row."""

    def in_words(self) -> list[tuple[Label, str]]:
        """What stands on a page instead of a picture that would show next to nothing; empty where it is drawn."""
        return []

    def key_lines(self) -> tuple[Key, ...]:
        """The key below the picture; empty where the picture has its own, or needs none."""
        return ()

    def description(self) -> str:
        """The picture in words: the rows of its table."""
        table = self.table()
        rows = (f"{row[0]}: {_joined(table.head[1:], [str(cell) for cell in row[1:]])}" for row in table.rows[:SAID])
        return self.join_parts(rows)

    def join_parts(self, parts: Iterable[str]) -> str:
        """Parts of a description, with the sign of the reader's language between them."""
        return _SEPARATOR.get(active_language().code, "; ").join(parts)


_SEPARATOR = {"ar": "؛ ", "zh": "；"}
_COMMA = {"ar": "، ", "zh": "，"}


def _joined(heads: tuple[str, ...], cells: list[str]) -> str:
    """The cells of a row; of several, each with the head of its column."""
    if len(cells) == 1:
        return cells[0]
    named = [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell]
    return _COMMA.get(active_language().code, ", ").join(named)


@dataclass
class Scale:
    """Numbers from zero to a round one above the largest, laid along a length."""

    largest: float
    length: float
    top: float = field(init=False)

    def __post_init__(self) -> None:
        self.top = _round_above(self.largest)

    def __call__(self, number: float | Decimal) -> float:
        """The position of a number along the length."""
        return float(number) / self.top * self.length

    def ticks(self) -> list[float]:
        """Zero, the round numbers between, and the last one: whole numbers where they can be."""
        steps = next((n for n in (4, 5, 3, 2) if (self.top / n).is_integer()), 1 if self.top < 2 else 4)
        return [self.top * n / steps for n in range(steps + 1)]


def _round_above(largest: float) -> float:
    if largest <= 0:
        return 1
    power = 10 ** (len(str(int(largest))) - 1)
    return float(next(n * power for n in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if n * power >= largest))
