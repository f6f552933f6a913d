"""Who may do what to an activity, under which authority."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import can, check_move
from palermo.core.speech.here import say_here
from palermo.governance.models import Activity, Mandate
from palermo.governance.rules.authority import check_authority
from palermo.governance.states import (
    ACTIVITY_MOVES,
    ActivityState,
)


def check_can_propose(user: Any) -> None:
    """The secretariat and members of the Steering Committee propose activities.

    Raises
    ------
    Refused
        To anyone else.
    """
    check_may(user, Act.PROPOSE_ACTIVITY)


def check_may_authorise(user: Any, activity: Activity) -> None:
    """Whether authorising this activity can be thought of at all, before a mandate is named.

    A member of the Steering Committee is told which authority is missing, since that is what stops them.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_move(ACTIVITY_MOVES, activity.state, ActivityState.AUTHORISED)
    if not can(check_may, user, Act.AUTHORISE_ACTIVITY):
        check_authority(activity.mandate, clock.today())
    check_may(user, Act.AUTHORISE_ACTIVITY)


def check_can_authorise(user: Any, activity: Activity, mandate: Mandate | None, day: date) -> None:
    """The secretariat, a proposal, a mandate in force on `day`, which is not in the future.

    A member of the Steering Committee is told which authority is missing, since that is what stops them.

    Raises
    ------
    Refused
        Naming the missing authority and how to seek it.
    """
    check_move(ACTIVITY_MOVES, activity.state, ActivityState.AUTHORISED)
    check_authority(mandate, day)
    if day > clock.today():
        raise Refused(
            _("An activity cannot be authorised on %(day)s, which is still to come.") % {"day": say_here(day)}
        )
    check_may(user, Act.AUTHORISE_ACTIVITY)


def check_can_move(user: Any, activity: Activity, wanted: ActivityState) -> None:
    """The secretariat, along the table of moves; a move to an authorised state goes through authorisation only.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.MOVE_ACTIVITY)
    if wanted == ActivityState.AUTHORISED:
        raise Refused(_("An activity becomes authorised only under a named mandate, on a named day."))
    check_move(ACTIVITY_MOVES, activity.state, wanted)
