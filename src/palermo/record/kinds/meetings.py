"""Meetings: consultations, intersessional meetings, those of the Steering Committee."""

from palermo.accounts.models import Place
from palermo.governance.models import Body, Briefing, Meeting, MeetingPaper, Session
from palermo.library.models import Document
from palermo.record.kinds.bodies import agenda_of
from palermo.record.schema import Children, Kind, Table, choice, day, ref, text6, when_left_out, whole, yes_no

PAPER = Table(
    noun="a paper",
    model=MeetingPaper,
    parent="meeting",
    key=("document_id",),
    parts=(ref("document", Document, "the document"), yes_no("is_report", "whether it is the report of the meeting")),
)

BRIEFING = Table(
    noun="a briefing",
    model=Briefing,
    parent="meeting",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("topic", "the topic, as a noun phrase"),
        text6("text", "what was said, in whole sentences"),
    ),
)

MEETINGS = Kind(
    folder="meetings",
    says="One meeting, on a day or several.",
    table=Table(
        noun="a meeting",
        model=Meeting,
        parts=(
            choice("kind", "what kind of meeting"),
            ref("body", Body, "which body met"),
            ref("session", Session, "in which session"),
            text6("title", "a title of its own, where it has one"),
            ref("place", Place, "where"),
            day("starts_on", "the day, or the first day"),
            when_left_out(day("ends_on", "the last day, where there are several"), lambda row, index: row.starts_on),
            day("cancelled_on", "the day it was called off"),
            text6("cancellation_reason", "why it was called off"),
            choice("audience", "whom the record of it is meant for"),
            text6("summary", "what happened, in whole sentences"),
            Children("agenda_items", agenda_of("meeting"), "its agenda, in order"),
            Children("papers", PAPER, "documents before it, and the report of it"),
            Children("briefings", BRIEFING, "what the secretariat told Member States there"),
        ),
    ),
)
