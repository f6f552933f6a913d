"""How often a reader is written to, and what can be followed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Frequency(models.TextChoices):
    """How often a reader is written to."""

    AT_ONCE = "at_once", _("immediately")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    OFF = "off", pgettext_lazy("frequency", "never")


# What is followed, by field of a subscription: primary keys, or values of `MeetingKind`.
type FollowedKeys = dict[str, list[int | str]]
# The fields of a subscription of which exactly one is filled.
TARGETS = (
    *("topic", "body", "activity", "mandate", "meeting", "treaty", "state"),
    *("partnership", "commitment", "action_plan"),
)
EVERYTHING, MEETING_KIND = "everything", "meeting_kind"
