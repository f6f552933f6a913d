"""The list of participants by the convention of the United Nations: States in the order of each language's own list,
heads of delegation first, each person with their functional title; then organizations by what they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.states import OrganisationKind
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.collation import fold_words, letter_of, sort_for_reader, sort_key
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


def list_of(registration: Registration, viewer: Viewer) -> list[ListedPart]:
    """The list as it is, in the reader's language; empty where the reader may not see it."""
    return _parts_of(registration, listed_participants_visible_to(registration, viewer))


def _parts_of(registration: Registration, people: QuerySet[Participant]) -> list[ListedPart]:
    by_heading: dict[str, list[Participant]] = defaultdict(list)
    for each in people.prefetch_related("state_for__former_names"):
        each.registration = registration
        by_heading[_heading_of(each)].append(each)
    return [ListedPart(heading, _parties(by_heading[heading])) for heading in _headings() if heading in by_heading]


def _headings() -> list[str]:
    kinds = [str(kind.label) for kind in OrganisationKind]
    return [_("Member States"), *kinds, str(ParticipantCategory.SPEAKER.label)]


def _heading_of(each: Participant) -> str:
    if each.category == ParticipantCategory.DELEGATION:
        return _("Member States")
    if each.category == ParticipantCategory.SPEAKER:
        return str(ParticipantCategory.SPEAKER.label)
    of = each.organisation or each.accreditation
    assert of
    return str(OrganisationKind(of.kind).label)


def _parties(people: Iterable[Participant]) -> list[ListedParty]:
    by_party: dict[str, list[ListedPerson]] = defaultdict(list)
    for each in people:
        role = each.get_role_display() if each.role else ""
        by_party[_party_name(each)].append(ListedPerson(each.name, each.function, role))
    return [ListedParty(name, by_party[name]) for name in sort_for_reader(by_party, lambda name: name)]


def _party_name(each: Participant) -> str:
    return "" if each.category == ParticipantCategory.SPEAKER else str(party_words(each))


class Whom(NamedTuple):
    """Whom somebody in the list comes for, by primary keys."""

    category: str
    state_for: int | None
    organisation: int | None
    accreditation: int | None


class IndexedParty(NamedTuple):
    """A party of the list without its people: its position, and their number."""

    heading: str
    name: str
    letter: str
    whom: list[Whom]
    people: int


class ListPage(NamedTuple):
    """A page of the list of participants, with the letters of the parties in all of it."""

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
    letters = sorted({party.letter for party in index if party.letter}, key=lambda each: sort_key(each, _lang()))
    if words:
        people = people.filter(_has_words(index, words))
        index = _index_of(registration, people)
    index = [party for party in index if letter in {"", party.letter}]
    page = Paginator(_chunks(index), 1).get_page(number)
    shown = page.object_list[0] if page.object_list else []
    parts = _parts_of(registration, people.filter(_comes_for(shown))) if shown else []
    return ListPage(parts, letters, page, sum(party.people for party in index))


def _lang() -> str:
    return active_language().code


def _index_of(registration: Registration, people: QuerySet[Participant]) -> list[IndexedParty]:
    """The parties in the order of the list."""
    counts = people.order_by().values_list(*Whom._fields).annotate(people=Count("pk"))
    found = [(Whom(*row[:-1]), row[-1]) for row in counts]
    states = State.objects.prefetch_related("former_names").in_bulk([whom.state_for for whom, _number in found])
    organisations = Organisation.objects.in_bulk([whom.organisation for whom, _number in found])
    accreditations = Accreditation.objects.in_bulk([whom.accreditation for whom, _number in found])
    by_party: dict[tuple[str, str], list[tuple[Whom, int]]] = defaultdict(list)
    for whom, number in found:
        somebody = Participant(
            registration=registration,
            category=whom.category,
            state_for=states.get(whom.state_for),
            organisation=organisations.get(whom.organisation),
            accreditation=accreditations.get(whom.accreditation),
        )
        by_party[_heading_of(somebody), _party_name(somebody)].append((whom, number))
    places = {heading: place for place, heading in enumerate(_headings())}
    parties = [
        IndexedParty(*party, letter_of(party[1], _lang()), [whom for whom, _number in rows], sum(n for _w, n in rows))
        for party, rows in by_party.items()
    ]
    return sorted(parties, key=lambda party: (places[party.heading], sort_key(party.name, _lang())))


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
        _("Name"),
        _("Functional title"),
    ]
    for part in parts:
        for party in part.parties:
            for person in party.people:
                yield [part.heading, party.name, person.role, person.name, person.function]
