"""Events: by year, by place, one by one."""

from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import DatePrecision
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import first_of
from palermo.core.text import plain
from palermo.core.yearline import YearlineEntry
from palermo.events.models import Event, Outcome, Recommendation
from palermo.events.queries.attendance import attendance_of
from palermo.events.queries.events import (
    EVENTS_WHEN,
    HELD,
    UNCONFIRMED,
    UPCOMING,
    events_visible_to,
    outcomes_on_record_for,
    outcomes_visible_to,
    when_held,
)
from palermo.events.queries.showings import showings_visible_to
from palermo.events.states.events import EventKind, OutcomeKind
from palermo.events.web.charts.events import charts_of_events
from palermo.events.web.preparation.concept_notes import concept_note_of
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import IN_HAND, ActivityKind
from palermo.governance.web.chains import Part
from palermo.governance.web.views.activities import activity_context, activity_detail
from palermo.knowledge.web.practices import published_practices
from palermo.library.models import Document
from palermo.library.states import DocumentKind, DocumentState
from palermo.library.web.page_cache import cached
from palermo.library.web.papers import paper_of, papers
from palermo.outreach.queries.commitments import commitments_visible_to, pledgings_visible_to, with_makers
from palermo.outreach.queries.organisations import with_partner_pages
from palermo.outreach.queries.plans import measures_implementing, plans_visible_to
from palermo.outreach.states.commitments import CAME_TO_NOTHING
from palermo.outreach.web.commitment_rows import rows_of
from palermo.outreach.web.in_states import plan_lines
from palermo.portal.readiness import readiness_of
from palermo.portal.visible_names import places_visible_to
from palermo.programme.queries.programmes import current_releases_visible_to
from palermo.programme.web.summaries import session_summaries
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.registration.web.asked import registrations_open_for
from palermo.reporting.web.statements import statements_of
from palermo.site.action_pages import ActionLink, named_action_links
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import Facets, facets_of, filter_value, of_own_kind, page_read, search_words

# A page of the line of a year holds as many events.
A_YEARS_PAGE = 100
FIRST_DOCUMENTS = 5
# Of the commitments made at an event, the latest.
SHOWN_COMMITMENTS = 8
# Repeated where recommendations are counted: a query that counts loses the order of its model.
IN_ORDER = ("order", "slug")
CALENDAR_FIELDS = (
    *("activity__slug", "activity__kind", "activity__title", "activity__starts_on", "activity__starts_precision"),
    *("activity__ends_on", "place__name"),
)


def _events_with_outcomes(viewer: Viewer) -> QuerySet[Event]:
    """Events with their places and the outcomes that the reader may see; rows are picked from it by number."""
    outcomes = outcomes_visible_to(viewer).defer("text").annotate(held=Count("recommendations")).order_by(*IN_ORDER)
    return (
        events_visible_to(viewer)
        .select_related("activity", "place__state")
        .defer("theme", "participants", "activity__summary", "place__locative", "place__state__formal_name")
        .prefetch_related(Prefetch("outcomes", outcomes), "place__state__former_names")
    )


def _ordered_events(viewer: Viewer) -> QuerySet[Event]:
    """Events, latest first, by what an index holds: it begins with the kind, so the order does, too."""
    return events_visible_to(viewer).filter(activity__kind=ActivityKind.EVENT).order_by("-activity__starts_on", "pk")


def _years(viewer: Viewer) -> list[int]:
    """The years in which there are events, latest first; from the days, which the index holds, not from each event."""
    days = (
        _ordered_events(viewer)
        .exclude(activity__starts_on=None)
        .order_by()
        .values_list("activity__starts_on", flat=True)
    )
    return cached("years of events", viewer, lambda: sorted({day.year for day in days.distinct() if day}, reverse=True))


@login_not_required
def event_list(request: SiteRequest) -> HttpResponse:
    """Every event the reader may see, latest first; by kind and year."""
    viewer, words = request.viewer, search_words(request)
    chosen = {
        "kind": filter_value(request, "kind", EventKind.values),
        "year": filter_value(request, "year", _years(viewer)),
        "when": filter_value(request, "when", EVENTS_WHEN),
    }
    events = filter_by_words(_ordered_events(viewer), words, texts=("activity__title", "place__name"))
    facets = _facets(events) if words else cached("facets of events", viewer, lambda: _facets(events))
    if chosen["kind"]:
        events = of_own_kind(events, chosen["kind"])
    if chosen["year"]:
        events = events.filter(activity__starts_on__year=int(chosen["year"]))
    if chosen["when"]:
        events = events.filter(pk__in=EVENTS_WHEN[chosen["when"]](viewer, clock.today()).values("pk"))
    page = page_read(request, events, _events_with_outcomes(request.viewer))
    context = {
        "find": words,
        "page": page,
        "rows": _rows(page),
        "kinds": facets.choices("kind", EventKind.choices, chosen),
        "years": facets.years("year", chosen),
        "whens": facets.choices(
            "when", [(HELD, _("held")), (UPCOMING, _("upcoming")), (UNCONFIRMED, _("not confirmed"))], chosen
        ),
        **chosen,
        "today": clock.today(),
    }
    charts = charts_of_events(list(page), page.start_index())
    return render_with_charts(request, "portal/events/list.html", context, charts)


