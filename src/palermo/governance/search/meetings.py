"""Consultations, the Steering Committee's meetings and others, with their agenda, briefings and action points."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.governance.models import Meeting
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through

JOINED = ("agenda_items", "briefings", "action_points")


def _drafts(meetings: QuerySet) -> Iterator[Draft]:
    for meeting in meetings.select_related("body", "place").prefetch_related(*JOINED):
        briefing_texts = [text for briefing in meeting.briefings.all() for text in (briefing.topic, briefing.text)]
        yield from drafts_of(
            meeting,
            meeting.title,
            meeting.place.name if meeting.place else {},
            meeting.summary,
            *(item.title for item in meeting.agenda_items.all()),
            *briefing_texts,
            *(point.text for point in meeting.action_points.all()),
            meeting.cancellation_reason,
            named=True,
            body=meeting.body.slug if meeting.body else "",
            on=recorded_date(meeting, "starts_on"),
            audience=meeting.audience,
        )


searchable(SearchSource(kind_of(Meeting), _drafts, {"meetings": same, "places": through(Meeting, "place")}))
