"""V. Tools: what is drawn up, with the help of which expert meetings, for whom, and when it is due."""

from collections.abc import Iterator

from django.db.models import Prefetch

from palermo.accounts.models import Place
from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot, when
from palermo.governance.models import Mandate
from palermo.reporting.checks.record import statable
from palermo.reporting.clauses import (
    clause,
    facts,
    message,
    optional,
    paragraph,
    part_text,
    record_clause,
    source,
    text,
    yes,
)
from palermo.reporting.context import STATABLE_SOURCES, Context, Statable, paragraph_type
from palermo.reporting.paragraphs.coming import CALENDAR_ROWS, UpcomingRow, place_name
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Argument, Clause, Day, Inline, Listed, Paragraph, Periods, RecordText, Source
from palermo.toolkit.models import Edition, Presentation, Tool


def known_tools(record: RecordSnapshot) -> list[Tool]:
    """Tools under way or done at the cut-off."""
    return [tool for tool in record.read(read_tools) if record.activity_is_known(tool.activity)]


def expert_meetings(record: RecordSnapshot, tool: Tool) -> list[EventSnapshot]:
    """The events that are part of a tool's activity."""
    return record.read(EventsSnapshot).parts_of(tool.activity)


def read_tools(record: RecordSnapshot) -> list[Tool]:
    """Every tool with its editions and where they are presented."""
    presentations = Presentation.objects.select_related("occasion__place").order_by("occasion__starts_on", "pk")
    tools = Tool.objects.select_related("activity")
    return list(tools.prefetch_related(Prefetch("editions__presentations", presentations)))


@paragraph_type("tools-overview")
def overview(context: Context) -> list[Paragraph]:
    """That expert group meetings were held to develop material, what for, and who took part."""
    record = context.record
    if not known_tools(record):
        return []
    held = [
        meeting
        for tool in known_tools(record)
        for meeting in expert_meetings(record, tool)
        if meeting.tense is Tense.PAST
    ]
    place, mandates = _common_place(held), _mandates(context)
    aim = next((text("mandates", mandate, "aim") for mandate in mandates if mandate.aim), None)
    stated = [
        *(facts("events", meeting.event, "starts", "state") for meeting in held),
        *(facts("tools", tool, "title") for tool in known_tools(record)),
    ]
    args = optional({"place": text("places", place, "locative") if place else None, "aim": aim})
    key = "progress.experts_met" if held else "progress.tools_are_developed"
    clauses: list[Clause | None] = [clause(key, context.names(), *stated, count=len(held), **args)]
    participants = {meeting.event.participants for meeting in held if meeting.event.participants}
    if len(participants) == 1:
        who = text("events", next(m.event for m in held if m.event.participants), "participants")
        each = [facts("events", meeting.event, "participants") for meeting in held if meeting.event.participants]
        clauses.append(clause("progress.experts_were", context.names(), *each, participants=who))
    made = paragraph("tools", clauses)
    return [made] if made else []


def _common_place(meetings: list[EventSnapshot]) -> Place | None:
    places = {meeting.event.place for meeting in meetings}
    return places.pop() if len(places) == 1 else None


def _mandates(context: Context) -> list[Mandate]:
    under = {tool.activity.mandate_id for tool in known_tools(context.record)}
    return [mandate for mandate in context.record.mandates if mandate.pk in under]


@paragraph_type("tools-drafted")
def draft_tools(context: Context) -> list[Paragraph]:
    """One paragraph on all tools that experts met for, in the order of their first meetings."""
    record = context.record
    tools = sorted(
        (tool for tool in known_tools(record) if expert_meetings(record, tool)),
        key=lambda tool: expert_meetings(record, tool)[0].starts.value,
    )
    clauses: list[Clause | None] = []
    for tool in tools:
        stated = [*_meetings(context, tool), *_editions(context, tool)]
        # The aim is stated of the tool named before.
        clauses += [*stated, record_clause("tools", tool, "aim") if tool.aim and stated else None]
    made = paragraph("tools-drafted", clauses)
    return [made] if made else []


@paragraph_type("tools-others")
def other_tools(context: Context) -> list[Paragraph]:
    """A paragraph on each tool for which no experts met: its editions and its aim."""
    record = context.record
    paragraphs = []
    for tool in known_tools(record):
        editions = [] if expert_meetings(record, tool) else _editions(context, tool)
        aim = record_clause("tools", tool, "aim") if tool.aim and editions else None
        paragraphs.append(paragraph(tool.activity.slug, [*editions, aim]))
    return [made for made in paragraphs if made]


