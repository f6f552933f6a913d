"""Who may do what to an amendment."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.governance.models import Amendment, Decision
from palermo.governance.states.decisions import AMENDMENT_MOVES, AmendmentState, DecisionState
from palermo.governance.wording import text_before


def check_may_propose_amendment(user: Actor, decision: Decision) -> None:
    """The secretariat; while the decision is a draft."""
    check_may(user, Permission.PROPOSE_AMENDMENT)
    _check_is_draft(decision)


def check_can_propose_amendment(user: Actor, amendment: Amendment) -> None:
    """As `check_may_propose_amendment`; to a paragraph of that draft, with words that change it, on no future day."""
    check_may_propose_amendment(user, amendment.decision)
    if amendment.paragraph and amendment.paragraph.decision_id != amendment.decision_id:
        raise Refused(
            _("That paragraph is not part of this draft. Choose one of its paragraphs, or none for the whole text.")
        )
    before = text_before(amendment)
    if all(before.get(code, "") == words for code, words in amendment.text.items()):
        raise Refused(_("The proposed text is identical to the present one."))
    if amendment.proposed_on > clock.today():
        raise Refused(
            _("The date of the proposal, %(day)s, is in the future.") % {"day": localize_day(amendment.proposed_on)}
        )


def check_may_decide_amendment(user: Actor, amendment: Amendment) -> None:
    """The secretariat; a proposed amendment to what is still a draft."""
    check_may(user, Permission.DECIDE_AMENDMENT)
    _check_is_draft(amendment.decision)
    if amendment.state != AmendmentState.PROPOSED:
        check_move(AMENDMENT_MOVES, amendment.state, AmendmentState.ACCEPTED)


def check_can_decide_amendment(user: Actor, amendment: Amendment, state: AmendmentState, on: date) -> None:
    """As `check_may_decide_amendment`; along the table of moves, not before the amendment was proposed."""
    check_may_decide_amendment(user, amendment)
    check_move(AMENDMENT_MOVES, amendment.state, state)
    if not amendment.proposed_on <= on <= clock.today():
        raise Refused(
            _(
                "The amendment was proposed on %(proposed)s; its result must be dated between then and "
                "today, not %(day)s."
            )
            % {"proposed": localize_day(amendment.proposed_on), "day": localize_day(on)}
        )


def _check_is_draft(decision: Decision) -> None:
    if decision.state == DecisionState.DRAFT:
        return
    raise Refused(
        _(
            "Only a draft can be amended; the status of this text is “%(state)s”. An adopted decision is "
            "changed by another decision that supersedes it."
        )
        % {"state": str(DecisionState(decision.state).label).lower()}
    )
