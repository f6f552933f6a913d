"""Draws a picture anew, so that nothing but the picture is left of its file. Knows nothing of Django: `material_files`
starts it as a process with limits.
"""

import io

from PIL import Image, ImageOps

from palermo.core.limited_process.reader import run

TOO_LARGE = b"too large"


def redraw(content: bytes, most_pixels: int) -> bytes:
    """The picture as a new file of the same type, upright, without what else its file says; `TOO_LARGE` if it is."""
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
    if picture.width * picture.height > most_pixels:
        return TOO_LARGE
    form = picture.format or "PNG"
    ImageOps.exif_transpose(picture, in_place=True)
    has_clear_parts = form == "PNG" and ("A" in picture.getbands() or "transparency" in picture.info)
    drawn = picture.convert("RGBA" if has_clear_parts else "RGB")
    # Comments and other chunks, which some formats write again.
    drawn.info.clear()
    made = io.BytesIO()
    if form == "JPEG":
        drawn.save(made, form, quality=90)
    else:
        drawn.save(made, form)
    return made.getvalue()


if __name__ == "__main__":
    run(redraw)
