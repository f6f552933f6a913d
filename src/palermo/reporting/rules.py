"""Who may issue a report, and when."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.languages import language_in_sentence
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.governance.models import Initiative
from palermo.governance.states.bodies import BodyKind
from palermo.reporting import spoken
from palermo.reporting.models import DocumentType, Report, ReportSection, Suggestion
from palermo.reporting.states import (
    DOCUMENT_TYPE_MOVES,
    REPORT_MOVES,
    Addressee,
    Blueprint,
    DocumentTypeState,
    ReportState,
)
from palermo.reporting.writing.clearance import StepStatus

NEEDED = {
    Addressee.SESSION: ("session", gettext_lazy("Choose a session.")),
    Addressee.CONFERENCE: ("session", gettext_lazy("Choose a session.")),
    Addressee.MEETING: ("meeting", gettext_lazy("Choose a meeting.")),
    Addressee.FORUM: ("activity", gettext_lazy("Choose an event.")),
    Addressee.EVENT: ("activity", gettext_lazy("Choose an event.")),
    Addressee.DONOR: ("contribution", gettext_lazy("Choose a contribution.")),
}


def check_can_prepare(user: Actor) -> None:
    """The secretariat prepares reports."""
    check_may(user, Permission.PREPARE_REPORT)


def check_can_change_document_types(user: Actor) -> None:
    """The secretariat copies and changes document types."""
    check_may(user, Permission.CHANGE_DOCUMENT_TYPE)


def check_can_change_document_type(user: Actor, document_type: DocumentType) -> None:
    """The secretariat, until it is retired."""
    check_can_change_document_types(user)
    if document_type.state == DocumentTypeState.RETIRED:
        raise Refused(_("This document type is retired. Activate it, or copy it and change the copy."))


def check_can_activate(user: Actor, document_type: DocumentType) -> None:
    """The secretariat, where it is not active."""
    check_can_change_document_types(user)
    check_move(DOCUMENT_TYPE_MOVES, document_type.state, DocumentTypeState.ACTIVE)


def check_can_retire(user: Actor, document_type: DocumentType) -> None:
    """The secretariat, where it is not retired."""
    check_can_change_document_types(user)
    check_move(DOCUMENT_TYPE_MOVES, document_type.state, DocumentTypeState.RETIRED)


def check_can_delete_document_type(user: Actor, document_type: DocumentType) -> None:
    """The secretariat, where no report was begun with it."""
    check_can_change_document_types(user)
    if document_type.reports.exists():
        raise Refused(_("Reports were prepared with this document type. Retire it instead."))


def check_can_take_outline(user: Actor, report: Report) -> None:
    """The secretariat, of a report in preparation whose document type was changed since it was begun."""
    check_can_change(user, report)
    if report.document_type is None or report.document_type.content == report.outline:
        raise Refused(_("The report already has the outline of its document type."))


def check_can_issue(user: Actor, report: Report) -> None:
    """The secretariat; once."""
    check_may(user, Permission.ISSUE_REPORT)
    check_move(REPORT_MOVES, report.state, ReportState.ISSUED)
    if report.cutoff_on > clock.today():
        raise Refused(
            _("The cut-off date, %(day)s, is in the future. Issue the report on that day or later.")
            % {"day": localize_day(report.cutoff_on)}
        )
    check_addressee(report)


def check_addressee(report: Report) -> None:
    """A report goes to a session of the body that guides the initiative, under an item of that session's agenda.

    Refused if its session is another body's, or its item is on another agenda.
    """
    body = Initiative.objects.values_list("governing_body", flat=True).first()
    is_of_treaty = bool(report.session and report.session.body.kind == BodyKind.TREATY)
    if report.blueprint == Blueprint.CONFERENCE:
        if report.session and not is_of_treaty:
            raise Refused(
                _("%(session)s is not a session of a treaty body. Choose a session of the Conference of the Parties.")
                % {"session": report.session.display_name()}
            )
    elif report.session and body and report.session.body_id != body:
        raise Refused(
            _("%(session)s is not a session of the governing body. Choose one of its sessions.")
            % {"session": report.session.display_name()}
        )
    if report.session and report.agenda_item and report.agenda_item.session_id != report.session_id:
        raise Refused(
            _("Agenda item %(number)s is not on the agenda of %(session)s. Choose an item of that agenda.")
            % {"number": report.agenda_item.number, "session": report.session.display_name()}
        )


def check_has_addressee(report: Report, addressee: str) -> None:
    """A report names what its document type is prepared for."""
    field, sentence = NEEDED.get(Addressee(addressee), ("", ""))
    if field and getattr(report, f"{field}_id") is None:
        raise Refused(str(sentence))


def check_can_change(user: Actor, report: Report) -> None:
    """The secretariat, until the report is issued: then it is frozen."""
    check_may(user, Permission.CHANGE_REPORT)
    if report.state == ReportState.ISSUED:
        raise Refused(
            _("This report was issued on %(day)s and can no longer be changed. Prepare a new report.")
            % {"day": localize_day(report.issued_on)}
        )


def check_is_complete(report: spoken.Report) -> None:
    """Nothing may be missing or open in a report that is issued."""
    if report.blocking:
        raise Refused(
            _("The report cannot be issued. Problems in %(language)s: %(count)d. See “Problems” on its page.")
            % {"language": language_in_sentence(report.language.code), "count": report.blocking}
        )


def check_is_cleared(steps: Iterable[StepStatus]) -> None:
    """A report whose clearance was begun is issued only once every step is done for the text as it reads now.

    Refused if a step is not done, or the text has changed since.
    """
    if any(not each.is_current for each in steps):
        raise Refused(_("Not every step of the clearance is done for the text as it reads now. See its clearance."))


def check_can_decide_suggestion(user: User, suggestion: Suggestion) -> None:
    """The officer responsible for the section decides; where there is none, every officer may."""
    section = suggestion.paragraph.section if suggestion.paragraph else None
    if section is None and suggestion.section:
        section = ReportSection.objects.filter(report=suggestion.report, key=suggestion.section).first()
    officer = section.officer if section else None
    if officer and officer != user:
        raise Refused(_("%(name)s is responsible for this section and decides on suggestions.") % {"name": officer})
