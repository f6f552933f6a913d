"""Events, as they are found: by their place and its country, too."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, SearchSource, searchable
from palermo.search.wording import drafts_of, through


def _events(events: QuerySet[Event]) -> Iterator[Draft]:
    events = events.select_related("activity", "place__state").prefetch_related("place__state__former_names")
    for event in events.prefetch_related("reschedulings"):
        activity, place = event.activity, event.place.name if event.place else MultilingualText()
        state = event.place.state if event.place else None
        country = state.name_today if state else MultilingualText()
        earlier = [each.previous_title for each in event.reschedulings.all()]
        texts = (activity.summary, place, country, event.theme, event.participants, event.account, *earlier)
        yield from drafts_of(event, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Event),
        _events,
        {**OF_ACTIVITY, "places": through(Event, "place"), "states": through(Event, "place__state")},
        shown=lambda events: events.select_related("activity"),
    )
)
