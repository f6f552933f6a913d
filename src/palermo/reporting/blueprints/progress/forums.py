"""The Forum as it was known at the cut-off."""

from palermo.events.states.events import EventKind
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot


def forums(record: RecordSnapshot) -> list[EventSnapshot]:
    """Forums held or planned."""
    return record.events_of(EventKind.FORUM)


def forum_is_named(record: RecordSnapshot) -> bool:
    """Whether there is a forum under the name it bears."""
    return any(not forum.was_renamed_later for forum in forums(record))
