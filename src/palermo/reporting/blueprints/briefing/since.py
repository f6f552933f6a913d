"""I. Since the last consultation."""

from datetime import date

from palermo.governance.models import Decision, Endorsement, Meeting
from palermo.governance.states.bodies import MeetingKind
from palermo.reporting.blueprints.nodes import (
    by_place,
    day,
    days_of,
    message,
    part_text,
    source,
    sources,
    text,
    title_of,
    when,
)
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot
from palermo.reporting.tree import Day, Inline, Paragraph, Section, Source, Subparagraph, Symbol


def section(record: RecordSnapshot, report: Report | None) -> Section:
    """What for and as at when; the meetings, events, decisions and approvals since the last consultation."""
    last = _last_consultation(record)
    since = last.ends_on if last else date.min
    candidates = [
        _committee(record, since),
        _events(record, since),
        _decisions(record, since),
        _approvals(record, since),
    ]
    paragraphs = [paragraph for paragraph in candidates if paragraph]
    nothing = [] if paragraphs else [Paragraph("nothing", (message("briefing.nothing_happened"),))]
    return Section("since", (message("briefing.since_title"),), (_purpose(record, report, last), *paragraphs, *nothing))


def _last_consultation(record: RecordSnapshot) -> Meeting | None:
    held = record.held_meetings(MeetingKind.CONSULTATION)
    return held[-1] if held else None


def _purpose(record: RecordSnapshot, report: Report | None, last: Meeting | None) -> Paragraph:
    content: list[Inline] = [message("briefing.cutoff", cutoff=day(record.cutoff))]
    stated: list[Source] = []
    if report and report.meeting:
        content.append(message("briefing.purpose", days=days_of([report.meeting])))
        stated.append(source("meetings", report.meeting))
    if last:
        content.append(message("briefing.last", days=days_of([last])))
        stated.append(source("meetings", last))
    return Paragraph("purpose", tuple(content), tuple(stated))


def _committee(record: RecordSnapshot, since: date) -> Paragraph | None:
    met = [meeting for meeting in record.held_meetings(MeetingKind.COMMITTEE) if meeting.ends_on > since]
    if not met:
        return None
    content = (message("briefing.committee_met", count=len(met), meetings=by_place(met)),)
    return Paragraph("committee", content, sources("meetings", met))


def _events(record: RecordSnapshot, since: date) -> Paragraph | None:
    ended = [event for event in record.events if since < event.last_day <= record.cutoff]
    if not ended:
        return None
    items = tuple(Subparagraph(_event(event), _event_sources(event)) for event in ended)
    stated = tuple(each for item in items for each in item.sources)
    return Paragraph("events", (message("briefing.events_ended", count=len(ended)),), stated, items)


def _event(event: EventSnapshot) -> tuple[Inline, ...]:
    place = event.event.place
    where = {"place": text("places", place, "name")} if place else {}
    key = "briefing.event_at_place" if place else "briefing.event"
    title = message(key, title=title_of(event), dates=when(event), **where)
    return (title, *(text("outcomes", outcome, "text") for outcome in event.outcomes))


def _event_sources(event: EventSnapshot) -> tuple[Source, ...]:
    return (source("events", event.event), *sources("outcomes", event.outcomes))


def _decisions(record: RecordSnapshot, since: date) -> Paragraph | None:
    adopted = [decision for decision in record.decisions if decision.adopted_on and decision.adopted_on > since]
    if not adopted:
        return None
    items = tuple(Subparagraph(_decision(decision), sources("decisions", [decision])) for decision in adopted)
    content = (message("briefing.decisions_adopted", count=len(adopted)),)
    return Paragraph("decisions", content, sources("decisions", adopted), items)


def _decision(decision: Decision) -> tuple[Inline, ...]:
    title, date_ = text("decisions", decision, "title"), Day(decision.adopted)
    of = source("decisions", decision)
    head = (
        message("briefing.decision", number=Symbol(decision.number), title=title, date=date_)
        if decision.number
        else message("briefing.decision_without_number", title=title, date=date_)
    )
    return (head, *(part_text(of, paragraph, "text") for paragraph in decision.paragraphs.all()))


def _approvals(record: RecordSnapshot, since: date) -> Paragraph | None:
    put = (each for each in record.endorsements if record.is_closed(each))
    closed = [each for each in put if each.result_on and each.result_on > since]
    if not closed:
        return None
    return Paragraph("approvals", tuple(map(_approval, closed)), sources("endorsements", closed))


def _approval(endorsement: Endorsement) -> Inline:
    title = text("endorsements", endorsement, "title")
    return message("briefing.put_result", title=title, result=endorsement.state, date=Day(endorsement.result))
