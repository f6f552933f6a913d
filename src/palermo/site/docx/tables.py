"""Tables of a Word file: fixed widths, rows and cells."""

from collections.abc import Iterable, Sequence

from palermo.site.docx.faces import Face
from palermo.site.docx.xml import Element, w

# The width of the text on the page, in twentieths of a point.
TEXT_WIDTH = 8732


def line(eighths: int) -> dict[str, object]:
    """A rule of that thickness, in eighths of a point."""
    return {"val": "single", "sz": eighths, "space": 0, "color": "auto"}


def bare_table(widths: Sequence[int], rows: Iterable[Element], face: Face, borders: Element, name: str = "") -> Element:
    """A table of fixed widths, its columns from the right in Arabic."""
    properties = w(
        "tblPr",
        w("bidiVisual") if face.right_to_left else None,
        w("tblW", w=sum(widths), type="dxa"),
        borders,
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=name) if name else None,
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties, grid, *rows)


def row(cells: Iterable[Element], *, heading: bool = False) -> Element:
    """A row that no page break divides; a heading is repeated on every page."""
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if heading else None), *cells)


def cell(width: int, *paragraphs: Element) -> Element:
    """A cell of one column."""
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *paragraphs)
