"""What the home page shows of the record: figures, the next event, latest outcomes, the year, the legislative basis."""

from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import DatePrecision
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText
from palermo.core.yearline import YearlineEntry
from palermo.events.models import Event, Outcome
from palermo.events.queries.events import (
    HELD,
    events_going_ahead,
    events_held,
    events_upcoming,
    outcomes_visible_to,
)
from palermo.events.queries.register import IS_RECOMMENDATION, follow_ups_visible_to
from palermo.follow_ups.filters import RECOMMENDATIONS
from palermo.governance.models import Mandate, Meeting
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import IN_HAND
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.follow_ups import FollowUpState
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.chains import Part, authority_parts
from palermo.library.web.page_cache import cached
from palermo.registration.web.asked import registrations_open_for
from palermo.toolkit.queries.tools import tools_visible_to

# Of the timeline the nearest entries on both sides of today, within these days.
BACK = timedelta(days=240)
AHEAD = timedelta(days=180)
NEAREST = 5
NEXT = 3
LATEST = 5
# What an entry of the year's line shows; the record's long texts stay where they are.
EVENT_IN_SHORT = (
    "kind",
    "place__name",
    "activity__slug",
    "activity__kind",
    "activity__starts_on",
    "activity__starts_precision",
    "activity__ends_on",
)
MEETING_IN_SHORT = ("slug", "kind", "starts_on", "ends_on", "place__name")


def home_context(viewer: Viewer) -> dict[str, object]:
    """Everything the template of the home page asks for."""
    today = clock.today()
    year, authority, figures = cached(
        "home", viewer, lambda: (_year(viewer, today), _authority(viewer), home_figures(viewer, today))
    )
    coming = list(next_events(viewer, today)[: NEXT + 1])
    return {
        "today": today,
        "figures": figures,
        "next_event": coming[0] if coming else None,
        "later_events": coming[1:],
        "registration": registrations_open_for(viewer).filter(event=coming[0]).first() if coming else None,
        "latest_outcomes": latest_outcomes(viewer, today)[:LATEST],
        "year": year,
        "authority": authority,
    }


class HomeFigure(NamedTuple):
    """A number of the home page: what it counts, and the list in which each of what is counted stands."""

    number: int
    label: str
    address: str
    of: int | None = None


def home_figures(viewer: Viewer, today: date) -> list[HomeFigure]:
    """Four numbers of what this reader may see: events held, recommendations followed up, tools, mandates in force."""
    held = events_held(viewer, today).count()
    recommendations = follow_ups_visible_to(viewer).filter(IS_RECOMMENDATION)
    followed_up, made = recommendations.exclude(state=FollowUpState.OPEN).count(), recommendations.count()
    tools = tools_visible_to(viewer).count()
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE).count()
    return [
        HomeFigure(held, ngettext("event held", "events held", held), f"{reverse('event_list')}?when={HELD}"),
        _follow_up_figure(followed_up, made),
        HomeFigure(tools, ngettext("tool", "tools", tools), reverse("tool_list")),
        HomeFigure(
            mandates,
            ngettext("mandate in force", "mandates in force", mandates),
            f"{reverse('mandate_list')}?state={MandateState.IN_FORCE}",
        ),
    ]


def _follow_up_figure(followed_up: int, made: int) -> HomeFigure:
    """How many recommendations have a follow-up on record. Where none has, that is no number of what was done."""
    address = f"{reverse('follow_up_list')}?of={RECOMMENDATIONS}"
    if made and not followed_up:
        label = ngettext("recommendation, no result on record", "recommendations, no result on record", made)
        return HomeFigure(made, label, address)
    label = ngettext("recommendation with follow-up on record", "recommendations with follow-up on record", made)
    return HomeFigure(followed_up, label, address, made)


def _authority(viewer: Viewer) -> list[Part]:
    """The steps down to the source of the mandate under which everything stands."""
    mandate = founding_mandate(viewer)
    return authority_parts(mandate, viewer) if mandate else []


def _year(viewer: Viewer, today: date) -> str:
    """The line of the year, ready to stand on the page; nothing when nothing happens."""
    entries = sorted([*_event_entries(viewer, today), *_meeting_entries(viewer, today)], key=attrgetter("first"))
    ahead = [entry for entry in entries if entry.last >= today]
    past = [entry for entry in entries if entry.last < today]
    entries = [*past[-NEAREST:], *ahead[:NEAREST]]
    return render_to_string("portal/parts/year.html", {"year": entries}) if entries else ""


def next_events(viewer: Viewer, today: date) -> QuerySet[Event]:
    """Authorized events that are not over, the nearest first; proposals are on desks."""
    events = events_upcoming(viewer, today).filter(activity__state__in=IN_HAND)
    return events.select_related("activity", "place").order_by("activity__starts_on", "pk")


def latest_outcomes(viewer: Viewer, today: date) -> QuerySet[Outcome]:
    """What events produced, the latest first."""
    outcomes = outcomes_visible_to(viewer).filter(produced_on__lte=today)
    return outcomes.select_related("event__activity", "event__place").order_by("-produced_on", "slug")


def founding_mandate(viewer: Viewer) -> Mandate | None:
    """The oldest mandate in force that a decision gave: the one under which everything stands."""
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, paragraph__isnull=False)
    mandates = mandates.select_related("paragraph__decision__body")
    return mandates.order_by("in_force_from", "paragraph__number", "slug").first()


def _event_entries(viewer: Viewer, today: date) -> list[YearlineEntry]:
    events = events_going_ahead(viewer).filter(activity__starts_on__range=(today - BACK, today + AHEAD))
    return [_event_entry(event) for event in events.select_related("activity", "place").only(*EVENT_IN_SHORT)]


def _event_entry(event: Event) -> YearlineEntry:
    activity, place = event.activity, _words(event.place.name) if event.place else ""
    starts = activity.starts
    last = max(activity.ends_on or starts.value, starts.value)
    inexact = None if starts.precision == DatePrecision.DAY else starts
    words, address = event.get_kind_display(), activity.get_absolute_url()
    return YearlineEntry(starts.first_day, last, words, address, "event", place, inexact)


def _meeting_entries(viewer: Viewer, today: date) -> list[YearlineEntry]:
    meetings = meetings_visible_to(viewer).filter(starts_on__range=(today - BACK, today + AHEAD), cancelled_on=None)
    return [_meeting_entry(meeting) for meeting in meetings.select_related("place").only(*MEETING_IN_SHORT)]


def _meeting_entry(meeting: Meeting) -> YearlineEntry:
    place = _words(meeting.place.name) if meeting.place else ""
    address = meeting.get_absolute_url()
    return YearlineEntry(meeting.starts_on, meeting.ends_on, _meeting_words(meeting), address, "meeting", place)


def _meeting_words(meeting: Meeting) -> str:
    """Short: the full names of these two, which fill the year, take two lines of it each."""
    short = {MeetingKind.CONSULTATION: _("Consultation"), MeetingKind.COMMITTEE: _("Steering Committee")}
    return short.get(MeetingKind(meeting.kind)) or meeting.get_kind_display()


def _words(text: MultilingualText) -> str:
    shown = text.shown_in(active_language().code)
    return shown.words if shown else ""
