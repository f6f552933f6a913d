"""The short briefing for a consultation: what happened since the last one, what is coming, what is asked."""

from palermo.core.audiences import Audience
from palermo.reporting import tree
from palermo.reporting.blueprints.briefing import asked, coming, since
from palermo.reporting.blueprints.masthead import masthead
from palermo.reporting.blueprints.nodes import message, text
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot

NAME = "briefing"
VERSION = 1
AUDIENCE = Audience.MEMBER_STATES
# In-session papers are kept shorter than reports.
WORD_LIMIT = 3300


def assemble(record: RecordSnapshot, report: Report | None) -> tree.Report:
    """Three sections; each says so when there is nothing."""
    return tree.Report(
        blueprint=NAME,
        version=VERSION,
        cutoff=record.cutoff,
        masthead=masthead(record, report, None),
        title=(text("reports", report, "title") if report else message("briefing.title"),),
        subtitle=(message("briefing.subtitle"),),
        summary=(),
        sections=(since.section(record, report), coming.section(record), asked.section(record)),
        has_contents=False,
        word_limit=WORD_LIMIT,
    )
