"""Kinds and states of activities; what partners do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What kind of activity."""

    EVENT = "event", _("Event")
    TOOL = "tool", _("Tool")
    STUDY = "study", _("Study")
    CAMPAIGN = "campaign", _("Campaign")
    OTHER = "other", _("Other activity")


class ActivityState(models.TextChoices):
    """The status of an activity. Only a proposal, or a proposal given up, may be without authority."""

    PROPOSED = "proposed", _("Proposed")
    GIVEN_UP = "given_up", _("Abandoned proposal")
    AUTHORISED = "authorised", _("Authorized")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


NEEDS_NO_AUTHORITY = frozenset({ActivityState.PROPOSED, ActivityState.GIVEN_UP})
IN_HAND = frozenset({ActivityState.AUTHORISED, ActivityState.UNDER_WAY})
UNFINISHED = frozenset({ActivityState.PROPOSED, ActivityState.AUTHORISED, ActivityState.UNDER_WAY})


ACTIVITY_MOVES: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.PROPOSED: frozenset({ActivityState.AUTHORISED, ActivityState.GIVEN_UP}),
    ActivityState.GIVEN_UP: frozenset(),
    ActivityState.AUTHORISED: frozenset({ActivityState.UNDER_WAY, ActivityState.COMPLETED, ActivityState.CANCELLED}),
    ActivityState.UNDER_WAY: frozenset({ActivityState.COMPLETED, ActivityState.CANCELLED}),
    ActivityState.COMPLETED: frozenset(),
    ActivityState.CANCELLED: frozenset(),
}


class PartnerRole(models.TextChoices):
    """What a partner does in an activity."""

    HOST = "host", _("Host")
    CO_ORGANISER = "co_organiser", _("Co-organizer")
    SUPPORT = "support", _("Support")
