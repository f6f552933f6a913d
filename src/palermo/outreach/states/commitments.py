"""The status of a commitment until it is in the follow-up register, which has its progress."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CommitmentStatus(models.TextChoices):
    """Whether a commitment awaits confirmation, is on record, or came to nothing."""

    MADE = "made", pgettext_lazy("commitment", "Awaiting confirmation")
    RECORDED = "recorded", pgettext_lazy("commitment", "Recorded")
    DECLINED = "declined", pgettext_lazy("commitment", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("commitment", "Withdrawn")


# What is no longer expected of those that made it.
CAME_TO_NOTHING = frozenset({CommitmentStatus.DECLINED, CommitmentStatus.WITHDRAWN})

COMMITMENT_MOVES: dict[CommitmentStatus, frozenset[CommitmentStatus]] = {
    CommitmentStatus.MADE: frozenset(
        {CommitmentStatus.RECORDED, CommitmentStatus.DECLINED, CommitmentStatus.WITHDRAWN}
    ),
    CommitmentStatus.RECORDED: frozenset({CommitmentStatus.WITHDRAWN}),
    CommitmentStatus.DECLINED: frozenset(),
    CommitmentStatus.WITHDRAWN: frozenset(),
}
