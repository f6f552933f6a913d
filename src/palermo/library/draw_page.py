"""Draws one page of a PDF as a picture. Knows nothing of Django: `page_drawing` starts it as a process with limits.

Typst, which sets our own papers, also draws pages of others; the file lies in a folder that who starts this empties.
"""

from pathlib import Path
from typing import cast

import typst

from palermo.core.limited_process.reader import run

# Sharp enough for a column of text on a dense screen.
DOTS_PER_INCH = 132
_SHEET = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("paper.pdf", page: {page})\n'


def draw_page(content: bytes, page: int, folder: str) -> bytes:
    """The page with this number, from 1, as PNG.

    Raises
    ------
    typst.TypstError
        If there is no such page, or the file is broken or under a password.
    """
    (Path(folder) / "paper.pdf").write_bytes(content)
    sheet = _SHEET.format(page=int(page)).encode()
    compiler = typst.Compiler(input=sheet, root=folder, ignore_system_fonts=True)
    # One format of one sheet: never None, never a list of pages.
    return cast(bytes, compiler.compile(format="png", ppi=DOTS_PER_INCH))


if __name__ == "__main__":
    run(draw_page)
