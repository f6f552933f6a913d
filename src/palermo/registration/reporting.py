"""Participants of an event in a report: numbers by State and organization as registered, and nobody's name."""

from palermo.accounts.models import Organisation, State
from palermo.events.queries.attendance import Heads
from palermo.events.reporting.paper import LIMITS, event_reported
from palermo.registration.counting import Party, heads_of
from palermo.registration.models import Registration
from palermo.registration.states import ParticipantCategory
from palermo.reporting.clauses import cell_name, clause, day, facts, message, party_name
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Inline, Paragraph, Source, Table

# Whose numbers are given by State or organization; invited speakers, media and staff together.
_NAMED = (ParticipantCategory.DELEGATION, ParticipantCategory.ORGANISATION)


@paragraph_type("event-participants", LIMITS)
def participants(context: Context) -> list[Block]:
    """How many were registered, were accredited and came, in all and by State and organization; or that none were."""
    event, record = event_reported(context), context.record
    if event is None:
        return []
    stated = facts("events", event.event, "registration")
    registration = record.read(_read_registrations).get(event.event.pk)
    heads = heads_of(registration, record.cutoff) if registration else {}
    if not heads:
        return [Paragraph("participants", (clause("types.no_registration", {}, stated, cutoff=day(record.cutoff)),))]
    total = Heads.sum_of(heads.values())
    lead = clause(
        "types.registered",
        {},
        stated,
        count=total.registered,
        accredited=total.accredited,
        came=total.came,
        states=len({party.state_id for party in heads if party.state_id}),
        organisations=len(
            {(p.organisation_id, p.name) for p in heads if p.category == ParticipantCategory.ORGANISATION}
        ),
    )
    return [Paragraph("participants", (lead,)), _table(context, heads, Source("events", event.slug), total)]


def _table(context: Context, heads: dict[Party, Heads], of: Source, total: Heads) -> Table:
    """Each party; where nobody was checked in, attendance is not on record."""
    not_recorded = message("briefing.no_place")
    parties = sorted(heads, key=lambda party: _place(context, party))
    rows = [(_party(context, party), heads[party]) for party in parties]
    headings = ("types.heading_party", "types.heading_registered", "types.heading_accredited", "types.heading_came")
    return Table(
        "participants-table",
        (message("types.participants_table"),),
        tuple((message(heading),) for heading in headings),
        tuple(
            (
                (name,),
                *((message("types.number", count=count),) for count in (each.registered, each.accredited)),
                (message("types.number", count=each.came) if total.came else not_recorded,),
            )
            for name, each in rows
        ),
        (of,),
    )


def _place(context: Context, party: Party) -> tuple[int, str]:
    """By category, then in the alphabetical order of English, so that all versions have the same rows."""
    states, organisations = context.record.read(_read_parties)
    state, organisation = states.get(party.state_id or 0), organisations.get(party.organisation_id or 0)
    name = state.short_name if state else organisation.name if organisation else None
    words = name.get("en", "") if name is not None else party.name
    return list(ParticipantCategory).index(ParticipantCategory(party.category)), words.casefold()


def _party(context: Context, party: Party) -> Inline:
    states, organisations = context.record.read(_read_parties)
    if party.category in _NAMED and (party.state_id or party.organisation_id):
        organisation = organisations.get(party.organisation_id or 0)
        named = party_name(context.record, context.record.cutoff, organisation, states.get(party.state_id or 0))
        return cell_name(named)
    if party.category in _NAMED and party.name:
        return message("types.party_name", name=party.name)
    return message("types.category", category=party.category)


def _read_registrations(record: RecordSnapshot) -> dict[int, Registration]:
    """Registrations that had opened, by event."""
    return {each.event_id: each for each in Registration.objects.all() if record.is_reached(each.opens_on)}


def _read_parties(record: RecordSnapshot) -> tuple[dict[int, State], dict[int, Organisation]]:
    states = State.objects.prefetch_related("former_names")
    return {each.pk: each for each in states}, {each.pk: each for each in Organisation.objects.all()}
