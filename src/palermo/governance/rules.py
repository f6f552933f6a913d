"""Who may do what under which authority, and when."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import can, check_move
from palermo.core.speech.here import say_here, words_here
from palermo.governance.models import Activity, Decision, Endorsement, Mandate, Meeting
from palermo.governance.states import (
    ACTIVITY_MOVES,
    DECISION_MOVES,
    ENDED,
    ENDORSEMENT_MOVES,
    MANDATE_MOVES,
    ActivityState,
    DecisionState,
    EndorsementState,
    MandateState,
)


def authority_gap(mandate: Mandate | None, day: date) -> str | None:
    """The sentence that says which authority is missing for something to be authorised on `day`; None if none is."""
    if mandate is None:
        return _(
            "No mandate authorises this activity. Record the decision, guidance or endorsement by which "
            "Member States ask for it, make a mandate from it, and name that mandate here."
        )
    values = {
        "mandate": words_here(mandate.title),
        "from": say_here(mandate.in_force_from),
        "day": say_here(day),
        "until": say_here(mandate.ended_on),
    }
    if day < mandate.in_force_from:
        return (
            _(
                "The mandate “%(mandate)s” is in force only from %(from)s; on %(day)s it gave no authority yet. "
                "Name a mandate that was in force then, or authorise the activity from %(from)s."
            )
            % values
        )
    if not mandate.is_in_force_on(day):
        return (
            _(
                "The mandate “%(mandate)s” ended on %(until)s; on %(day)s it gave no authority any more. "
                "Seek a new mandate from Member States and name it here."
            )
            % values
        )
    return None


def check_authority(mandate: Mandate | None, day: date) -> None:
    """Refuse what no mandate in force on `day` covers.

    Raises
    ------
    Refused
        With the sentence of `authority_gap`.
    """
    if gap := authority_gap(mandate, day):
        raise Refused(gap)


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


def check_can_cancel_meeting(user: Any, meeting: Meeting, day: date) -> None:
    """The secretariat; once, and not after it was held.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.CANCEL_MEETING)
    if meeting.cancelled_on:
        raise Refused(_("This meeting was cancelled on %(day)s already.") % {"day": say_here(meeting.cancelled_on)})
    if day > meeting.ends_on:
        raise Refused(
            _("This meeting was held on %(day)s; it cannot be cancelled any more.") % {"day": say_here(meeting.ends_on)}
        )
