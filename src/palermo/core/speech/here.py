"""Dates in the active language, for the sentences of rules."""

from datetime import date

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day


def localize_day(day: date | PartialDate | None, form: str = "plain") -> str:
    """A day or a partial date in the active language, in a form of `date_words`; an empty string for None."""
    if not day:
        return ""
    return format_day(day if isinstance(day, PartialDate) else PartialDate(day), active_language().code, form)
