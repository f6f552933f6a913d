"""II. Steering Committee: what it is for, who belongs to it, under whose guidance it acts, when it met."""

from palermo.governance.models import Body, Mandate, Membership
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.guidance import GuidanceKind
from palermo.governance.states.mandates import Ask
from palermo.reporting.blueprints.nodes import by_place, message, organisation, source, sources, text
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Inline, Listed, Paragraph, RecordText, Section, Source, Symbol


def section(record: RecordSnapshot) -> Section | None:
    """Nothing before anything on record shows that the Committee was there."""
    body = record.initiative.steering_committee
    if body is None or not record.is_known(body):
        return None
    paragraphs = (_purpose(record, body), _work(record, body))
    return Section("committee", (message("progress.committee_title"),), tuple(p for p in paragraphs if p.content))


def _purpose(record: RecordSnapshot, body: Body) -> Paragraph:
    members = record.members(body)
    content: list[Inline] = [text("bodies", body, "purpose")]
    if members:
        content.append(message("progress.members", members=Listed(tuple(_member(seat, body) for seat in members))))
    stated = sources("organisations", (seat.organisation for seat in members))
    return Paragraph("committee", tuple(content), (source("bodies", body), *stated))


def _member(seat: Membership, body: Body) -> Inline:
    if not seat.capacity:
        return organisation(seat.organisation)
    capacity = RecordText(seat.capacity, Source("bodies", body.slug), "members")
    return message("progress.member", organisation=organisation(seat.organisation), capacity=capacity)


def _work(record: RecordSnapshot, body: Body) -> Paragraph:
    restraints = _restraints(record, body)
    held, planned = record.held_meetings(MeetingKind.COMMITTEE), record.planned_meetings(MeetingKind.COMMITTEE)
    satisfaction = [given for given in record.guidance if given.kind == GuidanceKind.SATISFACTION]
    content: list[Inline] = [
        message("progress.committee_under_guidance", number=Symbol(mandate.paragraph.decision.number))
        for mandate in restraints
        if mandate.paragraph
    ]
    if held:
        content.append(message("progress.committee_met", count=len(held), meetings=by_place(held)))
    if planned:
        again = "yes" if held else "no"
        content.append(message("progress.committee_will_meet", again=again, meetings=by_place(planned)))
    content += [text("guidance", given, "text") for given in satisfaction]
    return Paragraph(
        "committee-work",
        tuple(content),
        (
            source("bodies", body),
            *sources("decisions", (mandate.paragraph.decision for mandate in restraints if mandate.paragraph)),
            *sources("mandates", restraints),
            *sources("meetings", (*held, *planned)),
            *sources("guidance", satisfaction),
        ),
    )


def _restraints(record: RecordSnapshot, body: Body) -> list[Mandate]:
    """Mandates that forbid the Committee to act without Member States."""
    return [
        mandate
        for mandate in record.mandates
        if mandate.addressee_body_id == body.pk and mandate.ask == Ask.REFRAIN and mandate.paragraph
    ]
