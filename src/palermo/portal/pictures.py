"""Whether a picture can be shown at all. Knows nothing of Django: `images` starts it as a process with limits."""

import io

from PIL import Image, UnidentifiedImageError

from palermo.core.limited_process.reader import run

MOST_FRAMES = 200


def count_pixels(content: bytes, most_pixels: int) -> dict[str, object]:
    """How many pixels it has, all its frames together; more than `most_pixels` are not drawn. None of no picture."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(io.BytesIO(content))
    except UnidentifiedImageError:
        return {"pixels": None}
    pixels = picture.width * picture.height * min(getattr(picture, "n_frames", 1), MOST_FRAMES)
    if pixels <= most_pixels:
        picture.load()
    return {"pixels": pixels}


if __name__ == "__main__":
    run(count_pixels)
