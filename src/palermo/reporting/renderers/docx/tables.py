"""Tables: of the report, of its contents, and the two columns of the masthead."""

from collections.abc import Iterable, Sequence

from palermo.reporting.renderers import wording
from palermo.reporting.renderers.docx.text import spoken_runs
from palermo.reporting.spoken import Spoken, Table
from palermo.site.docx.faces import Face
from palermo.site.docx.text import paragraph
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


def report_table(table: Table, face: Face) -> list[Element]:
    """A table of the report: its caption, and rows between rules."""
    widths = _widths(table, face)
    numbers = wording.number_columns(table)
    heading = row(_cells(table.headings, widths, "TableHeading", numbers, face), heading=True)
    rows = [row(_cells(cells, widths, "TableText", numbers, face)) for cells in table.rows]
    borders = w("tblBorders", w("top", **line(8)), w("bottom", **line(8)), w("insideH", **line(2)))
    made = bare_table(widths, [heading, *rows], face, borders, wording.plain(table.caption))
    return [paragraph("Caption", spoken_runs(table.caption, face)), made, paragraph("TableText", [])]


def _cells(
    texts: Sequence[Spoken], widths: Sequence[int], style: str, numbers: frozenset[int], face: Face
) -> list[Element]:
    """Cells of a row; numbers stand at the end of the line, which is "right" in lines from the right too."""
    return [
        cell(width, paragraph(style, spoken_runs(words, face), w("jc", val="right") if at in numbers else None))
        for at, (words, width) in enumerate(zip(texts, widths, strict=True))
    ]


def _widths(table: Table, face: Face) -> list[int]:
    return [int(TEXT_WIDTH * share) for share in wording.column_shares(table, face.language)]
