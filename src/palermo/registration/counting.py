"""How many people of a registration there are, by category, State and organization: all that stays of them."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, Q

from palermo.events.queries.attendance import Heads
from palermo.registration.models import HeadCount, Registration
from palermo.registration.states import COMING, CheckInResult, ParticipantCategory, ParticipantState


class Party(NamedTuple):
    """Whom people come for; `name` where the organization is not on record.

    Of the press it is empty: a medium may be one person.
    """

    category: str
    state_id: int | None
    organisation_id: int | None
    name: str


def heads_of(registration: Registration, until: date | None = None) -> dict[Party, Heads]:
    """By party, those of a category together; once the names are deleted, the counts that were kept of them.

    With `until`, only who had been registered, had been accredited and had come by the end of that day, of those who
    are still expected; counts that were kept have no days.
    """
    heads = _read_head_counts(registration) if registration.purged_on else _count_people(registration, until)
    order = list(ParticipantCategory)
    parties = sorted(heads, key=lambda party: order.index(ParticipantCategory(party.category)))
    return {party: Heads.sum_of(heads[party]) for party in parties}


def _count_people(registration: Registration, until: date | None) -> dict[Party, list[Heads]]:
    """By one query, however many they are; in the order in which the first of each party was registered."""
    coming, accredited = Q(state__in=COMING), Q(state=ParticipantState.ACCREDITED)
    checked_in = Q(check_ins__result=CheckInResult.COUNTED)
    if until is not None:
        coming &= Q(registered_at__date__lte=until)
        accredited &= Q(decided_on=None) | Q(decided_on__lte=until)
        checked_in &= Q(check_ins__at__date__lte=until)
    came = accredited & checked_in
    whom = ("category", "state_for", "organisation", "accreditation__organisation", "accreditation__name")
    rows = registration.participants.filter(coming).order_by().values(*whom)
    counts = rows.annotate(
        first=Min("number"),
        registered=Count("pk", distinct=True),
        accredited=Count("pk", distinct=True, filter=accredited),
        came=Count("pk", distinct=True, filter=came),
    )
    heads: dict[Party, list[Heads]] = defaultdict(list)
    for row in counts.order_by("first"):
        organisation = row["organisation"] or row["accreditation__organisation"]
        is_named = row["accreditation__name"] and not organisation and row["category"] != ParticipantCategory.MEDIA
        name = row["accreditation__name"] if is_named else ""
        party = Party(row["category"], row["state_for"], organisation, name)
        heads[party].append(Heads(row["registered"], row["accredited"], row["came"]))
    return heads


def _read_head_counts(registration: Registration) -> dict[Party, list[Heads]]:
    heads: dict[Party, list[Heads]] = defaultdict(list)
    for row in registration.head_counts.order_by("number"):
        party = Party(row.category, row.state_id, row.organisation_id, row.name)
        heads[party].append(Heads(row.registered, row.accredited, row.came))
    return heads


def total_heads(registration: Registration) -> Heads:
    """How many are registered, are accredited and have come."""
    return Heads.sum_of(heads_of(registration).values())


def head_counts_of(registration: Registration) -> list[HeadCount]:
    """The counts as rows that are not saved yet."""
    return [
        HeadCount(registration=registration, number=number, **party._asdict(), **heads._asdict())
        for number, (party, heads) in enumerate(heads_of(registration).items(), start=1)
    ]
