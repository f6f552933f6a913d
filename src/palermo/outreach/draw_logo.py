"""Draws an uploaded logo anew as a PNG file. Knows nothing of Django: `logos` starts it as a process with limits."""

import io

from PIL import Image

from palermo.core.limited_process.reader import run

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_WIDE, MOST_HIGH = 640, 320


def draw_logo(content: bytes, most_pixels: int) -> bytes:
    """The first frame, no larger than is shown, without anything that the file says beside its picture.

    Raises
    ------
    ValueError
        For more than `most_pixels`, and for what is no picture of one of the formats.
    """
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > most_pixels:
            raise ValueError("too many pixels")
        drawn = picture.convert("RGBA")
    drawn.thumbnail((MOST_WIDE, MOST_HIGH))
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    run(draw_logo)
