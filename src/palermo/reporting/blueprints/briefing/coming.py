"""II. What is coming: a calendar of everything on record after the cut-off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from palermo.accounts.models import Place
from palermo.governance.models import Session, SessionPart
from palermo.governance.states.bodies import MeetingKind
from palermo.reporting.blueprints.nodes import (
    day,
    days_of,
    message,
    part_text,
    session_dates,
    source,
    text,
    title_of,
    when,
)
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Day, Inline, Paragraph, Section, Source, Table

_MEETINGS = {
    MeetingKind.CONSULTATION: "briefing.a_consultation",
    MeetingKind.COMMITTEE: "briefing.a_committee_meeting",
    MeetingKind.INTERSESSIONAL: "briefing.an_intersessional_meeting",
}


@dataclass(frozen=True)
class UpcomingRow:
    """One row of the calendar; `on` orders it."""

    on: date
    when: Inline
    what: Inline
    where: Inline
    source: Source


def section(record: RecordSnapshot) -> Section:
    """A sentence and the table, or a sentence."""
    entries = sorted(_entries(record), key=lambda entry: (entry.on, entry.source))
    title = (message("briefing.coming_title"),)
    if not entries:
        return Section("coming", title, (Paragraph("nothing-planned", (message("briefing.nothing_planned"),)),))
    lead = Paragraph("calendar-lead", (message("briefing.calendar_lead", cutoff=day(record.cutoff)),))
    return Section("coming", title, (lead, _table(entries)))


def _table(entries: list[UpcomingRow]) -> Table:
    headings = ("briefing.heading_when", "briefing.heading_what", "briefing.heading_where")
    return Table(
        "calendar",
        (message("briefing.calendar"),),
        tuple((message(heading),) for heading in headings),
        tuple(((entry.when,), (entry.what,), (entry.where,)) for entry in entries),
        tuple(dict.fromkeys(entry.source for entry in entries)),
    )


def _entries(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    yield from _meetings(record)
    yield from _events(record)
    yield from _sessions(record)
    yield from _editions(record)
    yield from _results(record)


def _place(place: Place | None) -> Inline:
    return text("places", place, "name") if place else message("briefing.no_place")


def _meetings(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    for kind, key in _MEETINGS.items():
        for meeting in record.planned_meetings(kind):
            of = source("meetings", meeting)
            yield UpcomingRow(meeting.starts_on, days_of([meeting]), message(key), _place(meeting.place), of)


def _events(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    for event in record.events:
        if event.tense is not Tense.PAST:
            place = None if event.was_renamed_later else event.event.place
            what = message("briefing.an_event") if event.was_renamed_later else title_of(event)
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
            if edition.due_on > record.cutoff and not record.is_reached(edition.issued_on):
                title = part_text(of, tool.activity, "title")
                what = message("briefing.an_edition", title=title, state=edition.state)
                yield UpcomingRow(edition.due_on, Day(edition.due), what, _place(edition.presented_at), of)


def _results(record: RecordSnapshot) -> Iterator[UpcomingRow]:
    for study in record.studies:
        if study.results_due_on and study.results_due_on > record.cutoff:
            of = source("studies", study)
            what = message("briefing.results", title=part_text(of, study.activity, "title"))
            yield UpcomingRow(study.results_due_on, Day(study.results_due), what, _place(None), of)
