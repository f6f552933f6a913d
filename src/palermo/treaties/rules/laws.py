"""Who records national law and reviews, who proposes what, and who decides on it."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.treaties.models import LawArticle, Review
from palermo.treaties.states.laws import LAW_MOVES, Element, LawStatus


def check_may_record_law(user: Actor, state: State | None) -> None:
    """The secretariat records the law of a State."""
    check_may(user, Permission.RECORD_LAW)


def check_may_change_law(user: Actor, law: LawArticle) -> None:
    """The secretariat changes what is recorded; a proposal is decided instead."""
    check_may(user, Permission.RECORD_LAW)
    if law.status == LawStatus.PROPOSED:
        raise Refused(_("This is a proposal of the State. Accept or decline it."))
    if law.status != LawStatus.RECORDED:
        raise Refused(_("This proposal was decided on %(day)s.") % {"day": localize_day(law.decided_on)})


def check_may_propose_law(user: Actor, state: State) -> None:
    """Delegates of a State propose what the record has of its law."""
    check_may(user, Permission.PROPOSE_LAW)
    if not isinstance(user, str) and state.pk not in viewer_of(user).delegation_ids:
        raise Refused(_("Only delegates of this State may propose a provision of its law."))


def check_may_propose_law_correction(user: Actor, law: LawArticle) -> None:
    """Delegates of a State propose to correct a provision of its law that is recorded."""
    check_may_propose_law(user, law.state)
    if law.status != LawStatus.RECORDED:
        raise Refused(_("Only a recorded provision can be corrected."))


def check_may_decide_law(user: Actor, law: LawArticle) -> None:
    """The secretariat decides on a proposal, once."""
    check_may(user, Permission.RECORD_LAW)
    if law.status != LawStatus.PROPOSED:
        raise Refused(_("There is no open proposal here."))


def check_can_decide_law(user: Actor, law: LawArticle, to: LawStatus, answer: object) -> None:
    """As `check_may_decide_law`; what is declined is declined with a reason."""
    check_may_decide_law(user, law)
    check_move(LAW_MOVES, LawStatus(law.status), to)
    if to == LawStatus.DECLINED and not answer:
        raise Refused(_("Enter the reason for which the proposal is declined."))


def check_law_is_coherent(law: LawArticle, elements: Mapping[Element, bool]) -> None:
    """A provision supplied and checked on days that have come, which corrects one of the same State."""
    _check_has_come(law.supplied_on)
    _check_has_come(law.checked_on)
    if law.corrects is not None and law.corrects.state_id != law.state_id:
        raise Refused(_("A correction concerns a provision of the same State."))
    unknown = set(elements) - set(Element)
    if unknown:
        raise Refused(_("There is no element “%(name)s”.") % {"name": sorted(unknown)[0]})


def check_may_record_review(user: Actor, state: State | None) -> None:
    """The secretariat records the review of a State."""
    check_may(user, Permission.RECORD_REVIEW)


def check_may_change_review(user: Actor, review: Review) -> None:
    """The secretariat keeps reviews."""
    check_may(user, Permission.RECORD_REVIEW)


def check_review_is_coherent(review: Review) -> None:
    """A review that is completed was completed on a day that has come.

    Refused where the day is still to come, or the review is not completed.
    """
    _check_has_come(review.completed_on)
    if review.completed_on and not review.is_completed:
        raise Refused(_("Choose the stage “Completed”, or leave out the day of completion."))


def _check_has_come(day: date | None) -> None:
    if day is not None and day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})
