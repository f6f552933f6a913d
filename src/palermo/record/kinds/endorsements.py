"""Procedures, and texts submitted to Member States under them."""

from palermo.accounts.models import State
from palermo.governance.models import (
    Body,
    Endorsement,
    Extension,
    Mandate,
    Meeting,
    Procedure,
    Response,
    TextVersion,
)
from palermo.library.models import Document
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    choice,
    day,
    instant,
    language_field,
    partial,
    ref,
    text,
    text6,
    whole,
    yes_no,
)

PROCEDURES = Kind(
    folder="procedures",
    description="One procedure by which a body's Member States approve texts.",
    table=Table(
        noun="a procedure",
        model=Procedure,
        parts=(
            ref("body", Body, "whose Member States"),
            text6("name", "the name, as a noun phrase"),
            choice("kind", "at a meeting, by silence, or in writing"),
            text6("basis", "what it rests on, in whole sentences"),
            whole("minimum_hours", "how many hours a text lies open at least"),
            text("time_zone", "the time zone of deadlines, by its IANA name"),
            yes_no("needs_all_languages", "whether a text opens only when it is there in all six languages"),
            whole("numerator", "of the share that must approve in writing, the part"),
            whole("denominator", "of the share that must approve in writing, the whole"),
            choice("electorate", "whose share that is"),
            choice("objections_read_by", "who may see which State objected"),
        ),
    ),
)

EXTENSION = Table(
    noun="an extension",
    model=Extension,
    parent="version",
    key=("number",),
    parts=(
        whole("number", "its number"),
        instant("made_at", "when the deadline was moved"),
        instant("closes_at", "the new deadline"),
        text6("reason", "why"),
    ),
)

RESPONSE = Table(
    noun="a response",
    model=Response,
    parent="version",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("state", State, "the State that answered"),
        choice("kind", "what it answered"),
        text6("text", "the text"),
        instant("made_at", "when"),
        whole("changes", "the number of the State's own answer whose place it takes; 0 for none"),
    ),
)

VERSION = Table(
    noun="a version of a text",
    model=TextVersion,
    parent="endorsement",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "the text"),
        ref("document", Document, "the document that held it"),
        language_field("files", "the hash of the document's text in each language, by language"),
        text("digest", "the hash over all of it"),
        text6("what_changed", "what changed since the version before"),
        instant("opens_at", "from when answers count"),
        instant("closes_at", "the deadline as first set"),
        Children("extensions", EXTENSION, "moves of the deadline"),
        Children("responses", RESPONSE, "what Member States answered"),
    ),
)

ENDORSEMENTS = Kind(
    folder="endorsements",
    description="One text submitted to Member States for their approval.",
    table=Table(
        noun="an endorsement",
        model=Endorsement,
        parts=(
            ref("body", Body, "whose Member States"),
            text6("title", "the title of the text"),
            text6("text", "the text itself"),
            ref("document", Document, "the document that holds the text"),
            ref("procedure", Procedure, "the procedure under which it is decided"),
            day("put_on", "the day on which it was submitted"),
            ref("put_at", Meeting, "the meeting at which it was submitted"),
            partial("target", "the day by which they were to approve it"),
            ref("under", Mandate, "the mandate under which it was sought"),
            choice("state", "the status"),
            partial("result", "when it was decided"),
            text6("result_note", "what the result was, in whole sentences"),
            day("announced_on", "the day the result was announced to all"),
            choice("audience", "whom it is meant for"),
            Children("versions", VERSION, "the text as submitted, version by version, with the replies"),
        ),
    ),
)
