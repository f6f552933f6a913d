"""Programmes of events: the working copy, and the versions that were released of it."""

from palermo.accounts.models import State
from palermo.events.models import Event
from palermo.governance.models import TextVersion
from palermo.library.models import Document
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)
from palermo.record.kinds.floor import SPEAKERS_LIST
from palermo.record.kinds.screens import NOTICE, SCREEN
from palermo.record.releases import RELEASED
from palermo.record.schema import (
    Children,
    Kind,
    Links,
    Table,
    choice,
    day,
    hour,
    instant,
    ref,
    text,
    text6,
    whole,
)
from palermo.speakers.models import Speaker

DAY = Table(
    noun="a day",
    model=ProgrammeDay,
    parent="programme",
    key=("day",),
    parts=(
        day("day", "the day"),
        text6("title", "the title of the day, where it has one"),
        hour("interpreted_from", "when interpretation begins"),
        hour("interpreted_until", "when it ends"),
        hour("interpreted_again_from", "when it begins again after a pause"),
        hour("interpreted_again_until", "when it ends then"),
    ),
)

ROOM = Table(
    noun="a room",
    model=Room,
    parent="programme",
    key=("slug",),
    order="order",
    parts=(
        text("slug", "its id"),
        text6("name", "the name"),
        whole("seats", "how many people it holds"),
        text("languages", "the languages interpreted there, as codes with blanks between them"),
        text("foreign_id", "its id in the system from which it was imported"),
    ),
)

PERSON = Table(
    noun="a person",
    model=ProgrammePerson,
    parent="programme",
    key=("slug",),
    parts=(
        text("slug", "their id"),
        text6("name", "the name"),
        text6("function", "the functional title"),
        text6("organisation", "the organization, by its name"),
        ref("state", State, "the State"),
        choice("gender", "the gender (self-identified)"),
        ref("speaker", Speaker, "their record as a speaker, with the confirmation"),
        text("foreign_id", "their id in the system from which they were imported"),
    ),
)

PART = Table(
    noun="a part",
    model=ProgrammePart,
    parent="item",
    key=("number",),
    parts=(
        whole("number", "its place among the parts of the item"),
        ref("person", ProgrammePerson, "who, as programme/person"),
        choice("role", "what they do"),
        whole("minutes", "for how many minutes"),
        day("confirmed_on", "the day on which they confirmed it"),
    ),
)

ITEM = Table(
    noun="an item",
    model=ProgrammeItem,
    parent="programme",
    key=("slug",),
    parts=(
        text("slug", "its id"),
        choice("kind", "what kind of item"),
        text6("title", "the title"),
        text6("objective", "the objective, in whole sentences"),
        text6("themes", "the themes, one a line"),
        ref("day", ProgrammeDay, "the day, as programme/day; left out while it has no place"),
        hour("starts_at", "when it begins"),
        hour("ends_at", "when it ends"),
        ref("room", Room, "the room, as programme/room"),
        text("languages", "the languages of interpretation, as codes with blanks between them"),
        whole("expected", "how many people are expected"),
        text("foreign_id", "its id in the system from which it was imported"),
        text6("summary", "the rapporteur's summary of the session"),
        choice("summary_audience", "whom the summary is meant for"),
        day("summarized_on", "the day on which the summary was recorded"),
        Links("documents", "documents", Document, "its papers"),
        Children("parts", PART, "who does what in it"),
        Children("speakers_lists", SPEAKERS_LIST, "its speakers' lists"),
    ),
)

RELEASE = Table(
    noun="a version of a programme",
    model=ProgrammeRelease,
    parent="programme",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("comment", "the comment on the version"),
        choice("audience", "whom it is meant for"),
        text("digest", "the hash over its content"),
        RELEASED,
        instant("released_at", "when it was released"),
        ref("put_as", TextVersion, "the text as which it was submitted to Member States, as endorsement/number"),
        choice("state", "the status"),
        day("withdrawn_on", "the day it was withdrawn"),
        text6("withdrawal_reason", "why it was withdrawn"),
    ),
)

PROGRAMMES = Kind(
    folder="programmes",
    description="The programme of one event: its days, rooms, people and items, and the versions that were released.",
    table=Table(
        noun="a programme",
        model=Programme,
        parts=(
            ref("event", Event, "the event"),
            whole("changeover_minutes", "how many minutes a person needs from one room to another"),
            text6("preface", "a note at its head, in whole sentences"),
            Children("days", DAY, "its days"),
            Children("rooms", ROOM, "its rooms, in order"),
            Children("people", PERSON, "who has a part in it, or is to have one"),
            Children("items", ITEM, "what happens, hour by hour, and what has no place yet"),
            Children("releases", RELEASE, "the versions that were released of it"),
            Children("screens", SCREEN, "the screens at the event, in order; their addresses are in no file"),
            Children("notices", NOTICE, "the notices on the screens"),
        ),
    ),
)
