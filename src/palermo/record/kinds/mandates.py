"""Mandates, and the dispositions of activities under a mandate that changed."""

from palermo.accounts.models import Organisation
from palermo.governance.models import (
    Activity,
    Body,
    Disposition,
    Endorsement,
    Guidance,
    Mandate,
    OperativeParagraph,
    Session,
)
from palermo.record.schema import Children, Kind, Table, choice, day, partial, ref, text6

DISPOSITION = Table(
    noun="a disposition",
    model=Disposition,
    parent="mandate",
    key=("activity_id", "decided_on"),
    parts=(
        ref("activity", Activity, "the activity"),
        choice("change", "what was done to the mandate"),
        day("decided_on", "when"),
        choice("fate", "what became of the activity"),
        ref("under", Mandate, "the other mandate under which it goes on"),
        text6("reason", "why"),
    ),
)

MANDATES = Kind(
    folder="mandates",
    description="One mandate: a request or authorization, "
    "from exactly one source (paragraph, guidance or endorsement).",
    table=Table(
        noun="a mandate",
        model=Mandate,
        parts=(
            text6("title", "what is asked, in a few words"),
            text6("text", "what is asked, in whole sentences"),
            text6("aim", "what for, as a phrase in the infinitive"),
            ref("paragraph", OperativeParagraph, "the operative paragraph it comes from, as decision/number"),
            ref("guidance", Guidance, "the guidance it comes from"),
            ref("endorsement", Endorsement, "the endorsement it comes from"),
            ref("addressee_organisation", Organisation, "the organization it is addressed to"),
            ref("addressee_body", Body, "the body it is addressed to"),
            choice("ask", "what it asks for"),
            day("in_force_from", "the first day on which it gives authority"),
            partial("due", "by when"),
            ref("due_session", Session, "by which session"),
            text6("conditions", "the conditions for acting under it"),
            choice("state", "the status"),
            day("ended_on", "the day from which it gives authority no longer"),
            text6("end_reason", "why it ended"),
            ref("superseded_by", Mandate, "the mandate that took its place"),
            choice("audience", "whom it is meant for"),
            Children("dispositions", DISPOSITION, "what became of activities when it ended or was narrowed"),
        ),
    ),
)
