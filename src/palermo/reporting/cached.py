"""Reports built for reading, kept until the record changes.

The head of the audit chain changes with every act on the record, so it names the state of the record
that a built report belongs to.
"""

from palermo.audit.queries import head_digest
from palermo.core.languages import CODES
from palermo.core.near import near
from palermo.reporting import spoken
from palermo.reporting.building import build, draft
from palermo.reporting.checks.report import Checks, check_draft
from palermo.reporting.models import Report
from palermo.reporting.realization.reports import speak

KEPT_FOR = 24 * 60 * 60


def cached_report(report: Report, language: str) -> spoken.Report:
    """The report in one language, from the record as it is now."""
    key = _key(report, language)
    content = near.get(key)
    if content is None:
        content = build(report.blueprint, report.cutoff_on, language, report)
        near.set(key, content, KEPT_FOR)
    return content


def check_versions(report: Report, language: str) -> Checks:
    """What the checks find in one language, and between all six.

    The versions come from one reading of the record and are cached for the next reader.
    """
    drafted = draft(report.blueprint, report.cutoff_on, report)
    versions = {code: speak(drafted.in_language(code), code) for code in CODES}
    for code, content in versions.items():
        near.set(_key(report, code), content, KEPT_FOR)
    return check_draft(drafted.in_language(report.original_language), drafted.record, versions, language)


def _key(report: Report, language: str) -> str:
    return f"report:{report.pk}:{language}:{head_digest()}"
