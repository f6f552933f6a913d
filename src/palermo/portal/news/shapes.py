"""A piece of news, and where news of one kind comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText

CLOSED_ROOMS = frozenset({"guidance", "scheduled", "cancelled", "moved", "notes", "endorsements"})


class News(NamedTuple):
    """Something that came to the record: when, what, what kind of thing, and of which source."""

    day: date
    record: Model
    title: MultilingualText
    kind: str | Promise
    source: str = ""
    readers: str = ""

    @property
    def is_in_closed_room(self) -> bool:
        """Whether its page is one of Member States' rooms, though it may be public itself."""
        return self.source in CLOSED_ROOMS

    @property
    def audience(self) -> str:
        """For whom it is; a note verbale goes to missions, whatever it is about."""
        return (
            self.readers
            or getattr(self.record, "audience_today", None)
            or getattr(self.record, "audience", Audience.MEMBER_STATES)
        )


Records = Callable[[Viewer], QuerySet]


@dataclass(frozen=True)
class Source:
    """A kind of news: which records, by which day, done by which acts, and what they are about.

    `rows` are those of the day-by-day list, which may be of another model than the `record` they tell of. `about`
    gives, by what can be followed, the ways that lead there from a record.
    """

    name: str
    label: Promise
    model: type[Model]
    visible: Records
    rows: Records
    day: str
    kind: Callable[[Any], str | Promise]
    verbs: frozenset[str]
    about: dict[str, tuple[str, ...]]
    record: Callable[[Any], Any] = lambda row: row
    title: Callable[[Any], MultilingualText] = lambda record: record.title
    related: tuple[str, ...] = ()
    day_done: Callable[[Any], date | None] | None = None
    # What the log calls a record of this kind.
    key: str = "slug"
    # For whom it is, where the record itself does not say so.
    readers: str = ""

    def with_related(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The same rows or records, with what naming them needs."""
        return rows.select_related(*self.related) if self.related else rows

    def of_row(self, row: Any) -> News:
        """A row of the list as a piece of news."""
        record = self.record(row)
        return News(getattr(row, self.day), record, self.title(record), self.kind(row), self.name, self.readers)

    def of_record(self, record: Any, at: date) -> News:
        """A record that was acted upon: by its own day where it has one, else by that of the act."""
        day = self.day_done(record) if self.day_done else getattr(record, self.day, None)
        return News(day or at, record, self.title(record), self.kind(record), self.name, self.readers)
