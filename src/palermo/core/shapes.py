"""The shape before the word for a state: states are distinguished by word and shape, then by colour."""

OPEN, UNDER_WAY, DONE, ENDED = "open", "under-way", "done", "ended"

_SHAPES = {
    OPEN: ("open", "proposed", "draft"),
    UNDER_WAY: (
        *("in_force", "authorised", "under_way", "in_progress", "revised", "advance_unedited", "sent"),
        *("short_listed", "chosen", "invited"),
    ),
    DONE: ("done", "completed", "held", "adopted", "approved", "fulfilled", "issued", "final", "accepted", "confirmed"),
    ENDED: (
        *("superseded", "lapsed", "withdrawn", "given_up", "cancelled", "not_approved", "broken", "not_pursued"),
        *("declined", "discarded", "not_chosen", "taken_back"),
    ),
}
_BY_STATE = {state: shape for shape, states in _SHAPES.items() for state in states}


def shape_of(state: str) -> str:
    """The shape of a state: hollow, half, full or crossed; a state nobody drew is hollow."""
    return _BY_STATE.get(state, OPEN)
