"""The status of a treaty as a file: CSV and XLSX with headings in the reader's language, JSON for machines."""

from collections.abc import Callable, Iterable, Iterator

from django.http import FileResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import State
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file
from palermo.treaties.web.table import TreatyRow, TreatyTable

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
COLUMNS: tuple[tuple[str | Promise, Callable[[TreatyRow], Value]], ...] = (
    (_("Identifier"), lambda row: row.participant.slug),
    (_("Participant"), lambda row: row.words),
    (_("Regional group"), lambda row: plain(row.group.name) if row.group else ""),
    (_("Status"), lambda row: row.position),
    (_("Signed"), lambda row: row.standing.signed_on),
    (_("Deposited"), lambda row: row.standing.deposited_on),
    (pgettext_lazy("treaty", "Instrument"), lambda row: row.consent),
    (_("In force from"), lambda row: row.standing.effect_on),
    (pgettext_lazy("treaty", "Withdrawn"), lambda row: row.standing.withdrawn_on),
)
WIDTHS = {"A": 12, "B": 40, "C": 34, "D": 28, "E": 14, "F": 14, "G": 20, "H": 14, "I": 14}


def table_file(table: TreatyTable, form: str) -> HttpResponseBase:
    """The rows that the filters leave, as a file named after the treaty, the day and the language."""
    response = _MAKE[form](table)
    name = f"{table.treaty.slug}-{table.day.isoformat()}.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _rows(rows: Iterable[TreatyRow]) -> Iterator[list[Value]]:
    yield [str(heading) for heading, _value in COLUMNS]
    for row in rows:
        yield [value(row) for _heading, value in COLUMNS]


def _csv(table: TreatyTable) -> HttpResponseBase:
    lines = csv_lines(_rows(table.rows), translation.get_language())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _xlsx(table: TreatyTable) -> HttpResponseBase:
    return FileResponse(sheet_file(_rows(table.rows), table.treaty.slug[:31], WIDTHS), content_type=MEDIA_TYPE)


def _json(table: TreatyTable) -> HttpResponseBase:
    return JsonResponse(
        {
            "treaty": table.treaty.slug,
            "name": dict(table.treaty.name),
            "as_at": table.day,
            "entry_into_force": table.status.entry_into_force_known_on(table.day),
            "participants": [_entry(row) for row in table.rows],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _entry(row: TreatyRow) -> dict[str, object]:
    standing = row.standing
    return {
        "id": row.participant.slug,
        "is_state": isinstance(row.participant, State),
        "name": dict(row.name),
        "group": row.group.slug if row.group else None,
        "status": standing.position.value,
        "signed": standing.signed_on,
        "deposited": standing.deposited_on,
        "instrument": standing.consent.kind if standing.consent else None,
        "in_force_from": standing.effect_on,
        "withdrawn": standing.withdrawn_on,
    }


_MAKE: dict[str, Callable[[TreatyTable], HttpResponseBase]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
