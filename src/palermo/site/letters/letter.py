"""What a letter or a note verbale holds, in one language. Facts stand in rows: no sentence has to bend a name."""

from dataclasses import dataclass
from datetime import date

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import Language, active_language
from palermo.core.speech.dates import format_day, format_period


@dataclass(frozen=True)
class Letter:
    """A letter, line by line; `day` is the day it bears, or that its file bears where it has none yet.

    A note verbale has no salutation and no signature; its date and addressees are at its end. `sender` stands above a
    paper that bears no letterhead. `sections` follow the paragraphs, each with a heading of its own.
    """

    language: Language
    day: date
    dated: str
    title: str
    addressee: tuple[str, ...]
    greeting: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    closing: str
    signature: str
    author: str
    reference: str = ""
    is_note_verbale: bool = False
    sender: str = ""
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()


def days_of(first: PartialDate | None, last: PartialDate | None) -> str:
    """From when to when, in the active language."""
    code = active_language().code
    if first is None:
        return ""
    if last and last != first and first.precision == last.precision == DatePrecision.DAY:
        return format_period(first.value, last.value, code)
    return format_day(first, code)


def day_here(day: date) -> str:
    """One day, in the active language."""
    return format_day(PartialDate(day), active_language().code)
