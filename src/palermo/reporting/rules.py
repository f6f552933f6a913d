"""Who may issue a report, and when."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.languages import language_in_sentence
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import labelled
from palermo.governance.models import Initiative
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
    if report.cutoff_on > clock.today():
        raise Refused(
            _("The cut-off date, %(day)s, is in the future. Issue the report on that day or later.")
            % {"day": localize_day(report.cutoff_on)}
        )
    _check_addressee(report)


def _check_addressee(report: Report) -> None:
    """A report goes to a session of the body that guides the initiative, under an item of that session's agenda."""
    body = Initiative.objects.values_list("governing_body", flat=True).first()
    if report.session and body and report.session.body_id != body:
        raise Refused(
            _("%(session)s is not a session of the governing body. Choose one of its sessions.")
            % {"session": report.session.display_name()}
        )
    if report.session and report.agenda_item and report.agenda_item.session_id != report.session_id:
        raise Refused(
            _("Agenda item %(number)s is not on the agenda of %(session)s. Choose an item of that agenda.")
            % {"number": report.agenda_item.number, "session": report.session.display_name()}
        )


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
            _("This report was issued on %(day)s and can no longer be changed. Prepare a new report.")
            % {"day": localize_day(report.issued_on)}
        )


def check_is_complete(report: spoken.Report) -> None:
    """Nothing may be missing or open in a report that is issued.

    Raises
    ------
    Refused
        Naming the language and the first thing that is missing or open.
    """
    problems = [problem for problem in report.problems if problem.blocks]
    if problems:
        raise Refused(
            _("The report cannot be issued. Problems in %(language)s: %(count)d. First: %(first)s")
            % {
                "language": language_in_sentence(report.language.code),
                "count": len(problems),
                "first": labelled(problems[0].where, problems[0].what),
            }
        )
