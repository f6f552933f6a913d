"""What the briefing for a consultation says of events: those that ended since the last one, and those to come."""

from collections.abc import Iterator

from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot, title_of, when
from palermo.reporting.clauses import clause, facts, message, record_clause, source, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.coming import CALENDAR_ROWS, COMING, UpcomingRow, place_name
from palermo.reporting.paragraphs.since import since_last_consultation
from palermo.reporting.record_snapshot import Tense
from palermo.reporting.tree import Clause, Paragraph, Subparagraph


@paragraph_type("since-events")
def since_events(context: Context) -> list[Paragraph]:
    """Events that ended since then, with what they produced."""
    since, record = since_last_consultation(context.record), context.record
    ended = [each for each in record.read(EventsSnapshot).events if each.tense is Tense.PAST and since < each.last_day]
    if not ended:
        return []
    stated = [facts("events", each.event, "title", "starts") for each in ended]
    lead = clause("briefing.events_ended", {}, *stated, count=len(ended))
    return [Paragraph("events", (lead,), tuple(Subparagraph(_event(each)) for each in ended))]


def _event(event: EventSnapshot) -> tuple[Clause, ...]:
    place = event.event.place
    where = {"place": text("places", place, "name")} if place else {}
    key = "briefing.event_at_place" if place else "briefing.event"
    stated = facts("events", event.event, "starts", "ends")
    head = clause(key, {}, stated, title=title_of(event), dates=when(event), **where)
    return (head, *(record_clause("outcomes", outcome, "text") for outcome in event.outcomes if outcome.text))


def upcoming_events(context: Context) -> Iterator[UpcomingRow]:
    """Events that were planned or going on."""
    for event in context.record.read(EventsSnapshot).events:
        if event.tense in COMING:
            place = None if event.was_renamed_later else event.event.place
            what = message("briefing.an_event", **context.names()) if event.was_renamed_later else title_of(event)
            yield UpcomingRow(event.starts.value, when(event), what, place_name(place), source("events", event.event))


CALENDAR_ROWS.append(upcoming_events)
