"""Which reports can be changed by a corrigendum, an addendum, a revision or a reissue, and what these need."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.reporting.models import Report
from palermo.reporting.states import ReportRelation, ReportState


def check_can_begin_change(user: Actor, report: Report) -> None:
    """The secretariat, a report that was issued.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.PREPARE_REPORT)
    _check_is_issued(report)


def check_can_add_to(user: Actor, report: Report) -> None:
    """The same, except a corrigendum or a reissue: an addendum or a revision belongs to the text itself.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_can_begin_change(user, report)
    if report.relation in {ReportRelation.CORRIGENDUM, ReportRelation.REISSUE}:
        raise Refused(_("Begin this from the report that the document changes."))


def check_can_reissue(user: Actor, report: Report) -> None:
    """Whoever may issue reports, a report that was issued.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.ISSUE_REPORT)
    _check_is_issued(report)


def check_reason(reason: str) -> str:
    """The reason without blanks around it.

    Raises
    ------
    Refused
        If there is none.
    """
    if not reason.strip():
        raise Refused(_("State the reason."))
    return reason.strip()


def check_is_corrigendum(report: Report) -> Report:
    """The report that a corrigendum corrects.

    Raises
    ------
    Refused
        If the report is no corrigendum.
    """
    if report.relation != ReportRelation.CORRIGENDUM or report.changes is None:
        raise Refused(_("Only a corrigendum has corrections."))
    return report.changes


def check_has_corrections(report: Report) -> None:
    """A corrigendum is issued with at least one correction.

    Raises
    ------
    Refused
        If it has none.
    """
    if report.relation == ReportRelation.CORRIGENDUM and not report.corrections.exists():
        raise Refused(_("This corrigendum has no corrections. Add one before issuing it."))


def _check_is_issued(report: Report) -> None:
    if report.state != ReportState.ISSUED:
        raise Refused(_("This report has not been issued. Edit it instead."))
