"""Who may see which event, outcome, recommendation, programme, screen, speakers' list and preparation."""

from palermo.events.queries.events import (
    MOST_OVERLAPS,
    Overlap,
    events_visible_to,
    outcomes_visible_to,
    overlapping_activities,
    recommendations_visible_to,
)
from palermo.events.queries.floor import floor_requests_visible_to, speakers_lists_visible_to
from palermo.events.queries.logistics import (
    events_with_logistics,
    late_tasks,
    needs_visible_to,
    tasks_visible_to,
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
from palermo.events.queries.screens import (
    notices_for_screen,
    notices_visible_to,
    release_for_screens,
    screen_of_key,
    screens_visible_to,
)

__all__ = [
    "MOST_OVERLAPS",
    "Overlap",
    "PutRelease",
    "current_releases_visible_to",
    "events_visible_to",
    "events_with_logistics",
    "floor_requests_visible_to",
    "late_tasks",
    "needs_visible_to",
    "notices_for_screen",
    "notices_visible_to",
    "outcomes_visible_to",
    "overlapping_activities",
    "programme_items_visible_to",
    "programme_parts_visible_to",
    "programmes_visible_to",
    "recommendations_visible_to",
    "release_for_screens",
    "releases_visible_to",
    "screen_of_key",
    "screens_visible_to",
    "speakers_lists_visible_to",
    "standings_of_releases",
    "tasks_visible_to",
]
