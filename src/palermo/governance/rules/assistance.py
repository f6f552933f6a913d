"""Who asks for assistance, who offers it, who accepts, and what cannot have been."""

from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.assistance import (
    OFFER_MOVES,
    UNDER_CONSIDERATION,
    AssistanceStatus,
    OfferStatus,
)
from palermo.treaties.models import Review
from palermo.treaties.models.participants import OfParticipant


def check_may_record_assistance(user: Actor, basis: Model | None = None) -> None:
    """The secretariat records requests, also those that arise from a review."""
    check_may(user, Permission.RECORD_ASSISTANCE)


def check_may_request_assistance(user: Actor, basis: Model | None = None) -> None:
    """Delegations, and agencies with a seat in the Steering Committee, ask for themselves.

    Refused to anyone else; to the secretariat, that it records requests.
    """
    check_may(user, Permission.REQUEST_ASSISTANCE)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not (viewer.delegation_ids or viewer.agency_ids):
        raise Refused(_("You act for no State or organization. Record the request instead."))


def check_may_request_for_review(user: Actor, review: Review) -> None:
    """Delegates of the State reviewed."""
    check_may_request_assistance(user)
    if not isinstance(user, str) and review.state_id not in viewer_of(user).delegation_ids:
        raise Refused(_("Only delegates of this State may request assistance on this review."))


def check_can_request_assistance(user: Actor, request: RequestForAssistance) -> None:
    """As `check_may_request_assistance`, for a State or organization that one acts for, of what can have been asked."""
    check_may_request_assistance(user)
    if not _acts_for(user, request):
        raise Refused(_("Request assistance for the State or the organization that you act for."))
    check_assistance_is_coherent(request)


def check_may_decide_assistance(user: Actor, request: RequestForAssistance) -> None:
    """The secretariat decides on a proposed request, once."""
    check_may(user, Permission.RECORD_ASSISTANCE)
    if request.status != AssistanceStatus.PROPOSED:
        raise Refused(_("There is no open proposal here."))


def check_may_change_assistance(user: Actor, request: RequestForAssistance) -> None:
    """The secretariat corrects what is recorded; a proposal is decided instead."""
    check_may(user, Permission.RECORD_ASSISTANCE)
    if request.status == AssistanceStatus.PROPOSED:
        raise Refused(_("This is a proposal. Accept or decline it."))
    if not request.is_recorded:
        raise Refused(_("This proposal was closed on %(day)s.") % {"day": localize_day(request.closed_on)})


def check_may_offer_assistance(user: Actor, request: RequestForAssistance) -> None:
    """Delegations, agencies and the secretariat, on a request under consideration that is not their own."""
    check_may(user, Permission.OFFER_ASSISTANCE)
    _check_is_under_consideration(request)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    others = (viewer.delegation_ids - {request.state_id}) | (viewer.agency_ids - {request.organisation_id})
    if not viewer.is_secretariat and not others:
        raise Refused(_("This is your own request. Others offer assistance."))


def check_can_offer_assistance(user: Actor, offer: OfferOfAssistance) -> None:
    """As `check_may_offer_assistance`, for somebody one acts for who did not ask, from the day of the request on."""
    request = offer.request
    check_may_offer_assistance(user, request)
    if not _is_secretariat(user) and not _acts_for(user, offer):
        raise Refused(_("Offer assistance for the State or the organization that you act for."))
    if (offer.state_id, offer.organisation_id) == (request.state_id, request.organisation_id):
        raise Refused(_("Assistance is offered by others than those that requested it."))
    _check_has_come(offer.made_on)
    _check_is_after_request(offer.made_on, request)


def check_may_answer_offer(user: Actor, offer: OfferOfAssistance) -> None:
    """Those who asked, and the secretariat on their behalf, while the request is under consideration; once."""
    check_may(user, Permission.ANSWER_OFFER)
    if not _is_secretariat(user) and not _acts_for(user, offer.request):
        raise Refused(_("Only those who requested the assistance may accept or decline an offer."))
    _check_is_under_consideration(offer.request)
    if offer.status != OfferStatus.MADE:
        raise Refused(_("This offer was decided on %(day)s.") % {"day": localize_day(offer.decided_on)})


