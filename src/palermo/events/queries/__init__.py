"""Who may see which event, outcome, recommendation, programme and speaker."""

from palermo.events.queries.events import (
    MOST_OVERLAPS,
    Overlap,
    events_visible_to,
    outcomes_visible_to,
    overlapping_activities,
    recommendations_visible_to,
)
from palermo.events.queries.programmes import (
    PutRelease,
    current_releases_visible_to,
    programme_items_visible_to,
    programme_parts_visible_to,
    programmes_visible_to,
    releases_visible_to,
    standings_of_releases,
)
from palermo.events.queries.speakers import (
    advice_visible_to,
    given_out,
    interests_visible_to,
    speaker_records_of,
    speakers_published,
    speakers_published_to,
    speakers_told_to,
    speakers_visible_to,
    survivor_declarations_visible_to,
)

__all__ = [
    "MOST_OVERLAPS",
    "Overlap",
    "PutRelease",
    "advice_visible_to",
    "current_releases_visible_to",
    "events_visible_to",
    "given_out",
    "interests_visible_to",
    "outcomes_visible_to",
    "overlapping_activities",
    "programme_items_visible_to",
    "programme_parts_visible_to",
    "programmes_visible_to",
    "recommendations_visible_to",
    "releases_visible_to",
    "speaker_records_of",
    "speakers_published",
    "speakers_published_to",
    "speakers_told_to",
    "speakers_visible_to",
    "standings_of_releases",
    "survivor_declarations_visible_to",
]
