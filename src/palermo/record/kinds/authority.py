"""Guidance, endorsements and mandates: what Member States said, approved and asked for."""

from typing import Any

from palermo.accounts.models import Organisation
from palermo.core.dates import PartialDate
from palermo.governance.models import Body, Endorsement, Guidance, Mandate, Meeting, OperativeParagraph, Session
from palermo.library.models import Document
from palermo.record.schema import Kind, Table, choice, day, partial, ref, text6, when_left_out


def _day_of_its_meeting(guidance: Any, index: Any) -> PartialDate | None:
    meeting = index.row(Meeting, guidance.meeting_id)
    return PartialDate(meeting.starts_on) if meeting and meeting.starts_on else None


GUIDANCE = Kind(
    folder="guidance",
    says="What Member States said on a topic: the secretariat's own notes, never an official record.",
    table=Table(
        noun="guidance",
        model=Guidance,
        parts=(
            ref("meeting", Meeting, "where it was given"),
            when_left_out(partial("given", "when; left out when on the day of the meeting"), _day_of_its_meeting),
            choice("kind", "what kind of guidance"),
            text6("topic", "the topic, as a noun phrase"),
            text6("text", "what was said, in whole sentences"),
            ref("under", Mandate, "the mandate under which Member States were consulted"),
            choice("audience", "whom it is meant for"),
        ),
    ),
)

ENDORSEMENTS = Kind(
    folder="endorsements",
    says="One text put to Member States for their approval.",
    table=Table(
        noun="an endorsement",
        model=Endorsement,
        parts=(
            ref("body", Body, "whose Member States"),
            text6("title", "what is put to them"),
            text6("text", "the text itself"),
            ref("document", Document, "the document that holds the text"),
            choice("procedure", "how it is decided"),
            day("put_on", "the day it was put to them"),
            ref("put_at", Meeting, "the meeting at which it was put to them"),
            partial("target", "the day by which they were to approve it"),
            ref("under", Mandate, "the mandate under which it was sought"),
            choice("state", "where it stands"),
            partial("result", "when it was decided"),
            text6("result_note", "what the result was, in whole sentences"),
            choice("audience", "whom it is meant for"),
        ),
    ),
)

MANDATES = Kind(
    folder="mandates",
    says="One mandate: a request or authorisation, from exactly one source (paragraph, guidance or endorsement).",
    table=Table(
        noun="a mandate",
        model=Mandate,
        parts=(
            text6("title", "what is asked, in a few words"),
            text6("text", "what is asked, in whole sentences"),
            ref("paragraph", OperativeParagraph, "the operative paragraph it comes from, as decision/number"),
            ref("guidance", Guidance, "the guidance it comes from"),
            ref("endorsement", Endorsement, "the endorsement it comes from"),
            ref("addressee_organisation", Organisation, "the organisation it is addressed to"),
            ref("addressee_body", Body, "the body it is addressed to"),
            choice("ask", "what it asks for"),
            day("in_force_from", "the first day on which it gives authority"),
            partial("due", "by when"),
            ref("due_session", Session, "by which session"),
            choice("state", "where it stands"),
            day("ended_on", "the day from which it gives authority no longer"),
            text6("end_reason", "why it ended"),
            choice("audience", "whom it is meant for"),
        ),
    ),
)
