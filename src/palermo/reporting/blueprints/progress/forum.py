"""VII. Report on the Forum: when it is, and to which body its results go."""

from palermo.governance.models import ReportDue
from palermo.reporting.blueprints.nodes import message, session_dates, source, sources, text, title_of, when
from palermo.reporting.blueprints.progress.forums import forum_is_named, forums
from palermo.reporting.record_snapshot import EventSnapshot, RecordSnapshot
from palermo.reporting.tree import Inline, Paragraph, Section


def section(record: RecordSnapshot) -> Section | None:
    """Nothing while no forum was planned."""
    known = forums(record)
    if not known:
        return None
    title = message("progress.forum_title", named="yes" if forum_is_named(record) else "no")
    return Section("forum", (title,), tuple(_forum(record, forum) for forum in known))


def _forum(record: RecordSnapshot, forum: EventSnapshot) -> Paragraph:
    due = [each for each in record.reports_due if each.mandate_id == forum.event.activity.mandate_id and each.session]
    content = [_time(forum), *(_report(each) for each in due)]
    return Paragraph(
        forum.slug,
        tuple(content),
        (
            source("events", forum.event),
            *sources("reports_due", due),
            *sources("sessions", (each.session for each in due if each.session)),
        ),
    )


def _time(forum: EventSnapshot) -> Inline:
    title, dates = title_of(forum), when(forum)
    if forum.was_renamed_later:
        # Under which name and where it was to be held before it was moved is not on record.
        return message("progress.forum_without_name", dates=dates)
    if forum.event.place is None:
        return message("progress.forum_time", tense=forum.tense.value, title=title, dates=dates)
    place = text("places", forum.event.place, "locative")
    return message("progress.forum_time_and_place", tense=forum.tense.value, title=title, place=place, dates=dates)


def _report(due: ReportDue) -> Inline:
    assert due.session is not None
    return message(
        "progress.report_to_body",
        body=text("bodies", due.body or due.session.body, "name"),
        session=text("sessions", due.session, "locative"),
        dates=session_dates(due.session),
        subject=text("reports_due", due, "subject"),
    )
