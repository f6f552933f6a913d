"""What is done to requests for assistance and to the offers made in reply."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.rules import check_has_reason
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.models import Mandate, OfferOfAssistance, RequestForAssistance, Topic
from palermo.governance.rules import assistance as rules
from palermo.governance.states.assistance import AssistanceStatus, OfferStatus
from palermo.library.models import Document


@transaction.atomic
def record_assistance(request: RequestForAssistance, *, by: Actor) -> RequestForAssistance:
    """Record a request for assistance."""
    rules.check_may_record_assistance(by)
    rules.check_assistance_is_coherent(request)
    request.status, request.recorded_on = AssistanceStatus.OPEN, clock.today()
    _add(request)
    record("assistance.recorded", request, by=by, asked_by=request.participant.slug)
    return request


@transaction.atomic
def request_assistance(request: RequestForAssistance, *, by: Actor) -> RequestForAssistance:
    """Request assistance for one's State or organization; the secretariat accepts the request into the record."""
    rules.check_can_request_assistance(by, request)
    request.status, request.recorded_on = AssistanceStatus.PROPOSED, None
    _add(request)
    record("assistance.proposed", request, by=by, asked_by=request.participant.slug)
    return request


@transaction.atomic
def accept_assistance(
    request: RequestForAssistance,
    *,
    audience: str,
    mandate: Mandate | None,
    about: Topic | None,
    answer: MultilingualText,
    by: Actor,
) -> RequestForAssistance:
    """Accept a proposed request into the record, for an audience."""
    request = _lock(request)
    rules.check_may_decide_assistance(by, request)
    request.status, request.recorded_on = AssistanceStatus.OPEN, clock.today()
    request.audience, request.mandate, request.about, request.answer = audience, mandate, about, answer
    request.save(update_fields=["status", "recorded_on", "audience", "mandate", "about", "answer"])
    record("assistance.accepted", request, by=by, audience=audience, answer=dict(answer))
    return request


@transaction.atomic
def refuse_assistance(request: RequestForAssistance, *, answer: MultilingualText, by: Actor) -> RequestForAssistance:
    """Decline to record a proposed request, with the reason."""
    request = _lock(request)
    rules.check_may_decide_assistance(by, request)
    return _close(request, AssistanceStatus.DECLINED, answer, "assistance.refused", by)


@transaction.atomic
def change_assistance(
    request: RequestForAssistance, *, values: Mapping[str, object], by: Actor
) -> RequestForAssistance:
    """Correct a recorded request; `values` are fields of the model."""
    request = _lock(request)
    rules.check_may_change_assistance(by, request)
    set_values(request, values)
    rules.check_assistance_is_coherent(request)
    save_row(request)
    record("assistance.changed", request, by=by)
    return request


