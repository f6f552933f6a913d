"""The list of participants by the convention of the United Nations: States in the order of each language's own list,
heads of delegation first, each person with their functional title; then organizations by what they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.accounts.states import OrganisationKind
from palermo.accounts.viewer import Viewer
from palermo.core.speech.collation import sort_for_reader
from palermo.registration.models import Participant, Registration
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
    """The list as it stands, in the reader's language; empty where the reader may not see it."""
    people = listed_participants_visible_to(registration, viewer).prefetch_related("state_for__former_names")
    by_heading: dict[str, list[Participant]] = defaultdict(list)
    for each in people:
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
        is_for_nobody = each.category == ParticipantCategory.SPEAKER
        role = each.get_role_display() if each.role else ""
        by_party["" if is_for_nobody else str(party_words(each))].append(ListedPerson(each.name, each.function, role))
    return [ListedParty(name, by_party[name]) for name in sort_for_reader(by_party, lambda name: name)]


def list_rows(parts: list[ListedPart]) -> Iterator[list[Value]]:
    """The list of participants as the rows of a table."""
    yield [_("Part of the list"), _("State or organization"), _("In the delegation"), _("Name"), _("Functional title")]
    for part in parts:
        for party in part.parties:
            for person in party.people:
                yield [part.heading, party.name, person.role, person.name, person.function]
