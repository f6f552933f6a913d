"""Who may do what to a meeting."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import localize_instant
from palermo.governance.models import Meeting
from palermo.governance.plans import Plan, plan_of
from palermo.governance.states.bodies import MeetingKind


def check_can_schedule_meeting(user: Actor) -> None:
    """The secretariat."""
    check_may(user, Permission.SCHEDULE_MEETING)


def check_may_move_meeting(user: Actor, meeting: Meeting) -> None:
    """The secretariat; a meeting that is neither cancelled nor over."""
    check_may(user, Permission.MOVE_MEETING)
    if meeting.cancelled_on:
        raise Refused(
            _("This meeting was cancelled on %(day)s and cannot be rescheduled. Schedule a new one.")
            % {"day": localize_day(meeting.cancelled_on)}
        )
    if clock.today() > meeting.ends_on:
        raise Refused(
            _("The date of this meeting, %(day)s, has passed. It cannot be rescheduled.")
            % {"day": localize_day(meeting.ends_on)}
        )


def check_can_move_meeting(user: Actor, meeting: Meeting, plan: Plan, day: date) -> None:
    """The secretariat; to a day not before the one on which that is decided, and not to where it is already."""
    check_may_move_meeting(user, meeting)
    if day > clock.today():
        raise Refused(_("The date of the change, %(day)s, is in the future.") % {"day": localize_day(day)})
    if plan.starts_on < day:
        raise Refused(
            _("A change decided on %(day)s cannot move the meeting to %(new)s. Choose a later day.")
            % {"new": localize_day(plan.starts_on), "day": localize_day(day)}
        )
    if plan == plan_of(meeting):
        raise Refused(_("Nothing was changed. Change the dates, times or place."))


def check_can_cancel_meeting(user: Actor, meeting: Meeting, day: date) -> None:
    """The secretariat; once, and not after it was held."""
    check_may(user, Permission.CANCEL_MEETING)
    if meeting.took_place:
        raise Refused(_("This meeting took place. It cannot be cancelled."))
    if meeting.cancelled_on:
        raise Refused(_("This meeting was already cancelled on %(day)s.") % {"day": localize_day(meeting.cancelled_on)})
    if day > meeting.ends_on:
        raise Refused(
            _("The date of this meeting, %(day)s, has passed. It cannot be cancelled.")
            % {"day": localize_day(meeting.ends_on)}
        )


def check_may_record_meeting(user: Actor, meeting: Meeting) -> None:
    """The secretariat; what happened at a meeting that has begun."""
    check_may(user, Permission.RECORD_MEETING)
    check_has_begun(meeting)


def check_can_confirm_meeting(user: Actor, meeting: Meeting) -> None:
    """The secretariat; once, that a meeting which has begun took place."""
    check_may_record_meeting(user, meeting)
    if meeting.took_place:
        raise Refused(_("It is already on record that this meeting took place."))


def check_may_record_words(user: Actor, meeting: Meeting) -> None:
    """The secretariat may record guidance and briefings of a meeting with Member States that has begun."""
    check_may_record_meeting(user, meeting)
    check_is_with_member_states(meeting)


def check_is_with_member_states(meeting: Meeting) -> None:
    """The Steering Committee's meetings are not with Member States."""
    if meeting.kind == MeetingKind.COMMITTEE:
        raise Refused(
            _("Member States are not members of the Steering Committee. Record their views from a meeting with them.")
        )


def check_has_begun(meeting: Meeting) -> None:
    """Nothing happened at a meeting that is still to come or was cancelled."""
    if meeting.cancelled_on:
        raise Refused(
            _("This meeting was cancelled on %(day)s; no points can be recorded.")
            % {"day": localize_day(meeting.cancelled_on)}
        )
    if clock.today() < meeting.starts_on:
        raise Refused(
            _("This meeting is scheduled for %(day)s. Points can be recorded once it has begun.")
            % {"day": localize_day(meeting.starts_on)}
        )


def check_can_open_notes(user: Actor, meeting: Meeting, until: datetime) -> None:
    """The secretariat; the notes of a meeting that has begun, until an instant to come."""
    check_may_record_words(user, meeting)
    if until <= clock.now():
        raise Refused(
            _("The deadline for corrections, %(instant)s, is in the past. Choose a later time.")
            % {"instant": instant_here(until, meeting)}
        )


def instant_here(instant: datetime, meeting: Meeting | None = None) -> str:
    """An instant in the reader's language, in the meeting's time zone or else the installation's."""
    zone = (meeting and meeting.time_zone) or timezone.get_default_timezone_name()
    return localize_instant(instant, zone)
