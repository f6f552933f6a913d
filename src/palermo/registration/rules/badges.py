"""Who may make badges and check in whom."""

from functools import partial

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission
from palermo.core.refusals import Refused
from palermo.registration.models import Badge, CheckIn, Participant
from palermo.registration.rules.registrations import check_may_with_people, has_annotated
from palermo.registration.states import CheckInResult, ParticipantState

check_may_badge = partial(check_may_with_people, Permission.ISSUE_BADGE)
check_may_check_in = partial(check_may_with_people, Permission.CHECK_IN)


def check_can_badge(user: Actor, participant: Participant) -> None:
    """By the secretariat, to accredited participants without a valid badge."""
    check_may_badge(user, participant.registration)
    check_has_no_badge(participant)


def check_has_no_badge(participant: Participant) -> None:
    """Accredited, and without a badge that holds."""
    if participant.state != ParticipantState.ACCREDITED:
        raise Refused(_("Only accredited people can have a badge. Accredit this person first."))
    if has_annotated(participant, "held", participant.badges.filter(revoked_at=None).exists):
        raise Refused(_("This person already has a badge. If it was lost, revoke it first."))


def check_can_revoke_badge(user: Actor, badge: Badge) -> None:
    """The secretariat; once."""
    check_may_badge(user, badge.participant.registration)
    if badge.revoked_at:
        raise Refused(_("This badge has already been revoked."))


def check_can_undo_check_in(user: Actor, check_in: CheckIn) -> None:
    """The secretariat; the one that counts."""
    check_may_check_in(user, check_in.participant.registration)
    if check_in.result != CheckInResult.COUNTED:
        raise Refused(_("There is no valid check-in to undo."))
