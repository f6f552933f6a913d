"""Events, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, SearchSource, searchable
from palermo.search.wording import drafts_of, through


def _events(events: QuerySet[Event]) -> Iterator[Draft]:
    for event in events.select_related("activity", "place").prefetch_related("reschedulings"):
        activity, place = event.activity, event.place.name if event.place else MultilingualText()
        earlier = [each.previous_title for each in event.reschedulings.all()]
        texts = (activity.summary, place, event.theme, event.participants, event.account, *earlier)
        yield from drafts_of(event, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Event),
        _events,
        {**OF_ACTIVITY, "places": through(Event, "place")},
        shown=lambda events: events.select_related("activity"),
    )
)
