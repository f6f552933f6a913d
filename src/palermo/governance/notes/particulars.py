"""The particulars of a note verbale, independent of language."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from palermo.core.text import MultilingualText


@dataclass(frozen=True)
class Addressees:
    """To whom a note goes: every permanent mission, or these missions and ministries by name."""

    is_all: bool = True
    missions: tuple[MultilingualText, ...] = ()
    ministries: tuple[MultilingualText, ...] = ()

    @property
    def kind(self) -> str:
        """The word by which the sentences choose."""
        if self.is_all:
            return "all"
        if self.missions and self.ministries:
            return "both"
        return "missions" if self.missions else "ministries"

    @property
    def names(self) -> tuple[MultilingualText, ...]:
        """Missions before ministries."""
        return (*self.missions, *self.ministries)


@dataclass(frozen=True)
class Enclosure:
    """A document at the end of a note; `symbol` is empty while it is pending."""

    symbol: str
    title: MultilingualText


@dataclass(frozen=True)
class MeetingParticulars:
    """A meeting as stated in a note; `old_starts_on` and `old_ends_on` are the days planned until it was moved."""

    kind: str
    title: MultilingualText
    starts_on: date
    ends_on: date
    old_starts_on: date | None = None
    old_ends_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str = ""
    place: MultilingualText = field(default_factory=MultilingualText)
    locative: MultilingualText = field(default_factory=MultilingualText)
    has_place: bool = False
    room: str = ""
    link: str = ""
    languages: tuple[str, ...] = ()
    agenda: tuple[tuple[str, MultilingualText], ...] = ()
    reason: MultilingualText = field(default_factory=MultilingualText)


@dataclass(frozen=True)
class TextParticulars:
    """A text submitted to Member States; `closes_at` is the instant until which answers count, shown in `time_zone`."""

    title: MultilingualText
    is_silence: bool = False
    closes_at: datetime | None = None
    time_zone: str = ""
    target: date | None = None
    state: str = ""
    result_on: date | None = None
    note: MultilingualText = field(default_factory=MultilingualText)


@dataclass(frozen=True)
class Particulars:
    """Everything that the text of a note is made of; the note is on a meeting or on a text."""

    kind: str
    reference: str
    dated_on: date
    place: MultilingualText
    addressees: Addressees
    meeting: MeetingParticulars | None = None
    text: TextParticulars | None = None
    reply_by: date | None = None
    enclosures: tuple[Enclosure, ...] = ()
