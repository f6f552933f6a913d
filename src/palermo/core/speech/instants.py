"""An instant in the reader's words, to the minute: deadlines with the place whose clocks show it, for all readers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.languages import Language, active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import format_time_zone

# Keeps "UTC+2" in one piece, and from left to right, inside Arabic.
ISOLATED = "\u2066{}\u2069"


def localize_instant(moment: datetime, time_zone: str) -> str:
    """ "10 February 2008, 18:00 (Vienna time, UTC+1)"."""
    language, local = active_language(), moment.astimezone(ZoneInfo(time_zone))
    zone, offset = format_time_zone(time_zone, language.code), format_offset(local, language)
    return _("%(day)s, %(hour)s (%(zone)s)") % {
        "day": format_day(PartialDate(local.date()), language.code),
        "hour": local.strftime("%H:%M"),
        "zone": zone if zone == "UTC" else _("%(zone)s, %(offset)s") % {"zone": zone, "offset": offset},
    }


def localize_clock(moment: datetime, time_zone: str) -> str:
    """ "10 February 2008, 18:00": when something was done, by the clocks of a time zone that goes without saying."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return _("%(day)s, %(hour)s") % {
        "day": format_day(PartialDate(local.date()), active_language().code),
        "hour": local.strftime("%H:%M"),
    }


def format_offset(local: datetime, language: Language) -> str:
    """How far the clocks of an instant's time zone are ahead of universal time: "UTC+1"."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    offset = f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
    return ISOLATED.format(offset) if language.right_to_left else offset
