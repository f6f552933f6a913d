"""What calendar files (iCal, RFC 5545) have in common."""

from datetime import date, timedelta
from typing import Any

from icalendar import Timezone

ASK_AGAIN = timedelta(hours=4)
PRODUCT = "-//Palermo//Calendar//EN"


def zone_of_calendar(name: str, first: int, last: int) -> Timezone:
    """A time zone as a calendar file describes it, for the years in which the file uses it."""
    zone = Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last + 2, 1, 1))
    for part in zone.subcomponents:
        _correct_onset(part)
    return zone


def _correct_onset(part: Any) -> None:
    """Move the onset of an observance to the hour that clocks showed until then.

    RFC 5545, section 3.6.5, counts its beginning in the offset that it ends. Where clocks go forward, the package
    counts in the one that begins, an hour later; the first observance changes nothing and stays.
    """
    forward = part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td
    if forward <= timedelta(0):
        return
    part["DTSTART"].dt -= forward
    for each in part["RDATE"].dts if "RDATE" in part else []:
        each.dt -= forward
