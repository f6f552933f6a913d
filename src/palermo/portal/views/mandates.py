"""Mandates: the text, its source, and everything done under it."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, Count, Prefetch, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import holding
from palermo.events.queries import outcomes_visible_to
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries import (
    activities_visible_to,
    endorsements_visible_to,
    guidance_visible_to,
    mandates_visible_to,
    reports_due_visible_to,
    with_chain,
)
from palermo.governance.states import ActivityState, MandateState
from palermo.portal.chains import Part, authority_parts
from palermo.portal.listing import DUE_FIRST, STARTS_FIRST, chosen, page_of, sought
from palermo.portal.papers import paper_of
from palermo.portal.statements import statement_parts

OPEN = (ActivityState.PROPOSED, ActivityState.AUTHORISED, ActivityState.UNDER_WAY)
IN_FORCE_FIRST = Case(When(state=MandateState.IN_FORCE, then=Value(0)), default=Value(1))


@login_not_required
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Every mandate the reader may see: in force first, the earliest due at the top; by state."""
    viewer, today = request.viewer, clock.today()
    mandates = with_chain(mandates_visible_to(viewer)).select_related("addressee_organisation", "addressee_body")
    if state := chosen(request, "state", MandateState.values):
        mandates = mandates.filter(state=state)
    mandates = holding(mandates, sought(request), texts=("title", "text"))
    page = page_of(request, mandates.order_by(IN_FORCE_FIRST, DUE_FIRST, "in_force_from", "pk"))
    context = {"page": page, "rows": _rows(list(page), viewer), "states": MandateState.choices, "state": state}
    return render(request, "portal/mandates/list.html", {**context, "today": today, "find": sought(request)})


def _rows(mandates: list[Mandate], viewer: Viewer) -> list[tuple[Mandate, Part, int]]:
    """Each mandate with its source and how much was done under it."""
    counts = _activity_counts(mandates, viewer)
    return [(each, authority_parts(each, viewer)[-1], counts.get(each.pk, 0)) for each in mandates]


def _activity_counts(mandates: list[Mandate], viewer: Viewer) -> dict[int, int]:
    """How many activities the viewer may see under each mandate: never a count of hidden ones."""
    rows = activities_visible_to(viewer).filter(mandate__in=mandates).order_by().values("mandate")
    return {row["mandate"]: row["n"] for row in rows.annotate(n=Count("pk"))}


@login_not_required
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One mandate: open and late first, then everything done under it in time order."""
    viewer, today = request.viewer, clock.today()
    mandates = with_chain(mandates_visible_to(viewer)).select_related(
        "addressee_organisation", "addressee_body", "due_session__body"
    )
    mandate = get_object_or_404(mandates, slug=slug)
    done = activities_visible_to(viewer).filter(mandate=mandate).order_by(STARTS_FIRST, "slug")
    page = page_of(request, done.select_related("event__place").prefetch_related(_outcomes(viewer)))
    statements = statement_parts("mandates", slug, viewer)
    context = {
        "mandate": mandate,
        "chain": [*authority_parts(mandate, viewer), *_from_here(page.paginator.count), *statements],
        "open_activities": _late_first(_open(done)[:20]),
        "page": page,
        "reports_due": reports_due_visible_to(viewer)
        .filter(mandate=mandate)
        .select_related("body", "session", "responsible")
        .prefetch_related(paper_of(viewer)),
        "guidance": guidance_visible_to(viewer).filter(under=mandate)[:20],
        "endorsements": endorsements_visible_to(viewer).filter(under=mandate)[:20],
        "statements": statements,
        "is_overdue": mandate.state == MandateState.IN_FORCE and mandate.due_on is not None and mandate.due_on < today,
        "today": today,
    }
    return render(request, "portal/mandates/detail.html", context)


def _from_here(count: int) -> list[Part]:
    """The mandate in its chain, and how much was done under it."""
    counted = ngettext("%(count)d activity", "%(count)d activities", count) % {"count": count}
    return [Part(_("This mandate"), is_here=True), *([Part(counted, "#done")] if count else [])]


def _outcomes(viewer: Viewer) -> Prefetch:
    """What each event produced; activities that are no events have none."""
    return Prefetch("event__outcomes", outcomes_visible_to(viewer).defer("text").prefetch_related("recommendations"))


def _open(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    return activities.filter(state__in=OPEN)


def _late_first(activities: Iterable[Activity]) -> list[Activity]:
    """Those that should be over first, then by when they begin; each knows whether it is late."""
    marked = list(activities)
    for activity in marked:
        activity.is_late = is_late(activity)  # type: ignore[attr-defined]  # for this page only
    return sorted(marked, key=lambda activity: not activity.is_late)  # type: ignore[attr-defined]


def is_late(activity: Activity) -> bool:
    """Whether an activity still open should be over by its own dates."""
    return activity.state in OPEN and activity.ends_on is not None and activity.ends_on < clock.today()
