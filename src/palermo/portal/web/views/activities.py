"""Activities that are neither event, tool nor study, or of which that is not on record yet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.chains import activity_parts
from palermo.governance.web.money import activity_contributions
from palermo.governance.web.statements import statement_parts
from palermo.library.web.papers import papers
from palermo.outreach.queries.organisations import partners_of_activity


@login_not_required
def activity_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One activity; an event, tool or study is shown on its own page."""
    viewer = request.viewer
    activities = with_chain(activities_visible_to(viewer), "mandate__").select_related("lead")
    activity = get_object_or_404(activities, slug=slug)
    if _has_a_page_of_its_own(activity):
        return redirect(activity.get_absolute_url())
    statements = statement_parts("activities", slug, viewer)
    context = {
        "activity": activity,
        "documents": papers(viewer).filter(activities=activity),
        "mandate": mandates_visible_to(viewer).filter(pk=activity.mandate_id).first(),
        "financing": activity_contributions(activity, viewer),
        "part_of": activities_visible_to(viewer).filter(pk=activity.part_of_id).first(),
        "parts": activities_visible_to(viewer).filter(part_of=activity),
        "partners": partners_of_activity(activity, viewer),
        "chain": activity_parts(
            activity, viewer, here=str(activity.get_kind_display()), products=[], statements=statements
        ),
        "statements": statements,
        "today": clock.today(),
    }
    return render(request, "portal/activities/detail.html", context)


def _has_a_page_of_its_own(activity: Activity) -> bool:
    """Whether what makes an event, a tool or a study of it is on record; of a new proposal it may not be."""
    return activity.kind != ActivityKind.OTHER and hasattr(activity, activity.kind)
