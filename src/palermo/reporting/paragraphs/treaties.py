"""Treaties: who is a party as at the cut-off, and who became one since the last report."""

from collections.abc import Mapping
from datetime import date

from palermo.accounts.models import Organisation, State
from palermo.accounts.queries import GroupedStates, states_by_regional_group
from palermo.reporting.clauses import clause, day, facts, message, party_name, source, yes
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.models import Report
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.states import ReportState
from palermo.reporting.tree import Block, Clause, Fact, Inline, Listed, Paragraph, RecordText, Table, WorldPicture
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import participants, treaty_statuses
from palermo.treaties.status import Participant, Standing, TreatyStatus

# More than these are counted, not named.
MOST_NAMED = 12


def _read_statuses(record: RecordSnapshot) -> dict[int, TreatyStatus]:
    return treaty_statuses()


def _read_last_cutoff(record: RecordSnapshot) -> date | None:
    """The cut-off of the last report that had been issued, and was of an earlier one."""
    issued = Report.objects.filter(state=ReportState.ISSUED, cutoff_on__lt=record.cutoff)
    return issued.order_by("-cutoff_on").values_list("cutoff_on", flat=True).first()


def _status(context: Context) -> tuple[Treaty, TreatyStatus] | None:
    """The treaty of the initiative with its status, where its list has an action by the cut-off."""
    treaty = context.record.initiative.treaty
    return _status_of(context, treaty) if treaty else None


def _status_of(context: Context, treaty: Treaty) -> tuple[Treaty, TreatyStatus] | None:
    status = context.record.read(_read_statuses)[treaty.pk].as_at(context.record.cutoff)
    return (treaty, status) if treaty.is_public and status.actions else None


def _day_of(context: Context, status: TreatyStatus) -> date:
    """As at which day a report gives a status: the cut-off, or the last day before it that the list covers."""
    return status.day(context.record.cutoff) or context.record.cutoff


def _facts(treaty: Treaty) -> tuple[Fact, ...]:
    return facts("treaties", treaty, "actions", "known_until")


@paragraph_type("treaty-status")
def treaty_status(context: Context) -> list[Paragraph]:
    """How many are parties, since when it is in force, and who became a party since the last report."""
    found = _status(context)
    if found is None:
        return []
    treaty, status = found
    sentences = [_count(context, treaty, status)]
    if status.entry_into_force:
        is_over = yes(status.entry_into_force <= _day_of(context, status))
        entry = day(status.entry_into_force)
        sentences.append(clause("types.treaty_in_force", {}, _facts(treaty), entered=is_over, entry=entry))
    return [Paragraph("treaty-status", (*sentences, *_since(context, treaty, status)))]


def parties_to(context: Context, treaty: Treaty) -> list[Clause]:
    """How many are parties to a treaty at the cut-off, and who became one since the last report."""
    found = _status_of(context, treaty)
    if found is None:
        return []
    _treaty, status = found
    return [_count(context, treaty, status), *_since(context, treaty, status)]


def _count(context: Context, treaty: Treaty, status: TreatyStatus) -> Clause:
    as_at = _day_of(context, status)
    parties = status.parties(as_at)
    organisations = sum(each.is_organisation for each in parties)
    return clause(
        "types.treaty_parties",
        {},
        _facts(treaty),
        treaty=context.name("treaties", treaty),
        cutoff=day(as_at),
        states=len(parties) - organisations,
        organizations=organisations,
    )


def _since(context: Context, treaty: Treaty, status: TreatyStatus) -> list[Clause]:
    """Who became a party since the cut-off of the last report; nothing without an earlier one, or a list that covers
    later days.
    """
    record = context.record
    last, as_at = record.read(_read_last_cutoff), _day_of(context, status)
    if last is None or last >= as_at:
        return []
    joined = [each.participant for each in status.joined_between(last, as_at)]
    named = _names(record, joined) if 0 < len(joined) <= MOST_NAMED else None
    return [
        clause(
            "types.treaty_joined",
            {},
            _facts(treaty),
            treaty=context.name("treaties", treaty),
            since=day(last),
            has_until=yes(as_at < record.cutoff),
            until=day(as_at),
            count=len(joined),
            has_names=yes(named),
            **({"names": named} if named else {}),
        )
    ]


