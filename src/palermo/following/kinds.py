"""Keys of calendars as a kind of record: that one was made or revoked is in the log."""

from palermo.core.kinds import RecordKind, register
from palermo.following.models import CalendarKey

register(RecordKind(model=CalendarKey, slug="calendar-keys", is_versioned=False))
