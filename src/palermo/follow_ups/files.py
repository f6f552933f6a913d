"""The register as a table for a spreadsheet: XLSX and CSV, in the reader's language, row by row.

Neither holds the register in memory: CSV is sent as it is read, XLSX is written to a file as it is read.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import batched

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.audit.actions import record
from palermo.core import clock, letters
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.events.models import Outcome
from palermo.events.queries.register import reviewed_or_own, with_origin
from palermo.follow_ups.filters import BY_DUE_DATE
from palermo.follow_ups.overview import entries_of
from palermo.follow_ups.words import belongs_to, is_entry_late
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.follow_ups import FollowUpOrigin, FollowUpState, ProgressState
from palermo.site import sheets
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import sheet_file

FORMATS = {"xlsx": "XLSX", "csv": "CSV"}
MEDIA_TYPES = {
    "xlsx": sheets.MEDIA_TYPE,
    "csv": "text/csv; charset=utf-8",
}
CHUNK = 500
WIDTHS = {"C": 30, "D": 30, "F": 80, "H": 30, "P": 40}


def _progress_state(entry: FollowUp) -> str:
    last_state = getattr(entry, "last_state", None)
    return str(ProgressState(last_state).label) if last_state else ""


# The columns in their order, which does not change: a heading, and what stands below it.
COLUMNS: tuple[tuple[str | Promise, Callable[[FollowUp], Value]], ...] = (
    (gettext_lazy("Identifier"), lambda entry: entry.slug),
    (gettext_lazy("Origin"), lambda entry: str(FollowUpOrigin(entry.origin).label)),
    (gettext_lazy("Event, report, meeting or commitment"), lambda entry: _source(entry)),
    (gettext_lazy("Outcome"), lambda entry: _outcome(entry)),
    (gettext_lazy("Number"), lambda entry: getattr(entry.origin_record, "number", None)),
    (gettext_lazy("Text"), lambda entry: plain(entry.wording)),
    (gettext_lazy("Addressee"), lambda entry: plain(getattr(entry.origin_record, "addressee", None))),
    (gettext_lazy("Responsible"), lambda entry: plain(responsible_name(entry))),
    (gettext_lazy("Topic"), lambda entry: plain(entry.about.name) if entry.about else ""),
    (gettext_lazy("Added on"), lambda entry: entry.taken_over_on),
    (gettext_lazy("Due (last day)"), lambda entry: entry.due_on),
    (gettext_lazy("Due (text)"), lambda entry: format_day(entry.due, active_language().code) if entry.due else ""),
    (gettext_lazy("Status"), lambda entry: str(FollowUpState(entry.state).label)),
    (gettext_lazy("Since"), lambda entry: entry.state_on),
    (gettext_lazy("After the due date"), lambda entry: _("no result on record") if is_entry_late(entry) else ""),
    (gettext_lazy("Progress"), lambda entry: plain(entry.note)),
    (gettext_lazy("Last progress report"), lambda entry: getattr(entry, "last_made_on", None)),
    (pgettext_lazy("progress", "Report status"), _progress_state),
    (gettext_lazy("Web address"), lambda entry: entry.get_absolute_url()),
)


def _source(entry: FollowUp) -> str:
    parent = belongs_to(entry)
    if parent is None:
        return ""
    return (parent.event.activity if isinstance(parent, Outcome) else parent).display_name()


def _outcome(entry: FollowUp) -> str:
    parent = belongs_to(entry)
    return parent.display_name() if isinstance(parent, Outcome) else ""


def register_file(request: SiteRequest, form: str, filters: Mapping[str, str]) -> HttpResponseBase:
    """The entries that the filters leave, as a file named after the day and the language."""
    language, viewer = translation.get_language(), request.viewer
    rows = _rows(filters, viewer, letters.address(""))
    _record_export(request, form, filters)
    response = _csv(rows, language) if form == "csv" else _xlsx(rows)
    name = f"register-{clock.today().isoformat()}.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _record_export(request: SiteRequest, form: str, filters: Mapping[str, str]) -> None:
    """Log that somebody took the register away; a visitor can take no more than everybody may read."""
    if request.user.is_authenticated:
        with transaction.atomic():
            record("register.exported", request.user, by=request.user, format=form, asked=dict(filters))


def _entries(viewer: Viewer) -> QuerySet[FollowUp]:
    """Entries with everything that a row holds of them."""
    # Of entries that the reader may see anyway: asked once for the entries, not again for each report.
    last = ProgressReport.objects.filter(reviewed_or_own(viewer), follow_up=OuterRef("pk")).order_by("-number")
    return (
        with_origin(FollowUp.objects.all())
        .annotate(last_made_on=Subquery(last.values("made_on")[:1]), last_state=Subquery(last.values("state")[:1]))
        .prefetch_related("responsible_state__former_names")
    )


def _rows(filters: Mapping[str, str], viewer: Viewer, site: str) -> Iterator[list[Value]]:
    """Headings, then a row an entry; the last column is the entry's address in full.

    First which entries, in their order, then so many at a time with their texts: a database that sorted the texts
    along would hold them all.
    """
    yield [str(heading) for heading, _value in COLUMNS]
    pks = list(entries_of(filters, viewer).order_by(*BY_DUE_DATE).values_list("pk", flat=True))
    for keys in batched(pks, CHUNK):
        entries = _entries(viewer).in_bulk(keys)
        for entry in (entries[key] for key in keys if key in entries):
            row = [value(entry) for _heading, value in COLUMNS]
            yield [*row[:-1], f"{site}{row[-1]}"]


def _csv(rows: Iterator[list[Value]], language: str | None) -> StreamingHttpResponse:
    return StreamingHttpResponse(csv_lines(rows, language), content_type=MEDIA_TYPES["csv"])


def _xlsx(rows: Iterator[list[Value]]) -> FileResponse:
    content = sheet_file(rows, str(_("Follow-up")), WIDTHS)
    return FileResponse(content, content_type=MEDIA_TYPES["xlsx"])
