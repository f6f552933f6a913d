"""The list of participants by the convention of the United Nations: States in the order of each language's own list,
heads of delegation first, each person with their functional title; then organizations by what they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.models import Organisation, State
from palermo.accounts.states import OrganisationKind
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.collation import fold_words, letter_of, sort_key
from palermo.registration.models import Accreditation, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import listed_participants_visible_to
from palermo.registration.states import ParticipantCategory
from palermo.site.csvs import Value


class ListedPerson(NamedTuple):
    """How somebody stands in the list."""

    name: str
    function: str
    role: str


class ListedParty(NamedTuple):
    """A State, an organization; without a name those who come for nobody."""

    name: str
    people: list[ListedPerson]


class ListedPart(NamedTuple):
    """Some parties under one heading."""

    heading: str
    parties: list[ListedParty]


class Whom(NamedTuple):
    """Whom somebody in the list comes for, by primary keys."""

    category: str
    state_for: int | None
    organisation: int | None
    accreditation: int | None


class IndexedParty(NamedTuple):
    """A party of the list without its people: where it stands, and how many of them come for whom."""

    heading: str
    name: str
    letter: str
    whom: dict[Whom, int]

    @property
    def people(self) -> int:
        """How many they are."""
        return sum(self.whom.values())


def list_of(registration: Registration, viewer: Viewer) -> list[ListedPart]:
    """The list as it stands, in the reader's language; empty where the reader may not see it."""
    people = listed_participants_visible_to(registration, viewer)
    return _parts_of(_index_of(registration, people), people)


# Of a person no more is read than the list says; for whom they come, the index knows.
_READ = ("honorific", "given_name", "family_name", "function", "role", *Whom._fields)


def _parts_of(index: Iterable[IndexedParty], people: QuerySet[Participant]) -> list[ListedPart]:
    """The parties of an index with those of the people who come for them, in the order of protocol."""
    parts: dict[str, list[ListedParty]] = defaultdict(list)
    places: dict[Whom, list[ListedPerson]] = {}
    for party in index:
        listed = ListedParty(party.name, [])
        parts[party.heading].append(listed)
        places |= dict.fromkeys(party.whom, listed.people)
    for each in people.only(*_READ):
        role = each.get_role_display() if each.role else ""
        whom = Whom(each.category, each.state_for_id, each.organisation_id, each.accreditation_id)
        places[whom].append(ListedPerson(each.name, each.function, role))
    return [ListedPart(heading, parties) for heading, parties in parts.items()]


class ListPage(NamedTuple):
    """A page of the list of participants, with the letters of the parties in all that the words leave of it."""

    parts: list[ListedPart]
    letters: list[str]
    page: Page
    people: int


A_PAGE_OF_PEOPLE = 100


def list_page_of(
    registration: Registration, viewer: Viewer, *, words: str = "", letter: str = "", number: str | None = None
) -> ListPage:
    """One page of the list as it is, narrowed by words of names and by the letter of a party.

    Only the people of the page are read; of the others only how many come for whom.
    """
    people = listed_participants_visible_to(registration, viewer)
    index = _index_of(registration, people)
    if words:
        people = people.filter(_has_words(index, words))
        index = _narrowed(index, _counted(people))
    found = {party.letter for party in index if party.letter}
    letters = sorted(found, key=lambda each: sort_key(each, _lang())) if len(found) > 1 or letter else []
    index = [party for party in index if letter in {"", party.letter}]
    page = Paginator(_chunks(index), 1).get_page(number)
    shown = page.object_list[0] if page.object_list else []
    parts = _parts_of(shown, people.filter(_comes_for(shown))) if shown else []
    return ListPage(parts, letters, page, sum(party.people for party in index))


def _lang() -> str:
    return active_language().code


def _counted(people: QuerySet[Participant]) -> dict[Whom, int]:
    """How many come for whom."""
    counts = people.order_by().values_list(*Whom._fields).annotate(people=Count("pk"))
    return {Whom(*row[:-1]): row[-1] for row in counts}


