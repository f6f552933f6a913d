"""Speakers' lists of the items of a programme."""

from palermo.accounts.models import Organisation, RegionalGroup, State
from palermo.floor.models import FloorRequest, GroupLimit, SpeakersList
from palermo.record.schema import Children, Table, choice, instant, ref, text, text6, whole, yes_no

LIMIT = Table(
    noun="a limit of a group",
    model=GroupLimit,
    parent="speakers_list",
    key=("group_id",),
    parts=(ref("group", RegionalGroup, "the regional group"), whole("seconds", "how many seconds it has in all")),
)

REQUEST = Table(
    noun="a request for the floor",
    model=FloorRequest,
    parent="speakers_list",
    key=("number",),
    parts=(
        whole("number", "its number, in the order of asking"),
        whole("place", "its place in the order of speaking"),
        ref("delegation", State, "the State that asked"),
        ref("organisation", Organisation, "or the organization"),
        yes_no("is_point_of_order", "whether it is a point of order"),
        choice("state", "the status"),
        instant("requested_at", "when it was asked"),
        instant("began_at", "when they were given the floor"),
        instant("ended_at", "when they ended"),
        whole("seconds_allowed", "the time limit announced to them, in seconds"),
        text6("moved_reason", "why its place was changed"),
    ),
)

SPEAKERS_LIST = Table(
    noun="a speakers' list",
    model=SpeakersList,
    parent="item",
    key=("kind",),
    parts=(
        choice("kind", "the kind of list"),
        text("slug", "its id"),
        text6("title", "what the item was called when it was opened"),
        whole("seconds_each", "how many seconds each statement has"),
        choice("state", "whether it takes requests"),
        instant("opened_at", "when it was opened"),
        instant("closed_at", "when it was closed"),
        Children("limits", LIMIT, "what regional groups have in all"),
        Children("requests", REQUEST, "who asked for the floor"),
    ),
)
