"""What day it is for the record: today, or the day on which a demonstration's story stands still."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """PALERMO_TODAY where it is set, else today in the installation's time zone."""
    return settings.PALERMO_TODAY or timezone.localdate()