def _index_of(registration: Registration, people: QuerySet[Participant]) -> list[IndexedParty]:
    """The parties in the order of the list."""
    counts = _counted(people)
    # The forms in which a list has a name, which are a part of what is known of each.
    names = State.objects.prefetch_related("former_names").only("slug", "short_name", "list_name")
    states = names.in_bulk([whom.state_for for whom in counts])
    organisations = Organisation.objects.in_bulk([whom.organisation for whom in counts])
    accreditations = Accreditation.objects.in_bulk([whom.accreditation for whom in counts])
    by_party: dict[tuple[str, str], dict[Whom, int]] = defaultdict(dict)
    for whom, number in counts.items():
        somebody = Participant(
            registration=registration,
            category=whom.category,
            state_for=states.get(whom.state_for),
            organisation=organisations.get(whom.organisation),
            accreditation=accreditations.get(whom.accreditation),
        )
        by_party[_heading_of(somebody), _party_name(somebody)][whom] = number
    places = {heading: place for place, heading in enumerate(_headings())}
    parties = [IndexedParty(*party, letter_of(party[1], _lang()), whom) for party, whom in by_party.items()]
    return sorted(parties, key=lambda party: (places[party.heading], sort_key(party.name, _lang())))


def _narrowed(index: Iterable[IndexedParty], counts: Mapping[Whom, int]) -> list[IndexedParty]:
    """The parties of whose people some are among those counted."""
    parties = [party._replace(whom={w: counts[w] for w in party.whom if w in counts}) for party in index]
    return [party for party in parties if party.whom]


def _headings() -> list[str]:
    kinds = [str(kind.label) for kind in OrganisationKind]
    return [
        _("Member States"),
        *kinds,
        str(ParticipantCategory.ORGANISATION.label),
        str(ParticipantCategory.SPEAKER.label),
    ]


def _heading_of(each: Participant) -> str:
    if each.category == ParticipantCategory.DELEGATION:
        return _("Member States")
    if each.category == ParticipantCategory.SPEAKER:
        return str(ParticipantCategory.SPEAKER.label)
    of = each.organisation or each.accreditation
    assert of
    return str(OrganisationKind(of.kind).label) if of.kind else str(ParticipantCategory.ORGANISATION.label)


def _party_name(each: Participant) -> str:
    return "" if each.category == ParticipantCategory.SPEAKER else str(party_words(each))


def _has_words(index: Iterable[IndexedParty], words: str) -> Q:
    """People with every word in their name, and all people of a party with every word in its name."""
    by_name = Q()
    for word in words.split():
        by_name &= Q(family_name__icontains=word) | Q(given_name__icontains=word)
    folded = [fold_words(word) for word in words.split()]
    named = [party for party in index if party.name and all(word in fold_words(party.name) for word in folded)]
    return by_name | _comes_for(named) if named else by_name


def _comes_for(parties: Iterable[IndexedParty]) -> Q:
    comes = Q()
    for whom in (whom for party in parties for whom in party.whom):
        comes |= Q(**whom._asdict())
    return comes


def _chunks(index: Iterable[IndexedParty]) -> list[list[IndexedParty]]:
    """Parties in pages of about as many people; none is torn apart."""
    chunks: list[list[IndexedParty]] = []
    room = 0
    for party in index:
        if party.people > room or not chunks:
            chunks.append([])
            room = A_PAGE_OF_PEOPLE
        chunks[-1].append(party)
        room -= party.people
    return chunks


def list_rows(parts: list[ListedPart]) -> Iterator[list[Value]]:
    """The list of participants as the rows of a table."""
    yield [
        _("Section of the list"),
        _("State or organization"),
        _("Role in the delegation"),
        pgettext("of a person", "Name"),
        _("Functional title"),
    ]
    for part in parts:
        for party in part.parties:
            for person in party.people:
                yield [part.heading, party.name, person.role, person.name, person.function]
