"""Commitments on record at the cut-off, and how far they were: a sentence, a table, and those made at an event."""

from collections import Counter
from collections.abc import Iterable

from palermo.events.reporting.paper import event_reported
from palermo.governance.models import Activity
from palermo.governance.states.follow_ups import FollowUpState
from palermo.outreach.models import Commitment
from palermo.outreach.reporting.makers import maker_cell, may_be_named, with_makers
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.reporting.clauses import clause, day, facts, message, part_text, source, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Day, Inline, Paragraph, Table

OF_REGISTER = frozenset({CommitmentStatus.RECORDED, CommitmentStatus.WITHDRAWN})


def known_commitments(record: RecordSnapshot) -> list[Commitment]:
    """Commitments on record at the cut-off that a paper may state, in the order in which they were made.

    One that this installation supplied as an example is stated in no report; one withdrawn later stood then.
    """
    return [
        each
        for each in record.read(_read_commitments)
        if not each.arranged and record.is_statable(each) and may_be_named(each) and _is_known(record, each)
    ]


def _is_known(record: RecordSnapshot, commitment: Commitment) -> bool:
    if not record.is_reached(commitment.made_on):
        return False
    if commitment.status == CommitmentStatus.RECORDED:
        return record.is_reached(commitment.decided_on)
    # Only what was on record has an entry of the register, whose day says since when.
    entry = commitment.follow_up
    was_recorded = entry is not None and record.is_reached(entry.taken_over_on)
    return was_recorded and not record.is_reached(commitment.decided_on)


def _read_commitments(record: RecordSnapshot) -> list[Commitment]:
    rows = Commitment.objects.filter(status__in=sorted(OF_REGISTER)).select_related(
        "activity__event__place", "follow_up"
    )
    return list(with_makers(rows).order_by("made_on", "number", "slug"))


def state_then(record: RecordSnapshot, commitment: Commitment) -> str:
    """Where a commitment stood at the cut-off; what was reached later was open then."""
    entry = commitment.follow_up
    if entry is None or not record.is_reached(entry.taken_over_on):
        return FollowUpState.OPEN
    return FollowUpState.OPEN if entry.state_on and not record.is_reached(entry.state_on) else entry.state


@paragraph_type("commitments")
def number_commitments(context: Context) -> list[Paragraph]:
    """How many commitments were on record, and how many of them had come how far."""
    record = context.record
    commitments = known_commitments(record)
    if not commitments:
        return []
    states = Counter(state_then(record, each) for each in commitments)
    counted = clause(
        "types.commitments",
        {},
        *(facts("commitments", each, "made", "status") for each in commitments),
        cutoff=day(record.cutoff),
        count=len(commitments),
        open=states[FollowUpState.OPEN],
        progress=states[FollowUpState.IN_PROGRESS],
        done=states[FollowUpState.DONE],
        dropped=states[FollowUpState.NOT_PURSUED],
    )
    return [Paragraph("commitments", (counted,))]


@paragraph_type("commitments-table")
def table_of_commitments(context: Context) -> list[Block]:
    """Who made which commitment, when and where, by when, and how far it was."""
    commitments = known_commitments(context.record)
    return [_table(context, "commitments-table", commitments, with_event=True)] if commitments else []


@paragraph_type("event-commitments")
def commitments_of_event(context: Context) -> list[Block]:
    """The commitments made at the event that the paper is about."""
    event = event_reported(context)
    made = [each for each in known_commitments(context.record) if event and each.activity_id == event.event.activity_id]
    return [_table(context, "event-commitments", made, with_event=False)] if made else []


def _place_or_title(activity: Activity) -> Inline:
    """Where an event took place; its title where that is not recorded."""
    event = getattr(activity, "event", None)
    if event is not None and event.place is not None:
        return text("places", event.place, "name")
    return part_text(source("events", activity), activity, "title")


def _table(context: Context, key: str, commitments: Iterable[Commitment], *, with_event: bool) -> Table:
    record = context.record
    missing = message("briefing.no_place")
    headings = ["types.heading_commitment", "types.heading_maker", "types.heading_made"]
    headings += ["types.heading_made_at"] if with_event else []
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for each in commitments:
        at: Inline = missing
        if each.activity and record.activity_is_known(each.activity):
            at = _place_or_title(each.activity)
        cells: list[Inline] = [text("commitments", each, "title"), maker_cell(record, "commitments", each)]
        cells += [Day(each.made), *([at] if with_event else [])]
        cells += [
            Day(each.due_in_force) if each.due_in_force else missing,
            message("types.commitment_state", state=state_then(record, each)),
        ]
        rows.append(tuple((cell,) for cell in cells))
    return Table(
        key,
        (message("types.commitments_table", cutoff=day(record.cutoff)),),
        tuple((message(heading),) for heading in (*headings, "types.heading_due", "types.heading_state")),
        tuple(rows),
        tuple(source("commitments", each) for each in commitments),
    )
