"""Commitments as a table for a spreadsheet, narrowed as the list is: XLSX and CSV, in the reader's language."""

from collections.abc import Iterator, Mapping
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.audit.actions import record
from palermo.core import clock, letters
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.outreach.models import Commitment
from palermo.outreach.queries.commitments import with_makers
from palermo.outreach.web.commitment_rows import CommitmentRow, rows_of
from palermo.site import sheets
from palermo.site.csvs import Value, csv_lines

FORMATS = {"xlsx": "XLSX", "csv": "CSV"}
CHUNK = 500
WIDTHS = {"B": 30, "C": 40, "D": 80, "G": 30}


def commitments_file(
    request: SiteRequest, form: str, commitments: QuerySet[Commitment], asked: Mapping[str, str]
) -> HttpResponseBase:
    """The commitments as a file named after the day and the language; that it was taken is on the log."""
    language = translation.get_language()
    if request.user.is_authenticated:
        with transaction.atomic():
            record("commitment.exported", request.user, by=request.user, format=form, asked=dict(asked))
    lines = _lines(commitments, request.viewer, letters.address(""))
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(lines, language), content_type="text/csv; charset=utf-8")
    else:
        content = sheets.sheet_file(lines, str(_("Commitments")), WIDTHS)
        response = FileResponse(content, content_type=sheets.MEDIA_TYPE)
    name = f"commitments-{clock.today().isoformat()}.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(commitments: QuerySet[Commitment], viewer: Viewer, site: str) -> Iterator[list[Value]]:
    """Headings, then a line a commitment; so many at a time with their texts."""
    yield [
        _("Identifier"),
        _("Made by"),
        _("Title"),
        pgettext("document", "Commitment"),
        _("Indicator"),
        _("Target"),
        _("Event"),
        _("Made on"),
        _("Due (last day)"),
        _("Due (text)"),
        _("Status"),
        _("Progress"),
        _("After the due date"),
        _("Web address"),
    ]
    keys = list(commitments.order_by("-made_on", "slug").values_list("pk", flat=True))
    for some in batched(keys, CHUNK):
        found = with_makers(Commitment.objects.all()).in_bulk(some)
        for row in rows_of((found[key] for key in some if key in found), viewer):
            yield _line(row, site)


def _line(row: CommitmentRow, site: str) -> list[Value]:
    commitment = row.commitment
    entry, code = commitment.follow_up, active_language().code
    due = commitment.due_in_force
    return [
        commitment.slug,
        plain(row.maker),
        plain(commitment.title),
        plain(commitment.text),
        plain(commitment.indicator),
        plain(commitment.target),
        row.event.display_name() if row.event else "",
        format_day(commitment.made, code),
        due.value if due else None,
        format_day(due, code) if due else "",
        str(commitment.get_status_display()),
        str(entry.get_state_display()) if entry else "",
        _("no result on record") if row.is_late else "",
        f"{site}{commitment.get_absolute_url()}",
    ]
