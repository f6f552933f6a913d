"""Meetings: consultations, intersessional meetings, those of the Steering Committee."""

from palermo.accounts.models import Organisation, Place, State
from palermo.governance.models import (
    ActionPoint,
    Attendance,
    Body,
    Briefing,
    FollowUp,
    Meeting,
    MeetingChange,
    MeetingPaper,
    PointRaised,
    Session,
    Topic,
)
from palermo.library.models import Document
from palermo.record.kinds.bodies import agenda_of
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    arranged_fields,
    choice,
    day,
    hour,
    instant,
    ref,
    text,
    text6,
    when_left_out,
    whole,
    yes_no,
)

PAPER = Table(
    noun="a paper",
    model=MeetingPaper,
    parent="meeting",
    key=("document_id",),
    parts=(
        ref("document", Document, "the document"),
        yes_no("is_report", "whether it is the report of the meeting"),
        day("released_on", "the day it went to Member States"),
    ),
)

BRIEFING = Table(
    noun="a briefing",
    model=Briefing,
    parent="meeting",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("topic", "the topic, as a noun phrase"),
        text6("text", "the text, in whole sentences"),
    ),
)

POINT = Table(
    noun="a point raised",
    model=PointRaised,
    parent="meeting",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("about", Topic, "the topic under which it is listed"),
        text6("text", "what was raised, in whole sentences"),
    ),
)

ATTENDANCE = Table(
    noun="an attendance",
    model=Attendance,
    parent="meeting",
    key=("organisation_id", "state_id"),
    parts=(
        ref("organisation", Organisation, "the organization"),
        ref("state", State, "or the State"),
        whole("head_count", "with how many people"),
    ),
)

CHANGE = Table(
    noun="a change",
    model=MeetingChange,
    parent="meeting",
    key=("number",),
    parts=(
        whole("number", "its number"),
        day("decided_on", "the day it was decided"),
        day("previous_starts_on", "the first day planned until then"),
        day("previous_ends_on", "the last day planned until then"),
        hour("previous_starts_at", "the hour planned until then"),
        ref("previous_place", Place, "the place planned until then"),
        text6("reason", "why"),
    ),
)

ACTION_POINT = Table(
    noun="an action point",
    model=ActionPoint,
    parent="meeting",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "what is to be done"),
        ref("follow_up", FollowUp, "its entry in the register: who, and by when"),
    ),
)

MEETINGS = Kind(
    folder="meetings",
    description="One meeting, on a day or several.",
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
            hour("starts_at", "when it begins"),
            hour("ends_at", "when it ends"),
            text("time_zone", "the time zone of those hours, by its IANA name"),
            text("room", "the room"),
            text("link", "the address at which it is followed"),
            text("languages", "the languages of interpretation, as codes with blanks between them"),
            ref("chair", Organisation, "the organization in the chair"),
            day("scheduled_on", "the day it came to be planned"),
            yes_no("took_place", "whether it is on record that it took place"),
            instant("corrections_until", "until when delegations may correct the notes of it"),
            day("cancelled_on", "the day it was called off"),
            text6("cancellation_reason", "why it was called off"),
            choice("audience", "whom the record of it is meant for"),
            text6("summary", "what happened, in whole sentences"),
            arranged_fields(),
            Children("agenda_items", agenda_of("meeting"), "its agenda, in order"),
            Children("papers", PAPER, "documents before it, and the report of it"),
            Children("briefings", BRIEFING, "briefings of the secretariat at the meeting"),
            Children("points", POINT, "what Member States raised"),
            Children("attendance", ATTENDANCE, "who was there"),
            Children("changes", CHANGE, "how it was moved"),
            Children("action_points", ACTION_POINT, "action points"),
        ),
    ),
)