def _meetings(context: Context, tool: Tool) -> list[Clause]:
    """When experts met, or are to meet, to develop what for whom."""
    clauses = []
    for tenses, key in (
        ((Tense.PAST, Tense.PRESENT), "progress.experts_met_for"),
        ((Tense.OVERDUE,), "progress.experts_were_to_meet_for"),
        ((Tense.PLANNED,), "progress.experts_will_meet_for"),
    ):
        meetings = [each for each in expert_meetings(context.record, tool) if each.tense in tenses]
        if meetings:
            stated = [facts("events", each.event, "starts", "ends", "state") for each in meetings]
            readers = None
            if tool.readers and not any(fact.is_arranged for fact in facts("tools", tool, "readers")):
                readers = text("tools", tool, "readers")
            clauses.append(
                clause(
                    key,
                    context.names(),
                    *stated,
                    facts("tools", tool, "title"),
                    count=len(meetings),
                    dates=_dates(meetings),
                    tool=context.name("tools", tool),
                    **optional({"readers": readers}),
                )
            )
    return clauses


def _dates(meetings: list[EventSnapshot]) -> Inline:
    if all(meeting.has_exact_days for meeting in meetings):
        return Periods(tuple((meeting.starts.value, meeting.last_day) for meeting in meetings))
    return Listed(tuple(when(meeting) for meeting in meetings))


def _editions(context: Context, tool: Tool) -> list[Clause]:
    """What became or is to become of each edition, as far as it was known at the cut-off."""
    editions = [each for each in tool.editions.all() if _is_known(context, each)]
    return [_edition(context, tool, edition, is_first=at == 0) for at, edition in enumerate(editions)]


def _is_known(context: Context, edition: Edition) -> bool:
    record = context.record
    return any(record.is_reached(day) for day in (edition.scheduled_on, edition.prepared_on, edition.issued_on))


def _edition(context: Context, tool: Tool, edition: Edition, *, is_first: bool) -> Clause:
    record = context.record
    is_out = record.is_reached(edition.issued_on)
    is_due_known = record.is_reached(edition.scheduled_on) or is_out
    of = Source("tools", tool.activity.slug)
    args: dict[str, Argument] = {
        "state": edition.state,
        # A day that has passed without the text is still only a day it was due on.
        "tense": "past" if is_out else "overdue" if record.is_reached(edition.due_on) else "planned",
        "prepared": yes(record.is_reached(edition.prepared_on)),
        "first": yes(is_first),
        "met": yes(expert_meetings(record, tool)),
        "tool": context.name("tools", tool),
        "due": Day(edition.due),
        "has_due": yes(is_due_known),
    }
    presentation = _presentation(edition)
    place = presentation.occasion.place if presentation else None
    presented = part_text(of, presentation, "presented") if presentation and presentation.presented else None
    locative = RecordText(place.locative or place.name, Source("places", place.slug), "locative") if place else None
    args |= optional({"presented": presented, "place": locative})
    return clause("progress.edition", context.names(), facts("tools", tool, "editions", "title"), **args)


def _presentation(edition: Edition) -> Presentation | None:
    """The first presentation of an edition."""
    return next(iter(edition.presentations.all()), None)


def upcoming_editions(context: Context) -> Iterator[UpcomingRow]:
    """Editions that were due at the cut-off."""
    record = context.record
    for tool in known_tools(record):
        of = source("tools", tool)
        for edition in tool.editions.all():
            is_planned = record.is_reached(edition.scheduled_on) and not record.is_reached(edition.issued_on)
            if is_planned and edition.due_on > record.cutoff:
                title = part_text(of, tool.activity, "title")
                presentation = _presentation(edition)
                place = presentation.occasion.place if presentation else None
                what = message("briefing.an_edition", title=title, state=edition.state)
                yield UpcomingRow(edition.due_on, Day(edition.due), what, place_name(place), of)


CALENDAR_ROWS.append(upcoming_editions)


def statable_tools(record: RecordSnapshot) -> Iterator[Statable]:
    """Tools under way or done at the cut-off, of every audience."""
    for tool in record.read(read_tools):
        if record.had_begun(tool.activity):
            yield statable(record, source("tools", tool), tool.activity)


STATABLE_SOURCES.append(statable_tools)
