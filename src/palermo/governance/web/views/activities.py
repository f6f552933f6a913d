"""Activities that are neither event, tool nor study, or of which that is not on record yet."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.partners import partners_of_activity
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.chains import Part, activity_parts
from palermo.governance.web.money import activity_contributions
from palermo.governance.web.statements import statement_parts
from palermo.library.web.papers import papers


@login_not_required
def activity_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One activity; an event, tool or study is shown on its own page."""
    viewer = request.viewer
    activities = with_chain(activities_visible_to(viewer), "mandate__").select_related("lead")
    activity = get_object_or_404(activities, slug=slug)
    if _has_a_page_of_its_own(activity):
        return redirect(activity.get_absolute_url())
    context = activity_context(activity, viewer, "activities", here=str(activity.get_kind_display())) | {
        "part_of": activities_visible_to(viewer).filter(pk=activity.part_of_id).first(),
        "parts": activities_visible_to(viewer).filter(part_of=activity),
    }
    return render(request, "governance/activities/detail.html", context)


def activity_context(
    activity: Activity, viewer: Viewer, kind: str, *, here: str, products: Sequence[Part] = ()
) -> dict[str, object]:
    """What the page of every activity shows: its chain of authority, documents, financing, partners and statements.

    `kind` is the slug of the kind by which reports cite it (events, tools, …), `here` its own step in the chain, and
    `products` the steps of what it produced.
    """
    statements = statement_parts(kind, activity.slug, viewer)
    return {
        "activity": activity,
        "chain": activity_parts(activity, viewer, here=here, products=products, statements=statements),
        "documents": papers(viewer).filter(activities=activity),
        "financing": activity_contributions(activity, viewer),
        "mandate": mandates_visible_to(viewer).filter(activities=activity).first(),
        "partners": partners_of_activity(activity, viewer),
        "statements": statements,
        "today": clock.today(),
    }


def _has_a_page_of_its_own(activity: Activity) -> bool:
    """Whether what makes an event, a tool or a study of it is on record; of a new proposal it may not be."""
    return activity.kind != ActivityKind.OTHER and hasattr(activity, activity.kind)