@transaction.atomic
def offer_assistance(offer: OfferOfAssistance, *, by: Actor) -> OfferOfAssistance:
    """Offer assistance in reply to a request."""
    request = offer.request = _lock(offer.request)
    rules.check_can_offer_assistance(by, offer)
    offer.number = (request.offers.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    insert_row(offer)
    _follow_offers(request)
    record("assistance.offered", request, by=by, number=offer.number, offered_by=offer.participant.slug)
    return offer


@transaction.atomic
def accept_offer(offer: OfferOfAssistance, *, answer: MultilingualText, by: Actor) -> OfferOfAssistance:
    """Accept an offer: the assistance is being provided."""
    offer = _lock_offer(offer)
    rules.check_may_answer_offer(by, offer)
    return _decide(offer, OfferStatus.ACCEPTED, answer, "assistance.offer_accepted", by)


@transaction.atomic
def decline_offer(offer: OfferOfAssistance, *, answer: MultilingualText, by: Actor) -> OfferOfAssistance:
    """Decline an offer."""
    offer = _lock_offer(offer)
    rules.check_may_answer_offer(by, offer)
    return _decide(offer, OfferStatus.DECLINED, answer, "assistance.offer_declined", by)


@transaction.atomic
def withdraw_offer(offer: OfferOfAssistance, *, answer: MultilingualText, by: Actor) -> OfferOfAssistance:
    """Withdraw an offer, with the reason."""
    offer = _lock_offer(offer)
    rules.check_may_withdraw_offer(by, offer)
    check_has_reason(answer)
    return _decide(offer, OfferStatus.WITHDRAWN, answer, "assistance.offer_withdrawn", by)


@transaction.atomic
def record_result(
    request: RequestForAssistance,
    *,
    delivered: PartialDate,
    result: MultilingualText,
    outcome: MultilingualText,
    evidence: Document | None,
    by: Actor,
) -> RequestForAssistance:
    """Record what was delivered, and when: the request is completed."""
    request = _lock(request)
    rules.check_can_record_result(by, request, delivered)
    request.delivered, request.result, request.outcome = delivered, result, outcome
    request.evidence, request.status, request.closed_on = evidence, AssistanceStatus.COMPLETED, clock.today()
    save_row(request)
    record("assistance.completed", request, by=by, delivered=str(delivered), result=dict(result))
    return request


@transaction.atomic
def decline_assistance(request: RequestForAssistance, *, answer: MultilingualText, by: Actor) -> RequestForAssistance:
    """Record that nobody can provide what was requested, with the reason."""
    request = _lock(request)
    rules.check_may_decline_assistance(by, request)
    return _close(request, AssistanceStatus.DECLINED, answer, "assistance.declined", by)


@transaction.atomic
def withdraw_assistance(request: RequestForAssistance, *, answer: MultilingualText, by: Actor) -> RequestForAssistance:
    """Withdraw a request, with the reason."""
    request = _lock(request)
    rules.check_may_withdraw_assistance(by, request)
    return _close(request, AssistanceStatus.WITHDRAWN, answer, "assistance.withdrawn", by)


@transaction.atomic
def reopen_assistance(request: RequestForAssistance, *, reason: MultilingualText, by: Actor) -> RequestForAssistance:
    """Reopen a request that was closed, at the status that its offers give it; its result stays on record."""
    request = _lock(request)
    rules.check_may_reopen_assistance(by, request)
    check_has_reason(reason)
    before, request.closed_on, request.answer = request.status, None, MultilingualText()
    request.status = _status_by_offers(request)
    request.save(update_fields=["status", "closed_on", "answer"])
    record("assistance.reopened", request, by=by, status=request.status, before=before, reason=dict(reason))
    return request


def _lock(request: RequestForAssistance) -> RequestForAssistance:
    return lock_row(request, "state", "organisation", "tool", "review")


def _lock_offer(offer: OfferOfAssistance) -> OfferOfAssistance:
    """The offer, after the request that it is on: whatever changes an offer changes that."""
    request = _lock(offer.request)
    offer = lock_row(offer, "state", "organisation")
    offer.request = request
    return offer


def _add(request: RequestForAssistance) -> None:
    otherwise = f"assistance-{request.participant.slug}"[:90]
    request.slug = request.slug or free_slug(RequestForAssistance, request.title, otherwise)
    insert_row(request)


def _close(
    request: RequestForAssistance, status: AssistanceStatus, reason: MultilingualText, verb: str, by: Actor
) -> RequestForAssistance:
    check_has_reason(reason)
    request.status, request.closed_on, request.answer = status, clock.today(), reason
    request.save(update_fields=["status", "closed_on", "answer"])
    record(verb, request, by=by, reason=dict(reason))
    return request


def _decide(
    offer: OfferOfAssistance, status: OfferStatus, answer: MultilingualText, verb: str, by: Actor
) -> OfferOfAssistance:
    offer.status, offer.decided_on, offer.answer = status, clock.today(), answer
    offer.save(update_fields=["status", "decided_on", "answer"])
    _follow_offers(offer.request)
    record(verb, offer.request, by=by, number=offer.number, answer=dict(answer))
    return offer


def _follow_offers(request: RequestForAssistance) -> None:
    """Let a request that is under consideration have the status that its offers give it."""
    status = _status_by_offers(request)
    if status != request.status:
        request.status = status
        request.save(update_fields=["status"])


def _status_by_offers(request: RequestForAssistance) -> AssistanceStatus:
    statuses = set(request.offers.values_list("status", flat=True))
    if OfferStatus.ACCEPTED in statuses:
        return AssistanceStatus.UNDER_WAY
    return AssistanceStatus.OFFERED if OfferStatus.MADE in statuses else AssistanceStatus.OPEN
