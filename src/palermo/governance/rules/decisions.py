"""Who may do what to a decision."""

from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.governance.models import Decision
from palermo.governance.states import (
    DECISION_MOVES,
    DecisionState,
)


def check_can_adopt(user: Any, decision: Decision) -> None:
    """The secretariat records the adoption of a draft that has operative paragraphs.

    Raises
    ------
    Refused
        Saying what is missing.
    """
    check_may(user, Act.ADOPT_DECISION)
    check_move(DECISION_MOVES, decision.state, DecisionState.ADOPTED)
    if not decision.paragraphs.exists():
        raise Refused(
            _("This decision has no operative paragraph yet. Add what it decides before recording its adoption.")
        )


def check_may_supersede(user: Any, decision: Decision) -> None:
    """The secretariat; a decision that was adopted.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.SUPERSEDE_DECISION)
    check_move(DECISION_MOVES, decision.state, DecisionState.SUPERSEDED)


def check_can_supersede(user: Any, decision: Decision, successor: Decision) -> None:
    """The secretariat; by another, adopted decision.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_supersede(user, decision)
    if successor.pk == decision.pk or successor.state != DecisionState.ADOPTED:
        raise Refused(_("A decision is superseded by another decision that has been adopted. Name that one."))
