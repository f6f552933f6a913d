"""What a letter or a note verbale holds, in one language. Facts stand in rows: no sentence has to bend a name."""

from dataclasses import dataclass
from datetime import date

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.languages import Language, active_language
from palermo.core.speech.dates import format_day, format_period


@dataclass(frozen=True)
class Grid:
    """A table: headings, the share of the width of each column, and rows; lines of a cell are divided by "\\n"."""

    headings: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a letter under a heading of its own."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Grid | None = None


@dataclass(frozen=True)
class Letter:
    """A letter, line by line; `day` is the day it bears, or that its file bears where it has none yet.

    A note verbale has no salutation and no signature; its date and addressees are at its end. A draft of one may begin
    with a `warning` to the officer who is to send it. `sender` stands above a paper that bears no letterhead.
    `sections` follow the paragraphs; where one of them has a table, the pages lie on their side and are numbered.
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
    warning: str = ""
    is_note_verbale: bool = False
    sender: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether its pages lie on their side."""
        return any(section.table for section in self.sections)


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
