"""Who may issue a report, and when."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.reporting import spoken
from palermo.reporting.models import Report
from palermo.reporting.states import REPORT_MOVES, ReportState


def check_can_prepare(user: Actor) -> None:
    """The secretariat makes previews.

    Raises
    ------
    Refused
        To anyone else.
    """
    check_may(user, Permission.PREPARE_REPORT)


def check_can_issue(user: Actor, report: Report) -> None:
    """The secretariat; once.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.ISSUE_REPORT)
    check_move(REPORT_MOVES, report.state, ReportState.ISSUED)


def check_can_change(user: Actor, report: Report) -> None:
    """The secretariat, until the report is issued: then it is frozen.

    Raises
    ------
    Refused
        Saying since when it is frozen.
    """
    check_may(user, Permission.CHANGE_REPORT)
    if report.state == ReportState.ISSUED:
        raise Refused(
            _("This report was issued on %(day)s and stays as it is. Prepare a new report for what has changed.")
            % {"day": localize_day(report.issued_on)}
        )


def check_is_complete(report: spoken.Report) -> None:
    """Nothing may be missing in a report that is issued.

    Raises
    ------
    Refused
        Naming the language and the first thing that is missing.
    """
    if report.problems:
        raise Refused(
            _("The report cannot be issued: in %(language)s, %(count)d things are missing. First: %(first)s")
            % {
                "language": report.language.name,
                "count": len(report.problems),
                "first": f"{report.problems[0].where}: {report.problems[0].what}",
            }
        )
