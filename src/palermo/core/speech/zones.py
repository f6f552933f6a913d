"""Instants in the time zone in which they are shown."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; none for a name that is not one."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant(day: date, hour: time | None, zone: ZoneInfo | None) -> datetime | None:
    """An hour of a day in a time zone; none where one of them is not known."""
    return datetime.combine(day, hour, zone) if hour and zone else None
