"""Short words for the nodes that every blueprint builds."""

from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Model

from palermo.accounts.models import Organisation, Place
from palermo.core.dates import DatePrecision, PartialDate
from palermo.governance.models import Meeting, Session, SessionPart
from palermo.reporting.record_snapshot import EventSnapshot
from palermo.reporting.tree import Argument, Day, DayList, Days, Inline, Listed, Message, RecordText, Source


def source(kind: str, record: Model) -> Source:
    """A record as a paragraph's source; activities of each kind are known by their activity's id."""
    return Source(kind, getattr(record, "slug", None) or attrgetter("activity.slug")(record))


def sources(kind: str, records: Iterable[Model]) -> tuple[Source, ...]:
    """Several records as a paragraph's sources."""
    return tuple(source(kind, record) for record in records)


def text(kind: str, record: Model, field: str) -> RecordText:
    """A text of a record."""
    return RecordText(getattr(record, field), source(kind, record), field)


def part_text(of: Source, part: Model, field: str) -> RecordText:
    """A text of something that has no id of its own, under the record it belongs to."""
    return RecordText(getattr(part, field), of, field)


def title_of(event: EventSnapshot) -> RecordText:
    """An event's title at the cut-off."""
    return RecordText(event.title, Source("events", event.slug), "title")


def message(key: str, **args: Argument) -> Message:
    """A message with its arguments."""
    return Message(key, args)


def organisation(record: Organisation) -> Message:
    """Its name, with its acronym in brackets where the language has one."""
    return message(
        "common.organisation",
        name=text("organisations", record, "name"),
        acronym=text("organisations", record, "acronym"),
    )


def when(event: EventSnapshot) -> Day | Days:
    """An event's time: its days where they are known, otherwise as exactly as they are."""
    return Days(event.starts.value, event.last_day) if event.has_exact_days else Day(event.starts)


def session_dates(session: Session | SessionPart) -> Day | Days:
    """The time of a session or of a later part of it."""
    if session.precision == "day":
        return Days(session.starts_on, session.ends_on)
    return Day(PartialDate(session.ends_on, DatePrecision(session.precision)))


def days_of(meetings: Iterable[Meeting]) -> DayList:
    """Every day on which they meet."""
    days = {
        meeting.starts_on + timedelta(days=after)
        for meeting in meetings
        for after in range((meeting.ends_on - meeting.starts_on).days + 1)
    }
    return DayList(tuple(sorted(days)))


def by_place(meetings: list[Meeting]) -> Listed:
    """ "in Vienna on …; in Geneva on …", places in the order in which they were first met in."""
    grouped: dict[Place | None, list[Meeting]] = {}
    for meeting in meetings:
        grouped.setdefault(meeting.place, []).append(meeting)
    return Listed(tuple(_at_place(place, there) for place, there in grouped.items()))


def _at_place(place: Place | None, meetings: list[Meeting]) -> Inline:
    days = days_of(meetings)
    if place is None:
        return message("common.on_days", days=days)
    return message("common.at_place_on_days", place=text("places", place, "locative"), days=days)


def day(on: date) -> Day:
    """A date that is known exactly."""
    return Day(PartialDate(on))


def yes(condition: object) -> str:
    """For `select`."""
    return "yes" if condition else "no"
