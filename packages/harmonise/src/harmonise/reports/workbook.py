"""A report as a workbook: the findings, and the data with marked cells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from harmonise.check import Report
from harmonise.layouts.layout import Severity
from harmonise.readers.headings import normalize_heading
from harmonise.readers.table import Table
from harmonise.reports.sentences import finding_sentence, summary_text, texts
from harmonise.reports.text import summary_line

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8C9C4"),
    Severity.WARNING: PatternFill("solid", fgColor="FCE8B2"),
    Severity.NOTE: PatternFill("solid", fgColor="D6E4F5"),
}
# Of more rows than this, only those with findings are shown.
ALL_ROWS = 20_000
# As many rows as a sheet can have, the heading left out.
MOST_ROWS = 1_000_000
RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(report: Report, table: Table, path: Path, language: str = "en") -> None:
    """Write a workbook with a sheet of findings and a sheet of data whose cells are marked.

    Parameters
    ----------
    report : Report
    table : Table
        The cells, as long as their connection is open.
    path : Path
    language : str

    Notes
    -----
    The sheet of data holds what the file holds, names of persons too. What a spreadsheet would compute is written with
    an apostrophe before it.
    """
    book = Workbook(write_only=True)
    _write_findings(book, report, language)
    _write_data(book, report, table, language)
    book.save(path)


def safe_text(text: str) -> str:
    """A text that a spreadsheet does not compute: with an apostrophe before = + - @, unless it is a number.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("-99"), safe_text("Other")
    ("'=1+1", '-99', 'Other')
    """
    if not text.startswith(RISKY) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    return text[:1] in "+-" and text[1:].replace(".", "", 1).isascii() and text[1:].replace(".", "", 1).isdigit()


def _write_findings(book: Any, report: Report, language: str) -> None:
    sheet = book.create_sheet(summary_text("findings", language))
    sheet.sheet_view.rightToLeft = language == "ar"
    for letter, width in zip("ABCDE", (12, 22, 8, 28, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.append([_cell(sheet, summary_line(report, language), font=Font(bold=True))])
    parts = ("severity", "rule", "row", "column", "sentence")
    sheet.append([_cell(sheet, summary_text(f"heading_{part}", language), font=Font(bold=True)) for part in parts])
    words = texts()["severity"]
    for finding in report.findings[:MOST_ROWS]:
        cells = (words[finding.severity][language], finding.rule, finding.row, finding.column)
        sentence = finding_sentence(finding, language, report.layout)
        sheet.append([_cell(sheet, each, fill=FILLS[finding.severity]) for each in (*cells, sentence)])


def _write_data(book: Any, report: Report, table: Table, language: str) -> None:
    sheet = book.create_sheet(summary_text("data", language))
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, each, font=Font(bold=True)) for each in ("#", *table.headings)])
    marks = _marks(report, table)
    everything = table.rows <= ALL_ROWS
    for row, *cells in _rows(table, None if everything else sorted(marks)):
        marked = marks.get(row, {})
        shown = [_cell(sheet, cell, fill=marked.get(position, marked.get(-1))) for position, cell in enumerate(cells)]
        sheet.append([_cell(sheet, row, fill=marked.get(-1)), *shown])


def _marks(report: Report, table: Table) -> dict[int, dict[int, PatternFill]]:
    """By row and position, the colour of the worst finding; position -1 is the whole row."""
    names = {normalize_heading(n): c.name for c in report.layout.columns for n in (c.name, *c.aliases)}
    places = {names.get(normalize_heading(h), h): position for position, h in enumerate(table.headings)}
    marks: dict[int, dict[int, PatternFill]] = {}
    for severity in reversed(Severity):
        for finding in report.findings:
            if finding.severity is severity:
                for row in finding.all_rows:
                    marks.setdefault(row, {})[places.get(finding.column, -1)] = FILLS[severity]
    return marks


def _rows(table: Table, wanted: list[int] | None) -> Iterator[tuple[Any, ...]]:
    if wanted is None:
        cursor = table.connection.execute(f"SELECT * FROM cells ORDER BY row LIMIT {MOST_ROWS}")
    else:
        query = f"SELECT * FROM cells WHERE row IN (SELECT unnest(?)) ORDER BY row LIMIT {MOST_ROWS}"
        cursor = table.connection.execute(query, [wanted])
    while batch := cursor.fetchmany(10_000):
        yield from batch


def _cell(sheet: Any, value: object, *, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    shown: Any = _storable(safe_text(value)) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=shown)
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    if fill:
        cell.fill = fill
    return cell


def _storable(text: str) -> str:
    """A text without the control characters that XML cannot hold, and no longer than a cell can be."""
    return "".join(sign if sign >= " " or sign in "\n\t" else " " for sign in text)[:32_000]
