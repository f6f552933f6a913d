"""II. Steering Committee: what it is for, who belongs to it, under whose guidance it acts, when it met."""

from itertools import groupby

from palermo.governance.models import Body, Mandate, Membership
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.guidance import GuidanceKind
from palermo.governance.states.mandates import Ask
from palermo.reporting.clauses import (
    by_place,
    clause,
    days_of,
    facts,
    meeting_facts,
    message,
    optional,
    paragraph,
    record_clause,
    text,
    yes,
)
from palermo.reporting.context import Context, paragraph_type, summary_type
from palermo.reporting.record_snapshot import MeetingSnapshot, RecordSnapshot
from palermo.reporting.tree import Clause, Inline, Listed, Paragraph, RecordText, Source, Symbol

# The number of meetings from which a body is described as meeting regularly.
REGULARLY = 3


@summary_type("committee")
def summary_committee(context: Context) -> list[Clause]:
    """That the Committee met, for what and on whose guidance."""
    record, body = context.record, context.record.initiative.steering_committee
    held = record.held_meetings(MeetingKind.COMMITTEE)
    if body is None or not held:
        return []
    stated = (*meeting_facts(held, "took_place"), *_restraint_facts(record, body))
    regularly = yes(len(held) >= REGULARLY)
    return [clause("progress.summary_committee", context.names(), stated, regularly=regularly, count=len(held))]


@paragraph_type("committee-members")
def members(context: Context) -> list[Paragraph]:
    """What the Committee was set up for and who belongs to it; nothing before the record shows that it was there."""
    record, body = context.record, context.record.initiative.steering_committee
    if body is None or not record.is_known(body):
        return []
    seats = record.members(body)
    clauses: list[Clause | None] = [record_clause("bodies", body, "purpose") if body.purpose else None]
    if seats:
        names = Listed(tuple(_member(context, seat, body) for seat in seats))
        args = optional({"composition": text("bodies", body, "composition") if body.composition else None})
        clauses.append(
            clause("progress.members", context.names(), facts("bodies", body, "members"), members=names, **args)
        )
    made = paragraph("committee", clauses)
    return [made] if made else []


def _member(context: Context, seat: Membership, body: Body) -> Inline:
    named = context.name("organisations", seat.organisation)
    if not seat.capacity:
        return message("progress.member", organisation=named)
    capacity = RecordText(seat.capacity, Source("bodies", body.slug), "members")
    return message("progress.member_in_capacity", organisation=named, capacity=capacity)


@paragraph_type("committee-work")
def work(context: Context) -> list[Paragraph]:
    """The role of the Committee and its limits, guidance on its work, and its meetings year by year."""
    record, body = context.record, context.record.initiative.steering_committee
    if body is None or not record.is_known(body):
        return []
    clauses: list[Clause | None] = [record_clause("bodies", body, "role") if body.role else None]
    for mandate in restraints(record, body):
        assert mandate.paragraph is not None
        decision = mandate.paragraph.decision
        stated = (*facts("mandates", mandate, "ask", "paragraph"), *facts("decisions", decision, "number"))
        number = Symbol(decision.number)
        clauses.append(clause("progress.committee_under_guidance", context.names(), stated, number=number))
    clauses += [
        record_clause("guidance", given, "text") for given in record.guidance if given.kind == GuidanceKind.SATISFACTION
    ]
    clauses += _meetings(context)
    made = paragraph("committee-work", clauses)
    return [made] if made else []


def _meetings(context: Context) -> list[Clause]:
    record, kind = context.record, MeetingKind.COMMITTEE
    years = [
        (year, list(of_year))
        for year, of_year in groupby(record.held_meetings(kind), lambda meeting: meeting.starts_on.year)
    ]
    clauses = [
        clause(
            "progress.committee_met",
            context.names(),
            meeting_facts(meetings, "starts_on", "place", "took_place"),
            year=str(year),
            so_far=yes(at and year == record.cutoff.year),
            first=yes(not at),
            count=len(meetings),
            meetings=by_place(meetings, with_year=False),
        )
        for at, (year, meetings) in enumerate(years)
    ]
    for key, meetings in (
        ("progress.committee_was_scheduled", record.overdue_meetings(kind)),
        ("progress.committee_will_meet", record.planned_meetings(kind)),
    ):
        if meetings:
            clauses.append(_scheduled(key, context, meetings))
    return clauses


def _scheduled(key: str, context: Context, meetings: list[MeetingSnapshot]) -> Clause:
    stated = meeting_facts(meetings, "starts_on")
    return clause(key, context.names(), stated, count=len(meetings), days=days_of(meetings))


def restraints(record: RecordSnapshot, body: Body) -> list[Mandate]:
    """Mandates that forbid a body to act without Member States."""
    return [
        mandate
        for mandate in record.mandates
        if mandate.addressee_body_id == body.pk and mandate.ask == Ask.REFRAIN and mandate.paragraph
    ]


def _restraint_facts(record: RecordSnapshot, body: Body) -> tuple:
    return tuple(fact for mandate in restraints(record, body) for fact in facts("mandates", mandate, "ask"))