def _names(record: RecordSnapshot, keys: list[Participant]) -> Listed:
    """Participants in the names of the cut-off, in the order of their English names: the same in every language."""
    known: list[State | Organisation] = list(participants(keys).values())
    in_order = sorted(known, key=lambda each: str(each))
    return Listed(
        tuple(
            party_name(record, record.cutoff, None, each)
            if isinstance(each, State)
            else party_name(record, record.cutoff, each, None)
            for each in in_order
        )
    )


@paragraph_type("treaty-table")
def treaty_table(context: Context) -> list[Block]:
    """The treaty and the others of the same convention, each with signatories, parties and entry into force.

    All are as at one day, the last that the lists of all cover; treaties without a list are left out.
    """
    found = _status(context)
    if found is None:
        return []
    treaty, _status_of_it = found
    statuses, cutoff = context.record.read(_read_statuses), context.record.cutoff
    family = {each: last for each in _read_family(treaty) if each.is_public and (last := statuses[each.pk].day(cutoff))}
    as_at = min(family.values())
    rows, sources = [], []
    for each in family:
        status = statuses[each.pk].as_at(as_at)
        counts = status.counts(as_at)
        signed, parties = (message("types.treaty_number", count=n) for n in (counts.signed, counts.parties))
        entry = _entry(status)
        name = message("types.cell_name", name=context.name("treaties", each))
        rows.append(((name,), (signed,), (parties,), (entry,)))
        sources.append(source("treaties", each))
    headings = ("types.heading_treaty", "types.heading_signed", "types.heading_parties", "types.heading_entry")
    title = (message("types.treaty_table", cutoff=day(as_at)),)
    return [
        Table(
            "treaty-table",
            title,
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(sources),
        )
    ]


def _entry(status: TreatyStatus) -> Inline:
    """When the treaty enters into force; a dash where that is not to be on a day that is known."""
    if status.entry_into_force:
        return day(status.entry_into_force)
    return message("briefing.no_place") if status.has_entry_rule else message("types.not_recorded")


@paragraph_type("treaty-map")
def treaty_map(context: Context) -> list[Block]:
    """The parties and those that only signed on a map, with their numbers by regional group."""
    found = _status(context)
    if found is None:
        return []
    treaty, status = found
    as_at = _day_of(context, status)
    standings = {key.pk: each for key, each in status.standings(as_at).items() if not key.is_organisation}
    regional = context.record.read(read_groups)
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for region in regional:
        of_group = [standings[pk] for pk in region.states if pk in standings]
        numbers = (
            len(region.states),
            sum(each.signature is not None for each in of_group),
            sum(each.is_party for each in of_group),
        )
        numbered = ((message("types.treaty_number", count=number),) for number in numbers)
        rows.append(((name_region(region),), *numbered))
    headings = ("types.heading_group", "types.heading_members", "types.heading_signed", "types.heading_parties")
    title = (message("types.treaty_map", cutoff=day(as_at), treaty=context.name("treaties", treaty)),)
    return [
        Table(
            "treaty-map",
            title,
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            (source("treaties", treaty),),
            _picture(standings),
        )
    ]


def _picture(standings: Mapping[int, Standing]) -> WorldPicture:
    placed = {pk: 0 if each.is_party else 1 for pk, each in standings.items() if each.is_party or each.has_signed_only}
    codes = State.objects.filter(pk__in=placed).order_by("slug").values_list("slug", "pk")
    categories = ("types.map_party", "types.map_signed")
    return WorldPicture(tuple((message(each),) for each in categories), tuple((slug, placed[pk]) for slug, pk in codes))


def read_groups(record: RecordSnapshot) -> list[GroupedStates]:
    """All Member States at the cut-off by regional group, those in none last."""
    return states_by_regional_group(record.cutoff)


def name_region(region: GroupedStates) -> Inline:
    """The name of a regional group, or that there is none."""
    if region.group is None:
        return message("types.no_group")
    return RecordText(region.group.name, source("groups", region.group), "name")


def _read_family(treaty: Treaty) -> list[Treaty]:
    """The treaty with all that belong to the same convention, that first."""
    head = treaty.supplements or treaty
    return [head, *head.protocols.order_by("opened_on", "depositary_number", "slug")]
