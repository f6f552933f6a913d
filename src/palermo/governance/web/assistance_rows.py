"""Requests for assistance and offers as lists, cards and desks show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from palermo.accounts.models import Organisation, State, User
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, Mandate, OfferOfAssistance, RequestForAssistance
from palermo.governance.queries.assistance import (
    assistance_of,
    assistance_to_answer,
    assistance_visible_to,
    of_own,
    offers_to_decide,
    with_offers,
)
from palermo.governance.states.assistance import UNDER_CONSIDERATION, AssistanceStatus, OfferStatus
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.treaties.models import Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.queries.participation import with_participants

SHOWN = 8
ON_REQUEST = ("offer-assistance",)
ON_OFFER = ("accept-offer", "decline-offer")


class AssistanceRow(NamedTuple):
    """A request as a list shows it: who asks, and who offers assistance that was not declined or withdrawn."""

    request: RequestForAssistance
    asker: MultilingualText
    offerers: Sequence[MultilingualText]
    is_late: bool
    ways: Iterable[ActionLink] = ()


class OfferRow(NamedTuple):
    """An offer that awaits a reply, with who makes it."""

    offer: OfferOfAssistance
    offerer: MultilingualText
    ways: Iterable[ActionLink] = ()


class AssistanceCard(NamedTuple):
    """What one participant asked for, and the requests of others to which it offered assistance."""

    requested: FirstRows
    offered: FirstRows


class AssistanceDesk(NamedTuple):
    """What waits for those that a reader acts for: replies to offers, own requests, requests that one could answer."""

    offers: FirstRows
    own: FirstRows
    to_answer: FirstRows


def assistance_row(request: RequestForAssistance, ways: Iterable[ActionLink] = ()) -> AssistanceRow:
    """A request of `with_offers` with what stands beside it in a list."""
    standing = {OfferStatus.MADE, OfferStatus.ACCEPTED}
    offerers = [offerer_of(each) for each in request.offers.all() if each.status in standing]
    return AssistanceRow(
        request, name_on(request.participant, request.asked_on), offerers, is_assistance_late(request), ways
    )


def offerer_of(offer: OfferOfAssistance) -> MultilingualText:
    """Who makes an offer, under the name of the day on which it was made."""
    return name_on(offer.participant, offer.made_on)


def is_assistance_late(request: RequestForAssistance) -> bool:
    """Whether assistance was needed by a day that has passed, and the request is still under consideration."""
    return request.status in UNDER_CONSIDERATION and request.due_on is not None and request.due_on < clock.today()


def assistance_card(participant: State | Organisation, viewer: Viewer, treaty: Treaty | None = None) -> AssistanceCard:
    """What a State or an organization asked for and offered, as far as the reader may see it; under one treaty."""
    name = "state" if isinstance(participant, State) else "organisation"
    requests = assistance_visible_to(viewer)
    if treaty is not None:
        requests = requests.filter(treaty=treaty)
    standing = [OfferStatus.MADE, OfferStatus.ACCEPTED]
    offers = OfferOfAssistance.objects.filter(**{name: participant}, status__in=standing)
    requested = requests.filter(**{name: participant})
    offered = requests.filter(pk__in=offers.values("request")).exclude(**{name: participant})
    return AssistanceCard(_first_rows(requested), _first_rows(offered))


def assistance_naming(viewer: Viewer, **basis: Activity | Mandate) -> FirstRows:
    """The requests that name a `tool` or a `mandate`, as far as the reader may see them."""
    return _first_rows(assistance_visible_to(viewer).filter(**basis))


def assistance_by_review(state: State, viewer: Viewer) -> dict[int, list[RequestForAssistance]]:
    """The requests of a State that arise from its reviews, by the key of the review."""
    found: dict[int, list[RequestForAssistance]] = defaultdict(list)
    for each in assistance_visible_to(viewer).filter(state=state, review__isnull=False).order_by("asked_on", "slug"):
        found[each.review_id or 0].append(each)
    return found


def assistance_desk(viewer: Viewer, person: User) -> AssistanceDesk:
    """What waits on a desk, each with what the reader may do about it now; nothing for those who act for nobody."""
    if not (viewer.state_ids or viewer.organisation_ids):
        return AssistanceDesk(FirstRows(), FirstRows(), FirstRows())
    unfinished = assistance_of(viewer).filter(status__in=[AssistanceStatus.PROPOSED, *sorted(UNDER_CONSIDERATION)])
    acts = bool(viewer.delegation_ids or viewer.agency_ids)
    to_answer = assistance_to_answer(viewer) if acts else RequestForAssistance.objects.none()
    return AssistanceDesk(
        _offer_rows(viewer, person),
        _first_rows(unfinished),
        _first_rows(to_answer.exclude(of_own(viewer)), viewer, person),
    )


def _first_rows(
    requests: QuerySet[RequestForAssistance], viewer: Viewer = VISITOR, person: User | None = None
) -> FirstRows:
    """The latest of these requests; with a viewer, also the way to offer assistance."""
    first = first_of(with_offers(requests).order_by("-asked_on", "slug"), SHOWN)
    rows = list(first)
    links = named_action_links_for_each(ON_REQUEST, rows, viewer, person)
    return FirstRows([assistance_row(each, way) for each, way in zip(rows, links, strict=True)], first.more)


def _offer_rows(viewer: Viewer, person: User) -> FirstRows:
    waiting = with_participants(offers_to_decide(viewer)).select_related("request").order_by("made_on", "pk")
    first = first_of(waiting, SHOWN)
    links = named_action_links_for_each(ON_OFFER, list(first), viewer, person)
    rows = [OfferRow(each, offerer_of(each), way) for each, way in zip(first, links, strict=True)]
    return FirstRows(rows, first.more)
