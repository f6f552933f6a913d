"""In which meetings and events the States took part, as far as a viewer may know."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.preparation import participant_groups_visible_to
from palermo.governance.models import Attendance, Meeting
from palermo.governance.queries.meetings import meetings_held
from palermo.registration.attendance import states_with_people
from palermo.registration.queries.registrations import registrations_with_people
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to, speakers_published_to, speakers_visible_to


class Presence(NamedTuple):
    """How many meetings and events a State took part in, and how many events took place or are planned in it."""

    meetings: int = 0
    events: int = 0
    hosted: int = 0


def presence_by_state(viewer: Viewer, day: date) -> Mapping[int, Presence]:
    """By the key of a State; on a past day, of what had begun by then. A fixed number of queries."""
    events = events_visible_to(viewer).order_by()
    attendance = Attendance.objects.filter(state__isnull=False, meeting__in=meetings_held(viewer)).order_by()
    if day < clock.today():
        events = events.filter(activity__starts_on__lte=day)
        attendance = attendance.filter(meeting__starts_on__lte=day)
    hosted = dict(events.exclude(place__state=None).values_list("place__state").annotate(n=Count("pk")))
    meetings = dict(attendance.values_list("state").annotate(n=Count("meeting", distinct=True)))
    known = set(events.values_list("pk", flat=True))
    took_part: Mapping[int, set[int]] = defaultdict(set)
    for state, event in _at_events(viewer):
        if event in known:
            took_part[state].add(event)
    return {
        state: Presence(meetings.get(state, 0), len(took_part.get(state, ())), hosted.get(state, 0))
        for state in {*hosted, *meetings, *took_part}
    }


def _at_events(viewer: Viewer) -> set[tuple[int, int]]:
    """States and events: from lists of participants, registrations and published speakers."""
    registered = registrations_with_people().filter(event=OuterRef("event"))
    groups = participant_groups_visible_to(viewer).filter(~Exists(registered), state__isnull=False).order_by()
    speakers = speakers_published_to(viewer).filter(from_state__isnull=False).order_by()
    return {
        *groups.values_list("state", "event"),
        *speakers.values_list("from_state", "event"),
        *states_with_people(viewer),
    }


def meetings_attended(state: State, viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings at which a State was present, the latest first."""
    present = Attendance.objects.filter(meeting=OuterRef("pk"), state=state)
    return meetings_held(viewer).filter(Exists(present)).order_by("-starts_on", "slug")


class Nomination(NamedTuple):
    """A person from a State, or nominated by it; `is_proposal` where the viewer may know the status of the proposal."""

    speaker: Speaker
    is_proposal: bool


def nominations_of(state: State, viewer: Viewer, most: int) -> list[Nomination]:
    """Speakers from a State or nominated by it, of the latest events first: published, shared or one's own."""
    proposals = speaker_proposals_visible_to(viewer).filter(Q(from_state=state) | Q(proposed_for_state=state))
    from_here = speakers_visible_to(viewer).filter(from_state=state)
    both = Speaker.objects.filter(Q(pk__in=proposals.values("pk")) | Q(pk__in=from_here.values("pk")))
    shown = both.select_related("event__activity").order_by("-event__activity__starts_on", "slug")[:most]
    may_know = set(proposals.order_by().values_list("pk", flat=True))
    return [Nomination(speaker, speaker.pk in may_know) for speaker in shown]
