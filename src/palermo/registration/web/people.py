"""The people of a registration as pages show them to those who may know."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.collation import letter_of, sort_for_reader
from palermo.registration.models import Badge, CredentialsLetter, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import (
    PROTOCOL,
    letters_visible_to,
    participants_visible_to,
    with_arrival,
)
from palermo.registration.states import ParticipantCategory, ParticipantState
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.listing import facets_of, filter_value, search_words

FIELDS = ("state_for", "organisation", "accreditation", "registration__event__activity")


class Person(NamedTuple):
    """A participant, for whom, their badge that holds, and what the reader may do."""

    participant: Participant
    party: str
    badge: Badge | None
    ways: list[ActionLink]


class PeopleFilters(NamedTuple):
    """What the address narrows the list of people to."""

    category: str
    state: str
    find: str
    letter: str


def people_filters(request: SiteRequest) -> PeopleFilters:
    """The filters in the address of a request."""
    category = filter_value(request, "category", ParticipantCategory.values)
    state = filter_value(request, "state", ParticipantState.values)
    return PeopleFilters(category, state, search_words(request), request.GET.get("letter", "")[:1])


def filtered_people(registration: Registration, viewer: Viewer, filters: PeopleFilters) -> QuerySet[Participant]:
    """The people whom the reader may see, filtered; by category, State or organization, and protocol."""
    people = _narrowed(registration, viewer, filters)
    order = ("category", "state_for__slug", "organisation__slug", "accreditation", PROTOCOL, "order", "number")
    badges = Prefetch("badges", Badge.objects.filter(revoked_at=None), to_attr="held")
    # The model declares `held` for those who read it.
    tied = people.select_related(*FIELDS).prefetch_related(badges, "state_for__former_names")  # type: ignore[no-redef]
    return with_arrival(tied).order_by(*order)


def _narrowed(registration: Registration, viewer: Viewer, filters: PeopleFilters) -> QuerySet[Participant]:
    people = participants_visible_to(viewer).filter(registration=registration)
    if filters.category:
        people = people.filter(category=filters.category)
    if filters.state:
        people = people.filter(state=filters.state)
    for word in filters.find.split():
        by_number = Q(number=int(word)) if word.isdecimal() and len(word) < 9 else Q()
        people = people.filter(by_number | Q(family_name__icontains=word) | Q(given_name__icontains=word))
    if filters.letter:
        people = people.filter(family_name__in=_family_names(people).get(filters.letter, []))
    return people


def _family_names(people: QuerySet[Participant]) -> dict[str, list[str]]:
    """The family names of some people by the letters under which an index has them."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in people.order_by().values_list("family_name", flat=True).distinct():
        names[letter_of(name, active_language().code)].append(name)
    return names


class PeopleChoices(NamedTuple):
    """What the list of people can be narrowed by: only what leaves somebody beside the filters that are there."""

    categories: list[tuple[str, str | Promise]]
    states: list[tuple[str, str | Promise]]
    letters: list[str]


def people_choices(registration: Registration, viewer: Viewer, filters: PeopleFilters) -> PeopleChoices:
    """The choices of the list of people; letters are those of family names, in the order of the reader's language."""
    asked = filters._asdict()
    beside = _narrowed(registration, viewer, filters._replace(category="", state=""))
    facets = facets_of(beside, category="category", state="state")
    names = _family_names(_narrowed(registration, viewer, filters._replace(letter="")))
    letters = sort_for_reader(filter(None, names), lambda letter: letter)
    return PeopleChoices(
        facets.choices("category", ParticipantCategory.choices, asked),
        facets.choices("state", ParticipantState.choices, asked),
        letters if len(letters) > 1 or filters.letter else [],
    )


def people_rows(participants: Sequence[Participant], request: SiteRequest) -> list[Person]:
    """Participants with what the reader may do to them and to their badges."""
    viewer = request.viewer
    ways = action_links_for_each(participants, viewer, request.user)
    held: list[Badge | None] = [next(iter(each.held), None) for each in participants]
    badges = [badge for badge in held if badge]
    for each in participants:
        for badge in each.held:
            badge.participant = each
    of_badges = dict(
        zip([badge.pk for badge in badges], action_links_for_each(badges, viewer, request.user), strict=True)
    )
    return [
        Person(each, str(party_words(each)), badge, way + (of_badges[badge.pk] if badge else []))
        for each, badge, way in zip(participants, held, ways, strict=True)
    ]


def letters_of(registration: Registration, viewer: Viewer) -> list[CredentialsLetter]:
    """Letters that the reader may open, by who sent them."""
    letters = letters_visible_to(viewer).filter(registration=registration)
    tied = letters.select_related("state_for", "organisation", "registration").prefetch_related(
        "state_for__former_names"
    )
    return sort_for_reader(tied, lambda letter: party_words(letter))
