"""Dates in the language of whoever is reading now: for sentences that rules give."""

from datetime import date

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import say_day


def say_here(day: date | PartialDate | None) -> str:
    """A day, or a date as exactly as it is known, in the reader's language; nothing for none."""
    if not day:
        return ""
    return say_day(day if isinstance(day, PartialDate) else PartialDate(day), active_language().code)
