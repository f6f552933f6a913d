"""On what a paper rests, and to which session it is submitted."""

from palermo.governance.models import Session
from palermo.governance.states.bodies import BodyKind
from palermo.reporting.clauses import clause, day, facts, text
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Paragraph


def next_conference(record: RecordSnapshot) -> Session | None:
    """The first session of a treaty body that was still to come."""
    coming = (each for each in record.all_sessions if each.body.kind == BodyKind.TREATY)
    return next((session for session in coming if session.starts_on > record.cutoff), None)


@paragraph_type("submitted")
def note_submission(context: Context) -> list[Paragraph]:
    """To which session the paper is submitted, and as at when."""
    record, session, paper = context.record, context.session, "note" if context.is_note else "report"
    cutoff, own = day(record.cutoff), facts("initiatives", record.initiative, "name")
    if session is None:
        return [Paragraph("submitted", (clause("types.based_on", {}, own, follows="no", paper=paper, cutoff=cutoff),))]
    stated = clause(
        "types.submitted",
        {},
        facts("sessions", session, "starts_on"),
        paper=paper,
        to=context.name("bodies", session.body),
        session=text("sessions", session, "locative"),
    )
    return [
        Paragraph("submitted", (stated, clause("types.based_on", {}, own, follows="yes", paper=paper, cutoff=cutoff)))
    ]