def check_may_withdraw_offer(user: Actor, offer: OfferOfAssistance) -> None:
    """Those who made it, and the secretariat on their behalf, until the request is closed."""
    check_may(user, Permission.OFFER_ASSISTANCE)
    if not _is_secretariat(user) and not _acts_for(user, offer):
        raise Refused(_("Only those who made an offer may withdraw it."))
    _check_is_under_consideration(offer.request)
    check_move(OFFER_MOVES, offer.status, OfferStatus.WITHDRAWN)


def check_may_record_result(user: Actor, request: RequestForAssistance) -> None:
    """The secretariat, once an offer was accepted."""
    check_may(user, Permission.RECORD_ASSISTANCE)
    if request.status in {AssistanceStatus.OPEN, AssistanceStatus.OFFERED}:
        raise Refused(_("No offer has been accepted. Record that one was accepted before its result."))
    _check_is_under_consideration(request)


def check_can_record_result(user: Actor, request: RequestForAssistance, delivered: PartialDate) -> None:
    """As `check_may_record_result`, delivered between the request and today."""
    check_may_record_result(user, request)
    _check_has_come(delivered.first_day)
    _check_is_after_request(delivered.value, request)


def check_may_decline_assistance(user: Actor, request: RequestForAssistance) -> None:
    """The secretariat, of a request that nobody can meet."""
    check_may(user, Permission.RECORD_ASSISTANCE)
    _check_is_under_consideration(request)
    if request.status == AssistanceStatus.UNDER_WAY:
        raise Refused(_("An offer was accepted. Record its result, or that it was withdrawn."))


def check_may_withdraw_assistance(user: Actor, request: RequestForAssistance) -> None:
    """Those who asked, and the secretariat on their behalf, until it is closed."""
    check_may(user, Permission.REQUEST_ASSISTANCE)
    if not _is_secretariat(user) and not _acts_for(user, request):
        raise Refused(_("Only those who requested the assistance may withdraw the request."))
    _check_is_open(request)


def check_may_reopen_assistance(user: Actor, request: RequestForAssistance) -> None:
    """The secretariat, of a recorded request that was closed."""
    check_may_change_assistance(user, request)
    if not request.is_closed:
        raise Refused(_("This request is not closed."))


def check_assistance_is_coherent(request: RequestForAssistance) -> None:
    """Requested on a day that has come, of a State that was reviewed, with what is a tool."""
    _check_has_come(request.asked_on)
    if request.due_on is not None and request.due_on < request.asked_on:
        raise Refused(_("Assistance is needed by a day after that of the request. Check the two dates."))
    if request.tool is not None and request.tool.kind != ActivityKind.TOOL:
        raise Refused(_("Choose a tool."))
    if request.review is not None and request.review.state_id != request.state_id:
        raise Refused(_("Choose a review of the State that requests the assistance."))


def _acts_for(user: Actor, row: OfParticipant) -> bool:
    """Whether somebody acts for the State or the organization of a row, as a delegate or a member of the Committee."""
    if isinstance(user, str):
        return True
    viewer = viewer_of(user)
    return row.state_id in viewer.delegation_ids or row.organisation_id in viewer.agency_ids


def _is_secretariat(user: Actor) -> bool:
    return isinstance(user, str) or viewer_of(user).is_secretariat


def _check_is_under_consideration(request: RequestForAssistance) -> None:
    if request.status in UNDER_CONSIDERATION:
        return
    if request.status == AssistanceStatus.PROPOSED:
        raise Refused(_("The secretariat has not recorded this request yet."))
    _check_is_open(request)


def _check_is_open(request: RequestForAssistance) -> None:
    if request.is_closed:
        raise Refused(_("This request was closed on %(day)s.") % {"day": localize_day(request.closed_on)})


def _check_is_after_request(day: date, request: RequestForAssistance) -> None:
    if day < request.asked_on:
        raise Refused(
            _("Assistance was requested on %(day)s. Enter a later day.") % {"day": localize_day(request.asked_on)}
        )


def _check_has_come(day: date) -> None:
    if day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})
