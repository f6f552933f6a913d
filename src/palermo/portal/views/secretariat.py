"""The secretariat's desk: what is due and late, what waits for authority, and the making of reports."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palermo.audit.models import AuditEvent
from palermo.core import clock
from palermo.core.languages import LANGUAGES
from palermo.core.refusals import Refused
from palermo.governance.queries import (
    activities_under_ended_mandates,
    activities_visible_to,
    endorsements_open,
    mandates_overdue,
    mandates_visible_to,
    reports_due_visible_to,
)
from palermo.governance.states import ActivityState, MandateState
from palermo.portal.access import secretariat_only
from palermo.reporting.actions import index_report, issue_report
from palermo.reporting.cached import built
from palermo.reporting.queries import reports_visible_to


@secretariat_only
def secretariat_desk(request: HttpRequest) -> HttpResponse:
    """Late first, then due, then what waits."""
    viewer, today = request.viewer, clock.today()
    mandates = mandates_visible_to(viewer).select_related("addressee_organisation", "addressee_body")
    context = {
        "overdue": mandates_overdue(viewer, today).order_by("due_on")[:20],
        "due": mandates.filter(state=MandateState.IN_FORCE, due_on__gte=today).order_by("due_on")[:20],
        "reports_due": reports_due_visible_to(viewer)
        .filter(document=None)
        .select_related("body", "session", "responsible")
        .order_by("due_on")[:20],
        "endorsements": endorsements_open(viewer).order_by("target_on")[:20],
        "proposals": activities_visible_to(viewer).filter(state=ActivityState.PROPOSED).select_related("lead")[:20],
        "unauthorised": activities_under_ended_mandates(viewer).select_related("mandate")[:20],
        "reports": reports_visible_to(viewer)[:20],
        "acts": AuditEvent.objects.order_by("-sequence")[:15],
        "today": today,
    }
    return render(request, "portal/secretariat/desk.html", context)


@secretariat_only
def report_preparation(request: HttpRequest, slug: str) -> HttpResponse:
    """A report in preparation: what is missing in each language, before it can be issued."""
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    versions = [(language, built(report, language.code)) for language in LANGUAGES]
    return render(request, "portal/secretariat/report.html", {"report": report, "versions": versions})


@secretariat_only
@require_POST
def report_reindex(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the paragraph index of a report in step with the record."""
    count = index_report(get_object_or_404(reports_visible_to(request.viewer), slug=slug))
    messages.success(request, _("%(count)d statements are on record for this report.") % {"count": count})
    return redirect("report_preparation", slug=slug)


@secretariat_only
@require_POST
def report_issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Issue a report: the act that freezes it."""
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    try:
        issue_report(report, on=clock.today(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("report_preparation", slug=slug)
    messages.success(request, _("The report is issued; every language and format is kept as it is now."))
    return redirect("report", slug=slug)
