"""III. What is asked: of Member States their approval; of others, what mandates ask by a date, and reports."""

from collections.abc import Callable

from django.db.models import Model

from palermo.governance.models import Endorsement, Mandate, ReportDue
from palermo.reporting.blueprints.nodes import message, session_dates, sources, text, yes
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Argument, Day, Inline, Message, Paragraph, Section, Subparagraph


def section(record: RecordSnapshot) -> Section:
    """Open endorsements, mandates with a date to come, reports owed."""
    paragraphs = (
        _paragraph("endorsements", _open(record), _endorsement),
        _paragraph("mandates", _due(record), _mandate),
        _paragraph("reports_due", record.reports_due, _report),
    )
    nothing = Paragraph("nothing-asked", (message("briefing.nothing_asked"),))
    approvals = paragraphs[0] or nothing
    return Section("asked", (message("briefing.asked_title"),), (approvals, *(p for p in paragraphs[1:] if p)))


def _open(record: RecordSnapshot) -> list[Endorsement]:
    return [put for put in record.endorsements if not record.is_closed(put)]


def _due(record: RecordSnapshot) -> list[Mandate]:
    due = [mandate for mandate in record.mandates if mandate.due_on and mandate.due_on > record.cutoff]
    return sorted(due, key=lambda mandate: (mandate.due_on, mandate.slug))


def _paragraph[Row: Model](kind: str, records: list[Row], item: Callable[[Row], Inline]) -> Paragraph | None:
    if not records:
        return None
    items = tuple(Subparagraph((item(record),), sources(kind, [record])) for record in records)
    lead = message(f"briefing.{kind}_lead", count=len(records))
    return Paragraph(f"asked-{kind}", (lead,), sources(kind, records), items)


def _endorsement(put: Endorsement) -> Inline:
    title = text("endorsements", put, "title")
    if put.target:
        return message("briefing.to_approve_by", title=title, date=Day(put.target))
    return message("briefing.to_approve", title=title)


def _mandate(mandate: Mandate) -> Inline:
    return message("briefing.mandate", title=text("mandates", mandate, "title"), date=Day(mandate.due))


def _report(due: ReportDue) -> Inline:
    """Its subject, and as much of to whom and when as the record holds."""
    args: dict[str, Argument] = {
        "subject": text("reports_due", due, "subject"),
        "to_session": yes(due.session),
        "to_readers": yes(due.readers),
        "on_condition": yes(due.condition),
        "by_date": yes(due.due),
    }
    if due.session:
        args["body"] = text("bodies", due.body or due.session.body, "name")
        args["session"] = text("sessions", due.session, "name")
        args["dates"] = session_dates(due.session)
    if due.readers:
        args["readers"] = text("reports_due", due, "readers")
    if due.condition:
        args["condition"] = text("reports_due", due, "condition")
    if due.due:
        args["date"] = Day(due.due)
    return Message("briefing.report_due", args)
