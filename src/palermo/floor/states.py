"""What a speakers' list is for, and the status of a request for the floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListKind(models.TextChoices):
    """What a speakers' list is for."""

    STATEMENTS = "statements", _("Statements")
    REPLIES = "replies", _("Rights of reply")


class ListState(models.TextChoices):
    """Whether a speakers' list takes requests."""

    OPEN = "open", pgettext_lazy("speakers' list", "Open")
    CLOSED = "closed", pgettext_lazy("speakers' list", "Closed")


SPEAKERS_LIST_MOVES: dict[ListState, frozenset[ListState]] = {
    ListState.OPEN: frozenset({ListState.CLOSED}),
    ListState.CLOSED: frozenset({ListState.OPEN}),
}


class FloorState(models.TextChoices):
    """The status of a request for the floor."""

    WAITING = "waiting", pgettext_lazy("request for the floor", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("request for the floor", "Has the floor")
    SPOKEN = "spoken", pgettext_lazy("request for the floor", "Has spoken")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for the floor", "Withdrawn")


FLOOR_MOVES: dict[FloorState, frozenset[FloorState]] = {
    FloorState.WAITING: frozenset({FloorState.SPEAKING, FloorState.WITHDRAWN}),
    FloorState.SPEAKING: frozenset({FloorState.SPOKEN}),
    FloorState.SPOKEN: frozenset(),
    FloorState.WITHDRAWN: frozenset(),
}
