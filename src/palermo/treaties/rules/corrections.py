"""Who proposes a correction to the entry of a State, and who decides on it."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.treaties.models import StateCorrection
from palermo.treaties.states.corrections import STATE_CORRECTION_MOVES, StateCorrectionStatus


def check_may_propose_state_correction(user: Actor, state: State) -> None:
    """Delegates of a State propose corrections to its entry."""
    check_may(user, Permission.PROPOSE_STATE_CORRECTION)
    if not isinstance(user, str) and state.pk not in viewer_of(user).delegation_ids:
        raise Refused(_("Only delegates of this State may propose corrections to its entry."))


def check_may_decide_state_correction(user: Actor, correction: StateCorrection) -> None:
    """The secretariat decides on a correction, once."""
    check_may(user, Permission.DECIDE_CORRECTION)
    if correction.status != StateCorrectionStatus.PROPOSED:
        raise Refused(_("This correction has already been decided."))


def check_can_decide_state_correction(
    user: Actor, correction: StateCorrection, to: StateCorrectionStatus, answer: object
) -> None:
    """As `check_may_decide_state_correction`; what is declined is declined with a reason."""
    check_may_decide_state_correction(user, correction)
    check_move(STATE_CORRECTION_MOVES, StateCorrectionStatus(correction.status), to)
    if to == StateCorrectionStatus.DECLINED and not answer:
        raise Refused(_("Enter the reason for which the correction is declined."))
