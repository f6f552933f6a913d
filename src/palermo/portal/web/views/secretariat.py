"""The secretariat's work area: how everything stands, what is due, and the making of reports."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.first_rows import FirstRows
from palermo.core.languages import LANGUAGES
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.portal.management import work_area
from palermo.portal.outstanding import deadlines, deliverables
from palermo.portal.recent_acts import recent_acts
from palermo.portal.web.views.reports import report_problems, spoken_report
from palermo.reporting.actions.issuing import index_report, issue_report
from palermo.reporting.cached import cached_versions
from palermo.reporting.changes.rules import check_can_issue_in_advance
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.rules import check_can_issue, check_is_cleared, check_is_complete
from palermo.reporting.states import Format, ReportState
from palermo.reporting.writing.clearance import read_clearance
from palermo.site.access import secretariat_only


@secretariat_only
def manage(request: SiteRequest) -> HttpResponse:
    """The work area of the programme: each part of it with how it stands, and what was done last."""
    context = {"groups": work_area(request.viewer), "acts": recent_acts(request.viewer), "today": clock.today()}
    return render(request, "portal/secretariat/manage.html", context)


@secretariat_only
def deadlines_page(request: SiteRequest) -> HttpResponse:
    """The deadlines of mandates, texts put to Member States, follow-up, reports and tasks: late first, then due."""
    about = _("Mandates, texts submitted to Member States, follow-up, reports and preparation tasks, by due date.")
    rows = deadlines(request.viewer, clock.today())
    return _due_page(request, rows, _("Deadlines"), about, _("No upcoming deadlines."))


@secretariat_only
def deliverables_page(request: SiteRequest) -> HttpResponse:
    """Papers for bodies and reports to donors: late first, then due."""
    about = _("Papers for bodies and reports to donors, by due date.")
    rows = deliverables(request.viewer, clock.today())
    return _due_page(request, rows, _("Deliverables due"), about, _("No deliverables due."))


def _due_page(request: SiteRequest, rows: FirstRows, title: str, about: str, nothing_due: str) -> HttpResponse:
    context = {
        "title": title,
        "about": about,
        "nothing_due": nothing_due,
        "late": [row for row in rows if row.is_late],
        "due": [row for row in rows if not row.is_late],
        "waits": rows,
        "today": clock.today(),
    }
    return render(request, "portal/secretariat/due.html", context)


@secretariat_only
def report_preparation(request: SiteRequest, slug: str) -> HttpResponse:
    """A report in preparation: what is missing in each language, before it can be issued."""
    report = get_object_or_404(reports_visible_to(request.viewer).select_related("session__body"), slug=slug)
    versions = [(language, spoken_report(report, request.viewer, language.code)) for language in LANGUAGES]
    problems = report_problems(report, request.viewer)
    context = {
        "report": report,
        "versions": versions,
        "formats": Format.choices,
        "is_issued": report.state == ReportState.ISSUED,
        "problems": problems,
        "stated_count": report.stated_records.count(),
        "is_ready_in_advance": can(check_can_issue_in_advance, request.user, report)
        and not all(content.blocking for _language, content in versions),
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
@require_http_methods(["GET", "HEAD", "POST"])
def report_issue(request: SiteRequest, slug: str) -> HttpResponse:
    """Issue a report: GET shows its addressee, audience and clearance for confirmation, POST issues and freezes it."""
    reports = reports_visible_to(request.viewer).select_related("session__body", "meeting")
    report = get_object_or_404(reports, slug=slug)
    try:
        if request.method != "POST":
            check_can_issue(request.user, report)
            return _confirmation_page(request, report)
        issue_report(report, on=clock.today(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("report_preparation", slug=slug)
    messages.success(request, _("Report issued in all languages and formats."))
    return redirect("report", slug=slug)


def _confirmation_page(request: SiteRequest, report: Report) -> HttpResponse:
    """With the reason where the report cannot be issued: texts are missing, or its clearance is not complete."""
    versions = cached_versions(report)
    steps = read_clearance(report, versions) if report.clearances.exists() else []
    refusal = ""
    try:
        check_is_cleared(steps)
        for version in versions.values():
            check_is_complete(version)
    except Refused as refused:
        refusal = str(refused)
    context = {"report": report, "steps": steps, "refusal": refusal}
    return render(request, "portal/secretariat/issue.html", context)