def _facets(events: QuerySet[Event]) -> Facets:
    """Of which kinds there are events in which years, held and upcoming."""
    year, when = ExtractYear("activity__starts_on"), when_held(clock.today())
    return facets_of(events, kind="kind", year=year, when=when)


def _rows(events: Iterable[Event]) -> list[tuple[Event, list[Part]]]:
    """Each event with what it produced, as words that lead to it."""
    return [(event, [_product(outcome, event) for outcome in event.outcomes.all()]) for event in events]


@login_not_required
def event_timeline(request: SiteRequest) -> HttpResponse:
    """All events along the line of their years, the latest page of it first."""
    return _timeline(request, None)


@login_not_required
def event_calendar(request: SiteRequest, year: int) -> HttpResponse:
    """The events of one year along the line of the year; of a year that no calendar has, there is no page."""
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404
    return _timeline(request, year)


def _timeline(request: SiteRequest, year: int | None) -> HttpResponse:
    events = events_visible_to(request.viewer).select_related("activity", "place").only(*CALENDAR_FIELDS)
    dated = _ordered_events(request.viewer).exclude(activity__starts_on=None)
    shown = dated.filter(activity__starts_on__year=year).order_by("activity__starts_on", "pk") if year else dated
    page = page_read(request, shown, events, per_page=A_YEARS_PAGE)
    context = {
        "year": year,
        "years": _years(request.viewer),
        "page": page,
        "entries": [_entry(event) for event in page],
    }
    return render(request, "portal/events/calendar.html", context)


def _entry(event: Event) -> YearlineEntry:
    activity = event.activity
    starts, is_exact = activity.starts, activity.starts_precision == DatePrecision.DAY
    assert starts is not None  # it has a beginning, or no year would have it
    return YearlineEntry(
        starts.first_day,
        activity.ends_on or starts.value,
        activity.display_name(),
        activity.get_absolute_url(),
        "event",
        plain(event.place.name) if event.place else "",
        None if is_exact else starts,
    )


@login_not_required
def event_place(request: SiteRequest, slug: str) -> HttpResponse:
    """The events held or planned in one place."""
    place = get_object_or_404(places_visible_to(request.viewer).select_related("state"), slug=slug)
    page = page_read(
        request, _ordered_events(request.viewer).filter(place=place), _events_with_outcomes(request.viewer)
    )
    context = {"place": place, "page": page, "rows": _rows(page), "today": clock.today()}
    return render(request, "portal/events/place.html", context)


