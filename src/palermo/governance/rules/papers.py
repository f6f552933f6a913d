"""Who may add documents to a meeting or an activity, and write an agenda."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.models import Activity, AgendaItem, Meeting
from palermo.governance.states.activities import ActivityState
from palermo.library.models import Document
from palermo.library.states import DocumentState


def check_may_add_to_activity(user: Actor, activity: Activity) -> None:
    """The secretariat; an activity that was not given up."""
    check_may(user, Permission.CHANGE_RECORD)
    if activity.state == ActivityState.GIVEN_UP:
        raise Refused(_("This proposal was abandoned. Add the document to another activity."))


def check_can_add_to_activity(user: Actor, activity: Activity, document: Document) -> None:
    """As `check_may_add_to_activity`; a document that stands and does not belong to the activity yet."""
    check_may_add_to_activity(user, activity)
    _check_stands(document)
    if document.pk and activity.documents.filter(pk=document.pk).exists():
        raise Refused(_("This document already belongs to the activity."))


def check_may_add_to_meeting(user: Actor, meeting: Meeting) -> None:
    """The secretariat; a meeting that was not cancelled."""
    check_may(user, Permission.CHANGE_RECORD)
    _check_is_not_cancelled(meeting)


def check_can_add_to_meeting(user: Actor, meeting: Meeting, document: Document) -> None:
    """As `check_may_add_to_meeting`; a document that stands and is not before the meeting yet."""
    check_may_add_to_meeting(user, meeting)
    _check_stands(document)
    if document.pk and meeting.papers.filter(document=document).exists():
        raise Refused(_("This document is already before the meeting."))


def check_may_write_agenda(user: Actor, meeting: Meeting) -> None:
    """The secretariat; a meeting that was not cancelled."""
    check_may(user, Permission.SCHEDULE_MEETING)
    _check_is_not_cancelled(meeting)


def check_may_add_agenda(user: Actor, meeting: Meeting) -> None:
    """The secretariat; a meeting that was not cancelled and has no agenda yet."""
    check_may_write_agenda(user, meeting)
    if meeting.agenda_items.all():
        raise Refused(_("This meeting has an agenda. Edit it."))


def check_may_edit_agenda(user: Actor, meeting: Meeting) -> None:
    """The secretariat; a meeting that was not cancelled and has an agenda."""
    check_may_write_agenda(user, meeting)
    if not meeting.agenda_items.all():
        raise Refused(_("This meeting has no agenda yet. Add one."))


def check_can_drop_item(item: AgendaItem) -> None:
    """An item without documents."""
    if item.documents.exists():
        raise refuse_to_drop(item)


def refuse_to_drop(item: AgendaItem) -> Refused:
    """The refusal to leave out an item that has documents or that a report goes under."""
    return Refused(
        _("Agenda item %(number)s has documents or is cited in a report. Keep it on the agenda under its number.")
        % {"number": item.number}
    )


def _check_is_not_cancelled(meeting: Meeting) -> None:
    if meeting.cancelled_on:
        raise Refused(
            _("This meeting was cancelled on %(day)s. Nothing can be added to it.")
            % {"day": localize_day(meeting.cancelled_on)}
        )


def _check_stands(document: Document) -> None:
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn. Choose another one."))
