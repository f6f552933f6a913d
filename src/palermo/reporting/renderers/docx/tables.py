"""Tables: of the report, of its contents, and the two columns of the masthead."""

from collections.abc import Sequence

from palermo.reporting.renderers import wording
from palermo.reporting.renderers.docx.text import spoken_runs
from palermo.reporting.spoken import Spoken, Table
from palermo.site.docx.faces import Face
from palermo.site.docx.tables import TEXT_WIDTH, bare_table, cell, line, row
from palermo.site.docx.text import paragraph
from palermo.site.docx.xml import Element, w


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
