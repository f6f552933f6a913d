"""The people of a programme, and what each does, as tables with the columns by which they come back in."""

import io
import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from palermo.audit.actions import record
from palermo.events.models import Programme
from palermo.events.queries import programmes_visible_to
from palermo.portal.access import secretariat_only
from palermo.portal.csvs import csv_lines
from palermo.record.index import Index
from palermo.record.snapshots import snapshots
from palermo.record.tabular.targets import TARGETS, Key, Target

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# What no XML file, and so no XLSX file, may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@require_safe
@secretariat_only
def programme_table(request: HttpRequest, slug: str, what: str, form: str) -> HttpResponse:
    """One of the two tables; that somebody took it is on the log."""
    programme = get_object_or_404(programmes_visible_to(request.viewer), slug=slug)
    rows = list(_rows(programme, TARGETS[what]))
    with transaction.atomic():
        record("programme.exported", programme, by=request.user, what=what, format=form, rows=len(rows) - 1)
    content = b"".join(csv_lines(rows, None)) if form == "csv" else _xlsx(rows)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}-{what}.{form}") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(programme: Programme, target: Target) -> Iterator[list[str]]:
    """The names of the columns, then a row a person or a part; empty columns are left out but for the first."""
    assert target.part
    values = next(snapshots(target.kind, Index(), {programme.slug})).values
    found = list(_below(values, target))
    keys = [key for key in target.keys[1:] if any(_cell(row, key) for _ident, row in found) or key.path == "name.en"]
    yield [target.first, *(key.path for key in keys)]
    for ident, row in found:
        yield [ident, *(_cell(row, key) for key in keys)]


def _below(values: dict[str, Any], target: Target) -> Iterator[tuple[str, dict[str, Any]]]:
    assert target.part
    if target.above is None:
        yield from ((values["id"], row) for row in values.get(target.part.key, []))
        return
    for item in values.get(target.above.key, []):
        yield from ((f"{values['id']}/{item['slug']}", row) for row in item.get(target.part.key, []))


def _cell(row: dict[str, Any], key: Key) -> str:
    value = row.get(key.name)
    if key.language:
        value = (value or {}).get(key.language)
    return "" if value is None else str(value)


def _xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_as_text(sheet, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _as_text(sheet: Any, value: str) -> WriteOnlyCell:
    """A text always as a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, CONTROL.sub("", value))
    cell.data_type = "s"
    return cell
