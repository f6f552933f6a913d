"""The pictures of the documentation as files: few colours, few bytes."""

from io import BytesIO
from pathlib import Path

from PIL import Image

IMAGES = Path(__file__).parents[2] / "docs/images"
# As few colours as a page of text needs, and as many bytes as a reader should have to fetch.
COLOURS, MOST_BYTES = 64, 120 * 1024
# Keeps those of few pixels, such as what is due.
RARE_COLOURS = Image.Quantize.MAXCOVERAGE


def keep(png: bytes, name: str) -> None:
    """Write a picture into docs/images; stop where it is too large."""
    path = IMAGES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = Image.open(BytesIO(png)).convert("RGB")
    taken.quantize(COLOURS, RARE_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{name}.png: {size:,} bytes", flush=True)
    if size > MOST_BYTES:
        raise SystemExit(f"{name}.png is too large for a reader to fetch: at most {MOST_BYTES:,} bytes are expected.")
