"""Tables that go out, as CSV or XLSX, with the columns by which they come back in."""

import io
import re
from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from palermo.site.csvs import csv_lines

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# Of a sheet.
LONGEST_TITLE = 31
# What no XML file, and so no XLSX file, may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def table_file(rows: Iterable[list[str]], name: str, form: str) -> HttpResponse:
    """The table as a file that nothing on the way keeps."""
    content = b"".join(csv_lines(rows, None)) if form == "csv" else _xlsx({"": rows})
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def workbook_file(sheets: Mapping[str, Iterable[list[str]]], name: str) -> HttpResponse:
    """Several tables as the sheets of a workbook, by their names."""
    response = HttpResponse(_xlsx(sheets), content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _xlsx(sheets: Mapping[str, Iterable[list[str]]]) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:LONGEST_TITLE] or None)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_as_text(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _as_text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    """A text always as a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, CONTROL.sub("", value))
    cell.data_type = "s"
    return cell
