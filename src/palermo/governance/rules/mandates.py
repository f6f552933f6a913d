"""Who may do what to a mandate."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import say_here
from palermo.governance.models import Mandate
from palermo.governance.states import (
    ENDED,
    MANDATE_MOVES,
    MandateState,
)


def check_may_end_mandate(user: Any, mandate: Mandate) -> None:
    """The secretariat; a mandate that has not ended yet.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.END_MANDATE)
    if mandate.state in ENDED:
        raise Refused(_("This mandate ended on %(day)s already.") % {"day": say_here(mandate.ended_on)})


def check_can_end_mandate(user: Any, mandate: Mandate, state: MandateState, day: date) -> None:
    """The secretariat; not before the mandate began.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.END_MANDATE)
    check_move(MANDATE_MOVES, mandate.state, state)
    if day < mandate.in_force_from:
        raise Refused(
            _("This mandate is in force from %(from)s; it cannot have ended on %(day)s.")
            % {"from": say_here(mandate.in_force_from), "day": say_here(day)}
        )
