"""The desk of a national data focal point: requests to their State, and the records about it that they may read."""

from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.http import HttpResponse

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.speech.collation import sort_for_reader
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.preparation import participant_groups_visible_to
from palermo.follow_ups.desks import answered_for, reported_by
from palermo.following import reader_news as news
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.web.assistance_rows import assistance_desk
from palermo.governance.web.views.consultations import WITH_MEMBER_STATES
from palermo.library.models import DAY
from palermo.library.web.papers import papers
from palermo.portal.charts.desk import next_dates
from palermo.returns.web.desks import return_tasks
from palermo.site.charts.pages import render_with_charts
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speakers_published_to

RECENT = timedelta(days=120)
SHOWN = 8


def focal_point_desk(request: SiteRequest) -> HttpResponse:
    """The desk; each section comes from the visibility query of its model."""
    viewer, today = request.viewer, clock.today()
    since = previous_visit(request)
    context = {
        "states": sort_for_reader(State.objects.filter(pk__in=viewer.state_ids), lambda state: state.short_name),
        "answered_for": answered_for(viewer, request.user),
        "reported": reported_by(viewer),
        "return_tasks": return_tasks(viewer, request.user),
        "assistance": assistance_desk(viewer, request.user),
        "events": _events(viewer),
        "speakers": first_of(_speakers(viewer), SHOWN),
        "groups": first_of(_groups(viewer), SHOWN),
        "documents": first_of(papers(viewer).order_by(DAY.desc(), "slug"), SHOWN),
        "meetings": _meetings(viewer, today),
        "since": since,
        "new": news.news_since(viewer, since, SHOWN) if since else news.recent_news(viewer, today - RECENT, SHOWN),
        "today": today,
    }
    charts = {"timeline": next_dates(viewer, today)}
    return render_with_charts(request, "portal/focal_point_desk.html", context, charts)


def _events(viewer: Viewer) -> FirstRows:
    """Events in the State, the latest first."""
    events = events_visible_to(viewer).filter(place__state__in=viewer.state_ids)
    events = events.select_related("activity", "place__state").prefetch_related("place__state__former_names")
    first = first_of(events.order_by("-activity__starts_on", "pk"), SHOWN)
    return FirstRows([(event, ()) for event in first], first.more)


def _speakers(viewer: Viewer) -> QuerySet[Speaker]:
    """People of the State who are published."""
    speakers = speakers_published_to(viewer).filter(from_state__in=viewer.state_ids)
    return speakers.select_related("event__activity", "from_state").order_by("-event__activity__starts_on", "slug")


def _groups(viewer: Viewer) -> list[tuple[Event, int]]:
    """The number of participants from the State, by event."""
    lines = participant_groups_visible_to(viewer).filter(state__in=viewer.state_ids)
    sums = lines.order_by().values("event").annotate(people=Sum("head_count")).filter(people__gt=0)
    people = {row["event"]: row["people"] for row in sums}
    events = events_visible_to(viewer).filter(pk__in=people).select_related("activity")
    return [(event, people[event.pk]) for event in events.order_by("-activity__starts_on", "pk")]


def _meetings(viewer: Viewer, today: date) -> FirstRows:
    """Consultations that are public; the room of the others is Member States'."""
    meetings = meetings_visible_to(viewer).filter(kind__in=WITH_MEMBER_STATES, cancelled_on=None, ends_on__gte=today)
    return first_of(meetings.select_related("place").order_by("starts_on", "slug"), SHOWN)
