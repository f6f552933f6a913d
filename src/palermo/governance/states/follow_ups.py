"""Origins and states of entries of the register, and states of progress reports on them."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FollowUpState(models.TextChoices):
    """The status of the follow-up of a recommendation, an action point or a commitment."""

    OPEN = "open", pgettext_lazy("recommendation", "Open")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    NOT_PURSUED = "not_pursued", _("Not pursued")


SETTLED = frozenset({FollowUpState.DONE, FollowUpState.NOT_PURSUED})
FOLLOW_UP_MOVES: dict[FollowUpState, frozenset[FollowUpState]] = {
    FollowUpState.OPEN: frozenset({FollowUpState.IN_PROGRESS, FollowUpState.DONE, FollowUpState.NOT_PURSUED}),
    FollowUpState.IN_PROGRESS: frozenset({FollowUpState.DONE, FollowUpState.NOT_PURSUED}),
    FollowUpState.DONE: frozenset({FollowUpState.IN_PROGRESS}),
    FollowUpState.NOT_PURSUED: frozenset({FollowUpState.IN_PROGRESS}),
}


class Everybody(StrEnum):
    """Who is responsible as a group, in place of a record: each of the Member States."""

    EACH_STATE = "each-state"


class FollowUpOrigin(models.TextChoices):
    """Where an entry of the register comes from."""

    RECOMMENDATION = "recommendation", pgettext_lazy("register", "Recommendation of an event")
    REPORT = "report", pgettext_lazy("register", "Recommendation of a report")
    ACTION_POINT = "action_point", pgettext_lazy("register", "Action point of a meeting")
    COMMITMENT = "commitment", pgettext_lazy("register", "Commitment")


def numbered_origin(origin: FollowUpOrigin, number: int | None) -> str:
    """An origin with its number: "Recommendation 3"."""
    if number is None:
        return str(origin.label)
    words = {
        FollowUpOrigin.ACTION_POINT: _("Action point %(number)s"),
        FollowUpOrigin.COMMITMENT: _("Commitment %(number)s"),
    }
    return words.get(origin, _("Recommendation %(number)s")) % {"number": number}


class ProgressState(models.TextChoices):
    """The status of a report on progress."""

    REPORTED = "reported", pgettext_lazy("progress", "Reported")
    ACCEPTED = "accepted", pgettext_lazy("progress", "Accepted")
    QUERIED = "queried", pgettext_lazy("progress", "Queried")


PROGRESS_MOVES: dict[ProgressState, frozenset[ProgressState]] = {
    ProgressState.REPORTED: frozenset({ProgressState.ACCEPTED, ProgressState.QUERIED}),
    ProgressState.ACCEPTED: frozenset(),
    ProgressState.QUERIED: frozenset(),
}
