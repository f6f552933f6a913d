"""Who may describe and prepare an event: its budget, its invitations, its list of participants."""

from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.events.models import Event, EventInvitation, ParticipantGroup
from palermo.events.rules.events import OVER, check_is_authorized, is_past
from palermo.events.states.preparation import EVENT_INVITATION_MOVES, EventInvitationState
from palermo.governance.states.activities import IN_HAND, ActivityState

NOT_HELD = frozenset({ActivityState.CANCELLED, ActivityState.GIVEN_UP})


class OfEvent(Protocol):
    """What belongs to an event: a row of its preparation."""

    @property
    def event(self) -> Event:
        """The event."""


def event_of(record: Event | OfEvent) -> Event:
    """The event, of itself or of a row of its preparation."""
    return record if isinstance(record, Event) else record.event


def has_begun(event: Event, day: date) -> bool:
    """Whether it is authorized and its first day had come on `day`."""
    activity = event.activity
    is_held = activity.state in IN_HAND or activity.state == ActivityState.COMPLETED
    return bool(is_held and activity.starts_on and activity.starts_on <= day)


def check_may_describe(user: Actor, event: Event) -> None:
    """The secretariat; of a proposal, also a member of the Steering Committee whose organization leads it."""
    check_may(user, Permission.PROPOSE_ACTIVITY)
    activity = event.activity
    if activity.state in OVER:
        raise Refused(_("This event is over; its description can be corrected in the administration only."))
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not viewer.is_secretariat and not (
        activity.state == ActivityState.PROPOSED and activity.lead_id in viewer.organisation_ids
    ):
        raise Refused(
            _("You may edit only proposals led by your own organization. For others, contact the secretariat.")
        )


def check_may_draft_concept_note(user: Actor, event: Event) -> None:
    """The secretariat, of an event that is ahead and has no concept note yet."""
    check_may_prepare(user, event)
    _check_is_ahead_of_note(event)
    if event.concept_note_id:
        raise Refused(_("This event already has a concept note. Edit that document, or choose another one."))


def _check_is_ahead_of_note(event: Event) -> None:
    if is_past(event):
        raise Refused(_("This event is over; its description can be corrected in the administration only."))


def check_may_budget(user: Actor, record: Event | OfEvent) -> None:
    """The secretariat, also when the event is over or called off: money is spent then, too."""
    check_may(user, Permission.PREPARE_EVENT)


def check_may_prepare(user: Actor, record: Event | OfEvent) -> None:
    """The secretariat, unless the event was called off."""
    check_may(user, Permission.PREPARE_EVENT)
    if event_of(record).activity.state in NOT_HELD:
        raise Refused(_("This event was cancelled; its preparation can no longer be changed."))


def check_may_list_participants(user: Actor, record: Event | OfEvent) -> None:
    """The secretariat, of an event that is authorized and was not called off."""
    check_may_prepare(user, record)
    check_is_authorized(event_of(record))


def check_may_invite_to_event(user: Actor, record: Event | OfEvent) -> None:
    """The secretariat, to an event that is authorized and not over."""
    check_may_list_participants(user, record)
    _check_is_ahead(event_of(record))


def _check_is_ahead(event: Event) -> None:
    if is_past(event):
        raise Refused(_("This event is over; invitations can no longer be sent."))


def check_may_change_invitation(user: Actor, invitation: EventInvitation) -> None:
    """Until it is sent: what was sent stays as it was."""
    check_may_invite_to_event(user, invitation)
    if invitation.state != EventInvitationState.PLANNED:
        raise Refused(_("This invitation was sent and can no longer be changed. Withdraw it and create a new one."))


def check_may_send(user: Actor, invitation: EventInvitation) -> None:
    """An invitation that was not sent yet."""
    check_may_invite_to_event(user, invitation)
    check_move(EVENT_INVITATION_MOVES, invitation.state, EventInvitationState.SENT)


def check_can_send_to(user: Actor, invitation: EventInvitation, on: date) -> None:
    """On a day that has come."""
    check_may_send(user, invitation)
    check_has_come(on)


def check_has_come(on: date) -> None:
    """Nothing is on record as done before its day."""
    if on > clock.today():
        raise Refused(_("%(day)s is in the future. Record this when it has been done.") % {"day": localize_day(on)})


def check_may_answer(user: Actor, invitation: EventInvitation) -> None:
    """A delegate for the State, a member of the Steering Committee for the organization, the secretariat for all."""
    check_may(user, Permission.ANSWER_EVENT_INVITATION)
    if invitation.state in {EventInvitationState.PLANNED, EventInvitationState.WITHDRAWN}:
        raise Refused(_("This invitation is not awaiting a reply: it was not sent, or was withdrawn."))
    _check_is_ahead(invitation.event)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    is_theirs = invitation.state_invited_id in viewer.delegation_ids or invitation.organisation_id in viewer.agency_ids
    if not viewer.is_secretariat and not is_theirs:
        raise Refused(_("You may reply for your own State or organization only."))


def check_can_answer(
    user: Actor, invitation: EventInvitation, to: EventInvitationState, coming: int | None, on: date
) -> None:
    """After it was sent, on a day that has come, with no more people than are invited."""
    check_may_answer(user, invitation)
    if to not in {invitation.state, *EVENT_INVITATION_MOVES[EventInvitationState(invitation.state)]}:
        check_move(EVENT_INVITATION_MOVES, invitation.state, to)
    check_has_come(on)
    if invitation.sent_on and on < invitation.sent_on:
        raise Refused(_("The invitation was sent on %(day)s.") % {"day": localize_day(invitation.sent_on)})
    if to == EventInvitationState.ACCEPTED and coming and invitation.seats and coming > invitation.seats:
        raise Refused(_("The invitation is for %(seats)s at most.") % {"seats": invitation.seats})


def check_may_withdraw_invitation(user: Actor, invitation: EventInvitation) -> None:
    """The secretariat, as long as the event is ahead."""
    check_may_prepare(user, invitation)
    _check_is_ahead(invitation.event)
    check_move(EVENT_INVITATION_MOVES, invitation.state, EventInvitationState.WITHDRAWN)


def check_may_remove_participants(user: Actor, participant: ParticipantGroup) -> None:
    """Nobody who is invited: the invitation is withdrawn first."""
    check_may_prepare(user, participant)
    if participant.invitations.exists():
        raise Refused(_("This participant has an invitation; the entry cannot be removed."))


def check_may_record_who_came(user: Actor, event: Event) -> None:
    """The secretariat, once the event has begun."""
    check_may_prepare(user, event)
    if not has_begun(event, clock.today()):
        raise Refused(_("This event has not begun. Attendance can be recorded from its first day."))


def check_may_forget_names(user: Actor, event: Event) -> None:
    """The secretariat, where names are held of an event that is over."""
    check_may(user, Permission.PREPARE_EVENT)
    if not is_past(event):
        raise Refused(_("The names are needed until the end of the event."))
    if not event.participant_list.exclude(named=None).exists():
        raise Refused(_("No participants’ names are stored."))
