"""Who may see which event, outcome, recommendation and programme."""

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

__all__ = [
    "MOST_OVERLAPS",
    "Overlap",
    "PutRelease",
    "current_releases_visible_to",
    "events_visible_to",
    "outcomes_visible_to",
    "overlapping_activities",
    "programme_items_visible_to",
    "programme_parts_visible_to",
    "programmes_visible_to",
    "recommendations_visible_to",
    "releases_visible_to",
    "standings_of_releases",
]
