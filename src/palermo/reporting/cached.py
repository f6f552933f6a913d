"""Reports built for reading, kept until the record changes.

The head of the audit chain changes with every act on the record, so it names the state of the record
that a built report belongs to.
"""

from palermo.audit.queries import head_digest
from palermo.core.languages import CODES, active_language
from palermo.core.process_cache import process_cache
from palermo.reporting import spoken
from palermo.reporting.building import Draft, build, draft
from palermo.reporting.checks.report import Checks, check_draft
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report
from palermo.reporting.realization.reports import speak

KEPT_FOR = 24 * 60 * 60


def cached_report(report: Report, language: str) -> spoken.Report:
    """The report in one language, from the record as it is now."""
    key = _key(report, language)
    content = process_cache.get(key)
    if content is None:
        content = build(report.blueprint, report.cutoff_on, language, report)
        process_cache.set(key, content, KEPT_FOR)
    return content


def cached_versions(report: Report) -> dict[str, spoken.Report]:
    """The report in every language, those that are not at hand made from one reading of the record."""
    found = {code: process_cache.get(_key(report, code)) for code in CODES}
    if None in found.values():
        drafted = draft(report.blueprint, report.cutoff_on, report)
        return _speak_all(report, drafted)
    return found


def _speak_all(report: Report, drafted: Draft) -> dict[str, spoken.Report]:
    versions = {code: speak(drafted.in_language(code), code, labels=label_record) for code in CODES}
    for code, content in versions.items():
        process_cache.set(_key(report, code), content, KEPT_FOR)
    return versions


def check_versions(report: Report, language: str) -> Checks:
    """What the checks find in one language, and between all six.

    The versions come from one reading of the record and are cached for the next reader.
    """
    drafted = draft(report.blueprint, report.cutoff_on, report)
    versions = _speak_all(report, drafted)
    return check_draft(drafted.in_language(report.original_language), drafted.record, versions, language)


def _key(report: Report, language: str) -> str:
    # Open questions are put in the reader's language.
    return f"report:{report.pk}:{language}:{active_language().code}:{head_digest()}"
