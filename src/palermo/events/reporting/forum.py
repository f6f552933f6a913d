"""VII. The Forum as it was known at the cut-off: its preparation, and to which body its outcome goes."""

from palermo.events.reporting.snapshot import EventSnapshot, EventsSnapshot, when
from palermo.events.states.events import EventKind
from palermo.governance.models import ReportDue
from palermo.reporting.clauses import clause, facts, optional, paragraph, session_dates, text
from palermo.reporting.context import TITLE_ARGUMENTS, Context, paragraph_type, summary_type
from palermo.reporting.record_snapshot import RecordSnapshot, Tense
from palermo.reporting.tree import Argument, Clause, Name, Paragraph, Style


def forums(record: RecordSnapshot) -> list[EventSnapshot]:
    """Forums held or planned."""
    return record.read(EventsSnapshot).events_of(EventKind.FORUM)


def named_forum(record: RecordSnapshot) -> EventSnapshot | None:
    """The forum that is known under the name it bears."""
    return next((forum for forum in forums(record) if not forum.was_renamed_later), None)


def forum_name(context: Context, forum: EventSnapshot) -> Name:
    """How the forum is named in a sentence."""
    return context.name("events", forum.event)


def _title_arguments(context: Context) -> dict[str, Argument]:
    forum = named_forum(context.record)
    return optional({"forum": context.name("events", forum.event, style=Style.FULL) if forum else None})


TITLE_ARGUMENTS["forum"] = _title_arguments


@summary_type("forum")
def summary_forum(context: Context) -> list[Clause]:
    """That the report describes the preparations, as long as the forum is to come."""
    forum = named_forum(context.record)
    if forum is None or forum.tense is not Tense.PLANNED:
        return []
    return [
        clause(
            "progress.summary_forum",
            context.names(),
            facts("events", forum.event, "title", "starts"),
            forum=forum_name(context, forum),
        )
    ]


@summary_type("further-report")
def summary_further_report(context: Context) -> list[Clause]:
    """Which report follows, for which session."""
    due = [each for each in context.record.reports_due if each.session and each.readers]
    return [_report("progress.summary_further_report", context, each) for each in due]


@paragraph_type("forum-report")
def forum_report(context: Context) -> list[Paragraph]:
    """The dates of a forum, unless stated already, and what of its outcomes is submitted to which session."""
    paragraphs = []
    for forum in forums(context.record):
        mandate = forum.event.activity.mandate_id
        due = [each for each in context.record.reports_due if each.mandate_id == mandate and each.session]
        clauses: list[Clause | None] = [_report("progress.report_to_body", context, each) for each in due]
        if not due or forum.tense is not Tense.PLANNED:
            clauses.insert(0, forum_time(context, forum))
        paragraphs.append(paragraph(forum.slug, clauses))
    return [made for made in paragraphs if made]


def forum_time(context: Context, forum: EventSnapshot) -> Clause:
    """When and where it was held, or is to be."""
    stated = facts("events", forum.event, "starts", "ends", "title", "state")
    if forum.was_renamed_later:
        # Under which name and where it was to be held before it was moved is not on record.
        return clause(
            "progress.forum_without_name",
            context.names(),
            facts("events", forum.event, "reschedulings"),
            tense=forum.tense.value,
            dates=when(forum),
        )
    place = forum.event.place
    return clause(
        "progress.forum_time",
        context.names(),
        stated,
        tense=forum.tense.value,
        forum=forum_name(context, forum),
        dates=when(forum),
        **optional({"place": text("places", place, "locative") if place else None}),
    )


def _report(key: str, context: Context, due: ReportDue) -> Clause:
    assert due.session is not None
    body = due.body or due.session.body
    session = due.session
    return clause(
        key,
        context.names(),
        facts("reports_due", due, "session", "body", "subject"),
        facts("sessions", session, "starts", "locative"),
        topic=context.name("reports_due", due, "subject"),
        to=context.name("bodies", body),
        session=text("sessions", session, "locative"),
        dates=session_dates(session),
        **optional({"readers": text("reports_due", due, "readers") if due.readers else None}),
    )
