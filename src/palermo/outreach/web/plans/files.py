"""Measures and their progress as files: CSV and XLSX."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.outreach.exchange.measures import measure_rows
from palermo.outreach.models import PlanEdition
from palermo.outreach.queries.plans import prefetch_links
from palermo.outreach.web.plans.lines import MeasureLine, measures_of, name_of_section
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file

FORMATS = {"csv": "CSV", "xlsx": "XLSX"}
WIDTHS = {"A": 14, "B": 24, "C": 70}


def measures_file(edition: PlanEdition, viewer: Viewer, form: str) -> HttpResponseBase:
    """The measures of an edition as the table that can be imported, with the links that the viewer may see."""
    rows = measures_of(edition).prefetch_related(*prefetch_links(viewer))
    return _file(measure_rows(rows), f"{edition.plan.slug}-{edition.number}-measures", form)


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)


COLUMNS: tuple[tuple[str | Promise, Callable[[MeasureLine], Value]], ...] = (
    (gettext_lazy("Key"), lambda line: line.measure.key),
    (gettext_lazy("Section"), lambda line: name_of_section(line.measure.section)),
    (gettext_lazy("Measure"), lambda line: plain(line.measure.text)),
    (gettext_lazy("Responsible"), lambda line: plain(line.measure.responsible)),
    (
        gettext_lazy("Due"),
        lambda line: format_day(line.measure.due, active_language().code) if line.measure.due else "",
    ),
    (gettext_lazy("Status"), lambda line: line.status),
    (_("Past deadline, completion not reported"), lambda line: str(_("Yes") if line.is_late else _("No"))),
    (gettext_lazy("Currency"), lambda line: line.measure.currency),
    (gettext_lazy("Budget"), lambda line: _number(line.measure.budget)),
    (pgettext_lazy("money", "Spent so far"), lambda line: _number(line.progress.spent if line.progress else None)),
    (gettext_lazy("Indicator"), lambda line: plain(line.measure.indicator)),
    (gettext_lazy("Target"), lambda line: plain(line.measure.target)),
    (
        gettext_lazy("Value of the indicator"),
        lambda line: plain(line.progress.value) if line.progress else "",
    ),
    (gettext_lazy("Progress"), lambda line: plain(line.progress.text) if line.progress else ""),
)


def progress_file(edition: PlanEdition, lines: Iterable[MeasureLine], form: str) -> HttpResponseBase:
    """Plan and reality of an edition, under headings in the reader's language."""
    rows: list[list[Value]] = [[str(heading) for heading, _value in COLUMNS]]
    rows += [[value(line) for _heading, value in COLUMNS] for line in lines]
    return _file(rows, f"{edition.plan.slug}-{edition.number}-progress.{active_language().code}", form)


def _file(rows: list[list[Value]], name: str, form: str) -> HttpResponseBase:
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(rows, get_language()), content_type="text/csv; charset=utf-8")
    else:
        response = FileResponse(sheet_file(iter(rows), str(_("Measures")), WIDTHS), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
