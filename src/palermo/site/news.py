"""News: a piece of it, and the sources that each slice registers in its `news.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate, recorded_date
from palermo.core.kinds import kind_of, records_visible_to
from palermo.core.text import MultilingualText


@dataclass(frozen=True)
class NewsGroup:
    """Sources that readers take for one kind of thing; `order` is the group's place among others."""

    name: str
    label: Promise
    order: int


class News(NamedTuple):
    """Something that came to the record: when, what, what kind of thing, and of which source."""

    on: PartialDate
    record: Model
    title: MultilingualText
    kind: str | Promise
    source: str = ""
    readers: str = ""

    @property
    def day(self) -> date:
        """The day by which it is listed: the last that its date can mean."""
        return self.on.value

    @property
    def is_in_closed_room(self) -> bool:
        """Whether its page is one of Member States' rooms, though it may be public itself."""
        return kind_of(NEWS_SOURCES[self.source].model).is_for_member_states

    @property
    def audience(self) -> str:
        """For whom it is; a note verbale goes to missions, whatever it is about."""
        return (
            self.readers
            or getattr(self.record, "audience_today", "")
            or getattr(self.record, "audience", Audience.MEMBER_STATES)
        )


Records = Callable[[Viewer], QuerySet]

# Asked of the rows and the records of a source, which are of its own models.
type OfRow[T] = Callable[[Any], T]


@dataclass(frozen=True, kw_only=True)
class NewsSource:
    """A kind of news: which records, by which day, done by which acts, and what they are about.

    `records` are what a viewer is shown of the model, all that they may see where it is left out. `rows` are those of
    the day-by-day list, the same records where it is left out; they may be of another model, and `record` leads from a
    row to its record. `about` gives, by what can be followed, the ways that lead there from a record.
    """

    name: str
    group: NewsGroup
    label: Promise
    model: type[Model]
    records: Records | None = None
    rows: Records | None = None
    day: str
    kind: OfRow[str | Promise]
    verbs: frozenset[str]
    about: Mapping[str, tuple[str, ...]]
    record: OfRow[Model] = lambda row: row
    title: OfRow[MultilingualText] = lambda record: record.title
    related: tuple[str, ...] = ()
    day_done: OfRow[PartialDate | None] | None = None
    # The date in words, where the record does not know it beside its day.
    date_of: OfRow[PartialDate] | None = None
    # The field by which the log knows a record of this kind, or the record whose part it is.
    key: str = "slug"
    # For whom it is, where the record itself does not say so: the same for all, or asked of each record.
    readers: str = ""
    readers_of: OfRow[str] | None = None
    # Whether desks, which have room for a few lines, show it too: not what follows from the record beside it.
    is_on_desks: bool = True

    def records_visible_to(self, viewer: Viewer) -> QuerySet:
        """The records of this source that a viewer is shown."""
        return self.records(viewer) if self.records else records_visible_to(viewer, self.model)

    def rows_visible_to(self, viewer: Viewer) -> QuerySet:
        """The rows of the day-by-day list that a viewer is shown."""
        return self.rows(viewer) if self.rows else self.records_visible_to(viewer)

    def with_related(self, rows: QuerySet) -> QuerySet:
        """Rows or records with what naming them needs."""
        return rows.select_related(*self.related) if self.related else rows

    def of_row(self, row: Model) -> News:
        """A row of the list as a piece of news."""
        record, on = self.record(row), self._date_of(row)
        assert on is not None  # Rows without a day are in no list.
        return News(on, record, self.title(record), self.kind(row), self.name, self._readers(record))

    def of_record(self, record: Model, at: date) -> News:
        """A record that was acted upon: by its own day where it has one, else by that of the act."""
        done_on = self.day_done(record) if self.day_done else self._date_of(record)
        return News(
            done_on or PartialDate(at), record, self.title(record), self.kind(record), self.name, self._readers(record)
        )

    def _readers(self, record: Model) -> str:
        return self.readers_of(record) if self.readers_of else self.readers

    def _date_of(self, row: Model) -> PartialDate | None:
        return self.date_of(row) if self.date_of else recorded_date(row, self.day)


NEWS_SOURCES: dict[str, NewsSource] = {}


def register_news(*sources: NewsSource) -> None:
    """Show what is new of these sources.

    Raises
    ------
    ValueError
        For a second source of the same name.
    """
    for source in sources:
        if source.name in NEWS_SOURCES:
            raise ValueError(f"expected one source of news called {source.name}, found a second")
        NEWS_SOURCES[source.name] = source


def news_groups() -> dict[NewsGroup, list[str]]:
    """The groups in their order, each with the names of its sources."""
    groups: dict[NewsGroup, list[str]] = {}
    for source in sorted(NEWS_SOURCES.values(), key=lambda source: source.group.order):
        groups.setdefault(source.group, []).append(source.name)
    return groups
