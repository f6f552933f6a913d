"""The history of a record, and its page as recorded on a past day."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.audit.queries import end_of
from palermo.core import clock
from palermo.core.kinds import RecordKind
from palermo.core.records import address_of, name_of
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.history.kinds_with_history import kind_with_history, records_of
from palermo.history.page import describe_acts, describe_versions
from palermo.history.steps import acts_on, standing_on
from palermo.library.models import Document
from palermo.library.web.downloads import note_page_reads
from palermo.site.listing import date_filter

ACTS_A_PAGE = 20


@login_not_required
def history(request: SiteRequest, kind: str, slug: str) -> HttpResponse:
    """Every act on a record, the latest first: when, who, what changed, why."""
    record_kind = kind_with_history(kind)
    if record_kind is None:
        raise Http404
    record = _record(request, record_kind, slug)
    _note(request, record)
    page = Paginator(acts_on(record, request.viewer), ACTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "record": record,
        "record_name": name_of(record),
        "record_address": address_of(record),
        "page": page,
        "acts": describe_acts(record, page, request.viewer),
        "time_zone": settings.TIME_ZONE,
    }
    return render(request, "history/history.html", context)


def _record(request: SiteRequest, kind: RecordKind, slug: str) -> Model:
    return get_object_or_404(records_of(kind, request.viewer), slug=slug)


def _note(request: SiteRequest, record: Model) -> None:
    """Log the read of a document: its history holds its texts in every language."""
    if isinstance(record, Document):
        note_page_reads(request, *record.versions.select_related("document"))


def past_day(written: str) -> date:
    """The day asked for, of a month or a year its last. Refused for what is no date, or ends in the future."""
    asked = date_filter(written)
    if asked is None:
        raise Refused(
            _(
                "Enter a date such as 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18; "
                "found “%(found)s”."
            )
            % {"found": written}
        )
    if asked.value > clock.today():
        raise Refused(
            _("%(day)s is in the future. The current version is shown.") % {"day": capfirst(localize_day(asked))}
        )
    return asked.value


def recorded_page(request: SiteRequest, kind: RecordKind, slug: str, day: date) -> HttpResponse:
    """The page of a record as it was recorded when a past day was over."""
    record = _record(request, kind, slug)
    _note(request, record)
    versions = standing_on(record, request.viewer, end_of(day))
    context: dict[str, object] = {"record_name": name_of(record), "record_address": request.path, "day": day}
    if versions:
        past, fields, rows = describe_versions(versions, request.viewer)
        context |= {"past": past, "past_name": name_of(past), "fields": fields, "rows": rows}
    return render(request, "history/recorded.html", context, status=200 if versions else 404)
