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
from palermo.events.queries.registrations import (
    accreditations_visible_to,
    badges_visible_to,
    check_ins_visible_to,
    head_counts_visible_to,
    letters_visible_to,
    listed_participants,
    listed_participants_visible_to,
    participants_visible_to,
    registrations_visible_to,
    with_arrival,
)

__all__ = [
    "MOST_OVERLAPS",
    "Overlap",
    "PutRelease",
    "accreditations_visible_to",
    "badges_visible_to",
    "check_ins_visible_to",
    "current_releases_visible_to",
    "events_visible_to",
    "head_counts_visible_to",
    "letters_visible_to",
    "listed_participants",
    "listed_participants_visible_to",
    "outcomes_visible_to",
    "overlapping_activities",
    "participants_visible_to",
    "programme_items_visible_to",
    "programme_parts_visible_to",
    "programmes_visible_to",
    "recommendations_visible_to",
    "registrations_visible_to",
    "releases_visible_to",
    "standings_of_releases",
    "with_arrival",
]
