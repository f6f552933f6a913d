"""Events: by year, by place, one by one."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from palermo.accounts.models import Place
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.models import Event, Recommendation
from palermo.events.queries import events_visible_to, outcomes_visible_to
from palermo.events.states import EventKind
from palermo.governance.queries import activities_visible_to, with_chain
from palermo.library.queries import documents_visible_to
from palermo.portal.chains import Part, activity_parts
from palermo.portal.listing import chosen, page_of, years_of
from palermo.portal.statements import statement_parts


def _listed(viewer: Viewer) -> QuerySet[Event]:
    return events_visible_to(viewer).select_related("activity", "place__state").order_by("-activity__starts_on", "pk")


@login_not_required
def event_list(request: HttpRequest) -> HttpResponse:
    """Every event the reader may see, latest first; by kind, year and place."""
    events = _listed(request.viewer)
    years = years_of(events, "activity__starts_on")
    kind, year = chosen(request, "kind", EventKind.values), chosen(request, "year", years)
    if kind:
        events = events.filter(kind=kind)
    if year:
        events = events.filter(activity__starts_on__year=int(year))
    context = {"page": page_of(request, events), "kinds": EventKind.choices, "kind": kind, "years": years, "year": year}
    return render(request, "portal/events/list.html", {**context, "today": clock.today()})


@login_not_required
def event_calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The events of one year, month by month."""
    events = _listed(request.viewer)
    years = years_of(events, "activity__starts_on")
    of_year = events.filter(activity__starts_on__year=year).order_by("activity__starts_on", "pk")
    months = [(month, [e for e in of_year if e.activity.starts_on.month == month]) for month in range(1, 13)]
    return render(request, "portal/events/calendar.html", {"year": year, "years": years, "months": months})


@login_not_required
def event_place(request: HttpRequest, slug: str) -> HttpResponse:
    """The events held or planned in one place."""
    place = get_object_or_404(Place.objects.select_related("state"), slug=slug)
    events = _listed(request.viewer).filter(place=place)
    return render(request, "portal/events/place.html", {"place": place, "page": page_of(request, events)})


@login_not_required
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when and where, under which authority, who, what it produced, where it is reported."""
    viewer = request.viewer
    events = with_chain(events_visible_to(viewer), "activity__mandate__").select_related(
        "activity__lead", "activity__part_of", "place__state"
    )
    event = get_object_or_404(events, activity__slug=slug)
    activity, outcomes = event.activity, _outcomes(event, viewer)
    statements = statement_parts("events", slug, viewer)
    products = [Part(_product(outcome), f"#{outcome.slug}") for outcome in outcomes]
    context = {
        "event": event,
        "activity": activity,
        "outcomes": outcomes,
        "chain": activity_parts(activity, viewer, products=products, statements=statements),
        "statements": statements,
        "partners": activity.partners.select_related("organisation", "state"),
        "reschedulings": event.reschedulings.all(),
        "documents": documents_visible_to(viewer).filter(activities=activity).prefetch_related("versions"),
        "part_of": activity.part_of and activities_visible_to(viewer).filter(pk=activity.part_of_id).first(),
        "today": clock.today(),
    }
    return render(request, "portal/events/detail.html", context)


def _outcomes(event: Event, viewer: Viewer) -> list:
    return list(
        outcomes_visible_to(viewer)
        .filter(event=event)
        .prefetch_related(
            Prefetch("recommendations", Recommendation.objects.order_by("number")),
            # A document more restricted than its outcome is simply not there for this reader.
            Prefetch("document", documents_visible_to(viewer).prefetch_related("versions")),
            "showings__forum__activity",
        )
    )


def _product(outcome: object) -> str:
    count = outcome.stated_count or len(outcome.recommendations.all())
    if not count:
        return outcome.get_kind_display()
    return _("%(count)d recommendations") % {"count": count}
