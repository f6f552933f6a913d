"""Who records what a meeting of the Steering Committee did, and when its report goes to Member States."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.models import Meeting, MeetingPaper
from palermo.governance.states.bodies import MeetingKind
from palermo.library.states import DocumentState


def check_can_record_attendance(user: Actor, meeting: Meeting) -> None:
    """The secretariat, of a meeting of the Committee that has begun."""
    check_may(user, Permission.RECORD_MEETING)
    if meeting.kind != MeetingKind.COMMITTEE:
        raise Refused(
            _(
                "This meeting is open to all Member States: attendance is recorded for meetings of the "
                "Steering Committee only."
            )
        )
    _check_has_begun(meeting)


def check_can_add_action_point(user: Actor, meeting: Meeting) -> None:
    """The secretariat, of any meeting that has begun."""
    check_may(user, Permission.RECORD_MEETING)
    _check_has_begun(meeting)


def _check_has_begun(meeting: Meeting) -> None:
    if meeting.cancelled_on:
        raise Refused(_("This meeting was cancelled on %(day)s.") % {"day": localize_day(meeting.cancelled_on)})
    if meeting.starts_on > clock.today():
        raise Refused(
            _("This meeting is on %(day)s. Its proceedings can be recorded from that day.")
            % {"day": localize_day(meeting.starts_on)}
        )


def check_may_release_report(user: Actor, paper: MeetingPaper) -> None:
    """The secretariat; the report of a meeting of the Committee that was held, which Member States do not have yet."""
    check_may(user, Permission.RELEASE_MEETING_REPORT)
    check_is_releasable(paper)


def check_is_releasable(paper: MeetingPaper) -> None:
    """As `check_may_release_report`, without a check of the reader, for a page of several reports."""
    _check_is_a_report(paper)
    _check_was_held(paper.meeting)
    _check_is_with_the_committee(paper)


def check_can_release_report(user: Actor, paper: MeetingPaper, day: date) -> None:
    """As `check_may_release_report`, on a day that has come and not before the meeting was over."""
    check_may_release_report(user, paper)
    if day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})
    if day < paper.meeting.ends_on:
        raise Refused(
            _("The meeting ended on %(end)s; its report cannot have been shared with Member States on %(day)s.")
            % {"end": localize_day(paper.meeting.ends_on), "day": localize_day(day)}
        )


def _check_is_a_report(paper: MeetingPaper) -> None:
    if paper.meeting.kind != MeetingKind.COMMITTEE:
        raise Refused(_("Only reports of the Steering Committee’s meetings are shared with Member States in this way."))
    if not paper.is_report:
        raise Refused(
            _("This is a document before the meeting, not its report. Only the report is shared with Member States.")
        )


def _check_was_held(meeting: Meeting) -> None:
    if meeting.cancelled_on:
        raise Refused(_("This meeting was cancelled on %(day)s.") % {"day": localize_day(meeting.cancelled_on)})
    if not meeting.is_held_by(clock.today()):
        raise Refused(
            _("This meeting ends on %(day)s. Its report can be shared afterwards.")
            % {"day": localize_day(meeting.ends_on)}
        )


def _check_is_with_the_committee(paper: MeetingPaper) -> None:
    document = paper.document
    if paper.released_on:
        raise Refused(
            _("This report was already shared with Member States on %(day)s.")
            % {"day": localize_day(paper.released_on)}
        )
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This report was withdrawn. Add its replacement to the meeting and share that."))
    if document.audience_today == Audience.SECRETARIAT:
        raise Refused(
            _("This report is restricted to the secretariat. Change its audience to the Steering Committee first.")
        )
    if document.audience_today != Audience.STEERING_COMMITTEE and document.state == DocumentState.ISSUED:
        raise Refused(_("Member States can already read this report."))
