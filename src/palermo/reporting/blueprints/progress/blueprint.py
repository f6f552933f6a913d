"""The progress report to the governing body: what was done under its decisions, and what is planned."""

from palermo.core.audiences import Audience
from palermo.governance.models import Session
from palermo.reporting import tree
from palermo.reporting.blueprints.masthead import masthead
from palermo.reporting.blueprints.nodes import message, text
from palermo.reporting.blueprints.progress import (
    committee,
    consultations,
    forum,
    introduction,
    recommendations,
    regional,
    research,
    summary,
    tools,
)
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot

NAME = "progress"
VERSION = 1
AUDIENCE = Audience.PUBLIC


def assemble(record: RecordSnapshot, report: Report | None) -> tree.Report:
    """The whole report; sections with nothing to say are left out."""
    session = _session(record, report)
    sections = (
        introduction.section(record, report, session),
        committee.section(record),
        consultations.section(record),
        regional.section(record),
        tools.section(record),
        research.section(record),
        forum.section(record),
        recommendations.section(report),
    )
    return tree.Report(
        blueprint=NAME,
        version=VERSION,
        cutoff=record.cutoff,
        masthead=masthead(record, report, session),
        title=(text("reports", report, "title") if report else message("progress.title"),),
        subtitle=(message("progress.subtitle"),),
        summary=summary.paragraphs(record, report),
        sections=tuple(section for section in sections if section and section.blocks),
    )


def _session(record: RecordSnapshot, report: Report | None) -> Session | None:
    """The session the report names; without one, the next of the governing body."""
    if report and report.session:
        return report.session
    body = record.initiative.governing_body
    return record.next_session(body) if body else None
