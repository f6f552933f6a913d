"""What a State can ask to have corrected in its own entry, and the status of what it proposes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CorrectionSubject(models.TextChoices):
    """The part of the page of a State that a correction is about."""

    NAMES = "names", _("Names")
    GROUPS = "groups", _("Groups of States")
    TREATIES = "treaties", _("Treaty actions and statements")
    LAW = "law", _("National law and reviews")
    EVENTS = "events", _("Events, participation and nominations")
    FOLLOW_UP = "follow_up", _("Follow-up and contributions")
    OTHER = "other", pgettext_lazy("subject", "Other")


class StateCorrectionStatus(models.TextChoices):
    """Whether the secretariat has decided on a correction."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", pgettext_lazy("correction", "Accepted")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")


STATE_CORRECTION_MOVES: dict[StateCorrectionStatus, frozenset[StateCorrectionStatus]] = {
    StateCorrectionStatus.PROPOSED: frozenset({StateCorrectionStatus.ACCEPTED, StateCorrectionStatus.DECLINED}),
    StateCorrectionStatus.ACCEPTED: frozenset(),
    StateCorrectionStatus.DECLINED: frozenset(),
}
