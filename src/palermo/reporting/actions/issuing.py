"""What is done to reports: kept in step with the record until they are issued, then frozen."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.languages import LANGUAGES
from palermo.reporting import rules
from palermo.reporting.building import draft, paragraph_sources
from palermo.reporting.changes.drafting import issued_languages
from palermo.reporting.changes.rules import check_has_corrections
from palermo.reporting.keeping import keep_issued
from palermo.reporting.labels import label_record
from palermo.reporting.models import IssuedFile, Report, StatedRecord
from palermo.reporting.realization.reports import speak
from palermo.reporting.rendering import render_report
from palermo.reporting.states import Format, ReportState
from palermo.reporting.writing.clearance import read_clearance


@transaction.atomic
def index_report(report: Report) -> int:
    """Note which records each paragraph of a report in preparation states; gives the number of statements."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state == ReportState.ISSUED:
        return report.stated_records.count()
    drafted = draft(report.blueprint, report.cutoff_on, report)
    found = sorted(set(paragraph_sources(drafted.in_language(report.original_language))))
    report.stated_records.all().delete()
    StatedRecord.objects.bulk_create(
        StatedRecord(report=report, paragraph=number, kind=source.kind, record_id=source.id) for number, source in found
    )
    return len(found)


def index_reports() -> int:
    """Do so for every report in preparation: after an import, and whenever the secretariat asks."""
    return sum(index_report(report) for report in Report.objects.filter(state=ReportState.PREPARED))


@transaction.atomic
def issue_report(report: Report, *, on: date, by: Actor, progress: Callable[[str], None] = lambda line: None) -> Report:
    """Issue a report: every language and format is made once and kept; nothing changes it any more.

    Refused if `by` may not, if it was issued already, if a text is missing in a language, or if its clearance was
    begun and is not complete.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_issue(by, report)
    if report.clearances.exists():
        writing = draft(report.blueprint, report.cutoff_on, report).writing
        versions = {each.code: speak(writing.in_language(each.code), each, labels=label_record) for each in LANGUAGES}
        rules.check_is_cleared(read_clearance(report, versions))
    check_has_corrections(report)
    languages = issued_languages(report)
    index_report(report)
    # Before the files are made: their masthead carries the day of issue.
    report.state, report.issued_on = ReportState.ISSUED, on
    report.save(update_fields=["state", "issued_on"])
    for language in languages:
        rendered = render_report(report, language.code, list(Format))
        rules.check_is_complete(rendered.spoken)
        keep_issued(report, rendered.spoken, rendered.files)
        for form in rendered.files:
            progress(f"{language.name}, {form.label}")
    record("report.issued", report, by=by, on=on.isoformat(), files=_digests(report.files.all()))
    return report


def _digests(files: Iterable[IssuedFile]) -> dict[str, str]:
    return {f"{file.language}.{file.format}": file.sha256 for file in files}
