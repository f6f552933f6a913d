"""The secretariat's desk: what is due and late, what waits for authority, and the making of reports."""

from itertools import groupby, islice

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import BY_CODE, CODES, LANGUAGES
from palermo.core.refusals import Refused
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import activities_under_ended_mandates, mandates_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from palermo.portal.outstanding import outstanding_items
from palermo.portal.register.desks import late_entries, waiting_for_review
from palermo.portal.web.views.reports import spoken_report
from palermo.registration.web.asked import registrations_to_review
from palermo.reporting.actions.issuing import index_report, issue_report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import Format, ReportState
from palermo.site.access import secretariat_only

SHOWN = 20


@secretariat_only
def secretariat_desk(request: SiteRequest) -> HttpResponse:
    """Late first, then due, then what waits."""
    viewer, today = request.viewer, clock.today()
    rows = outstanding_items(viewer, today)
    proposals = activities_visible_to(viewer).filter(state=ActivityState.PROPOSED)
    drafts = documents_visible_to(viewer).filter(state=DocumentState.DRAFT)
    unauthorised = activities_under_ended_mandates(viewer)
    context = {
        "late": [row for row in rows if row.is_late],
        "due": [row for row in rows if not row.is_late],
        "waits": rows,
        "proposals": first_of(proposals.select_related("lead"), SHOWN),
        "unauthorised": first_of(
            unauthorised.prefetch_related(Prefetch("mandate", mandates_visible_to(viewer))), SHOWN
        ),
        "late_entries": late_entries(viewer, today),
        "reported": waiting_for_review(viewer),
        "registrations": registrations_to_review(viewer).order_by("event__activity__starts_on", "slug"),
        "drafts": first_of(drafts.order_by("-dated_on", "slug"), SHOWN),
        "untranslated": _untranslated_documents(viewer),
        "reports": first_of(reports_visible_to(viewer).filter(state=ReportState.PREPARED), SHOWN),
        "acts": _last_acts(),
        "today": today,
    }
    return render(request, "portal/secretariat/desk.html", context)


def _last_acts() -> list[tuple[AuditEvent, int]]:
    """The last acts on the log; the same act done many times over is one row, with its number."""
    events = AuditEvent.objects.defer("details").order_by("-sequence")[:200]
    groups = groupby(events, lambda event: (event.actor_name, event.verb, timezone.localdate(event.at)))
    runs = (list(group) for key, group in groups)
    return [(run[0], len(run)) for run in islice(runs, 12)]


def _untranslated_documents(viewer: Viewer) -> FirstRows:
    """Issued documents that lack a language in which they are meant, with the languages that are missing."""
    issued = documents_visible_to(viewer).filter(state=DocumentState.ISSUED)
    incomplete = issued.annotate(held=Count("versions")).filter(held__lt=len(CODES)).order_by("-dated_on", "slug")
    rows = []
    for document in incomplete.prefetch_related("versions"):
        codes = {version.language for version in document.versions.all()}
        meant = document.languages_meant or CODES
        if missing := [BY_CODE[code] for code in CODES if code in meant and code not in codes]:
            rows.append((document, missing))
    return first_of(rows, SHOWN)


@secretariat_only
def report_preparation(request: SiteRequest, slug: str) -> HttpResponse:
    """A report in preparation: what is missing in each language, before it can be issued."""
    report = get_object_or_404(reports_visible_to(request.viewer).select_related("session__body"), slug=slug)
    versions = [(language, spoken_report(report, request.viewer, language.code)) for language in LANGUAGES]
    context = {
        "report": report,
        "versions": versions,
        "formats": Format.choices,
        "is_issued": report.state == ReportState.ISSUED,
        "has_problems": any(content.problems for language, content in versions),
        "stated_count": report.stated_records.count(),
    }
    return render(request, "portal/secretariat/report.html", context)


@secretariat_only
@require_POST
def report_reindex(request: SiteRequest, slug: str) -> HttpResponse:
    """Bring the paragraph index of a report in step with the record."""
    count = index_report(get_object_or_404(reports_visible_to(request.viewer), slug=slug))
    message = ngettext(
        "%(count)d statement indexed for this report.",
        "%(count)d statements indexed for this report.",
        count,
    )
    messages.success(request, message % {"count": count})
    return redirect("report_preparation", slug=slug)


@secretariat_only
@require_POST
def report_issue(request: SiteRequest, slug: str) -> HttpResponse:
    """Issue a report: the act that freezes it."""
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    try:
        issue_report(report, on=clock.today(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("report_preparation", slug=slug)
    messages.success(request, _("Report issued in all languages and formats."))
    return redirect("report", slug=slug)
