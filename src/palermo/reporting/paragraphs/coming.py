"""The briefing's second section: a calendar of everything that was planned at the cut-off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from palermo.accounts.models import Place
from palermo.governance.models import Session, SessionPart
from palermo.governance.states.bodies import MeetingKind
from palermo.reporting.clauses import (
    clause,
    day,
    days_of,
    facts,
    message,
    part_text,
    session_dates,
    source,
    text,
)
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Block, Inline, Paragraph, Source, Table

_MEETINGS = {
    MeetingKind.CONSULTATION: "briefing.a_consultation",
    MeetingKind.COMMITTEE: "briefing.a_committee_meeting",
    MeetingKind.INTERSESSIONAL: "briefing.an_intersessional_meeting",
}
COMING = frozenset({Tense.PLANNED, Tense.PRESENT})


@dataclass(frozen=True)
class UpcomingRow:
    """One row of the calendar; `on` orders it."""

    on: date
    when: Inline
    what: Inline
    where: Inline
    source: Source


# Rows that the slices above add to the calendar.
CALENDAR_ROWS: list[Callable[[Context], Iterator[UpcomingRow]]] = []


@paragraph_type("coming")
def calendar(context: Context) -> list[Block]:
    """A sentence and the table, or a sentence."""
    rows = sorted(_rows(context), key=lambda row: (row.on, row.source))
    stated = facts("initiatives", context.record.initiative, "name")
    if not rows:
        return [Paragraph("nothing-planned", (clause("briefing.nothing_planned", {}, stated),))]
    lead = clause("briefing.calendar_lead", {}, stated, cutoff=day(context.record.cutoff))
    return [Paragraph("calendar-lead", (lead,)), calendar_table(rows)]


def calendar_table(rows: list[UpcomingRow]) -> Table:
    """The rows as a table."""
    headings = ("briefing.heading_when", "briefing.heading_what", "briefing.heading_where")
    return Table(
        "calendar",
        (message("briefing.calendar"),),
        tuple((message(heading),) for heading in headings),
        tuple(((row.when,), (row.what,), (row.where,)) for row in rows),
        tuple(dict.fromkeys(row.source for row in rows)),
    )


def _rows(context: Context) -> Iterator[UpcomingRow]:
    yield from _meetings(context)
    yield from _sessions(context.record)
    for rows in CALENDAR_ROWS:
        yield from rows(context)


def place_name(place: Place | None) -> Inline:
    """The name of a place, or a dash."""
    return text("places", place, "name") if place else message("briefing.no_place")


def _meetings(context: Context) -> Iterator[UpcomingRow]:
    for kind, key in _MEETINGS.items():
        for known in context.record.planned_meetings(kind):
            what = message(key, **context.names())
            of = source("meetings", known.meeting)
            yield UpcomingRow(known.starts_on, days_of([known]), what, place_name(known.place), of)


def _sessions(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    """Sessions, and later parts of sessions, each on its own days."""
    for session in record.all_sessions:
        of, body = source("sessions", session), text("bodies", session.body, "name")
        parts: list[Session | SessionPart] = [session, *session.parts.all()]
        for part in parts:
            if part.starts_on > record.cutoff:
                what = message("briefing.a_session", body=body, name=part_text(of, part, "name"))
                yield UpcomingRow(part.starts_on, session_dates(part), what, place_name(part.place), of)
