"""Whether two pictures of a page show the same.

A picture is kept small and in the format in which it is stored, so that a page is compared with itself as it was
stored. Two scales decide: in squares of the size of a word, anything that came, went or moved changes the mean colour
by much; in squares of the size of a paragraph, even a pale ground that is missing changes it. The edges of letters,
which lie elsewhere by half a pixel when fonts are drawn by another version of the browser, change neither by as much.
"""

import io
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

# How many pixels of a window become one: the telephone's page has room for fewer, so that letters stay legible.
SCALE = {1280: 4, 390: 2}
# The sides of the squares, in pixels of the window, with the levels of 255 by which a channel of their mean may differ.
TOLERANCES = {16: 24, 64: 6}
# What lies below the end of the shorter picture: no page has this colour as its ground.
NOTHING = "black"
MARK = "#d1116f"
FORMAT = {"format": "WEBP", "quality": 40, "method": 6}


class Difference(NamedTuple):
    """Where two pictures differ: how many squares, the highest one's place in the window, and a picture of it."""

    squares: int
    place: tuple[int, int]
    picture: Image.Image


def store(screenshot: bytes, width: int) -> bytes:
    """A screenshot of a window of this width as it is kept."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(screenshot)).convert("RGB").reduce(SCALE[width]).save(kept, **FORMAT)
    return kept.getvalue()


def compare(seen: bytes, accepted: bytes, width: int) -> Difference | None:
    """Compare two stored pictures; give nothing where they show the same."""
    one, other = (Image.open(io.BytesIO(each)).convert("RGB") for each in (seen, accepted))
    size = (max(one.width, other.width), max(one.height, other.height))
    one, other = _on_canvas(one, size), _on_canvas(other, size)
    found = {side: _squares(one, other, side // SCALE[width], limit) for side, limit in TOLERANCES.items()}
    places = sorted((top * side, left * side, side) for side, squares in found.items() for left, top in squares)
    if not places:
        return None
    return Difference(len(places), (places[0][1], places[0][0]), _marked(one, places, SCALE[width]))


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, NOTHING)
    canvas.paste(picture)
    return canvas


def _squares(one: Image.Image, other: Image.Image, side: int, limit: int) -> list[tuple[int, int]]:
    """Column and row of each square whose means differ by more than the limit."""
    red, green, blue = ImageChops.difference(one.reduce(side), other.reduce(side)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return [
        (index % most.width, index // most.width)
        for index, levels in enumerate(most.get_flattened_data())
        if levels > limit
    ]


def _marked(seen: Image.Image, places: list[tuple[int, int, int]], scale: int) -> Image.Image:
    """The picture in pale grey, with a frame around each square that differs."""
    pale = Image.blend(seen.convert("L").convert("RGB"), Image.new("RGB", seen.size, "white"), 0.4)
    pen = ImageDraw.Draw(pale)
    for top, left, side in places:
        corner = (left // scale, top // scale)
        pen.rectangle((*corner, corner[0] + side // scale - 1, corner[1] + side // scale - 1), outline=MARK)
    return pale
