"""The briefing's third section: requests to Member States, mandates with a due date, and reports due."""

from collections.abc import Callable

from django.db.models import Model

from palermo.governance.models import Endorsement, Mandate, ReportDue
from palermo.reporting.clauses import clause, day, facts, optional, session_dates, text, yes
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Argument, Clause, Day, Paragraph, Subparagraph


@paragraph_type("asked-approvals")
def asked_approvals(context: Context) -> list[Paragraph]:
    """Texts that are before Member States, or that there is none."""
    record = context.record
    open_texts = [put for put in record.endorsements if not record.is_closed(put)]
    if not open_texts:
        stated = facts("initiatives", record.initiative, "name")
        return [Paragraph("nothing-asked", (clause("briefing.nothing_asked", {}, stated, cutoff=day(record.cutoff)),))]
    return [_paragraph(context, "endorsements", open_texts, _endorsement)]


@paragraph_type("asked-mandates")
def asked_mandates(context: Context) -> list[Paragraph]:
    """Mandates with a date still to come."""
    due = _due(context.record)
    return [_paragraph(context, "mandates", due, _mandate)] if due else []


@paragraph_type("asked-reports")
def asked_reports(context: Context) -> list[Paragraph]:
    """Reports that are owed."""
    due = context.record.reports_due
    return [_paragraph(context, "reports_due", due, _report)] if due else []


def _due(record: RecordSnapshot) -> list[Mandate]:
    due = [mandate for mandate in record.mandates if mandate.due_on and mandate.due_on > record.cutoff]
    return sorted(due, key=lambda mandate: (mandate.due_on, mandate.slug))


def _paragraph[Row: Model](context: Context, kind: str, records: list[Row], item: Callable[[Row], Clause]) -> Paragraph:
    items = tuple(Subparagraph((item(record),)) for record in records)
    stated = [fact for part in items for each in part.clauses for fact in each.facts]
    lead = clause(f"briefing.{kind}_lead", context.names(), stated, count=len(records))
    return Paragraph(f"asked-{kind}", (lead,), items)


def _endorsement(put: Endorsement) -> Clause:
    title = text("endorsements", put, "title")
    if put.target:
        return clause(
            "briefing.to_approve_by", {}, facts("endorsements", put, "target"), title=title, date=Day(put.target)
        )
    return clause("briefing.to_approve", {}, title=title)


def _mandate(mandate: Mandate) -> Clause:
    stated = facts("mandates", mandate, "due")
    return clause("briefing.mandate", {}, stated, title=text("mandates", mandate, "title"), date=Day(mandate.due))


def _report(due: ReportDue) -> Clause:
    """Its subject, and as much of to whom and when as the record holds."""
    args: dict[str, Argument] = {"subject": text("reports_due", due, "subject"), "to_session": yes(due.session)}
    if due.session:
        args["body"] = text("bodies", due.body or due.session.body, "name")
        args["session"] = text("sessions", due.session, "name")
        args["dates"] = session_dates(due.session)
    args |= optional(
        {
            "readers": text("reports_due", due, "readers") if due.readers else None,
            "condition": text("reports_due", due, "condition") if due.condition else None,
            "date": Day(due.due) if due.due else None,
        }
    )
    return clause("briefing.report_due", {}, facts("reports_due", due, "session", "due"), **args)
