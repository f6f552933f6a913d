"""Who speaks at events: those who are published, and nobody else."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through
from palermo.speakers.models import Speaker


def _drafts(speakers: QuerySet) -> Iterator[Draft]:
    for speaker in speakers.select_related("event__activity"):
        activity = speaker.event.activity
        texts = (speaker.function, speaker.organisation, speaker.topic, speaker.biography)
        yield from drafts_of(speaker, speaker.name, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Speaker),
        _drafts,
        {"speakers": same, "activities": through(Speaker, "event")},
        shown=lambda speakers: speakers.defer("cv", "reason"),
    )
)
