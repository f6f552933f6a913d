"""The people of a registration as pages show them to those who may know."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from palermo.accounts.requests import SiteRequest
from palermo.core.speech.collation import sort_for_reader
from palermo.registration.models import Badge, CredentialsLetter, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import (
    PROTOCOL,
    letters_visible_to,
    participants_visible_to,
    with_arrival,
)
from palermo.registration.states import COMING, ParticipantCategory, ParticipantState
from palermo.site.action_pages import Way, acts_for_each
from palermo.site.listing import filter_value, search_words

FIELDS = ("state_for", "organisation", "accreditation", "registration__event__activity")


class Person(NamedTuple):
    """A participant, for whom, their badge that holds, and what the reader may do."""

    participant: Participant
    party: str
    badge: Badge | None
    ways: list[Way]


class Chosen(NamedTuple):
    """What a reader narrows the list to."""

    category: str
    state: str
    find: str


def chosen_by(request: SiteRequest) -> Chosen:
    """From the address."""
    category = filter_value(request, "category", ParticipantCategory.values)
    return Chosen(category, filter_value(request, "state", ParticipantState.values), search_words(request))


def found_people(registration: Registration, viewer: Any, asked: Chosen) -> QuerySet[Participant]:
    """Those the reader may see and asks for: by category, State or organisation, and protocol."""
    found = participants_visible_to(viewer).filter(registration=registration)
    if asked.category:
        found = found.filter(category=asked.category)
    if asked.state:
        found = found.filter(state=asked.state)
    for word in asked.find.split():
        by_number = Q(number=int(word)) if word.isdecimal() and len(word) < 9 else Q()
        found = found.filter(by_number | Q(family_name__icontains=word) | Q(given_name__icontains=word))
    order = ("category", "state_for__slug", "organisation__slug", "accreditation", PROTOCOL, "order", "number")
    badges = Prefetch("badges", Badge.objects.filter(revoked_at=None), to_attr="held")
    tied = found.select_related(*FIELDS).prefetch_related(badges, "state_for__former_names")
    return with_arrival(tied).order_by(*order)


def people_rows(participants: Sequence[Participant], request: SiteRequest) -> list[Person]:
    """Each with what may be done; badges' own acts stand beside it."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    ways: list[list[Way]] = acts_for_each(participants, viewer, request.user)
    held: list[Badge | None] = [next(iter(each.held), None) for each in participants]
    badges = [badge for badge in held if badge]
    for each in participants:
        for badge in each.held:
            badge.participant = each
    of_badges = dict(zip([badge.pk for badge in badges], acts_for_each(badges, viewer, request.user), strict=True))
    return [
        Person(each, str(party_words(each)), badge, way + (of_badges[badge.pk] if badge else []))
        for each, badge, way in zip(participants, held, ways, strict=True)
    ]


def letters_of(registration: Registration, viewer: Any) -> list[CredentialsLetter]:
    """Letters that the reader may open, by who sent them."""
    found = letters_visible_to(viewer).filter(registration=registration)
    tied = found.select_related("state_for", "organisation", "registration").prefetch_related("state_for__former_names")
    return sort_for_reader(tied, lambda letter: party_words(letter))


def numbers_of(registration: Registration) -> dict[str, int]:
    """How many are to come, are accredited, and have come."""
    coming = with_arrival(registration.participants.filter(state__in=COMING))
    rows = list(coming.values_list("state", "has_come"))
    return {
        "coming": len(rows),
        "accredited": sum(state == ParticipantState.ACCREDITED for state, _come in rows),
        "came": sum(come for _state, come in rows),
    }
