"""Kinds of events and outcomes, and their status."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What kind of event."""

    REGIONAL = "regional", _("Regional event")
    FORUM = "forum", _("Forum")
    EXPERT_MEETING = "expert_meeting", _("Expert group meeting")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    LAUNCH = "launch", _("Launch")


class EventForm(models.TextChoices):
    """What an event is called in a sentence."""

    EVENT = "event", _("Event")
    REGIONAL_EVENT = "regional_event", _("Regional event")
    MEETING = "meeting", _("Meeting")
    CONFERENCE = "conference", _("Conference")
    REGIONAL_CONFERENCE = "regional_conference", _("Regional conference")


class TitleUse(models.TextChoices):
    """Whether the title of an event is official: a description of ours is never printed as its title."""

    DESCRIPTION = "description", _("Description, not an official title")
    QUOTED = "quoted", _("An official title, in quotation marks")
    NAME = "name", _("An official name, without quotation marks")


class OutcomeKind(models.TextChoices):
    """What an event produced."""

    RECOMMENDATIONS = "recommendations", _("Recommendations")
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action_plan", _("Action plan")
    CHAIR_REPORT = "chair_report", _("Chair’s report")
    REPORT = "report", _("Report")
    AGREED_ITEM = "agreed_item", _("Agreed agenda item")
    CONCLUSION = "conclusion", _("Conclusion")


class OutcomeStatus(models.TextChoices):
    """The status of the text of an outcome."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OUTCOME_MOVES: dict[OutcomeStatus, frozenset[OutcomeStatus]] = {
    OutcomeStatus.DRAFT: frozenset({OutcomeStatus.ADOPTED, OutcomeStatus.WITHDRAWN}),
    OutcomeStatus.ADOPTED: frozenset({OutcomeStatus.WITHDRAWN}),
    OutcomeStatus.WITHDRAWN: frozenset(),
}
# How a new one may be recorded.
AT_FIRST = (OutcomeStatus.DRAFT, OutcomeStatus.ADOPTED)


class ShowingKind(models.TextChoices):
    """How something is shown at the Forum."""

    HANDED_OUT = "handed_out", _("Distributed on CD-ROM")
    ON_SCREENS = "on_screens", _("Announcement on screens")
