"""A drawing of marks in SVG: from the side on which the reader's language begins, coloured by the site's styles.

No mark has a style of its own, which the content security policy would drop: a mark is named by its class, and
`marks.css` says how it looks in both themes and on paper. Where a colour has a meaning, a pattern has it too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from xml.etree import ElementTree as ET

from palermo.core.languages import active_language

WIDE, NARROW = 720, 340
SIZE = 14
LEADING = 18
# Of the size: letters of Chinese are as wide as high; the others about as wide as Noto Sans has them, in which charts
# leave the site. The site's own face is narrower.
HAN_WIDTH, BROAD_WIDTH, CAPITAL_WIDTH, OTHER_WIDTH, SLIM_WIDTH = 1.0, 0.93, 0.65, 0.57, 0.32
BROAD, SLIM = frozenset("mwMW%@жмфшщыюЖМФШЩЫЮ"), frozenset(" fijlrtI.,:;'’!|()[]/-·")
FIRST_HAN = 0x2E80
# By how much a word may be longer than its line before it is cut: it is measured generously.
TOLERANCE = 1.1
# A text keeps its own direction whatever stands around it.
ISOLATE, RIGHT_TO_LEFT, END = "\u2068", "\u2067", "\u2069"
PATTERNS = ("solid", "stripes", "dots", "steep", "grid")


class Drawing:
    """An SVG element that grows; all lengths are units of which `width` fill the picture."""

    def __init__(self, width: int, key: str, *, mirrors: bool = True) -> None:
        self.width, self.key = width, key
        self.height = 0.0
        is_right_to_left = active_language().right_to_left
        self.is_mirrored = mirrors and is_right_to_left
        self._sign = RIGHT_TO_LEFT if is_right_to_left else ISOLATE
        self.root = ET.Element("svg", {"class": "chart-drawing", "direction": "ltr"})
        # Marks that lead somewhere: links on a page, nothing in a file.
        self.addresses: dict[ET.Element, str] = {}
        self._patterns: set[str] = set()
        # What the next mark is part of.
        self._whole = self.root

    @contextmanager
    def value_mark(self, hint: str = "", address: str = "", series: str = "") -> Iterator[None]:
        """What is drawn within stands for one value: with one title, and one link where it leads somewhere.

        `series` names the line to which it belongs, by which a script can hide it.
        """
        group = self._add("g", {"data-series": series} if series else {}, hint, address)
        self._whole = group
        yield
        self._whole = self.root

    def rect(self, x: float, y: float, width: float, height: float, mark: str, hint: str = "") -> None:
        """A rectangle from its start."""
        start = self.width - x - width if self.is_mirrored else x
        self._add("rect", {"x": start, "y": y, "width": max(width, 0), "height": height, "class": mark}, hint)

    def series_rect(self, x: float, y: float, width: float, height: float, place: int, hint: str = "") -> None:
        """A rectangle in the colour and the pattern of a series, counted from 0."""
        self.rect(x, y, width, height, f"series-{place % len(PATTERNS) + 1}", hint)
        if place % len(PATTERNS):
            self.patterned_rect(x, y, width, height, PATTERNS[place % len(PATTERNS)], hint)

    def hit(self, x: float, y: float, width: float, height: float) -> None:
        """Room around a small mark, in which it is found with a finger."""
        self.rect(x, y, width, height, "hit")

    def patterned_rect(
        self, x: float, y: float, width: float, height: float, pattern: str, hint: str = "", mark: str = ""
    ) -> None:
        """A rectangle of a pattern alone, or with the edge of a mark."""
        start = self.width - x - width if self.is_mirrored else x
        fill = f"url(#{self._pattern(pattern)})"
        size: dict[str, str | float] = {"x": start, "y": y, "width": max(width, 0), "height": height, "fill": fill}
        self._add("rect", size | {"class": mark} if mark else size, hint)

    def line(self, x: float, y: float, to_x: float, to_y: float, mark: str) -> None:
        """A line from one point to another."""
        self._add("line", {"x1": self._x(x), "y1": y, "x2": self._x(to_x), "y2": to_y, "class": mark})

    def circle(self, x: float, y: float, radius: float, mark: str, hint: str = "", address: str = "") -> None:
        """A circle around a point."""
        self._add("circle", {"cx": self._x(x), "cy": y, "r": radius, "class": mark}, hint, address)

    def pill(self, x: float, y: float, half: float, mark: str, hint: str = "") -> None:
        """A circle around a point, drawn out to both sides for a longer mark."""
        size: dict[str, str | float] = {
            "x": self._x(x) - half,
            "y": y - 9,
            "width": 2 * half,
            "height": 18,
            "rx": 9,
            "class": mark,
        }
        self._add("rect", size, hint)

    def curve(self, points: Sequence[tuple[float, float]], mark: str, hint: str = "") -> None:
        """A line through points."""
        written = " ".join(f"{number(self._x(x))},{number(y)}" for x, y in points)
        self._add("polyline", {"points": written, "class": mark}, hint)

    def shape(self, points: Sequence[tuple[float, float]], mark: str, hint: str = "") -> None:
        """A shape with corners."""
        written = " ".join(f"{number(self._x(x))},{number(y)}" for x, y in points)
        self._add("polygon", {"points": written, "class": mark}, hint)

    def band(self, one: tuple[float, float, float], two: tuple[float, float, float], mark: str, hint: str = "") -> None:
        """A band that flows from an edge to another; an edge is x, and y from its top to its bottom."""
        (x, top, bottom), (to_x, to_top, to_bottom) = one, two
        x, to_x = self._x(x), self._x(to_x)
        half = (x + to_x) / 2
        parts = (("M", x, top), ("C", half, top, half, to_top, to_x, to_top), ("L", to_x, to_bottom))
        back = ("C", half, to_bottom, half, bottom, x, bottom)
        written = " ".join(f"{part[0]}{' '.join(number(each) for each in part[1:])}" for part in (*parts, back))
        self._add("path", {"d": f"{written}Z", "class": mark}, hint)

    def outline(self, path: str, scale: float, mark: str, hint: str = "", address: str = "") -> None:
        """A shape of the map, which is never mirrored."""
        self._add("path", {"d": path, "transform": f"scale({scale:.4f})", "class": mark}, hint, address)

    def hatched_outline(self, path: str, scale: float) -> None:
        """Stripes upon a shape of the map."""
        self._add("path", {"d": path, "transform": f"scale({scale:.4f})", "fill": f"url(#{self._pattern('hatched')})"})

    def patterned_outline(self, path: str, scale: float, pattern: str, hint: str = "", address: str = "") -> None:
        """A shape of the map with a pattern in place of a colour, as coarse as it is beside the map."""
        fill = f"url(#{self._pattern(pattern, scale)})"
        named: dict[str, str | float] = {"d": path, "transform": f"scale({scale:.4f})", "class": "edge", "fill": fill}
        self._add("path", named, hint, address)

    def patterned_circle(
        self, x: float, y: float, radius: float, pattern: str, hint: str = "", address: str = ""
    ) -> None:
        """A circle with a pattern in place of a colour."""
        fill = f"url(#{self._pattern(pattern)})"
        self._add("circle", {"cx": self._x(x), "cy": y, "r": radius, "class": "edge", "fill": fill}, hint, address)

    def text(self, x: float, y: float, words: str, mark: str = "", anchor: str = "start") -> None:
        """A line of words; `anchor` says which part of it stands at x: start, middle or end."""
        if self.is_mirrored:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        named: dict[str, str | float] = {
            "x": self._x(x),
            "y": y,
            "class": f"words {mark}".strip(),
            "text-anchor": anchor,
        }
        self._add("text", named).text = f"{self._sign}{words}{END}"

    def lines(self, x: float, y: float, lines: Sequence[str], mark: str = "", anchor: str = "start") -> None:
        """Lines of words under one another."""
        for at, words in enumerate(lines):
            self.text(x, y + at * LEADING, words, mark, anchor)

    def _x(self, x: float) -> float:
        return self.width - x if self.is_mirrored else x

    def link_marks(self) -> None:
        """Make links of the marks that lead somewhere.

        They are for the pointer; the table has them for the keyboard. With script, one of them is reached by Tab, the
        others by the arrow keys (`marks.mjs`).
        """
        for place, mark in enumerate(self.root):
            if address := self.addresses.get(mark):
                link = ET.Element("a", {"href": address, "tabindex": "-1"})
                if name := _link_name(mark):
                    link.set("aria-label", name)
                link.append(mark)
                self.root[place] = link

    def _add(self, tag: str, attributes: dict[str, str | float], hint: str = "", address: str = "") -> ET.Element:
        written = {name: each if isinstance(each, str) else number(each) for name, each in attributes.items()}
        mark = ET.SubElement(self._whole, tag, written)
        if hint:
            ET.SubElement(mark, "title").text = hint
        if address:
            self.addresses[mark] = address
        return mark

    def _pattern(self, name: str, scale: float = 1) -> str:
        """The id of a pattern, which is drawn once; for what is scaled, as coarse as elsewhere."""
        identifier = f"{self.key}-{name}" if scale == 1 else f"{self.key}-{name}-scaled"
        if identifier not in self._patterns:
            self._patterns.add(identifier)
            size = {"id": identifier, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
            if scale != 1:
                size["patternTransform"] = f"scale({1 / scale:.3f})"
            pattern = ET.SubElement(ET.SubElement(self.root, "defs"), "pattern", size)
            for path, mark in _TILES[name]:
                ET.SubElement(pattern, "path", {"d": path, "class": mark})
        return identifier


def _link_name(mark: ET.Element) -> str:
    """What a link is called: the words that are seen in it first, as whoever speaks to the machine says them."""
    seen = " ".join((each.text or "").strip(f"{ISOLATE}{RIGHT_TO_LEFT}{END}") for each in mark.iter("text"))
    hint = mark.findtext("title") or ""
    return f"{seen} · {hint}" if seen and hint else hint


_TILES = {
    "stripes": [("M-1 1l2-2M0 6l6-6M5 7l2-2", "pattern")],
    "steep": [("M-1 5l2 2M0 0l6 6M5-1l2 2", "pattern")],
    "dots": [("M2 3h2", "pattern thick")],
    "grid": [("M3 0v6M0 3h6", "pattern")],
    # What is not recorded, and what is suppressed: ink on paper instead of paper on a colour.
    "hatched": [("M-1 1l2-2M0 6l6-6M5 7l2-2", "pattern-ink")],
    "dotted": [("M2 3h1.5", "pattern-ink thick")],
}


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A length, to the tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)
def width_of(words: str, size: float = SIZE) -> float:
    """About how wide a line of words is."""
    return sum(map(_share, words)) * size


def _share(letter: str) -> float:
    if ord(letter) >= FIRST_HAN:
        return HAN_WIDTH
    if letter in BROAD:
        return BROAD_WIDTH
    if letter in SLIM:
        return SLIM_WIDTH
    return CAPITAL_WIDTH if letter.isupper() else OTHER_WIDTH


def wrap(words: str, width: float, most: int = 3) -> list[str]:
    """Words in lines of a width; what is longer than the most lines, or a word than a line, ends with an ellipsis."""
    lines: list[str] = []
    for piece in (_cut(piece, width) for piece in _pieces(words)):
        if lines and width_of(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip()[:-1]}…"]
    return [line.strip() for line in lines]


def longest_piece(words: str) -> float:
    """About how wide a line must be so that no word is cut."""
    return max((width_of(piece.strip()) for piece in _pieces(words)), default=0)


def _cut(piece: str, width: float) -> str:
    """A word, or as many of its letters as there is room for."""
    word = piece.strip()
    if width_of(word) <= width * TOLERANCE:
        return piece
    while len(word) > 1 and width_of(f"{word}…") > width:
        word = word[:-1]
    return f"{word}… "


def _pieces(words: str) -> list[str]:
    """What a line may be broken after: words, and letters of Chinese."""
    pieces = [""]
    for letter in words:
        pieces[-1] += letter
        if letter.isspace() or ord(letter) >= FIRST_HAN:
            pieces.append("")
    return [piece for piece in pieces if piece]