@login_not_required
def event_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One event: when and where, under which authority, who, what it produced, where it is reported."""
    viewer = request.viewer
    events = with_chain(events_visible_to(viewer), "activity__mandate__").select_related(
        "activity__lead", "activity__pledging", "place__state", "registration"
    )
    events = events.prefetch_related(
        "place__state__former_names", concept_note_of(viewer), with_partner_pages("activity__lead__", viewer)
    )
    event = events.filter(activity__slug=slug).first()
    if event is None:
        return activity_detail(request, slug)
    activity, outcomes, today = event.activity, list(_counted_outcomes(event, viewer)), clock.today()
    products = [_product(outcome, event) for outcome in outcomes]
    context = activity_context(activity, viewer, "events", here=_in_short(event), products=products) | {
        "event": event,
        "outcomes": list(zip(outcomes, products, strict=True)),
        "reschedulings": event.reschedulings.prefetch_related(Prefetch("decided_at", meetings_visible_to(viewer))),
        "documents": first_of(papers(viewer).filter(activities=activity), FIRST_DOCUMENTS),
        "part_of": activities_visible_to(viewer).filter(pk=activity.part_of_id).first(),
        "is_ahead": activity.state in IN_HAND and not event.is_held_by(today),
        "is_unconfirmed": activity.state in IN_HAND and event.is_held_by(today),
        "programme": current_releases_visible_to(viewer).filter(programme__event=event).first(),
        "programme_document": _programme_document(activity, viewer),
        "registration": registrations_visible_to(viewer).filter(event=event).first(),
        "register_ways": _register_ways(request, event),
        "attendance": attendance_of(event, viewer),
        "readiness": readiness_of(event, viewer),
        "is_pledging_open": _is_pledging_open(activity),
    }
    return render(request, "portal/events/detail.html", context)


def _is_pledging_open(activity: Activity) -> bool:
    """Whether participants can make commitments by a form today; asked of an activity joined with that form."""
    pledging = getattr(activity, "pledging", None)
    return pledging is not None and pledging.is_open_on(clock.today())


def _programme_document(activity: Activity, viewer: Viewer) -> Document | None:
    """The latest programme that was issued as a document."""
    programmes = papers(viewer).filter(activities=activity, kind=DocumentKind.PROGRAMME, state=DocumentState.ISSUED)
    return programmes.order_by("-issued_on", "slug").first()


def _register_ways(request: SiteRequest, event: Event) -> list[ActionLink]:
    """While registration is open, what a mission or an agency is to do first."""
    registration = registrations_open_for(request.viewer).filter(event=event).first()
    if registration is None:
        return []
    return named_action_links(["register-participant"], registration, request.viewer, request.user)


@login_not_required
def event_outcomes(request: SiteRequest, slug: str) -> HttpResponse:
    """What an event produced, each recommendation with its follow-up."""
    viewer = request.viewer
    event = _event_or_404(slug, viewer)
    outcomes = _outcomes(event, viewer)
    sessions = session_summaries(event, viewer, request.user)
    statements = statements_of("outcomes", [outcome.slug for outcome in outcomes], viewer)
    context = {
        "event": event,
        "activity": event.activity,
        "outcomes": [(outcome, statements.get(outcome.slug, [])) for outcome in outcomes],
        "sessions": [each for each in sessions if each.is_there],
        "without_summary": [each for each in sessions if not each.is_there],
        "is_held": event.is_held_by(clock.today()),
        "ways": named_action_links(["record-outcome"], event, viewer, request.user),
        "today": clock.today(),
        "plan_lines": plan_lines(plans_visible_to(viewer).filter(activity=event.activity).order_by("slug"), viewer),
        **_commitments(event, request),
    }
    return render(request, "portal/events/outcomes.html", context)


def _commitments(event: Event, request: SiteRequest) -> dict[str, object]:
    """The commitments made at an event, the latest first, and the ways to make one; the form while it is open."""
    viewer = request.viewer
    made = commitments_visible_to(viewer).filter(activity=event.activity).exclude(status__in=CAME_TO_NOTHING)
    first = first_of(with_makers(made).order_by("-made_on", "slug"), SHOWN_COMMITMENTS)
    pledging = pledgings_visible_to(viewer).filter(activity=event.activity).first()
    ways = named_action_links(["open-pledging"], event, viewer, request.user)
    if pledging is not None:
        ways = named_action_links(["change-pledging"], pledging, viewer, request.user)
    return {
        "commitments": rows_of(first, viewer),
        "more_commitments": first.more,
        "pledging": pledging,
        "is_pledging_open": pledging is not None and pledging.is_open_on(clock.today()),
        "pledging_ways": ways,
    }


@login_not_required
def event_documents(request: SiteRequest, slug: str) -> HttpResponse:
    """The documents of an event that the reader may see."""
    viewer = request.viewer
    event = _event_or_404(slug, viewer)
    context = {
        "event": event,
        "activity": event.activity,
        "documents": papers(viewer).filter(activities=event.activity),
        "ways": named_action_links(["draft-concept-note"], event, viewer, request.user),
        "today": clock.today(),
    }
    return render(request, "portal/events/documents.html", context)


def _event_or_404(slug: str, viewer: Viewer) -> Event:
    return get_object_or_404(events_visible_to(viewer).select_related("activity"), activity__slug=slug)


def _in_short(event: Event) -> str:
    """What a line of authority calls it: "Regional event, Bangkok"."""
    kind = str(event.get_kind_display())
    return _("%(kind)s, %(place)s") % {"kind": kind, "place": plain(event.place.name)} if event.place else kind


def _counted_outcomes(event: Event, viewer: Viewer) -> QuerySet[Outcome]:
    counts = {
        "held": Count("recommendations"),
        "not_taken_over": Count("recommendations", filter=Q(recommendations__follow_up=None)),
    }
    return outcomes_on_record_for(viewer).filter(event=event).annotate(**counts).order_by(*IN_ORDER)


def _outcomes(event: Event, viewer: Viewer) -> list[Outcome]:
    return list(
        _counted_outcomes(event, viewer).prefetch_related(
            Prefetch("recommendations", Recommendation.objects.order_by("number").select_related("follow_up")),
            Prefetch("recommendations__measures", measures_implementing(viewer), to_attr="implementing"),
            # A document more restricted than its outcome, or a forum, is simply not there for this reader.
            paper_of(viewer),
            Prefetch("good_practices", published_practices(viewer), to_attr="practices"),
            Prefetch("showings", showings_visible_to(viewer).filter(withdrawn_on=None)),
            Prefetch("showings__forum", events_visible_to(viewer).select_related("activity")),
        )
    )


def _product(outcome: Outcome, event: Event) -> Part:
    """An outcome in a few words, which lead to it."""
    number: int = getattr(outcome, "held", 0)
    count = outcome.stated_count or number
    if outcome.kind == OutcomeKind.ACTION_PLAN:
        words = ngettext("%(count)d action", "%(count)d actions", count) % {"count": count}
    else:
        words = ngettext("%(count)d recommendation", "%(count)d recommendations", count) % {"count": count}
    outcome.event = event
    return Part(words if count else outcome.get_kind_display(), outcome.get_absolute_url())
