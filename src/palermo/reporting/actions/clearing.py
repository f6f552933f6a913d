"""The clearance of a report: sections assigned to officers, versions cleared step by step, its document slot."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.languages import BY_CODE, CODES
from palermo.core.refusals import Refused
from palermo.core.rows import next_number
from palermo.core.rules import can
from palermo.reporting import rules, spoken
from palermo.reporting.building import draft_of
from palermo.reporting.labels import label_record
from palermo.reporting.models import Clearance, DocumentSlot, Report, ReportSection
from palermo.reporting.queries import open_comments, open_stray_comments
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import ClearanceStep
from palermo.reporting.writing.changing import lock_writing
from palermo.reporting.writing.clearance import read_clearance, step_before, texts_cleared
from palermo.reporting.writing.report import Writing


@transaction.atomic
def assign_section(report: Report, key: str, officer: User | None, *, by: User) -> ReportSection:
    """Name the officer who is responsible for a section; nobody with None.

    Refused if the report was issued, the section is gone, or the officer may not change reports.
    """
    locked, _writing, _rows = lock_writing(report, by)
    section = ReportSection.objects.filter(report=locked, key=key).first()
    if section is None:
        raise Refused(_("This section is no longer in the report. Reload the page."))
    if officer is not None and not can(check_may, officer, Permission.CHANGE_REPORT):
        raise Refused(_("%(name)s may not change reports. Choose an officer of the secretariat.") % {"name": officer})
    section.officer = officer
    section.save(update_fields=["officer"])
    record("report_section.assigned", locked, by=by, section=key, officer=str(officer or ""))
    return section


@transaction.atomic
def clear_step(report: Report, step: ClearanceStep, language: str, *, by: User) -> Clearance:
    """Clear the version of the report as it reads now, as one step; what was cleared is kept word by word.

    Parameters
    ----------
    report : Report
    step : ClearanceStep
    language : str
        Of the version; empty for the submission.
    by : User

    Raises
    ------
    Refused
        If the report was issued, an earlier step is not done, or something in the version is still to be settled.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_change(by, locked)
    writing = draft_of(locked).writing
    versions = {code: speak(writing.in_language(code), code, labels=label_record) for code in CODES}
    steps = read_clearance(locked, versions)
    if not any((each.step, each.language) == (step, language) for each in steps):
        raise Refused(_("This report has no such step of clearance. Reload the page."))
    if step is ClearanceStep.SUBMITTED and any(not each.is_current for each in steps[:-1]):
        raise Refused(_("Not every version is cleared as it reads now. Clear the others first."))
    if any(not each.is_done for each in step_before(step, steps)):
        raise Refused(_("The step before this one is not done yet."))
    _check_is_settled(locked, writing, versions, language)
    if step is ClearanceStep.EDITED and (count := open_comments(locked).filter(language=language).count()):
        raise Refused(_("Comments still open: %(count)d. Resolve them first.") % {"count": count})
    if step is ClearanceStep.EDITED and (count := open_stray_comments(locked, language).count()):
        raise Refused(
            _("Comments of Word files without a place: %(count)d. Attach or dismiss them first.") % {"count": count}
        )
    clearance = Clearance.objects.create(
        report=locked,
        step=step,
        language=language,
        number=next_number(locked.clearances),
        texts=texts_cleared(step, language, versions),
        by=by,
        by_name=str(by),
        at=clock.now(),
    )
    record("report.cleared", locked, by=by, step=step.value, language=language, number=clearance.number)
    return clearance


@transaction.atomic
def set_slot(report: Report, on: date | None, *, by: User) -> None:
    """Note the day on which the conference services expect the report; None takes it back.

    Refused if the report was issued.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_change(by, locked)
    if on is None:
        DocumentSlot.objects.filter(report=locked).delete()
    else:
        DocumentSlot.objects.update_or_create(report=locked, defaults={"on": on})
    record("report.slot_set", locked, by=by, on=on.isoformat() if on else "")


def _check_is_settled(report: Report, writing: Writing, versions: Mapping[str, spoken.Report], language: str) -> None:
    """No paragraph waits to be settled, and no text is missing, in the version or in all of them."""
    live = [piece for piece in writing.pieces.values() if not piece.is_removed]
    for code in (language,) if language else CODES:
        flagged = sum(bool(writing.status(piece, code).flags) for piece in live)
        if flagged or versions[code].blocking:
            raise Refused(
                _("%(language)s: paragraphs to settle: %(flagged)d, problems: %(problems)d. Settle them first.")
                % {"language": BY_CODE[code].name, "flagged": flagged, "problems": versions[code].blocking}
            )
