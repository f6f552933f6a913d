"""Who may apply, hand in letters, and decide on organizations."""

from functools import partial

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.registration.models import Accreditation, CredentialsLetter, Registration
from palermo.registration.rules.participants import check_link_holds
from palermo.registration.rules.registrations import (
    category_open,
    check_is_not_purged,
    check_is_open_for_people,
    check_may_register,
    check_may_with_people,
    is_office,
)
from palermo.registration.states import ACCREDITATION_MOVES, AccreditationState

check_may_invite = partial(check_may_with_people, Permission.DECIDE_PARTICIPANT)


def check_can_apply(registration: Registration, category: str) -> None:
    """Anyone may apply while registration is open for the category."""
    check_is_open_for_people(registration)
    category_open(registration, category)


def check_can_hand_in(user: Actor, letter: CredentialsLetter) -> None:
    """A mission or an agency for itself; the secretariat for whom it got a letter on paper."""
    check_may_register(user, letter.registration)
    if isinstance(user, str) or is_office(user):
        return
    viewer = viewer_of(user)
    is_own = (
        letter.state_for_id in viewer.delegation_ids
        if letter.state_for_id
        else (letter.organisation_id in viewer.agency_ids)
    )
    if not is_own:
        raise Refused(_("You may submit letters of your own State or organization only."))


def check_can_decide_accreditation(
    user: Actor, accreditation: Accreditation, to: AccreditationState = AccreditationState.APPROVED
) -> None:
    """The secretariat; an application that is not decided yet."""
    check_may(user, Permission.DECIDE_PARTICIPANT)
    check_is_not_purged(accreditation.registration)
    check_move(ACCREDITATION_MOVES, accreditation.state, to)


def check_can_send_link(user: Actor, accreditation: Accreditation) -> None:
    """The secretariat, once it is approved."""
    check_may(user, Permission.DECIDE_PARTICIPANT)
    check_link_holds(accreditation)
