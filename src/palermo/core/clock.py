"""What day and what instant it is for the record: now, or when a demonstration's story stands still."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """PALERMO_TODAY where it is set, else today in the installation's time zone."""
    told = settings.PALERMO_TODAY
    return timezone.localdate(told) if isinstance(told, datetime) else told or timezone.localdate()


def now() -> datetime:
    """The instant at which an act is done, with which deadlines are compared.

    Where PALERMO_TODAY is an instant, that one; where it is a day, this time of that day, here; else now.
    """
    told, instant = settings.PALERMO_TODAY, timezone.now()
    if isinstance(told, datetime):
        return told
    return datetime.combine(told, timezone.localtime(instant).timetz()) if told else instant
