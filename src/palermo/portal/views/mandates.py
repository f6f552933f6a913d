"""Mandates: the text, its source, and everything done under it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries import (
    activities_visible_to,
    guidance_visible_to,
    mandates_visible_to,
    reports_due_visible_to,
    with_chain,
)
from palermo.governance.states import ActivityState, MandateState
from palermo.portal.chains import authority_parts
from palermo.portal.listing import chosen, page_of
from palermo.portal.statements import statement_parts

OPEN = (ActivityState.PROPOSED, ActivityState.AUTHORISED, ActivityState.UNDER_WAY)


@login_not_required
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Every mandate the reader may see, those in force and due first; by state."""
    mandates = mandates_visible_to(request.viewer).select_related("addressee_organisation", "addressee_body")
    state = chosen(request, "state", MandateState.values)
    if state:
        mandates = mandates.filter(state=state)
    page = page_of(request, mandates)
    counts = _activity_counts(page.object_list, request.viewer)
    context = {
        "page": page,
        "rows": [(mandate, counts.get(mandate.pk, 0)) for mandate in page],
        "states": MandateState.choices,
        "state": state,
        "today": clock.today(),
    }
    return render(request, "portal/mandates/list.html", context)


def _activity_counts(mandates: QuerySet[Mandate], viewer: object) -> dict[int, int]:
    """How many activities the viewer may see under each mandate: never a count of hidden ones."""
    rows = activities_visible_to(viewer).filter(mandate__in=list(mandates)).order_by().values("mandate")
    return {row["mandate"]: row["n"] for row in rows.annotate(n=Count("pk"))}


@login_not_required
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One mandate: open and late first, then everything done under it in time order."""
    viewer = request.viewer
    mandates = with_chain(mandates_visible_to(viewer)).select_related(
        "addressee_organisation", "addressee_body", "due_session__body"
    )
    mandate = get_object_or_404(mandates, slug=slug)
    done = activities_visible_to(viewer).filter(mandate=mandate).order_by("starts_on", "slug")
    page = page_of(request, done)
    context = {
        "mandate": mandate,
        "chain": authority_parts(mandate, viewer),
        "open_activities": _open(done)[:20],
        "page": page,
        "reports_due": reports_due_visible_to(viewer).filter(mandate=mandate).select_related("body", "session"),
        "guidance": guidance_visible_to(viewer).filter(under=mandate)[:20],
        "statements": statement_parts("mandates", slug, viewer),
        "is_overdue": mandate.state == MandateState.IN_FORCE
        and mandate.due_on is not None
        and mandate.due_on < clock.today(),
        "today": clock.today(),
    }
    return render(request, "portal/mandates/detail.html", context)


def _open(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    return activities.filter(state__in=OPEN)
