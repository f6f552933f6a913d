"""The briefing's first section: what happened since the last consultation."""

from datetime import date

from palermo.governance.models import Decision, Endorsement
from palermo.governance.states.bodies import MeetingKind
from palermo.reporting.clauses import (
    by_place,
    clause,
    day,
    days_of,
    facts,
    meeting_facts,
    paragraph,
    part_clause,
    text,
)
from palermo.reporting.context import PARAGRAPH_TYPES, Context, paragraph_type
from palermo.reporting.record_snapshot import MeetingSnapshot, RecordSnapshot, Tense
from palermo.reporting.tree import Clause, Day, Paragraph, Subparagraph, Symbol

_OWN = ("since-decisions", "since-approvals")


@paragraph_type("since-basis")
def since_basis(context: Context) -> list[Paragraph]:
    """For which consultation it was prepared, as at when, and when the last one was."""
    record, report, last = context.record, context.report, _last_consultation(context.record)
    clauses: list[Clause | None] = [
        clause("briefing.cutoff", {}, facts("initiatives", record.initiative, "name"), cutoff=day(record.cutoff))
    ]
    if report and report.meeting:
        meeting = next((each for each in record.all_meetings if each.pk == report.meeting_id), report.meeting)
        stated = facts("meetings", meeting, "starts_on")
        known = MeetingSnapshot(meeting, meeting.starts_on, meeting.ends_on, meeting.place, Tense.PLANNED)
        clauses.append(clause("briefing.purpose", {}, stated, days=days_of([known])))
    if last:
        clauses.append(
            clause("briefing.last", {}, meeting_facts([last], "starts_on", "took_place"), days=days_of([last]))
        )
    made = paragraph("purpose", clauses)
    return [made] if made else []


def _last_consultation(record: RecordSnapshot) -> MeetingSnapshot | None:
    held = record.held_meetings(MeetingKind.CONSULTATION)
    return held[-1] if held else None


def since_last_consultation(record: RecordSnapshot) -> date:
    """The last day of the last consultation that was held."""
    last = _last_consultation(record)
    return last.ends_on if last else date.min


@paragraph_type("since-committee")
def since_committee(context: Context) -> list[Paragraph]:
    """Meetings of the Steering Committee since then."""
    since, record = since_last_consultation(context.record), context.record
    met = [each for each in record.held_meetings(MeetingKind.COMMITTEE) if each.ends_on > since]
    if not met:
        return []
    stated = meeting_facts(met, "starts_on", "place", "took_place")
    sentence = clause("briefing.committee_met", context.names(), stated, count=len(met), meetings=by_place(met))
    return [Paragraph("committee", (sentence,))]


@paragraph_type("since-decisions")
def since_decisions(context: Context) -> list[Paragraph]:
    """Decisions adopted since then."""
    since = since_last_consultation(context.record)
    adopted = [each for each in context.record.decisions if each.adopted_on and each.adopted_on > since]
    if not adopted:
        return []
    stated = [facts("decisions", decision, "adopted") for decision in adopted]
    lead = clause("briefing.decisions_adopted", {}, *stated, count=len(adopted))
    return [Paragraph("decisions", (lead,), tuple(Subparagraph(_decision(each)) for each in adopted))]


def _decision(decision: Decision) -> tuple[Clause, ...]:
    title, adopted = text("decisions", decision, "title"), Day(decision.adopted)
    stated = facts("decisions", decision, "adopted", "number")
    if decision.number:
        head = clause("briefing.decision", {}, stated, number=Symbol(decision.number), title=title, date=adopted)
    else:
        head = clause("briefing.decision_without_number", {}, stated, title=title, date=adopted)
    paragraphs = decision.paragraphs.all()
    return (head, *(part_clause("decisions", decision, each, "text", "paragraphs") for each in paragraphs))


@paragraph_type("since-approvals")
def since_approvals(context: Context) -> list[Paragraph]:
    """Texts that Member States approved or did not approve since then."""
    since, record = since_last_consultation(context.record), context.record
    closed = [each for each in record.endorsements if record.is_closed(each)]
    made = paragraph("approvals", [_approval(each) for each in closed if each.result_on and each.result_on > since])
    return [made] if made else []


def _approval(endorsement: Endorsement) -> Clause:
    title, stated = text("endorsements", endorsement, "title"), facts("endorsements", endorsement, "state", "result")
    return clause(
        "briefing.put_result", {}, stated, title=title, result=endorsement.state, date=Day(endorsement.result)
    )


@paragraph_type("since-nothing")
def since_nothing(context: Context) -> list[Paragraph]:
    """That nothing happened, where the section has nothing else to say."""
    if any(PARAGRAPH_TYPES[name](context) for name in ("since-committee", "since-events", *_OWN)):
        return []
    stated = facts("initiatives", context.record.initiative, "name")
    return [Paragraph("nothing", (clause("briefing.nothing_happened", {}, stated),))]
