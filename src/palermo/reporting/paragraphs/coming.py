"""The briefing's second section: a calendar of everything that was planned at the cut-off."""

from collections.abc import Iterator
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
    title_of,
    when,
)
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Block, Day, Inline, Paragraph, Source, Table

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


@paragraph_type("coming")
def coming(context: Context) -> list[Block]:
    """A sentence and the table, or a sentence."""
    rows = sorted(_rows(context), key=lambda row: (row.on, row.source))
    stated = facts("initiatives", context.record.initiative, "name")
    if not rows:
        return [Paragraph("nothing-planned", (clause("briefing.nothing_planned", {}, stated),))]
    lead = clause("briefing.calendar_lead", {}, stated, cutoff=day(context.record.cutoff))
    return [Paragraph("calendar-lead", (lead,)), _table(rows)]


def _table(rows: list[UpcomingRow]) -> Table:
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
    yield from _events(context)
    yield from _sessions(context.record)
    yield from _editions(context.record)
    yield from _results(context.record)


def _place(place: Place | None) -> Inline:
    return text("places", place, "name") if place else message("briefing.no_place")


def _meetings(context: Context) -> Iterator[UpcomingRow]:
    for kind, key in _MEETINGS.items():
        for known in context.record.planned_meetings(kind):
            what = message(key, **context.names())
            of = source("meetings", known.meeting)
            yield UpcomingRow(known.starts_on, days_of([known]), what, _place(known.place), of)


def _events(context: Context) -> Iterator[UpcomingRow]:
    for event in context.record.events:
        if event.tense in COMING:
            place = None if event.was_renamed_later else event.event.place
            what = message("briefing.an_event", **context.names()) if event.was_renamed_later else title_of(event)
            yield UpcomingRow(event.starts.value, when(event), what, _place(place), source("events", event.event))


def _sessions(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    """Sessions, and later parts of sessions, each on its own days."""
    for session in record.all_sessions:
        of, body = source("sessions", session), text("bodies", session.body, "name")
        parts: list[Session | SessionPart] = [session, *session.parts.all()]
        for part in parts:
            if part.starts_on > record.cutoff:
                what = message("briefing.a_session", body=body, name=part_text(of, part, "name"))
                yield UpcomingRow(part.starts_on, session_dates(part), what, _place(part.place), of)


def _editions(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    for tool in record.tools:
        of = source("tools", tool)
        for edition in tool.editions.all():
            is_planned = record.is_reached(edition.scheduled_on) and not record.is_reached(edition.issued_on)
            if is_planned and edition.due_on > record.cutoff:
                title = part_text(of, tool.activity, "title")
                what = message("briefing.an_edition", title=title, state=edition.state)
                yield UpcomingRow(edition.due_on, Day(edition.due), what, _place(edition.presented_at), of)


def _results(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    for study in record.studies:
        is_planned = record.is_reached(study.activity.scheduled_on)
        if is_planned and study.results_due_on and study.results_due_on > record.cutoff:
            of = source("studies", study)
            what = message("briefing.results", title=part_text(of, study.activity, "title"))
            yield UpcomingRow(study.results_due_on, Day(study.results_due), what, _place(None), of)
