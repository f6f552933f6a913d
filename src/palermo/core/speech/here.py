"""Dates and texts in the language of whoever is reading now: for sentences that rules give."""

from datetime import date

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import say_day
from palermo.core.text import MultilingualText


def say_here(day: date | PartialDate | None) -> str:
    """A day, or a date as exactly as it is known, in the reader's language; nothing for none."""
    if not day:
        return ""
    return say_day(day if isinstance(day, PartialDate) else PartialDate(day), active_language().code)


def words_here(text: MultilingualText) -> str:
    """A text in the reader's language, or in another with that language's name behind it."""
    shown = text.shown_in(active_language().code)
    if shown is None:
        return ""
    return f"{shown.words} ({shown.language.name})" if shown.is_missing else shown.words
