"""Reports built for reading, kept until the record changes.

The head of the audit chain changes with every act on the record, so it names the state of the record
that a built report belongs to.
"""

from palermo.audit.queries import head_digest
from palermo.core.near import near
from palermo.reporting import spoken
from palermo.reporting.building import build
from palermo.reporting.models import Report

KEPT_FOR = 24 * 60 * 60


def cached_report(report: Report, language: str) -> spoken.Report:
    """The report in one language, from the record as it is now."""
    key = f"report:{report.pk}:{language}:{head_digest()}"
    content = near.get(key)
    if content is None:
        content = build(report.blueprint, report.cutoff_on, language, report)
        near.set(key, content, KEPT_FOR)
    return content
