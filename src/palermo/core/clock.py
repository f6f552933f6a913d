"""What day and what instant it is for the record: now, or when a demonstration's date is fixed.

Nothing else in Palermo reads the clock (`tests/architecture/test_clock.py`). What is shown as today, what is due, and
when an act was done come from `today` and `now`, so that no page of a demonstration is of another day than the rest.
Only what the machine measures of itself goes by `machine_now`; people see it through `to_story_time`.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def today(time_zone: str = "") -> date:
    """PALERMO_TODAY where it is set, else today: in a time zone (an IANA name), or in the installation's own."""
    fixed = settings.PALERMO_TODAY
    if isinstance(fixed, date) and not isinstance(fixed, datetime) and time_zone in {"", settings.TIME_ZONE}:
        return fixed
    return now().astimezone(ZoneInfo(time_zone or settings.TIME_ZONE)).date()


def now() -> datetime:
    """The instant at which an act is done, with which deadlines are compared.

    Where PALERMO_TODAY is an instant, that one; where it is a day, this time of that day, here; else now.
    """
    fixed, instant = settings.PALERMO_TODAY, machine_now()
    if isinstance(fixed, datetime):
        return fixed
    return datetime.combine(fixed, timezone.localtime(instant).timetz()) if fixed else instant


def machine_now() -> datetime:
    """The instant by the machine's own clock, for what compares how long something took or lay there."""
    return timezone.now()


def to_story_time(instant: datetime) -> datetime:
    """An instant of the machine’s clock, moved to the day at which a demonstration stands still; for display."""
    return now() - (machine_now() - instant) if settings.PALERMO_TODAY else instant
