"""Facts of a meeting shown beside its title: hours, languages of interpretation, earlier dates."""

from palermo.core.languages import BY_CODE, active_language
from palermo.core.speech.hours import clock_hour, clock_hours
from palermo.governance.models import Meeting, MeetingChange


def facts_of(meeting: Meeting) -> dict[str, object]:
    """For the templates `meeting_facts.html` and `moves.html`, which show them."""
    return {
        "hours": _hours(meeting),
        "interpretation": [BY_CODE[code] for code in meeting.languages.split() if code in BY_CODE],
        "moves": moves_of(meeting),
    }


def moves_of(meeting: Meeting) -> list[MeetingChange]:
    """Every move, the first one first; `hour` is the one that was planned until then, in words."""
    moves = list(meeting.changes.select_related("previous_place"))
    for move in moves:
        hour = move.previous_starts_at
        move.hour = clock_hour(hour) if hour else ""
    return moves


def _hours(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return ""
    return clock_hours(meeting.starts_at, meeting.ends_at, meeting.time_zone, active_language().code)
