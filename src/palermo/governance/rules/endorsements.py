"""Who may do what to an endorsement."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import say_here
from palermo.governance.models import Endorsement
from palermo.governance.states import (
    ENDORSEMENT_MOVES,
    EndorsementState,
)


def check_may_close_endorsement(user: Any, endorsement: Endorsement) -> None:
    """The secretariat; an endorsement that is open.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.CLOSE_ENDORSEMENT)
    if endorsement.state != EndorsementState.OPEN:
        raise Refused(_("This endorsement was closed on %(day)s already.") % {"day": say_here(endorsement.result_on)})


def check_can_close_endorsement(user: Any, endorsement: Endorsement, state: EndorsementState, day: date) -> None:
    """The secretariat records a result, on a day after the text was put to Member States.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.CLOSE_ENDORSEMENT)
    check_move(ENDORSEMENT_MOVES, endorsement.state, state)
    if day < endorsement.put_on:
        raise Refused(
            _("The text was put to Member States on %(put)s; there can be no result on %(day)s.")
            % {"put": say_here(endorsement.put_on), "day": say_here(day)}
        )
