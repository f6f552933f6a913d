"""Screens of an event and the notices on them. Their secret addresses are in no file: import creates new ones."""

from palermo.programme.models import Room, Screen, ScreenNotice
from palermo.record.schema import Links, Table, choice, instant, ref, text, text6, whole

SCREEN = Table(
    noun="a screen",
    model=Screen,
    parent="programme",
    key=("slug",),
    order="order",
    parts=(
        text("slug", "its id"),
        text("name", "what the secretariat calls it"),
        choice("kind", "where it hangs"),
        ref("room", Room, "the room that it is for, as programme/room"),
        text("languages", "its languages, as codes with blanks between them"),
        whole("period_seconds", "for how many seconds each language stays"),
        Links("tiles", "tiles", Screen, "the screens that a wall shows, as programme/screen"),
    ),
)

NOTICE = Table(
    noun="a notice on the screens",
    model=ScreenNotice,
    parent="programme",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "the text"),
        choice("priority", "how much it matters"),
        instant("shown_from", "from when it is shown"),
        instant("shown_until", "until when"),
        Links("screens", "screens", Screen, "the screens it is for, as programme/screen; none means all"),
        choice("state", "whether it is on the screens"),
        instant("published_at", "when it was published"),
        instant("withdrawn_at", "when it was withdrawn"),
    ),
)
