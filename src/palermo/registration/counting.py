"""How many people of a registration there are, by category, State and organization: all that stays of them."""

from collections import Counter, defaultdict
from typing import NamedTuple

from palermo.registration.models import CheckIn, HeadCount, Participant, Registration
from palermo.registration.states import COMING, CheckInResult, ParticipantCategory, ParticipantState


class Party(NamedTuple):
    """Whom people come for; `name` where the organization is not on record.

    Of the press it is empty: a medium may be one person.
    """

    category: str
    state_id: int | None
    organisation_id: int | None
    name: str


class Heads(NamedTuple):
    """How many are registered, of them accredited, of them have come."""

    registered: int
    accredited: int
    came: int


def heads_of(registration: Registration) -> dict[Party, Heads]:
    """By party, those of a category together."""
    counts: dict[Party, Counter[str]] = defaultdict(Counter)
    counted = CheckIn.objects.filter(participant__registration=registration, result=CheckInResult.COUNTED)
    came = set(counted.values_list("participant", flat=True))
    coming = registration.participants.filter(state__in=COMING).select_related("accreditation")
    for each in coming.order_by("number"):
        of_party, is_accredited = counts[party_of(each)], each.state == ParticipantState.ACCREDITED
        of_party.update(registered=1, accredited=int(is_accredited), came=int(is_accredited and each.pk in came))
    order = list(ParticipantCategory)
    parties = sorted(counts, key=lambda party: order.index(ParticipantCategory(party.category)))
    return {party: Heads(**{name: counts[party][name] for name in Heads._fields}) for party in parties}


def party_of(participant: Participant) -> Party:
    """Whom somebody comes for."""
    accreditation = participant.accreditation
    organisation = participant.organisation_id or (accreditation.organisation_id if accreditation else None)
    is_press = participant.category == ParticipantCategory.MEDIA
    name = accreditation.name if accreditation and not organisation and not is_press else ""
    return Party(participant.category, participant.state_for_id, organisation, name)


def head_counts_of(registration: Registration) -> list[HeadCount]:
    """The counts as rows that are not saved yet."""
    return [
        HeadCount(registration=registration, number=number, **party._asdict(), **heads._asdict())
        for number, (party, heads) in enumerate(heads_of(registration).items(), start=1)
    ]
