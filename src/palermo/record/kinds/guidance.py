"""Topics, and guidance of Member States with its results."""

from palermo.accounts.models import State
from palermo.core.dates import PartialDate
from palermo.governance.models import Correction, Guidance, Mandate, Meeting, Topic
from palermo.record.schema import (
    Children,
    Kind,
    RowIndex,
    Table,
    arranged_fields,
    choice,
    day,
    instant,
    partial,
    ref,
    text,
    text6,
    when_left_out,
    whole,
)

TOPICS = Kind(
    folder="topics",
    description="One topic of guidance, points raised and follow-up.",
    table=Table(
        noun="a topic",
        model=Topic,
        parts=(text6("name", "the name, as a noun phrase"), whole("order", "its place in the list")),
    ),
)

CORRECTION = Table(
    noun="a correction",
    model=Correction,
    parent="guidance",
    key=("slug",),
    parts=(
        text("slug", "its id"),
        ref("state_by", State, "the State whose delegation made it"),
        text6("text", "the corrected notes, in whole sentences"),
        instant("made_at", "when it was made"),
        choice("state", "the status"),
        day("decided_on", "when that was decided"),
        text6("answer", "what was answered"),
        text6("previous_text", "the notes as they stood before"),
    ),
)


def _meeting_day(guidance: Guidance, index: RowIndex) -> PartialDate | None:
    meeting = index.row(Meeting, guidance.meeting_id)
    return PartialDate(meeting.starts_on) if meeting and meeting.starts_on else None


GUIDANCE = Kind(
    folder="guidance",
    description="Guidance of Member States on a topic: the secretariat's own notes, never an official record.",
    table=Table(
        noun="guidance",
        model=Guidance,
        parts=(
            ref("meeting", Meeting, "where it was given"),
            when_left_out(partial("given", "when; left out when on the day of the meeting"), _meeting_day),
            choice("kind", "what kind of guidance"),
            ref("about", Topic, "the topic under which it is listed"),
            text6("topic", "the topic, as a noun phrase"),
            text6("text", "the guidance, in whole sentences"),
            ref("under", Mandate, "the mandate under which Member States were consulted"),
            choice("answer_kind", "the kind of reply, where no mandate followed"),
            text6("answer", "the answer, or why there is no action, in whole sentences"),
            day("answered_on", "the day of the answer"),
            choice("audience", "whom it is meant for"),
            arranged_fields(),
            Children("corrections", CORRECTION, "corrections of the notes by delegations"),
        ),
    ),
)
