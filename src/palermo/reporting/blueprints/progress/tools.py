"""V. Tools: what expert groups draw up, and to whom the texts go."""

from palermo.accounts.models import Place
from palermo.reporting.blueprints.nodes import message, part_text, source, sources, text, when
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot, Tense
from palermo.reporting.tree import Day, Inline, Listed, Paragraph, Section, Source, Subparagraph
from palermo.toolkit.models import Edition, Tool


def section(record: RecordSnapshot) -> Section | None:
    """In general; tools that experts meet for; the others."""
    if not record.tools:
        return None
    drafted = [tool for tool in record.tools if record.parts_of(tool)]
    others = [tool for tool in record.tools if not record.parts_of(tool)]
    paragraphs = [
        _overview(record, drafted),
        *_draft_paragraphs(record, drafted),
        *(_other(record, tool) for tool in others),
    ]
    return Section("tools", (message("progress.tools_title"),), tuple(paragraphs))


def _overview(record: RecordSnapshot, drafted: list[Tool]) -> Paragraph:
    meetings = [meeting for tool in drafted for meeting in record.parts_of(tool)]
    held = [meeting for meeting in meetings if meeting.tense is Tense.PAST]
    place = _common_place(held)
    stated = (*sources("mandates", _mandates(record)), *sources("events", (meeting.event for meeting in held)))
    if held and place:
        sentence = message("progress.experts_drew_up", place=text("places", place, "locative"))
    else:
        sentence = message("progress.tools_are_drawn_up")
    return Paragraph("tools", (sentence,), stated)


def _common_place(meetings: list[EventSnapshot]) -> Place | None:
    places = {meeting.event.place for meeting in meetings}
    return places.pop() if len(places) == 1 else None


def _mandates(record: RecordSnapshot) -> list:
    under = {tool.activity.mandate_id for tool in record.tools}
    return [mandate for mandate in record.mandates if mandate.pk in under]


def _draft_paragraphs(record: RecordSnapshot, tools: list[Tool]) -> list[Paragraph]:
    if not tools:
        return []
    ordered = sorted(tools, key=lambda tool: record.parts_of(tool)[0].starts.value)
    items = tuple(_item(record, tool) for tool in ordered)
    stated = tuple(stated for item in items for stated in item.sources)
    return [Paragraph("tools-drafted", (message("progress.tools_drafted"),), stated, items)]


def _item(record: RecordSnapshot, tool: Tool) -> Subparagraph:
    meetings = record.parts_of(tool)
    content = [_title(tool), *_aim(tool), *_meetings(meetings), *_editions(record, tool)]
    stated = (source("tools", tool), *sources("events", (meeting.event for meeting in meetings)))
    return Subparagraph(tuple(content), stated)


def _other(record: RecordSnapshot, tool: Tool) -> Paragraph:
    content = [_title(tool), *_aim(tool), *_editions(record, tool)]
    return Paragraph(tool.activity.slug, tuple(content), sources("tools", [tool]))


def _title(tool: Tool) -> Inline:
    readers = part_text(source("tools", tool), tool, "readers")
    if not tool.readers:
        return message("progress.tool", title=_title_text(tool))
    return message("progress.tool_for", title=_title_text(tool), readers=readers)


def _title_text(tool: Tool) -> Inline:
    return part_text(Source("tools", tool.activity.slug), tool.activity, "title")


def _aim(tool: Tool) -> list[Inline]:
    return [text("tools", tool, "aim")] if tool.aim else []


def _meetings(meetings: list[EventSnapshot]) -> list[Inline]:
    tenses = (("progress.experts_met", True), ("progress.experts_will_meet", False))
    content: list[Inline] = []
    for key, is_past in tenses:
        these = [meeting for meeting in meetings if (meeting.tense is Tense.PAST) == is_past]
        if these:
            dates = when(these[0]) if len(these) == 1 else Listed(tuple(map(when, these)))
            content.append(message(key, count=len(these), dates=dates))
    return content


def _editions(record: RecordSnapshot, tool: Tool) -> list[Inline]:
    return [_edition(record, tool, edition) for edition in tool.editions.all()]


def _edition(record: RecordSnapshot, tool: Tool, edition: Edition) -> Inline:
    is_out = record.edition_tense(edition) is Tense.PAST
    steer = {
        "state": edition.state,
        # A day that has passed without the text is still only a day it was due on.
        "tense": "past" if is_out else "overdue" if record.is_reached(edition.due_on) else "planned",
    }
    due = Day(edition.due)
    if not edition.presented_to:
        return message("progress.edition", due=due, **steer)
    presented = part_text(source("tools", tool), edition, "presented_to")
    if edition.presented_at is None:
        return message("progress.edition_presented", due=due, presented=presented, **steer)
    place = text("places", edition.presented_at, "locative")
    return message("progress.edition_presented_at", due=due, presented=presented, place=place, **steer)
