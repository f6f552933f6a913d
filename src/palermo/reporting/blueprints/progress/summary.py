"""The summary: the legislative mandate, what was done in figures, what is to come."""

from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.mandates import Ask
from palermo.reporting.blueprints.nodes import day, message, source, sources, text, title_of, when
from palermo.reporting.blueprints.progress.forums import forums
from palermo.reporting.blueprints.progress.regional import regional_events
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot, Tense
from palermo.reporting.tree import Day, Inline, Listed, Paragraph, Symbol


def paragraphs(record: RecordSnapshot, report: Report | None) -> tuple[Paragraph, ...]:
    """Outside the count of paragraphs."""
    content = [_mandate(record), *_figures(record), *_planned_content(record)]
    if report and report.recommendations.all():
        content.append(message("progress.summary_recommendations", count=len(report.recommendations.all())))
    stated = (source("initiatives", record.initiative), *sources("decisions", _basis(record)))
    return (Paragraph("summary", tuple(content), stated, numbered=False),)


def _basis(record: RecordSnapshot) -> list:
    """The decisions under which Member States are consulted: the report's legislative mandate."""
    return [m.paragraph.decision for m in record.mandates if m.ask == Ask.CONSULT and m.paragraph]


def _mandate(record: RecordSnapshot) -> Inline:
    initiative = text("initiatives", record.initiative, "name")
    numbers = [decision.number for decision in _basis(record)]
    if not numbers:
        return message("progress.summary_subject", initiative=initiative, cutoff=day(record.cutoff))
    return message(
        "progress.summary_mandate", initiative=initiative, number=Symbol(numbers[0]), cutoff=day(record.cutoff)
    )


def _figures(record: RecordSnapshot) -> list[Inline]:
    held = [event for event in regional_events(record) if event.tense is Tense.PAST]
    consultations = len(record.held_meetings(MeetingKind.CONSULTATION))
    committee = len(record.held_meetings(MeetingKind.COMMITTEE))
    content: list[Inline] = []
    if record.was_launched:
        content.append(message("progress.summary_launch", date=Day(record.initiative.launched)))
    if consultations:
        content.append(message("progress.summary_consultations", count=consultations))
    if committee:
        content.append(message("progress.summary_committee", count=committee))
    if held:
        places = Listed(tuple(text("places", event.event.place, "name") for event in held if event.event.place))
        content.append(message("progress.summary_events", count=len(held), places=places))
    return content + _work(record)


def _work(record: RecordSnapshot) -> list[Inline]:
    tools, studies = len(record.tools), len(record.studies)
    return [message("progress.summary_tools", tools=tools, research="yes" if studies else "no")] if tools else []


def _planned_content(record: RecordSnapshot) -> list[Inline]:
    planned = [event for event in regional_events(record) if event.tense is not Tense.PAST]
    content: list[Inline] = [message("progress.summary_planned", count=len(planned))] if planned else []
    return content + [_forum(forum) for forum in forums(record)]


def _forum(forum: EventSnapshot) -> Inline:
    if forum.was_renamed_later:
        return message("progress.forum_without_name", dates=when(forum))
    return message("progress.forum_time", tense=forum.tense.value, title=title_of(forum), dates=when(forum))
