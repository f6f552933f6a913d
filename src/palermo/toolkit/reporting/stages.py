"""How far the editions of tools have come, and what the expert meetings on them were for."""

from palermo.events.reporting.snapshot import EventSnapshot, when
from palermo.reporting.clauses import (
    cell_name,
    clause,
    day,
    facts,
    message,
    optional,
    paragraph,
    part_text,
    source,
    text,
)
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Argument, Block, Clause, Day, Inline, Paragraph, Table
from palermo.toolkit.models import Edition, EditionStage, Tool
from palermo.toolkit.reporting.drafting import expert_meetings, known_tools
from palermo.toolkit.states.stages import Stage


@paragraph_type("tools-stages")
def tool_stages(context: Context) -> list[Paragraph]:
    """The stage that each edition had reached at the cut-off; nothing of stages that the record arranged for itself."""
    clauses = [
        _stage(context, tool, edition)
        for tool in known_tools(context.record)
        if "stages" not in tool.activity.arranged
        for edition in tool.editions.all()
    ]
    made = paragraph("tools-stages", clauses)
    return [made] if made else []


def _stage(context: Context, tool: Tool, edition: Edition) -> Clause | None:
    record = context.record
    stages = record.read(_read_stages).get(edition.pk, [])
    reached = [each for each in stages if record.is_reached(each.began_on)]
    if not reached:
        return None
    entry = reached[-1]
    stated = [facts("tools", tool, "editions", "title")]
    args: dict[str, Argument] = {
        "state": edition.state,
        "stage": entry.stage,
        "tool": context.name("tools", tool),
        "began": day(entry.began_on),
        "tense": "past" if record.is_reached(entry.until_on) else "present",
    }
    meeting = _meeting(context, tool, entry)
    if meeting is not None:
        stated.append(facts("events", meeting.event, "starts", "ends", "state"))
        args["tense"] = meeting.tense.value
    consulted = part_text(source("tools", tool), entry, "consulted") if entry.consulted else None
    until = day(entry.until_on) if entry.until_on and entry.stage == Stage.CONSULTATION else None
    args |= optional({"consulted": consulted, "until": until, "dates": when(meeting) if meeting else None})
    return clause("types.edition_stage", context.names(), *stated, **args)


def _read_stages(record: RecordSnapshot) -> dict[int, list[EditionStage]]:
    """The stages of each edition, by its key, in order."""
    found: dict[int, list[EditionStage]] = {}
    for entry in EditionStage.objects.order_by("edition", "number"):
        found.setdefault(entry.edition_id, []).append(entry)
    return found


def _meeting(context: Context, tool: Tool, entry: EditionStage) -> EventSnapshot | None:
    """The meeting of the stage as it was known at the cut-off."""
    known = expert_meetings(context.record, tool) if entry.meeting_id else []
    return next((each for each in known if each.event.pk == entry.meeting_id), None)


@paragraph_type("tools-meetings")
def tool_meetings(context: Context) -> list[Block]:
    """The expert meetings on tools: when, on which, with whom, whether it was held, and what is due next."""
    rows, sources = [], []
    for tool in known_tools(context.record):
        for meeting in expert_meetings(context.record, tool):
            event = meeting.event
            taking_part = text("events", event, "participants") if event.participants else None
            cells: tuple[Inline, ...] = (
                when(meeting),
                cell_name(context.name("tools", tool)),
                taking_part or message("briefing.no_place"),
                message("types.meeting_status", tense=meeting.tense.value),
                _next_step(context, tool),
            )
            rows.append((meeting.starts.value, tuple((cell,) for cell in cells)))
            sources += [source("events", event), source("tools", tool)]
    if not rows:
        return []
    headings = (
        "briefing.heading_when",
        "types.heading_tool",
        "types.heading_taking_part",
        "types.heading_state",
        "types.heading_next_step",
    )
    return [
        Table(
            "tools-meetings",
            (message("types.meetings_on_tools", cutoff=day(context.record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(cells for _on, cells in sorted(rows, key=lambda row: row[0])),
            tuple(dict.fromkeys(sources)),
        )
    ]


def _next_step(context: Context, tool: Tool) -> Inline:
    """The first edition that was planned and not out at the cut-off, or a dash."""
    record = context.record
    for edition in tool.editions.all():
        if record.is_reached(edition.scheduled_on) and not record.is_reached(edition.issued_on):
            return message("types.edition_due", state=edition.state, due=Day(edition.due))
    return message("briefing.no_place")
