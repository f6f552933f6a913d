"""Studies."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.chains import activity_parts
from palermo.governance.web.money import activity_contributions
from palermo.governance.web.statements import statement_parts
from palermo.knowledge.queries.studies import studies_visible_to
from palermo.knowledge.web.practices import practices_of_activity
from palermo.knowledge.web.studies import page_of_study
from palermo.library.web.papers import papers
from palermo.outreach.queries.organisations import partners_of_activity
from palermo.portal.web.views.activities import activity_detail
from palermo.site.listing import page_read


@login_not_required
def study_list(request: SiteRequest) -> HttpResponse:
    """Every study the reader may see."""
    rows = (
        studies_visible_to(request.viewer).select_related("activity").defer("activity__summary", "obstacle", "method")
    )
    studies = studies_visible_to(request.viewer).filter(activity__kind=ActivityKind.STUDY).order_by("activity__slug")
    context = {"page": page_read(request, studies, rows), "today": clock.today()}
    return render(request, "portal/studies/list.html", context)


@login_not_required
def study_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One study: its question, what stands in its way, when results are due, its authority."""
    viewer = request.viewer
    studies = with_chain(studies_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    study = studies.filter(activity__slug=slug).first()
    if study is None:
        return activity_detail(request, slug)
    activity, statements = study.activity, statement_parts("studies", slug, viewer)
    context = {
        "study": study,
        "page": page_of_study(study, viewer, request.user if viewer.roles else None),
        "practices": practices_of_activity(activity, viewer),
        "activity": activity,
        "documents": papers(viewer).filter(activities=activity),
        "mandate": mandates_visible_to(viewer).filter(pk=activity.mandate_id).first(),
        "financing": activity_contributions(activity, viewer),
        "partners": partners_of_activity(activity, viewer),
        "chain": activity_parts(activity, viewer, here=_("Study"), products=[], statements=statements),
        "statements": statements,
        "today": clock.today(),
    }
    return render(request, "portal/studies/detail.html", context)
